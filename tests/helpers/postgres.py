"""A private PostgreSQL cluster: made, started and thrown away by the test session that asks for it.

It belongs to an unprivileged user even when the session is root's (PostgreSQL refuses root), listens on
a random loopback port and on a socket in its own short folder, trusts every local login and never syncs
to disk. Under xdist each worker has its own: making one takes a second or two, and no worker can then
pull it from under another. On Linux it ends with the session even when that is killed.
"""

import getpass
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

OWNER = "postgres"
"""The cluster's superuser: the role that may do everything, as a DBA."""

_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "jit": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "timezone": "UTC",
    "lc_messages": "C",
    "log_destination": "stderr",
    "logging_collector": "off",
}
_READY = "database system is ready to accept connections"
_START_SECONDS = 60
_ROOM = 3 << 30  # bytes free: two clusters of some hundred MB, with as much again for what tests write


class NoServer(Exception):
    """This machine has no PostgreSQL server, or it would not start; the message says which."""


@dataclass(frozen=True)
class PgServer:
    """A running cluster, and how to reach it."""

    port: int
    folder: Path
    version: int
    host: str = "127.0.0.1"

    def dsn(self, *, user: str = OWNER, db: str = "postgres", password: str = "") -> str:
        """A libpq connection string, for psycopg."""
        secret = f" password={password}" if password else ""
        return f"host={self.host} port={self.port} user={user} dbname={db}{secret}"

    def url(self, *, user: str = OWNER, db: str = "postgres", password: str = "") -> str:
        """A SQLAlchemy URL, for the store's engine and for `--register` (with `postgresql+psycopg`)."""
        login = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
        return f"postgresql+psycopg://{login}@{self.host}:{self.port}/{quote(db, safe='')}"

    def execute(self, statement: str | sql.Composed, *, db: str = "postgres") -> None:
        """Run one statement as the superuser, outside any transaction."""
        with psycopg.connect(self.dsn(db=db), autocommit=True) as connection:
            connection.execute(statement if isinstance(statement, sql.Composed) else statement.encode())

    def create_database(self, name: str, *, owner: str = OWNER, template: str = "template0") -> str:
        """Make an empty database (or a copy of `template`, which nobody may be using) and answer its URL."""
        self.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} ENCODING 'UTF8'").format(
                sql.Identifier(name), sql.Identifier(owner), sql.Identifier(template)
            )
        )
        return self.url(db=name)

    def drop_database(self, name: str) -> None:
        """Throw a database away, whoever is still connected to it."""
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def binaries() -> Path:
    """The folder of the newest server here: `CABINA_PG_BIN`, pg_config, Debian's folders or PATH.

    Raises NoServer when there is none.
    """
    found = [Path(chosen)] if (chosen := os.environ.get("CABINA_PG_BIN")) else list(_candidates())
    usable = [folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()]
    if not usable:
        raise NoServer("no server here (neither pg_config, /usr/lib/postgresql nor PATH has initdb)")
    return max(usable, key=version)


def _candidates() -> Iterator[Path]:
    yield from Path("/usr/lib/postgresql").glob("*/bin")
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            yield Path(answer.stdout.strip())
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent


def version(folder: Path) -> int:
    """The major version of the server in a folder of binaries: 15."""
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    return int(answer.stdout.split()[2].split(".")[0])


@contextmanager
def cluster() -> Iterator[PgServer]:
    """A started cluster, stopped and removed at the end.

    Raises NoServer where there is no server or it does not start.
    """
    folder_of_binaries = binaries()
    user = _unprivileged_user()
    # Not pytest's own temporary folder: root's is closed to others, and a socket's path must be short.
    home = Path(tempfile.mkdtemp(prefix="cabina-pg-", dir=_fastest()))
    try:
        if user != getpass.getuser():
            shutil.chown(home, user)
        data = home / "data"
        _initialise(folder_of_binaries, data, user)
        process, port = _start(folder_of_binaries, data, home, user)
        try:
            yield PgServer(port=port, folder=home, version=version(folder_of_binaries))
        finally:
            # INT is the fast shutdown: TERM would wait for whoever a failed test left connected.
            process.send_signal(signal.SIGINT)
            process.wait(timeout=_START_SECONDS)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _fastest() -> str:
    """Memory, where there is room: a copy of a database takes a fifth of the time it takes on a disk."""
    memory = "/dev/shm"
    if os.path.isdir(memory) and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM:
        return memory
    return "/tmp"


def _unprivileged_user() -> str:
    """Who runs the server: oneself, unless one is root."""
    if os.geteuid() != 0:
        return getpass.getuser()
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise NoServer("the session is root's and there is no unprivileged user to run PostgreSQL as")


def _as(user: str, *, dies_with_us: bool = False) -> list[str]:
    """The words before a command that run it as `user`, and end it if the session is killed."""
    setpriv = shutil.which("setpriv")
    words: list[str] = []
    if user != getpass.getuser():
        if setpriv is None:
            raise NoServer("setpriv (util-linux) is needed to run PostgreSQL from root's session")
        group = str(pwd.getpwnam(user).pw_gid)
        words += [f"--reuid={user}", f"--regid={group}", "--clear-groups"]
    if dies_with_us and setpriv is not None:
        words += ["--pdeathsig=INT"]
    return [setpriv, *words] if setpriv is not None and words else []


def _initialise(folder: Path, data: Path, user: str) -> None:
    command = [
        *_as(user), str(folder / "initdb"), "--pgdata", str(data), "--username", OWNER, "--auth", "trust",
        "--encoding", "UTF8", "--locale", "C.UTF-8" if _has_c_utf8() else "C", "--no-sync",
    ]  # fmt: skip
    answer = subprocess.run(command, capture_output=True, text=True, check=False, cwd=data.parent)
    if answer.returncode != 0:
        raise NoServer(f"initdb failed: {answer.stderr.strip()}")


def _has_c_utf8() -> bool:
    answer = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False)
    return any(line.lower().replace("-", "") == "c.utf8" for line in answer.stdout.splitlines())


def _start(folder: Path, data: Path, sockets: Path, user: str) -> tuple[subprocess.Popen[str], int]:
    """Start the server on a free port; another process may take the port first, hence the few tries."""
    said = ""
    for _ in range(3):
        port = _free_port()
        settings = _SETTINGS | {
            "port": str(port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(sockets),
        }
        process = subprocess.Popen(
            [*_as(user, dies_with_us=True), str(folder / "postgres"), "-D", str(data)]
            + [word for name, value in settings.items() for word in ("-c", f"{name}={value}")],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True, cwd=sockets,
        )  # fmt: skip
        ready, said = _wait_until_ready(process)
        if ready:
            return process, port
        process.kill()
        process.wait()
    raise NoServer(f"PostgreSQL did not start: {said}")


def _wait_until_ready(process: subprocess.Popen[str]) -> tuple[bool, str]:
    """Read the server's log until it is ready or ends; what it says afterwards goes on being read."""
    last: deque[str] = deque(maxlen=20)
    decided = threading.Event()
    ready = threading.Event()

    def listen() -> None:
        assert process.stderr is not None
        with process.stderr as lines:
            for line in lines:
                last.append(line)
                if _READY in line:
                    ready.set()
                    decided.set()
        decided.set()

    threading.Thread(target=listen, name="postgres-log", daemon=True).start()
    decided.wait(_START_SECONDS)
    return ready.is_set(), "".join(last)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
