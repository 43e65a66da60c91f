"""What every verb has in common: a name in the history, a permission, one Unit."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from importlib import import_module
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from app import usecases
from app.core import i18n
from app.core.errors import Forbidden
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.entities import ENTITIES, entity_named
from app.domain.entity import Changes
from app.domain.permissions import Can, Person
from app.store.store import Store

if TYPE_CHECKING:
    from app.store.unit import Unit

P = ParamSpec("P")


@dataclass(frozen=True)
class UseCase:
    """A verb as the catalogue lists it: `deed` is what the history and the Undo menu call it.

    `undoable` False: what it did has its own way back, or none.
    """

    name: str
    deed: str
    needs: Can | None
    undoable: bool = True


def worded(deed: str, args: tuple[object, ...]) -> str:
    """The deed as the history keeps it: in Italian, the kind of record said."""
    return deed.format(entity=entity_named(str(args[0])).label.lower()) if "{entity}" in deed else deed


@cache
def _deeds(language: str) -> dict[str, str]:
    """Every deed with a kind of record in it, as kept → as read in a language."""
    templates = [one.deed for one in USE_CASES.values() if "{entity}" in one.deed]
    return {
        template.format(entity=entity.label.lower()): tr(template).format(entity=tr(entity.label).lower())
        for template in templates for entity in ENTITIES.values()
    }  # fmt: skip


def deed_words(deed: str) -> str:
    """A deed of the history in the language in use."""
    known = _deeds(i18n.current().code).get(deed)
    return known or tr(deed)


USE_CASES: dict[str, UseCase] = {}


def need(person: Person, can: Can) -> None:
    """Raise Forbidden unless the person may."""
    if not person.may(can):
        raise Forbidden(N_("Il vostro ruolo non permette questa operazione. Nulla è stato modificato."))


def may_be_undone(deed: str) -> bool:
    """Whether a deed, as the history keeps it, is one that Undo takes back."""
    from pkgutil import iter_modules

    for module in iter_modules(usecases.__path__):  # a deed is known once its module is read, and this run may not have
        import_module(f"{usecases.__name__}.{module.name}")
    return all(one.undoable for one in USE_CASES.values() if one.deed == deed)


def use_case(
    deed: str, needs: Can | None = None, *, undoable: bool = True
) -> Callable[[Callable[Concatenate[Unit, P], None]], Callable[Concatenate[Store, P], Changes]]:
    """Make a verb of a function that works in a Unit. `needs` None: the function itself looks at the row.

    A deed with `{entity}` is worded with the kind of record its first argument names: «Modifica progetto».
    """

    def wrap(work: Callable[Concatenate[Unit, P], None]) -> Callable[Concatenate[Store, P], Changes]:
        @wraps(work)
        def run(store: Store, /, *args: P.args, **kwargs: P.kwargs) -> Changes:
            if needs is not None:
                need(store.who, needs)
            with store.unit(worded(deed, args)) as unit:
                work(unit, *args, **kwargs)
            return unit.changes

        name = f"{work.__module__.rpartition('.')[2]}.{work.__name__}"
        USE_CASES[name] = UseCase(name, deed, needs, undoable)
        return run

    return wrap
