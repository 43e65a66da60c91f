"""What every field has: a label, whether it is required, who may write and read it, four translations."""

from __future__ import annotations

from dataclasses import field
from typing import Any, ClassVar

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.names import NO_NAMES, Names
from app.domain.permissions import Can

Value = Any


@dataclass(eq=False, kw_only=True)
class Field:
    """One piece of information. `label` is a msgid; `write` (any of these permissions) None means the entity's own."""

    label: str = field(kw_only=False)
    required: bool = False
    required_from: str | None = None  # the state from which an empty value counts as incomplete (◐)
    write: Can | tuple[Can, ...] | None = None
    read: Can | None = None  # who may see it, when not everybody
    help: str = ""
    computed: bool = False  # the program fills it; nobody types it
    total_of: str = ""  # "funding_line.amount": a sum over the children, kept by the store
    facet: bool = False
    search: bool = False
    synonyms: tuple[str, ...] = ()  # other headers an import recognises
    name: str = field(default="", init=False)
    entity: str = field(default="", init=False)

    plural: ClassVar[bool] = False

    @property
    def writers(self) -> tuple[Can, ...]:
        """The permissions that let a person write this field, whatever else of the record they may write; none when it
        goes with the record."""
        return self.write if isinstance(self.write, tuple) else (self.write,) if self.write else ()

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name.rstrip("_")  # `from_` holds the field named "from"

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        """What a person typed → the value. Raises Refused with a sentence."""
        return text.strip() or None

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        """The value → what a person reads; `parse(show(x)) == x`."""
        return "" if value is None else str(value)

    def dump(self, value: Value) -> Value:
        """The value → JSON (CLI.md: amounts as decimal strings, ISO dates)."""
        return value

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        """JSON → the value. Raises Refused when the file says something else than this kind."""
        if value is None:
            return None
        if not isinstance(value, str):
            raise Refused(N_("«{value}» non è un testo."), value=str(value)[:60])
        return self.parse(value, names)

    def check(self, value: Value) -> None:
        """Raise Refused when the value may not be stored."""
        if self.required and not self.computed and value in (None, "", ()):
            raise Refused(N_("«{field}» è obbligatorio."), field=tr(self.label))
