"""What a controlled vocabulary is, and how a person's word finds its code."""

from __future__ import annotations

import unicodedata
from dataclasses import field

from app.core.i18n import tr
from app.core.values import dataclass


def fold(text: str) -> str:
    """Text as it is compared: no case, no accents, one space, no underscores."""
    bare = unicodedata.normalize("NFKD", text.replace("_", " ").replace("’", "'"))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).casefold().split())


@dataclass(frozen=True)
class Vocabulary:
    """A list of terms; `title` and the terms' labels are msgids."""

    name: str
    title: str
    terms: tuple[tuple[str, str], ...]
    fixed: bool = False
    synonyms: dict[str, str] = field(default_factory=dict)

    def codes(self) -> tuple[str, ...]:
        """The codes, in order."""
        return tuple(code for code, _ in self.terms)

    def label_of(self, code: str) -> str | None:
        """The msgid of a term, None when there is no such term."""
        return next((label for known, label in self.terms if known == code), None)

    def label(self, code: str) -> str:
        """The msgid of a term; the code itself when unknown."""
        return self.label_of(code) or code

    def word(self, code: str) -> str:
        """A term in the language in use."""
        return tr(self.label(code))

    def find(self, text: str) -> str | None:
        """The code meant by a code, a label (Italian or in the language in use) or a synonym, however it is written."""
        wanted = fold(text)
        for code, label in self.terms:
            if wanted in (fold(code), fold(label), fold(tr(label))):
                return code
        return {fold(word): code for word, code in self.synonyms.items()}.get(wanted)


def T(code: str, label: str) -> tuple[str, str]:
    """A term. The catalogue's extractor reads the label here (`-k T:2`)."""
    return code, label


def fixed(name: str, title: str, *terms: tuple[str, str], synonyms: dict[str, str] | None = None) -> Vocabulary:
    """A vocabulary users cannot edit, because code depends on it."""
    return Vocabulary(name, title, terms, True, synonyms or {})


def editable(name: str, title: str, *terms: tuple[str, str], synonyms: dict[str, str] | None = None) -> Vocabulary:
    """A vocabulary whose terms are only seeds: a municipality adds and renames."""
    return Vocabulary(name, title, terms, False, synonyms or {})
