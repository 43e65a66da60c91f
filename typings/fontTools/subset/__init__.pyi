from collections.abc import Iterable
from typing import Any

from fontTools.ttLib import TTFont

class Options:
    layout_features: list[str]
    notdef_outline: bool
    name_IDs: list[int | str]
    glyph_names: bool
    hinting: bool
    recommended_glyphs: bool
    drop_tables: list[str]
    def __init__(self, **kwargs: Any) -> None: ...

class Subsetter:
    def __init__(self, options: Options | None = None) -> None: ...
    def populate(
        self,
        glyphs: Iterable[str] = (),
        gids: Iterable[int] = (),
        unicodes: Iterable[int] = (),
        text: str = "",
    ) -> None: ...
    def subset(self, font: TTFont) -> None: ...
