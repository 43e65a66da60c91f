"""The colours of the window, from the Italian public administration's design system.

The numbers are those of `design-tokens-italia` 1.3 (BSD-3-Clause): the token's name stands beside each group.
What the system does not define (a violet, the deep grounds of the dark theme) is said where it is declared.
"""

from __future__ import annotations

from enum import IntEnum

from app.core.values import dataclass


class Hue(IntEnum):
    """The tints of chips and dots; a word always stands beside them."""

    NEUTRAL = 0
    BLUE = 1
    GREEN = 2
    ORANGE = 3
    VIOLET = 4
    RED = 5
    TEAL = 6
    DARK = 7


@dataclass(frozen=True)
class Tint:
    """A chip: the ground, the word on it, the dot of a status. Word on ground is at least 4.5:1."""

    ground: str
    word: str
    dot: str


@dataclass(frozen=True)
class Colours:
    """Every colour a style sheet or a delegate may use."""

    name: str
    ground: str  # behind everything
    surface: str  # panels, grids, fields
    raised: str  # every other row, hovered rows
    line: str  # between rows, around panels
    edge: str  # around what can be typed in or pressed: 3:1 on the surface
    text: str
    strong: str  # titles
    muted: str  # second lines, labels
    accent: str  # links, the current place
    accent_soft: str  # the selected row, the current chip
    on_accent_soft: str
    primary: str  # the ground of the main button
    primary_hover: str
    primary_down: str
    on_primary: str
    focus: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    flash: str  # a cell somebody else has just changed
    hues: tuple[Tint, ...]


LIGHT = Colours(
    name="light",
    ground="#f5f7fb", surface="#ffffff", raised="#f9fbfd",
    line="#dfe4ea", edge="#768594",  # slate-52
    text="#17324d", strong="#17324d", muted="#5c6f82",  # slate-20, slate-44
    accent="#0066cc", accent_soft="#e4f0fb", on_accent_soft="#004d99",  # blue-40, blue-30
    primary="#0066cc", primary_hover="#004d99", primary_down="#003366", on_primary="#ffffff",  # blue-40/30/20
    focus="#003366",
    success="#006644", success_soft="#e1f2ec",  # emerald-20, seagreen-92
    warning="#995c00", warning_soft="#faf0de",  # orange-30, between orange-87 and white
    danger="#b32d43", danger_soft="#fbeff1",  # red-44, red-96
    flash="#fff3c4",
    hues=(
        Tint("#ebeced", "#455b71", "#5c6f82"),  # slate-93, slate-36, slate-44
        Tint("#e4f0fb", "#0059b3", "#0066cc"),
        Tint("#e1f2ec", "#006242", "#007a52"),  # seagreen-92, 19, 24
        Tint("#f9eedb", "#804d00", "#cc7a00"),  # orange-25, orange-40
        Tint("#f1e7f8", "#6b2f8f", "#8142a8"),  # no violet in the design system: seven areas need one
        Tint("#f9e4e8", "#992639", "#cc334d"),  # red-37, red-50
        Tint("#d9f4f2", "#05615e", "#077f7b"),  # teal-20, teal-26
        Tint("#d9dadb", "#17324d", "#2f475e"),  # slate-85, 20, 28
    ),
)  # fmt: skip

# The design system has no dark theme: the grounds are slate-20 taken further down, the words its light steps.
DARK = Colours(
    name="dark",
    ground="#0d1a28", surface="#13263a", raised="#172d44",
    line="#28415a", edge="#929da9",  # slate-62
    text="#ebeced", strong="#ffffff", muted="#a3adb7",  # slate-93, slate-68
    accent="#94c4f5", accent_soft="#1b4470", on_accent_soft="#dcecfc",  # blue-77
    primary="#0066cc", primary_hover="#1570cf", primary_down="#004d99", on_primary="#ffffff",
    focus="#ffffff",
    success="#6ee7bf", success_soft="#123f36",  # emerald-67
    warning="#eecd9a", warning_soft="#45340f",  # orange-77
    danger="#ebadb8", danger_soft="#4a1f2b",  # red-80
    flash="#5a4a10",
    hues=(
        Tint("#2f475e", "#d9dadb", "#a3adb7"),
        Tint("#1b4470", "#bfdfff", "#6aaaeb"),  # blue-87, blue-67
        Tint("#11473a", "#afd7ca", "#64af96"),  # seagreen-76, 54
        Tint("#4d3710", "#f6e4c8", "#e0a243"),  # orange-87, 57
        Tint("#43275a", "#e6d3f3", "#c08fe0"),
        Tint("#572533", "#f5d6db", "#e08593"),  # red-90, 70
        Tint("#0b4a4a", "#a3f5f2", "#2bd6d0"),  # teal-80, 50
        Tint("#3a4f64", "#ffffff", "#d9dadb"),
    ),
)  # fmt: skip


def contrast(window: str, base: str, text: str, highlight: str, highlighted: str) -> Colours:
    """The system's own contrast theme: only its colours, edges everywhere, words on plain ground."""
    plain = Tint(base, text, text)
    return Colours(
        name="contrast",
        ground=window, surface=base, raised=base, line=text, edge=text, text=text, strong=text, muted=text,
        accent=text, accent_soft=highlight, on_accent_soft=highlighted,
        primary=highlight, primary_hover=highlight, primary_down=highlight, on_primary=highlighted, focus=highlight,
        success=text, success_soft=base, warning=text, warning_soft=base, danger=text, danger_soft=base,
        flash=base, hues=(plain,) * len(Hue),
    )  # fmt: skip


CONTRAST = contrast("#000000", "#000000", "#ffffff", "#ffff00", "#000000")
"""What is used when contrast is asked for by name (a picture, a test) and the system has no such theme."""
