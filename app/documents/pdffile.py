"""A reader of the PDF files we write: cross-reference stream, object streams, Flate. Nothing else is understood."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple


class PdfError(Exception):
    """The file is not one of ours, or is damaged."""


class Ref(NamedTuple):
    """A reference to an object."""

    number: int


Dict = dict[str, object]


class Stream(NamedTuple):
    """A stream: its dictionary and its bytes as stored."""

    entries: Dict
    raw: bytes


_TOKEN = re.compile(
    rb"\s*(?:%[^\n]*\n\s*)*(?:(?P<open><<)|(?P<close>>>)|(?P<list>\[)|(?P<end>\])"
    rb"|(?P<hex><[0-9A-Fa-f\s]*>)|(?P<text>\()|(?P<name>/[^\s()<>\[\]{}/%]*)"
    rb"|(?P<ref>\d+\s+\d+\s+R\b)|(?P<number>[-+]?(?:\d+\.?\d*|\.\d+))|(?P<word>[a-z]+))"
)
_END = object()


class Reader:
    """Reads PDF values from bytes, one after the other."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def value(self) -> object:
        """The next value: dict, list, str (names keep their slash), number, bool, None or Ref."""
        match = _TOKEN.match(self.data, self.at)
        if match is None or match.lastgroup is None:
            raise PdfError(f"unexpected bytes at {self.at}")
        self.at = match.end()
        kind, text = match.lastgroup, match[match.lastgroup]
        if kind in ("close", "end"):
            return _END
        if kind in ("open", "list", "text"):
            return {"open": self._dict, "list": self._list, "text": self._text}[kind]()
        return _atom(kind, text)

    def _list(self) -> list[object]:
        out: list[object] = []
        while (value := self.value()) is not _END:
            out.append(value)
        return out

    def _dict(self) -> Dict:
        flat = self._list()
        return {str(key)[1:]: value for key, value in zip(flat[::2], flat[1::2], strict=True)}

    def _text(self) -> str:
        """A literal string; parentheses nest, a backslash hides one character or three octal digits."""
        out, depth = bytearray(), 1
        while depth:
            char = self.data[self.at]
            self.at += 1
            if char == 0x5C:
                octal = re.compile(rb"[0-7]{1,3}").match(self.data, self.at)
                out.append(int(octal[0], 8) & 255 if octal else b"nrtbf".find(self.data[self.at : self.at + 1]) & 255)
                if octal is None:
                    escaped = self.data[self.at]
                    out[-1] = {110: 10, 114: 13, 116: 9, 98: 8, 102: 12}.get(escaped, escaped)
                self.at = octal.end() if octal else self.at + 1
                continue
            depth += (char == 0x28) - (char == 0x29)
            if depth:
                out.append(char)
        return _decoded(bytes(out))


def _atom(kind: str, text: bytes) -> object:
    if kind == "hex":
        digits = b"".join(text[1:-1].split())
        return _decoded(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))
    if kind == "ref":
        return Ref(int(text.split()[0]))
    if kind == "number":
        return float(text) if b"." in text else int(text)
    if kind == "name":
        return text.decode("latin-1")
    words: dict[bytes, object] = {b"true": True, b"false": False, b"null": None}
    if text not in words:
        raise PdfError(f"unexpected word {text!r}")
    return words[text]


def _decoded(data: bytes) -> str:
    return data[2:].decode("utf-16-be", "replace") if data.startswith(b"\xfe\xff") else data.decode("latin-1")


class PdfFile:
    """The objects of a file, read when asked for."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(b"%PDF-1.7\n"):
            raise PdfError("no PDF 1.7 header")
        end = re.search(rb"startxref\n(\d+)\n%%EOF\n\Z", data)
        if end is None:
            raise PdfError("no end of file")
        self._data = data
        self._cache: dict[int, object] = {}
        self._packed: dict[int, list[bytes]] = {}
        self._trailer = self._at(int(end[1]))
        if not isinstance(self._trailer, Stream) or self._trailer.entries.get("Type") != "/XRef":
            raise PdfError("no cross-reference stream")
        self._table = self.data_of(self._trailer)
        self.catalog = self._dict("Root")
        self.info = self._dict("Info")

    def _dict(self, key: str) -> Dict:
        trailer = self._trailer
        value = self.get(trailer.entries, key) if isinstance(trailer, Stream) else None
        if not isinstance(value, dict):
            raise PdfError(f"no {key}")
        return value

    # -- objects

    def numbered(self, number: int) -> object:
        """The object of this number."""
        if number not in self._cache:
            if not 0 < number < len(self._table) // 7:
                raise PdfError(f"no object {number}")
            kind, where, index = struct.unpack_from(">BIH", self._table, 7 * number)
            if kind == 1:
                self._cache[number] = self._at(where)
            elif kind == 2:
                self._cache[number] = Reader(self._parts(where)[index]).value()
            else:
                raise PdfError(f"object {number} is free")
        return self._cache[number]

    def resolve(self, value: object) -> object:
        """The value itself, or the object it refers to."""
        return self.numbered(value.number) if isinstance(value, Ref) else value

    def get(self, entries: Dict, key: str) -> object:
        """An entry of a dictionary, resolved; None when it is not there."""
        return self.resolve(entries.get(key))

    def _at(self, position: int) -> object:
        head = re.compile(rb"\d+ \d+ obj\n").match(self._data, position)
        if head is None:
            raise PdfError(f"no object at {position}")
        reader = Reader(self._data, head.end())
        value = reader.value()
        stream = re.compile(rb"\s*stream\r?\n").match(self._data, reader.at)
        if stream is None or not isinstance(value, dict):
            return value
        length = self.resolve(value.get("Length"))
        if not isinstance(length, int) or self._data[stream.end() + length :][:10] != b"\nendstream":
            raise PdfError(f"a stream at {position} is cut")
        return Stream(value, self._data[stream.end() : stream.end() + length])

    def _parts(self, number: int) -> list[bytes]:
        """The objects inside an object stream."""
        if number not in self._packed:
            stream = self.numbered(number)
            if not isinstance(stream, Stream):
                raise PdfError(f"object {number} holds no others")
            data, first = self.data_of(stream), stream.entries["First"]
            if not isinstance(first, int):
                raise PdfError(f"object {number} has no index")
            starts = [first + int(n) for n in data[:first].split()[1::2]]
            self._packed[number] = [data[a:b] for a, b in zip(starts, [*starts[1:], len(data)], strict=True)]
        return self._packed[number]

    @staticmethod
    def data_of(stream: Stream) -> bytes:
        """The bytes of a stream, unpacked."""
        filters = stream.entries.get("Filter", [])
        data = stream.raw
        for name in filters if isinstance(filters, list) else [filters]:
            if name != "/FlateDecode":
                raise PdfError(f"a stream is packed with {name}")
            try:
                data = zlib.decompress(data)
            except zlib.error as error:
                raise PdfError(f"a stream is damaged: {error}") from error
        return data

    # -- pages, dictionaries

    def pages(self) -> list[Dict]:
        """The pages in order."""
        tree = self.get(self.catalog, "Pages")
        kids = self.get(tree, "Kids") if isinstance(tree, dict) else None
        pages = [self.resolve(kid) for kid in kids] if isinstance(kids, list) else []
        return [page for page in pages if isinstance(page, dict)]

    def contents(self, page: Dict) -> list[Stream]:
        """The content streams of a page."""
        value = self.get(page, "Contents")
        streams = [self.resolve(each) for each in value] if isinstance(value, list) else [value]
        return [stream for stream in streams if isinstance(stream, Stream)]

    def dictionaries(self, kind: str) -> Iterator[Dict]:
        """The dictionaries of a type, wherever they stand as objects of their own, and fonts in their list."""
        for number in range(1, len(self._table) // 7):
            packed = self._table[7 * number] == 2
            if packed and b"/" + kind.encode() not in self._raw(number):
                continue  # most objects are structure elements: not worth reading
            value = self.numbered(number)
            for each in (value, *(value.values() if isinstance(value, dict) else ())):
                if isinstance(each, dict) and each.get("Type") == f"/{kind}":
                    yield each

    def _raw(self, number: int) -> bytes:
        place: tuple[int, int, int] = struct.unpack_from(">BIH", self._table, 7 * number)
        return self._parts(place[1])[place[2]]
