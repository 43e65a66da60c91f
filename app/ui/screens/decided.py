"""«Cosa abbiamo deciso su…»: asked for a subject, or for the record in front; the answer is a list of decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.fields import Choice, Field, Link, Text, Value
from app.domain.query import Query
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.runner import Job
from app.ui.screens.around import around_of
from app.usecases import massimario

TITLE = N_("Cosa abbiamo deciso su…")
_NONE = N_("Nessuna decisione risponde a questa ricerca.")


def _subjects() -> tuple[Field, ...]:
    fields: dict[str, Field] = {
        "project": Link(N_("Progetto"), to="project"), "objective": Link(N_("Obiettivo"), to="objective"),
        "actor": Link(N_("Servizio o ente"), to="actor"), "sector": Choice(N_("Area di servizio"), options="sector"),
        "person": Link(N_("Persona (responsabile, relatrice o relatore, chi deve agire)"), to="person"),
        "word": Text(N_("Parole nell'oggetto o nel testo"), max_length=100),
    }  # fmt: skip
    for name, spec in fields.items():
        spec.name = name
    return tuple(fields.values())


def ask(desk: Desk, show: Callable[[Query], object], parent: QWidget) -> Asking:
    """Ask on what; `show` is handed the list."""

    def done(values: Mapping[str, Value]) -> str | Job | None:
        word = str(values.get("word") or "")
        subjects = {name: value for name, value in values.items() if name != "word"}
        if not word and not any(subjects.values()):
            return tr(N_("Indicate almeno un progetto, un obiettivo, un servizio, una persona o una parola."))

        def work(_: object) -> Query:
            found = massimario.about(desk.store, subjects, word)
            if found is None:
                raise Refused(_NONE)
            return found

        return desk.runner.run(work, show, lambda _error: None, owner=parent)

    made = Asking(tr(TITLE), tr(N_("Cerca le decisioni")), _subjects(), around_of(desk, parent), {}, done, parent,
                  words=tr(N_("Si elencano le decisioni che riguardano tutto ciò che indicate.")))  # fmt: skip
    made.open()
    return made


def on_record(desk: Desk, entity: str, code: str, parent: QWidget) -> None:
    """The decisions that touch a record, in their list; or a sentence that there is none."""

    def show(found: Query | None) -> None:
        if found is not None and desk.show_list is not None:
            desk.show_list(found)
        else:
            words = tr(N_("Nessuna decisione riguarda ancora {code} ({kind})."))
            desk.messages.say(words.format(code=code, kind=tr(ENTITIES[entity].label).lower()))

    desk.runner.run(lambda _: massimario.about(desk.store, {entity: code}), show, owner=parent)
