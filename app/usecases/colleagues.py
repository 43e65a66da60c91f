"""Who else is at the register, by name."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.colleagues import Colleague
from app.domain.entity import Snapshot
from app.domain.query import Filter, Query
from app.store.store import Store


def named(store: Store, found: Iterable[tuple[str, str]]) -> tuple[Colleague, ...]:
    """(login, mark) of each desk → who that is, in the order of the names.

    A login without a person, or whose person the reader may not see, is called by its login.
    """
    desks = list(found)
    logins = tuple(sorted({login for login, _ in desks}))
    accounts = store.snapshots(Query("account", (Filter("login", "=", logins),))) if logins else []
    codes = tuple(str(one["person"]) for one in accounts if one["person"])
    people = store.snapshots(Query("person", (Filter("code", "=", codes),))) if codes else []
    by_code = {one.code: _name(one) for one in people}
    names = {one["login"]: by_code.get(one["person"], "") for one in accounts}
    known = (Colleague(login, names.get(login) or login, at) for login, at in desks)
    return tuple(sorted(known, key=lambda one: (one.name.casefold(), one.login, one.at)))


def _name(person: Snapshot) -> str:
    return f"{person['first_name']} {person['last_name']}".strip()
