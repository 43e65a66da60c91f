"""Signing a PDF of ours: PAdES B-B into its own tagged field, by incremental update, with a file or with a token.

The bytes given are the beginning of the bytes answered: a signature never touches what was there. The field is one
of those the paper was born with, so that PDF/A-3a and PDF/UA-1 hold after it. Passphrases and PINs live as long as a
call: they are not kept and not logged (`signing_keys`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pkcs11
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from pkcs11.exceptions import PinIncorrect, PinInvalid, PinLenRange, PinLocked, PKCS11Error
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer, SimpleSigner
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from app.core.errors import Refused, Unreachable
from app.core.i18n import N_
from app.documents.signing_keys import KeyFile, Token
from app.documents.signing_look import Appearance, page

DIGEST = "sha256"
_END = re.compile(rb"startxref\r?\n\d+\r?\n%%EOF\r?\n?")


@dataclass(frozen=True)
class Field:
    """A signature field of a PDF: `page` from 1, `rect` in points from the page's lower left corner."""

    name: str
    label: str
    page: int
    rect: tuple[float, float, float, float]
    signed: bool


# ---------------------------------------------------------------- fields and revisions


def unsigned_part(data: bytes) -> bytes:
    """The file as it was before the first thing added to it: its first revision."""
    end = _END.search(data)
    return data[: end.end()] if end else data


def fields(data: bytes) -> tuple[Field, ...]:
    """The signature fields of a PDF, in the order they were written.

    Raises:
        Refused: it is not a PDF one can read.
    """
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        places = _places(reader)
        return tuple(_field(reader, name, value, ref.get_object(), places)
                     for name, value, ref in enumerate_sig_fields(reader))  # fmt: skip
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Refused(N_("Il file non è un PDF che si possa leggere.")) from error


def _places(reader: Any) -> dict[int, int]:
    """The number of the page (from 1) each annotation is on, by object number."""
    count = int(reader.root["/Pages"]["/Count"])
    found: dict[int, int] = {}
    for number in range(count):
        shown = reader.find_page_for_modification(number)[0].get_object()
        for ref in shown.get("/Annots", ()) and shown.raw_get("/Annots").get_object():
            found[getattr(ref, "idnum", 0)] = number + 1
    return found


def _field(reader: Any, name: str, value: object, entries: Any, places: dict[int, int]) -> Field:
    number = getattr(entries.container_ref, "idnum", 0)
    left, low, right, high = (float(one) for one in entries.get("/Rect", (0, 0, 0, 0)))
    return Field(name, str(entries.get("/TU", name)), places.get(number, 0), (left, low, right, high),
                 value is not None)  # fmt: skip


# ---------------------------------------------------------------- signing


class _Page(PdfContent):
    """The page drawn by `signing_look` as an appearance."""

    def __init__(self, data: bytes, width: float, height: float) -> None:
        super().__init__(box=BoxConstraints(width=width, height=height))
        self._data = data

    def render(self) -> bytes:
        """The operator that draws it."""
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._data)))
        self.resources.xobject["/Firma"] = drawn
        return b"/Firma Do"


def sign(
    data: bytes, name: str, by: KeyFile | Token, appearance: Callable[[str], Appearance], fonts_cache: Path, *,
    reason: str, now: datetime, tsa_url: str = "",
) -> bytes:  # fmt: skip
    """The file with one more signature, in its empty field `name`.

    `appearance` makes the visible lines of the name in the certificate; `reason` is kept in the signature; with a
    `tsa_url` (RFC 3161) a timestamp goes into it.

    Raises:
        Refused: no such empty field; the passphrase or the PIN is wrong; the certificate is not for signing or not
            in force. Unreachable: the token or the time-stamping service does not answer.
    """
    place = next((one for one in fields(data) if one.name == name), None)
    if place is None or place.signed:
        raise Refused(N_("Il documento non ha un posto libero per questa firma."))
    left, low, right, high = place.rect
    with _opened(by) as signer:
        holder = _in_force(signer.signing_cert, now)
        look = page(appearance(holder), right - left, high - low, fonts_cache)
        style = StaticStampStyle(
            background=_Page(look, right - left, high - low), border_width=0, background_opacity=1.0,
            background_layout=SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins.uniform(0)),
        )  # fmt: skip
        about = PdfSignatureMetadata(
            field_name=name, md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES, reason=reason, name=holder
        )
        stamper = HTTPTimeStamper(tsa_url, timeout=20) if tsa_url else None
        return _written(data, PdfSigner(about, signer=signer, stamp_style=style, timestamper=stamper))


def _written(data: bytes, signer: PdfSigner) -> bytes:
    out = BytesIO()
    try:
        signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(data)), existing_fields_only=True, output=out)
    except TimestampRequestError as error:
        raise Unreachable(N_("Il servizio di marcatura temporale non risponde. Nulla è stato firmato.")) from error
    except PKCS11Error as error:
        raise Unreachable(N_("Il dispositivo di firma non risponde: controllate che sia inserito. Nulla è stato "
                             "firmato.")) from error  # fmt: skip
    except SigningError as error:
        raise Refused(N_("La firma non è riuscita. Nulla è stato modificato.")) from error
    return out.getvalue()


def _in_force(certificate: x509.Certificate, now: datetime) -> str:
    """The holder's name; refused when the certificate is out of its days or is not for signing documents."""
    holder = common_name(certificate.subject)
    validity = certificate["tbs_certificate"]["validity"]
    start, end = validity["not_before"].native, validity["not_after"].native
    if not start <= now <= end:
        raise Refused(N_("Il certificato di {name} non è in corso di validità (dal {start} al {end})."), name=holder,
                      start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}")  # fmt: skip
    usage = certificate.key_usage_value
    if usage is not None and not {"non_repudiation", "digital_signature"} & usage.native:
        raise Refused(N_("Il certificato di {name} non è un certificato di firma."), name=holder)
    return holder


def common_name(name: x509.Name) -> str:
    """What a person is called in a certificate: the common name, else the whole name."""
    told = name.native
    return str(told.get("common_name") or name.human_friendly)


# ---------------------------------------------------------------- keys


@contextmanager
def _opened(by: KeyFile | Token) -> Iterator[Signer]:
    """A signer, for the time it takes."""
    if isinstance(by, KeyFile):
        yield _from_file(by)
        return
    session = _session(by)
    try:
        yield _from_token(session)
    finally:
        session.close()


def _from_file(by: KeyFile) -> Signer:
    secret = by.passphrase.encode("utf-8") or None
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(by.data, secret)
    except (ValueError, TypeError) as error:  # of both it says the same: which of the two it is cannot be known
        raise Refused(N_("La password non apre il file, oppure il file non è un certificato .p12.")) from error
    if key is None or certificate is None:
        raise Refused(N_("Nel file non c'è un certificato con la sua chiave di firma."))
    return SimpleSigner.load_pkcs12_data(by.data, other_certs=[], passphrase=secret)


def _session(by: Token) -> Any:
    try:
        there = [one for one in pkcs11.lib(by.library).get_tokens() if pkcs11.TokenFlag.TOKEN_INITIALIZED in one.flags]
        named = [one for one in there if by.label in ("", one.label.strip())]
        if len(named) == 1:
            return named[0].open(user_pin=by.pin)
    except PinLocked as error:
        raise Refused(N_("Il PIN è bloccato: si sblocca con il PUK, dal programma del dispositivo.")) from error
    except (PinIncorrect, PinInvalid, PinLenRange) as error:
        raise Refused(N_("Il PIN non è giusto. Dopo alcuni tentativi sbagliati il dispositivo si blocca.")) from error
    except (PKCS11Error, RuntimeError, OSError) as error:
        raise Unreachable(_NO_TOKEN) from error
    if not named:
        raise Unreachable(_NO_TOKEN)
    labels = ", ".join(f"«{one.label.strip()}»" for one in named)
    raise Refused(N_("I dispositivi inseriti sono più di uno: scrivete l'etichetta di quello con cui firmare "
                     "({labels})."), labels=labels)  # fmt: skip


_NO_TOKEN = N_("Il dispositivo di firma non si trova: controllate che sia inserito, la libreria e l'etichetta.")


def _from_token(session: Any) -> Signer:
    """The signer of a token: of several certificates the one made for signing (non repudiation)."""
    found = []
    for one in session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}):
        certificate = x509.Certificate.load(one[pkcs11.Attribute.VALUE])
        usage = certificate.key_usage_value
        found.append((usage is not None and "non_repudiation" in usage.native, one[pkcs11.Attribute.ID], certificate))
    if not found:
        raise Refused(N_("Nel dispositivo non c'è un certificato di firma."))
    _, key, certificate = max(found, key=lambda each: each[0])
    return PKCS11Signer(session, signing_cert=certificate, key_id=key, other_certs_to_pull=None)
