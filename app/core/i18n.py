"""Words: marking them (N_) where they are declared, translating them (tr) where they are shown.

Italian is the source language (ADR 0003): without a catalogue the program speaks Italian, so a missing
translation can only leak Italian into English, never the other way round.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.values import dataclass

SOURCE = "it"
_LOCALE_DIR = Path(__file__).resolve().parents[2] / "resources" / "locale"


@dataclass(frozen=True)
class Language:
    """A language as a value, so that a document's language need not be the screen's."""

    code: str
    words: gettext.NullTranslations

    def tr(self, msgid: str) -> str:
        """The text in this language; the empty string stays empty (gettext would answer its header)."""
        return self.words.gettext(msgid) if msgid else ""

    def trn(self, singular: str, plural: str, n: int) -> str:
        """The singular or the plural for `n`, with `{n}` filled in, its thousands grouped as the language does."""
        grouped = f"{n:,}".replace(",", ".") if self.code == SOURCE else f"{n:,}"
        return self.words.ngettext(singular, plural, n).format(n=grouped)


def load(code: str, folder: Path = _LOCALE_DIR) -> Language:
    """The language `code` ("it", "en"); Italian needs no catalogue."""
    if code == SOURCE:
        return Language(SOURCE, gettext.NullTranslations())
    return Language(code, gettext.translation("cabina", folder, [code]))


def available(folder: Path = _LOCALE_DIR) -> tuple[str, ...]:
    """The languages this installation has, Italian first."""
    found = sorted(p.parents[1].name for p in folder.glob("*/LC_MESSAGES/cabina.mo"))
    return (SOURCE, *(code for code in found if code != SOURCE))


# One language per process, set once at start; a document in another language says so with `using`.
_current = load(SOURCE)


def use(language: Language) -> None:
    """Speak this language from here on."""
    global _current  # noqa: PLW0603 - the process's language is one, like its locale
    _current = language


def current() -> Language:
    """The language in use."""
    return _current


@contextmanager
def using(language: Language) -> Iterator[None]:
    """Speak another language for a while (a paper in Italian from an English window)."""
    before = current()
    use(language)
    try:
        yield
    finally:
        use(before)


def N_(msgid: str) -> str:
    """Mark a text for translation without translating it yet."""
    return msgid


def Nn_(singular: str, plural: str) -> tuple[str, str]:
    """Mark a text that counts: both forms together, or `trn` would not find them (`-k Nn_:1,2`)."""
    return singular, plural


def tr(msgid: str) -> str:
    """The text in the language in use."""
    return _current.tr(msgid)


def trn(singular: str, plural: str, n: int) -> str:
    """Singular or plural in the language in use, with `{n}` filled in."""
    return _current.trn(singular, plural, n)
