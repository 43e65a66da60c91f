"""The example committee at hand: a register filled once, copied for each story."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.core import clock, paths
from app.domain.permissions import Role
from app.store.store import Store
from app.usecases import committee


@pytest.fixture(autouse=True)
def the_day_of_the_example() -> Iterator[None]:
    """Every story happens on 30 November 2026, as the example does."""
    with clock.pinned(date(2026, 11, 30)):
        yield


@pytest.fixture(scope="session")
def example() -> dict[str, Any]:
    """The example committee's file, the poster's texts included, without the kept papers."""
    folder = paths.resources() / "demo"
    whole: dict[str, Any] = json.loads((folder / "committee.json").read_text("utf-8"))
    poster: dict[str, Any] = json.loads((folder / "poster.json").read_text("utf-8"))
    whole["settings"] = {**whole["settings"], **poster.pop("settings")}
    return {**whole, **poster}


@pytest.fixture
def secretary(office: Any, example: dict[str, Any]) -> Store:
    """The secretary's desk, the example loaded."""
    desk: Store = office(Role.SEGRETARIO, Role.AMMINISTRATORE, name="sara")
    committee.start(desk)
    committee.load_data(desk, example)
    return desk


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder to write to."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder
