"""The parser of the command line, speaking the language in use: argparse itself knows English only."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import NoReturn

from app.core.i18n import N_, tr

_SAID: tuple[tuple[str, str], ...] = (
    (r"argument (?P<name>[^:]+): (?P<rest>.+)", N_("{name}: {rest}")),
    (r"the following arguments are required: (?P<names>.+)", N_("manca: {names}")),
    (r"one of the arguments (?P<names>.+) is required", N_("serve uno di questi: {names}")),
    (r"unrecognized arguments: (?P<names>.+)", N_("non conosco: {names}")),
    (r"invalid choice: (?P<value>.+?) \((?:maybe you meant .+?; )?choose from (?P<names>.+)\)",
     N_("{value} non è tra i valori possibili ({names})")),
    (r"invalid \S+ value: (?P<value>.+)", N_("{value} non è un valore valido")),
    (r"ambiguous option: (?P<name>.+) could match (?P<names>.+)", N_("{name} può voler dire: {names}")),
    (r"not allowed with argument (?P<name>.+)", N_("non si usa insieme a {name}")),
    (r"ignored explicit argument (?P<value>.+)", N_("non vuole un valore: {value}")),
    (r"expected at least one argument", N_("serve almeno un valore")),
    (r"expected at most one argument", N_("serve un valore solo")),
    (r"expected one argument", N_("serve un valore")),
    (r"expected (?P<n>\d+) arguments", N_("servono {n} valori")),
)  # fmt: skip
"""What argparse says, as patterns of its English sentences, and what we say instead."""


def translated(message: str) -> str:
    """An error of argparse in the language in use; one it did not use to say stays as it is."""
    for pattern, words in _SAID:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            parts = match.groupdict()
            if "rest" in parts:
                parts["rest"] = translated(parts["rest"])
            return tr(words).format(**parts)
    return message


class _Help(argparse.HelpFormatter):
    """The help's own words."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:  # fmt: skip
        super().add_usage(usage, actions, groups, tr(N_("uso: ")) if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose own words are ours; the parsers of its verbs are too."""

    def __init__(self, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(prog=prog, description=description, formatter_class=_Help, add_help=False)
        self._positionals.title, self._optionals.title = tr(N_("argomenti")), tr(N_("opzioni"))
        self.add_argument("-h", "--help", action="help", help=tr(N_("mostra questo aiuto ed esce")))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words typed, and leave with 2."""
        self.print_usage(sys.stderr)
        words = tr(N_("{program}: errore: {message}"))
        self.exit(2, words.format(program=self.prog, message=translated(message)) + "\n")
