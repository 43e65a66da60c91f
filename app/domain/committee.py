"""The committee file (CLI.md): one object, one array per entity, links by code; read, checked, written.

Pure: `read` turns JSON into typed rows and names every record and field that breaks DOMAIN §5; `write` is its
inverse, without history, timestamps, authors and internal ids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.core.errors import Problem, Refused
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Snapshot, Values, dump
from app.domain.fields import Names, Value
from app.domain.integrity import broken_links
from app.domain.ownership import Find
from app.domain.settings import SETTINGS_CODE

FORMAT, FORMAT_VERSION = "cabina-committee", 1
_APART = frozenset({"format", "format_version", "expected", "demo", "demo_today", "settings", "body", "bodies"})


@dataclass
class Committee:
    """A committee file as typed rows, entity by entity, and the bytes of its attachments."""

    rows: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    blobs: dict[str, str] = field(default_factory=dict)  # sha256 → base64

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
    """The file as typed rows, each checked field by field; codes the file leaves out stay None until written.

    Raises:
        Refused: with one Problem for each record and field that is wrong; nothing is half read.
    """
    committee, problems = Committee(blobs=dict(data.get("blobs", {}))), []
    sources = arrays(data)
    for name, entity in ENTITIES.items():
        if name not in sources:
            continue
        committee.rows[name] = rows = []
        for number, raw in enumerate(sources[name], 1):
            values, wrong = _row(entity, raw, names)
            if not wrong:
                values.update(entity.derive(values))
            label = str(raw.get("code") or raw.get("title") or number)[:60]
            problems += [Problem(why, where, f"{entity.plural} {label}") for where, why in wrong]
            rows.append(values)
    if problems:
        raise _refusal(problems)
    return committee


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
    """Everything DOMAIN §5 asks of the rows together: rules, links, doubles, life cycles.

    `around` finds records that are in the register already.

    Raises:
        Refused: naming every record and field.
    """
    own = {(name, row["code"]): Snapshot(name, 0, 0, row) for name, rows in committee.rows.items() for row in rows
           if row["code"]}  # fmt: skip

    def find(entity: str, code: str) -> Snapshot | None:
        return own.get((entity, code)) or around(entity, code)

    problems: list[Problem] = []
    for name, rows in committee.rows.items():
        entity = ENTITIES[name]
        problems += _doubles(entity, rows)
        for number, row in enumerate(rows, 1):
            coded = {**row, "code": row["code"] or f"n. {number}"}
            wrong = entity.problems(coded) or broken_links(entity, coded, find) or _company(entity, row, find)
            problems += [Problem(p.why, p.field, f"{entity.plural} {coded['code']}") for p in wrong]
    if problems:
        raise _refusal(problems)


def _doubles(entity: type[Entity], rows: Iterable[Values]) -> list[Problem]:
    rows = list(rows)
    found = []
    for fields in (("code",), entity.key, *((("number",),) if entity.name == "decision" else ())):
        if fields:
            seen = Counter(tuple(row[f] for f in fields) for row in rows if all(row[f] for f in fields))
            found += [
                Problem(tr(N_("compare più di una volta")), ", ".join(fields), f"{entity.plural} {'/'.join(map(str, k))}")
                for k, n in seen.items() if n > 1
            ]  # fmt: skip
    return found


def _company(entity: type[Entity], row: Values, find: Find) -> list[Problem]:
    """Rules that need another record: an intervention cannot run in a project that is not on (DOMAIN §5.6)."""
    if entity.name == "intervention" and row["status"] == "in_corso":
        project = find("project", row["project"])
        if project and project["status"] in ("proposta", "non_accolto", "ritirato"):
            return [Problem(tr(N_("l'intervento è in corso ma il suo progetto non lo è")), "status")]
    return []


def _refusal(problems: list[Problem]) -> Refused:
    return Refused(
        N_("Il file non è stato caricato: nulla è cambiato nel registro. Correggete e riprovate ({n} problemi)."),
        n=len(problems), problems=tuple(problems),
    )  # fmt: skip


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
