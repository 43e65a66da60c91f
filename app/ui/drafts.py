"""What is typed and not yet saved survives a kill: a journal on this computer, offered again at the next start.

One file per register and record, append-only, one JSON line per state, flushed to the disk. The last whole line
counts, so a line cut short by a crash costs two seconds of typing and no more.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer

from app.core import clock, paths
from app.core.values import dataclass

EVERY_MS = 2000
COMPACT_FROM = 1_000_000
"""Bytes after which a journal is written anew with its last line only."""


@dataclass(frozen=True)
class Draft:
    """What somebody typed in a record: texts by field. `record` 0: a record that does not exist yet."""

    register: str
    entity: str
    record: int
    code: str
    version: int
    typed: Mapping[str, str]
    at: str  # ISO moment

    @property
    def under(self) -> str:
        """The item of a sitting a new record was begun under, by code; empty when it was begun by itself."""
        return self.code.partition(" ")[2] if self.record == 0 else ""

    @property
    def when(self) -> datetime:
        """When it was typed."""
        return datetime.fromisoformat(self.at)


class Journal:
    """The drafts of one register on this computer.

    It is a help and never stands in the way: a disk that does not let it work is told to `trouble`, without which it
    raises OSError.
    """

    def __init__(
        self, register: str, folder: Path | None = None, trouble: Callable[[OSError], object] | None = None
    ) -> None:
        self.register, self._trouble = register, trouble
        mark = hashlib.sha256(register.encode()).hexdigest()[:16]
        self.folder = (folder or paths.state()) / "drafts" / mark

    def keep(self, entity: str, record: int, code: str, version: int, typed: Mapping[str, str]) -> None:
        """Write down what is typed; when this returns it is on the disk. Nothing typed: nothing kept."""
        if not typed:
            self.drop(entity, record, code)
            return
        try:
            self._keep(entity, record, code, version, typed)
        except OSError as error:
            self._stumble(error)

    def _keep(self, entity: str, record: int, code: str, version: int, typed: Mapping[str, str]) -> None:
        draft = Draft(self.register, entity, record, code, version, dict(typed), clock.now().isoformat())
        line = json.dumps(asdict(draft)).encode() + b"\n"  # plain ASCII: half a character pasted is kept as well
        path = self._path(entity, record, code)
        fresh = not path.exists()
        if fresh:
            self.folder.mkdir(parents=True, exist_ok=True)
        if not fresh and path.stat().st_size > COMPACT_FROM:
            _replace(path, line)
            return
        with path.open("ab") as file:
            if not fresh and not _ends_whole(path):
                file.write(b"\n")  # a crash cut the line before: this one must not be glued to it
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        if fresh:
            _sync_folder(self.folder)

    def drop(self, entity: str, record: int, code: str = "") -> None:
        """Forget a draft: saved, or thrown away."""
        try:
            self._path(entity, record, code).unlink(missing_ok=True)
        except OSError as error:
            self._stumble(error)

    def find(self, entity: str, record: int, code: str = "") -> Draft | None:
        """The draft of one record."""
        try:
            return _last(self._path(entity, record, code))
        except OSError as error:
            self._stumble(error)
            return None

    def _stumble(self, error: OSError) -> None:
        if self._trouble is None:
            raise error
        self._trouble(error)

    def all(self) -> list[Draft]:
        """Every draft of this register, the newest first."""
        try:
            found = [draft for path in self.folder.glob("*.jsonl") if (draft := _last(path))]
        except OSError as error:
            self._stumble(error)
            return []
        return sorted((one for one in found if one.register == self.register), key=lambda one: one.at, reverse=True)

    def _path(self, entity: str, record: int, code: str) -> Path:
        """A new record has no id: its form's own code keeps it apart from other new ones."""
        key = str(record) if record else "new" + hashlib.sha256(code.encode()).hexdigest()[:8]
        return self.folder / f"{entity}-{key}.jsonl"


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        if file.tell() == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _last(path: Path) -> Draft | None:
    """The last whole line of a journal; a broken one is skipped."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return None
    for line in reversed(lines):
        draft = _parsed(line)
        if draft is not None:
            return draft
    return None


def _parsed(line: bytes) -> Draft | None:
    try:
        return Draft(**json.loads(line))
    except (ValueError, TypeError):
        return None  # cut short by a crash, or of another version of the program


def _replace(path: Path, line: bytes) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be flushed, and need not be
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class Keeper(QObject):
    """Keeps a form's draft: two seconds after a change at the latest, and whenever a field is left.

    `describe` answers (entity, record, code, version, typed) of what is on the screen now, None when nothing is.
    """

    def __init__(
        self,
        journal: Journal,
        describe: Callable[[], tuple[str, int, str, int, Mapping[str, str]] | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.journal, self._describe = journal, describe
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one may be late by a twentieth
        self.timer.setInterval(EVERY_MS)
        self.timer.timeout.connect(self._keep_waiting)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self._keep_waiting)

    def touched(self) -> None:
        """Something was typed; writing on does not put the next keeping off."""
        if not self.timer.isActive():
            self.timer.start()

    def _keep_waiting(self) -> None:
        """Keep what was typed since the last time, if anything was."""
        if self.timer.isActive() or self.sender() is self.timer:
            self.keep_now()

    def keep_now(self) -> None:
        """Keep what is typed, at once."""
        self.timer.stop()
        told = self._describe()
        if told is not None:
            self.journal.keep(*told)

    def forget(self, entity: str, record: int, code: str = "") -> None:
        """It was saved, or thrown away."""
        self.timer.stop()
        self.journal.drop(entity, record, code)
