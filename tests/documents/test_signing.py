"""PAdES signatures into the papers' own fields: with a file, with a token, with a timestamp; read back; altered."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.core import clock
from app.core.errors import Refused, Unreachable
from app.documents import checks, signing
from app.documents import signing_reading as reading
from app.documents.signing_keys import KeyFile, Token
from app.documents.signing_look import Appearance
from tests.documents import papers
from tests.documents.conftest import Render
from tests.helpers import verapdf
from tests.helpers.missing import missing
from tests.helpers.signing import PASSPHRASE, PIN, Holder, authority, configure, holder, softhsm, token

PEM = serialization.Encoding.PEM
CHAIR, WRITER = "la_presidente", "la_segretaria"


@pytest.fixture(scope="session")
def paper(to_pdf: Render) -> bytes:
    return to_pdf(papers.minutes(kind="fields"))


def roots() -> tuple[asn1_x509.Certificate, ...]:
    return reading.certificates([authority()[1].public_bytes(PEM)])


def file_of(who: Holder) -> KeyFile:
    return KeyFile(who.p12, PASSPHRASE)


def signed(
    data: bytes, field: str, by: KeyFile | Token, cache: Path, *, role: str = "La Presidente", tsa: str = ""
) -> bytes:
    return signing.sign(data, field, by, lambda name: Appearance(name, role, "21/05/2026 ore 10:30"), cache,
                        reason="Verbale n. 2/2026", now=clock.now(), tsa_url=tsa)  # fmt: skip


def test_the_fields_of_a_paper_are_known_with_their_place(paper: bytes) -> None:
    chair, writer = signing.fields(paper)
    assert (chair.name, chair.label, chair.signed) == (CHAIR, "Firma: La Presidente, Marta Fittizi", False)
    assert (writer.name, writer.page) == (WRITER, chair.page)
    left, low, right, high = chair.rect
    assert right - left > 150
    assert 40 < high - low < 60
    assert right < writer.rect[0]


def test_two_signatures_one_after_the_other(paper: bytes, fonts_cache: Path) -> None:
    """The second covers the whole file, the first what it was put under; our bytes are still the beginning."""
    once = signed(paper, CHAIR, file_of(holder("Marta Fittizi")), fonts_cache)
    twice = signed(once, WRITER, file_of(holder("Łucja Bianchi")), fonts_cache, role="La Segretaria")
    assert twice.startswith(once)
    assert once.startswith(paper)
    assert signing.unsigned_part(twice) == paper
    assert checks.check(signing.unsigned_part(twice)) == ()
    first, second = reading.of_pdf(twice, roots())
    assert (first.name, first.covers, second.name, second.covers) == (
        "Marta Fittizi", "revision", "Łucja Bianchi", "file")  # fmt: skip
    for one in (first, second):
        assert (one.intact, one.valid, one.trusted, one.kind, one.timestamped) == (True, True, True, "pades", False)
        assert one.in_force
        assert not one.self_issued
        assert one.issuer == "CA di prova"
    assert [field.signed for field in signing.fields(twice)] == [True, True]


def test_an_authority_nobody_knows_is_said(paper: bytes, fonts_cache: Path) -> None:
    (one,) = reading.of_pdf(signed(paper, CHAIR, file_of(holder("Marta Fittizi")), fonts_cache))
    assert (one.intact, one.valid, one.trusted) == (True, True, False)


def test_the_appearance_says_who_as_what_and_when(paper: bytes, fonts_cache: Path, tmp_path: Path) -> None:
    done = signed(paper, CHAIR, file_of(holder("Оксана Ґалаґан")), fonts_cache)
    (tmp_path / "firmato.pdf").write_bytes(done)
    if shutil.which("pdftotext") is None:
        missing("pdftotext", "poppler-utils; `make setup` installs it on Debian")
    words = subprocess.run(["pdftotext", "-layout", tmp_path / "firmato.pdf", "-"], capture_output=True, check=True,
                           encoding="utf-8").stdout  # fmt: skip
    for word in ("Firmato digitalmente da", "Оксана Ґалаґан", "21/05/2026 ore 10:30"):
        assert word in words


@pytest.mark.verapdf
@pytest.mark.slow
def test_archive_and_accessibility_hold_after_one_and_two_signatures(
    paper: bytes, to_pdf: Render, fonts_cache: Path, tmp_path: Path
) -> None:
    once = signed(paper, CHAIR, file_of(holder("محمد علي الحسن")), fonts_cache)
    twice = signed(once, WRITER, file_of(holder("Łucja Bianchi")), fonts_cache)
    black = to_pdf(papers.minutes("plain", kind="fields"))
    plain = signed(black, WRITER, file_of(holder("Łucja Bianchi")), fonts_cache)
    files = []
    for name, data in (("once", once), ("twice", twice), ("plain", plain)):
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(data)
    assert [str(failure) for failure in verapdf.validate(files, ["3a", "ua1"])] == []


# ---------------------------------------------------------------- what is refused


def test_a_field_is_signed_once(paper: bytes, fonts_cache: Path) -> None:
    once = signed(paper, CHAIR, file_of(holder("Marta Fittizi")), fonts_cache)
    with pytest.raises(Refused, match="posto libero"):
        signed(once, CHAIR, file_of(holder("Marta Fittizi")), fonts_cache)
    with pytest.raises(Refused, match="posto libero"):
        signed(paper, "altro", file_of(holder("Marta Fittizi")), fonts_cache)


@pytest.mark.parametrize(("by", "why"), [
    (lambda: KeyFile(holder("Marta Fittizi").p12, "sbagliata"), "password"),
    (lambda: KeyFile(b"not a file of keys", PASSPHRASE), "password"),
    (lambda: file_of(holder("Anna Scaduta", since=400, until=30)), "validità"),
    (lambda: file_of(holder("Anna Futura", since=-30, until=-400)), "validità"),
])  # fmt: skip
def test_a_key_that_does_not_serve(paper: bytes, fonts_cache: Path, by: object, why: str) -> None:
    with pytest.raises(Refused, match=why):
        signed(paper, CHAIR, by(), fonts_cache)  # type: ignore[operator]


def test_secrets_are_not_in_the_words_of_a_key() -> None:
    assert "segreta" not in repr(KeyFile(b"x", "segreta"))
    assert "4321" not in repr(Token("lib.so", "carta", "4321"))


def test_what_is_not_a_pdf_has_no_fields_and_no_signatures() -> None:
    with pytest.raises(Refused, match="non è un PDF"):
        signing.fields(b"hello")
    assert reading.of_pdf(b"hello") == ()
    with pytest.raises(Refused, match="non si riesce a leggere"):
        reading.of_pdf(b"%PDF-1.7 /ByteRange broken")


# ---------------------------------------------------------------- altered


def test_a_byte_changed_after_the_signature_is_seen(paper: bytes, fonts_cache: Path) -> None:
    done = bytearray(signed(paper, CHAIR, file_of(holder("Marta Fittizi")), fonts_cache))
    done[paper.index(b"<xmp:CreatorTool>") + 20] ^= 1
    (one,) = reading.of_pdf(bytes(done), roots())
    assert (one.intact, one.valid, one.good) == (False, False, False)


def test_a_page_changed_by_a_later_revision_is_seen(paper: bytes, fonts_cache: Path) -> None:
    """The signed bytes are intact, but what is read now is not what was signed."""
    from io import BytesIO

    from pyhanko.pdf_utils.generic import NameObject, NumberObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    done = signed(paper, CHAIR, file_of(holder("Marta Fittizi")), fonts_cache)
    writer = IncrementalPdfFileWriter(BytesIO(done))
    page, _ = writer.find_page_for_modification(0)
    page.get_object()[NameObject("/Rotate")] = NumberObject(90)
    writer.update_container(page.get_object())
    out = BytesIO()
    writer.write(out)
    (one,) = reading.of_pdf(out.getvalue(), roots())
    assert (one.intact, one.covers, one.good) == (True, "altered", False)


# ---------------------------------------------------------------- token


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Token:
    library = softhsm()
    monkeypatch.setenv("SOFTHSM2_CONF", str(configure(tmp_path)))
    token(tmp_path, "CARTA PROVA", holder("Marta Fittizi"))
    return Token(library, "CARTA PROVA", PIN)


def test_a_token_signs_too(paper: bytes, fonts_cache: Path, card: Token) -> None:
    done = signed(paper, CHAIR, card, fonts_cache)
    (one,) = reading.of_pdf(done, roots())
    assert (one.name, one.good, one.trusted, one.covers) == ("Marta Fittizi", True, True, "file")
    with pytest.raises(Refused, match="PIN non è giusto"):
        signed(paper, CHAIR, replace(card, pin="9999"), fonts_cache)
    with pytest.raises(Unreachable, match="dispositivo di firma non si trova"):
        signed(paper, CHAIR, replace(card, label="ALTRA"), fonts_cache)


def test_a_library_that_is_not_there(paper: bytes, fonts_cache: Path, tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="dispositivo di firma non si trova"):
        signed(paper, CHAIR, Token(str(tmp_path / "none.so"), "", PIN), fonts_cache)


# ---------------------------------------------------------------- timestamp


def _asn1(who: Holder) -> tuple[asn1_x509.Certificate, asn1_keys.PrivateKeyInfo]:
    der = who.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate = asn1_x509.Certificate.load(who.certificate.public_bytes(serialization.Encoding.DER))
    return certificate, asn1_keys.PrivateKeyInfo.load(der)


@pytest.fixture
def tsa() -> Iterator[str]:
    """A time-stamping service on this machine (RFC 3161 over HTTP)."""
    certificate, key = _asn1(holder("Marca di prova", stamps=True))
    stamper = DummyTimeStamper(certificate, key)

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = stamper.request_tsa_response(request).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is said."""

    with HTTPServer(("127.0.0.1", 0), Service) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/tsa"
        server.shutdown()
        thread.join()


def test_a_timestamp_when_there_is_a_service(paper: bytes, fonts_cache: Path, tsa: str) -> None:
    (one,) = reading.of_pdf(signed(paper, CHAIR, file_of(holder("Marta Fittizi")), fonts_cache, tsa=tsa), roots())
    assert (one.good, one.timestamped) == (True, True)


def test_a_service_that_does_not_answer_signs_nothing(paper: bytes, fonts_cache: Path) -> None:
    with pytest.raises(Unreachable, match="marcatura temporale"):
        signed(paper, CHAIR, file_of(holder("Marta Fittizi")), fonts_cache, tsa="http://127.0.0.1:9/tsa")


# ---------------------------------------------------------------- envelopes


def envelope(data: bytes, who: Holder) -> bytes:
    certificate, key = _asn1(who)
    signer = SimpleSigner(signing_cert=certificate, signing_key=key, cert_registry=SimpleCertificateStore())
    made = asyncio.run(signer.async_sign_general_data(data, "sha256", detached=False))
    return bytes(made.dump())


def test_an_envelope_gives_back_the_document_and_who_signed(paper: bytes) -> None:
    content, (one,) = reading.unwrap(envelope(paper, holder("Marta Fittizi")), roots())
    assert content == paper
    assert (one.name, one.kind, one.intact, one.valid, one.trusted) == ("Marta Fittizi", "cades", True, True, True)


def test_an_envelope_in_an_envelope_in_base64(paper: bytes) -> None:
    import base64

    twice = envelope(envelope(paper, holder("Marta Fittizi")), holder("Łucja Bianchi"))
    content, found = reading.unwrap(base64.encodebytes(twice), roots())
    assert content == paper
    assert [one.name for one in found] == ["Łucja Bianchi", "Marta Fittizi"]


def test_an_envelope_altered_is_seen(paper: bytes) -> None:
    made = bytearray(envelope(paper, holder("Marta Fittizi")))
    made[made.index(b"<xmp:CreatorTool>") + 20] ^= 1
    content, (one,) = reading.unwrap(bytes(made), roots())
    assert content != paper
    assert (one.intact, one.good) == (False, False)


@pytest.mark.parametrize("data", [b"", b"hello", b"\x30\x03\x02\x01\x05", b"\x30\x82", b"%PDF-1.7"])
def test_what_is_not_an_envelope(data: bytes) -> None:
    assert not reading.is_envelope(data)
    with pytest.raises(Refused, match="busta"):
        reading.unwrap(data)
