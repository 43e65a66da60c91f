"""Writing the file: the structure tree, then every object, most of them in compressed object streams.

ReportLab builds the objects; it would write them one by one, uncompressed, and leave out the end of line
before `endstream` that PDF/A wants (ISO 19005-2 6.1.7.1). Structure elements are never registered with it:
they get numbers in advance and are generated while writing, because a register has a hundred thousand.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator

from reportlab.pdfbase import pdfdoc

from app.documents.tagged.canvas import Canvas
from app.documents.tagged.elements import Annotation, Elem, Raw

_BATCH = 200  # objects per stream: larger ones compress no better and read slower


def structure(canvas: Canvas) -> tuple[Raw, Iterator[str]]:
    """The root of the structure tree, and the elements in the order of their reserved numbers."""
    base = canvas.doc.objectcounter
    for i, elem in enumerate(canvas.elems, base + 1):
        elem.number = i
    canvas.doc.objectcounter += len(canvas.elems)
    nums = " ".join(f"{key} {_parents(canvas, owner)}" for key, owner in enumerate(canvas.parents))
    tree = canvas.reference(Raw(f"<</Nums [{nums}]>>"))
    root = Raw(
        f"<</Type /StructTreeRoot /K {canvas.root.number} 0 R /ParentTree {tree} "
        f"/ParentTreeNextKey {len(canvas.parents)} /RoleMap <</Title /P>>>>"
    )
    return root, _elements(canvas, canvas.reference(root))


def _parents(canvas: Canvas, owner: list[Elem] | Elem) -> str:
    if isinstance(owner, Elem):
        return f"{owner.number} 0 R"
    return canvas.reference(Raw("[" + " ".join([f"{elem.number} 0 R" for elem in owner]) + "]"))


def _elements(canvas: Canvas, root: str) -> Iterator[str]:
    pages = ["", *(canvas.reference_of(f"Page{n}") for n in range(1, canvas.page_number))]
    for elem in canvas.elems:
        kids, home = _kids(canvas, elem, pages)
        yield "".join(
            (
                f"<</S /{elem.tag} /P {f'{elem.parent.number} 0 R' if elem.parent else root}",
                f" /Pg {pages[home]}" if home else "",
                f" /K {kids}" if kids else "",
                f"{elem.attrs}>>",
            )
        )


def _kids(canvas: Canvas, elem: Elem, pages: list[str]) -> tuple[str, int]:
    """The kids of an element as PDF, and the page its plain marks are on (0: none)."""
    out, home = [], 0
    for kid in elem.kids or ():
        if isinstance(kid, Elem):
            out.append(f"{kid.number} 0 R")
        elif isinstance(kid, Annotation):
            out.append(f"<</Type /OBJR /Pg {pages[kid.page]} /Obj {canvas.reference(kid.raw)}>>")
        else:
            page, mark = kid >> 16, kid & 0xFFFF
            home = home or page
            out.append(str(mark) if page == home else f"<</Type /MCR /Pg {pages[page]} /MCID {mark}>>")
    return (out[0] if len(out) == 1 else f"[{' '.join(out)}]") if out else "", home


class FileWriter:
    """Puts a finished document into bytes: PDF 1.7 with object streams and a cross-reference stream."""

    def __init__(self, canvas: Canvas, elements: Iterator[str]) -> None:
        self._canvas, self._elements = canvas, elements
        self._out = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        self._position = len(self._out[0])
        self._places = bytearray(struct.pack(">BIH", 0, 0, 65535))
        self._streams: set[int] = set()
        self._bag: list[tuple[int, bytes]] = []
        self._digest = hashlib.sha256()

    def write(self) -> bytes:
        """The whole file."""
        doc = self._canvas.doc
        number = 0
        while number < doc.objectcounter:  # objects may still be born while others are written
            number += 1
            known = doc.numberToId.get(number)
            if known is not None:
                self._object(number, pdfdoc.format(doc.idToObject[known], doc, toplevel=1))
            elif number not in self._streams:
                self._hold(number, next(self._elements).encode("latin-1"))
        self._flush()
        self._cross_reference()
        return b"".join(self._out)

    def _object(self, number: int, body: bytes) -> None:
        if body.endswith(b"endstream\n"):
            self._put(number, body[:-10] + b"\nendstream")
        else:
            self._hold(number, body)

    def _put(self, number: int, body: bytes) -> None:
        self._place(number, 1, self._position, 0)
        data = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self._digest.update(data)
        self._out.append(data)
        self._position += len(data)

    def _place(self, number: int, kind: int, where: int, index: int) -> None:
        """Note where an object is: at a position of the file (1), or in an object stream (2)."""
        missing = 7 * (number + 1) - len(self._places)
        if missing > 0:
            self._places.extend(bytes(missing))
        struct.pack_into(">BIH", self._places, 7 * number, kind, where, index)

    def _hold(self, number: int, body: bytes) -> None:
        self._bag.append((number, body))
        if len(self._bag) == _BATCH:
            self._flush()

    def _flush(self) -> None:
        """Write the objects that are waiting as one compressed stream."""
        if not self._bag:
            return
        self._canvas.doc.objectcounter += 1
        home, index, at = self._canvas.doc.objectcounter, [], 0
        self._streams.add(home)
        for i, (number, body) in enumerate(self._bag):
            self._place(number, 2, home, i)
            index.append(b"%d %d" % (number, at))
            at += len(body) + 1
        head = b" ".join(index) + b"\n"
        data = head + b"\n".join([body for _, body in self._bag])
        self._put(home, _stream(b"/Type /ObjStm /N %d /First %d" % (len(self._bag), len(head)), data))
        self._bag.clear()

    def _cross_reference(self) -> None:
        doc = self._canvas.doc
        doc.objectcounter += 1
        own, start = doc.objectcounter, self._position
        self._place(own, 1, start, 0)
        table = bytes(self._places)
        mark = self._digest.hexdigest()[:32]
        entries = (
            f"/Type /XRef /W [1 4 2] /Size {own + 1} /Root {self._canvas.reference(doc.Catalog)} "
            f"/Info {self._canvas.reference(doc.info)} /ID [<{mark}><{mark}>]"
        )
        self._put(own, _stream(entries.encode("latin-1"), table))
        self._out.append(b"startxref\n%d\n%%%%EOF\n" % start)


def _stream(entries: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data, 6)
    return b"<<%s /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed)
