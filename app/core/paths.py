"""Where the program keeps things on this computer. Nothing else builds a path."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _folder(variable: str, kind: str) -> Path:
    """What the environment says; otherwise where this system keeps such things of a user."""
    place = os.environ.get(variable)
    if not place:
        from platformdirs import PlatformDirs  # noqa: PLC0415 - on use: the window does not wait for it

        place = str(getattr(PlatformDirs("Cabina di regia", appauthor=False), f"user_{kind}_dir"))
    path = Path(place)
    path.mkdir(parents=True, exist_ok=True)
    return path


def data() -> Path:
    """Registers and their backups (CABINA_DATA overrides it, for portable use and tests)."""
    return _folder("CABINA_DATA", "data")


def cache() -> Path:
    """What can be made again: fonts cut to static instances, previews."""
    return _folder("CABINA_CACHE", "cache")


def state() -> Path:
    """Window layout, drafts and logs of this user on this computer."""
    return _folder("CABINA_STATE", "state")


def resources() -> Path:
    """What ships with the program: words, the example, the manual."""
    return ROOT / "resources"


def default_register() -> Path:
    """The embedded register that opens when nothing else is asked for."""
    return data() / "registro.db"
