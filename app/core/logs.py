"""One log file per user, rotated; never a value typed by a person."""

from __future__ import annotations

import logging
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
        root.addHandler(_OnUse(path))
        root.setLevel(level)
    return path


class _OnUse(logging.Handler):
    """A file that is rotated, opened at the first line there is: most starts write none."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - brings sockets and pickles along

            self._file = RotatingFileHandler(self._path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
            self._file.setFormatter(logging.Formatter(_FORMAT))
        self._file.handle(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()
