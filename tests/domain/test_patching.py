"""What a decision may change, written, compared, shown and turned round."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.core.errors import Refused
from app.domain import patching
from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.fields import Value
from app.domain.patching import Line, Now

P3: dict[str, Value] = {**ENTITIES["project"].defaults(), "code": "P03", "title": "Doposcuola", "status": "in_corso",
                        "end": date(2026, 12, 31), "partners": ("A01", "A02:finanziatore")}  # fmt: skip


def project(**values: Any) -> Snapshot:
    return Snapshot("project", 1, 1, {**P3, **values})


def raw(**values: Any) -> dict[str, Any]:
    return {"entity": "project", "record": "P03", "field": "end", "old": "2026-12-31", "new": "2027-06-30", **values}


@pytest.mark.parametrize("kind", patching.kinds(), ids=lambda kind: kind.name)
def test_codes_visibility_and_what_the_program_fills_are_no_decisions(kind: Any) -> None:
    names = {spec.name for spec in patching.fields_of(kind)}
    assert names
    assert not names & {"code", "visibility", kind.part_of}
    assert not any(spec.computed or spec.total_of or spec.read for spec in patching.fields_of(kind))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"a": 1}, "forma attesa"),
        ([{"entity": "project"}], "forma attesa"),
        ([raw(entity="account", field="login")], "non cambia"),
        ([raw(field="code")], "non cambia"),
        ([raw(field="budget")], "non cambia"),
        ([raw(new="mai")], "mai"),
        ([raw(field="status", old="in_corso", new="rendicontato")], "non si passa"),
        ([raw(field="status", old="in_corso", new="inventato")], "inventato"),
        ([raw(), raw(new="2028-01-01")], "due volte"),
    ],
)
def test_what_is_no_patch_is_refused_with_its_reason(wrong: Any, why: str) -> None:
    with pytest.raises(Refused, match=why):
        patching.read(wrong)


@pytest.mark.parametrize(
    ("record", "state"),
    [
        (project(), Now.PLANNED),
        (project(end=date(2027, 6, 30)), Now.DONE),
        (project(end=None), Now.MOVED),
        (None, Now.GONE),
    ],
)
def test_a_line_beside_the_record_of_today(record: Snapshot | None, state: Now) -> None:
    (line,) = patching.read([raw()])
    assert patching.compare(line, record).state is state


def test_a_line_is_read_as_a_sentence() -> None:
    told = patching.shown(Line("project", "P03", "status", "in_corso", "sospeso"), project())
    assert told.sentence == "P03 Doposcuola · Stato: In corso → Sospeso"
    told = patching.shown(Line("project", "P03", "end", None, "2027-06-30"), project())
    assert (told.before, told.after) == ("–", "30/06/2027")


def test_a_value_the_record_has_already_takes_its_line_out() -> None:
    lines = patching.drafted((), project(), {"end": date(2027, 6, 30), "partners": ("A01",)})
    assert [line.raw()["new"] for line in lines] == ["2027-06-30", ["A01"]]
    assert [line.field for line in patching.drafted(lines, project(), {"end": P3["end"]})] == ["partners"]
    assert patching.read([line.raw() for line in lines]) == lines


def test_the_way_back_leaves_out_the_states_no_life_cycle_goes_back_to() -> None:
    lines = patching.read([raw(), raw(field="status", old="in_corso", new="sospeso"),
                           raw(record="P04", field="status", old="in_istruttoria", new="condiviso")])  # fmt: skip
    back, stuck = patching.inverse(lines)
    assert [(line.field, line.new) for line in back] == [("status", "in_corso"), ("end", "2026-12-31")]
    assert [line.record for line in stuck] == ["P04"]


def test_the_deed_names_the_decision_and_is_recognised() -> None:
    deed = patching.citation("3/2026", date(2026, 5, 20))
    assert deed == "Decisione n. 3/2026, seduta del 20 maggio 2026"
    assert patching.cited(deed) == ("3/2026", "20 maggio 2026")
    assert patching.cited("Votazione") is None
