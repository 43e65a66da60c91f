"""The dossier of a sitting: for a member, with what they have to do first, or for anybody."""

from __future__ import annotations

from app.core.errors import Refused
from app.core.i18n import N_
from app.core.progress import Progress
from app.documents import dossier, notice
from app.documents.report import Card
from app.documents.structure import Document, EmbeddedFile
from app.domain import dossiers, notices
from app.domain.entity import Snapshot
from app.domain.query import Filter, Query
from app.domain.sitting import SittingFacts
from app.domain.vocabularies import VOCABULARIES
from app.store.store import Store
from app.usecases import minutes
from app.usecases.reports import card

DISCUSSED = (
    ("projects", "project"),
    ("pacts", "pact"),
    ("objectives", "objective"),
    ("contributions", "contribution"),
)
"""What an item may bring up: its field, the kind of record."""

LARGEST = 20_000_000
"""Bytes of an attachment that still travels inside the dossier; a larger one is only named."""


def document(store: Store, facts: SittingFacts, person: str | None, progress: Progress) -> Document:
    """The paper, for a member (code); None: for whoever asks, or for nobody in particular.

    Raises:
        Refused: no such person.
    """
    person = person or store.who.person
    if person and person not in facts.people:
        raise Refused(N_("Non c'è nessuna persona con il codice «{code}»."), code=person)
    cards: dict[str, Card] = {}
    under: dict[str, tuple[str, ...]] = {}
    for n, item in enumerate(facts.items):
        progress.step(n, len(facts.items))
        found = [(code, kind) for field, kind in DISCUSSED for code in item[field] or ()]
        cards |= {code: card(store, kind, code) for code, kind in found if code not in cards}
        under[item.code] = tuple(code for code, _ in found)
    value = dossiers.dossier(facts, person, _actions(store, person), dict(VOCABULARIES["action_status"].terms), under,
                             _decisions(store))  # fmt: skip
    base = notice.document(notices.notice(facts), logo=minutes.logo(store, facts))
    return dossier.document(base, value, cards, _attached(store, facts))


def _actions(store: Store, person: str | None) -> list[Snapshot]:
    return store.snapshots(Query("action_item", (Filter("owner", "=", (person,)),))) if person else []


def _decisions(store: Store) -> dict[str, str]:
    return {one.code: str(one["number"]) for one in store.snapshots(Query("decision"))}


def _attached(store: Store, facts: SittingFacts) -> list[EmbeddedFile]:
    found: list[EmbeddedFile] = []
    for n, one in enumerate(facts.attachments, 1):
        data = store.blob(one["file"]) if one["file"] else None
        if data is not None and len(data) <= LARGEST:
            found.append(dossier.attachment(n, one["file_name"] or "allegato", one["title"], data))
    return found
