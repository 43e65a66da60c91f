"""validity: whether a sitting is valid and what each vote decided, from a body's rules and a list of events."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from app.cli.desk import Desk, Verb
from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.validity import Step, replay


def _read(path: Path, shape: type) -> Any:
    """A JSON file whose value is of a shape (an object, a list).

    Raises:
        Refused: it cannot be read, or holds something else.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Refused(N_("Il file «{file}» non si può leggere."), file=path.name) from None
    except ValueError:
        raise Refused(N_("Il file «{file}» non è nel formato JSON."), file=path.name) from None
    inside = value if shape is dict else (value if isinstance(value, list) else [])
    if not isinstance(value, shape) or (shape is list and not all(isinstance(each, dict) for each in inside)):
        raise Refused(N_("Il file «{file}» non ha la forma attesa."), file=path.name)
    return value


def _validity(desk: Desk) -> None:
    rules, events = Path(desk.arguments.rules), Path(desk.arguments.events)
    steps = replay(_read(rules, dict), _read(events, list))
    desk.answer([step.as_json() for step in steps], "\n".join(_line(step) for step in steps))


def _line(step: Step) -> str:
    head = " ".join(str(step.event[key]) for key in ("time", "event", "member") if step.event.get(key))
    room = tr(N_("presenti {present}, numero legale {quorum}")).format(present=step.present, quorum=step.quorum)
    state = tr(N_("seduta valida")) if step.valid else tr(N_("seduta non valida"))
    told = [head, f"{room}: {state}", step.outcome.sentence if step.outcome else "", step.note]
    return " · ".join(filter(None, told))


def _options(to: argparse.ArgumentParser) -> None:
    to.add_argument("rules", metavar="RULES.json", help=tr(N_("le regole dell'organo, con i suoi componenti")))
    to.add_argument("events", metavar="EVENTS.json", help=tr(N_("che cosa è successo, in ordine")))


VERBS = (
    Verb("validity", N_("validità di una seduta ed esito delle votazioni, dalle regole e dagli eventi"), _options,
         _validity),
)  # fmt: skip
