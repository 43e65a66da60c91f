"""Setting text: runs become lines that fit a width. Words are never cut unless wider than the line.

Lines are ragged right: no hyphenation (a hyphen would be read out), no stretched spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.documents.fonts import CJK, FontBook, clean
from app.documents.look import Type
from app.documents.tagged.elements import Elem

# A line end, a space, an ideograph (a line may end on either side of it), or what stays in one piece.
_TOKENS = re.compile(f"\n| |{CJK.pattern}|(?:(?!{CJK.pattern})[^ \n])+")
# What stands before a number and may not be parted from it: n. 10, art. 24, prot. n. 12, € 10.
_NUMBERED = re.compile(r"(\b(?:n|nn|art|artt|c|co|p|pp|prot|fasc)\.|€) (?=\d|n\.)", re.IGNORECASE)
_SHORT = 64  # characters up to which a whole cell is worth measuring, and remembering
_CLOSING, _OPENING = "、。，．：；！？）」』】》〉〕］｝ー々,.;:!?)", "（「『【《〈〔［｛("
_BREAKS_AFTER = re.compile(r"(?<=[/\-_.@=&?])")


class Ink(NamedTuple):
    """How a run is drawn and what it belongs to; `link` is the target of a Link element."""

    font: str
    size: float
    colour: str
    elem: Elem
    link: str = ""


class Segment(NamedTuple):
    """Text on one line in one ink."""

    ink: Ink
    text: str


class Line(NamedTuple):
    """A line: its segments in reading order, their width, and whether it ends at a space."""

    segments: tuple[Segment, ...]
    width: float
    spaced: bool
    rtl: bool = False


class _Word(NamedTuple):
    parts: tuple[Segment, ...]
    width: float
    spaced: bool
    space: float


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is Arabic or Hebrew (the rule of UAX #9, P2)."""
    if text.isascii():
        return False
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two pieces that touch: only beside an ideograph, never before a stop."""
    return (
        after[0] not in _CLOSING
        and before[-1] not in _OPENING
        and (CJK.match(before[-1]) is not None or CJK.match(after) is not None)
    )


class Setter:
    """Breaks text into lines with the fonts of a book."""

    def __init__(self, book: FontBook) -> None:
        self.book = book

    def ink(self, type_: Type, elem: Elem) -> Ink:
        """The ink of a type of text, for an element."""
        return Ink(self.book.name(type_.weight), type_.size, type_.colour, elem)

    def lines(self, segments: Iterable[Segment], room: float) -> list[Line]:
        """The lines of a paragraph, none wider than `room`; at least one, possibly empty."""
        cleaned = [Segment(ink, _NUMBERED.sub("\\1\xa0", clean(text))) for ink, text in segments]
        rtl = reads_right_to_left("".join([text for _, text in cleaned]))
        out: list[Line] = []
        current: list[_Word] = []
        used = 0.0
        for word in self._words(cleaned):
            if word is None:
                out.append(_line(current, used, True, rtl))
                current, used = [], 0.0
                continue
            space = word.space if word.spaced and current else 0.0
            if current and used + space + word.width > room:
                out.append(_line(current, used, word.spaced, rtl))
                current, used, space = [], 0.0, 0.0
            *full, rest = self._cut(word, room) if word.width > room else [word]
            out.extend(_line([part], part.width, False, rtl) for part in full)
            current.append(rest)
            used += space + rest.width
        if current or not out:
            out.append(_line(current, used, True, rtl))
        return out

    def plain_lines(self, text: str, font: str, size: float, room: float) -> list[str]:
        """The same for a string in one font: what the cells of a register are, ten thousand times over.

        A line that ends between two words keeps the space, so that they are read apart.
        """
        width = self.book.width
        room /= size
        if len(text) < _SHORT and "\n" not in text and width(text, font) <= room:
            return [text]
        lines: list[str] = []
        space = width(" ", font)
        for part in text.split("\n"):
            line: list[str] = []
            used = 0.0
            for word in part.split(" "):
                wide, rest = width(word, font), word
                if line and used + space + wide > room:
                    lines.append(" ".join(line) + " ")
                    line, used = [], 0.0
                if wide > room:
                    *full, rest = self._pieces(word, font, room)
                    lines.extend(full)
                    wide = width(rest, font)
                used += wide + (space if line else 0.0)
                line.append(rest)
            lines.append(" ".join(line) + " ")
        lines[-1] = lines[-1][:-1]
        return lines

    # -- words

    def _words(self, segments: Iterable[Segment]) -> Iterator[_Word | None]:
        """The words of a paragraph; None is a line end. Runs that touch make one word."""
        parts: list[Segment] = []
        spaced = False
        for ink, text in segments:
            for piece in _TOKENS.findall(text):
                if piece in " \n" or (parts and _may_break(parts[-1].text, piece)):
                    if parts:
                        yield self._word(parts, spaced)
                    parts, spaced = [], piece == " "
                if piece == "\n":
                    yield None
                elif piece != " ":
                    parts.append(Segment(ink, piece))
        if parts:
            yield self._word(parts, spaced)

    def _word(self, parts: list[Segment], spaced: bool) -> _Word:
        width = sum([self.book.width(text, ink.font) * ink.size for ink, text in parts])
        first = parts[0].ink
        return _Word(tuple(parts), width, spaced, self.book.width(" ", first.font) * first.size)

    def _cut(self, word: _Word, room: float) -> list[_Word]:
        """A word wider than a line, in pieces that fit."""
        pieces: list[_Word] = []
        spaced = word.spaced
        for ink, text in word.parts:
            for piece in self._pieces(text, ink.font, room / ink.size):
                pieces.append(self._word([Segment(ink, piece)], spaced))
                spaced = False
        return pieces

    def _pieces(self, text: str, font: str, room: float) -> list[str]:
        """A long word cut where addresses may be cut, and anywhere if that is not enough; room at size 1."""
        pieces = [""]
        for part in _BREAKS_AFTER.split(text):
            if self.book.width(pieces[-1] + part, font) <= room:
                pieces[-1] += part
            elif self.book.width(part, font) <= room:
                pieces.append(part)
            else:
                pieces.extend(self._letters(part, font, room))
        return [piece for piece in pieces if piece]

    def _letters(self, text: str, font: str, room: float) -> Iterator[str]:
        """Pieces of any letters; a piece is measured whole, since a borrowed letter may change its font."""
        start = 0
        for end in range(1, len(text) + 1):
            if end > start + 1 and self.book.measure(text[start:end], font) > room:
                yield text[start : end - 1]
                start = end - 1
        yield text[start:]


def _line(words: list[_Word], width: float, spaced: bool, rtl: bool) -> Line:
    """Words on a line, those that touch in the same ink joined."""
    segments: list[Segment] = []
    for word in words:
        glue = " " if word.spaced and segments else ""
        for ink, text in word.parts:
            if segments and segments[-1].ink == ink:
                segments[-1] = Segment(ink, segments[-1].text + glue + text)
            else:
                if glue:
                    segments[-1] = Segment(segments[-1].ink, segments[-1].text + glue)
                segments.append(Segment(ink, text))
            glue = ""
    return Line(tuple(segments), width, spaced, rtl)
