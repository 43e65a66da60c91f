"""Reads a PDF as an assistive program does: by its structure tree, never by where ink happens to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name


@dataclass
class Node:
    """An element as read: tag, text and elements inside in order, attributes worth telling."""

    tag: str
    inside: list[Node | str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    annotations: list[Dictionary] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is read out: ActualText instead of what it stands for."""
        if "ActualText" in self.notes:
            return self.notes["ActualText"]
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)

    def walk(self) -> Iterator[Node]:
        """This element and all inside it."""
        yield self
        for part in self.inside:
            if isinstance(part, Node):
                yield from part.walk()

    def all(self, *tags: str) -> list[Node]:
        """The elements of these tags, in reading order."""
        return [node for node in self.walk() if node.tag in tags]


class Reading:
    """A file being read."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(data))
        self._texts: dict[tuple[int, int], dict[int, str]] = {}
        self._maps: dict[tuple[int, int], dict[int, str]] = {}
        self.root = self._node(self.pdf.Root.StructTreeRoot.K, None)

    def outline(self) -> list[str]:
        """The bookmarks, indented by depth."""
        with self.pdf.open_outline() as outline:
            return list(_titles(outline.root, 0))

    def artifacts(self, page: int) -> str:
        """What is drawn on a page (from 1) without being part of the document."""
        self._page_texts(self.pdf.pages[page - 1].obj)
        return self._texts[self.pdf.pages[page - 1].obj.objgen].get(-1, "")

    # -- the tree

    def _node(self, elem: Dictionary, page: Dictionary | None) -> Node:
        page = elem.get("/Pg", page)
        node = Node(str(elem.S)[1:])
        for key in ("Alt", "ActualText", "Lang"):
            if f"/{key}" in elem:
                node.notes[key] = str(elem[f"/{key}"])
        attributes = elem.get("/A")
        if attributes is not None and "/Scope" in attributes:
            node.notes["Scope"] = str(attributes.Scope)[1:]
        kids = elem.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                node.inside.append(self._page_texts(page)[kid])
            elif "/MCID" in kid:
                node.inside.append(self._page_texts(kid.get("/Pg", page))[int(kid.MCID)])
            elif kid.get("/Type") == "/OBJR":
                node.annotations.append(kid.Obj)
            else:
                node.inside.append(self._node(kid, page))
        return node

    def _page_texts(self, page: Dictionary | None) -> dict[int, str]:
        """The text of every mark of a page; -1 is what has none."""
        assert page is not None
        if page.objgen not in self._texts:
            self._texts[page.objgen] = texts = {}
            mark, font = -1, None
            for operands, operator in pikepdf.parse_content_stream(pikepdf.Page(page)):
                code = str(operator)
                if code in ("BDC", "BMC"):
                    tagged = code == "BDC" and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]
                    mark = int(operands[1].MCID) if tagged else -1
                    texts.setdefault(mark, "")
                elif code == "EMC":
                    mark = -1
                elif code == "Tf":
                    font = page.Resources.Font[str(operands[0])]
                elif code == "Tj":
                    words = "".join(self._map(font).get(byte, "�") for byte in bytes(operands[0]))
                    texts[mark] = texts.get(mark, "") + words + ("|" if mark == -1 else "")
        return self._texts[page.objgen]

    def _map(self, font: Dictionary) -> dict[int, str]:
        """What each byte of a font means (its ToUnicode map, as ReportLab writes it)."""
        key = font.ToUnicode.objgen
        if key not in self._maps:
            found: dict[int, str] = {}
            lines = font.ToUnicode.read_bytes().decode("latin-1")
            for byte, code in re.findall(r"<(\w\w)> <(\w{4,})>\n", lines):
                found[int(byte, 16)] = bytes.fromhex(code).decode("utf-16-be")
            self._maps[key] = found
        return self._maps[key]


def _titles(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[str]:
    for item in items:
        yield "  " * depth + item.title
        yield from _titles(item.children, depth + 1)


def script(node: Node, depth: int = 0) -> str:
    """A tree as text, one line for an element that holds only words: what the golden files keep."""
    notes = "".join(f" [{key} {value}]" for key, value in sorted(node.notes.items()) if key != "ActualText")
    indent = "  " * depth
    if all(isinstance(part, str) or part.tag in ("Link", "Span") for part in node.inside):
        return f"{indent}{node.tag}{notes} {node.text.strip()}".rstrip() + "\n"
    lines = [f"{indent}{node.tag}{notes}\n"]
    for part in node.inside:
        lines.append(f"{indent}  {part.strip()}\n" if isinstance(part, str) else script(part, depth + 1))
    return "".join(lines)


# ── what veraPDF does not see ────────────────────────────────────────────────────────────


def faults(data: bytes) -> list[str]:
    """Where tree and pages disagree: the parent tree must be the exact inverse of the structure tree.

    Every mark must be counted from 0 on its page, never nested, and in the element the parent tree says;
    every annotation must be tied to its element both ways.
    """
    pdf = pikepdf.open(BytesIO(data))
    root = pdf.Root.StructTreeRoot
    nums = root.ParentTree.Nums
    parents = {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}
    found: list[str] = []
    marks, objects = _claims(root, found)
    for number, page in enumerate(pdf.pages, 1):
        order = _page_marks(page, number, found)
        owners = parents[int(page.obj.StructParents)]
        if len(owners) != order:
            found.append(f"page {number}: {len(owners)} owners of {order} marks")
        for mark, owner in enumerate(owners):
            if marks.pop((page.obj.objgen, mark), None) != owner.objgen:
                found.append(f"page {number}: mark {mark} has another owner in the tree")
        for annotation in page.obj.get("/Annots", []):
            owner = parents[int(annotation.StructParent)]
            if objects.pop(annotation.objgen, None) != owner.objgen:
                found.append(f"page {number}: {annotation.Subtype} is not tied both ways")
    return [*found, *(f"mark {key} on no page" for key in marks), *(f"object {key} on no page" for key in objects)]


Claims = dict[tuple[tuple[int, int], int], tuple[int, int]]


def _claims(root: Dictionary, found: list[str]) -> tuple[Claims, dict[tuple[int, int], tuple[int, int]]]:
    """Which element says it owns which mark and which annotation."""
    marks: Claims = {}
    objects: dict[tuple[int, int], tuple[int, int]] = {}
    waiting = [(root.K, root)]
    while waiting:
        elem, parent = waiting.pop()
        if elem.P.objgen != parent.objgen:
            found.append(f"{elem.S}: another parent")
        kids = elem.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                marks[elem.Pg.objgen, kid] = elem.objgen
            elif "/MCID" in kid:
                marks[kid.Pg.objgen, int(kid.MCID)] = elem.objgen
            elif kid.get("/Type") == Name.OBJR:
                objects[kid.Obj.objgen] = elem.objgen
            else:
                waiting.append((kid, elem))
    return marks, objects


def _page_marks(page: pikepdf.Page, number: int, found: list[str]) -> int:
    """How many marks a page has; all its ink must be inside a mark or an artifact."""
    depth, order, clothed = 0, 0, False
    for operands, operator in pikepdf.parse_content_stream(page):
        code = str(operator)
        if code in ("BDC", "BMC"):
            depth += 1
            clothed = True
            if code == "BDC" and "/MCID" in operands[1]:
                if int(operands[1].MCID) != order:
                    found.append(f"page {number}: mark {operands[1].MCID} out of turn")
                order += 1
        elif code == "EMC":
            depth -= 1
            clothed = depth > 0
        elif code in ("Tj", "TJ", "S", "f", "B", "Do", "sh") and not clothed:
            found.append(f"page {number}: {code} outside any mark")
        if depth not in (0, 1):
            found.append(f"page {number}: marks nested or open")
    return order
