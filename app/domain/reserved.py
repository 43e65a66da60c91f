"""Reserved paragraphs of a rich text: a paragraph that begins with `%%` is kept, printed without the mark in the
minutes and in the extract that is sent, and left out of what is published.

Where a paragraph of Markdown ends is judged on the safe side: in doubt the line belongs to the reserved one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.domain.entity import Snapshot
from app.domain.sitting import SittingFacts

MARK = "%%"
_ITEM = re.compile(r"^(\s*)([-+*]|\d{1,9}[.)])(\s+|$)")
_MARKED = re.compile(r"^(\s*(?:(?:[-+*]|\d{1,9}[.)])\s+)*)([*_]{0,3})%%[ \t]*")

RICH: dict[str, tuple[str, ...]] = {
    "meeting": ("opening_note", "closing_note"), "agenda_item": ("report_text",), "speech": ("text",),
    "decision": ("text",), "minutes": ("corrections",),
}  # fmt: skip
"""The rich texts of a sitting, by kind of record."""


def paragraphs(text: str) -> list[tuple[bool, list[str]]]:
    """A Markdown text as groups of lines, each told whether it is reserved; blank lines are groups of their own."""
    groups: list[tuple[bool, list[str]]] = []
    bases: tuple[int, ...] = (-1,)  # where the words of the list item may begin; -1 outside one
    inside = False  # within a paragraph
    for line in text.split("\n"):
        if not line.strip():
            groups.append((False, [line]))
            inside = False
            continue
        item, marked = _ITEM.match(line), _MARKED.match(line) is not None
        if inside and not (item and all(_interrupts(item, line, base) for base in bases)):
            if not marked:
                groups[-1][1].append(line)
                continue
            bases = (*bases, -1)  # amid a paragraph, or after an empty item: reserved until both would end
        else:
            bases = (item.end(),) if item else (-1,)
        groups.append((marked, [line]))
        inside = True
    return groups


def _interrupts(item: re.Match[str], line: str, listed: int) -> bool:
    """Whether a line that looks like an item begins one in the middle of a paragraph (CommonMark 5.2).

    To the left of the words of a list item any does; elsewhere only a dot or the number 1, with words, and not
    indented by four.
    """
    indent, words = len(item[1].expandtabs(4)), bool(line[item.end() :].strip())
    if 0 <= indent < listed:
        return words and indent <= 3
    return words and indent <= max(listed, 0) + 3 and (len(item[2]) == 1 or item[2][:-1] == "1")


def has_mark(text: str | None) -> bool:
    """Whether any paragraph of a text is reserved."""
    return bool(text) and MARK in str(text) and any(reserved for reserved, _ in paragraphs(str(text)))


def without_marks(text: str) -> str:
    """The whole text, its marks taken off."""
    if MARK not in text:
        return text
    lines = [_bare(group) if reserved else group for reserved, group in paragraphs(text)]
    return "\n".join(line for group in lines for line in group)


def _bare(group: list[str]) -> list[str]:
    return [_MARKED.sub(r"\1\2", group[0]), *group[1:]]


def cut(text: str, stand_in: Callable[[], str]) -> tuple[str, list[str]]:
    """The text with a stand-in (asked once for each) where a reserved paragraph was, and those paragraphs."""
    if MARK not in text:
        return text, []
    lines: list[str] = []
    left_out: list[str] = []
    for reserved, group in paragraphs(text):
        if not reserved:
            lines += group
            continue
        found = _MARKED.match(group[0])
        lines.append((found[1] if found else "") + stand_in())
        left_out.append("\n".join(_bare(group)))
    return "\n".join(lines), left_out


# ---------------------------------------------------------------- the texts of a sitting


def unmarked(facts: SittingFacts) -> SittingFacts:
    """The facts as the minutes print them: whole, without any mark."""
    return with_texts(facts, lambda _, text: without_marks(text))


def with_texts(facts: SittingFacts, change: Callable[[Snapshot, str], str]) -> SittingFacts:
    """The facts with every rich text changed; `change` is given its record too."""

    def one(record: Snapshot) -> Snapshot:
        texts = {name: record.values.get(name) for name in RICH[record.entity]}
        changed = {name: change(record, text) for name, text in texts.items() if isinstance(text, str) and MARK in text}
        return replace(record, values={**record.values, **changed}) if changed else record

    found: dict[str, Any] = {name: tuple(map(one, getattr(facts, name))) for name in ("items", "speeches", "decisions")}
    record = one(facts.record) if facts.record is not None else None
    return replace(facts, meeting=one(facts.meeting), record=record, **found)
