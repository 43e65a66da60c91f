"""The register as it stood at a sitting, and what has changed since; on both databases."""

from __future__ import annotations

import time as clockwork
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from app.core.errors import Refused
from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.permissions import Role
from app.domain.query import Filter, Query, Sort
from app.domain.sifting import counts, sift
from app.store.store import Store
from app.usecases import history, lists, meetings, past, register
from tests.helpers.office import Office
from tests.stories.sittings import opened, seen


def closed(desk: Store) -> Snapshot:
    meeting = opened(desk)
    meetings.close(desk, meeting.id, meeting.version, at=time(19, 0))
    return seen(desk, meeting.code)


def whole(desk: Store, entity: str) -> dict[str, Any]:
    return {one.code: dict(one.values) for one in lists.snapshots(desk, Query(entity))}


def change(desk: Store, entity: str, code: str, **values: Any) -> None:
    one = seen(desk, code, entity)
    register.edit(desk, entity, one.id, one.version, values)


def trash(desk: Store, entity: str, code: str) -> None:
    one = seen(desk, code, entity)
    register.trash(desk, entity, one.id, one.version)


def test_every_list_is_as_it_was_whatever_happened_since(secretary: Store) -> None:
    before = {kind: whole(secretary, kind) for kind in ("project", "intervention", "funding_line", "objective")}
    meeting = closed(secretary)
    change(secretary, "project", "P03", title="Altro titolo", end=date(2030, 1, 1), partners=("A01",))
    five = seen(secretary, "P05", "project")
    register.edit(secretary, "project", five.id, five.version, {"code": "P55"})
    trash(secretary, "project", "P07")
    line = lists.snapshots(secretary, Query("funding_line"))[0]
    change(secretary, "funding_line", line.code, amount=line["amount"] + Decimal(1000))
    register.create(secretary, "project", _new(before["project"]["P03"]))
    then = past.at_sitting(secretary, meeting.code)
    for kind, rows in before.items():
        found = {one.code: dict(one.values) for one in then.records(kind).values()}
        assert found == rows, kind


def _new(like: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in like.items() if not ENTITIES["project"].fields[name].total_of}
    return {**kept, "code": "P99", "title": "Nuovo", "status": "proposta"}


def test_what_has_changed_since_the_last_sitting(secretary: Store) -> None:
    meeting = closed(secretary)
    change(secretary, "project", "P03", end=date(2030, 1, 1))
    change(secretary, "project", "P05", title="Provvisorio")
    history.undo(secretary)  # changed and changed back
    trash(secretary, "project", "P07")
    register.create(secretary, "project", _new(dict(seen(secretary, "P03", "project").values)))
    register.create(secretary, "project", _new(dict(seen(secretary, "P03", "project").values)) | {"code": "P98"})
    history.undo(secretary)  # came and went
    found = past.differences(secretary, past.at_sitting(secretary, meeting.code))
    projects = {one.code: one for one in found if one.entity == "project"}
    assert {code: one.what for code, one in projects.items()} == {
        "P99": past.ADDED, "P07": past.REMOVED, "P03": past.CHANGED,
    }  # fmt: skip
    (field,) = projects["P03"].fields
    assert (field.field, field.after) == ("Fine", "01/01/2030")
    assert projects["P03"].who == "sara"
    parts = [one for one in found if one.entity == "intervention"]
    assert parts
    assert all(one.what == past.REMOVED for one in parts)  # those that went to the trash with P07


def test_the_sittings_that_kept_the_register_are_offered(secretary: Store) -> None:
    assert past.frozen(secretary) == []
    with pytest.raises(Refused, match="si conserva alla chiusura"):
        past.at_sitting(secretary, "2/2026")
    meeting = closed(secretary)
    assert [one.code for one in past.frozen(secretary)] == [meeting.code]
    other = seen(secretary, "S2")
    register.edit(secretary, "meeting", other.id, other.version, {"register_seq": 1})  # of another register
    assert [one.code for one in past.frozen(secretary)] == [meeting.code]
    with pytest.raises(Refused):
        past.at_sitting(secretary, "2/2026")


def test_who_sees_less_today_sees_no_more_of_the_past(office: Office, secretary: Store) -> None:
    change(secretary, "project", "P03", visibility="interna")
    meeting = closed(secretary)
    change(secretary, "project", "P04", visibility="interna")
    reader = office(Role.LETTORE, name="ugo")
    then = past.at_sitting(reader, meeting.code)
    assert then.record("project", "P03") is None
    assert then.record("project", "P04") is None
    assert then.record("project", "P05") is not None
    assert not [one for one in past.differences(reader, then) if one.code in ("P03", "P04") and one.fields]


def test_lists_of_the_past_are_searched_as_those_of_today(secretary: Store) -> None:
    meeting = closed(secretary)
    rows = list(past.at_sitting(secretary, meeting.code).records("project").values())
    for query in (
        Query("project", sort=(Sort("code"),)),
        Query("project", (Filter("status", "=", ("in_corso",)),), sort=(Sort("end", descending=True), Sort("code"))),
        Query("project", (Filter("lead", "!=", ("A01",)), Filter("end", ">=", (date(2027, 1, 1),)))),
        Query("project", (Filter("cup", "=", ()),)),
        Query("project", (Filter("zones", "=", ("Z01", "Z02")),), "comunità"),
        Query("project", (Filter("title", "~", ("biblio",)),)),
    ):
        today = [one.code for one in lists.snapshots(secretary, query)]
        then = [one.code for one in sift(rows, query, secretary.names)]
        assert sorted(then) == sorted(today), query
        if query.sort:
            assert then == today
        fields = ("status", "zones")
        found = lists.facets(secretary, query, fields)
        mine = counts(rows, query, fields, secretary.names)
        assert mine == {name: {k: n for k, n in found[name].items() if n} for name in fields}


def test_a_thousand_rows_come_back_in_less_than_a_second(secretary: Store) -> None:
    meeting = closed(secretary)
    kind = ENTITIES["project"]
    like = _new(dict(seen(secretary, "P03", "project").values))
    with secretary.unit("Importazione") as unit:
        unit.insert_many(kind, [{**like, "code": f"N{n:04}"} for n in range(1000)])
    with secretary.unit("Celle incollate") as unit:
        for one in unit.snapshots(Query("project")):
            unit.update(kind, one.id, one.version, {"title": f"{one['title']} bis"})
    start = clockwork.perf_counter()
    then = past.at_sitting(secretary, meeting.code)
    assert len(then.records("project")) < 1000
    assert clockwork.perf_counter() - start < 1.0
