"""The small rich text people type (paragraphs, bold, italic, lists), kept as Markdown, turned into blocks.

Only these few rules of CommonMark are on: no HTML, no links, no headings, no code, no images. Whatever else
looks like markup is text and is shown as it was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.documents.structure import Block, BulletList, Item, NumberedList, Paragraph, Role, Text

_RULES = ["list", "emphasis", "balance_pairs", "escape", "newline", "fragments_join"]
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+\-.!|~()])")
_HIGHEST = 999_999  # a list that starts higher than this is a typing slip


@lru_cache(1)
def _parser() -> MarkdownIt:
    return MarkdownIt("zero").enable(_RULES)


def escape(text: str) -> str:
    """Text that, read as Markdown, is that very text: nothing in it becomes markup."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "\\\n")


def blocks(markdown: str, role: Role = "normal") -> tuple[Block, ...]:
    """The blocks of a rich text; its paragraphs have this role."""
    reader = _Reader(_parser().parse(markdown), role)
    return tuple(reader.until(""))


def inline(markdown: str) -> tuple[Text, ...]:
    """A rich text as runs on one line: paragraphs and items joined by a space."""
    out: list[Text] = []
    for piece in _parser().parse(markdown):
        if piece.type == "inline":
            if out:
                out.append(Text(" "))
            out.extend(_runs(piece))
    return tuple(out)


@dataclass(slots=True)
class _Reader:
    """Reads the parser's flat list of openings and closings."""

    pieces: list[Token]
    role: Role
    at: int = 0

    def until(self, end: str) -> list[Block]:
        """The blocks up to a closing, which is passed over."""
        out: list[Block] = []
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if piece.type == end:
                break
            if piece.type == "inline":
                out.append(Paragraph(_runs(piece), self.role))
            elif piece.type == "bullet_list_open":
                out.append(BulletList(tuple(self._items("bullet_list_close"))))
            elif piece.type == "ordered_list_open":
                start = int(piece.attrs.get("start", 1))
                items = tuple(self._items("ordered_list_close"))
                out.append(NumberedList(items, start if start <= _HIGHEST else 1))
        return out

    def _items(self, end: str) -> list[Item]:
        items: list[Item] = []
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if piece.type == end:
                break
            if piece.type == "list_item_open":
                items.append(_item(self.until("list_item_close")))
        return items


def _item(inside: list[Block]) -> Item:
    """A list entry: its first paragraph is its text, the rest stands under it."""
    if inside and isinstance(inside[0], Paragraph):
        return Item(inside[0].text, tuple(inside[1:]))
    return Item("", tuple(inside))


@dataclass(slots=True)
class _Looks:
    """The looks in force while reading a line, and the runs read so far."""

    bold: int = 0
    italic: int = 0
    out: list[Text] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Add text in the present looks, joined to the run before when it has the same."""
        run = Text(text, bold=self.bold > 0, italic=self.italic > 0)
        if self.out and (self.out[-1].bold, self.out[-1].italic) == (run.bold, run.italic):
            run = Text(self.out.pop().text + text, run.bold, run.italic)
        if run.text:
            self.out.append(run)


def _runs(inline_piece: Token) -> tuple[Text, ...]:
    looks = _Looks()
    for piece in inline_piece.children or ():
        if piece.type in ("strong_open", "strong_close"):
            looks.bold += piece.nesting
        elif piece.type in ("em_open", "em_close"):
            looks.italic += piece.nesting
        elif piece.type == "hardbreak":
            looks.say("\n")
        elif piece.type == "softbreak":
            looks.say(" ")
        else:
            looks.say(piece.content)
    return tuple(looks.out)
