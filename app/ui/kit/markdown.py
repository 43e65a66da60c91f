"""A little Markdown ↔ a QTextDocument: paragraphs, bold, italic, lists one inside the other.

Qt's own reader and writer wrap lines, invent headings and escape at random, so both ways are here: reading with
markdown-it (CommonMark), writing by hand, such that `write(read(x))` settles after one turn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextList,
    QTextListFormat,
)

DEEPEST = 3
"""How many lists may stand one inside the other."""


@dataclass(frozen=True)
class Run:
    """Some words of one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or an item of a list (`depth` 1, 2, 3; `ordered` or with a dot)."""

    runs: tuple[Run, ...] = ()
    depth: int = 0
    ordered: bool = False


# ---------------------------------------------------------------- reading Markdown


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(
        ["code", "fence", "html_block", "hr", "heading", "lheading", "reference", "blockquote", "autolink", "link",
         "image", "backticks", "html_inline", "entity"], True
    )  # fmt: skip


@dataclass
class _Reading:
    found: list[Paragraph] = field(default_factory=list)
    lists: list[bool] = field(default_factory=list)


def read(text: str) -> list[Paragraph]:
    """Markdown → paragraphs; what is not in the little language stays as the text it was."""
    state = _Reading()
    for token in _reader().parse(text):
        _take(state, token)
    return state.found


def _take(state: _Reading, token: Token) -> None:
    match token.type:
        case "bullet_list_open" | "ordered_list_open":
            state.lists.append(token.type == "ordered_list_open")
        case "bullet_list_close" | "ordered_list_close":
            state.lists.pop()
        case "inline":
            runs = tuple(_runs(token.children or []))
            depth = min(len(state.lists), DEEPEST)
            ordered = bool(state.lists) and state.lists[-1]
            state.found.append(Paragraph(runs, depth, ordered))


def _runs(tokens: list[Token]) -> list[Run]:
    bold = italic = 0
    runs: list[Run] = []
    for token in tokens:
        bold += (token.type == "strong_open") - (token.type == "strong_close")
        italic += (token.type == "em_open") - (token.type == "em_close")
        text = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
        if text:
            runs.append(Run(text, bold > 0, italic > 0))
    return merged(runs)


def merged(runs: list[Run]) -> list[Run]:
    """Neighbours of one look as one."""
    found: list[Run] = []
    for run in runs:
        if found and (found[-1].bold, found[-1].italic) == (run.bold, run.italic):
            found[-1] = Run(found[-1].text + run.text, run.bold, run.italic)
        elif run.text:
            found.append(run)
    return found


# ---------------------------------------------------------------- writing Markdown

_SPECIAL = re.compile(r"([\\*_])")
_OPENING = re.compile(r"^(\s*)([-+](?=\s|$)|\d{1,9}[.)](?=\s|$))")


def write(paragraphs: list[Paragraph]) -> str:
    """Paragraphs → Markdown."""
    lines: list[str] = []
    numbers = [0] * (DEEPEST + 1)
    widths = [0] * (DEEPEST + 1)
    before = Paragraph()
    for one in paragraphs:
        text = _inline(list(one.runs))
        if not text:
            continue
        apart = lines and not (one.depth and before.depth)
        if apart:
            lines.append("")
        if not one.depth:
            numbers = [0] * (DEEPEST + 1)
            lines.append(_indented(_safe(text), 0))
        else:
            lines.append(_item(one, text, numbers, widths))
        before = one
    return "\n".join(lines).strip("\n")


def _item(one: Paragraph, text: str, numbers: list[int], widths: list[int]) -> str:
    numbers[one.depth + 1 :] = [0] * (DEEPEST - one.depth)
    numbers[one.depth] = numbers[one.depth] + 1 if one.ordered else 0
    mark = f"{numbers[one.depth]}. " if one.ordered else "- "
    indent = sum(widths[1 : one.depth])
    widths[one.depth] = len(mark)
    return " " * indent + mark + _indented(_safe(text), indent + len(mark))


def _indented(text: str, by: int) -> str:
    return text.replace("\n", "\\\n" + " " * by)


def _safe(text: str) -> str:
    """A line that would open a list says that it does not."""
    return "\n".join(_OPENING.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", line) for line in text.split("\n"))


def _inline(runs: list[Run]) -> str:
    """The words of a paragraph with their marks.

    CommonMark cannot mark every piece of a word (`1*>*` marks nothing): such a piece loses the signs at its ends,
    and if that is not enough the paragraph keeps its words and loses its looks.
    """
    for edges in (_BLANKS, _BLANKS + _SIGNS):
        parts = _trimmed(runs, edges)
        text = "".join(map(_marked, parts))
        back = read(_safe(text))
        if [run for one in back for run in one.runs] == parts:
            return text
    return "".join(_marked(Run(run.text)) for run in _trimmed([Run(run.text) for run in runs], _BLANKS))


_BLANKS = " \n\t\u00a0"
_SIGNS = "".join(chr(n) for n in range(33, 127) if not chr(n).isalnum()) + "«»“”‘’…–—·"


def _trimmed(runs: list[Run], edges: str) -> list[Run]:
    """Without blanks at the ends, and with the `edges` of a marked run outside its marks."""
    parts: list[Run] = []
    for run in merged(runs):
        bare = run.text.strip(edges)
        if not bare or not (run.bold or run.italic):
            parts.append(Run(run.text))
            continue
        head, tail = run.text[: run.text.index(bare)], run.text[run.text.index(bare) + len(bare) :]
        parts += [Run(head), Run(bare, run.bold, run.italic), Run(tail)]
    parts = merged([part for part in parts if part.text])
    if parts:
        parts[0] = Run(parts[0].text.lstrip(), parts[0].bold, parts[0].italic)
        parts[-1] = Run(parts[-1].text.rstrip(), parts[-1].bold, parts[-1].italic)
    return [part for part in parts if part.text]


def _marked(run: Run) -> str:
    marks = ("**" if run.bold else "") + ("*" if run.italic else "")
    return marks + _SPECIAL.sub(r"\\\1", run.text) + marks[::-1]


# ---------------------------------------------------------------- the document of an editor


def fill(document: QTextDocument, paragraphs: list[Paragraph]) -> None:
    """Make `document` show the paragraphs."""
    document.clear()
    cursor = QTextCursor(document)
    insert(cursor, paragraphs)


def insert(cursor: QTextCursor, paragraphs: list[Paragraph]) -> None:
    """Put paragraphs where the cursor is, as one step of undo."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for number, one in enumerate(paragraphs):
        if number:
            cursor.insertBlock()
        _shape(cursor, one.depth, one.ordered)
        for run in one.runs:
            look = QTextCharFormat()
            look.setFontWeight(QFont.Weight.Bold if run.bold else QFont.Weight.Normal)
            look.setFontItalic(run.italic)
            cursor.insertText(run.text.replace("\n", "\u2028"), look)
    cursor.endEditBlock()


def _shape(cursor: QTextCursor, depth: int, ordered: bool) -> None:
    """Make the cursor's paragraph an item of a list, or a plain one."""
    block = cursor.block()
    mine = list_of(block)
    if depth == 0:
        if mine is not None:
            mine.remove(block)
            plain = block.blockFormat()
            plain.setIndent(0)
            cursor.setBlockFormat(plain)
        return
    wanted = list_format(depth, ordered)
    above = _list_above(block, depth)
    if above is not None and above.format().style() == wanted.style():
        above.add(block)
    else:
        cursor.createList(wanted)


def _list_above(block: QTextBlock, depth: int) -> QTextList | None:
    """The list an item may continue: the nearest one of its depth, when only deeper items stand between."""
    above = block.previous()
    while above.isValid() and (listed := list_of(above)) is not None:
        there = listed.format().indent()
        if there <= depth:
            return listed if there == depth else None
        above = above.previous()
    return None


def list_of(place: QTextBlock | QTextCursor) -> QTextList | None:
    """The list a paragraph is an item of (Qt answers None, whatever its signatures promise)."""
    return place.textList() if isinstance(place, QTextBlock) else place.currentList()


def is_ordered(listed: QTextList) -> bool:
    """Whether the items of a list are counted (digits, letters) rather than dotted."""
    return listed.format().style().value <= QTextListFormat.Style.ListDecimal.value


def list_format(depth: int, ordered: bool) -> QTextListFormat:
    """How a list of a depth looks."""
    look = QTextListFormat()
    dots = (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListCircle, QTextListFormat.Style.ListSquare)
    look.setStyle(QTextListFormat.Style.ListDecimal if ordered else dots[min(depth, DEEPEST) - 1])
    look.setIndent(depth)
    return look


def paragraphs_of(document: QTextDocument) -> list[Paragraph]:
    """What a document says, in the little language; every other look is dropped."""
    found = []
    block = document.begin()
    while block.isValid():
        listed = list_of(block)
        depth = min(max(listed.format().indent(), 1), DEEPEST) if listed is not None else 0
        ordered = listed is not None and is_ordered(listed)
        found.append(Paragraph(tuple(_block_runs(block)), depth, ordered))
        block = block.next()
    return found


def _block_runs(block: QTextBlock) -> list[Run]:
    runs = []
    for piece in _fragments(block):
        look = piece.charFormat()
        text = piece.text().replace("\u2028", "\n").replace("\ufffc", "")
        runs.append(Run(text, look.fontWeight() >= QFont.Weight.DemiBold, look.fontItalic()))
    return merged(runs)


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    """The pieces of one look a paragraph is made of."""
    found = []
    steps = block.begin()
    while not steps.atEnd():
        found.append(steps.fragment())
        steps += 1
    return found
