"""The body changes its rules: sittings held before keep the ones they were held under."""

from __future__ import annotations

from datetime import date

from app.domain.actors import Body
from app.domain.query import Query
from app.store.store import Store
from app.usecases import minutes, register

NEW = {"fraction": "2/3", "rounding": "su", "base": "in_carica"}


def test_a_sitting_keeps_the_rules_it_was_held_under(secretary: Store) -> None:
    body = secretary.snapshots(Query("body"))[0]
    assert body["quorum_first_call"]["fraction"] == "1/2"
    values = {"quorum_first_call": NEW, "rules_from": date(2026, 9, 1)}
    register.edit(secretary, "body", body.id, body.version, values)

    after = secretary.by_id(Body, body.id)
    assert after is not None
    assert (after["rules_version"], after["rules_from"]) == (2, date(2026, 9, 1))
    kept = secretary.snapshots(Query("past_rules"))[0]
    assert (kept["number"], kept["to"], kept["rules"]["quorum_first_call"]["fraction"]) == (1, date(2026, 8, 31), "1/2")
    assert [minutes.facts(secretary, code).quorum for code in ("S2", "S3")] == [8, 10]
    assert [minutes.facts(secretary, code).rules.version for code in ("S2", "S3")] == [1, 2]


def test_a_new_name_is_no_new_version_of_the_rules(secretary: Store) -> None:
    body = secretary.snapshots(Query("body"))[0]
    register.edit(secretary, "body", body.id, body.version, {"name": "Cabina di regia"})
    assert secretary.snapshots(Query("past_rules")) == []
