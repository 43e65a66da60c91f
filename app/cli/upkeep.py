"""check · backup · restore · shot · server: keeping the register well."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.desk import Desk, Verb, say
from app.core.i18n import N_, tr
from app.usecases import upkeep


def _check(desk: Desk) -> int:
    problems = upkeep.check(desk.store(), desk.progress())
    value = [{"record": p.record, "field": p.field, "why": p.why} for p in problems]
    desk.answer({"problems": value}, "\n".join(map(str, problems)) or tr(N_("Tutto in ordine.")))
    return 1 if problems else 0


def _backup(desk: Desk) -> None:
    path = upkeep.backup(desk.store(), Path(desk.arguments.to), desk.progress())
    desk.answer({"file": str(path)}, str(path))


def _restore(desk: Desk) -> None:
    kept = upkeep.restore(Path(desk.arguments.file), desk.place, desk.progress())
    say(tr(N_("Il registro di prima è conservato in {path}.")).format(path=kept) if kept else tr(N_("Ripristinato.")))
    desk.answer({"register": desk.place, "kept": str(kept) if kept else None}, desk.place)


def _server(desk: Desk) -> None:
    a = desk.arguments
    if a.deed == "sql":
        desk.answer({"sql": upkeep.server_sql()}, upkeep.server_sql())
    elif a.deed == "prepare":
        upkeep.prepare(desk.place)
        desk.answer({"register": desk.place}, tr(N_("Il registro condiviso è pronto.")))
    else:
        changes = upkeep.add_account(desk.store(), a.login or "", tuple(a.role or ()), a.person)
        desk.answer({"seq": changes.seq}, tr(N_("Utente aggiunto.")))


def _server_options(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "deed",
        choices=("sql", "prepare", "add"),
        help=tr(
            N_("sql: ciò che esegue una volta chi gestisce il server; prepare: tabelle e permessi; add: un utente")
        ),
    )
    to.add_argument("--login")
    to.add_argument("--role", action="append")
    to.add_argument("--person")


def _backup_options(to: argparse.ArgumentParser) -> None:
    to.add_argument("--to", required=True, metavar="F.db")


def _restore_options(to: argparse.ArgumentParser) -> None:
    to.add_argument("file")


def _size(text: str) -> str:
    """1366x768; raises ValueError for anything else, which argparse tells as wrong usage."""
    width, _, height = text.partition("x")
    if not (64 <= int(width) <= 20_000 and 64 <= int(height) <= 20_000):
        raise ValueError(text)
    return text


def _shot_options(to: argparse.ArgumentParser) -> None:
    to.add_argument("screen")
    to.add_argument("--to", required=True, metavar="F.png")
    to.add_argument("--size", type=_size, default="1366x768", metavar=tr(N_("LARGHEZZAxALTEZZA")))
    to.add_argument("--scale", type=float, default=1.0)
    to.add_argument("--theme", choices=("light", "dark"), default="light")


VERBS = (
    Verb("check", N_("controlla l'integrità del registro e della sua storia"), lambda to: None, _check),
    Verb("backup", N_("copia di sicurezza del registro"), _backup_options,
         _backup),
    Verb("restore", N_("ripristina una copia di sicurezza"), _restore_options, _restore),
    Verb("server", N_("prepara un registro condiviso su PostgreSQL"), _server_options, _server),
    Verb("shot", N_("una fotografia di una pagina"), _shot_options, lambda desk: desk.shot(desk)),
)  # fmt: skip
