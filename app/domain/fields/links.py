"""Fields that point: to terms of a vocabulary, to other records; one or several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from app.core import locale
from app.core.values import dataclass
from app.domain.fields.base import Field, Value
from app.domain.names import NO_NAMES, Names
from app.domain.parsing import UnknownTerm, one_of, split_list, strings, text_of, unique
from app.domain.vocabularies import VOCABULARIES
from app.domain.vocabulary import Vocabulary


@dataclass(eq=False, kw_only=True)
class Choice(Field):
    """One term of a vocabulary, kept as its code."""

    options: str = ""  # the vocabulary's name
    default: str | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary as the program knows it; an editable one may hold more terms in the register."""
        return VOCABULARIES[self.options]

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return None if locale.is_empty(text) else one_of(self.label, self.options, text, names)

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        return None if value is None else one_of(self.label, self.options, text_of(value), names)

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else names.label(self.options, value)

    def check(self, value: Value) -> None:
        super().check(value)
        _known(self.label, self.vocabulary, () if value is None else (value,))


@dataclass(eq=False, kw_only=True)
class Choices(Field):
    """Several terms of a vocabulary."""

    options: str = ""
    plural: ClassVar[bool] = True

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary as the program knows it."""
        return VOCABULARIES[self.options]

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return unique(one_of(self.label, self.options, part, names) for part in split_list(text))

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "; ".join(names.label(self.options, code) for code in value or ())

    def dump(self, value: Value) -> Value:
        return list(value or ())

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        return unique(one_of(self.label, self.options, part, names) for part in strings(value))

    def check(self, value: Value) -> None:
        super().check(value)
        _known(self.label, self.vocabulary, value or ())


def _known(label: str, vocabulary: Vocabulary, codes: Iterable[str]) -> None:
    """Refuse a code no fixed vocabulary has; which terms an editable one has, only the register knows."""
    for code in codes:
        if vocabulary.fixed and vocabulary.label_of(code) is None:
            raise UnknownTerm(label, str(code), vocabulary.name, "")


@dataclass(eq=False, kw_only=True)
class Link(Field):
    """Another record, kept as its code."""

    to: str = ""

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return None if locale.is_empty(text) else one_of(self.label, self.to, text, names)

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        return None if value is None else one_of(self.label, self.to, text_of(value), names)

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else names.label(self.to, value)


@dataclass(eq=False, kw_only=True)
class Links(Field):
    """Other records, in order. With a `qualifier` a link may say more: `A16:finanziatore`."""

    to: str = ""
    qualifier: Field | None = None
    plural: ClassVar[bool] = True

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return unique(self._link(part, names) for part in split_list(text))

    def _link(self, text: str, names: Names) -> str:
        code, _, extra = text.partition(":") if self.qualifier else (text, "", "")
        found = one_of(self.label, self.to, code, names)
        if self.qualifier and extra:
            extra = str(self.qualifier.dump(self.qualifier.parse(extra, names)) or "")
        return f"{found}:{extra}" if extra else found

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "; ".join(self._show(code, names) for code in value or ())

    def _show(self, link: str, names: Names) -> str:
        code, _, extra = link.partition(":")
        label = names.label(self.to, code)
        return (
            f"{label} ({self.qualifier.show(self.qualifier.load(extra), names)})" if extra and self.qualifier else label
        )

    def dump(self, value: Value) -> Value:
        return list(value or ())

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        return unique(self._link(part, names) for part in strings(value))
