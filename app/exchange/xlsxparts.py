"""The parts of an XLSX file beside its cells: what every spreadsheet program wants to find (ECMA-376, part 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from app.core import clock
from app.exchange.sheet import letters
from app.exchange.table import Kind, Table

HEADER = 1
"""The style of the first row."""

STYLES = {Kind.INT: 2, Kind.MONEY: 3, Kind.DATE: 4, Kind.MOMENT: 5, Kind.TIME: 6}
"""The style of a column's cells, by its place in `cellXfs`; the other kinds have none."""

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_NUMBERS = {Kind.INT: "0", Kind.MONEY: '#,##0.00\\ "€"', Kind.DATE: "dd/mm/yyyy", Kind.MOMENT: "dd/mm/yyyy hh:mm",
            Kind.TIME: "hh:mm"}  # fmt: skip
_FIRST_NUMBER = 164  # the numbers below are the formats every program has


@dataclass(frozen=True)
class Written:
    """A sheet that is written: its name, its columns, its rows with the header."""

    name: str
    columns: int
    rows: int

    def range(self, mark: str = "") -> str:
        """`A1:C7`, or `$A$1:$C$7`; one row at least stands under the header."""
        return f"{mark}A{mark}1:{mark}{letters(self.columns - 1)}{mark}{max(self.rows, 2)}"


def before_rows(table: Table, *, chosen: bool) -> str:
    """A sheet up to its first row: the header stays in sight, columns as wide as their kind needs."""
    selected = 'tabSelected="1" ' if chosen else ""
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{c.chars:g}" {_styled(c.kind)}customWidth="1"/>'
        for i, c in enumerate(table.columns, 1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
        f'<sheetView {selected}workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    )


def _styled(kind: Kind) -> str:
    return f'style="{STYLES[kind]}" ' if kind in STYLES else ""


def after_rows(sheet: Written) -> str:
    """A sheet from its last row on: filters, and how it is printed (A4 across, pages numbered)."""
    return (
        f'</sheetData><autoFilter ref="{sheet.range()}"/>'
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
        "<headerFooter><oddFooter>&amp;R&amp;P/&amp;N</oddFooter></headerFooter></worksheet>"
    )


def opening(sheets: int) -> dict[str, str]:
    """What comes first in the archive, for so many sheets: name of the part → XML."""
    return {
        "[Content_Types].xml": _content_types(sheets),
        "_rels/.rels": _relationships([("officeDocument", _LINKS, "xl/workbook.xml"),
                                       ("metadata/core-properties", f"{_PACKAGE}/relationships", "docProps/core.xml")]),
        "xl/_rels/workbook.xml.rels": _relationships(
            [*(("worksheet", _LINKS, f"worksheets/sheet{n}.xml") for n in range(1, sheets + 1)),
             ("styles", _LINKS, "styles.xml")]),
        "xl/styles.xml": _styles(),
        "docProps/core.xml": _core(),
    }  # fmt: skip


def _content_types(sheets: int) -> str:
    parts = [("/xl/workbook.xml", f"{_TYPE}.sheet.main+xml"), ("/xl/styles.xml", f"{_TYPE}.styles+xml"),
             ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
             *((f"/xl/worksheets/sheet{n}.xml", f"{_TYPE}.worksheet+xml") for n in range(1, sheets + 1))]  # fmt: skip
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>')  # fmt: skip


def _relationships(targets: Sequence[tuple[str, str, str]]) -> str:
    listed = "".join(f'<Relationship Id="rId{n}" Type="{space}/{kind}" Target="{to}"/>'
                     for n, (kind, space, to) in enumerate(targets, 1))  # fmt: skip
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def workbook(sheets: Sequence[Written]) -> str:
    """The list of sheets, with their filters and the row each page repeats."""
    listed = "".join(f'<sheet name={quoteattr(one.name)} sheetId="{n}" r:id="rId{n}"/>'
                     for n, one in enumerate(sheets, 1))  # fmt: skip
    names = []
    for n, one in enumerate(sheets):
        quoted = escape("'" + one.name.replace("'", "''") + "'")
        names += [f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n}" hidden="1">{quoted}!{one.range("$")}',
                  f'<definedName name="_xlnm.Print_Titles" localSheetId="{n}">{quoted}!$1:$1']  # fmt: skip
    defined = "".join(f"{name}</definedName>" for name in names)
    return (f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><bookViews><workbookView/></bookViews>'
            f"<sheets>{listed}</sheets><definedNames>{defined}</definedNames></workbook>")  # fmt: skip


def _styles() -> str:
    kinds = sorted(STYLES, key=STYLES.__getitem__)
    numbers = "".join(f'<numFmt numFmtId="{_FIRST_NUMBER + i}" formatCode={quoteattr(_NUMBERS[kind])}/>'
                      for i, kind in enumerate(kinds))  # fmt: skip
    cells = "".join(f'<xf numFmtId="{_FIRST_NUMBER + i}" fontId="0" fillId="0" borderId="0" xfId="0" '
                    'applyNumberFormat="1"/>' for i in range(len(kinds)))  # fmt: skip
    font = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="{len(kinds)}">{numbers}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill><fill><patternFill patternType="solid"><fgColor rgb="FFE6ECF2"/><bgColor indexed="64"/></patternFill>'
        '</fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(kinds) + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1">'
        f'<alignment vertical="top" wrapText="1"/></xf>{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _core() -> str:
    now = f"{clock.now():%Y-%m-%dT%H:%M:%SZ}"
    stamp = f'xsi:type="dcterms:W3CDTF">{now}<'
    return (f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dcterms:created {stamp}/dcterms:created><dcterms:modified {stamp}/dcterms:modified>"
            "</cp:coreProperties>")  # fmt: skip
