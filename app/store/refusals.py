"""What the database refused, in a sentence a person understands."""

from __future__ import annotations

import re

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Entity
from app.store.layout import quoted
from app.store.line import Broken, Line

_KEY = re.compile(r"Key \((?:\"?(?P<column>\w+)\"?)\)=\((?P<value>.*?)\)")
_TABLE = re.compile(r"on table \"(?P<table>\w+)\"")
_SHOWN = 5


def explained(broken: Broken, entity: type[Entity] | None, code: str = "") -> Refused:
    """A constraint that broke at once: a code used twice, a missing value, a word no vocabulary has."""
    label = tr(entity.label) if entity else ""
    if broken.what == "unique":
        if entity and not re.search(r"\bcode\b", broken.text) and entity.key:
            fields = ", ".join(f"«{tr(entity.fields[name].label)}»" for name in entity.key)
            return Refused(
                N_("«{label}»: c'è già una scheda con gli stessi valori di {fields}."), label=label, fields=fields
            )
        return Refused(
            N_("Il codice «{code}» è già usato da un'altra scheda «{label}» (forse nel cestino)."),
            code=code,
            label=label,
        )
    column = _column(broken.text)
    field = tr(entity.fields[column].label) if entity and column in entity.fields else column
    if broken.what == "null":
        return Refused(N_("«{label}» {code}: manca «{field}»."), label=label, code=code, field=field)
    return Refused(N_("«{label}» {code}: il registro non ammette il valore di «{field}»."),
                   label=label, code=code, field=field)  # fmt: skip


def _column(text: str) -> str:
    """The column a driver complains of: SQLite names `table.column`, both name our constraints ck_table_column."""
    if match := re.search(r"NOT NULL constraint failed: \w+\.(\w+)", text) or re.search(
        r'null value in column "(\w+)"', text
    ):
        return match[1]
    for name, entity in ENTITIES.items():
        if (match := re.search(rf"ck_{name}_(\w+)", text)) and match[1] in entity.fields:
            return match[1]
    return ""


def broken_links(line: Line, broken: Broken) -> Refused:
    """A link to a record that is not there, found when the deed ended."""
    places = _sqlite_places(line) if line.kind == "sqlite" else _postgres_places(broken.text)
    shown = "; ".join(places[:_SHOWN]) + ("; …" if len(places) > _SHOWN else "")
    return Refused(
        N_("Niente è stato scritto: resterebbero collegamenti a schede che non ci sono ({places})."),
        places=shown or "?",
    )


def _sqlite_places(line: Line) -> list[str]:
    found: list[str] = []
    for table, row, parent, number in line.rows("PRAGMA foreign_key_check"):
        keys = {key[0]: key for key in line.rows(f"PRAGMA foreign_key_list({quoted(table)})")}
        column = keys[number][3]
        if table not in ENTITIES:  # a table of links: its owner's links are told by the code alone
            found += _dangling(line, table, column, parent)
            continue
        code, value = line.rows(f"SELECT code, {quoted(column)} FROM {quoted(table)} WHERE rowid = ?", [row])[0]
        found.append(f"{code} → {parent} «{value}»")
    return list(dict.fromkeys(found))


def _dangling(line: Line, links: str, column: str, parent: str) -> list[str]:
    owner = next(name for name in sorted(ENTITIES, key=len, reverse=True) if links.startswith(f"{name}_"))
    sql = (
        f"SELECT o.code, l.{quoted(column)} FROM {quoted(links)} l JOIN {quoted(owner)} o ON o.id = l.owner "
        f"WHERE NOT EXISTS (SELECT 1 FROM {quoted(parent)} p WHERE p.code = l.{quoted(column)}) LIMIT {_SHOWN + 1}"
    )
    return [f"{code} → {parent} «{value}»" for code, value in line.rows(sql)]


def _postgres_places(text: str) -> list[str]:
    key, table = _KEY.search(text), _TABLE.search(text)
    if key is None:
        return []
    where = f"{table['table']}." if table else ""
    return [f"{where}{key['column']} → «{key['value']}»"]
