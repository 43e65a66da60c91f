"""What papers will look like with settings that are still being typed."""

from __future__ import annotations

from app.core.progress import Progress
from app.documents import sample
from app.domain.entity import Values
from app.domain.query import Query
from app.domain.sample_paper import letterhead_of
from app.store.store import Store
from app.usecases.drawing import draw


def page(store: Store, settings: Values, progress: Progress) -> bytes:
    """A page in that letterhead, as a PDF.

    Raises:
        Cancelled: `progress` was told to stop.
    """
    bodies = store.snapshots(Query("body"))
    body = str(bodies[0]["name"]) if bodies else ""
    logo = store.blob(str(settings["logo"])) if settings.get("logo") else None
    return draw(sample.document(letterhead_of(settings, body), body, logo=logo), progress)
