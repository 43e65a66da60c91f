"""What to look at before minutes or an extract of them are published (FEATURES §3.10, DOMAIN §4.9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from app.core.i18n import N_, tr
from app.domain.entity import Values
from app.domain.lints import SENSITIVE
from app.domain.masking import MASK, place_of
from app.domain.omissis import Published
from app.domain.vocabulary import fold

BLOCKS, ASKS, TELLS = "blocks", "asks", "tells"
"""A reserved text is there; somebody must decide, with a reason; it was dealt with already."""

_SENTENCE_WORDS = 4
"""A sentence of so many words that returns elsewhere is the same sentence; a shorter one may be a way of saying."""


@dataclass(frozen=True)
class Finding:
    """Something to see before publishing: a translated sentence, where it is in the paper, how much it weighs."""

    why: str
    place: str
    level: str

    def __str__(self) -> str:
        return f"{self.place}: {self.why}" if self.place else self.why


def words_of(settings: Values) -> list[str]:
    """The sensitive words the register looks for: those of its settings, otherwise the usual ones."""
    listed = settings.get("sensitive_words")
    return [w.strip() for w in re.split(r"[\n;,]", listed) if w.strip()] if listed else list(SENSITIVE)


def findings(published: Published, words: Sequence[str], names: Iterable[str]) -> list[Finding]:
    """Everything to see to, what blocks first."""
    found = [Finding(tr(N_("mascherato {what}.")).format(what=one.what), one.place, TELLS) for one in published.masked]
    alone = sorted({name.strip() for name in names if name.strip() and len(name.split()) == 1}, key=fold)
    hidden = _sentences(published.hidden)
    for place, text in _texts(published):
        found += [Finding(why, place, level) for level, why in _judged(text, words, alone, hidden)]
    order = (BLOCKS, ASKS, TELLS)
    return sorted(dict.fromkeys(found), key=lambda one: order.index(one.level))


def _judged(text: str, words: Sequence[str], alone: Sequence[str], hidden: Sequence[str]) -> Iterator[tuple[str, str]]:
    told = _bare(text)
    for piece in hidden:
        if f" {piece} " in f" {told} ":
            long = len(piece.split()) >= _SENTENCE_WORDS
            yield (BLOCKS if long else ASKS), tr(N_("ripete parole di una parte riservata: «{text}»")).format(
                text=piece[:80])  # fmt: skip
    folded = fold(text)
    for word in words:
        if re.search(rf"\b{re.escape(fold(word))}\b", folded):
            yield ASKS, tr(N_("contiene «{word}»")).format(word=word)
    for name in alone:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield ASKS, tr(N_("contiene «{name}», il nome di chi ha inviato un contributo")).format(name=name)


def _sentences(hidden: Iterable[str]) -> list[str]:
    """The hidden texts in sentences, in the words alone; a single short word says nothing."""
    pieces = (_bare(piece) for text in hidden for piece in re.split(r"[.;:!?\n]+", text))
    return sorted({piece for piece in pieces if len(piece) >= 8 and " " in piece})


def _bare(text: str) -> str:
    """Words alone: no marks, signs, capitals or accents."""
    return " ".join(re.findall(r"\w+", fold(text)))


def _texts(published: Published) -> Iterator[tuple[str, str]]:
    minutes = published.minutes
    for field in fields(minutes):
        if field.name not in ("letterhead", "members", "signatures"):
            yield from _walk(getattr(minutes, field.name), "")


def _walk(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if value.strip() and value != MASK:
            yield place, value
    elif isinstance(value, tuple):
        for each in value:
            yield from _walk(each, place)
    elif is_dataclass(value) and not isinstance(value, type):
        here = place_of(value) or place
        for field in fields(value):
            yield from _walk(getattr(value, field.name), here)
