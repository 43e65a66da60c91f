"""Who a login of a shared register is."""

from __future__ import annotations

from app.core.errors import Forbidden
from app.core.i18n import N_
from app.domain.permissions import Person, Role, keeper
from app.store.codec import LIST
from app.store.engine import Place
from app.store.line import first


def person_of_login(where: Place) -> Person:
    """The login the address names, with the roles, person and body its account gives it.

    The owner of the tables is everything at once: it prepares the register and lets the first people in.

    Raises:
        Forbidden: the login has no account in this register.
    """
    line = where.line()
    try:
        login, owner = line.rows(
            "SELECT session_user::text, pg_has_role(session_user, tableowner, 'USAGE') FROM pg_tables "
            "WHERE schemaname = 'public' AND tablename = 'change'"
        )[0]
        if owner:
            return keeper(str(login))
        found = first(line.rows(
            "SELECT a.roles, a.person, p.actor FROM account a LEFT JOIN person p ON p.code = a.person "
            "WHERE a.login = ? AND a.archived_at IS NULL AND a.active IS NOT FALSE", [login],
        ))  # fmt: skip
    finally:
        line.close()
    if found is None:
        raise Forbidden(
            N_("«{login}» non è tra gli utenti di questo registro: chiedete all'amministratore."), login=login
        )
    roles = frozenset(Role(code) for code in LIST.out(found[0]))
    return Person(str(login), roles, found[1], found[2])
