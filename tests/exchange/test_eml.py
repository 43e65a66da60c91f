"""Messages: drafts every mail program opens as such, receipts read without being believed."""

from __future__ import annotations

from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.exchange.eml import Enclosure, Letter, Receipt, is_address, read_receipt, write_eml

CERTIFICATE = b"""<?xml version="1.0" encoding="UTF-8"?>
<postacert tipo="%(kind)s" errore="nessuno"><intestazione><mittente>cabina@pec.demo.example</mittente>
<destinatari tipo="certificato">Lidia@pec.demo.example</destinatari></intestazione>
<dati><data zona="+0100"><giorno>30/11/2026</giorno><ora>09:15:20</ora></data>%(more)s</dati></postacert>"""


def pec(kind: str, certificate: bytes | None = None) -> bytes:
    head = (f"From: posta-certificata@pec.demo.example\r\nTo: cabina@pec.demo.example\r\nX-Ricevuta: {kind}\r\n"
            "Subject: =?utf-8?q?CONSEGNA=3A_convocazione?=\r\nDate: Mon, 30 Nov 2026 09:15:30 +0100\r\n"
            'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n'
            "Il messaggio indirizzato a lidia@pec.demo.example è stato consegnato.\r\n")  # fmt: skip
    part = b"--x\r\nContent-Type: application/xml; name=daticert.xml\r\n\r\n" + certificate if certificate else b""
    return head.encode() + part + b"\r\n--x--\r\n"


def report(action: str, kind: str = "delivery-status") -> bytes:
    fields = (
        "Disposition: manual-action/MDN-sent-manually; displayed" if kind != "delivery-status" else f"Action: {action}"
    )
    gap = "\r\n\r\n" if kind == "delivery-status" else "\r\n"
    return (
        "From: MAILER-DAEMON@demo.example\r\nDate: Mon, 30 Nov 2026 09:20:00 +0100\r\nSubject: Rapporto\r\n"
        f'Content-Type: multipart/report; report-type={kind}; boundary="y"\r\n\r\n--y\r\n'
        f"Content-Type: message/{kind}\r\n\r\nReporting-MTA: dns; demo.example{gap}"
        f"Final-Recipient: rfc822; Ivo@demo.example\r\n{fields}\r\n\r\n--y--\r\n"
    ).encode()


NINE_FIFTEEN = datetime(2026, 11, 30, 8, 15, 20, tzinfo=UTC)


def test_a_draft_opens_as_one_and_carries_its_papers() -> None:
    letter = Letter(("Lidia Ipotetici", "lidia@demo.example"), "Convocazione\r\nBcc: tutti@male.example",
                    "Città, perché", ("Sara Minuta", "sara@demo.example"),
                    (Enclosure("convocazione.pdf", b"%PDF-1.7"),
                     Enclosure("seduta.ics", b"BEGIN:VCALENDAR", "text/calendar", "REQUEST")))  # fmt: skip
    read = BytesParser(policy=policy.default).parsebytes(write_eml(letter))
    assert read["X-Unsent"] == "1"
    assert (read["To"].addresses[0].addr_spec, read["Subject"]) == (
        "lidia@demo.example", "Convocazione Bcc: tutti@male.example")  # fmt: skip
    assert read["Bcc"] is None
    pdf, ics = read.iter_attachments()
    assert (pdf.get_filename(), pdf.get_content()) == ("convocazione.pdf", b"%PDF-1.7")
    assert (ics.get_content_type(), ics["Content-Type"].params["method"]) == ("text/calendar", "REQUEST")
    body = read.get_body()
    assert body is not None
    assert body.get_content().strip() == "Città, perché"


@pytest.mark.parametrize(
    "address", ["", None, "senza chiocciola", "a@b@c", "a b@demo.example", "x@demo.example\r\nCc: y@z"]
)
def test_nobody_is_written_to_at_what_is_no_address(address: str | None) -> None:
    assert not is_address(address)
    with pytest.raises(Refused, match="non è un indirizzo"):
        write_eml(Letter(("Ivo", address or ""), "x", "y"))


@pytest.mark.parametrize(("kind", "more", "told"), [
    ("avvenuta-consegna", b"<consegna>lidia@pec.demo.example</consegna>", "consegna"),
    ("accettazione", b"", "accettazione"),
    ("errore-consegna", b"<consegna>lidia@pec.demo.example</consegna>", "mancata_consegna"),
])  # fmt: skip
def test_certified_mail(kind: str, more: bytes, told: str) -> None:
    data = pec(kind, CERTIFICATE % {b"kind": kind.encode(), b"more": more})
    assert read_receipt(data) == Receipt(told, NINE_FIFTEEN, ("lidia@pec.demo.example",), "CONSEGNA: convocazione")


def test_certified_mail_whose_certificate_is_missing_is_read_from_its_words() -> None:
    told = read_receipt(pec("avvenuta-consegna"))
    assert (told.kind, told.recipients) == ("consegna", ("lidia@pec.demo.example",))
    assert told.at == datetime(2026, 11, 30, 8, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(("data", "kind"), [
    (report("delivered"), "consegna"), (report("failed"), "mancata_consegna"), (report("delayed"), "mancata_consegna"),
    (report("", "disposition-notification"), "lettura"),
])  # fmt: skip
def test_reports_of_ordinary_mail(data: bytes, kind: str) -> None:
    assert read_receipt(data) == Receipt(
        kind, datetime(2026, 11, 30, 8, 20, tzinfo=UTC), ("ivo@demo.example",), "Rapporto"
    )


def test_any_other_message_is_of_who_wrote_it() -> None:
    told = read_receipt(b"From: Ivo <Ivo@Demo.example>\r\nDate: mai\r\nSubject: ricevuto\r\n\r\nGrazie")
    assert told == Receipt("messaggio", None, ("ivo@demo.example",), "ricevuto")


@pytest.mark.parametrize("data", [
    b"", b"%PDF-1.7 binary \x00\xff", b"ciao", b"\xff" * 4000,
    pec("avvenuta-consegna", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><consegna>&a;&a;</consegna>' + b"<data" * 50_000),
    b"From: a@b.it\r\nSubject: =?not-a-charset?q?x?=\r\nDate: Mon, 99 Foo 999999 99:99:99 +9999\r\n\r\n",
    b"From: " + b"a@b.it, " * 20_000 + b"\r\n\r\n",
    b"Content-Type: multipart/mixed; boundary=a\r\nFrom: x@y.it\r\n\r\n--a" * 500,
])  # fmt: skip
def test_hostile_messages_are_refused_or_read_never_believed(data: bytes) -> None:
    try:
        told = read_receipt(data, "prova.eml")
    except Refused:
        return
    assert told.at is None or told.at.tzinfo is UTC


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    for whole in (data, b"From: a@b.it\r\nX-Ricevuta: accettazione\r\n" + data):
        try:
            read_receipt(whole)
        except Refused:
            continue


def test_a_message_too_large_is_refused() -> None:
    with pytest.raises(Refused, match="troppo grande"):
        read_receipt(b"x" * 30_000_001)
