"""Where the fonts come from: Python packages that carry them, made static when they are variable.

ReportLab reads TrueType outlines of one weight only, so a variable font is pinned to a weight once, and the
result kept in the user's cache folder. All fonts are under the SIL Open Font License 1.1.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: the package that carries it, its path there, and the weight to pin (None: static)."""

    package: str
    file: str
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """A family: the faces it has by weight name; what it lacks is set in its regular face.

    A family with tens of thousands of glyphs is `sliced`: only the blocks of SLICE characters that a
    paper needs are made, so that one Chinese name costs a second and not a quarter of a minute.
    """

    name: str
    faces: dict[str, Face]
    sliced: bool = False


SLICE = 1024
_RECIPE = 2  # counts the changes to how faces are made, so that a cache never serves old ones


def _titillium(style: str) -> Face:
    return Face("fontpkg_titillium_web", f"files/TitilliumWeb-{style}.ttf")


def _noto(style: str, weight: int) -> Face:
    return Face("fontpkg_noto_sans", f"files/NotoSans{style}[wdth,wght].ttf", weight)


def _rtl(script: str, weight: int) -> Face:
    folder = f"notosans{script.lower()}"
    return Face("justmytype_intl_rtl", f"fonts/ofl/{folder}/NotoSans{script}[wdth,wght].ttf", weight)


def _cjk(region: str) -> Face:
    return Face("justmytype_intl_cjk", f"fonts/ofl/notosans{region.lower()}/NotoSans{region}[wght].ttf", 400)


# The first family sets the text; the others lend it the characters it lacks, in this order.
# East Asian scripts have no italic, and pinning a second weight of 30,000 glyphs is not worth the wait.
FAMILIES = (
    Family(
        "Titillium",
        {
            "regular": _titillium("Regular"),
            "bold": _titillium("SemiBold"),
            "italic": _titillium("Italic"),
            "bolditalic": _titillium("SemiBoldItalic"),
            "heavy": _titillium("Bold"),
        },
    ),
    Family(
        "NotoSans",
        {
            "regular": _noto("", 400),
            "bold": _noto("", 600),
            "italic": _noto("-Italic", 400),
            "bolditalic": _noto("-Italic", 600),
            "heavy": _noto("", 700),
        },
    ),
    Family("NotoArabic", {"regular": _rtl("Arabic", 400), "bold": _rtl("Arabic", 600)}),
    Family("NotoHebrew", {"regular": _rtl("Hebrew", 400), "bold": _rtl("Hebrew", 600)}),
    Family("NotoSC", {"regular": _cjk("SC")}, sliced=True),
    Family("NotoTC", {"regular": _cjk("TC")}, sliced=True),
    Family("NotoJP", {"regular": _cjk("JP")}, sliced=True),
    Family("NotoKR", {"regular": _cjk("KR")}, sliced=True),
)

# Shaping, hinting of variations and vertical metrics are not used on paper; without them a face is small.
_UNUSED = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "HVAR", "VVAR", "MVAR", "vhea", "vmtx", "VORG", "DSIG", "meta")


def source(face: Face) -> Path | None:
    """The font file inside its package; None when the package is not installed."""
    spec = find_spec(face.package)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / face.file
    return path if path.is_file() else None


def coverage(face: Face) -> frozenset[int]:
    """The characters (code points) a face can draw, controls left out; none without its package."""
    original = source(face)
    if original is None:
        return frozenset()
    with TTFont(original, lazy=True) as font:
        codes = (code for code, glyph in font.getBestCmap().items() if glyph != ".notdef")
        return frozenset(code for code in codes if code >= 0xA0 or 0x20 <= code < 0x7F)


def static(face: Face, cache: Path, block: int | None = None) -> Path | None:
    """A one-weight TrueType file for this face, made in `cache` the first time; None without its package.

    With a `block` only its characters (SLICE code points from block × SLICE on) are in the file.
    """
    original = source(face)
    if original is None or face.weight is None:
        return original
    part = "" if block is None else f"-{block * SLICE:04X}"
    mark = sha256(f"{_RECIPE}|{original.name}|{original.stat().st_size}|{face.weight}{part}".encode()).hexdigest()[:12]
    path = cache / f"{original.name.split('[')[0]}-{face.weight}{part}-{mark}.ttf"
    if not path.exists():
        _pin(original, face.weight, path, block)
    return path


def _pin(original: Path, weight: int, path: Path, block: int | None) -> None:
    """Write the instance of a variable font at one weight, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TTFont(original, lazy=True) as font:
        axes = {axis.axisTag: float(axis.defaultValue) for axis in font["fvar"].axes}
        axes["wght"] = float(weight)
        for tag in _UNUSED:
            if tag in font:
                del font[tag]
        if block is not None:
            _keep_only(font, block)
        instance = instantiateVariableFont(font, axes, inplace=True, optimize=False, overlap=0)
        _rename(instance, path.stem.rpartition("-")[0])
        handle, name = tempfile.mkstemp(suffix=".part", dir=path.parent)
        os.close(handle)
        instance.save(name, reorderTables=None)
    try:
        Path(name).replace(path)
    except PermissionError:  # Windows: another process made the same file first, and is reading it
        Path(name).unlink()
        if not path.exists():
            raise


def _rename(font: TTFont, name: str) -> None:
    """Give a made font a PostScript name of its own: two fonts of one name cannot share a PDF."""
    for record in font["name"].names:
        if record.nameID == 6:
            record.string = name


def _keep_only(font: TTFont, block: int) -> None:
    """Drop from a font the characters outside one block."""
    options = Options()
    options.notdef_outline, options.hinting, options.layout_features = True, False, []
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for code in font.getBestCmap() if code // SLICE == block])
    subsetter.subset(font)
