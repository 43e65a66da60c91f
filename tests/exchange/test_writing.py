"""Files out: typed, defused, the same when read again; whole or not there at all."""

import errno
import json
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import AppError, Refused, Unreachable
from app.core.progress import Cancelled, Progress
from app.exchange import reading
from app.exchange.delimited import Profile
from app.exchange.json import write_value
from app.exchange.table import Head, Kind, Table
from app.exchange.writing import write
from app.exchange.xlsx import sheet_names

HEADS = (
    Head("codice"), Head("n", Kind.INT), Head("quota", Kind.DECIMAL), Head("importo", Kind.MONEY),
    Head("data", Kind.DATE), Head("quando", Kind.MOMENT), Head("ora", Kind.TIME), Head("sì o no", Kind.BOOL),
)  # fmt: skip
ROW = (
    "P01", 7, Decimal("12.5"), Decimal("1234.50"), date(2025, 9, 11),
    datetime(2026, 6, 1, 15, 30, tzinfo=UTC), time(17, 50), True,
)  # fmt: skip


def table(*rows: tuple[object, ...], heads: tuple[Head, ...] = HEADS, name: str = "Progetti") -> Table:
    return Table(name, heads, iter(rows), len(rows))  # type: ignore[arg-type]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_cells_come_back_with_their_types(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    write(path, table(ROW, (None,) * 8))
    found = reading.read(path, header=1)
    assert found.titles == tuple(head.title for head in HEADS)
    assert [list(row) for row in found.rows] == [
        ["P01", 7, 12.5, 1234.5, date(2025, 9, 11), datetime(2026, 6, 1, 17, 30), time(17, 50), True]  # noqa: DTZ001
    ]


def test_excel_csv_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write(path, table(ROW, ("=1+1", *[None] * 7), ("a;b\nc", *[None] * 7)))
    assert (
        path.read_bytes()
        == (
            "\ufeffcodice;n;quota;importo;data;quando;ora;sì o no\r\n"
            "P01;7;12,5;1234,50;11/09/2025;01/06/2026 17:30;17:50;sì\r\n"
            "'=1+1;;;;;;;\r\n"
            '"a;b\nc";;;;;;;\r\n'
        ).encode()
    )


def test_open_data_csv_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write(path, table(ROW, ("=1+1", *[None] * 7)), profile=Profile.OPENDATA)
    assert (
        path.read_bytes()
        == (
            "codice,n,quota,importo,data,quando,ora,sì o no\n"
            "P01,7,12.5,1234.50,2025-09-11,2026-06-01T17:30:00+02:00,17:50,true\n"
            "=1+1,,,,,,,\n"
        ).encode()
    )


def test_three_decimals_are_never_taken_for_thousands(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", table((Decimal("12.345"),), heads=(Head("n", Kind.DECIMAL),)), profile=Profile.OPENDATA)
    assert (tmp_path / "a.csv").read_text().splitlines()[1] == "12.3450"


def test_json_is_an_array_of_objects(tmp_path: Path) -> None:
    write(tmp_path / "a.json", table(ROW))
    write(tmp_path / "b.json", table())
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == [
        {
            "codice": "P01", "n": 7, "quota": "12.5", "importo": "1234.50", "data": "2025-09-11",
            "quando": "2026-06-01T15:30:00+00:00", "ora": "17:50:00", "sì o no": True,
        }
    ]  # fmt: skip
    assert json.loads((tmp_path / "b.json").read_text("utf-8")) == []
    write_value(tmp_path / "c.json", {"projects": [{"budget": Decimal("10.50"), "start": date(2026, 1, 1)}]})
    assert json.loads((tmp_path / "c.json").read_text("utf-8")) == {
        "projects": [{"budget": "10.50", "start": "2026-01-01"}]
    }


@pytest.mark.parametrize(
    "text", ["=1+1", "+39 0541", "-5", "@nome", "\ttab", "\nriga", "'=già", '="0012"', '=HYPERLINK("x")']
)
@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".csv"])
def test_no_text_becomes_a_formula_and_none_is_changed(tmp_path: Path, suffix: str, text: str) -> None:
    path = tmp_path / f"a{suffix}"
    write(path, table((text,), heads=(Head("testo"),)))
    assert reading.read(path, header=1, separator=";").rows[0][0] == text
    if suffix == ".csv":
        assert path.read_text("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")
    else:
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        assert not any(b"<f>" in part or b"table:formula" in part for part in parts)


def test_a_spreadsheet_has_its_header_frozen_and_filtered(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", table(ROW))
    write(tmp_path / "a.ods", table(ROW))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        sheet, styles = archive.read("xl/worksheets/sheet1.xml"), archive.read("xl/styles.xml")
    assert b'state="frozen"' in sheet
    assert b'<autoFilter ref="A1:H2"/>' in sheet
    assert b"dd/mm/yyyy" in styles
    assert "€".encode() in styles
    with zipfile.ZipFile(tmp_path / "a.ods") as archive:
        content, settings_part = archive.read("content.xml"), archive.read("settings.xml")
        assert archive.namelist()[0] == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert b"table:table-header-rows" in content
    assert b"'Progetti'.A1:'Progetti'.H2" in content
    assert b"VerticalSplitPosition" in settings_part


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_several_tables_and_empty_ones(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    write(path, [table(ROW), table(name="Interventi [2026]: tutti, e con un nome lungo"), table(ROW)])
    book = reading.peek(path)
    assert book.sheets == ("Progetti", "Interventi  2026   tutti, e con", "Progetti (2)")
    empty = reading.read(path, sheet=2)
    assert (empty.titles, len(empty)) == (tuple(head.title for head in HEADS), 0)
    with pytest.raises(Refused, match="una tabella sola"):
        write(tmp_path / "a.csv", [table(), table()])


def test_titles_that_repeat_are_told_apart(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", table(("x", "y"), heads=(Head("Note"), Head("Note"))))
    assert reading.read(tmp_path / "a.xlsx").titles == ("Note", "Note (2)")
    assert sheet_names([table(name="''"), table(name="?")]) == ["Foglio", "Foglio (2)"]


def test_a_text_too_long_for_excel_is_told_and_the_other_formats_hold_it(tmp_path: Path) -> None:
    rows = (("x", "breve"), ("y", "è" * 40_000))
    heads = (Head("a"), Head("verbale"))
    with pytest.raises(Refused, match=r"B3.*40\.000"):
        write(tmp_path / "a.xlsx", table(*rows, heads=heads))
    assert list(tmp_path.iterdir()) == []
    for suffix in (".ods", ".csv"):
        write(tmp_path / f"a{suffix}", table(*rows, heads=heads))
        assert reading.read(tmp_path / f"a{suffix}").rows[1][1] == "è" * 40_000


def test_numbers_and_dates_excel_has_no_room_for_stay_exact(tmp_path: Path) -> None:
    heads = (Head("n", Kind.INT), Head("d", Kind.DATE))
    write(tmp_path / "a.xlsx", table((10**17 + 1, date(1861, 3, 17)), heads=heads))
    assert list(reading.read(tmp_path / "a.xlsx", header=1).rows[0]) == [str(10**17 + 1), "17/03/1861"]


# ---------------------------------------------------------------- whatever is written is read again

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t") | st.sampled_from("=+-@'\";,|àè€ \n"),
    max_size=40,
).filter(lambda t: t.strip() and "\ufffe" not in t and "\uffff" not in t)
ROWS = st.tuples(
    TEXTS,
    st.none() | st.integers(-(10**14), 10**14),
    st.none() | st.decimals(-(10**6), 10**6, places=3),
    st.none() | st.decimals(0, 10**9, places=2),
    st.none() | st.dates(date(1900, 3, 1), date(2200, 12, 31)),
    st.none() | st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda d: d.replace(microsecond=0)),  # noqa: DTZ001
    st.none() | st.times().map(lambda t: t.replace(microsecond=0)),
    st.none() | st.booleans(),
)


def _same(written: object, read: object) -> bool:
    if isinstance(written, Decimal):
        return isinstance(read, int | float) and Decimal(format(read, ".15g")) == written
    if isinstance(written, datetime):  # a midnight may come back as a day
        return read == written or (written.time() == time() and read == written.date())
    return read == written and isinstance(read, bool) == isinstance(written, bool)


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROWS, min_size=1, max_size=5))
def test_written_rows_are_read_again(tmp_path: Path, suffix: str, rows: list[tuple[object, ...]]) -> None:
    path = tmp_path / f"a{suffix}"
    write(path, table(*rows))
    found = reading.read(path, header=1)
    assert len(found) == len(rows)
    for written, read in zip(rows, found.rows, strict=True):
        assert all(map(_same, written, read)), (written, read)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(TEXTS, TEXTS | st.none()), min_size=1, max_size=5), profile=st.sampled_from(Profile))
def test_written_texts_are_read_again_from_csv(
    tmp_path: Path, rows: list[tuple[str, str | None]], profile: Profile
) -> None:
    path = tmp_path / "a.csv"
    write(path, table(*rows, heads=(Head("uno"), Head("due"))), profile=profile)
    found = reading.read(path, header=1, separator=";" if profile is Profile.EXCEL else ",")
    assert [tuple(row) for row in found.rows] == rows


def test_the_nasty_texts_survive(shared_data: Path, tmp_path: Path) -> None:
    texts = [t for t in json.loads((shared_data / "nasty-text" / "blns.json").read_text("utf-8")) if t.strip()]
    for suffix in (".xlsx", ".ods", ".csv"):
        path = tmp_path / f"a{suffix}"
        write(path, table(*((t, "x") for t in texts), heads=(Head("testo"), Head("fine"))))
        found = reading.read(path, header=1)
        assert len(found) == len(texts)
        legal = [(t, r[0]) for t, r in zip(texts, found.rows, strict=True) if t.isprintable()]
        assert [read for _, read in legal] == [written for written, _ in legal]


# ---------------------------------------------------------------- nothing half-written

SUFFIXES = [".xlsx", ".ods", ".csv", ".json"]


def _failing(error: BaseException) -> Iterator[tuple[str]]:
    for i in range(3000):
        yield (f"riga {i}",)
    raise error


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("error", [ValueError("rotto"), KeyboardInterrupt(), Refused("no")])
def test_an_interrupted_export_leaves_nothing(tmp_path: Path, suffix: str, error: BaseException) -> None:
    with pytest.raises(type(error)):
        write(tmp_path / f"a{suffix}", Table("t", (Head("a"),), _failing(error)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_cancelled_export_keeps_the_file_of_before(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("di prima")
    progress = Progress(lambda done, total, text: progress.cancel() if done >= 1000 else None)
    rows = ((f"riga {i}",) for i in range(5000))
    with pytest.raises(Cancelled):
        write(path, Table("t", (Head("a"),), rows, 5000), progress=progress)
    assert path.read_text() == "di prima"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_is_told(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    class Full:
        """A file on a disk without room: the operating system's edge."""

        def __init__(self, file: object) -> None:
            self.file = file

        def write(self, data: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        def __getattr__(self, name: str) -> object:
            return getattr(self.file, name)

        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *stop: object) -> None:
            self.file.close()  # type: ignore[attr-defined]

    monkeypatch.setattr(Path, "open", lambda self, *a: Full(real(self, *a)))
    with pytest.raises(Unreachable, match="spazio"):
        write(tmp_path / f"a{suffix}", table(ROW))
    assert list(tmp_path.iterdir()) == []


def test_a_file_open_elsewhere_and_a_folder_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreachable, match="non c'è"):
        write(tmp_path / "manca" / "a.csv", table(ROW))

    def held(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")  # how Windows answers while Excel has the file open

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Unreachable, match="altro programma"):
        write(tmp_path / "a.xlsx", table(ROW))
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_extension_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AppError, match=r"\.xlsx, \.ods"):
        write(tmp_path / "a.doc", table(ROW))


def test_killed_in_the_middle_it_has_not_touched_the_file(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("di prima")
    code = f"""
import os, signal, sys
from pathlib import Path
from app.exchange.table import Head, Table
from app.exchange.writing import write
def rows():
    for i in range(10**6):
        if i == 20_000:
            os.kill(os.getpid(), signal.SIGKILL)
        yield (f"riga {{i}}",)
write(Path({str(path)!r}), Table("t", (Head("a"),), rows()))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=False, timeout=60)
    assert done.returncode != 0
    assert path.read_text() == "di prima"
    write(path, table(ROW))  # the next export finds its way free
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.xlsx"]


# ---------------------------------------------------------------- many rows


ODD = ["", " spazi ", "'=già", "=1+1", "a\x0bb", "_x0041_", "\ufffe", "mezzo \ud83d", "<&>", "a\0b"]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_text_among_plain_ones_changes_none_of_them(tmp_path: Path, odd: str) -> None:
    """A column is looked at as a whole: what one text needs is not done to the others."""
    texts = [f"riga {i} d'anno" for i in range(400)]
    texts[200] = odd
    for suffix in (".xlsx", ".csv"):
        path = tmp_path / f"a{suffix}"
        write(path, table(*((t, i) for i, t in enumerate(texts)), heads=(Head("testo"), Head("n", Kind.INT))))
        found = [row[0] for row in reading.read(path, header=1, separator=";").rows]
        assert found[:200] + found[201:] == texts[:200] + texts[201:]
        if odd.isprintable():
            assert (found[200] or "") == odd


def test_a_sheet_of_excel_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.exchange.xlsx.ROWS", 1000)
    with pytest.raises(Refused, match="999"):
        write(tmp_path / "a.xlsx", table(*((i,) for i in range(1000)), heads=(Head("n", Kind.INT),)))
    assert list(tmp_path.iterdir()) == []
    write(tmp_path / "a.xlsx", table(*((i,) for i in range(999)), heads=(Head("n", Kind.INT),)))
    assert len(reading.read(tmp_path / "a.xlsx")) == 999


def test_the_memory_of_an_export_does_not_grow_with_its_rows(tmp_path: Path) -> None:
    def rows(count: int) -> Iterator[tuple[str, int]]:
        return ((f"riga {i} " + "parole " * 40, i) for i in range(count))

    peaks = []
    for count in (2_000, 20_000):
        tracemalloc.start()
        for suffix in (".xlsx", ".csv"):
            write(tmp_path / f"a{suffix}", Table("t", (Head("a"), Head("n", Kind.INT)), rows(count), count))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]
