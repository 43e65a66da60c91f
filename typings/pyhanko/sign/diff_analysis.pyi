from enum import Enum

from pyhanko.pdf_utils.reader import PdfFileReader

class ModificationLevel(Enum):
    NONE = 0
    LTA_UPDATES = 1
    FORM_FILLING = 2
    ANNOTATIONS = 3
    OTHER = 4

class SuspiciousModification(ValueError): ...

class DiffResult:
    modification_level: ModificationLevel

class DiffPolicy:
    def review_file(self, reader: PdfFileReader, base_revision: int) -> DiffResult | SuspiciousModification: ...

DEFAULT_DIFF_POLICY: DiffPolicy
