"""A desk in a process of its own, for tests of several computers at one register."""

from typing import Any

from app.domain.permissions import Person, Role
from app.domain.places import Zone
from app.store.store import Store


def rename_a_zone(url: str, login: str, zone: str, count: int, answers: Any) -> None:
    """Edit one zone so many times; (login, the version it came to) goes into the queue `answers`."""
    who = Person(login, frozenset({Role.SEGRETARIO})) if "://" not in url else None
    desk = Store.open(url, who)
    found = desk.snapshot(Zone, zone)
    assert found is not None
    for n in range(count):
        with desk.unit("Modifica zona") as unit:
            found = unit.update(Zone, found.id, found.version, {"label": f"{login} {n}"})
    desk.close()
    answers.put((login, found.version))
