"""The metadata of a paper as files beside it: `<name>.metadati.json` and `<name>.metadati.xml`, saying the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from app.domain.metadata import ROOT, Tree
from app.domain.minutes import json_bytes

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def files(paper_name: str, tree: Tree) -> tuple[tuple[str, bytes], ...]:
    """The two files of a paper: (name, bytes)."""
    stem = paper_name.removesuffix(".pdf")
    return (f"{stem}.metadati.json", as_json(tree)), (f"{stem}.metadati.xml", as_xml(tree))


def as_json(tree: Tree) -> bytes:
    """UTF-8, indented; what is not known is not there."""
    return json_bytes({ROOT: _known(tree)})


def as_xml(tree: Tree) -> bytes:
    """UTF-8 with its declaration; a list repeats its element, booleans are true and false."""
    root = Element(ROOT)
    _fill(root, tree)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _fill(parent: Element, tree: Mapping[str, Any]) -> None:
    for name, value in _each(_known(tree)):
        element = SubElement(parent, name)
        if isinstance(value, Mapping):
            _fill(element, value)
        else:
            element.text = str(value).lower() if isinstance(value, bool) else _NOT_XML.sub("\ufffd", str(value))


def _each(tree: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if isinstance(value, Sequence) and not isinstance(value, str):
            yield from ((name, each) for each in value)
        else:
            yield name, value


def _known(value: Any) -> Any:
    """Without what is None, and without what is left empty by that."""
    if isinstance(value, Mapping):
        kept = {name: _known(each) for name, each in value.items()}
        return {name: each for name, each in kept.items() if each is not None and each != {}}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_known(each) for each in value]
    return value
