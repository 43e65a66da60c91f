"""list · show · set · history · undo: records by hand."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.desk import Desk, Verb
from app.core import clock
from app.core.errors import Problem, Refused
from app.core.i18n import N_, tr
from app.domain.entities import entity_named
from app.domain.entity import Changes, Entity, Snapshot, dump
from app.domain.fields import Value
from app.domain.ownership import readable
from app.domain.permissions import Person
from app.domain.query import Query, Sort, parse_filter
from app.usecases import history, lists, register


def shape(snapshot: Snapshot, who: Person) -> dict[str, Any]:
    """A record as the command line writes it; what this person may not read is null."""
    kind = entity_named(snapshot.entity)
    values = dump(kind, snapshot.values)
    hidden = {name: None for name, spec in kind.fields.items() if not readable(spec, who)}
    return {**values, **hidden, "version": snapshot.version}


def _list(desk: Desk) -> None:
    store, kind = desk.store(), entity_named(desk.arguments.entity)
    filters = tuple(parse_filter(kind, text, store.names) for text in desk.arguments.filter)
    query = Query(kind.name, filters, desk.arguments.text or "", (Sort("code"),))
    found = lists.snapshots(store, query)
    lines = (f"{row.code}\t{kind.named(row.values, store.names)}" for row in found)
    desk.answer([shape(row, store.who) for row in found], "\n".join(lines))


def _list_options(to: argparse.ArgumentParser) -> None:
    to.add_argument("entity")
    to.add_argument("--filter", action="append", default=[], metavar=tr(N_("CAMPO=VALORE")))
    to.add_argument("--text", help=tr(N_("cerca nel testo")))


def _show(desk: Desk) -> None:
    store = desk.store()
    found = register.named(store, desk.arguments.entity, desk.arguments.code)
    kind = entity_named(found.entity)
    lines = [f"{tr(spec.label)}: {spec.show(found[name], store.names)}" for name, spec in kind.fields.items()
             if found[name] not in (None, "", ()) and readable(spec, store.who)]  # fmt: skip
    desk.answer(shape(found, store.who), "\n".join(lines))


def _record_options(to: argparse.ArgumentParser) -> None:
    to.add_argument("entity")
    to.add_argument("code")


def _set(desk: Desk) -> None:
    store = desk.store()
    found = register.named(store, desk.arguments.entity, desk.arguments.code)
    kind = entity_named(found.entity)
    values = _assignments(desk, kind)
    version = found.version if desk.arguments.version is None else desk.arguments.version
    changes = register.edit(store, kind.name, found.id, version, values, reason=desk.arguments.reason)
    fresh = next(iter(changes.of(kind.name)), None) or found
    desk.answer({"seq": changes.seq, "version": fresh.version}, tr(N_("Salvato.")))


def _assignments(desk: Desk, kind: type[Entity]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    problems = []
    for text in desk.arguments.values:
        name, equals, raw = text.partition("=")
        spec = kind.fields.get(name)
        if not equals or spec is None:
            problems.append(Problem(tr(N_("non è un campo di questa scheda")), name))
            continue
        try:
            values[name] = spec.parse(raw, desk.store().names)
        except Refused as refusal:
            problems.append(Problem(str(refusal), name))
    if problems:
        raise Refused(N_("Nulla è stato modificato."), problems=tuple(problems))
    return values


def _set_options(to: argparse.ArgumentParser) -> None:
    _record_options(to)
    to.add_argument("values", nargs="+", metavar=tr(N_("CAMPO=VALORE")))
    to.add_argument("--version", type=int, help=tr(N_("la versione che avete visto")))
    to.add_argument("--reason", help=tr(N_("il motivo, dove un passaggio di stato lo chiede")))


def _history(desk: Desk) -> None:
    store = desk.store()
    found = register.named(store, desk.arguments.entity, desk.arguments.code)
    lines = history.of(store, found.entity, found.id)
    value = [
        {"seq": one.seq, "at": clock.local(one.at).isoformat(timespec="seconds"), "who": one.who, "deed": one.deed,
         "before": dict(one.before), "after": dict(one.after)}
        for one in lines
    ]  # fmt: skip
    text = "\n".join(f"{clock.local(o.at):%d/%m/%Y %H:%M} {o.who} · {o.deed}: {' '.join(o.sentences)}" for o in lines)
    desk.answer(value, text)


def _undo(desk: Desk) -> None:
    changes: Changes = history.undo(desk.store(), desk.arguments.seq)
    desk.answer({"seq": changes.seq}, tr(N_("Annullato.")))


def _undo_options(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "seq", nargs="?", type=int, help=tr(N_("il numero nella storia; se manca, la vostra ultima operazione"))
    )


VERBS = (
    Verb("list", N_("elenca le schede di un tipo"), _list_options, _list),
    Verb("show", N_("mostra una scheda"), _record_options, _show),
    Verb("set", N_("modifica una scheda"), _set_options, _set, writes=True),
    Verb("history", N_("la storia di una scheda"), _record_options, _history),
    Verb("undo", N_("annulla un'operazione"), _undo_options, _undo),
)
