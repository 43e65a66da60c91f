"""The registers opened lately, newest first; of a shared one the address, never its password."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.ui.keeping import Keeping
from app.usecases.opening import is_shared

_RECENT, _SHARED = "register/recent", "register/shared"
MOST = 6


@dataclass(frozen=True)
class Address:
    """The parts of a shared register's address, as the welcome asks for them."""

    host: str
    port: str
    database: str
    login: str
    tls: str


@dataclass(frozen=True)
class Recent:
    """A register opened before: where it is, whether it is on a server, and whether its file is still there."""

    place: str
    shared: bool
    there: bool

    @property
    def title(self) -> str:
        """`registro.db`, or `cabina su registro.comune.it`."""
        if not self.shared:
            return Path(self.place).name
        parts = address_of(self.place)
        return tr(N_("{database} su {host}")).format(database=parts.database, host=parts.host)

    @property
    def words(self) -> str:
        """Where it is; when its file is gone, that it is."""
        if self.shared:
            return tr(N_("Registro condiviso"))
        folder = str(Path(self.place).parent)
        return folder if self.there else tr(N_("{folder} – il file non c'è più")).format(folder=folder)


class Recents:
    """The list, in the memory of this user on this computer."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping

    def remember(self, place: str) -> None:
        """A register was opened: it comes first."""
        place = public(place)
        self._keeping.put(_RECENT, [place, *(one for one in self._places() if one != place)][:MOST])
        if is_shared(place):
            self._keeping.put(_SHARED, place)

    def all(self) -> list[Recent]:
        """Newest first; files that are gone too, so that one sees they are."""
        return [Recent(one, is_shared(one), is_shared(one) or Path(one).exists()) for one in self._places()]

    def last_shared(self) -> Address | None:
        """The shared register opened last."""
        place = self._keeping.get(_SHARED)
        return address_of(place) if isinstance(place, str) and is_shared(place) else None

    def _places(self) -> list[str]:
        kept = self._keeping.get(_RECENT)
        return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []


def public(place: str) -> str:
    """The same place without a password: of a server, user and address; a file's full path."""
    if not is_shared(place):
        return str(Path(place.removeprefix("sqlite:///")).absolute())
    parts = urlsplit(place)
    user, at, where = parts.netloc.rpartition("@")
    query = "&".join(one for one in parts.query.split("&") if one and not one.lower().startswith("password="))
    return urlunsplit(parts._replace(netloc=user.partition(":")[0] + at + where, query=query))


def address_of(place: str) -> Address:
    """An address in its parts."""
    parts = urlsplit(place)
    user, _, where = parts.netloc.rpartition("@")
    host, _, port = where.rpartition(":") if where.rpartition(":")[2].isdecimal() else (where, "", "")
    options = parse_qs(parts.query)
    login = unquote(user.partition(":")[0]) or options.get("user", [""])[0]
    return Address(host, port, unquote(parts.path.lstrip("/")), login, options.get("sslmode", [""])[0])
