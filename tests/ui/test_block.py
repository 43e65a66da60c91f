"""A block judged cell by cell before anything is written."""

from __future__ import annotations

from typing import Any

from app.domain.entities import ENTITIES
from app.domain.fields import NO_NAMES
from app.ui.kit import block
from app.ui.kit.block import Target, Wish
from app.ui.kit.window_rows import Row


class Twice:
    """A list by groups that shows one record in two of them."""

    def field_at(self, row: Row, column: int) -> Any:
        return ENTITIES[row.entity].fields["title"]

    def code(self, row: Row) -> str:
        return "P1"


def judged(*texts: str) -> block.Draft:
    row = Row("project", 1, 1, ("Vecchio",))
    rows = dict.fromkeys(range(len(texts)), row)
    targets = tuple(Target(place, 0, text) for place, text in enumerate(texts))
    model: Any = Twice()
    return block.draft(Wish("paste", targets), rows, model, NO_NAMES, lambda row, spec: True)


def test_two_values_for_the_one_cell_of_a_record_shown_twice_are_told() -> None:
    for texts in (("Uno", "Due"), ("Uno", "Vecchio"), ("Vecchio", "Due")):
        made = judged(*texts)
        assert [(one.code, one.value) for one in made.rejects] == [("P1", texts[1])], texts


def test_the_same_value_twice_is_one_edit() -> None:
    made = judged("Uno", "Uno")
    assert (made.rejects, [dict(one.values) for one in made.edits]) == ([], [{"title": "Uno"}])
