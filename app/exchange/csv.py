"""CSV as it is met: any encoding, any separator, quotes, multi-line cells, stray carriage returns."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from app.core.errors import Refused
from app.core.i18n import N_
from app.core.progress import Progress
from app.exchange.guard import restored
from app.exchange.sheet import Row, Sheet, build

SEPARATORS = (";", ",", "\t", "|")
ENCODINGS = ("utf-8", "cp1252", "utf-16", "iso8859-15", "mac_roman", "cp850")  # what a person may choose from
SAMPLE = 65_536  # bytes shown while encoding and separator are being chosen
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONE_CR = "\ufdd0"  # stands for a carriage return inside a cell while the csv module splits lines; no text has it
_END = f"{_LONE_CR}end"
_STEP = 5_000  # rows between two reports of progress

# The module's default, 128 KB a cell, is less than the text of some minutes; 2^31-1 is what Windows admits.
csv.field_size_limit(2**31 - 1)


def sheet_from(
    data: bytes,
    name: str,
    *,
    header: int | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    progress: Progress | None = None,
) -> Sheet:
    """A CSV file's bytes as a Sheet. `encoding` and `separator` None are found.

    Raises:
        Refused: nothing inside, an encoding that does not read these bytes, quotes that never close.
    """
    text, used = decode(data, encoding)
    return _sheet(text, name, used, header, separator, progress)


def sample(data: bytes, name: str, encoding: str | None = None, separator: str | None = None) -> Sheet:
    """The first rows as they would be read with these choices; unreadable bytes show as �."""
    head = data[:SAMPLE]
    if not encoding:
        encoding = found_encoding(data)
    text = head.decode(_known(encoding), errors="replace")
    if len(data) > SAMPLE:
        text = text[: text.rfind("\n") + 1] or text
    return _sheet(text, name, encoding, None, separator, None, strict=False)


def found_encoding(data: bytes) -> str:
    """The encoding of these bytes: a byte-order mark, UTF-16's zeros, strict UTF-8, else Windows-1252.

    Italian legacy files are Windows-1252; statistical detectors call them cp1250 and turn ò into ň.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    head = data[:2000]
    if len(head) > 3 and head.count(0) > 0.3 * len(head):
        return "utf-16-be" if head[0::2].count(0) > head[1::2].count(0) else "utf-16-le"
    return "utf-8" if _is_utf8(data) else "cp1252"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of a file and the encoding that read it.

    Raises:
        Refused: `encoding` is unknown, or does not read every byte.
    """
    used = _known(encoding) if encoding else found_encoding(data)
    if used == "utf-8" and data.startswith(codecs.BOM_UTF8):
        used = "utf-8-sig"
    try:
        return data.decode(used), used
    except UnicodeDecodeError as error:
        raise Refused(
            N_(
                "La codifica {encoding} non legge questo file: la riga {line} contiene un byte che non le appartiene. "
                "Indicate un'altra codifica, per esempio utf-8, cp1252 o mac_roman."
            ),
            encoding=used, line=data.count(b"\n", 0, error.start) + 1,
        ) from None  # fmt: skip


def _known(encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
    except LookupError:
        raise Refused(
            N_("La codifica «{encoding}» non esiste: usate per esempio utf-8 o cp1252."), encoding=encoding
        ) from None
    return info.name


def _sheet(
    text: str,
    name: str,
    encoding: str,
    header: int | None,
    separator: str | None,
    progress: Progress | None,
    strict: bool = True,
) -> Sheet:
    text, told = _prepared(text)
    if not text.strip():
        raise Refused(N_("Il file è vuoto: non contiene nessuna riga."))
    used = _separator(separator) if separator else told or find_separator(text)
    grid = list(_rows(text, used, progress, strict))
    made = build(name, grid, header=header)
    return Sheet(name, made.grid, made.header, made.columns, made.rows, made.numbers, encoding=encoding, separator=used)


def _separator(text: str) -> str:
    mark = {"tab": "\t", "\\t": "\t"}.get(text.lower(), text)
    if len(mark) != 1 or mark in '"\r\n':
        raise Refused(N_("«{text}» non può separare le colonne: usate ; oppure , oppure tab oppure |."), text=text)
    return mark


def _prepared(text: str) -> tuple[str, str]:
    """The text without NULs and stray carriage returns, and the separator its `sep=` line tells (Excel's)."""
    text = text.replace("\x00", "").lstrip("\ufeff")
    lone = text.count("\r") - text.count("\r\n")
    if lone and lone < text.count("\n"):  # lines end with LF, so a lone CR belongs to a cell
        text = re.sub(r"\r(?!\n)", _LONE_CR, text)
    if told := re.match(r'"?sep=(.)"?(\r\n|\r|\n)', text, re.IGNORECASE):
        return text[told.end() :], told[1]
    return text, ""


def find_separator(text: str) -> str:
    """The character that cuts the most rows into the same number of columns."""
    head = text[:SAMPLE]
    best, best_score = SEPARATORS[0], (0.0, 0)
    for mark in SEPARATORS:
        rows = [row for row in csv.reader(io.StringIO(head, newline=""), delimiter=mark) if any(row)][:300]
        counts = Counter(len(row) for row in rows if len(row) > 1)
        if counts:
            columns, often = counts.most_common(1)[0]
            score = (round(often / len(rows), 2), columns)
            if score > best_score:
                best, best_score = mark, score
    return best


def _rows(text: str, separator: str, progress: Progress | None, strict: bool) -> Iterator[Row]:
    """The table's rows, cell by cell; an empty cell is None."""
    lines = chain(io.StringIO(text, newline=""), [_END])
    spaced = f'{separator} "' in text[:SAMPLE]
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=spaced)
    guarded = re.search(r"""'[=+\-@\t\r\n]|="|\ufdd0""", text) is not None
    count = 0
    for count, row in enumerate(reader, 1):
        if progress and not count % _STEP:
            progress.step(count, 0)
        if row and row[-1].endswith(_END):
            if row != [_END] and strict:
                raise _open_quotes(count)
            break
        yield [_cell(cell) for cell in row] if guarded else [cell or None for cell in row]


def _cell(cell: str) -> str | None:
    return restored(cell.replace(_LONE_CR, "\r")) or None


def _open_quotes(row: int) -> Refused:
    return Refused(
        N_(
            "Alla riga {row} si aprono delle virgolette che non si chiudono più: il resto del file finirebbe in una "
            "sola cella. Chiudetele, o toglietele, e riprovate."
        ),
        row=row,
    )
