"""Where a register is, and how a line to it is opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.core.i18n import N_
from app.core.values import dataclass
from app.domain.permissions import Person
from app.store.line import Kind, Line

if TYPE_CHECKING:
    from sqlalchemy import Engine

_NETWORK_FILESYSTEMS = frozenset({
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "9p", "fuse.sshfs", "fuse.davfs", "davfs",
    "ncpfs", "glusterfs", "ceph", "fuse.rclone",
})  # fmt: skip


@dataclass(frozen=True)
class Place:
    """The address of a register: a file, or a database of a server."""

    kind: Kind
    address: str  # the file's path, or a libpq URL

    @property
    def path(self) -> Path:
        """The file of an embedded register."""
        return Path(self.address)

    @property
    def identity(self) -> str:
        """What tells this register from every other: its file, or server and database; never who opens it."""
        if self.kind == "sqlite":
            return str(self.path.resolve())
        from psycopg.conninfo import conninfo_to_dict

        parts = conninfo_to_dict(self.address)
        database = parts.get("dbname") or parts.get("user") or ""
        return f"postgresql://{parts.get('host') or 'localhost'}:{parts.get('port') or 5432}/{database}"

    def line(self, who: Person | None = None, *, read_only: bool = False) -> Line:
        """A line to the register, as somebody. Raises Unreachable, with a sentence."""
        if self.kind == "sqlite":
            from app.store.guard import guard
            from app.store.sqlite import SqliteLine

            return SqliteLine(self.path, read_only=read_only, guard=guard(who) if who else None)
        from app.store.postgresql import PostgresLine

        return PostgresLine(self.address, read_only=read_only)

    def engine(self) -> Engine:
        """SQLAlchemy's door to the same place, for migrations; it is not imported before it is needed."""
        import sqlalchemy as sa

        if self.kind == "sqlite":
            return sa.create_engine(f"sqlite:///{self.address}", poolclass=sa.NullPool)
        scheme, _, rest = self.address.partition("://")
        return sa.create_engine(f"{scheme.split('+')[0]}+psycopg://{rest}", poolclass=sa.NullPool)


def place(url: str | Path) -> Place:
    """`registro.db`, `sqlite:///…` or `postgresql://…` → where that is.

    Raises:
        Refused: the address is of no kind this program knows.
    """
    text = os.fspath(url)
    scheme, mark, rest = text.partition("://")
    if not mark:
        return Place("sqlite", str(Path(text).expanduser().absolute()))
    name = scheme.split("+")[0]
    if name == "sqlite":
        return Place("sqlite", str(Path(rest.removeprefix("/")).expanduser().absolute()))
    if name in ("postgresql", "postgres"):
        return Place("postgresql", f"postgresql://{rest}")
    raise Refused(N_("«{scheme}» non è un tipo di registro: indicate un file oppure postgresql://…"), scheme=scheme)


def refuse_network_drive(path: Path) -> None:
    """SQLite's locks cannot be trusted over a network; a shared register is PostgreSQL's work.

    Raises:
        Refused: the file lies on a network drive.
    """
    if _is_remote(path):
        raise Refused(
            N_("«{path}» è su un disco di rete: due computer insieme rovinerebbero il registro. "
               "Tenete il file su questo computer, oppure usate un registro condiviso (PostgreSQL)."),
            path=path,
        )  # fmt: skip


def _is_remote(path: Path) -> bool:
    text = str(path)
    if os.name == "nt":
        return text.startswith(("\\\\", "//")) or _is_remote_drive(path.drive)
    return _filesystem(path, _mounts()) in _NETWORK_FILESYSTEMS


def _is_remote_drive(drive: str) -> bool:
    import ctypes

    windows = getattr(ctypes, "windll", None)
    return bool(windows and drive and windows.kernel32.GetDriveTypeW(f"{drive}\\") == 4)


def _mounts() -> str:
    table = Path("/proc/mounts")
    return table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""


def _filesystem(path: Path, mounts: str) -> str:
    """The kind of filesystem a path lies on, by the longest mount point above it."""
    found, longest = "", -1
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        if path.is_relative_to(point) and len(point) > longest:
            found, longest = parts[2], len(point)
    return found
