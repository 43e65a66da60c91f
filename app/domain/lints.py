"""What is missing in the minutes, before anything is rendered (DOMAIN §3.6, §4.9).

Each Lint is a sentence and the place to go to: entity, code, field. Those that `block` keep a draft a draft;
the others are for somebody to look at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.core import locale
from app.core.i18n import N_, tr
from app.domain.calendar import calendar_of
from app.domain.chronicle import numbers_of
from app.domain.entity import Snapshot
from app.domain.minutes import Minutes
from app.domain.patching import TAKEN
from app.domain.quorum import vote_problems
from app.domain.sitting import SittingFacts
from app.domain.vocabulary import fold

MissingCharacters = Callable[[str], Iterable[str]]

SENSITIVE = (
    "diagnosi", "invalidità", "invalido", "ISEE di", "tossicodipendenza", "alcolismo", "carcere", "condanna",
    "il figlio di", "la figlia di", "permesso di soggiorno",
)  # fmt: skip
"""The words looked for when the register's settings name none."""

PATTERNS = (
    (re.compile(r"\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b", re.IGNORECASE), N_("un codice fiscale")),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), N_("un indirizzo di posta elettronica")),
    (
        re.compile(r"(?<![\d/])(?:\+39[ .]?)?(?:3\d{2}[ ./-]?\d{6,7}|0\d{1,3}[ ./-]\d{5,8}|0\d{8,10})(?![\d/])"),
        N_("un numero di telefono"),
    ),
)


@dataclass(frozen=True)
class Lint:
    """Something missing or doubtful: a translated sentence and where to mend it."""

    why: str
    entity: str
    code: str
    field: str = ""
    blocks: bool = True

    def __str__(self) -> str:
        return self.why


def lints(facts: SittingFacts, minutes: Minutes, missing: MissingCharacters | None = None) -> list[Lint]:
    """Everything to see to in the minutes of a sitting, what blocks first.

    Args:
        missing: answers the characters of a text that no font has; None when no font is at hand.
    """
    found = [*_sitting(facts), *_attendance(facts)]
    for item in facts.items:
        if facts.meeting["status"] != "deserta":
            found += [*_item(facts, item), *_decided(facts, item)]
    found += [*_attachments(facts), *_words(facts), *_characters(facts, minutes, missing)]
    return sorted(found, key=lambda lint: not lint.blocks)


def _lint(record: Snapshot, field: str, sentence: str, *, blocks: bool = True, **args: object) -> Lint:
    return Lint(tr(sentence).format(**args), record.entity, record.code, field, blocks)


# ---------------------------------------------------------------- the sitting


_NEEDED = (
    ("number", N_("La seduta non ha un numero: si assegna con la convocazione.")),
    ("start_actual", N_("Manca l'ora di inizio della seduta.")),
    ("end_actual", N_("Manca l'ora di chiusura della seduta.")),
)


def _sitting(facts: SittingFacts) -> Iterator[Lint]:
    meeting = facts.meeting
    if not facts.chair:
        yield _lint(meeting, "chair", N_("Non è indicato chi presiede."))
    if not facts.secretary:
        yield _lint(meeting, "secretary", N_("Non è indicato chi verbalizza."))
    yield from (_lint(meeting, field, sentence) for field, sentence in _NEEDED if not meeting[field])
    start, end = meeting["start_actual"], meeting["end_actual"]
    if start and end and end < start:
        yield _lint(meeting, "end_actual", N_("La seduta finisce prima di cominciare."))
    if meeting["mode"] != "remoto" and facts.place is None:
        yield _lint(meeting, "place", N_("Manca il luogo della seduta."))
    if not facts.items:
        yield _lint(meeting, "", N_("L'ordine del giorno è vuoto."))
    yield from _convocation(facts)


def _convocation(facts: SittingFacts) -> Iterator[Lint]:
    meeting, body = facts.meeting, facts.body
    if not meeting["convened_on"]:
        yield _lint(meeting, "convened_on", N_("Manca la data della convocazione."), blocks=False)
        return
    if not meeting["convened_protocol"]:
        yield _lint(meeting, "convened_protocol", N_("Manca il protocollo della convocazione."), blocks=False)
    if meeting["kind"] != "urgente" and body["notice_days"]:
        late = calendar_of(facts.settings).notice_problem(
            meeting["convened_on"], meeting["date"], body["notice_days"], body["notice_day_kind"] or "lavorativi"
        )
        if late:
            yield Lint(late, "meeting", meeting.code, "convened_on", blocks=False)


# ---------------------------------------------------------------- who was there


def _attendance(facts: SittingFacts) -> Iterator[Lint]:
    rows = {row["person"]: row for row in facts.attendance}
    if not rows:
        yield _lint(facts.meeting, "", N_("Le presenze non sono ancora state registrate."))
        return
    for code in facts.voters:
        if code not in rows:
            yield _lint(facts.meeting, "", N_("Manca la presenza di {name}."), name=facts.name(code))
    for move in facts.movements:
        yield from _movement(facts, move, rows.get(move["person"]))
    yield from _odd_moments(facts)
    if not facts.has_quorum(facts.at_opening) and facts.meeting["status"] != "deserta":
        yield _lint(facts.meeting, "status", N_("All'apertura manca il numero legale: presenti {present}, ne servono "
                    "{quorum}."), present=len(facts.at_opening), quorum=facts.quorum)  # fmt: skip


def _movement(facts: SittingFacts, move: Snapshot, row: Snapshot | None) -> Iterator[Lint]:
    who: dict[str, Any] = {"name": facts.name(move["person"]), "time": locale.hour(move["time"])}
    if row is None or str(row["status"]).startswith("assente"):
        yield _lint(move, "person", N_("{name} risulta assente ma alle {time} c'è un suo movimento."), **who)
    if not move["item"]:
        yield _lint(move, "item", N_("Il movimento delle {time} ({name}) non dice durante quale punto."), blocks=False,
                    **who)  # fmt: skip
    start, end = facts.meeting["start_actual"], facts.meeting["end_actual"]
    if (start and move["time"] < start) or (end and move["time"] > end):
        yield _lint(move, "time", N_("Il movimento delle {time} ({name}) è fuori dall'orario della seduta."), **who)


def _odd_moments(facts: SittingFacts) -> Iterator[Lint]:
    told = {(m["person"], m["time"], m["event"]): m for m in facts.movements}
    for moment in facts.room.moments:
        if moment.odd:
            one = moment.movement
            record = told.get((one.person, one.at, one.event), facts.meeting)
            yield _lint(record, "event", N_("{name}: {why}."), name=facts.name(one.person), why=moment.odd)


# ---------------------------------------------------------------- items, votes, decisions


def _item(facts: SittingFacts, item: Snapshot) -> Iterator[Lint]:
    n, votes = item["position"], facts.of(facts.votes, item.code)
    if not item["outcome"]:
        yield _lint(item, "outcome", N_("Il punto n. {n} non ha un esito."), n=n)
    if votes and (item["kind"] == "varie" or item["added_later"]) and not _all_there(facts, item):
        yield _lint(item, "kind", N_("Sul punto n. {n}, non all'ordine del giorno della convocazione, si è votato "
                    "senza che tutti i componenti fossero presenti."), blocks=False, n=n)  # fmt: skip
    for vote in votes:
        yield from _vote(facts, item, vote)
    last = votes[-1] if votes else None
    if last is not None and item["outcome"] in ("approvato", "respinto"):
        if facts.outcome(last.values).passed != (item["outcome"] == "approvato"):
            yield _lint(item, "outcome", N_("Punto n. {n}: l'esito non corrisponde ai numeri della votazione."), n=n)
    elif item["outcome"] == "approvato" and not votes:
        yield _lint(item, "outcome", N_("Il punto n. {n} risulta approvato ma manca la votazione."), n=n)


def _all_there(facts: SittingFacts, item: Snapshot) -> bool:
    return facts.present_at(item.code) == len(facts.voters)


def _vote(facts: SittingFacts, item: Snapshot, vote: Snapshot) -> Iterator[Lint]:
    n, who = item["position"], facts.assembly(item.code)
    for why in vote_problems(vote.values, facts.rules, who.entitled, who.quorum, who.recused, quorate=who.quorate):
        yield _lint(vote, "present", N_("Punto n. {n}: {why}"), n=n, why=why)
    if vote["mode"] in ("segreta", "unanimita_senza_voto", "nessuna"):
        return
    numbers = numbers_of(facts, vote)
    if len(numbers.names_against) != numbers.against:
        yield _lint(vote, "names_against", N_("Punto n. {n}: i nomi dei contrari sono {names}, i contrari {number}."),
                    n=n, names=len(numbers.names_against), number=numbers.against)  # fmt: skip
    if len(numbers.names_abstained) != numbers.abstained:
        yield _lint(vote, "names_abstained", N_("Punto n. {n}: i nomi degli astenuti sono {names}, gli astenuti "
                    "{number}."), n=n, names=len(numbers.names_abstained), number=numbers.abstained)  # fmt: skip
    absent = [p for p in (*(vote["names_against"] or ()), *(vote["names_abstained"] or ()))
              if p not in who.voters | facts.room.during(item.code)]  # fmt: skip
    for person in absent:
        yield _lint(vote, "names_against", N_("Punto n. {n}: {name} è tra i nomi del voto ma non era presente."),
                    n=n, name=facts.name(person))  # fmt: skip


def _decided(facts: SittingFacts, item: Snapshot) -> Iterator[Lint]:
    decisions, n = facts.of(facts.decisions, item.code), item["position"]
    if item["kind"] in ("deliberazione", "parere") and item["outcome"] == "approvato" and not decisions:
        yield _lint(item, "", N_("Il punto n. {n} è approvato ma non c'è una decisione."), n=n, blocks=False)
    for decision in decisions:
        if not decision["owner"]:
            yield _lint(decision, "owner", N_("La decisione n. {number} non ha un responsabile."),
                        number=decision["number"])  # fmt: skip
        if not decision["type"]:
            yield _lint(decision, "type", N_("La decisione n. {number} non ha un tipo."), number=decision["number"])
        if decision["status"] in TAKEN and decision["patch_state"] in ("bozza", "da_rivedere"):
            yield _lint(decision, "patch", N_("La decisione n. {number} cambia il registro ma la modifica non è ancora "
                        "applicata: applicatela o lasciate il registro com'è."), number=decision["number"])  # fmt: skip
    for action in facts.actions_of(item.code):
        yield from _action(facts, action)


def _action(facts: SittingFacts, action: Snapshot) -> Iterator[Lint]:
    if not action["owner"]:
        yield _lint(action, "owner", N_("L'impegno «{text}» non ha un responsabile."), text=action["text"])
    if not action["due"]:
        yield _lint(action, "due", N_("L'impegno «{text}» non ha una scadenza."), text=action["text"])
    elif why := calendar_of(facts.settings).why_not(action["due"]):
        yield _lint(action, "due", N_("L'impegno «{text}» scade il {day}, che non è un giorno lavorativo ({why})."),
                    text=action["text"], day=locale.day(action["due"]), why=why)  # fmt: skip


# ---------------------------------------------------------------- attachments and words


def _texts(facts: SittingFacts) -> Iterator[tuple[Snapshot, str, str]]:
    """Every free text of the sitting: record, field, text."""
    fields = {"meeting": ("opening_note", "closing_note"), "agenda_item": ("title", "report_text"),
              "speech": ("text",), "decision": ("title", "text"), "action_item": ("text",),
              "conflict": ("reason",)}  # fmt: skip
    records = (facts.meeting, *facts.items, *facts.speeches, *facts.decisions, *facts.actions, *facts.conflicts)
    for record in records:
        for field in fields[record.entity]:
            if record[field]:
                yield record, field, record[field]


def _attachments(facts: SittingFacts) -> Iterator[Lint]:
    letters = {str(one["letter"] or "").upper() for one in facts.attachments}
    told: set[str] = set()
    for record, field, text in _texts(facts):
        for letter in re.findall(r"\b[Aa]llegato ([A-Z])\b", text):
            if letter not in letters | told:
                told.add(letter)
                yield _lint(record, field, N_("Il testo cita l'Allegato {letter}, che non c'è."), letter=letter)
    for one in facts.attachments:
        if not one["letter"]:
            yield _lint(one, "letter", N_("L'allegato «{title}» non ha una lettera."), title=one["title"])
        if not one["file"]:
            yield _lint(one, "file", N_("L'allegato «{title}» non ha un file."), title=one["title"], blocks=False)


def _words(facts: SittingFacts) -> Iterator[Lint]:
    listed = facts.settings.get("sensitive_words")
    words = [w.strip() for w in re.split(r"[\n;,]", listed) if w.strip()] if listed else list(SENSITIVE)
    for record, field, text in _texts(facts):
        for what in sensitive(text, words):
            yield _lint(record, field, N_("Da rileggere prima di pubblicare: il testo contiene {what}."), what=what,
                        blocks=False)  # fmt: skip


def sensitive(text: str, words: Iterable[str] = SENSITIVE) -> list[str]:
    """What in a text may be somebody's personal data: words of a list, tax codes, phones, e-mails."""
    folded = fold(text)
    quoted = tr(N_("«{word}»"))
    found = [quoted.format(word=word) for word in words if re.search(rf"\b{re.escape(fold(word))}\b", folded)]
    return found + [tr(name) for pattern, name in PATTERNS if pattern.search(text)]


def _characters(facts: SittingFacts, minutes: Minutes, missing: MissingCharacters | None) -> Iterator[Lint]:
    if missing is None:
        return
    for member in minutes.members:
        yield from _unwritable("person", member.person, "last_name", member.name, missing)
    for record, field, text in _texts(facts):
        yield from _unwritable(record.entity, record.code, field, text, missing)


def _unwritable(entity: str, code: str, field: str, text: str, missing: MissingCharacters) -> Iterator[Lint]:
    lost = sorted(set(missing(text)))
    if lost:
        told = ", ".join(f"U+{ord(c[:1]):04X}" for c in lost[:8])
        sample = text if len(text) <= 60 else text[:57] + "…"
        sentence = tr(N_("«{text}»: nessun carattere tipografico ha {codes}; sulla carta ne comparirà il codice."))
        yield Lint(sentence.format(text=sample, codes=told), entity, code, field, blocks=False)
