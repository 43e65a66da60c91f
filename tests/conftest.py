"""What every test finds ready: Qt without a display, a PostgreSQL server, the folders of the house."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

# Before anything imports Qt. A person who wants to look sets the platform; a screen is never needed.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Qt's own style, scale and theme must not come from the desktop the tests happen to run on.
for name in ("QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(name, None)

ROOT = Path(__file__).resolve().parents[1]
# Nobody's own register, drafts or window layout: each process of a run has folders that end with it. What is costly
# to make and the same for all (fonts cut to size) is kept between runs, apart for each worker.
_home = tempfile.TemporaryDirectory(prefix="cabina-test-", ignore_cleanup_errors=True)
os.environ["CABINA_DATA"] = str(Path(_home.name) / "data")
os.environ["CABINA_STATE"] = str(Path(_home.name) / "state")
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["CABINA_CACHE"] = str(ROOT / ".pytest_cache" / "d" / f"cache-{_worker}")

from hypothesis import HealthCheck, settings  # noqa: E402 - after the environment is set

from tests.helpers.missing import missing  # noqa: E402
from tests.helpers.office import (  # noqa: E402, F401
    empty_register,
    office,
    postgres_office,
    shared_server,
    sqlite_office,
)

if TYPE_CHECKING:
    from tests.helpers.postgres import PgServer

# Two shared cores are slow at times; that is no failure of the program.
settings.register_profile("house", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the house."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real and nasty files beside the house; a test that reads them is skipped where they are not."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the shared data are not beside the house ({folder})")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _folders_end_with_the_run() -> Iterator[None]:
    """Remove this process's folders at its end, whatever still holds a file in them."""
    yield
    _home.cleanup()


@pytest.fixture(scope="session")
def pg_server() -> "Iterator[PgServer]":
    """A private PostgreSQL cluster for this session (one per xdist worker); see tests/helpers/postgres.py."""
    if os.name != "posix":
        missing("PostgreSQL", "the private cluster is started on Linux and macOS only")
    from tests.helpers import postgres  # not importable on Windows

    try:
        context = postgres.cluster()
        server = context.__enter__()
    except postgres.NoServer as problem:
        missing("PostgreSQL", f"{problem}; `make setup` installs it on Debian")
    try:
        yield server
    finally:
        context.__exit__(None, None, None)
