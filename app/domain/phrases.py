"""Formal Italian prose from facts (DOMAIN §3.3): every sentence of the minutes and of the other papers.

Functions take plain facts and answer finished sentences. They never invent: what is not known is not said.
Source of the formulas: DOMAIN §3.3, §3.4 and the example of §3.6.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from app.domain import italian as it
from app.domain.italian import Gender

# ---------------------------------------------------------------- who and where


@dataclass(frozen=True)
class Person:
    """Somebody in a sentence: the name as it is written, the gender of the words about them, their title."""

    name: str
    gender: Gender = "neutro"
    role: str = ""


def place_name(name: str) -> str:
    """`Casa della Comunità - presidio Franchini` → `Casa della Comunità (presidio Franchini)`."""
    head, dash, tail = name.partition(" - ")
    return f"{head} ({tail})" if dash and "(" not in name else name


def short_body(name: str) -> str:
    """The body's name as sentences repeat it: `Cabina di regia dell'Opificio di Comunità` → `Cabina di regia`."""
    return re.split(r" (?:dell['’]|della|dello|del|dei|degli|delle) ", name.replace("dell'", "dell' "), maxsplit=1)[0]


def chair_title(chair: Person, function: str = "presidente") -> str:
    """How sentences call who chairs: `la Presidente`, `il Vicepresidente`, `la Presidenza` for neither."""
    if function == "vicepresidente":
        return it.by_gender(chair.gender, "la Vicepresidente", "il Vicepresidente", "la Vicepresidenza")
    title = it.by_gender(chair.gender, "la Presidente", "il Presidente", "la Presidenza")
    return title if function == "presidente" else f"{title} della seduta"


def chair_role(chair: Person, function: str = "presidente") -> str:
    """The same under a signature: `La Presidente`."""
    return it.upper_start(chair_title(chair, function))


def secretary_role(secretary: Person) -> str:
    """Under a signature: `La Segretaria verbalizzante`."""
    return it.by_gender(
        secretary.gender, "La Segretaria verbalizzante", "Il Segretario verbalizzante", "La segreteria verbalizzante"
    )


# ---------------------------------------------------------------- opening


def heading(kind: str, day: date, mode: str, call: str) -> str:
    """`Seduta ordinaria del 20 maggio 2026, in forma mista, unica convocazione`."""
    form = {"presenza": "in presenza", "remoto": "da remoto", "mista": "in forma mista"}[mode]
    which = {"unica": "unica convocazione", "prima": "prima convocazione", "seconda": "seconda convocazione"}[call]
    return f"Seduta {kind} {it.with_date('di', day)}, {form}, {which}"


def convened_with(protocol: str | None, day: date | None, *, demo: bool = False) -> str:
    """`nota prot. n. 0000000 dell'11 maggio 2026 (demo)`; only what is known, nothing without a protocol number."""
    if not protocol:
        return ""
    when = f" {it.with_date('di', day)}" if day else ""
    return f"nota prot. n. {protocol}{when}{' (demo)' if demo else ''}"


def opening(day: date, start: time | None, mode: str, place: str, body: str, note: str) -> str:
    """The first sentence: year, day, hour, place, body, convocation (`note` from `convened_with`, may be empty)."""
    parts = [it.date_in_letters(day)]
    if start:
        parts.append(f"alle ore {it.hour(start)}")
    if mode == "remoto":
        parts.append("in modalità di videoconferenza")
    elif place:
        parts.append(it.at("presso", place_name(place)))
    parts.append(f"si è {it.agree('riunit', body)} {it.named_the(body)}")
    if note:
        parts.append(f"{it.agree('convocat', body)} con {note}")
    return ", ".join(parts) + "."


def mixed_mode(mode: str, secretary: Person | None) -> str:
    """How remote members were identified; nothing when everybody sits in the room."""
    if mode == "presenza":
        return ""
    by = "dalla segreteria"
    if secretary:
        by = it.by_gender(secretary.gender, "dalla segretaria", "dal segretario", "dalla segreteria")
    who = "i componenti collegati da remoto" if mode == "mista" else "i componenti"
    how = "in forma mista" if mode == "mista" else "in videoconferenza"
    return (
        f"La seduta si svolge {how}; {who} sono stati identificati {by} e possono intervenire e votare in tempo reale."
    )


def chair(person: Person, function: str, president: Person | None = None) -> str:
    """Who chairs; a substitute is named as one (`president` is who would have chaired)."""
    if function == "presidente" or president is None:
        role = f", {it.role_inside(person.role)}" if person.role else ""
        return f"Assume la presidenza {person.name}{role}."
    title = chair_title(person, function).split(" ", 1)[1]
    named = f", {title}" if function == "vicepresidente" else ""
    instead = it.by_gender(president.gender, "della Presidente", "del Presidente", "di")
    return f"Assume la presidenza {person.name}{named}, in sostituzione {instead} {president.name}."


def secretary(person: Person) -> str:
    """Who writes the minutes."""
    words = it.by_gender(
        person.gender, "segretaria verbalizzante", "segretario verbalizzante", "segreteria verbalizzante"
    )
    return f"Svolge le funzioni di {words} {person.name}."


def quorum(present: int, members: int, required: int, title: str, *, valid: bool | None = None) -> str:
    """The finding of the legal number at the opening, or that it is missing; `valid` where the number is not all."""
    are = f"è presente n. {present} componente" if present == 1 else f"sono presenti n. {present} componenti"
    head = f"Constatato che all'apertura {are} su n. {members} aventi diritto di voto (numero legale: {required})"
    if present >= required if valid is None else valid:
        return f"{head} e che la seduta è valida, {title} dichiara aperti i lavori."
    return f"{head} e che il numero legale non è raggiunto, {title} dichiara deserta la seduta."


# ---------------------------------------------------------------- attendance


def presence(status: str, gender: str, mode: str | None, sitting_mode: str) -> str:
    """`presente`, `presente da remoto`, `assente giustificata`, `assente`."""
    if status == "assente_giustificato":
        return it.by_gender(gender, "assente giustificata", "assente giustificato", "assenza giustificata")
    if status == "assente_ingiustificato":
        return "assente"
    return "presente da remoto" if mode == "remoto" and sitting_mode != "remoto" else "presente"


def span(stays: Sequence[tuple[time | None, time | None]]) -> str:
    """When somebody was there: `17:50–19:05`, `dalle 17:50`, `esce 17:52, rientra 18:15`; nothing when always.

    `stays` are (came, left) in order; None means from the opening, or until the end.
    """
    if not stays or stays == [(None, None)] or list(stays) == [(None, None)]:
        return ""
    if len(stays) == 1:
        came, left = stays[0]
        if came and left:
            return f"{it.hour(came)}–{it.hour(left)}"
        return f"dalle {it.hour(came)}" if came else f"fino alle {it.hour(left)}" if left else ""
    words: list[str] = []
    for n, (came, left) in enumerate(stays):
        if came:
            words.append(f"{'rientra' if n else 'entra'} {it.hour(came)}")
        if left:
            words.append(f"esce {it.hour(left)}")
    return ", ".join(words)


_SINGLE = {"entra": "entra", "esce": "esce", "rientra": "rientra"}
_PLURAL = {"entra": "entrano", "esce": "escono", "rientra": "rientrano"}


def movement(at: time, event: str, names: Sequence[str], now: str = "") -> str:
    """`Alle ore 17:50 entra Nora Modelli. Presenti n. 11.`; `now` (from `now_present`) when the count changes by it."""
    verb = (_SINGLE if len(names) == 1 else _PLURAL)[event]
    return f"Alle ore {it.hour(at)} {verb} {it.and_list(names)}. {now}".rstrip()


def now_present(present: int, *, valid: bool = True, before: bool = True, by_delegate: int = 0) -> str:
    """`Presenti n. 10.`; says so when the legal number is lost, still missing, or there again.

    Args:
        valid, before: whether the legal number is there now, and was there just before.
        by_delegate: how many of those present are so by a delegate.
    """
    told = f"Presenti n. {present}" + (f", di cui n. {by_delegate} per delega" if by_delegate else "")
    if valid:
        return f"{told}." if before else f"{told}: si ristabilisce il numero legale."
    return f"{told}: {'viene meno' if before else 'continua a mancare'} il numero legale."


def begun(n: int, at: time) -> str:
    """When an item is taken up: `Alle ore 17:45 si passa alla trattazione del punto n. 2.`"""
    return f"Alle ore {it.hour(at)} si passa alla trattazione del punto n. {n}."


def ended(n: int, at: time) -> str:
    """When an item is done: `La trattazione del punto n. 2 si conclude alle ore 18:10.`"""
    return f"La trattazione del punto n. {n} si conclude alle ore {it.hour(at)}."


def conflict(person: Person, reason: str, *, leaves: bool, at: time | None, remote: bool) -> str:
    """A declared conflict of interest, and whether the person leaves."""
    why = reason.strip().rstrip(".")
    why = why if why[1:2].isupper() else why[:1].lower() + why[1:]
    head = (
        f"{person.name}, in quanto {why}, dichiara di trovarsi in potenziale conflitto di interessi sul presente punto"
    )
    if not leaves:
        return f"{head} e non partecipa alla votazione."
    goes = "lascia il collegamento" if remote else "si allontana"
    return f"{head} e {goes}{f' alle ore {it.hour(at)}' if at else ''}."


# ---------------------------------------------------------------- closing, approval, copies


def next_meeting(day: date, start: time | None, place: str = "") -> str:
    """`La prossima seduta è fissata per mercoledì 23 settembre 2026 alle ore 17:30.`"""
    when = f" alle ore {it.hour(start)}" if start else ""
    where = f", {it.at('presso', place_name(place))}" if place else ""
    return f"La prossima seduta è fissata per {it.long_date(day, weekday=True)}{when}{where}."


def closing(end: time | None, title: str) -> str:
    """The end of the sitting; nothing while it has no end."""
    if end is None:
        return ""
    return f"Null'altro essendovi da trattare, alle ore {it.hour(end)} {title} dichiara chiusa la seduta."


def final(*, approved: bool) -> str:
    """The formula above the signatures."""
    if approved:
        return "Letto, approvato e sottoscritto."
    return "Del che si è redatto il presente verbale che, letto e confermato, viene sottoscritto."


DIGITAL = "Documento firmato digitalmente ai sensi dell'art. 24 del D.Lgs. 82/2005"


def approval(number: str | None, day: date, votes: str, corrections: str | None) -> str:
    """Where and how the minutes were approved (`votes` from `numbers`, may be empty), and what was corrected."""
    which = (
        f"nella seduta n. {number} {it.with_date('di', day)}" if number else f"nella seduta {it.with_date('di', day)}"
    )
    told = f": {votes}" if votes else ""
    what = corrections.strip() if corrections and corrections.strip() else "nessuna."
    return f"Approvato {which}{told}. Rettifiche: {what}"


def approved_by_silence(until: date | None) -> str:
    """The approval of minutes sent round to which nobody objected."""
    by = f" {it.with_date('entro', until)}" if until else ""
    return f"Approvato per silenzio-assenso: ai componenti è stato inviato il verbale e nessuno si è opposto{by}."


def approved_at_once() -> str:
    """The approval in the same sitting the minutes tell of."""
    return "Approvato seduta stante."


def correction(number: str, point: int | str | None, wrong: str, right: str) -> str:
    """An errata entry; a `point` that is a number is an item's."""
    where = f"punto {point}" if str(point or "").isdecimal() else str(point or "")
    return (
        f"Con riferimento al verbale n. {number}{f', {where}' if where else ''}, si rettifica: "
        f"dove si legge «{wrong}» si legga «{right}»."
    )  # fmt: skip


def copy_of(number: str, day: date, point: int | None) -> str:
    """The formula of an extract, of one item or of all that may be told."""
    part = f", per la parte relativa al punto n. {point}" if point else ""
    return (
        f"Estratto dal verbale n. {number} {it.with_date('di', day)}{part}. "
        "Le parti omesse («omissis») non modificano né contraddicono il contenuto riportato."
    )


def convocation(body: str, day: date, start: time, place: str, mode: str) -> str:
    """The sentence of the notice: body, day, hour, place, form."""
    where = f" {it.at('presso', place_name(place))}" if place and mode != "remoto" else ""
    form = {"presenza": "", "remoto": " in videoconferenza", "mista": ", in forma mista"}[mode]
    return (
        f"{it.upper_start(it.named_the(body))} è {it.agree('convocat', body)} per {it.long_date(day, weekday=True)} "
        f"alle ore {it.hour(start)}{where}{form}, per trattare il seguente ordine del giorno:"
    )
