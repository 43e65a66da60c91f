"""The other papers of a sitting as values: attendance sheet, extract, decisions (DOMAIN §3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, time
from typing import Any

from app.domain import italian as it
from app.domain import omissis, phrases, phrases_items
from app.domain.chronicle import numbers_of
from app.domain.composing import compose, letterhead, role_of
from app.domain.entity import Snapshot
from app.domain.minutes import ItemEntry, Letterhead, Minutes, Signer, csv_bytes, plain_data
from app.domain.notices import place_of
from app.domain.omissis import Omission, Published
from app.domain.quorum import natural
from app.domain.sitting import SittingFacts

# ---------------------------------------------------------------- attendance sheet


@dataclass(frozen=True)
class SheetRow:
    """A line to sign on."""

    n: int
    name: str
    role: str
    body: str
    remote: str = ""


@dataclass(frozen=True)
class AttendanceSheet:
    """The sheet people sign when they come and when they go."""

    letterhead: Letterhead
    title: str
    subtitle: str
    place: str
    start: time
    members: tuple[SheetRow, ...]
    others: tuple[SheetRow, ...]
    empty_rows: int
    privacy: str
    number: str
    date: date

    def data(self) -> dict[str, Any]:
        """Everything, as JSON values."""
        return {"format": "cabina-foglio-firme", "format_version": 1, **plain_data(self)}


EMPTY_ROWS = 4


def attendance_sheet(facts: SittingFacts, actors: Mapping[str, str]) -> AttendanceSheet:
    """The sheet of a sitting; `actors` names the bodies people come from, by code."""
    meeting = facts.meeting
    rows = [_sheet_row(facts, actors, n, code) for n, code in enumerate(facts.voters, 1)]
    invited = [a["person"] for a in facts.attendance if a["person"] not in facts.voters]
    seated = [s["person"] for s in facts.seats if not s["voting"]]
    others = sorted({*invited, *seated}, key=natural)
    number = f"n. {meeting['number']} " if meeting["number"] else ""
    owner = facts.settings.get("municipality") or facts.body["name"]
    return AttendanceSheet(
        letterhead=letterhead(facts),
        title="Foglio firme",
        subtitle=f"Seduta {number}{it.with_date('di', meeting['date'])}, ore {it.hour(meeting['start_planned'])}",
        place=place_of(facts),
        start=meeting["start_planned"],
        members=tuple(rows),
        others=tuple(_sheet_row(facts, actors, n, code) for n, code in enumerate(others, len(rows) + 1)),
        empty_rows=EMPTY_ROWS,
        privacy=f"I dati sono trattati {it.at('da', owner)} per attestare le presenze e redigere il verbale "
        "(art. 6, par. 1, lett. e, Reg. UE 2016/679).",
        number=meeting["number"] or "",
        date=meeting["date"],
    )


def _sheet_row(facts: SittingFacts, actors: Mapping[str, str], n: int, code: str) -> SheetRow:
    person, row = facts.people.get(code), next((a for a in facts.attendance if a["person"] == code), None)
    name = f"{person['last_name']} {person['first_name']}" if person else code
    remote = ""
    if row is not None and row["mode"] == "remoto":
        remote = it.by_gender(person["gender"] if person else None, "collegata da remoto", "collegato da remoto",
                              "in collegamento da remoto")  # fmt: skip
    return SheetRow(n, name, role_of(facts, code), actors.get(person["actor"] or "", "") if person else "", remote)


# ---------------------------------------------------------------- extract


@dataclass(frozen=True)
class Extract:
    """One item of the minutes, whole, with what proves that it was validly decided."""

    minutes: Minutes
    item: ItemEntry
    told: str
    conforms: str
    signer: Signer

    @property
    def title(self) -> str:
        """The name of the paper."""
        return f"Estratto dal {self.minutes.title[:1].lower()}{self.minutes.title[1:]}"

    @property
    def is_draft(self) -> bool:
        """Whether the minutes it is taken from may still change."""
        return self.minutes.is_draft

    def data(self) -> dict[str, Any]:
        """Everything, as JSON values: nothing of the other items."""
        return {**self.alone.data(), "format": "cabina-estratto", "flavour": "trasmissione", "told": self.told}

    @property
    def alone(self) -> Minutes:
        """The minutes with this item and no other."""
        return replace(self.minutes, items=(self.item,), agenda=(), attachments=())


def extract(facts: SittingFacts, n: int) -> Extract | None:
    """The extract of the item number `n`, for transmission; None when the agenda has no such item."""
    minutes = compose(facts)
    item = next((one for one in minutes.items if one.n == n), None)
    if item is None:
        return None
    number = minutes.number or minutes.meeting_number
    return Extract(minutes, item, phrases.copy_of(number, minutes.date, n), "Per estratto conforme all'originale.",
                   minutes.signatures[1])  # fmt: skip


@dataclass(frozen=True)
class PublicExtract:
    """What may be published of the minutes: `n` is the only item, None for all of them."""

    minutes: Minutes  # cut and masked
    n: int | None
    omissions: tuple[Omission, ...]
    told: str
    conforms: str
    signer: Signer

    @property
    def title(self) -> str:
        """The name of the paper."""
        return f"Estratto dal {self.minutes.title[:1].lower()}{self.minutes.title[1:]}"

    @property
    def is_draft(self) -> bool:
        """Whether the minutes it is taken from may still change."""
        return self.minutes.is_draft

    def data(self) -> dict[str, Any]:
        """Everything, as JSON values: of what is omitted, only that it is."""
        return {**self.minutes.data(), "format": "cabina-estratto", "flavour": "pubblicazione", "told": self.told,
                "omissions": plain_data(self.omissions)}  # fmt: skip


def public_extract(facts: SittingFacts, names: Iterable[str], n: int | None = None) -> tuple[PublicExtract, Published]:
    """The extract for publication of an item, or of all, and what was cut from it (for the checks, not for paper)."""
    cut = omissis.public(facts, names, n)
    minutes = cut.minutes
    number = minutes.number or minutes.meeting_number
    told = phrases.copy_of(number, minutes.date, n)
    return PublicExtract(minutes, n, cut.omissions, told, "Per estratto conforme all'originale, con omissis.",
                         minutes.signatures[1]), cut  # fmt: skip


# ---------------------------------------------------------------- register of decisions


@dataclass(frozen=True)
class DecisionRow:
    """A line of the register, every column of DOMAIN §3.5 already in words."""

    number: str
    day: date
    meeting: str
    point: int
    type: str
    title: str
    text: str
    vote: str
    owner: str
    competent_body: str
    sent_on: date | None
    adopted: str
    status: str
    due: date | None
    projects: str
    objectives: str
    note: str


@dataclass(frozen=True)
class DecisionRegister:
    """The register of decisions, of a year or of all."""

    letterhead: Letterhead
    title: str
    subtitle: str
    rows: tuple[DecisionRow, ...]

    def data(self) -> dict[str, Any]:
        """Everything, as JSON values."""
        return {"format": "cabina-registro-decisioni", "format_version": 1, **plain_data(self)}

    def csv(self) -> bytes:
        """`decisioni.csv`: one row a decision, the columns of DOMAIN §3.5 in their order."""
        rows = [["" if value is None else value for value in asdict(row).values()] for row in self.rows]
        return csv_bytes(DECISION_COLUMNS, rows)


DECISION_COLUMNS = ("numero", "data", "seduta", "punto", "tipo", "oggetto", "testo", "votazione", "responsabile",
                    "organo_competente", "trasmessa_il", "recepita_con_atto", "stato", "scadenza", "progetti",
                    "obiettivi", "note")  # fmt: skip


def decision_register(
    sittings: Iterable[SittingFacts], head: Letterhead, body: str, year: int | None, statuses: Mapping[str, str],
    titles: Mapping[str, str],
) -> DecisionRegister:  # fmt: skip
    """The decisions of some sittings in order of number.

    `statuses` are the words of decision_status; `titles` name projects and objectives by code.
    """
    rows = [
        _decision_row(facts, item, decision, statuses, titles)
        for facts in sittings
        for item in facts.items
        for decision in facts.of(facts.decisions, item.code)
    ]
    kept = [row for row in rows if year is None or row.number.endswith(f"/{year}")]
    kept.sort(key=lambda row: _number_key(row.number))
    which = f"Anno {year}" if year else "Tutti gli anni"
    return DecisionRegister(head, "Registro delle decisioni", f"{body} · {which}", tuple(kept))


def _number_key(number: str) -> tuple[int, int]:
    n, _, year = number.partition("/")
    return int(year), int(n)


def _decision_row(
    facts: SittingFacts, item: Snapshot, decision: Snapshot, statuses: Mapping[str, str], titles: Mapping[str, str]
) -> DecisionRow:
    votes = facts.of(facts.votes, item.code)
    act = decision["adopted_act"] or ""
    if decision["adopted_on"]:
        act = f"{act} {it.with_date('di', decision['adopted_on'])}".strip()
    projects = decision["projects"] or item["projects"]
    return DecisionRow(
        decision["number"], facts.meeting["date"], facts.meeting["number"] or "", item["position"],
        phrases_items.decision_type(decision["type"]), decision["title"], decision["text"],
        phrases_items.numbers(numbers_of(facts, votes[-1])) if votes else "", facts.name(decision["owner"]),
        decision["competent_body"] or "", decision["sent_on"], act, statuses.get(decision["status"], ""),
        decision["due"], _titles(projects, titles), _titles(decision["objectives"], titles), decision["note"] or "",
    )  # fmt: skip


def _titles(codes: Sequence[str] | None, titles: Mapping[str, str]) -> str:
    return "; ".join(f"{code} {titles.get(code, '')}".strip() for code in codes or ())
