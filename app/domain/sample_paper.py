"""The letterhead as settings give it, and the words that show what a paper made with it will look like."""

from __future__ import annotations

from app.core.colour import LEAST_CONTRAST, contrast, is_colour, tinted
from app.core.i18n import N_, tr
from app.core.locale import number
from app.domain.entity import Values
from app.domain.minutes import Letterhead

FIELDS = ("municipality", "province", "letterhead_title", "letterhead_subtitle", "logo", "logo_alt", "footer",
          "paper_style", "paper_accent", "paper_font", "paper_margin", "ipa_code", "protocol_register",
          "classification", "demo")  # fmt: skip
"""The settings that show on a paper."""


def letterhead_of(settings: Values, body: str) -> Letterhead:
    """The letterhead of a body's papers from settings that may be half typed: what cannot be used is left out."""
    second = " · ".join(str(part) for part in (settings.get("province"), body) if part)
    margin = settings.get("paper_margin")
    stamp = (" · ".join(str(settings.get(name) or "") for name in ("ipa_code", "protocol_register")
                        if settings.get(name)), "0012345 del 21/05/2026",
             f"Classifica {settings['classification']}" if settings.get("classification") else "")  # fmt: skip
    return Letterhead(
        settings.get("letterhead_title") or settings.get("municipality") or "",
        settings.get("letterhead_subtitle") or second,
        (str(settings.get("municipality") or ""), *filter(None, stamp)),
        settings.get("logo"), settings.get("logo_alt") or "", settings.get("footer") or "",
        settings.get("paper_style") or "pieno", bool(settings.get("demo")),
        settings.get("paper_accent") or "", settings.get("paper_font") or "titillium",
        margin if isinstance(margin, int) and 10 <= margin <= 40 else None,
    )  # fmt: skip


def accent_told(accent: str) -> tuple[bool, str]:
    """Whether papers may wear a colour, and the sentence that says so; no sentence for none."""
    if not accent:
        return True, ""
    if not is_colour(accent):
        return False, tr(N_("Il colore si scrive come #0066CC."))
    found = contrast(accent, tinted(accent, 0.06))
    if found < LEAST_CONTRAST:
        words = N_("Contrasto {ratio} a 1: le parole in questo colore non si leggono bene, ne serve almeno 4,5.")
        return False, tr(words).format(ratio=_ratio(found))
    return True, tr(N_("Contrasto {ratio} a 1: si legge bene.")).format(ratio=_ratio(found))


def _ratio(value: float) -> str:
    return number(value, 1)
