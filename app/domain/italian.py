"""The grammar an act needs: articles, elision, agreement, dates. Papers speak Italian whatever the window speaks.

Nothing here is translated: minutes of an Italian body are an Italian text, like their law.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Literal

from app.domain.letters import day_letters, letters
from app.domain.vocabulary import fold

Gender = Literal["f", "m", "neutro"]
Number = Literal["s", "p"]

MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip
WEEKDAYS = ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"]

# How each preposition joins each article; "presso", "entro" and "per" do not join.
_JOINED = {
    "di": {"il": "del", "lo": "dello", "la": "della", "l'": "dell'", "i": "dei", "gli": "degli", "le": "delle"},
    "a": {"il": "al", "lo": "allo", "la": "alla", "l'": "all'", "i": "ai", "gli": "agli", "le": "alle"},
    "da": {"il": "dal", "lo": "dallo", "la": "dalla", "l'": "dall'", "i": "dai", "gli": "dagli", "le": "dalle"},
    "in": {"il": "nel", "lo": "nello", "la": "nella", "l'": "nell'", "i": "nei", "gli": "negli", "le": "nelle"},
    "su": {"il": "sul", "lo": "sullo", "la": "sulla", "l'": "sull'", "i": "sui", "gli": "sugli", "le": "sulle"},
}
_ARTICLES = {("m", "s"): "il", ("m", "p"): "i", ("f", "s"): "la", ("f", "p"): "le"}
_VOWELS = "aeiouàèéìòù"
_IMPURE = re.compile(r"(s[bcdfghlmnpqrtvz]|gn|ps|pn|x|y|z|i[aeou])")


# ---------------------------------------------------------------- articles


def article(word: str, gender: Literal["f", "m"], number: Number = "s") -> str:
    """The definite article before a word: `il`, `lo`, `l'`, `la`, `i`, `gli`, `le`."""
    start = fold(word)
    vowel, impure = start[:1] in _VOWELS and start[:1] != "", bool(_IMPURE.match(start))
    if number == "p":
        return "le" if gender == "f" else "gli" if vowel or impure else "i"
    if vowel and not impure:
        return "l'"
    return "la" if gender == "f" else "lo" if impure else "il"


def the(word: str, gender: Literal["f", "m"], number: Number = "s") -> str:
    """A word with its article: `il Presidente`, `l'Assessora`."""
    return _glue(article(word, gender, number), word)


def joined(preposition: str, word: str, gender: Literal["f", "m"], number: Number = "s") -> str:
    """A preposition, the article and the word: `della Presidente`, `presso il Municipio`."""
    art = article(word, gender, number)
    forms = _JOINED.get(preposition)
    return _glue(forms[art], word) if forms else f"{preposition} {_glue(art, word)}"


def _glue(art: str, word: str) -> str:
    return art + word if art.endswith("'") else f"{art} {word}"


_FEMININE = frozenset({
    "sede", "sala", "casa", "aula", "unione", "stazione", "torre", "corte", "parrocchia", "direzione", "rete", "ausl",
    "asl", "asp", "regione", "chiesa", "biblioteca", "scuola", "piazza", "commissione", "conferenza", "equipe",
})  # fmt: skip
_MASCULINE = frozenset({
    "centro", "municipio", "teatro", "palazzo", "parco", "ospedale", "ambulatorio", "cinema", "comune", "istituto",
    "consiglio", "comitato", "tavolo", "spazio", "sportello", "polo", "museo", "portierato", "forum", "giardino",
})  # fmt: skip


def gender_of(noun: str) -> tuple[Literal["f", "m"], Number] | None:
    """Gender and number of the first word of a name, as far as its ending tells; None when it does not."""
    words = fold(noun).split()
    first = words[0].strip(",.;:()«»\"'") if words else ""
    if (
        not first
        or not first.isalpha()
        or (noun.split(maxsplit=1)[0].isupper() and first not in _FEMININE | _MASCULINE)
    ):
        return None
    if first in _FEMININE or first.endswith(("zione", "sione", "gione", "ta", "tu", "trice")):
        return "f", "s"
    if first in _MASCULINE:
        return "m", "s"
    return {"a": ("f", "s"), "o": ("m", "s"), "i": ("m", "p")}.get(first[-1])  # type: ignore[return-value]


def named_the(noun: str) -> str:
    """A name with its article when its gender can be told, bare otherwise: `la Cabina di regia`, `AUSL`."""
    known = gender_of(noun)
    return the(noun, *known) if known else noun


def at(preposition: str, noun: str) -> str:
    """A preposition with a name: `presso la Casa della Comunità`, `della Giunta`; bare when in doubt."""
    known = gender_of(noun)
    return joined(preposition, noun, *known) if known else f"{preposition} {noun}"


def agree(stem: str, noun: str) -> str:
    """A participle that agrees with a name: ("riunit", "Cabina di regia") → `riunita`."""
    gender, number = gender_of(noun) or ("m", "s")
    return stem + {("f", "s"): "a", ("m", "s"): "o", ("f", "p"): "e", ("m", "p"): "i"}[gender, number]


def by_gender(gender: str | None, feminine: str, masculine: str, neutral: str) -> str:
    """The form that agrees with a person; a person who wants neither gets words that need none."""
    return {"f": feminine, "m": masculine}.get(gender or "", neutral)


# ---------------------------------------------------------------- dates and hours


def month_name(month: int) -> str:
    """5 → `maggio`."""
    return MONTHS[month - 1]


def long_date(day: date, *, weekday: bool = False) -> str:
    """`20 maggio 2026`, `1° ottobre 2026`, `mercoledì 23 settembre 2026`."""
    text = f"{day.day}{'°' if day.day == 1 else ''} {month_name(day.month)} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {text}" if weekday else text


def with_date(preposition: str, day: date) -> str:
    """A preposition and a date: `dell'11 maggio 2026`, `dall'8`, `del 1° ottobre 2026`, `entro l'11 settembre 2026`."""
    art = "l'" if day.day in (8, 11) else "il"
    if not preposition:
        return _glue(art, long_date(day))
    forms = _JOINED.get(preposition)
    return _glue(forms[art], long_date(day)) if forms else f"{preposition} {_glue(art, long_date(day))}"


def date_in_letters(day: date) -> str:
    """`L'anno duemilaventisei, il giorno venti del mese di maggio`."""
    number = day_letters(day.day)
    return f"L'anno {letters(day.year)}, il giorno {number} del mese di {month_name(day.month)}"


def hour(moment: time) -> str:
    """`17:30`."""
    return f"{moment.hour:02}:{moment.minute:02}"


# ---------------------------------------------------------------- lists and sentences


def and_list(words: Sequence[str]) -> str:
    """`Anna`, `Anna e Bruno`, `Anna, Bruno e Carla`; `ed` before a word in e-."""
    if len(words) < 2:
        return "".join(words)
    last = words[-1]
    return f"{', '.join(words[:-1])} {'ed' if fold(last)[:1] == 'e' else 'e'} {last}"


_COMMON = frozenset({
    "il", "lo", "la", "i", "gli", "le", "un", "uno", "una", "nel", "nello", "nella", "nei", "negli", "nelle", "dal",
    "dalla", "dai", "sono", "si", "è", "e'", "non", "per", "con", "in", "da", "di", "del", "della", "al", "alla",
    "alcune", "alcuni", "dopo", "durante", "questo", "questa", "viene", "vengono", "restano", "resta", "che", "a",
})  # fmt: skip


def lower_start(text: str) -> str:
    """The text as it continues a sentence: a small first letter, unless the first word may be a name or an acronym."""
    match = re.match(r"([^\W\d_]+['’]?)", text)
    if not match:
        return text
    word = match[1]
    common = word.lower() in _COMMON or (word[-1] in "'’" and word.lower()[:-1] in ("l", "un", "dell", "nell", "all"))
    return word[0].lower() + text[1:] if common else text


_OFFICES = frozenset(["ufficio", "servizio", "direzione", "settore", "area", "unione", "comune", "azienda", "istituto"])


def role_inside(role: str) -> str:
    """A person's title inside a sentence: `assessora al welfare`, `community manager`; offices keep their capital."""
    first, _, _ = role.partition(" ")
    if fold(first) in _OFFICES or first[1:2].isupper():
        return role
    return role[:1].lower() + role[1:]


def upper_start(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text as a sentence: capital, and a full stop when it has no end of its own."""
    text = text.strip()
    return upper_start(text) + ("" if not text or text[-1] in ".!?…;:»" else ".")
