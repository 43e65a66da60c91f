"""Minutes as a value: the sixteen blocks of DOMAIN §3.2, finished Italian sentences beside the facts behind them.

`Minutes` are frozen and comparable: two are equal when they would say the same, which is how a paper that went
out learns that the register has moved since. `domain/composing.py` makes them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, time
from typing import Any

from app.domain.phrases_items import VoteNumbers

FORMAT, FORMAT_VERSION = "cabina-verbale", 1


@dataclass(frozen=True)
class Letterhead:
    """Who writes: first line, second line, the protocol stamp; `logo` is the fingerprint of a picture."""

    title: str
    subtitle: str = ""
    stamp: tuple[str, ...] = ()
    logo: str | None = None
    logo_alt: str = ""
    footer: str = ""
    style: str = "pieno"
    demo: bool = False
    accent: str = ""  # #RRGGBB; empty: the program's own blue
    font: str = "titillium"  # a term of paper_font
    margin: int | None = None  # millimetres at the left and at the right


@dataclass(frozen=True)
class Member:
    """A row of the attendance: `told` is the words of the table, the rest are facts."""

    n: int
    person: str
    name: str
    role: str
    status: str
    mode: str | None
    stays: tuple[tuple[time | None, time | None], ...]
    told: str
    delegate: str = ""


@dataclass(frozen=True)
class Guest:
    """Somebody who takes part without a vote."""

    name: str
    role: str
    told: str


@dataclass(frozen=True)
class Point:
    """An entry of the agenda as it was convened; what was added later is marked."""

    n: int
    title: str
    added_later: bool = False


@dataclass(frozen=True)
class Speech:
    """What somebody said: the sentence, and whether word for word."""

    person: str
    told: str
    verbatim: bool = False


@dataclass(frozen=True)
class VoteEntry:
    """A vote: its numbers, the formal sentence, the words of the strip beside it, and why it ended so."""

    numbers: VoteNumbers
    told: str
    result: str
    required: int
    words: str
    detail: str
    explained: str = field(default="", metadata={"later": True})


@dataclass(frozen=True)
class ChangeEntry:
    """One field of one record of the register that a decision changes, in words: before and after."""

    entity: str
    code: str
    record: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class DecisionEntry:
    """A decision: formula and text, as the body took it, and what it changes in the register."""

    number: str
    type: str
    heading: str
    formula: str
    text: str
    title: str
    owner: str
    competent_body: str = ""
    sending: str = ""
    changes_told: str = field(default="", metadata={"later": True})
    changes: tuple[ChangeEntry, ...] = field(default=(), metadata={"later": True})


@dataclass(frozen=True)
class ActionEntry:
    """Who does what by when."""

    text: str
    owner: str
    due: date | None


@dataclass(frozen=True)
class ItemEntry:
    """An item as it was discussed: blocks a to g of DOMAIN §3.2.

    `facts` are sentences about who moved and who declared a conflict; `text` is Markdown, after `lead_in`.
    """

    code: str
    n: int
    title: str
    kind: str
    present: int
    facts: tuple[str, ...] = ()
    lead_in: str = ""
    text: str = ""
    speeches: tuple[Speech, ...] = ()
    votes: tuple[VoteEntry, ...] = ()
    outcome: str | None = None
    told: str = ""
    decisions: tuple[DecisionEntry, ...] = ()
    actions: tuple[ActionEntry, ...] = ()
    confidential: bool = False

    @property
    def heading(self) -> str:
        """`Punto n. 2 – Doposcuola e aiuto compiti in biblioteca: coordinamento`."""
        return f"Punto n. {self.n} – {self.title}"


@dataclass(frozen=True)
class Officer:
    """Who chairs or writes: the function (`Presidente`), the name, and what else the person is."""

    function: str
    name: str
    role: str = ""

    @property
    def told(self) -> str:
        """`Marta Fittizi, assessora al welfare di comunità`."""
        return f"{self.name}, {self.role}" if self.role else self.name


@dataclass(frozen=True)
class Signer:
    """Who signs and as what."""

    role: str
    name: str


@dataclass(frozen=True)
class AttachmentEntry:
    """An attachment: letter, title, pages, and whether it is a part of the minutes or stays in the file."""

    letter: str
    title: str
    pages: int | None
    integral: bool
    sha256: str | None = None

    @property
    def told(self) -> str:
        """`A – Quadro di avanzamento PNRR (2 pp.), parte integrante`."""
        pages = "" if not self.pages else " (1 p.)" if self.pages == 1 else f" ({self.pages} pp.)"
        return f"{self.letter} – {self.title}{pages}, {'parte integrante' if self.integral else 'agli atti'}"


@dataclass(frozen=True)
class Minutes:
    """The minutes of one sitting."""

    letterhead: Letterhead
    body: str
    meeting: str  # the sitting's code
    meeting_number: str
    number: str  # the minutes' own, empty until they are final
    title: str
    subtitle: str
    status: str
    date: date
    start: time | None
    end: time | None
    mode: str
    call: str
    place: str
    chair: Officer
    secretary: Officer
    convocation: str  # "nota prot. n. … dell'11 maggio 2026", or nothing
    opening: str
    opening_note: str
    members: tuple[Member, ...]
    guests: tuple[Guest, ...]
    presiding: str
    writing: str
    in_office: int
    quorum: int
    present: int
    valid: bool
    quorum_told: str
    agenda: tuple[Point, ...]
    items: tuple[ItemEntry, ...]
    next_meeting: str
    closing_note: str
    closing: str
    final: str
    signatures: tuple[Signer, ...]
    signature_formula: str  # only once a digital signature exists
    attachments: tuple[AttachmentEntry, ...]
    approval: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether the paper may still change, and so is marked."""
        return self.status in ("", "bozza", "in_revisione")

    def data(self) -> dict[str, Any]:
        """Everything, as JSON values: what the PDF carries as `verbale.json`."""
        return {"format": FORMAT, "format_version": FORMAT_VERSION, **_plain(self)}

    def json(self) -> bytes:
        """The bytes of `verbale.json`: the same value gives the same bytes."""
        return json_bytes(self.data())

    @property
    def fingerprint(self) -> str:
        """SHA-256 of `verbale.json`, in hexadecimal: the paper prints it."""
        return hashlib.sha256(self.json()).hexdigest()

    def attendance_csv(self) -> bytes:
        """`presenze.csv`: one row a stay, open-data profile (comma, ISO, no BOM)."""
        rows: list[Sequence[object]] = []
        for member in self.members:
            for came, left in member.stays or ((None, None),):
                rows.append((member.n, member.person, member.name, member.role, member.status, member.mode or "",
                             _iso(came), _iso(left)))  # fmt: skip
        return csv_bytes(("n", "persona", "nome", "qualifica", "presenza", "forma", "entra", "esce"), rows)

    def votes_csv(self) -> bytes:
        """`votazioni.csv`: one row a vote."""
        head = ("punto", "titolo", "modo", "presenti", "votanti", "favorevoli", "contrari", "astenuti",
                "non_partecipanti", "maggioranza_richiesta", "risultato", "nomi_contrari", "nomi_astenuti")  # fmt: skip
        rows = [
            (item.n, item.title, v.numbers.mode, v.numbers.present, v.numbers.voting, v.numbers.favour,
             v.numbers.against, v.numbers.abstained, v.numbers.not_participating, v.required, v.result,
             "; ".join(v.numbers.names_against), "; ".join(v.numbers.names_abstained))
            for item in self.items for v in item.votes
        ]  # fmt: skip
        return csv_bytes(head, rows)


def _iso(moment: time | None) -> str:
    return moment.isoformat("minutes") if moment else ""


def _plain(value: Any) -> Any:
    """A value of dataclasses, tuples, dates and times as JSON; what came later to a form is there only when it says
    something, so that a paper kept before still tells the same."""
    if is_dataclass(value) and not isinstance(value, type):
        said = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: _plain(one) for f, one in said if one or not f.metadata.get("later")}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else value


_AFTERWARDS = frozenset({"letterhead", "status", "next_meeting", "final", "signature_formula", "approval"})


def same_substance(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two minutes' data tell the same sitting.

    What comes after the sitting (protocol, signature, approval, the date of the next one) may have been added to
    one and not to the other: a paper is not out of date because it was approved.
    """
    keys = (one.keys() | other.keys()) - _AFTERWARDS
    return all(one.get(key) == other.get(key) for key in keys)


def plain_data(value: Any) -> Any:
    """Any paper's value as JSON values (dates and times in ISO)."""
    return _plain(value)


def json_bytes(data: Any) -> bytes:
    """JSON as a paper carries it: UTF-8, two spaces, in the order of the value."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV of the open-data profile (DOMAIN §0.11)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")
