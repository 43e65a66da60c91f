"""Load a committee file, write one, and give a new register what any committee starts from."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.core import paths
from app.core.errors import Refused, Unreachable
from app.core.i18n import N_
from app.core.progress import Progress
from app.domain import committee
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Snapshot, Values
from app.domain.fields import NO_NAMES, File, Names
from app.domain.ownership import exported
from app.domain.permissions import Can
from app.domain.places import VocabularyTerm
from app.domain.query import Query, Sort
from app.domain.settings import SETTINGS_CODE
from app.domain.vocabularies import VOCABULARIES
from app.store.store import Store
from app.store.unit import Unit
from app.usecases.base import need, use_case
from app.usecases.writing import finder

STARTED = N_("Avvio del registro")
LOADED = N_("Caricamento del registro")
LIMIT = 256 * 1024 * 1024
"""A committee file beyond this many bytes is not one."""


def seeds() -> dict[str, Any]:
    """What a register starts with, in the committee file's shape: vocabularies and the three expected results."""
    base: dict[str, Any] = _json(paths.resources() / "vocabularies" / "base.json")
    base["vocabulary_terms"] = [
        {"code": f"{v.name}.{code}", "vocabulary": v.name, "term": code, "label": label, "sort": place}
        for v in VOCABULARIES.values() if not v.fixed for place, (code, label) in enumerate(v.terms, 1)
    ]  # fmt: skip
    base["settings"] = {"municipality": "Comune"}
    return {"format": committee.FORMAT, "format_version": committee.FORMAT_VERSION, **base}


@use_case(STARTED)
def start(unit: Unit) -> None:
    """Fill a new register with the seeds."""
    read = committee.read(seeds(), _Known(NO_NAMES, committee.arrays(seeds())))
    committee.check(read, finder(unit))
    _insert(unit, read)


def load(store: Store, path: Path, progress: Progress | None = None) -> Changes:
    """Bring a committee file into the register, whole or not at all.

    Raises:
        Refused: the file breaks DOMAIN §5, every record and field named; or the register already has a record.
    """
    need(store.who, Can.IMPORT)
    return load_data(store, _json(path), progress)


def load_data(store: Store, data: Mapping[str, Any], progress: Progress | None = None) -> Changes:
    """Like `load`, from the JSON already read."""
    if not isinstance(data, dict):
        raise Refused(N_("Il file non è un archivio della cabina di regia: non contiene un oggetto JSON."))
    (progress or Progress()).step(0, 0, "")
    return _load(store, data, store.names, is_fresh(store))


def is_fresh(store: Store) -> bool:
    """Whether nobody has written in the register since it was made."""
    return all(row.deed == STARTED for row in store.since(0))


@use_case(LOADED)
def _load(unit: Unit, data: Mapping[str, Any], names: Names, fresh: bool) -> None:
    mentioned = committee.arrays(data)
    if fresh:
        _make_room(unit, mentioned)
    read = committee.read(data, _Known(names, mentioned))
    committee.check(read, finder(unit))
    if not fresh:
        _refuse_doubles(unit, read)
    _insert(unit, read)


def _refuse_doubles(unit: Unit, read: committee.Committee) -> None:
    there = [f"{ENTITIES[name].plural} {row['code']}" for name, rows in read.rows.items() for row in rows
             if row["code"] and unit.get(ENTITIES[name], row["code"])]  # fmt: skip
    if there:
        raise Refused(
            N_("Il file non è stato caricato: il registro contiene già {n} di queste schede ({first}…)."),
            n=len(there), first=", ".join(there[:5]),
        )  # fmt: skip


def _make_room(unit: Unit, arrays: Mapping[str, list[Mapping[str, Any]]]) -> None:
    """A register nobody has written in yet gives its seeds up for what the file says.

    A file that carries the vocabularies is a whole register and stands alone; a shorter one (the example) replaces
    only the seeds it names, so that every source of money of DOMAIN §4.7 is still there.
    """
    whole = VocabularyTerm.name in arrays
    for name in reversed(list(arrays)):
        named = {row.get("code") for row in arrays[name]}
        for row in unit.snapshots(Query(name)):
            if whole or row.code in named:
                unit.purge(ENTITIES[name], row.id, row.version)


def _insert(unit: Unit, read: committee.Committee) -> None:
    for content in read.blobs.values():
        unit.keep(content)
    for name, rows in read.rows.items():
        for row in rows:
            unit.insert(ENTITIES[name], row)


class _Known:
    """Codes as a committee file means them: its own records first, then the register, codes only."""

    def __init__(self, names: Names, arrays: Mapping[str, list[Mapping[str, Any]]]) -> None:
        self._names = names
        self._own = {(name, str(row.get("code"))) for name, rows in arrays.items() for row in rows}
        terms = arrays.get("vocabulary_term", [])
        self._terms = {(str(row.get("vocabulary")), str(row.get("term"))) for row in terms}

    def label(self, kind: str, code: str) -> str:
        """Files speak in codes."""
        return code

    def find(self, kind: str, text: str) -> str | None:
        """The code itself, when somebody answers to it; links to missing records are told by `check`."""
        if kind in ENTITIES:
            return text
        known = VOCABULARIES[kind]
        if known.fixed:
            return text if text in known.codes() else None
        return text if (kind, text) in self._terms else self._names.find(kind, text)

    def options(self, kind: str) -> list[tuple[str, str]]:
        """What a refusal lists."""
        return list(self._names.options(kind)) if kind not in ENTITIES else []


def dump(store: Store) -> dict[str, Any]:
    """The whole register as a committee file; what this person may not see, or not carry out, is not in it."""
    need(store.who, Can.EXPORT)
    rows: dict[str, list[Snapshot]] = {}
    hashes: set[str] = set()
    for name, kind in ENTITIES.items():
        rows[name] = store.snapshots(exported(Query(name, sort=(Sort("code"),)), store.who))
        for spec in kind.fields.values():
            if isinstance(spec, File):
                hashes.update(row[spec.name] for row in rows[name] if row[spec.name])
    return committee.write(rows, {sha: base64.b64encode(store.blob(sha) or b"").decode() for sha in hashes})


def settings(store: Store) -> Values:
    """The register's settings; a register without its row answers with empty ones."""
    row = store.snapshot(ENTITIES["setting"], SETTINGS_CODE)
    return row.values if row else ENTITIES["setting"].defaults()


def _no_number(word: str) -> None:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(word)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different: of two equal ones a reader would quietly lose the first."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(N_("Nel file la voce «{name}» compare due volte nella stessa scheda."), name=twice[:60])
    return found


def _json(path: Path) -> Any:
    try:
        if path.stat().st_size > LIMIT:
            raise Refused(N_("«{name}» è troppo grande per essere un archivio della cabina di regia."), name=path.name)
        return json.loads(path.read_text("utf-8-sig"), parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError):  # no JSON, no UTF-8, or brackets inside brackets without end
        raise Refused(N_("«{name}» non è un file JSON leggibile."), name=path.name) from None
    except OSError as error:
        raise Unreachable(N_("Il file «{name}» non si può leggere: {why}."), name=path.name,
                          why=error.strerror or str(error)) from error  # fmt: skip
