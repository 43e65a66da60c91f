"""Colours as people write them (#0066CC) and how well they read on one another (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re

LEAST_CONTRAST = 4.5
"""What words need against their ground (WCAG AA)."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def is_colour(text: str) -> bool:
    """Whether a text is a colour: # and six hexadecimal digits."""
    return _COLOUR.fullmatch(text) is not None


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green, blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG's relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def tinted(colour: str, share: float) -> str:
    """A colour thinned with white: `share` of it, the rest paper."""
    return "#" + "".join(f"{round(255 - (255 - v) * share):02X}" for v in channels(colour))


def shaded(colour: str, share: float) -> str:
    """A colour darkened with black: `share` of black."""
    return "#" + "".join(f"{round(v * (1 - share)):02X}" for v in channels(colour))
