"""What is verified before a paper is offered, without Java: that the bytes are what we meant to write.

A small reader of PDF files as `tagged.writer` makes them: it is not a general one. veraPDF remains the
judge of conformity, in the tests; this finds a broken build on the desk where it happens.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from app.core.i18n import N_, tr
from app.documents.pdffile import PdfError, PdfFile, Stream
from app.documents.structure import Document, EmbeddedFile, Relationship

_BLANK_BOX = re.compile(rb"\((?:[^()\\]|\\.)*?(?:\x00|\\000)(?:[^()\\]|\\.)*\) Tj")
_MARK = re.compile(rb"/MCID (\d+)>> BDC")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a file: a msgid and its arguments."""

    text: str
    args: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return tr(self.text).format(**dict(self.args))


def check(data: bytes, document: Document | None = None) -> tuple[Finding, ...]:
    """What is wrong with a PDF; nothing when all is well. With the `document` its words and files are compared too."""
    try:
        pdf = PdfFile(data)
        return tuple(_check(pdf, document))
    except PdfError as error:
        return (Finding(N_("Il file PDF non si legge (dettaglio tecnico: {why})."), (("why", str(error)),)),)


def page_count(data: bytes) -> int:
    """How many pages a PDF of ours has; PdfError when it cannot be read."""
    return len(PdfFile(data).pages())


def attachments(data: bytes) -> tuple[EmbeddedFile, ...]:
    """The files embedded in a PDF of ours, with their bytes."""
    return tuple(_attachments(PdfFile(data)))


def _check(pdf: PdfFile, document: Document | None) -> Iterator[Finding]:
    yield from _catalog(pdf)
    yield from _metadata(pdf, document)
    yield from _fonts(pdf)
    yield from _pages(pdf)
    if document is not None:
        yield from _files(pdf, document.files)


def _catalog(pdf: PdfFile) -> Iterator[Finding]:
    catalog = pdf.catalog
    marked = pdf.get(catalog, "MarkInfo")
    if not isinstance(marked, dict) or marked.get("Marked") is not True:
        yield Finding(N_("Il file non è dichiarato accessibile (manca MarkInfo)."))
    root = pdf.get(catalog, "StructTreeRoot")
    if not isinstance(root, dict) or "K" not in root or "ParentTree" not in root:
        yield Finding(N_("Manca la struttura del documento."))
    if not pdf.get(catalog, "Lang"):
        yield Finding(N_("Manca la lingua del documento."))
    viewer = pdf.get(catalog, "ViewerPreferences")
    if not isinstance(viewer, dict) or viewer.get("DisplayDocTitle") is not True:
        yield Finding(N_("Il titolo non è mostrato nella finestra."))
    if not pdf.get(catalog, "OutputIntents"):
        yield Finding(N_("Manca il profilo dei colori."))


def _metadata(pdf: PdfFile, document: Document | None) -> Iterator[Finding]:
    stream = pdf.get(pdf.catalog, "Metadata")
    if not isinstance(stream, Stream):
        yield Finding(N_("Mancano i metadati."))
        return
    packet = pdf.data_of(stream).decode("utf-8")
    for mark in ("<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "pdfaExtension:schemas"):
        if mark not in packet:
            yield Finding(N_("Nei metadati manca {mark}."), (("mark", mark.strip("<")),))
    title = pdf.get(pdf.info, "Title")
    if not title or "<dc:title>" not in packet:
        yield Finding(N_("Manca il titolo."))
    elif document is not None and title != document.title.encode("utf-16", "replace").decode("utf-16"):
        yield Finding(N_("Il titolo nel file è «{title}»."), (("title", title),))


def _fonts(pdf: PdfFile) -> Iterator[Finding]:
    for font in pdf.dictionaries("Font"):
        name = font.get("BaseFont")
        descriptor = pdf.get(font, "FontDescriptor")
        if not isinstance(descriptor, dict) or not isinstance(pdf.get(descriptor, "FontFile2"), Stream):
            yield Finding(N_("Il carattere {name} non è incorporato."), (("name", name),))
        if not isinstance(pdf.get(font, "ToUnicode"), Stream):
            yield Finding(N_("Il testo in {name} non si può leggere né copiare."), (("name", name),))


def _pages(pdf: PdfFile) -> Iterator[Finding]:
    pages = pdf.pages()
    if not pages:
        yield Finding(N_("Il file non ha pagine."))
    parents = _parent_tree(pdf)
    for number, page in enumerate(pages, 1):
        where = (("page", number),)
        code = b"\n".join(pdf.data_of(stream) for stream in pdf.contents(page))
        if _BLANK_BOX.search(code):
            yield Finding(N_("A pagina {page} c'è un carattere che nessun font disegna."), where)
        if page.get("Tabs") != "/S":
            yield Finding(N_("A pagina {page} manca l'ordine di lettura dei campi."), where)
        marks = [int(mark) for mark in _MARK.findall(code)]
        owners = parents.get(page.get("StructParents"))
        if marks != list(range(len(marks))) or not isinstance(owners, list) or len(owners) != len(marks):
            yield Finding(N_("A pagina {page} testo e struttura non corrispondono."), where)


def _parent_tree(pdf: PdfFile) -> dict[object, object]:
    root = pdf.get(pdf.catalog, "StructTreeRoot")
    tree = pdf.get(root, "ParentTree") if isinstance(root, dict) else None
    nums = pdf.get(tree, "Nums") if isinstance(tree, dict) else None
    if not isinstance(nums, list):
        return {}
    return {key: pdf.resolve(value) for key, value in zip(nums[::2], nums[1::2], strict=False)}


def _files(pdf: PdfFile, wanted: Sequence[EmbeddedFile]) -> Iterator[Finding]:
    found = {file.name: file for file in _attachments(pdf)}
    for file in wanted:
        inside = found.pop(file.name, None)
        if inside is None:
            yield Finding(N_("Manca l'allegato {name}."), (("name", file.name),))
        elif hashlib.sha256(inside.data).digest() != hashlib.sha256(file.data).digest():
            yield Finding(N_("L'allegato {name} non è quello dato."), (("name", file.name),))
        elif inside.relationship != file.relationship:
            yield Finding(N_("Dell'allegato {name} non si sa che cos'è."), (("name", file.name),))
    for name in found:
        yield Finding(N_("C'è un allegato che nessuno ha dato: {name}."), (("name", name),))


def _attachments(pdf: PdfFile) -> Iterator[EmbeddedFile]:
    listed = pdf.get(pdf.catalog, "AF")
    for entry in listed if isinstance(listed, list) else []:
        spec = pdf.resolve(entry)
        embedded = pdf.get(spec, "EF") if isinstance(spec, dict) else None
        stream = pdf.get(embedded, "UF") if isinstance(embedded, dict) else None
        if isinstance(spec, dict) and isinstance(stream, Stream):
            yield EmbeddedFile(
                str(spec.get("UF")),
                pdf.data_of(stream),
                re.sub("#(..)", lambda m: chr(int(m[1], 16)), str(stream.entries.get("Subtype", "/"))[1:]),
                str(spec.get("Desc", "")),
                cast("Relationship", str(spec.get("AFRelationship", "/"))[1:]),
            )
