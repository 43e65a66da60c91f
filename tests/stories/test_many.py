"""Many records edited or trashed in one deed: all or nothing, one undo, every reject told."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.errors import Forbidden, Refused
from app.core.progress import Cancelled, Progress
from app.domain.entities import ENTITIES
from app.domain.permissions import Role
from app.domain.query import Query
from app.store.store import Store
from app.usecases import history, lists, many, register

CODES = ("P12", "P13", "P14")


def edit(desk: Store, code: str, entity: str = "project", **values: Any) -> many.Edit:
    """What a screen that has just read a record would ask for."""
    seen = register.named(desk, entity, code)
    return many.Edit(entity, seen.id, seen.version, code, values)


def values(desk: Store, field: str, codes: tuple[str, ...] = CODES) -> list[Any]:
    return [register.named(desk, "project", code)[field] for code in codes]


def test_a_block_is_one_deed_and_one_undo(secretary: Store) -> None:
    before = values(secretary, "progress"), values(secretary, "title")
    edits = [edit(secretary, code, progress=at, title=f"Titolo {at}") for at, code in enumerate(CODES, 10)]
    outcome = many.edit(secretary, "paste", edits, Progress())
    assert outcome.rejects == ()
    assert outcome.changes is not None
    assert {snapshot.code for snapshot in outcome.changes.of("project") if snapshot} == set(CODES)
    assert values(secretary, "progress") == [10, 11, 12]
    rows = secretary.deed(history.last(secretary).unit)  # type: ignore[union-attr]
    assert [(row.code, row.deed) for row in rows] == [(code, "Celle incollate") for code in CODES]
    history.undo(secretary)
    assert (values(secretary, "progress"), values(secretary, "title")) == before
    history.redo(secretary)
    assert values(secretary, "progress") == [10, 11, 12]


def test_what_one_record_refuses_writes_nothing_and_every_reject_is_told(secretary: Store) -> None:
    before = values(secretary, "progress")
    edits = [
        edit(secretary, "P12", progress=50),
        edit(secretary, "P13", progress=50, end=None, start=None, title=None),
        edit(secretary, "P14", progress=50, lead="A99"),
        edit(secretary, "P05", status="rendicontato"),
    ]
    outcome = many.edit(secretary, "paste", edits, Progress())
    assert outcome.changes is None
    told = {(one.code, one.column): one for one in outcome.rejects}
    assert told["P13", "Titolo"].why == "«Titolo» è obbligatorio."
    assert "«A99» non esiste" in told["P14", "Capofila"].why
    assert "si può passare a" in told["P05", "Stato"].why
    assert told["P05", "Stato"].value == "Rendicontato"
    assert not any(one.code == "P12" for one in outcome.rejects)
    assert values(secretary, "progress") == before


def test_a_trial_writes_nothing_even_when_nothing_is_wrong(secretary: Store) -> None:
    seq = secretary.last_seq
    outcome = many.edit(secretary, "paste", [edit(secretary, "P12", progress=7)], Progress(), dry=True)
    assert outcome == many.Outcome(None, ())
    assert secretary.last_seq == seq


def test_one_record_that_moved_stops_them_all_and_is_named(secretary: Store, office: Any) -> None:
    edits = [edit(secretary, code, progress=33) for code in CODES]
    marta = office(Role.PRESIDENTE, name="marta")
    seen = register.named(marta, "project", "P13")
    register.edit(marta, "project", seen.id, seen.version, {"progress": 80})
    outcome = many.edit(secretary, "fill", edits, Progress())
    assert outcome.changes is None
    (moved,) = outcome.rejects
    assert (moved.code, moved.column, moved.value, moved.moved) == ("P13", "Avanzamento", "33\u00a0%", True)
    assert "marta ha appena modificato" in moved.why
    assert moved.now is not None
    assert moved.says == "80\u00a0%"
    assert values(secretary, "progress") == [values(secretary, "progress")[0], 80, values(secretary, "progress")[2]]
    again = [one if one.code != "P13" else edit(secretary, "P13", progress=33) for one in edits]
    assert many.edit(secretary, "fill", again, Progress()).changes is not None


def test_a_member_writes_her_own_projects_and_not_others_in_the_same_block(secretary: Store, office: Any) -> None:
    lidia = office(Role.COMPONENTE, name="lidia", person="M11", actor="A17")
    mine, others = edit(lidia, "P03", progress=40), edit(lidia, "P05", progress=40)
    outcome = many.edit(lidia, "paste", [mine, others], Progress())
    assert [one.code for one in outcome.rejects] == ["P05"]
    assert values(lidia, "progress", ("P03", "P05")) == [None, None]
    assert many.edit(lidia, "paste", [mine], Progress()).changes is not None


def test_the_database_refuses_by_itself_what_the_verb_would(secretary: Store, office: Any) -> None:
    """A program that asked nobody: the first record was hers, the second is not; neither is written."""
    lidia = office(Role.COMPONENTE, name="lidia", person="M11", actor="A17")
    project = ENTITIES["project"]
    mine, others = (register.named(lidia, "project", code) for code in ("P03", "P05"))

    def write_both() -> None:
        with lidia.unit("Celle incollate") as unit:
            unit.update(project, mine.id, mine.version, {"progress": 41})
            try:
                with unit.attempt():
                    unit.update(project, others.id, others.version, {"progress": 41})
            except Forbidden:
                still = unit.by_id(project, mine.id)
                assert still is not None
                assert still["progress"] == 41, "the deed goes on judging after a refusal"
                raise

    with pytest.raises(Forbidden):
        write_both()
    assert values(secretary, "progress", ("P03", "P05")) == [None, None]


def test_records_and_their_parts_go_to_the_trash_together_and_come_back_with_one_undo(secretary: Store) -> None:
    chosen = [edit(secretary, "I29", "intervention"), edit(secretary, "P13"), edit(secretary, "P14")]
    before = lists.count(secretary, Query("project")), lists.count(secretary, Query("intervention"))
    assert many.trash(secretary, chosen, Progress()).changes is not None
    assert lists.count(secretary, Query("project")) == before[0] - 2
    history.undo(secretary)
    assert (lists.count(secretary, Query("project")), lists.count(secretary, Query("intervention"))) == before
    assert {i.code for i in lists.children(secretary, "intervention", "P13")} == {"I29", "I30", "I31"}


def test_one_row_that_may_not_be_trashed_keeps_them_all(secretary: Store, office: Any) -> None:
    lidia = office(Role.COMPONENTE, name="lidia", person="M11", actor="A17")
    chosen = [edit(lidia, "P03"), edit(lidia, "P05")]
    outcome = many.trash(lidia, chosen, Progress())
    assert outcome.changes is None
    assert "P05" in {one.code for one in outcome.rejects}
    assert register.named(secretary, "project", "P03")


def test_too_many_records_are_an_import(secretary: Store) -> None:
    one = edit(secretary, "P13", progress=1)
    with pytest.raises(Refused, match="al massimo 5000"):
        many.edit(secretary, "paste", [one] * (many.MOST_RECORDS + 1), Progress())


def test_a_deed_stopped_half_way_writes_nothing(secretary: Store) -> None:
    progress, seq = Progress(), secretary.last_seq
    edits = [edit(secretary, code, progress=1) for code in CODES]
    progress.cancel()
    with pytest.raises(Cancelled):
        many.edit(secretary, "paste", edits, progress)
    assert secretary.last_seq == seq
