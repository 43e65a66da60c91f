"""Taking back what one did never takes somebody else's work with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.core.errors import Refused, Stale
from app.core.progress import Progress
from app.domain.entity import Changes, Snapshot
from app.domain.permissions import Role
from app.domain.query import Filter, Query
from app.store.store import Store
from app.usecases import beginnings, committee, history, register
from tests.helpers.office import Office

PROPOSAL = {"title": "Orto dei nonni", "main_sector": "SOC", "lead": "A01", "targets": ("T01",), "zones": ("Z01",)}


def made(changes: Changes) -> Snapshot:
    """The one record a deed wrote."""
    return next(one for one in changes.touched.values() if one is not None)


@pytest.fixture
def president(office: Office) -> Store:
    """Somebody else's desk."""
    return office(Role.PRESIDENTE, name="marta")


def test_a_new_record_that_nobody_touched_is_taken_back_whole(secretary: Store) -> None:
    new = made(register.create(secretary, "project", PROPOSAL))
    history.undo(secretary)
    assert not secretary.snapshots(Query("project", (Filter("code", "=", (new.code,)),)))


def test_a_new_record_that_somebody_filled_in_is_not_taken_back(secretary: Store, president: Store) -> None:
    new = made(register.create(secretary, "project", PROPOSAL))
    register.edit(president, "project", new.id, new.version, {"abstract": "Un orto per tutti."})
    with pytest.raises(Stale, match="Sintesi"):
        history.undo(secretary)
    assert register.named(secretary, "project", new.code)["abstract"] == "Un orto per tutti."


def test_a_new_record_that_somebody_added_parts_to_is_not_taken_back(secretary: Store, president: Store) -> None:
    new = made(register.create(secretary, "project", PROPOSAL))
    money = {"project": new.code, "source": "COMUNE", "amount": Decimal(1000)}
    line = made(register.create(president, "funding_line", money))
    with pytest.raises(Stale, match="parti"):
        history.undo(secretary)
    assert register.named(secretary, "funding_line", line.code)["amount"] == 1000


def test_one_s_own_changes_are_taken_back_one_after_the_other(secretary: Store) -> None:
    new = made(register.create(secretary, "project", PROPOSAL))
    register.edit(secretary, "project", new.id, new.version, {"end": date(2027, 12, 31)})
    history.undo(secretary)
    history.undo(secretary)
    with pytest.raises(Refused):
        register.named(secretary, "project", new.code)


def test_a_register_stands_in_its_place_only_when_it_is_finished(tmp_path: Path) -> None:
    place = tmp_path / "registro.db"
    (tmp_path / "registro.db.part").write_bytes(b"what a power cut left")
    seen: list[bool] = []
    made = beginnings.new(place, "Comune di Verucchio", Progress(lambda *_: seen.append(place.exists())))
    assert seen == [False], "nobody can open it half made"
    assert committee.settings(made)["municipality"] == "Comune di Verucchio"
    made.close()
    assert [path.name for path in tmp_path.iterdir()] == ["registro.db"]


def test_a_beginning_that_fails_leaves_the_neighbours_alone(tmp_path: Path) -> None:
    copies = [tmp_path / name for name in ("registro.db.bak", "registro.db-2025.zip", "registro.dbx")]
    for copy in copies:
        copy.write_text("una copia", encoding="utf-8")
    wrong = tmp_path / "comitato.json"
    wrong.write_text("{}", encoding="utf-8")
    with pytest.raises(Refused):
        beginnings.from_file(tmp_path / "registro.db", wrong, Progress())
    assert sorted(tmp_path.iterdir()) == sorted([*copies, wrong])
