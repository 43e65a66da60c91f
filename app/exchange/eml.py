"""Messages (RFC 5322): drafts ready to be sent by one's own mail program, and receipts read back as proof.

A draft carries `X-Unsent: 1`, which makes mail programs open it as one to be sent. A receipt is somebody else's file:
its headers are read one by one, its parts are never opened as anything but text, and nothing of it is believed beyond
what it says about itself. Certified mail (PEC): DPR 68/2005 and DM 2/11/2005, headers X-Ricevuta and X-TipoRicevuta,
and `daticert.xml`; ordinary mail: delivery reports of RFC 3464 and RFC 8098.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import errors, policy
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from zoneinfo import ZoneInfo

from app.core.errors import Refused
from app.core.i18n import N_

LARGEST = 30_000_000  # bytes of a receipt we read; certified ones carry the whole message
_PARTS = 200
_ROME = ZoneInfo("Europe/Rome")
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]{1,253}")


# ---------------------------------------------------------------- drafts


@dataclass(frozen=True)
class Enclosure:
    """A file a message carries; `method` is a calendar's (REQUEST, CANCEL)."""

    name: str
    data: bytes
    mime: str = "application/pdf"
    method: str = ""


@dataclass(frozen=True)
class Letter:
    """A message to one person: addresses are (name, e-mail)."""

    to: tuple[str, str]
    subject: str
    text: str
    sender: tuple[str, str] | None = None
    enclosures: tuple[Enclosure, ...] = ()


def is_address(text: str | None) -> bool:
    """Whether a text can be written to."""
    return bool(text and text.isascii() and _ADDRESS.fullmatch(text.strip()))


def write_eml(letter: Letter) -> bytes:
    """A draft of a message.

    Raises:
        Refused: the address is none.
    """
    message = EmailMessage(policy=policy.SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = _line(letter.subject)
    message["To"] = _address(*letter.to)
    if letter.sender and is_address(letter.sender[1]):
        message["From"] = _address(*letter.sender)
    message.set_content(letter.text)
    for one in letter.enclosures:
        kind, _, sub = one.mime.partition("/")
        params = {"method": one.method, "charset": "utf-8"} if one.method else {}
        message.add_attachment(one.data, maintype=kind, subtype=sub, filename=one.name, params=params)
    return message.as_bytes()


def _address(name: str, mail: str) -> Address:
    if not is_address(mail):
        raise Refused(N_("«{mail}» non è un indirizzo di posta elettronica."), mail=mail)
    return Address(_line(name), addr_spec=mail.strip())


def _line(text: str) -> str:
    """A text that cannot begin another header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


# ---------------------------------------------------------------- receipts


@dataclass(frozen=True)
class Receipt:
    """What a message says of another one.

    Attributes:
        kind: `accettazione`, `consegna`, `mancata_consegna`, `lettura`, or `messaggio` for any other message.
        at: when it says it happened; None when it does not say, or not in a way that can be understood.
        recipients: the addresses it speaks of, in small letters; of a plain message, who wrote it.
    """

    kind: str
    at: datetime | None
    recipients: tuple[str, ...]
    subject: str


_CERTIFIED = {
    "accettazione": "accettazione", "avvenuta-consegna": "consegna", "non-accettazione": "mancata_consegna",
    "errore-consegna": "mancata_consegna", "mancata-consegna": "mancata_consegna",
    "preavviso-errore-consegna": "mancata_consegna", "rilevazione-virus": "mancata_consegna",
}  # fmt: skip


def read_receipt(data: bytes, name: str = "") -> Receipt:
    """What a receipt says.

    Raises:
        Refused: it is no message, or is too large.
    """
    if len(data) > LARGEST:
        raise Refused(N_("Il messaggio «{file}» è troppo grande per essere letto."), file=name)
    message = _parsed(data)
    if message is None:
        raise Refused(N_("Il file «{file}» non è un messaggio di posta (.eml)."), file=name)
    subject = _text(message, "Subject")
    certified = _CERTIFIED.get(_text(message, "X-Ricevuta").casefold())
    if certified:
        when, whom = _certificate(message)
        return Receipt(certified, when or _date(message), whom or _written_to(message), subject)
    report = _text(message, "Content-Type").casefold()
    if message.get_content_type() == "multipart/report" and "disposition-notification" in report:
        return Receipt("lettura", _date(message), _finals(message), subject)
    if message.get_content_type() == "multipart/report":
        kind = "consegna" if _delivered(message) else "mancata_consegna"
        return Receipt(kind, _date(message), _finals(message), subject)
    return Receipt("messaggio", _date(message), _addresses(message, "From"), subject)


def _parsed(data: bytes) -> Message | None:
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
    except (ValueError, LookupError, RecursionError, errors.MessageError):
        return None
    known = ("From", "Date", "Message-ID", "Received", "X-Ricevuta")
    return message if any(message.get(key) for key in known) else None


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a message, not too many of them."""
    for at, part in enumerate(message.walk()):
        if at >= _PARTS:
            return
        yield part


def _text(message: Message, key: str) -> str:
    """A header as text, whatever it is made of."""
    value = message.get(key)
    try:
        return _line(str(make_header(decode_header(str(value))))) if value is not None else ""
    except (LookupError, ValueError, errors.MessageError):
        return _line(str(value))


def _date(message: Message) -> datetime | None:
    try:
        found = parsedate_to_datetime(_text(message, "Date"))
        return (found if found.tzinfo else found.replace(tzinfo=_ROME)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _addresses(message: Message, *keys: str) -> tuple[str, ...]:
    told = [_text(message, key) for key in keys if message.get(key)]
    found = [mail.strip().casefold() for _, mail in getaddresses(told)]
    return tuple(dict.fromkeys(mail for mail in found if is_address(mail)))


def _written_to(message: Message) -> tuple[str, ...]:
    """Of a certified receipt without a readable certificate: the addresses in its text, which its provider writes."""
    for part in _parts(message):
        if part.get_content_type() == "text/plain":
            found = _ADDRESS.findall(_body(part)[:5000])
            return tuple(dict.fromkeys(one.casefold().rstrip(".") for one in found[:20]))
    return ()


_TAG = re.compile(r"<(destinatari|consegna|ricezione)(?:\s[^<>]*)?>\s*([^<>\s]+)\s*</\1>")
_WHEN = re.compile(r'<data\s+zona="([+-]\d{4})"\s*>\s*<giorno>(\d\d/\d\d/\d{4})</giorno>\s*<ora>(\d\d:\d\d:\d\d)</ora>')


def _certificate(message: Message) -> tuple[datetime | None, tuple[str, ...]]:
    """(when, to whom) of `daticert.xml`, looked for as words: nobody's XML is interpreted."""
    for part in _parts(message):
        if (part.get_filename() or "").casefold() == "daticert.xml":
            words = _body(part)[:200_000]
            delivered = [m for tag, m in _TAG.findall(words) if tag != "destinatari"]
            whom = delivered or [m for tag, m in _TAG.findall(words) if tag == "destinatari"]
            when = _WHEN.search(words)
            return _certified_time(when) if when else None, tuple(dict.fromkeys(m.casefold() for m in whom))
    return None, ()


def _certified_time(found: re.Match[str]) -> datetime | None:
    zone, day, hour = found.groups()
    try:
        return datetime.strptime(f"{day} {hour} {zone}", "%d/%m/%Y %H:%M:%S %z").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _body(part: Message) -> str:
    data = part.get_payload(decode=True)
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else ""


def _reports(message: Message) -> Iterator[Message]:
    """The blocks of fields of a delivery or disposition report."""
    for part in _parts(message):
        if part.get_content_type() in ("message/delivery-status", "message/disposition-notification"):
            blocks = part.get_payload()
            yield from (one for one in blocks if isinstance(one, Message)) if isinstance(blocks, list) else ()


def _finals(message: Message) -> tuple[str, ...]:
    told = [_text(one, key) for one in _reports(message) for key in ("Final-Recipient", "Original-Recipient")]
    found = [text.partition(";")[2].strip().strip("<>").casefold() for text in told]
    return tuple(dict.fromkeys(mail for mail in found if is_address(mail)))


def _delivered(message: Message) -> bool:
    actions = [_text(one, "Action").casefold() for one in _reports(message) if one.get("Action")]
    return bool(actions) and all(action in ("delivered", "relayed", "expanded") for action in actions)
