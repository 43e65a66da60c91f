"""Files attached to a sitting, a project, a pact or a contribution: kept and named in one deed."""

from __future__ import annotations

import os
import string
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import Refused, Unreachable
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.domain.decisions import Attachment
from app.domain.entities import ENTITIES
from app.domain.entity import Changes
from app.domain.fields import Value
from app.domain.query import Filter, Query
from app.store.store import Store
from app.usecases import writing
from app.usecases.base import use_case
from app.usecases.files import LIMIT

if TYPE_CHECKING:
    from app.store.unit import Unit

OWNERS = ("meeting", "project", "pact", "contribution")
"""The kinds of record that have attachments."""
_TITLE = 300
_NAME = 200


@use_case(N_("File allegati"))
def _attach(unit: Unit, owner: str, code: str, files: Sequence[tuple[str, bytes]], progress: Progress) -> None:
    record = unit.get(ENTITIES[owner], code)
    if record is None:
        raise Refused(N_("«{code}» non c'è più: nulla è stato allegato."), code=code)
    if record.values.get("status") == "archiviata":
        raise Refused(N_("La seduta è archiviata: i suoi allegati non cambiano più."))
    letters = _letters(unit, code)
    for done, (name, data) in enumerate(files):
        progress.step(done, len(files), tr(N_("Conservo «{name}»")).format(name=name))
        values: dict[str, Value] = {owner: code, "title": Path(name).stem[:_TITLE], "file": unit.keep(data),
                                    "file_name": name[-_NAME:], "visibility": record["visibility"]}  # fmt: skip
        if owner == "meeting":
            values["letter"] = next(letters, None)
        writing.insert(unit, Attachment, values)


def _letters(unit: Unit, code: str) -> Iterator[str]:
    """The letters of a sitting nobody has, not even in the trash: what is there may come back."""
    query = Query(Attachment.name, (Filter("meeting", "=", (code,)),))
    taken = {one["letter"] for trashed in (False, True) for one in unit.snapshots(replace(query, trashed=trashed))}
    return (letter for letter in string.ascii_uppercase if letter not in taken)


def attach(store: Store, owner: str, code: str, paths: Sequence[Path], progress: Progress) -> Changes:
    """Attach files to a record: all of them, or none. A sitting's get the next free letters.

    Raises:
        Refused: a file too large, a kind of record without attachments, an archived sitting.
        Unreachable: one cannot be read. Forbidden: not this person's record.
    """
    if owner not in OWNERS:
        raise Refused(N_("A questa scheda non si allegano file."))
    return _attach(store, owner, code, [(_name(path), _bytes(path)) for path in paths], progress)


def _name(path: Path) -> str:
    """A file's name as text: on some disks a name is bytes of an older computer, that no database would take."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise Refused(N_("«{name}» non è un file: allegate i file uno per uno."), name=path.name)
        if path.stat().st_size > LIMIT:
            raise Refused(N_("«{name}» è più grande di 100 MB: conservatelo altrove e scrivete qui dove si trova."),
                          name=path.name)  # fmt: skip
        return path.read_bytes()
    except OSError:
        raise Unreachable(N_("Non riesco a leggere «{name}». Nulla è stato modificato."), name=path.name) from None
