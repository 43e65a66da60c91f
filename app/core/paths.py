"""Where the program keeps things on this computer. Nothing else builds a path."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("Cabina di regia", appauthor=False)
ROOT = Path(__file__).resolve().parents[2]


def _folder(variable: str, default: str) -> Path:
    path = Path(os.environ.get(variable) or default)
    path.mkdir(parents=True, exist_ok=True)
    return path


def data() -> Path:
    """Registers and their backups (CABINA_DATA overrides it, for portable use and tests)."""
    return _folder("CABINA_DATA", _DIRS.user_data_dir)


def cache() -> Path:
    """What can be made again: fonts cut to static instances, previews."""
    return _folder("CABINA_CACHE", _DIRS.user_cache_dir)


def state() -> Path:
    """Window layout, drafts and logs of this user on this computer."""
    return _folder("CABINA_STATE", _DIRS.user_state_dir)


def resources() -> Path:
    """What ships with the program: words, the example, the manual."""
    return ROOT / "resources"


def default_register() -> Path:
    """The embedded register that opens when nothing else is asked for."""
    return data() / "registro.db"
