"""demo · load · import · export: whole files in and out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.desk import Desk, Verb, say
from app.core.errors import Refused
from app.core.i18n import N_, tr, trn
from app.domain.entities import entity_named
from app.domain.query import Query, Sort, parse_filter
from app.exchange.json import write_value
from app.usecases import committee, demo, exports, imports


def _demo(desk: Desk) -> None:
    store = desk.store(create=True)
    changes = demo.fill(store, desk.progress())
    desk.answer({"seq": changes.seq, "register": desk.place}, tr(N_("Registro dimostrativo pronto: {place}")).format(
        place=desk.place))  # fmt: skip


def _load(desk: Desk) -> None:
    changes = committee.load(desk.store(create=True), Path(desk.arguments.file), desk.progress())
    records = sum(snapshot is not None for snapshot in changes.touched.values())  # None: a seed the file replaced
    desk.answer({"seq": changes.seq, "records": records}, tr(N_("Caricato.")))


def _import(desk: Desk) -> int:
    store = desk.store(create=True)
    a = desk.arguments
    mapping = imports.load_mapping(Path(a.map)) if a.map else None
    plan = imports.plan(store, Path(a.file), entity_named(a.into).name, mapping, desk.progress())
    report = imports.report(plan)
    refused = int(report["refused"])
    if not a.dry_run and (not refused or a.skip_refused):
        changes = imports.commit(store, plan, desk.progress(), skip_refused=a.skip_refused)
        report["seq"] = changes.seq
        if refused:
            say(trn("Importate le righe buone; {n} riga rifiutata è rimasta fuori.",
                    "Importate le righe buone; {n} righe rifiutate sono rimaste fuori.", refused))  # fmt: skip
    desk.answer(report, imports.summary(report))
    if not a.dry_run and refused and not a.skip_refused:
        say(
            tr(N_("Nulla è stato importato. Righe da correggere: {n} (oppure usate --skip-refused).")).format(n=refused)
        )
        return 1
    return 0


def _import_options(to: argparse.ArgumentParser) -> None:
    to.add_argument("file")
    to.add_argument("--into", required=True, metavar=tr(N_("TIPO")), help=tr(N_("il tipo di scheda: project, actor…")))
    to.add_argument("--map", metavar="M.toml", help=tr(N_("la corrispondenza delle colonne")))
    to.add_argument("--dry-run", action="store_true", help=tr(N_("prova soltanto, senza scrivere")))
    to.add_argument("--skip-refused", action="store_true", help=tr(N_("importa le righe buone e lascia le altre")))


def _export(desk: Desk) -> None:
    store, a = desk.store(), desk.arguments
    path = Path(a.to)
    if a.entity == "all":
        if path.suffix.lower() != ".json":
            raise Refused(N_("Il registro intero si esporta in un file .json."))
        data: dict[str, Any] = committee.dump(store)
        write_value(path, data)
        desk.answer({"file": str(path)}, str(path))
        return
    kind = entity_named(a.entity)
    filters = tuple(parse_filter(kind, text, store.names) for text in a.filter)
    query = Query(kind.name, filters, a.text or "", (Sort("code"),))
    columns = [name.strip() for part in a.columns or [] for name in part.split(",") if name.strip()] or None
    rows = exports.export(store, query, path, desk.progress(), columns=columns, profile=a.profile)
    desk.answer({"file": str(path), "rows": rows}, str(path))


def _export_options(to: argparse.ArgumentParser) -> None:
    to.add_argument("entity", help=tr(N_("il tipo di scheda, oppure all")))
    to.add_argument("--to", required=True, metavar="F.xlsx|.ods|.csv|.pdf|.json")
    to.add_argument("--profile", choices=("excel", "opendata"), default="excel")
    to.add_argument("--filter", action="append", default=[], metavar=tr(N_("CAMPO=VALORE")))
    to.add_argument("--text", help=tr(N_("cerca nel testo")))
    to.add_argument("--columns", nargs="+", metavar=tr(N_("CAMPO")))


def _load_options(to: argparse.ArgumentParser) -> None:
    to.add_argument("file")


VERBS = (
    Verb("demo", N_("riempie un registro con la cabina d'esempio"), lambda to: None, _demo),
    Verb("load", N_("carica un archivio della cabina (JSON)"), _load_options, _load, writes=True),
    Verb("import", N_("importa un foglio di calcolo"), _import_options, _import, writes=True),
    Verb("export", N_("esporta un elenco o il registro intero"), _export_options, _export),
)
