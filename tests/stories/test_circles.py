"""What a register says of itself when somebody wrote in it behind the program's back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from app.domain.query import Query
from app.store.store import Store
from app.usecases.facts import ProjectFacts
from tests.helpers.office import Office


def test_objectives_in_a_circle_have_no_mandate_and_stop_nobody(office: Office, secretary: Store) -> None:
    project = next(one for one in secretary.snapshots(Query("project")) if one["objectives"])
    code = str(project["objectives"][0]).partition(":")[0]
    whole = ProjectFacts(secretary).of("mandate", project.code, project.values)
    assert whole
    write(office, "UPDATE objective SET parent = code WHERE code = ?", code)
    alone: dict[str, Any] = {**project.values, "objectives": (code,)}
    assert ProjectFacts(secretary).of("mandate", project.code, alone) is None


def write(office: Office, sql: str, value: str) -> None:
    """As whoever holds the database may."""
    if office.kind == "sqlite":
        with closing(sqlite3.connect(office.path)) as file, file:  # type: ignore[attr-defined]
            file.execute(sql, [value])
        return
    import psycopg

    with psycopg.connect(office.server.dsn(db=office.database), autocommit=True) as owner:  # type: ignore[attr-defined]
        owner.execute("SET session_replication_role = replica")
        owner.execute(sql.replace("?", "%s"), [value])
