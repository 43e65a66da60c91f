"""The store without a window, each measurement in a process of its own: `python -m benchmarks.stores NAME …`."""

from __future__ import annotations

import multiprocessing
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.measure import Stopwatch, peak, pss, tell

SECONDS = 3.0
ROWS = 100_000
_TURNS = 2


# ---------------------------------------------------------------- export


def export(file: str, suffix: str) -> None:
    """Everything shown, into a file."""
    from app.core.progress import Progress
    from app.domain.query import Query, Sort
    from app.store.store import Store
    from app.usecases import exports

    store = Store.open(file)
    before = pss()
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / f"register{suffix}"
        with Stopwatch() as it:
            exports.export(store, Query("project", sort=(Sort("code"),)), to, Progress(), columns=_COLUMNS)
        tell(cost=it.cost, more=peak() - before, size=to.stat().st_size / 1e6)
    store.close()


_COLUMNS = ["code", "title", "abstract", "main_sector", "status", "lead", "partners", "objectives", "targets", "zones",
            "start", "end", "progress", "budget", "spent"]  # fmt: skip


def export_floor(file: str, suffix: str) -> None:
    """The same columns as they stand in the database, fed by a generator to the Rust writer (CSV: to Python's)."""
    import csv

    from rustpy_xlsxwriter import write_worksheets

    line = sqlite3.connect(file)
    before = pss()
    listed = ", ".join(f'"{name}"' for name in _COLUMNS)
    rows = line.execute(f"SELECT {listed} FROM project WHERE archived_at IS NULL ORDER BY code_key, id")
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / f"floor{suffix}"
        with Stopwatch() as it:
            if suffix == ".csv":
                with to.open("w", encoding="utf-8", newline="") as out:
                    csv.writer(out, delimiter=";").writerows(rows)
            else:
                with to.open("wb") as file_out:
                    write_worksheets([("Progetti", (dict(zip(_COLUMNS, row, strict=True)) for row in rows))], file_out)
        tell(cost=it.cost, more=peak() - before, size=to.stat().st_size / 1e6)


# ---------------------------------------------------------------- import


def sheet(file: str, to: str) -> None:
    """Write the spreadsheet that `bring_in` reads: new titles, no codes."""
    from rustpy_xlsxwriter import write_worksheets

    line = sqlite3.connect(file)
    sql = ("SELECT title, abstract, main_sector, status, lead, targets, zones, start, \"end\", progress FROM project "
           f"WHERE created_by = 'bench' ORDER BY id LIMIT {ROWS}")  # fmt: skip
    heads = ("Titolo", "Sintesi", "Area di servizio", "Stato", "Capofila", "Destinatari", "Zone", "Inizio", "Fine",
             "Avanzamento")  # fmt: skip

    def rows() -> Iterator[dict[str, Any]]:
        for number, row in enumerate(line.execute(sql)):
            plain = (
                cell[2:-2].replace('","', "; ") if isinstance(cell, str) and cell[:2] == '["' else cell for cell in row
            )
            values = dict(zip(heads, plain, strict=True))
            values["Titolo"] = f"Importato {number}: {values['Titolo']}"
            yield values

    with Path(to).open("wb") as out:
        write_worksheets([("Progetti", rows())], out)
    tell(size=Path(to).stat().st_size / 1e6)


def read_floor(spreadsheet: str) -> None:
    """What calamine alone takes to read it."""
    from python_calamine import CalamineWorkbook

    with Stopwatch() as it:
        rows = CalamineWorkbook.from_path(spreadsheet).get_sheet_by_index(0).to_python()
    tell(cost=it.cost, rows=len(rows))


def bring_in(file: str, spreadsheet: str) -> None:
    """Read, plan and commit, as the window and `cabina import` do."""
    from app.core.progress import Progress
    from app.store.store import Store
    from app.usecases import imports

    store = Store.open(file)
    with Stopwatch() as reading:
        imports.read(Path(spreadsheet), None, Progress())
    with Stopwatch() as planning:
        plan = imports.plan(store, Path(spreadsheet), "project", None, Progress())
    with Stopwatch() as writing:
        imports.commit(store, plan, Progress(), skip_refused=True)
    tell(reading=reading.cost, planning=planning.cost, writing=writing.cost, rows=len(plan.rows),
         refused=sum(1 for row in plan.rows if row.problems), peak=peak())  # fmt: skip
    store.close()


def insert_floor(file: str, source: str) -> None:
    """The same rows by raw executemany into the same tables, indexes and the index of words made after."""
    with closing(sqlite3.connect(file, isolation_level=None)) as line:
        line.execute("ATTACH ? AS source", [source])
        columns = [row[1] for row in line.execute("PRAGMA table_info(project)")]
        listed = ", ".join(f'"{name}"' for name in columns)
        at = columns.index("code")
        found = line.execute(f"SELECT {listed} FROM source.project WHERE created_by = 'bench' LIMIT {ROWS}")
        rows = [(n + 5, *row[1:at], f"X{row[at]}", *row[at + 1 :]) for n, row in enumerate(found)]
        extras = line.execute("SELECT type, name, sql FROM main.sqlite_master WHERE sql IS NOT NULL "
                              "AND tbl_name = 'project' AND type IN ('index', 'trigger')").fetchall()  # fmt: skip
        line.execute("PRAGMA cache_size = -64000")
        with Stopwatch() as it:
            for kind, name, _ in extras:
                line.execute(f'DROP {kind} main."{name}"')
            line.execute("BEGIN IMMEDIATE")
            line.executemany(f"INSERT INTO main.project ({listed}) VALUES ({', '.join('?' * len(columns))})", rows)
            for _, _, sql in extras:
                line.execute(sql)
            line.execute("INSERT INTO project_words (project_words) VALUES ('rebuild')")
            line.execute("COMMIT")
    tell(cost=it.cost, rows=len(rows))


# ---------------------------------------------------------------- writing together


def writers(file: str, count: str) -> None:
    """Processes that each change one field of a project after another, with history; who was told to try again."""
    with multiprocessing.get_context("spawn").Pool(int(count)) as pool:
        done = pool.starmap(_write, [(file, number) for number in range(int(count))])
    tell(edits=sum(n for n, _ in done) / SECONDS, busy=sum(b for _, b in done))


def _write(file: str, number: int) -> tuple[int, int]:
    from app.core.errors import Unreachable
    from app.domain.projects import Project
    from app.domain.query import Query, Sort
    from app.store.store import Store

    store = Store.open(file)
    row = store.snapshots(Query("project", sort=(Sort("code"),)), limit=number + 1)[-1]
    done = busy = 0
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        try:
            with store.unit("Modifica progetto") as unit:
                row = unit.update(Project, row.id, row.version, {"expected_users": done + 1})
            done += 1
        except Unreachable:
            busy += 1
    store.close()
    return done, busy


# ---------------------------------------------------------------- PostgreSQL


def shared(desks: str) -> None:
    """Edits with history at one PostgreSQL by so many desks, ours and psycopg's; how late the last desk hears."""
    from psycopg import sql

    from app.domain.permissions import Role
    from app.store import migrate
    from app.store.policies import group
    from tests.helpers import postgres

    postgres._SETTINGS["max_connections"] = "200"  # 32 desks have three lines each, and the floor one
    with postgres.cluster() as server:
        for role in Role:
            server.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(group(role))))
        migrate.prepare(server.create_database("bench"))
        from tests.helpers.office import PostgresOffice

        office = PostgresOffice(server, "bench")
        stores = [office(name=f"desk{n}") for n in range(int(desks))]
        rows = _projects(stores)
        dsns = [server.dsn(user=f"desk{n}", db="bench") for n in range(len(rows))]
        ours = floor = 0
        for _ in range(_TURNS):  # in turns: the machine is not always as busy
            ours += _together([partial(_edits, store, row) for store, row in zip(stores, rows, strict=True)])
            floor += _together([partial(_raw_edits, dsn, row) for dsn, row in zip(dsns, rows, strict=True)])
        late = _heard(stores, rows) if len(stores) > 1 else 0.0
        tell(ours=ours / SECONDS / _TURNS, floor=floor / SECONDS / _TURNS, late=late, version=server.version)
        office.close()


def _projects(stores: list[Any]) -> list[Any]:
    from app.domain.entities import ENTITIES
    from app.domain.projects import Project

    with stores[0].unit("Nuova scheda") as unit:
        unit.insert(ENTITIES["actor"], {"code": "A01", "name": "Comune", "category": "PA", "kind": "comune"})
        for kind, code in (("target_group", "T01"), ("zone", "Z00")):
            entity = ENTITIES[kind]
            texts = {name: "X" for name, spec in entity.fields.items() if spec.required and name in ("name", "label")}
            unit.insert(entity, {**texts, "code": code})
        same = {"main_sector": "PAR", "lead": "A01", "targets": ("T01",), "zones": ("Z00",)}
        return [unit.insert(Project, {**same, "title": f"Progetto {n}"}) for n in range(len(stores))]


def _together(works: list[Callable[[], int]]) -> int:
    done: list[int] = []
    threads = [threading.Thread(target=lambda one=work: done.append(one())) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done)


def _edits(store: Any, row: Any) -> int:
    from app.domain.projects import Project

    now = store.by_id(Project, row.id)
    done, until = 0, time.monotonic() + SECONDS
    while time.monotonic() < until:
        with store.unit("Modifica progetto") as unit:
            now = unit.update(Project, now.id, now.version, {"expected_users": done + 1})
        done += 1
    return done


def _raw_edits(dsn: str, row: Any) -> int:
    """Psycopg's own way: begin, update where the version is the one seen, write the history, commit."""
    import psycopg

    with psycopg.connect(dsn) as line:
        version = line.execute("SELECT version FROM project WHERE id = %s", [row.id]).fetchone()[0]  # type: ignore[index]
        line.commit()
        done, until = 0, time.monotonic() + SECONDS
        while time.monotonic() < until:
            line.execute("UPDATE project SET expected_users = %s, version = version + 1, updated_at = now(), "
                         "updated_by = current_user WHERE id = %s AND version = %s",
                         [done + 5, row.id, version])  # fmt: skip
            version += 1
            line.execute("INSERT INTO change (who, deed, entity, record, version, code, visibility, before, after) "
                         "VALUES (current_user, 'Modifica progetto', 'project', %s, %s, %s, 'cabina', '{}', '{}')",
                         [row.id, version, row.code])  # fmt: skip
            line.commit()
            done += 1
        return done


def _heard(stores: list[Any], rows: list[Any]) -> float:
    """Milliseconds from a commit to the last desk that has read it; the worst but one of twenty."""
    feeds = [store.feed() for store in stores[1:]]
    from app.domain.projects import Project

    now, found = stores[0].by_id(Project, rows[0].id), []
    for number in range(20):
        seq, ready = stores[0].last_seq, threading.Barrier(len(feeds) + 1)
        heard: list[float] = []

        def listen(
            feed: Any, store: Any, seq: int = seq, ready: threading.Barrier = ready, heard: list[float] = heard
        ) -> None:
            ready.wait()
            while not store.since(seq):
                feed.wait(2.0)
            heard.append(time.perf_counter())

        threads = [threading.Thread(target=listen, args=pair) for pair in zip(feeds, stores[1:], strict=True)]
        for thread in threads:
            thread.start()
        ready.wait()
        with stores[0].unit("Modifica progetto") as unit:
            now = unit.update(Project, now.id, now.version, {"expected_users": 100_000 + number})
        start = time.perf_counter()
        for thread in threads:
            thread.join()
        found.append((max(heard) - start) * 1e3)
    for feed in feeds:
        feed.close()
    return sorted(found)[-2]


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
