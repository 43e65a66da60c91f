"""The minutes print what a decision changes: before, after, and what became of it."""

from __future__ import annotations

from typing import Any

import pytest

from app.core import i18n
from app.documents import minutes as paper
from app.documents.structure import Block, Paragraph, Table
from app.domain.composing import compose
from app.domain.minutes import Minutes
from tests.helpers.register import MemoryRegister, example

PATCH = [
    {"entity": "project", "record": "P03", "field": "end", "old": "2026-06-30", "new": "2027-06-30"},
    {"entity": "project", "record": "P03", "field": "lead", "old": "A02", "new": "A17"},
]


def with_patch(**values: Any) -> Minutes:
    register: MemoryRegister = example().change("decision", "D3", patch=PATCH, **values)
    return compose(register.sitting("2/2026"))


def blocks(minutes: Minutes) -> list[Block]:
    return [block for item in minutes.items for block in paper.item_blocks(item)]


@pytest.mark.parametrize(
    ("state", "status", "words"),
    [
        ("applicata", "adottata", "il registro è modificato come segue"),
        ("da_rivedere", "adottata", "ancora da applicare"),
        ("non_applicata", "respinta", "non sono applicate"),
        ("bozza", "proposta", "Si propongono"),
    ],
)
def test_the_table_comes_under_the_decision_with_what_became_of_it(state: str, status: str, words: str) -> None:
    made = blocks(with_patch(patch_state=state, status=status))
    at = next(n for n, one in enumerate(made) if isinstance(one, Paragraph) and words in str(one.text))
    table = made[at + 1]
    assert isinstance(table, Table)
    rows = [tuple(map(str, row)) for row in table.rows]
    assert rows[0][1:] == ("Fine", "30/06/2026", "30/06/2027")
    assert rows[0][0].startswith("P03 ")
    assert rows[1][1] == "Capofila"
    assert "A17" not in rows[1][3]  # people read names, not codes


@pytest.mark.skipif("en" not in i18n.available(), reason="the catalogues are not compiled")
def test_minutes_are_in_italian_whatever_the_program_speaks() -> None:
    with i18n.using(i18n.load("en")):
        minutes = with_patch(patch_state="applicata")
    (decision,) = minutes.items[1].decisions
    assert [one.field for one in decision.changes] == ["Fine", "Capofila"]


def test_minutes_without_changes_say_what_they_said() -> None:
    plain = compose(example().sitting("2/2026"))
    assert "changes" not in str(plain.data())
    changed = with_patch(patch_state="applicata").data()
    (decision,) = changed["items"][1]["decisions"]
    assert [one["field"] for one in decision["changes"]] == ["Fine", "Capofila"]
