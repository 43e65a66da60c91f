"""What a decision changes in the register, as its minutes print it: a sentence and a small table *prima → dopo*."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from app.core import i18n
from app.domain import patching
from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.fields import NO_NAMES
from app.domain.minutes import ChangeEntry
from app.domain.phrases_items import changes_of
from app.domain.query import Filter, Query

Named = Mapping[tuple[str, str], Snapshot]
"""(entity, code) → the record, for those that patches name."""


def named(find: Callable[[Query], Sequence[Snapshot]], decisions: Iterable[Snapshot]) -> Named:
    """The records that the patches of some decisions change or point to."""
    lines = [line for decision in decisions for line in patching.read(decision.values.get("patch"))]
    return {
        (kind, record.code): record
        for kind, codes in patching.targets(lines).items()
        for record in find(Query(kind, (Filter("code", "=", tuple(sorted(codes))),)))
    }  # fmt: skip


def changes(decision: Snapshot, known: Named) -> tuple[ChangeEntry, ...]:
    """The rows of the table, in the order they were decided; in Italian, whatever the program speaks."""
    lines, names = patching.read(decision.values.get("patch")), _Names(known)
    if not lines:
        return ()
    with i18n.using(i18n.load(i18n.SOURCE)):
        told = [(line, patching.shown(line, known.get((line.entity, line.record)), names)) for line in lines]
    return tuple(ChangeEntry(line.entity, line.record, one.record, one.field, one.before, one.after)
                 for line, one in told)  # fmt: skip


def told(decision: Snapshot) -> str:
    """What became of them: the sentence above the table; empty when the decision changes nothing."""
    if not decision.values.get("patch"):
        return ""
    return changes_of(decision["patch_state"] or "", taken=decision["status"] in patching.TAKEN)


class _Names:
    """The records at hand and the fixed vocabularies."""

    def __init__(self, known: Named) -> None:
        self._known = known

    def label(self, kind: str, code: str) -> str:
        """The record's own words; the code when it is not at hand."""
        record = self._known.get((kind, code))
        return ENTITIES[kind].named(record.values) if record is not None else NO_NAMES.label(kind, code)

    def find(self, kind: str, text: str) -> str | None:
        """A code is a code."""
        return text

    def options(self, kind: str) -> tuple[tuple[str, str], ...]:
        """None are offered."""
        return ()
