"""What every verb has in common: a name in the history, a permission, one Unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from app.core.errors import Forbidden
from app.core.i18n import N_
from app.domain.entity import Changes
from app.domain.permissions import Can, Person
from app.store.store import Store
from app.store.unit import Unit

P = ParamSpec("P")


@dataclass(frozen=True)
class UseCase:
    """A verb as the catalogue lists it: `deed` is what the history and the Undo menu call it."""

    name: str
    deed: str
    needs: Can | None


USE_CASES: dict[str, UseCase] = {}


def need(person: Person, can: Can) -> None:
    """Raise Forbidden unless the person may."""
    if not person.may(can):
        raise Forbidden(N_("Il vostro ruolo non permette questa operazione. Nulla è stato modificato."))


def use_case(
    deed: str, needs: Can | None = None
) -> Callable[[Callable[Concatenate[Unit, P], None]], Callable[Concatenate[Store, P], Changes]]:
    """Make a verb of a function that works in a Unit. `needs` None: the function itself looks at the row."""

    def wrap(work: Callable[Concatenate[Unit, P], None]) -> Callable[Concatenate[Store, P], Changes]:
        @wraps(work)
        def run(store: Store, /, *args: P.args, **kwargs: P.kwargs) -> Changes:
            if needs is not None:
                need(store.who, needs)
            with store.unit(deed) as unit:
                work(unit, *args, **kwargs)
            return unit.changes

        name = f"{work.__module__.rpartition('.')[2]}.{work.__name__}"
        USE_CASES[name] = UseCase(name, deed, needs)
        return run

    return wrap
