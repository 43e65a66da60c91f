"""What the database refused, in a sentence a person understands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Values
from app.store.layout import Layout, layout, quoted
from app.store.line import Broken, Line, Tuple, marks

_SHOWN = 5


def explained(broken: Broken, entity: type[Entity] | None, code: str = "") -> Refused:
    """A constraint that broke at once: a code used twice, a missing value, a word no vocabulary has."""
    label = tr(entity.label) if entity else ""
    if broken.what == "unique":
        if entity and not re.search(r"\bcode\b", broken.text) and entity.key:
            fields = ", ".join(f"«{tr(entity.fields[name].label)}»" for name in entity.key)
            return Refused(
                N_("«{label}»: c'è già una scheda con gli stessi valori di {fields}."), label=label, fields=fields
            )
        return Refused(
            N_("Il codice «{code}» è già usato da un'altra scheda «{label}» (forse nel cestino)."),
            code=code,
            label=label,
        )
    column = _column(broken.text)
    field = tr(entity.fields[column].label) if entity and column in entity.fields else column
    if broken.what == "null":
        return Refused(N_("«{label}» {code}: manca «{field}»."), label=label, code=code, field=field)
    return Refused(N_("«{label}» {code}: il registro non ammette il valore di «{field}»."),
                   label=label, code=code, field=field)  # fmt: skip


def _column(text: str) -> str:
    """The column a driver complains of: both name our constraints ck_table_column."""
    missing = re.search(r"NOT NULL constraint failed: \w+\.(\w+)", text) or re.search(
        r'null value in column "(\w+)"', text
    )
    if missing:
        return missing[1]
    for name, entity in ENTITIES.items():
        if (match := re.search(rf"ck_{name}_(\w+)", text)) and match[1] in entity.fields:
            return match[1]
    return ""


class Written:
    """What a deed made, linked to and deleted: enough to say which link would point nowhere.

    Neither database tells which row it was (PostgreSQL hides it behind row-level security).
    """

    def __init__(self) -> None:
        self._made: dict[str, set[str]] = {}
        self._gone: set[tuple[str, str]] = set()
        self._links: dict[str, dict[str, str]] = {}  # entity → code linked to → who links

    def note(self, entity: type[Entity], code: str, after: Values | None) -> None:
        """A record was written (`after`: the fields that changed), or deleted (None)."""
        if after is None:
            self._gone.add((entity.name, code))
            return
        if "code" in after:
            self._made.setdefault(entity.name, set()).add(code)
        for name, to, plural in layout(entity).links:
            if value := after.get(name):
                codes = [link.partition(":")[0] for link in value] if plural else [value]
                self._links.setdefault(to, {}).update(dict.fromkeys(codes, code))

    def note_new(self, entity: type[Entity], codes: Sequence[str], columns: Mapping[str, Sequence[Any]]) -> None:
        """Many records were written, of which these are the fields somebody filled."""
        self._made.setdefault(entity.name, set()).update(codes)
        for name, to, plural in layout(entity).links:
            for code, value in zip(codes, columns.get(name, ()), strict=False):
                links = [link.partition(":")[0] for link in value] if plural else [value] if value else []
                if links:
                    self._links.setdefault(to, {}).update(dict.fromkeys(links, code))

    def explained(self, line: Line) -> Refused:
        """The links that would point nowhere. Ask when the deed's transaction is over."""
        places = [*self._to_nobody(line), *self._left_behind(line)]
        shown = "; ".join(places[:_SHOWN]) + ("; …" if len(places) > _SHOWN else "")
        return Refused(
            N_("Niente è stato scritto: resterebbero collegamenti a schede che non ci sono ({places})."),
            places=shown or "?",
        )

    def _to_nobody(self, line: Line) -> Iterator[str]:
        """Links written to codes that neither the register nor the deed has."""
        for to, codes in self._links.items():
            asked = [*codes]
            there = {row[0] for at in range(0, len(asked), 500) for row in _there(line, to, asked[at : at + 500])}
            for code in sorted(codes.keys() - there):
                if code not in self._made.get(to, ()):
                    yield f"{codes[code]} → {tr(ENTITIES[to].label)} «{code}»"

    def _left_behind(self, line: Line) -> Iterator[str]:
        """Records that link to what the deed would have deleted."""
        for kind, code in sorted(self._gone):
            for entity in ENTITIES.values():
                for name, to, plural in layout(entity).links:
                    if to == kind:
                        found = _linking(line, layout(entity), name, code, plural=plural)
                        yield from (
                            f"{other} → {tr(ENTITIES[kind].label)} «{code}»"
                            for other in found if (entity.name, other) not in self._gone
                        )  # fmt: skip


def _linking(line: Line, where: Layout, name: str, code: str, *, plural: bool) -> list[str]:
    """The codes of some records that link to a code."""
    inside = f"{quoted(name)} = ?"
    if plural:
        inside = f"id IN (SELECT owner FROM {quoted(where.lists[name].name)} WHERE code = ?)"
    rows = line.rows(f"SELECT code FROM {quoted(where.table)} WHERE {inside} LIMIT {_SHOWN}", [code])
    return [str(row[0]) for row in rows]


def _there(line: Line, to: str, codes: list[str]) -> list[Tuple]:
    return line.rows(f"SELECT code FROM {quoted(to)} WHERE code IN ({marks(len(codes))})", codes)
