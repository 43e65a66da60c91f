"""Files attached to a sitting, a project, a pact or a contribution: kept and named in one deed."""

from __future__ import annotations

import string
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import Refused, Unreachable
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.domain.decisions import Attachment
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
    query = Query(Attachment.name, (Filter(owner, "=", (code,)),))
    taken = {str(one["letter"] or "") for one in unit.snapshots(query)}
    letters = (letter for letter in string.ascii_uppercase if letter not in taken)
    for done, (name, data) in enumerate(files):
        progress.step(done, len(files), tr(N_("Conservo «{name}»")).format(name=name))
        values: dict[str, Value] = {owner: code, "title": Path(name).stem[:_TITLE], "file": unit.keep(data),
                                    "file_name": name[-_NAME:]}  # fmt: skip
        if owner == "meeting":
            values["letter"] = next(letters, None)
        writing.insert(unit, Attachment, values)


def attach(store: Store, owner: str, code: str, paths: Sequence[Path], progress: Progress) -> Changes:
    """Attach files to a record: all of them, or none. A sitting's get the next free letters.

    Raises:
        Refused: a file too large, or a kind of record without attachments. Unreachable: one cannot be read.
        Forbidden: not this person's record.
    """
    if owner not in OWNERS:
        raise Refused(N_("A questa scheda non si allegano file."))
    return _attach(store, owner, code, [(path.name, _bytes(path)) for path in paths], progress)


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
