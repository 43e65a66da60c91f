from typing import Any, BinaryIO

from pyhanko.sign.validation import EmbeddedPdfSignature

class XRefCache:
    total_revisions: int

class PdfFileReader:
    xrefs: XRefCache
    root: Any
    def __init__(self, stream: BinaryIO, strict: bool = True) -> None: ...
    @property
    def embedded_regular_signatures(self) -> list[EmbeddedPdfSignature]: ...
    def find_page_for_modification(self, page_ix: int) -> tuple[Any, Any]: ...
