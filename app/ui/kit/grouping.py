"""By what a list is grouped, which of its groups are closed, and what their headers say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.core import locale
from app.core.i18n import N_, tr, trn
from app.domain.entity import Entity, Snapshot
from app.domain.fields import Choice, Choices, Field, Link, Links, Money, Names
from app.ui.kit.grouped_rows import Section
from app.ui.kit.source import By
from app.ui.kit.window_rows import Row


def can_group(spec: Field) -> bool:
    """Whether a list can be grouped by a field: those with terms of a vocabulary, or other records."""
    return isinstance(spec, Choice | Choices | Link | Links)


def kind_of(spec: Field) -> str:
    """The vocabulary or the entity whose codes the field holds."""
    if isinstance(spec, Choice | Choices):
        return spec.options
    return spec.to if isinstance(spec, Link | Links) else ""


class Groups:
    """How one grid is grouped. `field` is "" for a plain list; `total` the sum said first, whatever the columns."""

    def __init__(self, entity: type[Entity], names: Names) -> None:
        self.field, self.total = "", ""
        self._entity, self._names = entity, names
        self._closed: dict[str, set[str]] = {}

    @property
    def spec(self) -> Field:
        """The field grouped by."""
        return self._entity.fields[self.field]

    def by(self, columns: Sequence[str]) -> By | None:
        """What is asked of the register; None for a plain list."""
        if self.field not in self._entity.fields:
            return None
        wanted = dict.fromkeys((*([self.total] if self.total else []), *columns))
        sums = tuple(name for name in wanted if isinstance(self._entity.fields.get(name), Money))
        return By(self.field, sums, frozenset(self.closed()))

    def closed(self) -> Collection[str]:
        """The codes of the groups that are closed."""
        return self._closed.get(self.field, set())

    def turned(self, section: Section) -> None:
        """A group was opened or closed: it is remembered."""
        known, code = self._closed.setdefault(self.field, set()), section.group.code or ""
        (known.discard if section.opened else known.add)(code)

    def moves(self, row: Row, now: Snapshot, columns: Sequence[str]) -> bool:
        """Whether a change takes a record to another group, or changes what its group adds up to."""
        if not self.field or row.entity != self._entity.name:
            return False
        before = dict(zip(columns, row.values, strict=True))
        by = self.by(columns)
        watched = (by.field, *by.sums) if by else ()
        return any(name not in before or before[name] != now.values.get(name) for name in watched)

    # ------------------------------------------------------------ words

    def label(self, section: Section) -> str:
        """The value a group shares."""
        code = section.group.code
        if code is None:
            return tr(N_("{field}: nessuno")).format(field=tr(self.spec.label))
        return self._names.label(kind_of(self.spec), code)

    def amount(self, section: Section, name: str) -> str:
        """A sum of a group; empty for a field that is not added up."""
        value = section.group.sums.get(name)
        return "" if value is None else locale.money(value)

    def text(self, section: Section, column: str, *, first: bool) -> str:
        """What a cell of the header says: the first one its value and count, those of money their sums."""
        if not first:
            return self.amount(section, column)
        return f"{self.label(section)} ({locale.number(section.group.count)})"

    def said(self, section: Section) -> str:
        """The header, as it is read aloud."""
        words = tr(N_("gruppo {field}: {value}, {count}")).format(
            field=tr(self.spec.label), value=self.label(section),
            count=trn("{n} scheda", "{n} schede", section.group.count))  # fmt: skip
        sums = (f"{tr(self._entity.fields[name].label)} {locale.money(value)}"
                for name, value in section.group.sums.items())  # fmt: skip
        return ", ".join((words, *sums, tr(N_("aperto") if section.opened else N_("chiuso"))))

    # ------------------------------------------------------------ memory

    def state(self) -> dict[str, Any]:
        """As plain values, for the next start."""
        return {"by": self.field, "closed": {name: sorted(codes) for name, codes in self._closed.items() if codes}}

    def restore(self, state: Mapping[str, Any]) -> None:
        """As it was; fields nobody knows any more are skipped."""
        by, closed = state.get("by"), state.get("closed")
        if isinstance(by, str) and (not by or (by in self._entity.fields and can_group(self._entity.fields[by]))):
            self.field = by
        for name, codes in closed.items() if isinstance(closed, dict) else ():
            if name in self._entity.fields and isinstance(codes, list):
                self._closed[name] = {str(code) for code in codes}
