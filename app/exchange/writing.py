"""A table → a file, by the extension a person chose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.core.errors import Refused
from app.core.i18n import N_
from app.core.progress import Progress
from app.exchange.delimited import Profile, write_csv
from app.exchange.json import write_json
from app.exchange.ods import write_ods
from app.exchange.table import Table
from app.exchange.xlsx import write_xlsx

EXTENSIONS = (".xlsx", ".ods", ".csv", ".json")


def write(
    path: Path,
    tables: Table | Sequence[Table],
    *,
    profile: Profile = Profile.EXCEL,
    progress: Progress | None = None,
) -> None:
    """Write one table, or several on as many sheets (XLSX and ODS only).

    Raises:
        Refused: an unknown extension, several tables for a one-table format, a text too long for Excel.
        Unreachable: the disk is full, the file is open elsewhere, the folder is not there.
        Cancelled: `progress` was told to stop; nothing is left.
    """
    listed = [tables] if isinstance(tables, Table) else list(tables)
    kind = path.suffix.lower()
    if kind == ".xlsx":
        write_xlsx(path, listed, progress)
    elif kind == ".ods":
        write_ods(path, listed, progress)
    elif kind in (".csv", ".json") and len(listed) != 1:
        raise Refused(N_("Un file {kind} tiene una tabella sola: scegliete XLSX o ODS."), kind=kind[1:].upper())
    elif kind == ".csv":
        write_csv(path, listed[0], profile, progress)
    elif kind == ".json":
        write_json(path, listed[0], progress)
    else:
        raise Refused(
            N_("Non si sa scrivere un file «{kind}»: usate {known}."),
            kind=kind or path.name, known=", ".join(EXTENSIONS),
        )  # fmt: skip
