from collections.abc import Iterable
from typing import BinaryIO

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle

class Signer:
    signing_cert: x509.Certificate

class SimpleSigner(Signer):
    @classmethod
    def load_pkcs12_data(
        cls, pkcs12_bytes: bytes, other_certs: Iterable[x509.Certificate], passphrase: bytes | None = None
    ) -> SimpleSigner: ...

class PdfSignatureMetadata:
    def __init__(
        self, *, field_name: str, md_algorithm: str, subfilter: SigSeedSubFilter, reason: str, name: str
    ) -> None: ...

class PdfSigner:
    def __init__(
        self,
        signature_meta: PdfSignatureMetadata,
        signer: Signer,
        *,
        timestamper: TimeStamper | None = None,
        stamp_style: StaticStampStyle | None = None,
    ) -> None: ...
    def sign_pdf(
        self, pdf_out: IncrementalPdfFileWriter, existing_fields_only: bool = False, *, output: BinaryIO | None = None
    ) -> BinaryIO: ...
