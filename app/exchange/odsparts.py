"""The parts of an ODS file that are the same whatever the table: namespaces, styles, settings."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from app.exchange.table import Kind

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for prefix, urn in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"), ("config", "config"),
    )
)  # fmt: skip

MANIFEST = (
    f'{_XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIMETYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "settings.xml")
    )
    + "</manifest:manifest>"
)

STYLES = (
    f'{_XML}<office:document-styles {_NAMES} office:version="1.3">'
    '<office:styles><style:style style:name="Default" style:family="table-cell"/></office:styles>'
    '<office:automatic-styles><style:page-layout style:name="pm1">'
    '<style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" '
    'style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0"/>'
    "</style:page-layout></office:automatic-styles>"
    '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="pm1"/>'
    "</office:master-styles></office:document-styles>"
)

CONTENT_HEAD = f'{_XML}<office:document-content {_NAMES} office:version="1.3"><office:automatic-styles>'

_DAY = (
    '<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/>'
    '<number:text>/</number:text><number:year number:style="long"/>'
)
_HOUR = '<number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/>'
_DATA_STYLES = (
    f'<number:date-style style:name="nd">{_DAY}</number:date-style>'
    f'<number:date-style style:name="nm">{_DAY}<number:text> </number:text>{_HOUR}</number:date-style>'
    f'<number:time-style style:name="nt">{_HOUR}</number:time-style>'
    '<number:number-style style:name="ni"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/></number:number-style>'
    '<number:currency-style style:name="ne"><number:number number:decimal-places="2" '
    'number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>'
    '<number:text> </number:text><number:currency-symbol number:language="it" number:country="IT">€'
    "</number:currency-symbol></number:currency-style>"
    '<number:boolean-style style:name="nb"><number:boolean/></number:boolean-style>'
)
_OF_KIND = {
    Kind.TEXT: "", Kind.INT: "ni", Kind.DECIMAL: "", Kind.MONEY: "ne",
    Kind.DATE: "nd", Kind.MOMENT: "nm", Kind.TIME: "nt", Kind.BOOL: "nb",
}  # fmt: skip


def cell_styles() -> str:
    """The styles of cells, one a kind, and the opening of the spreadsheet's body."""
    styles = "".join(
        f'<style:style style:name="{kind}" style:family="table-cell" style:parent-style-name="Default"'
        + (f' style:data-style-name="{data}"/>' if data else "/>")
        for kind, data in _OF_KIND.items()
    )
    return (
        f'{_DATA_STYLES}{styles}<style:style style:name="head" style:family="table-cell" '
        'style:parent-style-name="Default"><style:table-cell-properties fo:background-color="#E6ECF2" '
        'fo:wrap-option="wrap"/><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="ta" style:family="table" style:master-page-name="Default"/>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
    )


def settings(names: Sequence[str]) -> str:
    """The view of each sheet: its first row stays in sight."""
    items = (
        ("HorizontalSplitMode", "short", 0), ("VerticalSplitMode", "short", 2),
        ("HorizontalSplitPosition", "int", 0), ("VerticalSplitPosition", "int", 1),
        ("ActiveSplitRange", "short", 2), ("PositionTop", "int", 0), ("PositionBottom", "int", 1),
    )  # fmt: skip
    view = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        for name, kind, value in items
    )
    sheets = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(name)}>{view}</config:config-item-map-entry>"
        for name in names
    )
    return (
        f'{_XML}<office:document-settings {_NAMES} xmlns:ooo="http://openoffice.org/2004/office" '
        'office:version="1.3"><office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{sheets}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )
