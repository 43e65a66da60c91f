"""What was typed in the search box → the records that hold all of its words, accents and case ignored.

Words match from their beginning, from two letters on (a shorter last word waits for the next key). A word is
also looked for in the names of the linked records (lead, partners): their codes stand in the same index, so
renaming an actor touches no project.
"""

from __future__ import annotations

import json
import re

from app.domain.entities import ENTITIES
from app.store.collation import bare
from app.store.layout import Layout, layout, quoted
from app.store.line import Line

_WORD = re.compile(r"[^\W_]+")
_LINKED_AT_MOST = 400
"""Linked records one word may mean; a word of more is not a name."""

_READ_AT_ONCE = 200_000
"""Characters of numbers read in one go, a millisecond's work."""


def words(text: str) -> list[str]:
    """The words to look for."""
    found = _WORD.findall(bare(text))
    return [word for word in found if len(word) > 1 or word.isdigit()]


def condition(line: Line, where: Layout, text: str, *, walk: bool = False) -> tuple[str, list[str]]:
    """The condition of the records found, with its values; ("", []) when there is nothing to look for.

    `walk` tells SQLite to meet them along the order of the list, not to fetch them all and put them in order.
    """
    wanted = words(text)
    if not wanted:
        return "", []
    if line.kind == "sqlite":
        match, asked = _found(line, where, wanted)
        return f"{'+' if walk else ''}{quoted(where.table)}.id IN ({asked})", [match]
    linked = _linked(line, where, wanted)
    match = " & ".join(_ts_term(word, i, linked) for i, word in enumerate(wanted))
    return "search @@ ?::tsquery", [match]


def found(line: Line, where: Layout, text: str, most: int = 0) -> list[int]:
    """SQLite: the numbers of the records that have the words, lowest first, those in the trash included; `most`: so
    many at most. SQLite gives them as one text, and works without Python's lock."""
    match, asked = _found(line, where, words(text))
    limit = f" LIMIT {int(most)}" if most else ""
    told = line.rows(f"SELECT json_group_array(rowid) FROM ({asked} ORDER BY rowid{limit})", [match])[0][0]
    return as_numbers(told)


def as_numbers(told: str) -> list[int]:
    """The numbers of a JSON list, read a piece at a time: nobody waits long for Python's lock."""
    numbers: list[int] = []
    at, end = 1, len(told) - 1
    while at < end:
        comma = told.find(",", at + _READ_AT_ONCE)
        stop = end if comma < 0 else comma
        numbers += json.loads(f"[{told[at:stop]}]")
        at = stop + 1
    return numbers


def _found(line: Line, where: Layout, wanted: list[str]) -> tuple[str, str]:
    """What SQLite's index of words is asked, and the statement that asks it."""
    linked, index = _linked(line, where, wanted), quoted(f"{where.table}_words")
    match = " AND ".join(_fts_term(word, i, linked) for i, word in enumerate(wanted))
    return match, f"SELECT rowid FROM {index} WHERE {index} MATCH ?"


def _linked(line: Line, where: Layout, wanted: list[str]) -> dict[str, list[list[str]]]:
    return {field: _codes(line, layout(ENTITIES[to]), wanted) for field, to in where.searched_links.items()}


def _codes(line: Line, where: Layout, wanted: list[str]) -> list[list[str]]:
    """Per word, the codes of the records whose name has it."""
    named = [
        name for name in ("name", "short_name", "label", "title", "first_name", "last_name") if name in where.searched
    ]
    found = []
    for word in wanted:
        if line.kind == "sqlite":
            index = quoted(f"{where.table}_words")
            columns = " ".join(f'"{name}"' for name in named)
            inside = f"id IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"
            value = f'{{{columns}}} : "{word}" *'
        else:
            inside, value = "search @@ ?::tsquery", f"'{word}':*"
        sql = f"SELECT code FROM {quoted(where.table)} WHERE {inside} LIMIT {_LINKED_AT_MOST + 1}"
        codes = [row[0] for row in line.rows(sql, [value])]
        found.append(codes if len(codes) <= _LINKED_AT_MOST else [])
    return found


def _fts_term(word: str, number: int, linked: dict[str, list[list[str]]]) -> str:
    terms = [f'"{word}" *']
    for field, per_word in linked.items():
        terms += [f'"{field}" : "{code.replace(chr(34), " ")}"' for code in per_word[number]]
    return "(" + " OR ".join(terms) + ")"


def _ts_term(word: str, number: int, linked: dict[str, list[list[str]]]) -> str:
    codes = {code for per_word in linked.values() for code in per_word[number]}
    escaped = (_as_lexeme(code) for code in sorted(codes))
    return "(" + " | ".join([f"'{word}':*", *(f"'@{code}'" for code in escaped)]) + ")"


def _as_lexeme(code: str) -> str:
    """A code as the server's index of codes holds it (machinery_postgresql.py), inside quotes."""
    short = re.sub(r'[\[\]" ]|:.*', "", code.lower())
    return short.replace("\\", "\\\\").replace("'", "''")
