"""One log file per user, rotated; never a value typed by a person."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def start(folder: Path, level: int = logging.INFO) -> Path:
    """Write the program's log to `folder`/cabina.log and return its path. Calling it twice changes nothing.

    Raises:
        OSError: the file cannot be written there.
    """
    path = folder / "cabina.log"
    root = logging.getLogger("app")
    if not root.handlers:
        path.touch()
        handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter(_FORMAT))
        root.addHandler(handler)
        root.setLevel(level)
    return path
