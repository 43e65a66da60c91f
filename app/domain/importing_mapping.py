"""Which column of a file becomes which field: a value, kept by name and written as TOML (CLI.md)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Entity
from app.domain.fields import Field, Link, LongText


@dataclass(frozen=True)
class ColumnMapping:
    """How to read a file into one kind of record.

    `columns` is header → field, where a field may belong to a part of the record: `funding_line.amount` makes a
    funding line, `funding_line#2.amount` a second one. `constants` are for new records, where the file does not
    say. `values` are the file's words → ours, by field. `key` are the fields existing records are found by (empty:
    the code if it is mapped); with `normalise`, EU_0928 and EU_928 are one key, and the records the file no longer
    names are told. The rest says how to open the file.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    normalise: bool = False
    sheet: str | int | None = None
    header: int | None = None
    encoding: str | None = None
    separator: str | None = None

    def headers_of(self, name: str) -> list[str]:
        """The columns that feed a field, in order."""
        return [header for header, target in self.columns.items() if target == name]

    @property
    def key_fields(self) -> tuple[str, ...]:
        """The fields existing records are found by; none = every row is new."""
        return self.key or (("code",) if "code" in self.columns.values() else ())


def parts_of(entity: type[Entity]) -> dict[str, type[Entity]]:
    """The kinds of record that are a part of this one: {"funding_line": FundingLine}."""
    return {
        other.name: other
        for other in ENTITIES.values()
        if other.part_of and isinstance(link := other.fields[other.part_of], Link) and link.to == entity.name
    }


def target(entity: type[Entity], name: str) -> tuple[str, type[Entity], Field]:
    """What `title` or `funding_line#2.amount` names: (group, entity, field); the group of own fields is "".

    Raises:
        Refused: no such field.
    """
    group, _, own = name.rpartition(".")
    owner = parts_of(entity).get(group.partition("#")[0]) if group else entity
    spec = owner.fields.get(own) if owner else None
    if owner is None or spec is None or (group and own == owner.part_of):
        raise Refused(
            N_("«{name}» non è un campo di «{entity}»; ci sono: {known}."),
            name=name, entity=tr(entity.label), known=", ".join(known_targets(entity)),
        )  # fmt: skip
    return group, owner, spec


def known_targets(entity: type[Entity]) -> list[str]:
    """Everything a column may become: the record's own fields, then those of its funding lines and other parts."""
    own = [name for name, spec in entity.fields.items() if not spec.computed]
    parts = [
        f"{part}.{name}"
        for part, owner in parts_of(entity).items()
        for name, spec in owner.fields.items()
        if not spec.computed and name not in (owner.part_of, "code", "visibility")
    ]
    return own + parts


def check(mapping: ColumnMapping, entity: type[Entity]) -> None:
    """Raise Refused when a mapping names fields that are not there, or feeds one value from two columns."""
    for name in (*mapping.columns.values(), *mapping.constants, *mapping.values, *mapping.key):
        target(entity, name)
    for name in dict.fromkeys(mapping.columns.values()):
        headers = mapping.headers_of(name)
        spec = target(entity, name)[2]
        if len(headers) > 1 and not spec.plural and not isinstance(spec, LongText) and not spec.computed:
            raise Refused(
                N_("Le colonne {columns} finirebbero tutte in «{field}», che tiene un valore solo: sceglietene una."),
                columns=", ".join(f"«{header}»" for header in headers), field=tr(spec.label),
            )  # fmt: skip


# ---------------------------------------------------------------- TOML


def loads(text: str) -> ColumnMapping:
    """A mapping from the TOML of CLI.md. Whoever names a key updates by it, however a release spells its ids:
    `normalise` is then true unless the file says otherwise.

    Raises:
        Refused: not TOML, or a key that has another shape.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(N_("La corrispondenza delle colonne non è scritta in TOML ({why})."), why=str(error)) from None
    known = {
        "sheet": (str, int), "header": int, "encoding": str, "separator": str, "key": (list, str),
        "normalise": bool, "columns": dict, "constants": dict, "values": dict,
    }  # fmt: skip
    for name, value in data.items():
        if name not in known:
            raise Refused(N_("La corrispondenza non ha la voce «{name}»; ci sono: {known}."), name=name,
                          known=", ".join(known))  # fmt: skip
        if not isinstance(value, known[name]) or (isinstance(value, bool) and name != "normalise"):  # type: ignore[arg-type]
            raise Refused(N_("La voce «{name}» della corrispondenza ha un valore di un altro tipo."), name=name)
    key = data.pop("key", ())
    data.setdefault("normalise", bool(key))
    tables: dict[str, Any] = {name: _flat(data.pop(name, {}), name) for name in ("columns", "constants")}
    return ColumnMapping(
        **tables, values=_words(data.pop("values", {})), key=(key,) if isinstance(key, str) else tuple(key), **data
    )


def _flat(table: Mapping[str, Any], name: str, prefix: str = "") -> dict[str, Any]:
    """A table whose unquoted dotted keys (`funding_line.source = …`) made tables inside."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= _flat(value, name, f"{prefix}{key}.")
        elif name == "columns" and not isinstance(value, str):
            raise Refused(N_("La colonna «{name}» deve portare al nome di un campo."), name=key)
        else:
            found[prefix + key] = value
    return found


def _words(table: Mapping[str, Any], prefix: str = "") -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, value in table.items():
        if not isinstance(value, dict):
            raise Refused(N_("La voce «{name}» della corrispondenza ha un valore di un altro tipo."), name="values")
        inner = {k: v for k, v in value.items() if isinstance(v, dict)}
        found |= _words(inner, f"{prefix}{key}.")
        if len(inner) < len(value) or not value:
            found[prefix + key] = {k: str(v) for k, v in value.items() if k not in inner}
    return found


def dumps(mapping: ColumnMapping) -> str:
    """A mapping as TOML; `loads` gives an equal one back."""
    lines = [
        f"{name} = {_toml(value)}"
        for name in ("sheet", "header", "encoding", "separator")
        if (value := getattr(mapping, name)) is not None
    ]
    if mapping.key:
        lines.append(f"key = {_toml(list(mapping.key))}")
    if mapping.normalise != bool(mapping.key):
        lines.append(f"normalise = {_toml(mapping.normalise)}")
    tables = [("columns", mapping.columns), ("constants", mapping.constants)]
    tables += [(f"values.{_toml(name)}", words) for name, words in mapping.values.items()]
    for name, table in tables:
        if table:
            lines += [f"\n[{name}]", *(f"{_toml(key)} = {_toml(value)}" for key, value in table.items())]
    return "\n".join(lines).lstrip("\n") + "\n"


def _toml(value: Any) -> str:
    """A TOML value. Its basic strings are JSON's, and DEL written out."""
    if isinstance(value, str | bool | int | float):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value.isoformat())
