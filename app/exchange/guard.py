"""Formula injection: a text that a spreadsheet would run is defused on the way out and restored on the way in.

A text beginning with `=`, `+`, `-`, `@`, tab or newline gets a `'` in front (DOMAIN §4.8). A text that already
begins with such a quote gets one more, so that taking one off always gives back what was written.
"""

from __future__ import annotations

import re

_RISKY = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')


def defused(text: str) -> str:
    """A text that Excel opens as text: `=1+1` → `'=1+1`."""
    return f"'{text}" if _RISKY.match(text) else text


def escaped(text: str) -> str:
    """For containers where a text is a text (XLSX, ODS): only what `restored` would shorten gets its quote."""
    changed = _GUARDED.match(text) if text[:1] == "'" else text[:2] == '="' and _TEXT_FORMULA.fullmatch(text)
    return f"'{text}" if changed else text


def restored(text: str) -> str:
    """What was meant: one guard taken off, and `="028001"` (how Excel is told to keep a zero) read as 028001."""
    if _GUARDED.match(text):
        return text[1:]
    if text[:2] == '="' and (told := _TEXT_FORMULA.fullmatch(text.strip())):
        return told[1].replace('""', '"')
    return text
