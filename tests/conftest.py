"""What every test finds ready: Qt without a display, a PostgreSQL server, the folders of the house."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

# Before anything imports Qt. A person who wants to look sets the platform; a screen is never needed.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Qt's own style, scale and theme must not come from the desktop the tests happen to run on.
for name in ("QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(name, None)

from tests.helpers.missing import missing  # noqa: E402 - after the environment is set

if TYPE_CHECKING:
    from tests.helpers.postgres import PgServer

ROOT = Path(__file__).resolve().parents[1]


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
