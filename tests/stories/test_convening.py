"""Convening to the letter: notices for each, for the public, supplements, messages, calendars, proof of delivery."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from email import policy
from email.parser import BytesParser
from pathlib import Path

import icalendar
import pytest

from app.core.errors import Forbidden, Refused, Unreachable
from app.core.progress import Progress
from app.documents import checks
from app.domain import noticing
from app.domain.entity import Snapshot
from app.domain.notices import RESERVED, notice
from app.domain.permissions import Role
from app.store.store import Store
from app.usecases import agenda as agendas
from app.usecases import carrying, deliveries, history, meetings, minutes, notices, register
from tests.helpers.office import Office
from tests.stories.sittings import agenda, convened, new_sitting, seen


def one_member(desk: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages for two: drawing fifteen papers says nothing more."""
    whole = notices._everybody
    monkeypatch.setattr(notices, "_everybody", lambda facts: whole(facts)[:2])


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, secretary: Store) -> None:
    one_member(secretary, monkeypatch)


def convene(desk: Store, code: str, **values: object) -> Snapshot:
    meeting = seen(desk, code)
    notices.convene(desk, meeting.id, meeting.version, {"convened_on": date(2027, 1, 11), **values})
    return seen(desk, code)


def test_what_the_notice_says_and_the_convocation_are_one_deed(secretary: Store) -> None:
    code = new_sitting(secretary).code
    now = convene(secretary, code, start_planned=time(18), documents_from=date(2027, 1, 12))
    assert (now["status"], now["number"], now["start_planned"]) == ("convocata", "1/2027", time(18))
    history.undo(secretary)
    back = seen(secretary, code)
    assert (back["status"], back["start_planned"], back["convened_on"]) == ("bozza", time(17, 30), None)


def test_an_urgent_one_says_why(secretary: Store) -> None:
    code = new_sitting(secretary).code
    with pytest.raises(Refused, match="scrivete il motivo dell'urgenza"):
        convene(secretary, code, kind="urgente")
    convene(secretary, code, kind="urgente", urgency_reason="Il bando scade il 25 gennaio")
    assert (
        notice(minutes.facts(secretary, code)).urgency
        == "La convocazione è urgente. Motivo: Il bando scade il 25 gennaio."
    )


def test_the_date_is_judged_with_the_patron_and_the_other_sittings(secretary: Store) -> None:
    place = notices.around(secretary, None, "CDR")
    told = noticing.judge(place, date(2026, 12, 16), time(17, 30), "ordinaria", None)
    assert "ha già una seduta (4/2026)" in told.words
    assert "festa del patrono" in noticing.judge(place, date(2027, 9, 29), time(17), "ordinaria", None).words
    same = notices.around(secretary, seen(secretary, "S4"), "CDR")
    assert noticing.judge(same, date(2026, 12, 16), time(17, 30), "ordinaria", None).good


def test_one_notice_for_each_member_and_one_for_the_public(secretary: Store) -> None:
    meeting = new_sitting(secretary)
    register.edit(
        secretary, "meeting", meeting.id, meeting.version, {"mode": "mista", "link": "https://stanza.example/7"}
    )
    item = agenda(secretary, meeting.code)[1]
    agendas.edit_item(secretary, item.code, item.version, {"confidential": True, "section": "Deliberazioni"})
    convene(secretary, meeting.code, convened_protocol="0000123")
    facts = minutes.facts(secretary, meeting.code)
    hers = notice(facts, for_person="M11")
    assert hers.to.startswith("Alla componente ")
    assert (hers.recipients, hers.is_draft) == ((), False)
    assert [point.title for point in hers.agenda][1] == "Doposcuola: bilancio del primo trimestre"
    public = notice(facts, public=True)
    assert [(point.title, point.section) for point in public.agenda][1] == (RESERVED, "Deliberazioni")
    told = json.dumps(public.data(), ensure_ascii=False)
    for secret in ("stanza.example", "Doposcuola", "Ipotetic", facts.name("M11"), "impedimento", "documentazione"):
        assert secret not in told
    drawn = notices.make(secretary, meeting.code, Progress(), public=True)
    assert (drawn.file_name, drawn.draft) == ("convocazione_2027_001_pubblica_20270120.pdf", False)
    assert checks.check(drawn.data) == ()


def test_what_is_added_after_the_convocation_belongs_to_a_supplement_with_its_own_date(secretary: Store) -> None:
    meeting = convened(secretary)
    for title in ("Variazione urgente", "Nomina di un referente"):
        agendas.add_item(secretary, meeting.code, {"title": title})
    (first,) = notices.supplements(secretary, meeting.code)
    value = notice(minutes.facts(secretary, meeting.code), supplement=first)
    assert value.title == "Integrazione n. 1 dell'ordine del giorno della seduta n. 1/2027"
    assert [point.n for point in value.agenda] == [4, 5]
    assert value.is_draft
    sent = {"sent_on": date(2027, 1, 18), "protocol": "0000130", "reason": "Arrivata oggi la richiesta"}
    notices.send_supplement(secretary, first.id, first.version, sent)
    value = notice(minutes.facts(secretary, meeting.code), supplement=seen(secretary, first.code, "supplement"))
    assert (value.protocol, value.is_draft) == ("Prot. n. 0000130 del 18 gennaio 2027 (demo)", False)
    assert value.told.endswith("è integrato (motivo: Arrivata oggi la richiesta) come segue:")
    with pytest.raises(Refused, match="si può solo integrare"):
        agendas.remove_item(secretary, agenda(secretary, meeting.code)[-1].code)
    agendas.add_item(secretary, meeting.code, {"title": "Un terzo punto"})
    assert [row["number"] for row in notices.supplements(secretary, meeting.code)] == [1, 2]
    agendas.remove_item(secretary, agenda(secretary, meeting.code)[-1].code)
    assert [row["number"] for row in notices.supplements(secretary, meeting.code)] == [1]
    later = seen(secretary, first.code, "supplement")
    with pytest.raises(Refused, match="già stata inviata"):
        notices.send_supplement(secretary, later.id, later.version, sent)


# ---------------------------------------------------------------- messages and calendars


@pytest.mark.usefixtures("few")
def test_a_folder_of_messages_ready_to_be_sent(secretary: Store, out: Path) -> None:
    with pytest.raises(Refused, match="ancora in bozza"):
        notices.prepare(secretary, new_sitting(secretary).code, out, Progress())
    made = notices.prepare(secretary, "S4", out, Progress())
    assert sorted(path.name for path in made.files) == [
        "convocazione_2026_004_m01_20261216.eml", "convocazione_2026_004_m01_20261216.pdf",
        "convocazione_2026_004_m02_20261216.eml", "convocazione_2026_004_m02_20261216.pdf",
        "convocazione_2026_004_pubblica_20261216.pdf", "seduta_2026_004_20261216.ics",
    ]  # fmt: skip
    mail = BytesParser(policy=policy.default).parsebytes((out / "convocazione_2026_004_m01_20261216.eml").read_bytes())
    body = mail.get_body()
    assert body is not None
    words = body.get_content()
    for told in ("mercoledì 16 dicembre 2026", "17:30", "Municipio", "3. Emporio solidale"):
        assert told in words
    assert (mail["To"].addresses[0].addr_spec, mail["X-Unsent"]) == ("marta.fittizi@demo.example", "1")
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["application/pdf", "text/calendar"]
    rows = deliveries.of(secretary, "S4")
    assert [(row["person"], row["channel"], row["outcome"]) for row in rows] == [
        ("M01", "email", "in_attesa"), ("M02", "email", "in_attesa")]  # fmt: skip


def event(path: Path) -> tuple[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    (found,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), found


@pytest.mark.usefixtures("few")
def test_the_calendar_keeps_its_name_grows_at_each_sending_and_is_taken_back(secretary: Store, out: Path) -> None:
    path, uids = out / "seduta_2026_004_20261216.ics", set()
    for n in (0, 1):
        notices.prepare(secretary, "S4", out, Progress())
        method, found = event(path)
        uids.add(str(found["UID"]))
        assert (method, found["SEQUENCE"]) == ("REQUEST", n)
    assert found["DTSTART"].dt.isoformat() == "2026-12-16T17:30:00+01:00"
    meeting = seen(secretary, "S4")
    register.move(secretary, "meeting", meeting.id, meeting.version, "annullata")
    made = notices.prepare(secretary, "S4", out, Progress())
    assert {each.suffix for each in made.files} == {".ics", ".eml"}
    method, found = event(path)
    assert (method, found["SEQUENCE"], found["STATUS"]) == ("CANCEL", 2, "CANCELLED")
    assert uids == {str(found["UID"])}
    assert len(deliveries.of(secretary, "S4")) == 2  # nobody is written twice


def test_where_there_is_no_folder_or_no_right_nothing_is_written(secretary: Store, office: Office, out: Path) -> None:
    with pytest.raises(Unreachable, match="non c'è"):
        notices.prepare(secretary, "S4", out / "mai", Progress())
    with pytest.raises(Forbidden):
        notices.prepare(office(Role.COMPONENTE, name="ivo", person="M10"), "S4", out, Progress())
    assert list(out.iterdir()) == []


def test_an_appointment_proposes_a_sitting(shared_data: Path) -> None:
    told = notices.from_calendar(
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTART;TZID=Europe/Rome:20270120T173000\r\nSUMMARY:Cabina\r\n"
        b"LOCATION:Municipio\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "a.ics")  # fmt: skip
    assert told == {"date": date(2027, 1, 20), "start_planned": time(17, 30), "location": "Municipio",
                    "summary": "Cabina"}  # fmt: skip
    read = 0
    for path in sorted((shared_data / "ics").glob("*.ics")):
        try:
            assert notices.from_calendar(path.read_bytes(), path.name)["date"]
            read += 1
        except Refused as refusal:
            assert path.name in str(refusal)  # noqa: PT017 - which are readable is not ours to say
    assert read >= 5


# ---------------------------------------------------------------- proof

RECEIPT = (b"From: posta-certificata@pec.demo.example\r\nTo: cabina@demo.example\r\nX-Ricevuta: %s\r\n"
           b"Date: Mon, 30 Nov 2026 09:15:30 +0100\r\nSubject: CONSEGNA\r\n\r\n"
           b"Il messaggio a marta.fittizi@demo.example")  # fmt: skip


@pytest.fixture
def prepared(secretary: Store, few: None, out: Path) -> Callable[[], Snapshot]:
    notices.prepare(secretary, "S4", out, Progress())
    return lambda: deliveries.of(secretary, "S4")[0]


def test_receipts_are_kept_whole_and_say_when_it_arrived(secretary: Store, prepared: Callable[[], Snapshot]) -> None:
    accepted, delivered = RECEIPT % b"accettazione", RECEIPT % b"avvenuta-consegna"
    deliveries.keep_receipt(secretary, "S4", "accettazione.eml", accepted)
    moment = datetime(2026, 11, 30, 8, 15, 30, tzinfo=UTC)
    assert (prepared()["sent_at"], prepared()["delivered_at"]) == (moment, None)
    deliveries.keep_receipt(secretary, "S4", "consegna.eml", delivered)
    row = prepared()
    assert (row["outcome"], row["delivered_at"], row["receipt_name"]) == ("consegnata", moment, "consegna.eml")
    assert row["receipt"] == hashlib.sha256(delivered).hexdigest()
    assert secretary.blob(row["receipt"]) == delivered
    deliveries.keep_receipt(secretary, "S4", "errore.eml", RECEIPT % b"errore-consegna")
    assert prepared()["outcome"] == "consegnata"  # what was proved stays proved
    history.undo(secretary)


def test_a_receipt_of_somebody_else_is_refused(secretary: Store, prepared: Callable[[], Snapshot]) -> None:
    with pytest.raises(Refused, match="non nomina l'indirizzo"):
        deliveries.keep_receipt(secretary, "S4", "x.eml", b"From: altro@demo.example\r\n\r\nciao",
                                delivery=prepared().code)  # fmt: skip
    with pytest.raises(Refused, match=r"non è un messaggio"):
        deliveries.keep_receipt(secretary, "S4", "x.eml", b"%PDF-1.7")


def test_sent_and_handed_over(secretary: Store, prepared: Callable[[], Snapshot]) -> None:
    first, second = deliveries.of(secretary, "S4")
    deliveries.mark_sent(secretary, [first.code])
    deliveries.hand_over(secretary, [second.code], datetime(2026, 11, 30, 9, tzinfo=UTC))
    first, second = deliveries.of(secretary, "S4")
    assert (first["outcome"], first["sent_at"] is not None) == ("in_attesa", True)
    assert (second["channel"], second["outcome"], second["delivered_at"]) == (
        "mano", "consegnata", datetime(2026, 11, 30, 9, tzinfo=UTC))  # fmt: skip
    with pytest.raises(Refused, match="non c'è più"):
        deliveries.mark_sent(secretary, ["NESSUNO"])


def test_a_sitting_put_off_keeps_its_number_and_the_new_notice_says_so(secretary: Store) -> None:
    now = seen(secretary, "S4")
    with pytest.raises(Refused, match="è ancora quella di prima"):
        notices.postpone(secretary, now.id, now.version, {"date": now["date"]})
    notices.postpone(secretary, now.id, now.version, {"date": date(2026, 12, 21), "convened_on": date(2026, 11, 30)})
    after = seen(secretary, "S4")
    assert (after["status"], after["number"], after["postponed_from"]) == ("rinviata", "4/2026", date(2026, 12, 16))
    told = notice(minutes.facts(secretary, "S4")).told
    assert told.startswith("La seduta già fissata per mercoledì 16 dicembre 2026 è rinviata. La Cabina di regia")
    assert "lunedì 21 dicembre 2026" in told


@pytest.mark.parametrize("role", [Role.COMPONENTE, Role.LETTORE, Role.PRESIDENTE, Role.AMMINISTRATORE])
def test_who_only_reads_sees_the_sitting_and_no_proof(
    office: Office, secretary: Store, prepared: Callable[[], Snapshot], role: Role
) -> None:
    assert prepared()["person"] == "M01"
    desk = office(role, name=f"desk_{role.value}", person="M10")
    assert notices.supplements(desk, "S4") == []
    assert len(deliveries.of(desk, "S4")) in (0, 2)
    assert carrying.carried(desk, "S4")[0].code == "S4.2"
    with pytest.raises(Forbidden):
        deliveries.mark_sent(desk, [prepared().code])


def test_the_sentence_of_regular_convocation_stays_in_the_minutes(secretary: Store) -> None:
    meeting = convened(secretary)
    assert meetings.notice_warning(secretary, meeting.code, date(2027, 1, 11)) is None
    assert "0000123" in minutes.value(secretary, meeting.code)[0].convocation
