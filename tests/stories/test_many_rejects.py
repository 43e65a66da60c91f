"""What cannot be written is told as it was asked for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from app.domain.fields import NO_NAMES
from app.usecases import many


def test_two_edits_of_one_record_each_say_what_they_asked_for() -> None:
    asked = [many.Edit("project", 1, 1, "P1", {"title": "Uno"}), many.Edit("project", 1, 1, "P1", {"progress": 500})]
    kept = [many.Reject("P1", "", "", "no", (), "project", 1, field=name) for name in ("title", "progress")]
    store: Any = SimpleNamespace(names=NO_NAMES)
    told = many._worded(store, asked, kept)
    assert told[0].value == "Uno"
    assert "500" in told[1].value
