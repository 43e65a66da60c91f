"""How papers look, as data: sizes in points, colours of the Italian public administration's design system.

`FULL` is the house style, `PLAIN` the same paper without colour and without boxes, for bodies that want
it and for greyscale printers. Colours of words have a contrast of at least 4.5:1 on their ground.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any, Literal

from app.core.colour import LEAST_CONTRAST, contrast, is_colour, shaded, tinted

MM = 72 / 25.4
Weight = Literal["regular", "bold", "italic", "bolditalic", "heavy"]


@dataclass(frozen=True, slots=True)
class Type:
    """A way of setting text: weight, size and leading in points, colour, room before and after."""

    weight: Weight = "regular"
    size: float = 10.0
    leading: float = 14.5
    colour: str = "#1B2A3A"
    before: float = 0.0
    after: float = 6.0


@dataclass(frozen=True, slots=True)
class Look:
    """Every choice of a style."""

    body: Type
    quiet: Type
    fact: Type
    formula: Type
    small: Type
    title: Type
    subtitle: Type
    headings: tuple[Type, ...]
    quiet_heading: Type
    label: Type
    cell: Type
    cell_head: Type
    letterhead: Type
    letterhead_more: Type
    running: Type
    contents: tuple[Type, ...]
    vote_number: Type
    vote_label: Type
    outcome: Type
    outcome_detail: Type
    callout_heading: Type
    boxes: bool = True
    accent: str = "#0066CC"
    strong: str = "#17324D"
    hairline: str = "#D9DADB"
    rule: str = "#17324D"
    link: str = "#0059B3"
    callout_ground: str = "#F2F7FC"
    tones: tuple[tuple[str, str, str], ...] = (
        ("good", "#E0F2EA", "#00613F"),
        ("bad", "#FBEBED", "#A3182F"),
        ("plain", "#F0F2F5", "#17324D"),
    )
    draft: str = "#E9EDF2"
    indent: float = 14.0

    def heading(self, level: int) -> Type:
        """The type of a heading; deep levels share the last one."""
        return self.headings[min(level, len(self.headings)) - 1]

    def tone(self, name: str) -> tuple[str, str]:
        """The ground and the ink of an outcome."""
        return next((ground, ink) for key, ground, ink in self.tones if key == name)


_STRONG, _QUIET, _BLUE, BLACK = "#17324D", "#5D7083", "#0059B3", "#000000"

FULL = Look(
    body=Type(),
    quiet=Type(size=8.0, leading=11.5, colour=_QUIET, after=4),
    fact=Type("italic", colour="#3A4C60"),
    formula=Type("bold", before=4, colour=_STRONG),
    small=Type(size=8.5, leading=12.0, after=4),
    title=Type("heavy", 19.0, 24.0, _STRONG, before=26, after=0),
    subtitle=Type(size=10.0, leading=15.0, colour="#3A4C60", after=14),
    headings=(
        Type("bold", 12.0, 16.5, _STRONG, before=16, after=5),
        Type("bold", 10.5, 14.5, _STRONG, before=11, after=3),
        Type("bold", 10.0, 14.5, "#3A4C60", before=8, after=2),
    ),
    quiet_heading=Type("bold", 9.0, 13.0, _QUIET, before=6, after=1),
    label=Type(size=9.5, leading=13.5, colour=_QUIET, after=2.4),
    cell=Type(size=8.8, leading=12.2, after=0),
    cell_head=Type("bold", 8.8, 12.2, _STRONG, after=0),
    letterhead=Type("bold", 11.5, 15.0, _STRONG, after=0),
    letterhead_more=Type(size=8.5, leading=12.5, colour=_QUIET, after=0),
    running=Type(size=8.0, leading=11.0, colour=_QUIET, after=0),
    contents=(
        Type("bold", 10.0, 15.0, _STRONG, before=3, after=0),
        Type(size=10.0, leading=14.5, after=0),
    ),
    vote_number=Type("bold", 11.5, 14.0, _STRONG, after=0),
    vote_label=Type(size=8.0, leading=11.0, colour=_QUIET, after=0),
    outcome=Type("bold", 9.5, 12.5, _STRONG, after=0),
    outcome_detail=Type(size=8.0, leading=11.0, after=0),
    callout_heading=Type("bold", 10.0, 14.5, _BLUE, after=3),
)


def _without_colour(look: Look) -> Look:
    """The same look in black on white, without boxes."""
    black: dict[str, Any] = {}
    for field in fields(look):
        value = getattr(look, field.name)
        if isinstance(value, Type):
            black[field.name] = replace(value, colour=BLACK)
        elif isinstance(value, tuple) and isinstance(value[0], Type):
            black[field.name] = tuple(replace(each, colour=BLACK) for each in value)
    black.update(boxes=False, accent=BLACK, strong=BLACK, rule=BLACK, link=BLACK, hairline="#999999", draft="#EDEDED")
    return replace(look, **black)


PLAIN = _without_colour(FULL)
LOOKS = {"full": FULL, "plain": PLAIN}


@lru_cache(8)
def with_accent(look: Look, accent: str) -> Look:
    """The same look in a body's own colour. One that would not be read on its ground is left aside."""
    ground = tinted(accent, 0.06) if is_colour(accent) else ""
    if not ground or not look.boxes or contrast(accent, ground) < LEAST_CONTRAST:
        return look
    deep = shaded(accent, 0.45)
    strong = {
        name: replace(getattr(look, name), colour=deep)
        for name in ("formula", "title", "cell_head", "letterhead", "vote_number", "outcome")
    }
    return replace(
        look, **strong, headings=(*(replace(one, colour=deep) for one in look.headings[:2]), *look.headings[2:]),
        callout_heading=replace(look.callout_heading, colour=accent), callout_ground=ground, accent=accent,
        strong=deep, rule=deep, link=accent,
    )  # fmt: skip
