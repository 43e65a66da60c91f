from datetime import datetime
from enum import Enum

from asn1crypto import cms, x509
from pyhanko_certvalidator import ValidationContext

class SignatureCoverageLevel(Enum):
    UNCLEAR = 0
    CONTIGUOUS_BLOCK_FROM_START = 1
    ENTIRE_REVISION = 2
    ENTIRE_FILE = 3

class TimestampSignatureStatus:
    intact: bool
    valid: bool
    trusted: bool
    timestamp: datetime

class SignatureStatus:
    intact: bool
    valid: bool
    @property
    def trusted(self) -> bool: ...

class PdfSignatureStatus(SignatureStatus):
    coverage: SignatureCoverageLevel
    timestamp_validity: TimestampSignatureStatus | None
    @property
    def docmdp_ok(self) -> bool: ...

class EmbeddedPdfSignature:
    field_name: str
    signer_cert: x509.Certificate
    @property
    def self_reported_timestamp(self) -> datetime | None: ...

def validate_pdf_signature(
    embedded_sig: EmbeddedPdfSignature,
    signer_validation_context: ValidationContext | None = None,
    ts_validation_context: ValidationContext | None = None,
) -> PdfSignatureStatus: ...
async def async_validate_cms_signature(
    signed_data: cms.SignedData, *, raw_digest: bytes | None = None, validation_context: ValidationContext | None = None
) -> SignatureStatus: ...
