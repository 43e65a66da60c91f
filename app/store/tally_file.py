"""A tally kept on the disk between two openings, in the folder of what can be made again.

What it is true of stands in its head: the row of the history it was made at, and that row's hash, which no other
register and no other past of this one can have. What was written since is read from the history; anything odd, and it
is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from array import array
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from app.core import clock, paths
from app.store import planes
from app.store.layout import Layout
from app.store.line import Line
from app.store.planes import Column, Few, Many, Plane, Runs, Sums
from app.store.tally import Tally, tallied, values_of

_FORMAT = 1
_KEPT = 12
"""Files kept, the latest ones: registers come and go."""
_PART = "tmp"
_A_DAY = 24 * 60 * 60
"""Seconds."""


class _Odd(Exception):
    """The file is not what was written."""


def file_of(register: Path, entity: str) -> Path:
    """Where the tally of a register's list is kept."""
    name = hashlib.sha256(str(register.resolve()).encode()).hexdigest()[:24]
    return paths.cache() / "tallies" / f"{name}-{entity}.bits"


def schema(line: Line) -> list[Any]:
    """What the register's tables are, as its own header says."""
    return [line.rows("PRAGMA user_version")[0][0], line.rows("SELECT version_num FROM alembic_version")[0][0]]


def keep(tally: Tally, file: Path, tables: list[Any]) -> None:
    """Write a tally; the file is there whole or not at all. A folder that cannot be written keeps nothing."""
    body = _Body()
    told = {
        "format": _FORMAT, "entity": tally.where.table, "schema": tables, "seq": tally.seq, "mark": tally.mark,
        "byteorder": sys.byteorder, "names": tallied(tally.where), "ids": body.numbers(tally.ids),
        "order": body.numbers(tally.order), "later": body.numbers(tally.later), "live": body.plane(tally.live),
        "columns": {name: body.column(one) for name, one in tally.columns.items()},
        "sums": {name: body.planes(one.planes) for name, one in tally.sums.items()},
    }  # fmt: skip
    content = b"".join(body.parts)
    head = json.dumps(told | {"crc": crc32(content)}).encode() + b"\n"
    with suppress(OSError):  # a full disk or a folder not ours: the next opening reads the list again
        file.parent.mkdir(parents=True, exist_ok=True)
        _put(file, head, content)
        _forget_oldest(file.parent)


def _put(file: Path, *pieces: bytes) -> None:
    """Written beside, then put in its place; what a full disk cut short does not stay."""
    handle, part = tempfile.mkstemp(dir=file.parent, prefix=_PART)
    try:
        with os.fdopen(handle, "wb") as out:
            for piece in pieces:
                out.write(piece)
        os.replace(part, file)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def kept(file: Path, where: Layout, line: Line) -> Tally | None:
    """The tally kept in a file, if it is true of the register as it was at the row of the history it names."""
    try:
        head, _, content = file.read_bytes().partition(b"\n")
        told = json.loads(head)
        if crc32(content) != told.pop("crc") or not _is_of(told, where, line):
            return None
        return _tally(told, _Parts(content), where)
    except (OSError, ValueError, KeyError, TypeError, _Odd):
        return None


def _is_of(told: dict[str, Any], where: Layout, line: Line) -> bool:
    said = (told["format"], told["byteorder"], told["entity"], told["schema"], told["names"])
    if said != (_FORMAT, sys.byteorder, where.table, schema(line), list(tallied(where))):
        return False
    return line.rows("SELECT hash FROM change WHERE seq = ?", [told["seq"]]) == [(told["mark"],)]


def _tally(told: dict[str, Any], parts: _Parts, where: Layout) -> Tally:
    columns = {name: parts.column(one, values_of(where, name)) for name, one in told["columns"].items()}
    sums = {name: Sums({int(bit): plane for bit, plane in parts.planes(one).items()})
            for name, one in told["sums"].items()}  # fmt: skip
    ids, order = parts.numbers(told["ids"]), parts.numbers(told["order"])
    found = Tally(where, ids, order, columns, sums, parts.plane(told["live"]))
    found.take_later(parts.numbers(told["later"]))
    found.seq, found.mark = told["seq"], told["mark"]
    return found


def _forget_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*.bits"), key=lambda one: one.stat().st_mtime)
    for old in files[:-_KEPT]:
        old.unlink(missing_ok=True)
    for part in folder.glob(f"{_PART}*"):  # left by a program that was stopped while it wrote
        if clock.now().timestamp() - part.stat().st_mtime > _A_DAY:
            part.unlink(missing_ok=True)


class _Body:
    """Puts bytes one after the other, and says where each piece lies."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self._end = 0

    def numbers(self, one: array[int]) -> list[Any]:
        return [one.typecode, *self._put(one.tobytes())]

    def plane(self, one: Plane) -> list[int]:
        return self._put(planes.packed(one))

    def planes(self, many: dict[Any, Plane]) -> dict[str, list[int]]:
        return {str(key): self.plane(one) for key, one in many.items()}

    def column(self, one: Column) -> dict[str, Any]:
        if isinstance(one, Few):
            return {"few": self.planes(one.planes)}
        if isinstance(one, Runs):
            return {"runs": one.codes, "ends": self.numbers(one.ends), "later": one.later}
        return {"many": one.texts, "rows": self.numbers(one.rows)}

    def _put(self, content: bytes) -> list[int]:
        self.parts.append(content)
        self._end += len(content)
        return [self._end - len(content), self._end]


class _Parts:
    """Takes the pieces back."""

    def __init__(self, content: bytes) -> None:
        self._content = memoryview(content)

    def numbers(self, said: list[Any]) -> array[int]:
        return array(said[0], bytes(self._content[said[1] : said[2]]))

    def plane(self, said: list[int]) -> Plane:
        return planes.unpacked(bytes(self._content[said[0] : said[1]]))

    def planes(self, said: dict[str, list[int]]) -> dict[str, Plane]:
        return {key: self.plane(one) for key, one in said.items()}

    def column(self, said: dict[str, Any], values: Callable[[Any], set[str]]) -> Column:
        if "few" in said:
            return Few(self.planes(said["few"]), values)
        if "runs" in said:
            return Runs(said["runs"], self.numbers(said["ends"]), said["later"])
        if "many" in said:
            return Many(said["many"], self.numbers(said["rows"]), values)
        raise _Odd
