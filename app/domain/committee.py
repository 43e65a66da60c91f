"""The committee file (CLI.md): one object, one array per entity, links by code; read, checked, written.

Pure: `read` turns JSON into typed rows and names every record and field that breaks DOMAIN §5; `write` is its
inverse, without history, timestamps, authors and internal ids.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.errors import Problem, Refused
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Snapshot, Values, dump
from app.domain.fields import File, Names, Value
from app.domain.integrity import broken_links
from app.domain.ownership import Find
from app.domain.settings import SETTINGS_CODE

FORMAT, FORMAT_VERSION = "cabina-committee", 1
_APART = frozenset({"format", "format_version", "expected", "demo", "demo_today", "settings", "body", "bodies"})


@dataclass
class Committee:
    """A committee file as typed rows, entity by entity, and the bytes of its attachments."""

    rows: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)  # by their SHA-256
    problems: list[Problem] = field(default_factory=list)  # what could not be read
    unread: set[int] = field(default_factory=set)  # the id() of the rows with a field that could not be read

    def mentioned(self) -> frozenset[str]:
        """The entities the file speaks of, even with an empty array."""
        return frozenset(self.rows)


def arrays(data: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """The file's records by entity name, with `settings` and `body` brought into the same shape.

    Raises:
        Refused: not a committee file, or a key nobody knows.
    """
    if data.get("format") != FORMAT or data.get("format_version") != FORMAT_VERSION:
        raise Refused(N_("Il file non è un archivio della cabina di regia (format «cabina-committee», versione 1)."))
    plurals = {entity.plural: entity.name for entity in ENTITIES.values()}
    unknown = sorted(key for key in data if key not in plurals and key not in _APART | {"blobs"})
    if unknown:
        raise Refused(N_("Il file contiene voci sconosciute: {keys}."), keys=", ".join(unknown))
    found: dict[str, list[Mapping[str, Any]]] = {}
    for key, name in plurals.items():
        if key in data and key not in ("settings", "bodies"):
            found[name] = _records(key, data[key])
    if "settings" in data:
        settings = _records("settings", [data["settings"]])[0]
        extra = {k: data[k] for k in ("demo", "demo_today") if k in data}
        found["setting"] = [{"code": SETTINGS_CODE, **settings, **extra}]
    if "body" in data or "bodies" in data:
        first = _records("body", [data["body"]]) if data.get("body") else []
        found["body"] = [*first, *_records("bodies", data.get("bodies", []))]
    return found


def _records(key: str, value: Any) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise Refused(N_("«{key}» deve essere un elenco di schede."), key=key)
    return value


def read(data: Mapping[str, Any], names: Names) -> Committee:
    """The file as typed rows; codes the file leaves out stay None until written. What cannot be read is kept in
    `problems`, a record and a field each: `check` tells it with the rest.

    Raises:
        Refused: not a committee file.
    """
    committee, sources = Committee(), arrays(data)
    _read_blobs(data.get("blobs", {}), committee)
    for name, entity in ENTITIES.items():
        if name not in sources:
            continue
        committee.rows[name] = rows = []
        for number, raw in enumerate(sources[name], 1):
            values, wrong = _row(entity, raw, names)
            if not wrong:
                values.update(entity.derive(values))
            else:
                committee.unread.add(id(values))
            place = _place(entity, raw.get("code"), number)
            committee.problems += [Problem(why, where, place) for where, why in wrong]
            rows.append(values)
    return committee


def _place(entity: type[Entity], code: Any, number: int) -> str:
    """How a refusal names a record: by its code, or by its place in its array."""
    return f"{entity.plural} {str(code)[:60] if code else f'n. {number}'}"


def _read_blobs(blobs: Any, committee: Committee) -> None:
    """The bytes of the attachments, each under the hash it claims."""
    if not isinstance(blobs, dict):
        raise Refused(N_("«blobs» deve contenere gli allegati, ciascuno sotto la propria impronta."))
    for sha, text in blobs.items():
        try:
            content = base64.b64decode(text, validate=True)
        except (TypeError, ValueError):
            content = None
        if content is None or hashlib.sha256(content).hexdigest() != sha:
            why = N_("l'allegato è danneggiato: la sua impronta non corrisponde")
            committee.problems.append(Problem(tr(why), sha[:64], "blobs"))
        else:
            committee.blobs[sha] = content


def _row(entity: type[Entity], raw: Mapping[str, Any], names: Names) -> tuple[dict[str, Value], list[tuple[str, str]]]:
    values, wrong = entity.defaults(), []
    for key, value in raw.items():
        spec = entity.fields.get(key)
        if spec is None:
            wrong.append((key, tr(N_("campo sconosciuto"))))
            continue
        try:
            values[key] = spec.load(value, names) if value is not None else values[key] if spec.plural else None
        except Refused as refusal:
            wrong.append((key, str(refusal)))
    return values, wrong


def check(committee: Committee, around: Find) -> None:
    """Everything DOMAIN §5 asks of the rows: what could not be read, rules, links, doubles, life cycles.

    `around` finds records that are in the register already.

    Raises:
        Refused: naming every record and field.
    """
    own = {(name, row["code"]): Snapshot(name, 0, 0, row) for name, rows in committee.rows.items() for row in rows
           if row["code"]}  # fmt: skip

    def find(entity: str, code: str) -> Snapshot | None:
        return own.get((entity, code)) or around(entity, code)

    problems = list(committee.problems)
    for name, rows in committee.rows.items():
        entity = ENTITIES[name]
        problems += _doubles(entity, rows)
        for number, row in enumerate(rows, 1):
            if id(row) not in committee.unread:
                place = _place(entity, row["code"], number)
                wrong = _wrong(entity, {**row, "code": row["code"] or place}, find, committee)
                problems += [Problem(p.why, p.field, place) for p in wrong]
    if problems:
        raise Refused(
            N_("Il file non è stato caricato: nulla è cambiato nel registro. Correggete e riprovate. Problemi: {n}."),
            n=len(problems), problems=tuple(problems),
        )  # fmt: skip


def _wrong(entity: type[Entity], row: Values, find: Find, committee: Committee) -> list[Problem]:
    return (
        entity.problems(row, all_fields=True)
        or broken_links(entity, row, find)
        or _absent_files(entity, row, committee)
    )


def _absent_files(entity: type[Entity], row: Values, committee: Committee) -> list[Problem]:
    why = N_("il file dell'allegato non è in questo archivio (blobs)")
    return [Problem(tr(why), name) for name, spec in entity.fields.items()
            if isinstance(spec, File) and row[name] and row[name] not in committee.blobs]  # fmt: skip


_ONCE: Mapping[str, tuple[str, ...]] = {
    "agenda_item": ("meeting", "position"), "membership": ("body", "person", "from"),
}  # fmt: skip
"""What may appear once besides codes and keys, where a reordering on a screen needs the database to be patient."""


def _doubles(entity: type[Entity], rows: Sequence[Values]) -> list[Problem]:
    found = []
    for fields in filter(None, dict.fromkeys((("code",), entity.key, _ONCE.get(entity.name)))):
        seen = Counter(tuple(str(row[f]).casefold() for f in fields) for row in rows if all(row[f] for f in fields))
        for row in rows:
            if seen.pop(tuple(str(row[f]).casefold() for f in fields), 0) > 1:
                where = f"{entity.plural} {'/'.join(str(row[f]) for f in fields)}"
                found.append(Problem(tr(N_("compare più di una volta")), ", ".join(fields), where))
    return found or (_pairs_twice(rows) if entity.name == "pair_review" else [])


def _pairs_twice(rows: Sequence[Values]) -> list[Problem]:
    """A pair is the same pair whichever intervention comes first."""
    seen = Counter((*sorted((str(row["a"]), str(row["b"]))), row["kind"]) for row in rows)
    why = tr(N_("compare più di una volta"))
    return [Problem(why, "a, b", f"pair_reviews {a}/{b}") for (a, b, _), n in seen.items() if n > 1]


def write(rows: Mapping[str, Iterable[Snapshot]], blobs: Mapping[str, str]) -> dict[str, Any]:
    """The whole register in the file's shape, arrays ordered by code as `rows` gives them."""
    data: dict[str, Any] = {"format": FORMAT, "format_version": FORMAT_VERSION}
    for name, entity in ENTITIES.items():
        if not entity.portable:
            continue
        records = [_portable(entity, row.values) for row in rows.get(name, ())]
        if name == "setting":
            data.update(_settings(records))
        elif name == "body":
            data["body"] = records[0] if records else None
            if records[1:]:
                data["bodies"] = records[1:]
        else:
            data[entity.plural] = records
    if blobs:
        data["blobs"] = dict(sorted(blobs.items()))
    return data


def _portable(entity: type[Entity], values: Values) -> dict[str, Any]:
    return {key: value for key, value in dump(entity, values).items() if not entity.fields[key].computed}


def _settings(records: list[dict[str, Any]]) -> dict[str, Any]:
    one = dict(records[0]) if records else {}
    one.pop("code", None)
    return {"demo": one.pop("demo", False), "demo_today": one.pop("demo_today", None), "settings": one}
