"""Migrations that change what is written, told on what an older program had left."""

from datetime import date

import pytest

from app.core.errors import Refused
from app.domain.participation import PairReview
from app.domain.places import InterventionType
from app.domain.projects import Intervention, Project
from app.domain.query import Filter, Query
from app.store import migrate
from app.store.store import Store
from tests.store.test_migrations import KINDS, new_place
from tests.store.test_unit import small_register


@pytest.mark.parametrize("kind", KINDS)
def test_cigs_become_a_list_and_a_pair_is_examined_once(kind, request, tmp_path):
    """0003, with what an older program had written."""
    where = new_place(kind, request, tmp_path)
    migrate.upgrade(where)
    desk = Store.open(where.address)
    small_register(desk)
    one = desk.snapshot(Project, "P1")
    with desk.unit("Modifica") as unit:
        unit.update(Project, one.id, one.version, {"cigs": ("1234567CE7", "B0F3A1C2D4")})
        unit.insert(InterventionType, {"code": "T", "label": "Tipo", "family": "relazioni"})
        for code in ("I2", "I10"):
            unit.insert(Intervention, {
                "code": code, "project": "P1", "title": code, "type": "T", "sector": "CUL", "lead": "A01",
                "zone": "Z01", "targets": ("T01",), "start": date(2026, 1, 1), "end": date(2026, 2, 1),
            })  # fmt: skip
        unit.insert(PairReview, {"a": "I10", "b": "I2", "kind": "sinergia", "result": "confermata", "code": "EC1"})
    pair = desk.snapshot(PairReview, "EC1")
    assert (pair["a"], pair["b"]) == ("I2", "I10")
    desk.close()
    migrate.downgrade(where, "0002")
    engine = where.engine()
    with engine.begin() as line:
        assert line.exec_driver_sql("SELECT cigs FROM project").fetchone()[0] == "1234567CE7; B0F3A1C2D4"
        line.exec_driver_sql("UPDATE project SET cigs = '1234567CE7, B0F3A1C2D4 ,'")
        columns = "version, created_at, created_by, updated_at, updated_by, code_key, kind, result, visibility"
        line.exec_driver_sql(
            f"INSERT INTO pair_review (id, code, a, b, {columns}) "
            f"SELECT id + 1, 'EC2', 'I10', 'I2', {columns} FROM pair_review"
        )
    engine.dispose()
    migrate.upgrade(where)
    desk = Store.open(where.address)
    assert desk.snapshot(Project, "P1")["cigs"] == ("1234567CE7", "B0F3A1C2D4")
    assert [(one.code, one["a"], one["b"]) for one in desk.snapshots(Query("pair_review"))] == [("EC2", "I2", "I10")]
    with pytest.raises(Refused), desk.unit("Aggiungi") as unit:
        unit.insert(PairReview, {"a": "I10", "b": "I2", "kind": "sinergia", "result": "confermata"})
    for op, values, found in (("=", ("B0F3A1C2D4",), 1), ("=", ("B0F3",), 0), ("!=", (), 1), ("~", ("b0f3",), 1)):
        assert desk.count(Query("project", (Filter("cigs", op, values),))) == found, (op, values)
    desk.close()
