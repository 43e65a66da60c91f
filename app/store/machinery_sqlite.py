"""What SQLite does by itself: tables of links, totals, the index of words, the history nobody rewrites.

Every statement can be run again: what stood before is dropped first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from zlib import crc32

from app.domain.entities import ENTITIES
from app.domain.fields import Links
from app.store.layout import Layout, ListTable, layout, quoted

LIVE = '"archived_at" IS NULL'


def statements() -> list[str]:
    """The DDL of all triggers, in order."""
    found: list[str] = []
    for entity in ENTITIES.values():
        where = layout(entity)
        for one in where.lists.values():
            found += _links(where, one)
        found += _totals(where)
        found += _words(where)
    return [*found, *_history()]


Run = Callable[[str], object]
Ask = Callable[[str], Sequence[Sequence[object]]]


def clear(run: Run, ask: Ask) -> None:
    """Take the triggers away: they would stand in a migration's way."""
    for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        run(f"DROP TRIGGER {quoted(str(name))}")


def make(run: Run, ask: Ask) -> None:
    """Make everything as declared. An index of words is only made again when it is another: it reads every row."""
    clear(run, ask)
    there = {str(name): str(sql) for name, sql in ask("SELECT name, sql FROM sqlite_master WHERE type = 'table'")}
    for entity in ENTITIES.values():
        index, made = f"{entity.name}_words", words_table(layout(entity))
        if there.get(index) != made:
            run(f"DROP TABLE IF EXISTS {quoted(index)}")
            run(made)
            run(f"INSERT INTO {quoted(index)} ({quoted(index)}) VALUES ('rebuild')")
    for statement in statements():
        run(statement)
    run(f"PRAGMA user_version = {fingerprint()}")


def fingerprint() -> int:
    """A number that changes with the declarations; the file's header keeps the one it was made with."""
    made = [words_table(layout(entity)) for entity in ENTITIES.values()]
    return crc32("".join([*made, *statements()]).encode()) & 0x7FFF_FFFF


def _trigger(name: str, when: str, *body: str) -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {quoted(name)}",
            f"CREATE TRIGGER {quoted(name)} {when} BEGIN {' '.join(f'{line};' for line in body)} END"]  # fmt: skip


def _links(where: Layout, one: ListTable) -> Iterator[str]:
    """The list column is what people write; these keep the table of links equal to it."""
    table, column, links = quoted(where.table), quoted(one.field), quoted(one.name)
    fill = fill_links(where, one, "NEW.id", f"json_each(NEW.{column})")
    written = links_as_list(one)
    yield from _trigger(f"{one.name}_new", f"AFTER INSERT ON {table} WHEN NEW.{column} <> '[]'", fill)
    yield from _trigger(
        f"{one.name}_edited",
        f"AFTER UPDATE OF {column} ON {table} WHEN NEW.{column} <> OLD.{column} "
        f"AND NEW.{column} <> {written.format(owner='NEW.id')}",
        f"DELETE FROM {links} WHERE owner = NEW.id", fill,
    )  # fmt: skip
    yield from _trigger(  # the record linked to got another code: the foreign key changed the link
        f"{one.name}_renamed",
        f"AFTER UPDATE OF code ON {links}",
        f"UPDATE {table} SET {column} = {written.format(owner='NEW.owner')} WHERE id = NEW.owner",
    )


def fill_links(where: Layout, one: ListTable, owner: str, source: str) -> str:
    """SQL that writes the links of one record, or of many: `source` gives the rows of json_each."""
    qualified = isinstance(spec := where.entity.fields[one.field], Links) and spec.qualifier is not None
    code = "CASE WHEN instr(value, ':') > 0 THEN substr(value, 1, instr(value, ':') - 1) ELSE value END"
    extra = "CASE WHEN instr(value, ':') > 0 THEN substr(value, instr(value, ':') + 1) END"
    parts = f"{code}, {extra}" if qualified else "value, NULL"
    return (f"INSERT INTO {quoted(one.name)} (owner, code, qualifier, position) "
            f"SELECT {owner}, {parts}, key FROM {source}")  # fmt: skip


def links_as_list(one: ListTable) -> str:
    """SQL: the links of a record as the list it is written as; `{owner}` stands for the record's number."""
    return (
        "(SELECT coalesce(json_group_array(link), '[]') FROM (SELECT code || coalesce(':' || qualifier, '') AS link "
        f"FROM {quoted(one.name)} WHERE owner = {{owner}} ORDER BY position))"
    )


def _totals(where: Layout) -> Iterator[str]:
    """Sums over the parts, kept on the whole."""
    if not where.totals:
        return
    child = next(iter(where.totals.values()))[0]
    table, part, link = quoted(where.table), quoted(child.name), quoted(child.part_of)
    add_up = f"UPDATE {table} SET {total_assignments(where)} WHERE code = {{code}}"
    read = ", ".join(dict.fromkeys([link, '"archived_at"', *(quoted(f) for _, f in where.totals.values())]))
    name = f"{where.table}_totals"
    yield from _trigger(f"{name}_new", f"AFTER INSERT ON {part}", add_up.format(code=f"NEW.{link}"))
    yield from _trigger(f"{name}_gone", f"AFTER DELETE ON {part}", add_up.format(code=f"OLD.{link}"))
    yield from _trigger(f"{name}_edited", f"AFTER UPDATE OF {read} ON {part}", add_up.format(code=f"NEW.{link}"))
    yield from _trigger(
        f"{name}_moved", f"AFTER UPDATE OF {link} ON {part} WHEN NEW.{link} <> OLD.{link}",
        add_up.format(code=f"OLD.{link}"),
    )  # fmt: skip
    yield from _trigger(  # the parts may have been written first
        f"{name}_whole",
        f"AFTER INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {part} WHERE {link} = NEW.code)",
        add_up.format(code="NEW.code"),
    )


def total_assignments(where: Layout) -> str:
    """SQL: `"budget" = (SELECT sum(…) …), …`, over the parts that are not in the trash."""
    found = []
    for name, (child, field) in where.totals.items():
        rows = f"FROM {quoted(child.name)} WHERE {quoted(child.part_of)} = {quoted(where.table)}.code AND {LIVE}"
        if name in where.lists:
            distinct = f"SELECT DISTINCT {quoted(field)} AS one {rows} ORDER BY 1"
            found.append(f"{quoted(name)} = (SELECT coalesce(json_group_array(one), '[]') FROM ({distinct}))")
        else:
            found.append(f"{quoted(name)} = (SELECT sum({quoted(field)}) {rows})")
    return ", ".join(found)


def word_columns(where: Layout) -> tuple[str, ...]:
    """What the index of words holds of a record."""
    return (*where.searched, *where.searched_links)


def _words(where: Layout) -> Iterator[str]:
    """An FTS5 index beside the table, holding no text of its own; accents and case do not count."""
    table, index = quoted(where.table), quoted(f"{where.table}_words")
    columns = [quoted(name) for name in word_columns(where)]
    new, old = (", ".join(f"{which}.{name}" for name in columns) for which in ("NEW", "OLD"))
    listed = ", ".join(columns)
    forget = f"INSERT INTO {index} ({index}, rowid, {listed}) VALUES ('delete', OLD.id, {old})"
    learn = f"INSERT INTO {index} (rowid, {listed}) VALUES (NEW.id, {new})"  # many at once: fill_words
    name = f"{where.table}_words"
    yield from _trigger(f"{name}_new", f"AFTER INSERT ON {table}", learn)
    yield from _trigger(f"{name}_gone", f"AFTER DELETE ON {table}", forget)
    yield from _trigger(f"{name}_edited", f"AFTER UPDATE OF {listed} ON {table}", forget, learn)


def words_table(where: Layout) -> str:
    """The SQL that makes the index of words, as the schema keeps it."""
    listed = ", ".join(quoted(name) for name in word_columns(where))
    return (
        f"CREATE VIRTUAL TABLE {quoted(f'{where.table}_words')} USING fts5({listed}, content={quoted(where.table)}, "
        "content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )


def fill_words(where: Layout, rows: str) -> str:
    """SQL that adds many records to the index of words at once; `rows` is a condition on them."""
    listed = ", ".join(quoted(name) for name in word_columns(where))
    return (f"INSERT INTO {quoted(f'{where.table}_words')} (rowid, {listed}) "
            f"SELECT id, {listed} FROM {quoted(where.table)} WHERE {rows} ORDER BY id")  # fmt: skip


def _history() -> Iterator[str]:
    for verb in ("UPDATE", "DELETE"):
        yield from _trigger(f"change_{verb.lower()}", f"BEFORE {verb} ON change", "SELECT raise(ABORT, 'history')")
