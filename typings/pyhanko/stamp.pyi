from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import SimpleBoxLayoutRule

class StaticStampStyle:
    def __init__(
        self,
        *,
        border_width: float = 3,
        background: PdfContent | None = None,
        background_layout: SimpleBoxLayoutRule = ...,
        background_opacity: float = 1.0,
    ) -> None: ...
