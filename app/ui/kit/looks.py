"""Which tint goes with which word: service areas as chips, states as dots. The word always stands beside it."""

from __future__ import annotations

from zlib import crc32

from app.domain.fields import Choice, Choices, Field, Integer, Link, Links, LongText, Money, Number, Year
from app.ui.theme_tokens import Hue, Tint

CHIPS = frozenset({"sector"})
"""Vocabularies shown as chips; the other closed ones, states and lights, are shown as dots."""

_SECTORS = {"SOC": Hue.BLUE, "SAN": Hue.GREEN, "EDU": Hue.ORANGE, "CUL": Hue.VIOLET, "ABI": Hue.RED,
            "LAV": Hue.NEUTRAL, "PAR": Hue.TEAL}  # fmt: skip
_STATES = {
    # not begun
    "proposta": Hue.NEUTRAL, "bozza": Hue.NEUTRAL, "prevista": Hue.NEUTRAL, "pianificato": Hue.NEUTRAL,
    "ricevuto": Hue.NEUTRAL, "da_fare": Hue.NEUTRAL, "proposta_ricevuta": Hue.NEUTRAL,
    # being weighed
    "in_istruttoria": Hue.TEAL, "valutazione_giunta": Hue.TEAL, "in_esame": Hue.TEAL, "avviso_pubblico": Hue.TEAL,
    "in_revisione": Hue.TEAL, "assegnato": Hue.TEAL, "co_progettazione": Hue.TEAL, "convocata": Hue.TEAL,
    "trasmessa": Hue.TEAL,
    # agreed
    "condiviso": Hue.GREEN, "sottoscritto": Hue.GREEN, "adottata": Hue.GREEN, "accolto": Hue.GREEN,
    "parzialmente_accolto": Hue.GREEN, "raggiunto": Hue.GREEN, "recepita": Hue.GREEN, "definitivo": Hue.GREEN,
    "firmato": Hue.GREEN, "verificata": Hue.GREEN, "verde": Hue.GREEN, "approvato": Hue.GREEN, "approvata": Hue.GREEN,
    # going on
    "in_corso": Hue.BLUE, "attivo": Hue.BLUE, "in_attuazione": Hue.BLUE, "pubblicato": Hue.BLUE,
    # halted, or to be looked at
    "sospeso": Hue.ORANGE, "bloccata": Hue.ORANGE, "rinviata": Hue.ORANGE, "rinviato": Hue.ORANGE,
    "deserta": Hue.ORANGE, "giallo": Hue.ORANGE, "non_discusso": Hue.ORANGE,
    # ended without success
    "non_accolto": Hue.RED, "annullato": Hue.RED, "annullata": Hue.RED, "ritirato": Hue.RED, "revocato": Hue.RED,
    "revocata": Hue.RED, "respinta": Hue.RED, "respinto": Hue.RED, "non_raggiunto": Hue.RED, "rosso": Hue.RED,
    "non_recepita": Hue.RED, "risolto": Hue.RED, "non_pubblicabile": Hue.RED, "fuori_competenza": Hue.RED,
}  # fmt: skip


def is_chip(spec: Field) -> bool:
    """Whether the field is shown as a chip."""
    return isinstance(spec, Choice | Choices) and spec.options in CHIPS


def is_dot(spec: Field) -> bool:
    """Whether the field is a state: a dot and its word."""
    return isinstance(spec, Choice) and (spec.options.endswith("_status") or spec.options == "status_light")


def is_right(spec: Field) -> bool:
    """Whether the value stands at the right: what is summed or compared by size."""
    return isinstance(spec, Money | Number | Integer) and not isinstance(spec, Year)


def hue(spec: Field, code: str) -> Hue:
    """The tint of a term; a municipality's own areas get one each, always the same."""
    if is_chip(spec):
        return _SECTORS.get(code) or Hue(1 + crc32(code.encode()) % (len(Hue) - 2))
    return _STATES.get(code, Hue.DARK)


def tint(hues: tuple[Tint, ...], spec: Field, code: str) -> Tint:
    """The colours of a term in a theme."""
    return hues[hue(spec, code)]


_NAMED_WIDTHS = {"code": 6.2, "title": 18.0, "name": 21.0, "label": 21.0}
_WIDTHS = ((LongText, 22.0), (Money, 8.5), (Integer, 7.5), (Number, 7.5), (Link, 11.0), (Links, 11.0))


def width(spec: Field) -> float:
    """How wide a column starts, in ems: enough for what such a field usually says."""
    if spec.name in _NAMED_WIDTHS:
        return _NAMED_WIDTHS[spec.name]
    if is_chip(spec) or is_dot(spec):
        return 10.5
    return next((ems for kind, ems in _WIDTHS if isinstance(spec, kind)), 9.0)
