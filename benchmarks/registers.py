"""Synthetic registers of any size, made once and kept between runs.

The committee's own lookups (objectives, zones, funds…) come from the example; projects, funding lines and 400 more
bodies are drawn with a fixed seed: skewed as real registers are (few states hold most rows, few bodies lead most
projects), descriptions of about 480 characters made of a vocabulary with a long tail.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.core import paths
from app.core.progress import Progress
from app.store import migrate
from app.store.collation import sort_key
from app.store.ids import Ids
from app.usecases import committee, demo, opening

GENERATION = 4
"""Raised when the rows drawn change."""

AT = "2026-03-01T08:00:00.000000+00:00"
STATES = {"in_corso": 40, "concluso": 22, "rendicontato": 12, "condiviso": 8, "in_istruttoria": 7, "proposta": 6,
          "sospeso": 3, "non_accolto": 1, "annullato": 0.7, "ritirato": 0.3}  # fmt: skip
SYLLABLES = ("ba", "ca", "da", "fa", "ga", "la", "ma", "na", "pa", "ra", "sa", "ta", "va", "be", "ce", "de", "fe",
             "le", "me", "ne", "pe", "re", "se", "te", "ve", "bi", "ci", "di", "fi", "li", "mi", "ni", "ri", "si", "ti",
             "co", "do", "lo", "mo", "no", "po", "ro", "so", "to", "vo", "cu", "du", "lu", "mu", "tu")  # fmt: skip
COMMON = (
    "progetto", "comunità", "scuola", "quartiere", "anziani", "giovani", "famiglie", "servizi", "qualità", "sostegno",
    "biblioteca", "percorso", "attività", "laboratorio", "centro", "salute", "lavoro", "inclusione", "cittadini",
    "territorio", "rete", "spazi", "cura", "accoglienza", "sportello", "mobilità", "ambiente", "cultura", "sport",
    "formazione", "minori", "donne", "casa", "verde", "città", "partecipazione", "associazioni", "volontari",
    "educativa", "domiciliare",
)  # fmt: skip
LINKERS = ("di", "per", "con", "e", "la", "del", "nella", "alle", "dei", "che")


def register(count: int) -> Path:
    """The file of a register with this many projects, made now if need be."""
    folder = paths.cache() / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"register-{count}-{_fingerprint()}.db"
    if not path.exists():
        for old in folder.glob(f"register-{count}-*"):
            old.unlink()
        _make(path, count)
    return path


def _fingerprint() -> str:
    """The schema's version and the way rows are drawn, as part of a file name."""
    return f"{GENERATION}-{migrate.versions()[-1]}"


def _make(path: Path, count: int) -> None:
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        part = Path(folder) / "register.db"
        store = opening.open_register(str(part), create=True)
        committee.load_data(store, demo.data(), Progress())
        store.close()
        with closing(sqlite3.connect(part, isolation_level=None)) as line:
            fill(line, count)
        os.replace(part, path)
    print(f"  made a register of {count:,} projects in {time.perf_counter() - start:.0f} s")


def fill(line: sqlite3.Connection, count: int) -> None:
    """Write projects and funding lines raw; indexes, links and the index of words after them."""
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "foreign_keys = OFF"):
        line.execute(f"PRAGMA {pragma}")
    line.create_function("cabina_bare", 1, str)
    extras = line.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND (type = 'trigger' "
        "OR type = 'index' AND (tbl_name LIKE 'project%' OR tbl_name = 'funding_line'))"
    ).fetchall()
    for kind, name, _ in extras:
        line.execute(f'DROP {kind} "{name}"')
    line.execute("BEGIN")
    rows = Rows(line, count)
    _insert(line, "actor", rows.actors())
    _insert(line, "project", rows.projects())
    _insert(line, "funding_line", rows.funding_lines())
    lists = ("partners", "objectives", "outcomes", "targets", "zones", "sources")
    for name in lists:
        line.execute(
            f"INSERT OR IGNORE INTO project_{name} (owner, position, code) "
            f"SELECT p.id, j.key, j.value FROM project AS p, json_each(p.\"{name}\") AS j WHERE p.created_by = 'bench'"
        )
    for _, _, sql in sorted(extras):
        line.execute(sql)
    for table in ("project", "funding_line", "actor"):
        line.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('rebuild')")
        line.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('optimize')")
    line.execute("COMMIT")
    line.execute("PRAGMA optimize")


def _insert(line: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    first = next(rows, None)
    if first is None:
        return
    columns = ", ".join(f'"{name}"' for name in first)
    sql = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(first))})"
    line.execute(sql, tuple(first.values()))
    line.executemany(sql, (tuple(row.values()) for row in rows))


class Rows:
    """The draws, in the order they are written; the same for the same count."""

    def __init__(self, line: sqlite3.Connection, count: int) -> None:
        self.count, self._draw, self._ids = count, random.Random(20260301), Ids(desk=1)
        kinds = ("objective", "outcome_area", "target_group", "zone", "fund_source", "person")
        found = {kind: line.execute(f"SELECT code FROM {kind} ORDER BY code").fetchall() for kind in kinds}
        self._codes = {kind: [row[0] for row in rows] for kind, rows in found.items()}
        self._objectives = [code for code in self._codes["objective"] if code.count(".") == 2]
        self._sectors = [row[0] for row in line.execute("SELECT DISTINCT main_sector FROM project ORDER BY 1")]
        self._actors = [f"B{i:03}" for i in range(400)]
        self._words = self._vocabulary()
        self._money: list[tuple[str, int, int, int, str]] = []

    def _vocabulary(self) -> list[str]:
        draw = self._draw
        rare = {"".join(draw.choices(SYLLABLES, k=draw.randint(2, 5))) for _ in range(12_000)}
        return [*COMMON, *sorted(rare)]

    def _sentences(self, words: int, how_many: int) -> list[str]:
        weights, total = [], 0.0
        for rank in range(len(self._words)):
            total += 1 / (rank + 8)
            weights.append(total)
        found = []
        for _ in range(how_many):
            chosen = self._draw.choices(self._words, cum_weights=weights, k=words)
            text = " ".join(f"{word} {self._draw.choice(LINKERS)}" if i % 3 else word for i, word in enumerate(chosen))
            found.append(text[0].upper() + text[1:])
        return found

    def _marks(self) -> dict[str, Any]:
        return {"id": self._ids(), "version": 1, "created_at": AT, "created_by": "bench", "updated_at": AT,
                "updated_by": "bench"}  # fmt: skip

    def actors(self) -> Iterator[dict[str, Any]]:
        """400 bodies beside the example's."""
        names = self._sentences(2, len(self._actors))
        for code, words in zip(self._actors, names, strict=True):
            name = f"Associazione {words} {code}"
            yield self._marks() | {"code": code, "code_key": sort_key(code), "name": name, "name_key": sort_key(name),
                                   "category": "CIV", "kind": "aps", "visibility": "cabina"}  # fmt: skip

    def projects(self) -> Iterator[dict[str, Any]]:
        """The rows of `project`, money included; `funding_lines` writes the lines it is the sum of."""
        draw, codes = self._draw, self._codes
        titles, sentences = self._sentences(5, 20_000), self._sentences(14, 20_000)
        skewed = [1 / (i + 2) for i in range(len(self._actors))]
        day = date(2015, 1, 1)
        for i in range(self.count):
            code = f"OPF-{2015 + i * 12 // self.count}-{i:07}"
            title = f"{draw.choice(titles)} {i}"[:120]
            abstract = ". ".join(draw.choices(sentences, k=4))[:600]
            start = day + timedelta(days=draw.randrange(4300))
            amount = int(draw.lognormvariate(10.3, 1.1)) * 100 if draw.random() < 0.85 else None
            source = draw.choice(codes["fund_source"])
            spent = None if amount is None else amount * draw.randrange(101) // 100
            if amount is not None:
                self._money.append((code, amount, amount, spent or 0, source))
            lead, *others = draw.choices(self._actors, skewed, k=draw.choice((1, 2, 2, 3)))
            yield self._marks() | {
                "code": code, "code_key": sort_key(code), "title": title, "title_key": sort_key(title),
                "abstract": abstract, "main_sector": draw.choice(self._sectors),
                "status": draw.choices(list(STATES), list(STATES.values()))[0], "lead": lead,
                "partners": self._list(others), "referent": draw.choice(codes["person"]),
                "objectives": self._list(draw.choices(self._objectives, k=draw.choice((1, 1, 2)))),
                "outcomes": self._list(draw.choices(codes["outcome_area"], k=1)),
                "targets": self._list(draw.choices(codes["target_group"], k=draw.choice((1, 2, 3)))),
                "zones": self._list(draw.choices(codes["zone"], k=draw.choice((1, 1, 2)))),
                "sources": "[]" if amount is None else self._list([source]),
                "start": start.isoformat(), "end": (start + timedelta(days=draw.randrange(90, 1500))).isoformat(),
                "progress": draw.randrange(101), "budget": amount, "committed": amount, "spent": spent,
                "expected_users": draw.randrange(500), "visibility": draw.choices(("cabina", "pubblica", "interna"),
                                                                               (60, 35, 5))[0],
            }  # fmt: skip

    def _list(self, codes: list[str]) -> str:
        return json.dumps(list(dict.fromkeys(codes)), separators=(",", ":"))

    def funding_lines(self) -> Iterator[dict[str, Any]]:
        """One line per project that has money."""
        for project, amount, committed, spent, source in self._money:
            code = f"{project}-F1"
            yield self._marks() | {
                "code": code, "code_key": sort_key(code), "project": project, "source": source, "amount": amount,
                "committed": committed, "spent": spent, "visibility": "cabina",
            }  # fmt: skip
