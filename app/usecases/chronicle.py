"""Sentences of the minutes corrected by hand: written once for a fact, kept whatever becomes of the facts."""

from __future__ import annotations

from app.core.errors import Refused
from app.core.i18n import N_
from app.domain.chronicle import chronicle
from app.domain.decisions import ChronicleEdit
from app.domain.entity import Snapshot
from app.domain.permissions import Can
from app.domain.query import Filter, Query
from app.store.unit import Unit
from app.usecases import writing
from app.usecases.base import use_case
from app.usecases.sittings import open_facts


@use_case(N_("Frase corretta a mano"), Can.RUN_MEETINGS)
def correct(unit: Unit, meeting: str, key: str, text: str | None) -> None:
    """What is to be printed for a fact instead of the composed sentence; an empty text takes the sentence out.

    Raises:
        Refused: the fact is not there any more, or the minutes are final.
    """
    facts = open_facts(unit, meeting)
    told = next((one for one in chronicle(facts) if one.key == key), None)
    if told is None:
        raise Refused(N_("Il fatto di cui parla questa frase non c'è più: la correzione non serve."))
    values = {"meeting": facts.meeting.code, "item": told.item or None, "key": key, "generated": told.generated,
              "text": text}  # fmt: skip
    if told.edit is not None:
        writing.change(unit, ChronicleEdit, told.edit.id, told.edit.version, values)
        return
    gone = _gone(unit, facts.meeting.code, key)
    if gone is None:
        writing.insert(unit, ChronicleEdit, values)
        return
    back = unit.restore(ChronicleEdit, gone.id, gone.version)
    writing.change(unit, ChronicleEdit, back.id, back.version, values)


def _gone(unit: Unit, meeting: str, key: str) -> Snapshot | None:
    """A correction of the same sentence that was taken back: its key is taken."""
    trashed = unit.snapshots(Query("chronicle_edit", (Filter("meeting", "=", (meeting,)),), trashed=True))
    return next((one for one in trashed if one["key"] == key), None)


@use_case(N_("Correzione confermata"), Can.RUN_MEETINGS)
def confirm(unit: Unit, id: int, version: int) -> None:
    """The correction stays although the facts changed: it is compared with them as they are now.

    Raises:
        Refused: the fact is gone, or the minutes are final. Stale: the correction moved since.
    """
    edit = writing.expect(unit, ChronicleEdit, id, version)
    facts = open_facts(unit, edit["meeting"])
    told = next((one for one in chronicle(facts) if one.key == edit["key"] and one.generated), None)
    if told is None:
        raise Refused(N_("Il fatto di cui parla questa frase non c'è più: la correzione non serve."))
    writing.change(unit, ChronicleEdit, id, version, {"generated": told.generated})


@use_case(N_("Ritorno alla frase composta"), Can.RUN_MEETINGS)
def take_back(unit: Unit, id: int, version: int) -> None:
    """The composed sentence again. Raises Refused when the minutes are final, Stale when the correction moved since."""
    edit = writing.expect(unit, ChronicleEdit, id, version)
    open_facts(unit, edit["meeting"])
    unit.trash(ChronicleEdit, id, version)
