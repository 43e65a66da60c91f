"""The year 2026 lived again: each verb is what somebody of the committee does with the program on that day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from app.core import clock
from app.core.progress import Progress
from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.permissions import Role
from app.domain.query import Filter, Query
from app.store.store import Store
from app.usecases import agenda as agendas
from app.usecases import (
    attaching,
    carrying,
    deliveries,
    lists,
    meetings,
    minutes,
    minutes_steps,
    notices,
    papers,
    patches,
    publishing,
    register,
    remarks,
    signing,
)
from app.usecases.signing import KeyFile
from tests.helpers.office import Office
from tests.helpers.signing import PASSPHRASE, holder
from tests.stories.sittings import agenda, seen
from tests.stories.year_facts import EXAMINED, INVENTED_PATCHES, INVENTED_REMARKS, MARK, Row

CHAIR, WRITER = ("la_presidente", "Fittizi Marta"), ("la_segretaria_verbalizzante", "Minuta Sara")
RECEIPT = (
    b"From: posta-certificata@pec.demo.example\r\nTo: cabina@demo.example\r\nX-Ricevuta: avvenuta-consegna\r\n"
    b"Date: Wed, 11 Feb 2026 09:15:30 +0100\r\nSubject: CONSEGNA\r\n\r\nConsegnato a marta.fittizi@demo.example"
)
CHECK = "Verifica degli impegni"


def day(text: str) -> date:
    return date.fromisoformat(text)


def hour(text: str) -> time:
    return time.fromisoformat(text)


@dataclass
class Year:
    """The committee at work, with the facts it will live through and the folder where files are."""

    desk: Store
    office: Office
    facts: dict[str, Any]
    folder: Path
    kept: dict[str, bytes] = field(default_factory=dict)  # every file the register has kept, as it was that day
    extracts: dict[str, tuple[papers.Paper, publishing.ToPublish]] = field(default_factory=dict)

    # ------------------------------------------------------------ the facts

    def of(self, name: str, **wanted: Any) -> list[Row]:
        """The facts of a kind that say what is wanted."""
        return [row for row in self.facts[name] if all(row[key] == value for key, value in wanted.items())]

    def item(self, code: str) -> Snapshot:
        """An item of the register by the code it has in the facts: the program gives its own."""
        (told,) = self.of("agenda_items", code=code)
        return next(one for one in agenda(self.desk, told["meeting"]) if one["title"] == told["title"])

    # ------------------------------------------------------------ before the sitting

    def prepare(self, code: str) -> list[carrying.Carried]:
        """A draft with what comes back by itself; what came back is the answer."""
        (told,) = self.of("meetings", code=code)
        values = {"body": "CDR", "date": day(told["date"]), "start_planned": hour(told["start_planned"]),
                  "place": told["place"], "mode": told["mode"], "kind": told["kind"]}  # fmt: skip
        with clock.pinned(day(told["convened_on"])):
            made = next(one for one in carrying.prepare(self.desk, values).of("meeting") if one)
            assert made.code == code
            return carrying.carried(self.desk, code)

    def write_agenda(self, code: str) -> None:
        """The items of the facts, in their order; the check on commitments stays, before the last, if it is wanted."""
        for n, told in enumerate(self.of("agenda_items", meeting=code), 1):
            there = {one["title"]: one for one in agenda(self.desk, code)}
            if told["kind"] == "varie":
                last = agenda(self.desk, code)[-1]
                agendas.edit_item(self.desk, last.code, last.version, {"title": told["title"]})
            elif told["title"] not in there:
                values = {name: told[name] for name in ("title", "kind", "rapporteur")}
                agendas.add_item(self.desk, code, {**values, "projects": tuple(told["projects"]),
                                                   "pacts": tuple(told["pacts"])})  # fmt: skip
            if told["kind"] != "varie":
                agendas.move_item(self.desk, self.item(told["code"]).code, n)

    def take_off_the_check(self, code: str) -> None:
        """The example's agendas have no such item: its secretary took it off."""
        for one in agenda(self.desk, code):
            if one["title"] == CHECK:
                agendas.remove_item(self.desk, one.code)

    def convene(self, code: str) -> None:
        """The notice leaves: its number, its protocol, a line for everybody; one receipt comes back."""
        (told,) = self.of("meetings", code=code)
        with clock.pinned(day(told["convened_on"])):
            now = seen(self.desk, code)
            said = {"convened_on": day(told["convened_on"]), "convened_protocol": told["convened_protocol"]}
            notices.convene(self.desk, now.id, now.version, said)
            assert seen(self.desk, code)["number"] == told["number"]
            out = self.folder / code
            out.mkdir()
            notices.prepare(self.desk, code, out, Progress())
            rows = deliveries.of(self.desk, code)
            deliveries.mark_sent(self.desk, [one.code for one in rows])
            deliveries.hand_over(self.desk, [one.code for one in rows if one["person"] == "M14"])
            deliveries.keep_receipt(self.desk, code, "consegna.eml", RECEIPT)

    # ------------------------------------------------------------ the sitting

    def open_(self, code: str) -> None:
        """The roll is called: who comes later is not there yet."""
        (told,) = self.of("meetings", code=code)
        late = {one["person"] for one in self.of("attendance_events", meeting=code, event="entra")}
        marks = {one["person"]: (one["status"], one["mode"]) for one in self.of("attendance", meeting=code)
                 if one["person"] not in late}  # fmt: skip
        meetings.roll_call(self.desk, code, marks)
        now = seen(self.desk, code)
        meetings.open_(self.desk, now.id, now.version, at=hour(told["start_actual"]), chair=told["chair"],
                       secretary=told["secretary"])  # fmt: skip

    def movements(self, told: Row) -> None:
        """Who enters, leaves, comes back, and who leaves for an interest, in the order of the hours."""
        item = self.item(told["code"]).code
        conflicts = self.of("conflicts", item=told["code"])
        leaving = {(one["person"], one["time"]) for one in conflicts}
        moves = [one for one in self.of("attendance_events", meeting=told["meeting"], item=told["code"])
                 if (one["person"], one["time"]) not in leaving]  # fmt: skip
        for one in sorted((*moves, *conflicts), key=lambda row: str(row["time"])):
            if "event" in one:
                meetings.event(self.desk, told["meeting"], one["person"], one["event"], at=hour(one["time"]), item=item)
            else:
                meetings.declare_conflict(self.desk, item, one["person"], one["reason"], leaves=one["leaves"],
                                          at=hour(one["time"]))  # fmt: skip

    def discuss(self, told: Row) -> None:
        """What is reported and said on an item, what is proposed to decide, and what that would change."""
        item = self.item(told["code"]).code
        if told["report_text"]:
            meetings.report(self.desk, item, told["report_text"], told["rapporteur"])
        for one in sorted(self.of("speeches", item=told["code"]), key=lambda row: int(row["order"])):
            meetings.add_speech(self.desk, item, one["person"], one["text"], verbatim=one.get("verbatim", False))
        for one in self.of("decisions", item=told["code"]):
            meetings.decide(self.desk, item, type=one["type"], text=one["text"], owner=one["owner"], title=one["title"],
                            competent_body=one["competent_body"])  # fmt: skip
            assert seen(self.desk, one["number"], "decision").code == one["code"]
            for line in (each for each in INVENTED_PATCHES if each.decision == one["code"]):
                value = ENTITIES[line.entity].fields[line.field].load(line.after)
                patches.draft(self.desk, one["code"], line.entity, line.record, {line.field: value})
            for act in self.of("action_items", decision=one["code"]):
                meetings.add_action(self.desk, text=act["text"], owner=act["owner"], due=day(act["due"]),
                                    decision=one["code"])  # fmt: skip
                assert seen(self.desk, act["code"], "action_item")["text"] == act["text"]

    def vote(self, told: Row) -> None:
        """The item is voted, or what became of it is said."""
        item = self.item(told["code"])
        found = self.of("votes", item=told["code"])
        if not found:
            meetings.set_outcome(self.desk, item.code, told["outcome"])
        for one in found:
            if one["mode"] == "unanimita_senza_voto":
                meetings.agree(self.desk, item.code)
            elif one["mode"] == "appello_nominale":
                meetings.roll_call_vote(self.desk, item.code, self._answers(told, one))
            else:
                meetings.record_vote(
                    self.desk, item.code, favour=one["favour"], against=one["against"], abstained=one["abstained"],
                    mode=one["mode"], names_against=one["names_against"], names_abstained=one["names_abstained"],
                    outcome=told["outcome"] if told["outcome"] == "rinviato" else None,
                )  # fmt: skip

    def _answers(self, told: Row, vote: Row) -> dict[str, str]:
        """What each answers when called: all are in favour but those the facts name."""
        answers = dict.fromkeys(meetings.state(self.desk, told["meeting"]).present, "favour")
        answers |= dict.fromkeys(vote["names_against"], "against")
        return answers | dict.fromkeys(vote["names_abstained"], "abstained")

    def hold(self, code: str) -> None:
        """The sitting from the roll call to the hour it is closed, its attachments with it."""
        (told,) = self.of("meetings", code=code)
        with clock.pinned(day(told["date"])):
            self.open_(code)
            for item in self.of("agenda_items", meeting=code):
                self.movements(item)
                self.discuss(item)
                self.vote(item)
            for one in agenda(self.desk, code):
                if one["title"] == CHECK:
                    meetings.set_outcome(self.desk, one.code, "presa_atto")
            self._attach(code)
            now = seen(self.desk, code)
            meetings.close(self.desk, now.id, now.version, at=hour(told["end_actual"]))

    def _attach(self, code: str) -> None:
        for one in self.of("attachments", meeting=code):
            path = self.folder / f"{one['title']}.txt"
            path.write_text(f"{one['title']} {MARK}", "utf-8")
            made = next(
                a for a in attaching.attach(self.desk, "meeting", code, [path], Progress()).of("attachment") if a
            )
            register.edit(self.desk, "attachment", made.id, made.version, {"pages": one["pages"]})
            assert (made["letter"], made["title"]) == (one["letter"], one["title"])

    # ------------------------------------------------------------ between two sittings

    def follow_up(self, code: str) -> None:
        """What was decided in a sitting is done, on the days the facts say; what is not, is under way."""
        items = {one["code"] for one in self.of("agenda_items", meeting=code)}
        for decision in self.of("decisions"):
            if decision["item"] in items:
                for act in self.of("action_items", decision=decision["code"]):
                    self._act(act)
                self._carried_out(decision)

    def _act(self, told: Row) -> None:
        steps = {"verificata": ("completata", "verificata"), "completata": ("completata",), "in_corso": ("in_corso",)}
        for to in steps.get(told["status"], ()):
            done = {"done_on": day(told["done_on"])} if to == "completata" else {}
            with clock.pinned(day(told["done_on"] or told["due"])):
                self.move("action_item", told["code"], to, done)

    def _carried_out(self, told: Row) -> None:
        steps = {"attuata": ("in_attuazione", "attuata"), "in_attuazione": ("in_attuazione",),
                 "trasmessa": ("trasmessa",)}  # fmt: skip
        for to in steps.get(told["status"], ()):
            self.move("decision", told["code"], to)
        assert seen(self.desk, told["code"], "decision")["status"] == told["status"]

    def move(self, entity: str, code: str, to: str, values: dict[str, Any] | None = None) -> None:
        now = seen(self.desk, code, entity)
        register.move(self.desk, entity, now.id, now.version, to, values=values)

    def answer_contributions(self) -> None:
        """What decision 6 says of each contribution is written on it."""
        for one in self.of("contributions"):
            if one["code"] in EXAMINED:
                said = {"evaluation": one["evaluation"], "motivation": one["motivation"]}
                self.move("contribution", one["code"], one["status"], said)

    # ------------------------------------------------------------ the minutes

    def circulate(self, code: str) -> None:
        """The draft goes round; a member may remark on a paragraph and is answered."""
        now = seen(self.desk, code)
        until = {"remarks_until": now["date"] + timedelta(days=20)}
        with clock.pinned(now["date"] + timedelta(days=7)):
            minutes_steps.advance(self.desk, now.id, now.version, "in_revisione", until)
            if code in INVENTED_REMARKS:
                self._remark(code)

    def _remark(self, code: str) -> None:
        who, n, text, accepted, reason = INVENTED_REMARKS[code]
        member = self.office(Role.COMPONENTE, name=f"membro_{who.lower()}", person=who)
        about = next(one for one in remarks.of(member, code).paragraphs if one.anchor.startswith(f"punto-{n}/"))
        remarks.remark(member, code, f"{text} {MARK}", paragraph=about.anchor)
        (one,) = remarks.of(self.desk, code).on(about.anchor)
        remarks.answer(self.desk, one.id, one.version, accepted=accepted, reason=reason)
        if accepted:
            item = agenda(self.desk, code)[int(n) - 1]
            meetings.report(self.desk, item.code, f"La sala era già assegnata. {MARK}", "M04")

    def make_final(self, code: str, extract: int, protocol: str, on: str) -> None:
        """On a day the minutes are final, signed by two, given out in extracts, and in the protocol's register."""
        with clock.pinned(day(on)):
            self.finalise(code)
            self.sign(code)
            self.extracts[code] = self.extract(code, extract)
            self.file(code, protocol)

    def finalise(self, code: str) -> None:
        now = seen(self.desk, code)
        minutes.finalise(self.desk, now.id, now.version, Progress())
        self._keep_all(code)

    def sign(self, code: str) -> None:
        """The president, then who wrote the minutes; after both they are signed."""
        for place, who in (CHAIR, WRITER):
            signing.sign(self.desk, code, place, KeyFile(holder(who).p12, PASSPHRASE), Progress())
        self._keep_all(code)

    def file(self, code: str, number: str) -> None:
        """The protocol's number is written back; the sitting is archived."""
        now = seen(self.desk, code)
        said = {"protocol_number": number, "protocol_date": clock.today()}
        minutes_steps.advance(self.desk, now.id, now.version, "protocollato", said)

    def extract(self, code: str, n: int) -> tuple[papers.Paper, publishing.ToPublish]:
        """The extract of an item as it is transmitted, and as it is published; the second is kept."""
        sent = papers.make(self.desk, "extract", code, Progress(), n)
        chosen = [(one.entity, one.code) for one in publishing.parts(self.desk, code) if one.item == n]
        publishing.classify(self.desk, code, chosen, [])
        public = publishing.prepare(self.desk, code, n, Progress())
        publishing.keep(self.desk, public, "Sono fatti di prova.")
        self._keep_all(code)
        return sent, public

    def _keep_all(self, code: str) -> None:
        for one in minutes.versions(self.desk, code):
            self.kept.setdefault(one.code, self.bytes_of(one))

    def bytes_of(self, version: Snapshot) -> bytes:
        data = self.desk.blob(version["file"])
        assert data is not None
        return data

    def votes(self, code: str) -> list[Snapshot]:
        """The votes of a sitting, in the order of its agenda."""
        found = [lists.snapshots(self.desk, Query("vote", (Filter("item", "=", (one.code,)),)))
                 for one in agenda(self.desk, code)]  # fmt: skip
        return [vote for each in found for vote in each]
