from collections.abc import Iterator
from enum import Enum
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

class SigSeedSubFilter(Enum):
    PADES = "/ETSI.CAdES.detached"

def enumerate_sig_fields(handler: PdfFileReader) -> Iterator[tuple[str, Any, Any]]: ...
