from typing import Any

from pyhanko.pdf_utils.layout import BoxConstraints

class PdfResources:
    xobject: dict[str, Any]

class PdfContent:
    resources: PdfResources
    def __init__(self, *, box: BoxConstraints | None = None) -> None: ...
    @property
    def _ensure_writer(self) -> Any: ...
    def render(self) -> bytes: ...
