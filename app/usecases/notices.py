"""Convening to the letter: the term counted, one notice per member and one for the public, messages ready to be sent,
an appointment for calendars, supplements (DOMAIN §3.4, FEATURES §3.11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.core import clock, locale, longdate
from app.core.errors import Refused, Unreachable
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.documents import notice as paper
from app.domain import noticing
from app.domain.calendar import calendar_of
from app.domain.entity import Changes, Snapshot, Values
from app.domain.gathering import one, where
from app.domain.meetings import Meeting
from app.domain.notices import RESERVED, Notice, notice, place_of
from app.domain.permissions import Can
from app.domain.planning import NoticeDelivery, Supplement
from app.domain.query import Query
from app.domain.sitting import SittingFacts
from app.exchange.eml import Enclosure, Letter, is_address, write_eml
from app.exchange.ics import Appointment, read_ics, write_ics
from app.exchange.whole import whole_file
from app.store.store import Store
from app.usecases import minutes, writing
from app.usecases.base import need, use_case
from app.usecases.sittings import next_number, number_is_free, open_facts

if TYPE_CHECKING:
    from app.store.unit import Unit

HELD_HOURS = 2
"""How long an appointment lasts when the agenda does not say."""


def around(store: Store, meeting: Snapshot | None, body: str) -> noticing.Around:
    """What the date of a sitting of a body is judged against; `meeting` itself is left out."""
    with store.reading(steady=True) as reader:
        find = reader.snapshots
        rules, settings = one(find, "body", body), next((row.values for row in find(Query("setting"))), {})
        others = [each for each in where(find, "meeting", "body", body)
                  if each["status"] != "annullata" and (meeting is None or each.id != meeting.id)]  # fmt: skip
    taken = {each["date"]: str(each["number"] or "") for each in others}
    now = clock.local(clock.now()).time().replace(second=0, microsecond=0)
    return noticing.Around(calendar_of(settings), rules.values if rules else {}, taken, clock.today(), now)


# ---------------------------------------------------------------- deeds


@use_case(N_("Convocazione della seduta"), Can.CONVENE)
def convene(unit: Unit, id: int, version: int, values: Values) -> None:
    """Convene a sitting with what the notice says (date, hour, place, protocol, urgency…), all in one deed.

    Raises:
        Refused: no agenda, no place, an urgent one without its reason, a number that is another sitting's. Stale.
    """

    meeting = writing.expect(unit, Meeting, id, version)
    after = {**meeting.values, **values}
    if after["kind"] == "urgente" and not str(after["urgency_reason"] or "").strip():
        raise Refused(N_("Una convocazione urgente dice perché: scrivete il motivo dell'urgenza."))
    number = meeting["number"] or next_number(unit, Meeting, after["date"].year, after["body"])
    number_is_free(unit, meeting, str(number))
    sent = after["convened_on"] or clock.today()
    writing.change(unit, Meeting, id, version,
                   {**values, "status": "convocata", "number": number, "convened_on": sent})  # fmt: skip


@use_case(N_("Seduta rinviata ad altra data"), Can.RUN_MEETINGS)
def postpone(unit: Unit, id: int, version: int, values: Values) -> None:
    """A convened sitting moves to another day; it keeps its number, and remembers the day it was for.

    Raises:
        Refused: it was not convened, or the day is the same. Stale: it moved since.
    """
    meeting = writing.expect(unit, Meeting, id, version)
    if values.get("date") in (None, meeting["date"]):
        raise Refused(N_("Indicate la nuova data: è ancora quella di prima."))
    writing.change(unit, Meeting, id, version, {**values, "status": "rinviata", "postponed_from": meeting["date"]})


@use_case(N_("Integrazione inviata"), Can.CONVENE)
def send_supplement(unit: Unit, id: int, version: int, values: Values) -> None:
    """A supplement leaves: its day, its protocol, its reason.

    Raises:
        Refused: it left already, or after the sitting. Stale: it moved since.
    """
    supplement = writing.expect(unit, Supplement, id, version)
    facts = open_facts(unit, supplement["meeting"])
    if supplement["sent_on"]:
        raise Refused(N_("L'integrazione è già stata inviata."))
    sent = values.get("sent_on") or clock.today()
    if sent > facts.meeting["date"]:
        raise Refused(N_("L'integrazione partirebbe dopo la seduta."))
    writing.change(unit, Supplement, id, version, {**values, "sent_on": sent})


def supplements(store: Store, meeting: str) -> list[Snapshot]:
    """The supplements of a sitting, in order."""
    return sorted(where(store.snapshots, "supplement", "meeting", meeting), key=lambda row: int(row["number"]))


# ---------------------------------------------------------------- papers


@dataclass(frozen=True)
class Drawn:
    """A notice drawn: the name of its file, its bytes, whether it may still change."""

    file_name: str
    data: bytes
    draft: bool


def make(
    store: Store, meeting: str, progress: Progress, *, person: str | None = None, public: bool = False,
    supplement: str | None = None,
) -> Drawn:  # fmt: skip
    """One notice: everybody's, a member's, the public's.

    Raises:
        Refused: no such sitting or supplement; the file failed its checks. Cancelled.
    """
    need(store.who, Can.READ)
    return _drawn(store, minutes.facts(store, meeting), progress, person, _supplement(store, supplement), public=public)


def _supplement(store: Store, code: str | None) -> Snapshot | None:
    found = one(store.snapshots, "supplement", code)
    if code and found is None:
        raise Refused(N_("L'integrazione «{code}» non c'è più."), code=code)
    return found


def _drawn(
    store: Store, facts: SittingFacts, progress: Progress, person: str | None, supplement: Snapshot | None, *,
    public: bool = False,
) -> Drawn:  # fmt: skip
    value = notice(facts, for_person=person, public=public, supplement=supplement)
    data = minutes.drawn(paper.document(value, logo=minutes.logo(store, facts)), progress)
    kind = f"integrazione_{supplement['number']}" if supplement else "convocazione"
    tail = f"_{person.lower()}" if person else "_pubblica" if public else ""
    return Drawn(minutes.file_name(kind, facts.meeting, tail), data, value.is_draft)


# ---------------------------------------------------------------- messages


@dataclass(frozen=True)
class Prepared:
    """What was written: the files, how many messages, and who has no address to write to."""

    changes: Changes
    files: tuple[Path, ...]
    messages: int
    unreachable: tuple[str, ...]


def prepare(store: Store, meeting: str, folder: Path, progress: Progress, supplement: str | None = None) -> Prepared:
    """Write into a folder a message per member (with notice and appointment), the public notice, the appointment.

    Of a sitting that was convened and then called off the messages say so, and the appointment takes it away. Nothing
    is sent: who sends them says so with `deliveries.mark_sent`.

    Raises:
        Refused: not convened yet, or the supplement has not left. Unreachable: the folder cannot be written.
        Forbidden, Cancelled.
    """
    need(store.who, Can.CONVENE)
    facts, added = minutes.facts(store, meeting), _supplement(store, supplement)
    if facts.meeting["status"] == "bozza" or not facts.meeting["convened_on"]:
        raise Refused(N_("La seduta è ancora in bozza: convocatela, poi preparate i messaggi."))
    if added is not None and not added["sent_on"]:
        raise Refused(N_("L'integrazione è ancora in bozza: inviatela, poi preparate i messaggi."))
    if not folder.is_dir():
        raise Unreachable(N_("La cartella «{folder}» non c'è: scegliete dove salvare."), folder=folder)
    last = facts.meeting["ics_sequence"]
    sequence = 0 if last is None else int(last) + 1
    rows = [(person, _address(facts, person)) for person in _everybody(facts)]
    files = _files(store, facts, added, dict(rows), write_ics([appointment(facts, sequence)]), progress)
    written = tuple(_write(folder / name, data) for name, data in files)
    changes = _noted(store, facts.meeting.id, sequence, rows, added.code if added else None)
    missing = tuple(facts.name(person) for person, mail in rows if mail is None)
    return Prepared(changes, written, len(rows) - len(missing), missing)


def _everybody(facts: SittingFacts) -> list[str]:
    return [*facts.voters, *(seat["person"] for seat in facts.seats if not seat["voting"])]


def _files(
    store: Store, facts: SittingFacts, added: Snapshot | None, people: Mapping[str, str | None], calendar: bytes,
    progress: Progress,
) -> list[tuple[str, bytes]]:  # fmt: skip
    """What the folder will hold: (name, bytes)."""
    off = facts.meeting["status"] == "annullata"
    event = minutes.file_name("seduta", facts.meeting).removesuffix(".pdf") + ".ics"
    asks = Enclosure(event, calendar, "text/calendar", "CANCEL" if off else "REQUEST")
    files = [(event, calendar)]
    for done, (person, mail) in enumerate(people.items()):
        progress.step(done, len(people) + 1, tr(N_("Preparo la convocazione di {who}")).format(who=facts.name(person)))
        enclosed = [asks]
        if not off:
            made = _drawn(store, facts, progress, person, added)
            files.append((made.file_name, made.data))
            enclosed.insert(0, Enclosure(made.file_name, made.data))
        if mail is not None:
            files.append((_eml_name(facts, person, added, off=off), _message(facts, person, mail, added, enclosed)))
    if not off:
        public = _drawn(store, facts, progress, None, added, public=True)
        files.append((public.file_name, public.data))
    return files


def _eml_name(facts: SittingFacts, person: str, added: Snapshot | None, *, off: bool) -> str:
    kind = "annullamento" if off else f"integrazione_{added['number']}" if added else "convocazione"
    return minutes.file_name(kind, facts.meeting, f"_{person.lower()}").removesuffix(".pdf") + ".eml"


def _write(path: Path, data: bytes) -> Path:
    with whole_file(path) as out:
        out.write(data)
    return path


@use_case(N_("Messaggi della convocazione preparati"), Can.CONVENE)
def _noted(
    unit: Unit, id: int, sequence: int, rows: list[tuple[str, str | None]], supplement: str | None
) -> None:  # fmt: skip
    """The calendar's number grows; everybody has a line where the proof will stand."""
    meeting = unit.by_id(Meeting, id)
    assert meeting is not None  # read a moment ago; a sitting is never purged with its parts under way
    writing.change(unit, Meeting, id, meeting.version, {"ics_sequence": sequence})
    there = {(row["person"], row["supplement"]) for row in where(unit.snapshots, "notice_delivery", "meeting",
                                                                 meeting.code)}  # fmt: skip
    for person, mail in rows:
        if (person, supplement) not in there:
            channel = "mano" if mail is None else "pec" if "pec" in mail.partition("@")[2] else "email"
            writing.insert(unit, NoticeDelivery, {"meeting": meeting.code, "person": person, "supplement": supplement,
                           "channel": channel, "address": mail})  # fmt: skip


def _address(facts: SittingFacts, person: str | None) -> str | None:
    known = facts.people.get(person or "")
    mail = str(known["official_email"] or "").strip() if known else ""
    return mail if is_address(mail) else None


def _message(
    facts: SittingFacts, person: str, mail: str, added: Snapshot | None, enclosed: list[Enclosure]
) -> bytes:  # fmt: skip
    value = notice(facts, for_person=person, supplement=added)
    writer, sender = facts.secretary, _address(facts, facts.secretary)
    off = facts.meeting["status"] == "annullata"
    title = f"Annullata la seduta {it_number(facts)}" if off else value.title
    letter = Letter((facts.name(person), mail), title, _text(facts, value, off=off),
                    (facts.name(writer), sender) if sender else None, tuple(enclosed))  # fmt: skip
    return write_eml(letter)


def it_number(facts: SittingFacts) -> str:
    """`n. 4/2026 del 16 dicembre 2026`."""
    return f"n. {facts.meeting['number'] or '–'} del {longdate.long(facts.meeting['date'])}"


def _text(facts: SittingFacts, value: Notice, *, off: bool) -> str:
    """The words of a message: what, when, where, what about."""
    if off:
        return (f"{value.to},\n\nla seduta {it_number(facts)} non si tiene: è annullata. L'appuntamento allegato la "
                "toglie dal calendario.\n\nLa segreteria\n")  # fmt: skip
    items = "\n".join(f"{point.n}. {point.title}" for point in value.agenda)
    link = facts.meeting["link"]
    online = f"Per collegarsi: {link}" if link and facts.meeting["mode"] != "presenza" else ""
    last = "\n\n".join(filter(None, (online, value.urgency, value.documents, value.absence)))
    return f"{value.to}\n\n{value.told}\n\n{items}\n\n{last}\n\n{value.signer.role} {value.signer.name}\n"


# ---------------------------------------------------------------- calendar


def appointment(facts: SittingFacts, sequence: int) -> Appointment:
    """A sitting for calendars; the same UID for ever (this register's body and the sitting's code)."""
    meeting = facts.meeting
    start = datetime.combine(meeting["date"], meeting["start_planned"] or time(), clock.ROME)
    minutes_long = sum(item["duration"] or 0 for item in facts.items) or HELD_HOURS * 60
    end = (start.astimezone(clock.now().tzinfo) + timedelta(minutes=minutes_long)).astimezone(clock.ROME)
    mail = _address(facts, facts.secretary)
    people = [(found, facts.name(p)) for p in facts.voters if (found := _address(facts, p))]
    items = "\n".join(f"{i['position']}. {RESERVED if i['confidential'] else i['title']}" for i in facts.items)
    return Appointment(
        f"{meeting.code}.{facts.body.id:x}@cabina-di-regia", start, end,
        f"{facts.body['name']}: seduta n. {meeting['number'] or locale.day(meeting['date'])}", clock.now(), sequence,
        place_of(facts), items, (mail, facts.name(facts.secretary)) if mail else None, tuple(people),
        meeting["status"] == "annullata",
    )  # fmt: skip


def calendar(store: Store, meeting: str) -> tuple[str, bytes]:
    """The appointment of a sitting as a file, with the number of its last sending: (name, bytes)."""
    need(store.who, Can.READ)
    facts = minutes.facts(store, meeting)
    name = minutes.file_name("seduta", facts.meeting).removesuffix(".pdf") + ".ics"
    return name, write_ics([appointment(facts, int(facts.meeting["ics_sequence"] or 0))])


def from_calendar(data: bytes, name: str, today: date | None = None) -> Values:
    """The values a sitting would take from somebody's appointment: the first to come, else the last there is.

    Raises:
        Refused: it is no calendar, or has no appointment with a date.
    """

    found = read_ics(data, name)
    today = today or clock.today()
    best = next((each for each in found if each.start.date() >= today), found[-1])
    start = None if best.all_day else best.start.time().replace(second=0, microsecond=0, tzinfo=None)
    return {"date": best.start.date(), "start_planned": start, "location": best.location, "summary": best.summary}
