"""Which font draws which character: a family and a chain of others that lend what it lacks.

A character no font has is shown as its code in brackets ("[U+1F600]"), never as a blank box. Arabic and
Hebrew are shaped and put in visual order here; the reader is told the original text (ActualText).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from arabic_reshaper import ArabicReshaper
from bidi import get_display
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from app.documents import fontfiles

MAIN = fontfiles.FAMILIES[0].name
SETTINGS = {"titillium": MAIN, "noto": "NotoSans"}  # what a body may choose, and the family that sets its papers
RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_IDEOGRAPHS = "\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
CJK = re.compile(f"[{_IDEOGRAPHS}\U00020000-\U0003ffff]")
# Invisible helpers of typing: nothing to draw and nothing to say about them.
_IGNORED = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPACES = re.compile("[\t\x0b\x0c\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]")
_STAND_INS = {"\u2007": "\xa0", "\u202f": "\xa0", "\u2010": "-", "\u2011": "-", "\u2212": "–", "\u02bc": "’"}
# A stretch that reads from right to left: from a letter to the last one with no other script between.
_STRETCH = re.compile(f"{RTL.pattern}(?:[^A-Za-z\u00c0-\u058f\u0900-\u1fff\u2c00-\ud7ff]*{RTL.pattern})?")
_KOREAN = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_shape = ArabicReshaper({"delete_harakat": False, "support_ligatures": True}).reshape


class Run(NamedTuple):
    """Glyphs of one font in drawing order; `actual` is the text they stand for when it reads otherwise."""

    font: str
    glyphs: str
    actual: str | None = None


def clean(text: str) -> str:
    """Text as it can be set: composed, spaces unified, invisible characters and line ends normalised."""
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    return _SPACES.sub(" ", _IGNORED.sub("", unicodedata.normalize("NFC", text)))


def _code(char: str) -> str:
    """How a character nobody can draw is shown."""
    return f"[U+{ord(char):04X}]"


def _sayable(char: str) -> bool:
    """Whether a character may stand in ActualText: assigned, and not a control, surrogate or private one."""
    return unicodedata.category(char)[0] != "C"


class _Font(TTFont):
    """A font that says in the file which characters its bytes are, those beyond U+FFFF included.

    ReportLab writes such a character's code as it is, where UTF-16 is due (ISO 32000-1 9.10.3).
    """

    def addObjects(self, doc: Any) -> None:
        """Add the font's objects to ReportLab's document, with our character maps."""
        subsets = [list(subset) for subset in self.state[doc].subsets] if doc in self.state else []
        super().addObjects(doc)
        for n, subset in enumerate(subsets):
            name = (SUBSETN(n) + b"+" + self.face.name + self.face.subfontNameX).decode("pdfdoc")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _character_map(name, subset)


def _character_map(name: str, subset: list[int]) -> str:
    """The ToUnicode map of a subset: at most a hundred entries a block, as the format wants."""
    codes = [(byte, code) for byte, code in enumerate(subset) if code]
    blocks = []
    for start in range(0, len(codes), 100):
        part = codes[start : start + 100]
        entries = "\n".join(f"<{byte:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for byte, code in part)
        blocks.append(f"{len(part)} beginbfchar\n{entries}\nendbfchar")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /{name} def\n"
        "/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        + "\n".join(blocks)
        + "\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


class FontBook:
    """The fonts of papers. Faces are read when a character first needs them; `cache` keeps the made ones.

    A face is named "Family-weight", or "Family.block-weight" for a slice of a large family. One book can
    serve many documents, one at a time (ReportLab's fonts hold the state of the file being written).
    """

    def __init__(self, cache: Path, main: str = MAIN) -> None:
        self._cache, self.main = cache, main
        chain = sorted(fontfiles.FAMILIES, key=lambda family: family.name != main)  # the others keep their order
        self._families = {family.name: family for family in chain}
        self._fonts: dict[str, TTFont | None] = {}
        self._glyphs: dict[str, Mapping[str, float]] = {}
        self._coverage = lru_cache(None)(lambda name: fontfiles.coverage(self._families[name].faces["regular"]))
        self._lender = lru_cache(20_000)(self._find_lender)
        self.runs = lru_cache(10_000)(self._runs)
        self.width = lru_cache(40_000)(self.measure)

    # -- faces

    def font(self, name: str) -> TTFont | None:
        """The font of this name; None when its package is not installed or there is no such face."""
        if name not in self._fonts:
            head, _, weight = name.partition("-")
            family, _, block = head.partition(".")
            face = self._families[family].faces.get(weight)
            path = fontfiles.static(face, self._cache, int(block, 16) if block else None) if face else None
            font = _Font(name, str(path), asciiReadable=family == self.main, shapable=False) if path else None
            self._fonts[name] = font
            self._glyphs[name] = _drawable(font) if font else {}
        return self._fonts[name]

    def glyphs(self, name: str) -> Mapping[str, float]:
        """The advance of every character a font can draw, in thousandths of its size."""
        if name not in self._glyphs:
            self.font(name)
        return self._glyphs[name]

    def name(self, weight: str) -> str:
        """The main family's face of this weight."""
        return f"{self.main}-{weight}"

    def _face_for(self, family: str, weight: str, char: str) -> str:
        """The face of a family that draws a character in this weight, or the nearest it has."""
        known = self._families[family]
        style = weight if weight in known.faces else "bold" if "bold" in weight and "bold" in known.faces else "regular"
        return f"{family}.{ord(char) // fontfiles.SLICE:X}-{style}" if known.sliced else f"{family}-{style}"

    # -- characters

    def _find_lender(self, word: str) -> str | None:
        """The first family of the chain that can draw every character of a word."""
        names = list(self._families)
        if _KOREAN.search(word):
            names.reverse()
        codes = frozenset(map(ord, word))
        for name in names:
            if self._coverage(name).issuperset(codes):
                return name
        return None

    def missing_characters(self, text: str) -> tuple[str, ...]:
        """The characters of a text that no font can draw, each once, in order: they will show as codes."""
        found = dict.fromkeys(char for char in clean(text) if char not in " \n\xa0")
        return tuple(char for char in found if self._lender(_STAND_INS.get(char, char)) is None)

    def _runs(self, text: str, font: str) -> tuple[Run, ...]:
        """A text on one line as runs in drawing order, every character of which has a glyph."""
        own = self.glyphs(font)
        if own.keys() >= set(text):
            return (Run(font, text),)
        runs: list[Run] = []
        end = 0
        for stretch in _STRETCH.finditer(text):
            runs.extend(self._by_word(text[end : stretch.start()], font))
            runs.extend(self._right_to_left(stretch[0], font))
            end = stretch.end()
        runs.extend(self._by_word(text[end:], font))
        return tuple(runs)

    def _by_word(self, text: str, font: str) -> list[Run]:
        """Left-to-right text: a word is borrowed whole, so that it does not mix two designs, or by character."""
        runs: list[Run] = []
        for word in re.split("([ \xa0]+)", text):
            for name, glyphs, actual in self._word(word, font):
                if runs and runs[-1].font == name and runs[-1].actual is None is actual:
                    runs[-1] = Run(name, runs[-1].glyphs + glyphs)
                elif glyphs:
                    runs.append(Run(name, glyphs, actual))
        return runs

    def _word(self, word: str, font: str) -> list[Run]:
        own, weight = self.glyphs(font), font.partition("-")[2]
        word = "".join([char if char in own else _STAND_INS.get(char, char) for char in word])
        if own.keys() >= set(word):
            return [Run(font, word)]
        family = self._lender(word)
        if family is not None and not self._families[family].sliced:
            return [Run(self._face_for(family, weight, word[0]), word)]
        return [self._char(char, font, family) for char in word]

    def _char(self, char: str, font: str, family: str | None) -> Run:
        """One character in the font that can draw it, or its code."""
        if char in self.glyphs(font):
            return Run(font, char)
        family = family or self._lender(char)
        if family is None:
            return Run(font, _code(char), char if _sayable(char) else None)
        return Run(self._face_for(family, font.partition("-")[2], char), char)

    def _right_to_left(self, text: str, font: str) -> list[Run]:
        """An Arabic or Hebrew stretch: shaped, in visual order; its runs share one reading text."""
        weight = font.partition("-")[2]
        family = self._lender(text[0])
        lender = font if family is None else self._face_for(family, weight, text[0])
        known, own = self.glyphs(lender), self.glyphs(font)
        shaped = "".join(char if char in known else unicodedata.normalize("NFKC", char) for char in _shape(text))
        runs: list[Run] = []
        for char in get_display(shaped, base_dir="R"):
            borrowed = char in known and (RTL.match(char) is not None or char not in own)
            one = Run(lender, char) if borrowed else self._char(char, font, None)
            if runs and runs[-1].font == one.font:
                runs[-1] = Run(one.font, runs[-1].glyphs + one.glyphs, text)
            else:
                runs.append(Run(one.font, one.glyphs, text))
        return runs

    def measure(self, text: str, font: str) -> float:
        """The width of a text at size 1; `width` is the same, remembered."""
        total = 0.0
        for run in self.runs(text, font):
            advance = self.glyphs(run.font)
            total += sum([advance[char] for char in run.glyphs])
        return total / 1000


def _drawable(font: TTFont) -> Mapping[str, float]:
    """The advances of the characters that have a glyph of their own (glyph 0 is the blank box)."""
    face = font.face
    advances = {chr(code): float(face.charWidths[code]) for code, glyph in face.charToGlyph.items() if glyph}
    if " " in advances:
        advances["\xa0"] = advances[" "]
    for control in (*range(32), *range(0x7F, 0xA0)):
        advances.pop(chr(control), None)
    return advances
