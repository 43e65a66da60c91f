"""HTML from Word, a web page or a mail → paragraphs of the little language; everything else is dropped."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from app.ui.kit.markdown import DEEPEST, Paragraph, Run, merged

_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "pre", "dt", "dd",
                     "section", "article", "header", "footer", "table", "ul", "ol"})  # fmt: skip
_SILENT = frozenset({"style", "script", "head", "title", "xml", "o:p"})
_BOLD_TAGS, _ITALIC_TAGS = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"}), frozenset({"i", "em"})
# Word writes a list as paragraphs that begin with a bullet or a number and a row of no-break spaces.
_WORD_ITEM = re.compile(r"^\s*(?:([·•o§▪–-])|(\d{1,3}|[a-z])[.)])[\s\u00a0]+")


def cleaned(html: str) -> list[Paragraph]:
    """The paragraphs, bold, italic and lists of some HTML."""
    reader = _Html()
    reader.feed(_between_fragment_marks(html))
    reader.close()
    reader.end_paragraph()
    return reader.found


def _between_fragment_marks(html: str) -> str:
    """Windows wraps what was copied in a page; only what stands between its marks was meant."""
    inside = re.search(r"<!--StartFragment-->(.*)<!--EndFragment-->", html, re.S)
    return inside[1] if inside else html


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Paragraph] = []
        self._runs: list[Run] = []
        self._looks: list[tuple[str, bool | None, bool | None]] = []
        self._lists: list[bool] = []
        self._silent = 0
        self._word = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._runs.append(Run("\n"))
        if tag in _BLOCKS:
            self.end_paragraph()
            style, kind = given.get("style", "").lower(), given.get("class", "").lower()
            self._word = "mso-list" in style or "listparagraph" in kind
        if tag in ("ul", "ol"):
            self._lists.append(tag == "ol")
        if tag not in ("br", "img", "hr", "meta", "link", "input", "col"):
            self._looks.append((tag, *_look(tag, given.get("style", ""))))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        for at in range(len(self._looks) - 1, -1, -1):
            if self._looks[at][0] == tag:
                del self._looks[at:]
                break

    def handle_data(self, data: str) -> None:
        if self._silent or not data:
            return
        bold = next((look for _, look, _ in reversed(self._looks) if look is not None), False)
        italic = next((look for _, _, look in reversed(self._looks) if look is not None), False)
        self._runs.append(Run(re.sub(r"[ \t\r\n]+", " ", data), bold, italic))

    def end_paragraph(self) -> None:
        """Close the paragraph being read; an empty one never was."""
        runs, self._runs = merged(self._runs), []
        if not "".join(run.text for run in runs).strip("\n \u00a0"):
            return
        depth, ordered = min(len(self._lists), DEEPEST), bool(self._lists) and self._lists[-1]
        if self._word and depth == 0 and (mark := _WORD_ITEM.match("".join(run.text for run in runs))):
            runs, depth, ordered = _without(runs, mark.end()), 1, mark[2] is not None
        self.found.append(Paragraph(tuple(_stripped(runs)), depth, ordered))


def _look(tag: str, style: str) -> tuple[bool | None, bool | None]:
    """What a tag and its style say of bold and italic; None when they say nothing."""
    bold = True if tag in _BOLD_TAGS else None
    italic = True if tag in _ITALIC_TAGS else None
    if weight := re.search(r"font-weight\s*:\s*(\w+)", style, re.I):
        bold = weight[1].lower() in ("bold", "bolder", "600", "700", "800", "900")
    if slant := re.search(r"font-style\s*:\s*(\w+)", style, re.I):
        italic = slant[1].lower() in ("italic", "oblique")
    return bold, italic


def _without(runs: list[Run], length: int) -> list[Run]:
    """The runs without their first `length` characters."""
    kept = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        kept.append(Run(run.text[cut:], run.bold, run.italic))
    return [run for run in kept if run.text]


def _stripped(runs: list[Run]) -> list[Run]:
    if not runs:
        return runs
    first, last = runs[0], runs[-1]
    runs = [Run(first.text.lstrip(" \n"), first.bold, first.italic), *runs[1:]]
    last = runs[-1]
    return merged([*runs[:-1], Run(last.text.rstrip(" \n"), last.bold, last.italic)])
