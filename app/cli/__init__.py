"""The same use-cases without a window: `cabina VERB …` (CLI.md). Imports no `ui`.

One JSON value on stdout with `--json`, messages on stderr, exit 0 done / 1 refused / 2 usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from app.cli import files, papers, records, rules, upkeep
from app.cli.desk import Desk, Verb, say
from app.cli.parser import Parser
from app.core import clock, i18n
from app.core.errors import AppError
from app.core.i18n import N_, tr
from app.core.progress import Cancelled

VERBS: tuple[Verb, ...] = (*records.VERBS, *files.VERBS, *papers.VERBS, *rules.VERBS, *upkeep.VERBS)


def parser() -> argparse.ArgumentParser:
    """Every verb with its options; the common ones are understood before and after the verb."""
    top = Parser(prog="cabina", description=tr(N_("Il registro della cabina di regia, senza finestra.")))
    _common(top, None)
    verbs = top.add_subparsers(dest="verb", metavar=tr(N_("COMANDO")))
    for verb in VERBS:
        sub = verbs.add_parser(verb.name, help=tr(verb.help), description=tr(verb.help))
        _common(sub, argparse.SUPPRESS)
        verb.options(sub)
        sub.set_defaults(run=verb.run, writes=verb.writes)
    return top


def _common(to: argparse.ArgumentParser, default: object) -> None:
    to.add_argument(
        "--register", metavar="FILE.db|postgresql://…", default=default, help=tr(N_("il registro da aprire"))
    )
    to.add_argument("--json", action="store_true", default=default or False, help=tr(N_("un valore JSON su stdout")))
    to.add_argument("--lang", choices=i18n.available(), default=default, help=tr(N_("la lingua dei messaggi")))
    to.add_argument("--today", type=date.fromisoformat, metavar=tr(N_("AAAA-MM-GG")), default=default,
                    help=tr(N_("il giorno da considerare oggi")))  # fmt: skip


def main(argv: Sequence[str], window: Callable[[argparse.Namespace], int], shot: Callable[[Desk], int]) -> int:
    """Run a verb; without one, or for `shot`, call what the composition root lent us (they need Qt)."""
    _speak(argv)
    arguments = parser().parse_args(argv)
    if arguments.today:
        clock.pin(arguments.today)
    if arguments.verb is None:
        return window(arguments)
    desk = Desk(arguments, shot)
    try:
        return int(arguments.run(desk) or 0)
    except AppError as error:
        say(str(error))
        return 1
    except Cancelled:
        say(tr(N_("Interrotto: nulla è stato modificato.")))
        return 1
    except KeyboardInterrupt:
        say(tr(N_("Interrotto.")))
        return 130
    finally:
        desk.close()


def _speak(argv: Sequence[str]) -> None:
    """The language must be known before the help texts are made."""
    for place, word in enumerate(argv):
        code = word.removeprefix("--lang=") if word.startswith("--lang=") else argv[place + 1] if (
            word == "--lang" and place + 1 < len(argv)) else None  # fmt: skip
        if code in i18n.available():
            i18n.use(i18n.load(str(code)))


def run_as_program() -> int:
    """What tests call: no window to lend."""
    return main(sys.argv[1:], lambda _: 2, lambda _: 2)


__all__ = ["VERBS", "Path", "main", "parser"]
