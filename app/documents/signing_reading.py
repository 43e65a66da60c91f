"""Reading signatures: who, when, whether intact, over what; inside a PDF (PAdES) or around a file (`.p7m`, CAdES).

Nothing is fetched: a chain is judged with the authorities given, and without them it is said that nobody vouches for
the certificate. Legal validity is the qualified verifiers' to say; that the bytes are those signed is ours.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Literal

from asn1crypto import cms, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, SuspiciousModification
from pyhanko.sign.general import CMSExtractionError, extract_certificate_info
from pyhanko.sign.validation import SignatureCoverageLevel, async_validate_cms_signature, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import collect_timing_info
from pyhanko_certvalidator import ValidationContext

from app.core.errors import Refused
from app.core.i18n import N_
from app.documents.signing import common_name

# An authority it does not know, an alteration: what pyHanko logs with a traceback is here an answer.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

Kind = Literal["pades", "cades"]
Covers = Literal["file", "revision", "altered"]
_LAYERS = 8  # a `.p7m` in a `.p7m`: more than these nobody makes on purpose


@dataclass(frozen=True)
class Signature:
    """One signature, read.

    `intact`: the signed bytes are those; `valid`: and the certificate's key signed them; `trusted`: and a known
    authority vouches for the certificate; `covers`: the whole file, an earlier revision to which only signatures were
    added, or one that was altered since.
    """

    name: str
    when: datetime | None
    intact: bool
    valid: bool
    trusted: bool
    covers: Covers
    timestamped: bool
    kind: Kind
    issuer: str
    self_issued: bool
    in_force: bool
    field: str = ""

    @property
    def good(self) -> bool:
        """Whether what it was put under is still what it was, whoever the authority."""
        return self.intact and self.valid and self.covers != "altered"


def certificates(pem_or_der: Iterable[bytes]) -> tuple[x509.Certificate, ...]:
    """Certificates of authorities, from their files."""
    return tuple(x509.Certificate.load(_der(data)) for data in pem_or_der)


def of_pdf(data: bytes, roots: Sequence[x509.Certificate] = ()) -> tuple[Signature, ...]:
    """The signatures inside a PDF, in the order they were put; none when it has none or is not a PDF.

    Raises:
        Refused: a signature is there and cannot be read.
    """
    if b"/ByteRange" not in data:
        return ()
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        return tuple(_embedded(one, roots) for one in reader.embedded_regular_signatures)
    except _UNREADABLE as error:
        raise Refused(N_("Nel file c'è una firma che non si riesce a leggere.")) from error


_UNREADABLE = (PdfError, SignatureValidationError, CMSExtractionError, ValueError, KeyError, TypeError, AttributeError,
               IndexError, AssertionError, NotImplementedError)  # fmt: skip
"""What two parsers raise of bytes that are not what they say."""


def _embedded(one: Any, roots: Sequence[x509.Certificate]) -> Signature:
    status = validate_pdf_signature(one, _context(roots), _context(roots))
    covers: Covers = "altered"
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        covers = "file"
    elif status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and status.docmdp_ok:
        covers = "revision"
    return _signature(one.signer_cert, status, status.timestamp_validity, one.self_reported_timestamp, covers, "pades",
                      one.field_name)  # fmt: skip


def _context(roots: Sequence[x509.Certificate]) -> ValidationContext:
    return ValidationContext(trust_roots=list(roots), allow_fetching=False)


def _signature(
    certificate: x509.Certificate, status: Any, stamp: Any, told: datetime | None, covers: Covers, kind: Kind,
    field: str = "",
) -> Signature:  # fmt: skip
    stamped = stamp is not None and stamp.intact and stamp.valid
    when = stamp.timestamp if stamp is not None and stamped else told
    validity = certificate["tbs_certificate"]["validity"]
    in_force = when is not None and validity["not_before"].native <= when <= validity["not_after"].native
    return Signature(
        name=common_name(certificate.subject), when=when, intact=bool(status.intact),
        valid=bool(status.intact and status.valid), trusted=bool(status.trusted), covers=covers,
        timestamped=bool(stamped), kind=kind, issuer=common_name(certificate.issuer),
        self_issued=certificate.subject == certificate.issuer, in_force=in_force, field=field,
    )  # fmt: skip


def only_signed(data: bytes) -> bool:
    """Whether all that was added to a PDF since its first revision are signatures and their fields.

    A signature vouches for what was there when it was put: not that nothing was slipped in before it.
    """
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        if reader.xrefs.total_revisions < 2:
            return True
        found = DEFAULT_DIFF_POLICY.review_file(reader, 0)
    except _UNREADABLE:
        return False
    if isinstance(found, SuspiciousModification):
        return False
    return bool(found.modification_level.value <= ModificationLevel.FORM_FILLING.value)


# ---------------------------------------------------------------- envelopes


def is_envelope(data: bytes) -> bool:
    """Whether some bytes are a signed envelope (`.p7m`), binary or in base64."""
    return _signed_data(data) is not None


def unwrap(data: bytes, roots: Sequence[x509.Certificate] = ()) -> tuple[bytes, tuple[Signature, ...]]:
    """What a `.p7m` holds, under all its layers, and everybody who signed, from the outermost layer.

    Raises:
        Refused: it is not a signed envelope, or it holds nothing (a detached signature).
    """
    found: list[Signature] = []
    for _ in range(_LAYERS):
        signed = _signed_data(data)
        if signed is None:
            break
        content = signed["encap_content_info"]["content"]
        if content.native is None:
            raise Refused(N_("La busta non contiene il documento: serve quella con il documento dentro."))
        try:
            found += asyncio.run(_signers(signed, roots))
            data = bytes(content.native)
        except _UNREADABLE as error:
            raise Refused(N_("Nel file c'è una firma che non si riesce a leggere.")) from error
    if not found:
        raise Refused(N_("Il file non è una busta firmata (.p7m)."))
    return data, tuple(found)


def _der(data: bytes) -> bytes:
    """Binary ASN.1 from bytes that may be base64, with or without its head and foot."""
    if data[:1] == b"\x30":
        return data
    lines = [line for line in data.strip().splitlines() if not line.startswith(b"-----")]
    try:
        return base64.b64decode(b"".join(lines), validate=True)
    except binascii.Error:
        return b""


def _signed_data(data: bytes) -> cms.SignedData | None:
    der = _der(data)
    if not der:
        return None
    try:
        info = cms.ContentInfo.load(der)
        return info["content"] if info["content_type"].native == "signed_data" else None
    except (ValueError, TypeError, KeyError):
        return None


async def _signers(signed: cms.SignedData, roots: Sequence[x509.Certificate]) -> list[Signature]:
    return [await _one_signer(signed, info, roots) for info in signed["signer_infos"]]


async def _one_signer(signed: cms.SignedData, info: cms.SignerInfo, roots: Sequence[x509.Certificate]) -> Signature:
    """One of the signers: pyHanko judges signatures of one signer over a digest, so each is judged alone."""
    content = bytes(signed["encap_content_info"]["content"].native)

    def digest(algorithm: str) -> bytes:
        return hashlib.new(algorithm, content).digest()

    alone = cms.SignedData({
        "version": signed["version"], "digest_algorithms": signed["digest_algorithms"],
        "encap_content_info": {"content_type": signed["encap_content_info"]["content_type"]},
        "certificates": signed["certificates"], "signer_infos": [info],
    })  # fmt: skip
    timing = await collect_timing_info(info, _context(roots), raw_digest=digest)
    status = await async_validate_cms_signature(
        alone, raw_digest=digest(info["digest_algorithm"]["algorithm"].native), validation_context=_context(roots)
    )
    certificate = extract_certificate_info(alone).signer_cert
    return _signature(certificate, status, timing.get("timestamp_validity"), timing.get("signer_reported_dt"), "file",
                      "cades")  # fmt: skip
