"""What makes a PDF last: PDF/A-3a and PDF/UA-1 identification, colour profile, embedded files, metadata.

ISO 19005-3 (PDF/A-3), ISO 14289-1 (PDF/UA-1), Adobe XMP. The same document at the same moment gives the
same bytes.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

import reportlab
from PIL import ImageCms
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream, PDFZCompress

from app.core import clock
from app.documents.structure import Document, EmbeddedFile
from app.documents.tagged.canvas import Canvas
from app.documents.tagged.elements import Inline, Raw, name, text_string
from app.documents.tagged.writer import FileWriter, structure

CREATOR = "Cabina di regia"
PRODUCER = f"{CREATOR} (ReportLab {reportlab.Version})"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def moment(document: Document) -> datetime:
    """When the paper was made: as it says, or SOURCE_DATE_EPOCH (reproducible-builds.org), or now; UTC."""
    if document.created is not None:
        return document.created.astimezone(UTC).replace(microsecond=0)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else clock.now().replace(microsecond=0)


def finish(canvas: Canvas, document: Document) -> bytes:
    """Complete the catalogue of a drawn paper and write it."""
    when = moment(document)
    doc: Any = canvas.doc
    doc.info = _Info(document, when)
    root, elements = structure(canvas)
    catalog = doc.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents", "AF"]
    catalog.__Refs__ = [*catalog.__Refs__, "OutputIntents", "AF"]
    catalog.MarkInfo = Raw("<</Marked true>>")
    catalog.StructTreeRoot = root
    catalog.ViewerPreferences = Raw("<</DisplayDocTitle true>>")
    catalog.Metadata = _metadata(document, when)
    catalog.OutputIntents = _output_intent(canvas)
    if canvas.fields:
        fields = " ".join(map(canvas.reference, canvas.fields))
        # There are signature fields, and who saves must append: said from the start, a signature has nothing to change.
        catalog.AcroForm = Raw(f"<</Fields [{fields}] /SigFlags 3>>")
    if document.files:
        _embed(canvas, document.files, when)
    if document.bookmarks and document.style == "full":
        canvas.showOutline()
    doc.format = FileWriter(canvas, elements).write
    data: bytes = doc.GetPDFData(canvas)
    return data


# ── metadata ─────────────────────────────────────────────────────────────────────────────


class _Info(pdfdoc.PDFInfo):
    """The information dictionary, saying the same as the XMP."""

    def __init__(self, document: Document, when: datetime) -> None:
        super().__init__()
        stamp = f"(D:{when:%Y%m%d%H%M%S}Z)"
        words = {
            "Title": document.title,
            "Author": document.author,
            "Subject": document.subject,
            "Keywords": "; ".join(document.keywords),
            "Creator": CREATOR,
            "Producer": PRODUCER,
        }
        entries = [f"/{key} {text_string(value)}" for key, value in words.items() if value]
        self._body = f"<<{' '.join(entries)} /CreationDate {stamp} /ModDate {stamp}>>"

    def digest(self, md5object: object) -> None:
        """ReportLab's own identifier is not used."""

    def format(self, document: object) -> bytes:
        """The dictionary as PDF."""
        return self._body.encode("latin-1")


_PROPERTIES = """<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
{properties}
<xmp:CreatorTool>{creator}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate>\
<xmp:ModifyDate>{date}</xmp:ModifyDate><pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>"""

# PDF/A knows only its own properties: those of PDF/UA must be described in the file (ISO 19005-3 6.6.2.3).
_EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 this file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


def xmp(document: Document, when: datetime) -> bytes:
    """The XMP packet of a paper."""
    properties = [
        _alternative("dc:title", document.title),
        _alternative("dc:description", document.subject),
        _collection("dc:creator", "Seq", [document.author]),
        _collection("dc:language", "Bag", [document.lang]),
        _collection("dc:subject", "Bag", list(document.keywords)),
        f"<pdf:Keywords>{_xml('; '.join(document.keywords))}</pdf:Keywords>" if document.keywords else "",
    ]
    main = _PROPERTIES.format(
        properties="\n".join(filter(None, properties)),
        creator=CREATOR,
        producer=_xml(PRODUCER),
        date=when.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    return (
        f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n{main}\n{_EXTENSION}\n'
        f'</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def _xml(value: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", value))


def _alternative(tag: str, value: str) -> str:
    if not value:
        return ""
    return f'<{tag}><rdf:Alt><rdf:li xml:lang="x-default">{_xml(value)}</rdf:li></rdf:Alt></{tag}>'


def _collection(tag: str, kind: str, values: list[str]) -> str:
    items = "".join(f"<rdf:li>{_xml(value)}</rdf:li>" for value in values if value)
    return f"<{tag}><rdf:{kind}>{items}</rdf:{kind}></{tag}>" if items else ""


def _metadata(document: Document, when: datetime) -> PDFStream:
    return PDFStream(PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}), xmp(document, when))


# ── colour, files ────────────────────────────────────────────────────────────────────────


@lru_cache(1)
def srgb() -> bytes:
    """The ICC profile of sRGB, with a fixed date: the same bytes every day."""
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return icc[:24] + struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + icc[36:]


def _output_intent(canvas: Canvas) -> Raw:
    profile = canvas.reference(PDFStream(PDFDictionary({"N": 3}), srgb(), [PDFZCompress]))
    return Raw(
        "[<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) "
        f"/Info (sRGB IEC61966-2.1) /DestOutputProfile {profile}>>]"
    )


def _embed(canvas: Canvas, files: tuple[EmbeddedFile, ...], when: datetime) -> None:
    """Attach files: listed by name for people (Names) and by relation for archives (AF)."""
    specs = [(file.name, _file(canvas, file, when)) for file in files]
    catalog = canvas.doc.Catalog
    catalog.AF = Raw(f"[{' '.join(reference for _, reference in specs)}]")
    names = " ".join(f"{text_string(key)} {reference}" for key, reference in sorted(specs))
    catalog.Names = Raw(f"<</EmbeddedFiles <</Names [{names}]>>>>")


def _file(canvas: Canvas, file: EmbeddedFile, when: datetime) -> str:
    md5 = hashlib.md5(file.data, usedforsecurity=False).hexdigest()  # what PDF's CheckSum is defined to be
    entries = {
        "Type": PDFName("EmbeddedFile"),
        "Subtype": name(file.mime),
        "Params": Inline(f"<</Size {len(file.data)} /ModDate (D:{when:%Y%m%d%H%M%S}Z) /CheckSum <{md5}>>>"),
    }
    data = canvas.reference(PDFStream(PDFDictionary(entries), file.data, [PDFZCompress]))
    title, about = text_string(file.name), text_string(file.description)
    return canvas.reference(
        Raw(
            f"<</Type /Filespec /F {title} /UF {title} /Desc {about} "
            f"/AFRelationship /{file.relationship} /EF <</F {data} /UF {data}>>>>"
        )
    )
