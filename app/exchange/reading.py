"""Any file with a table → Sheet, told apart by what is inside, never by the extension."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.errors import Refused, Unreachable
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.exchange import csv, jsontable, limits, workbook
from app.exchange.sheet import Sheet, Workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST_TEXT = 1 << 30  # bytes
_SIGNATURES = (
    (b"%PDF", N_("un documento PDF")),
    (b"\x89PNG", N_("un'immagine")),
    (b"\xff\xd8\xff", N_("un'immagine")),
    (b"GIF8", N_("un'immagine")),
    (b"{\\rtf", N_("un documento di testo RTF")),
    (b"\x1f\x8b", N_("un archivio compresso")),
    (b"7z\xbc\xaf", N_("un archivio compresso")),
    (b"Rar!", N_("un archivio compresso")),
    (b"SQLite format 3", N_("una base di dati")),
    (b"MZ", N_("un programma")),
    (b"\x7fELF", N_("un programma")),
)
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<workbook")


def peek(path: Path) -> Workbook:
    """The sheets of a file and the one to start from. Raises like `read`."""
    kind = _kind(path)
    if kind in ("csv", "json"):
        if kind == "json":
            jsontable.sheet_from(_bytes(path), path.stem)  # most JSON is no table: that is told now
        return Workbook((path.stem,), path.stem, kind)
    with _sound():
        if kind != "xls":
            limits.look_through(path)
        return workbook.workbook(path, kind)


def read(
    path: Path,
    *,
    sheet: str | int | None = None,
    header: int | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    progress: Progress | None = None,
) -> Sheet:
    """A table out of XLSX, XLSB, XLS, ODS, CSV or a JSON array of objects. What is None is found: first sheet with
    data, header row, encoding, separator.

    Raises:
        Refused: the file holds no table that can be read whole; the sentence says what to do.
        Unreachable: the file is not there or may not be read.
        Cancelled: `progress` was told to stop.
    """
    kind = _kind(path)
    if kind == "csv":
        return csv.sheet_from(
            _bytes(path), path.stem, header=header, encoding=encoding, separator=separator, progress=progress
        )
    if kind == "json":
        return jsontable.sheet_from(_bytes(path), path.stem)
    with _sound():
        return workbook.read_sheet(path, kind, sheet=sheet, header=header, progress=progress)


def sample(path: Path, encoding: str | None = None, separator: str | None = None) -> Sheet:
    """The first rows of a CSV file as these choices would read them; for a screen where they are chosen."""
    return csv.sample(_bytes(path), path.stem, encoding, separator)


def _bytes(path: Path, size: int = -1) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(size)
    except FileNotFoundError:
        raise Unreachable(N_("Il file «{name}» non c'è più: forse è stato spostato."), name=path.name) from None
    except IsADirectoryError:
        raise Refused(N_("«{name}» è una cartella: scegliete un file."), name=path.name) from None
    except PermissionError:
        raise Unreachable(
            N_(
                "Il file «{name}» non si può leggere: forse è aperto in un altro programma, o non ne avete il permesso."
            ),
            name=path.name,
        ) from None
    except OSError as error:
        raise Unreachable(
            N_("Il file «{name}» non si può leggere ({why})."), name=path.name, why=error.strerror or str(error)
        ) from error


def _kind(path: Path) -> str:
    """xlsx, xlsb, xls, ods, csv or json; anything else is refused by its name."""
    head = _bytes(path, 4096)
    if not head:
        raise Refused(N_("Il file è vuoto: non contiene nessuna riga."))
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if other := _foreign(head):
        raise _other(other)
    if path.stat().st_size > _LARGEST_TEXT:
        raise limits.too_large()
    return "json" if re.match(rb'(\xef\xbb\xbf)?\s*(\{\s*["}]|\[\s*[\[{])', head) else "csv"


def _foreign(head: bytes) -> str:
    """What a file that is no table is; empty for text, JSON included."""
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            return what
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return N_("una pagina web o un documento XML")
    return N_("un file binario") if _is_binary(head) else ""


def _other(what: str) -> Refused:
    return Refused(
        N_(
            "Questo file non è un foglio di calcolo né un CSV, qualunque sia il suo nome: è {what}. "
            "Apritelo con il programma che l'ha fatto e salvate la tabella in formato XLSX, ODS o CSV."
        ),
        what=tr(what),
    )


def _zip_kind(path: Path) -> str:
    with _sound(), zipfile.ZipFile(path) as archive:
        limits.check_archive(archive)
        names = {name.lower() for name in archive.namelist()}
        if "content.xml" in names:
            return _odf_kind(archive)
        if any(name.startswith("xl/") and name.endswith(".bin") and "workbook" in name for name in names):
            return "xlsb"
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise _other(N_("un documento di testo o una presentazione"))
    raise _other(N_("un archivio compresso"))


@contextmanager
def _sound() -> Iterator[None]:
    """Whatever a damaged archive makes the zip module say, told in a sentence."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise limits.broken() from error


def _odf_kind(archive: zipfile.ZipFile) -> str:
    """ODS, unless it is locked or another kind of OpenDocument."""
    manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.namelist() else b""
    if b"encryption-data" in manifest:
        raise limits.locked()
    mime = archive.read("mimetype") if "mimetype" in archive.namelist() else manifest
    if b"opendocument.spreadsheet" not in mime:
        raise _other(N_("un documento di testo o una presentazione"))
    return "ods"


def _ole_kind(path: Path) -> str:
    """XLS; a modern workbook under a password is kept in the same container."""
    data = _bytes(path)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise limits.locked()
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    raise _other(N_("un documento di un altro programma"))


def _is_binary(head: bytes) -> bool:
    """Whether these bytes are not text: control characters other than tab and newlines, UTF-16 apart."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or csv.found_encoding(head).startswith("utf-16"):
        return False
    odd = sum(byte < 9 or 13 < byte < 28 for byte in head if byte)
    return odd > 0.02 * len(head) or head.count(0) > 0.1 * len(head)
