from collections.abc import Mapping

from fontTools.ttLib import TTFont

def instantiateVariableFont(
    varfont: TTFont,
    axisLimits: Mapping[str, float | tuple[float, float] | None],
    inplace: bool = False,
    optimize: bool = True,
    overlap: int = ...,
    updateFontNames: bool = False,
    *,
    downgradeCFF2: bool = False,
    static: bool = False,
) -> TTFont: ...
