"""Finding and replacing in texts: case and accents may be looked away from, and the rest of the text stays as it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from app.core.values import dataclass
from app.domain.fields import Choice, Choices, Field, Link, Links, LongText, Text, Value


@dataclass(frozen=True)
class Search:
    """What is looked for in a text. `case`: upper and lower case differ; `accents`: «e» is not «è»; `whole`: the cell
    says this and nothing else."""

    text: str
    case: bool = False
    accents: bool = False
    whole: bool = False

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where it stands in a text: (first, after the last) character, from left to right, never overlapping."""
        wanted, _ = self._folded(self.text)
        if not wanted or not text:
            return []
        inside, places = self._folded(text)
        if self.whole:
            return [(0, len(text))] if inside == wanted else []
        found: list[tuple[int, int]] = []
        at = inside.find(wanted)
        while at >= 0:
            first, last = places[at], places[at + len(wanted) - 1] + 1
            while last < len(text) and unicodedata.combining(text[last]):
                last += 1  # an accent written apart goes with its letter
            if not found or first >= found[-1][1]:
                found.append((first, last))
            at = inside.find(wanted, at + len(wanted))
        return found

    def replaced(self, text: str, by: str) -> str:
        """The text with every hit replaced."""
        made, at = [], 0
        for first, last in self.spans(text):
            made += [text[at:first], by]
            at = last
        return "".join([*made, text[at:]])

    def _folded(self, text: str) -> tuple[str, list[int]]:
        """The text as it is compared, and for each of its characters the place it comes from."""
        letters: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(text):
            one = letter if self.case else letter.casefold()
            if not self.accents:
                one = "".join(part for part in unicodedata.normalize("NFD", one) if not unicodedata.combining(part))
            letters.append(one)
            places += [place] * len(one)
        return "".join(letters), places


def is_text(spec: Field) -> bool:
    """Whether a text can be looked for in a field."""
    return isinstance(spec, Text | LongText) and not spec.computed and spec.name != "code"


def is_chosen(spec: Field) -> bool:
    """Whether one value can be replaced by another: terms of vocabularies and links."""
    return isinstance(spec, Choice | Choices | Link | Links) and not spec.computed


def in_text(search: Search, by: str) -> Callable[[Value], tuple[Value, int]]:
    """A text → what it becomes, and how many hits it had. An emptied text is no text."""

    def change(value: Value) -> tuple[Value, int]:
        hits = len(search.spans(value)) if isinstance(value, str) else 0
        return (search.replaced(value, by) or None, hits) if hits else (value, 0)

    return change


def in_choice(old: str, new: str | None) -> Callable[[Value], tuple[Value, int]]:
    """A code, or several → the same with one replaced by another (None: taken away). What a link says beside its code
    (`A02:lead`) stays with it, unless the other was there and says something of its own."""

    def change(value: Value) -> tuple[Value, int]:
        if not isinstance(value, tuple):
            return (new, 1) if value == old else (value, 0)
        hits = [code for code in value if str(code).partition(":")[0] == old]
        if not hits:
            return value, 0
        moved = (((new + str(code)[len(old):] if new else ""), True) if code in hits else (str(code), False)
                 for code in value)  # fmt: skip
        return _each_once(link for link in moved if link[0]), len(hits)

    return change


def _each_once(links: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """One link for each code (with each: whether it was put there just now): of two, the one that says something beside
    it, and rather the one that was there."""
    kept: dict[str, str] = {}
    for link, put in links:
        code, _, beside = link.partition(":")
        if code not in kept or (beside and (not put or ":" not in kept[code])):
            kept[code] = link
    return tuple(kept.values())
