"""The metadata beside a paper of a sitting; the minutes' own identifier is made once and kept."""

from __future__ import annotations

from uuid import uuid4

from app.core import about, clock
from app.documents import metadata_files
from app.domain.metadata import PaperFile, Previous, Program, identifier, metadata
from app.domain.permissions import Can
from app.domain.sitting import SittingFacts
from app.store.store import Store
from app.usecases import minutes
from app.usecases.papers import Paper


def beside(
    store: Store, meeting: str, kind: str, paper: Paper, item: int | None = None
) -> tuple[tuple[str, bytes], ...]:
    """The two files to put beside a paper: (name, bytes), JSON and XML.

    `kind` is a key of `metadata.TYPES`. Final minutes get their identifier here, the first time somebody who may
    write it asks; until then a paper is known by the fingerprint of its bytes.

    Raises:
        Refused: no such sitting.
    """
    facts = minutes.facts(store, meeting)
    own = _document_id(store, facts) or identifier(paper.sha256)
    earlier = _earlier(store, facts) if kind == "minutes" else []
    file = PaperFile(kind, paper.file_name, paper.sha256, b"/ByteRange" in paper.data, item, f"{len(earlier) + 1}.0")
    tree = metadata(facts, file, own, Program(about.NAME, about.VERSION), earlier)
    return metadata_files.files(paper.file_name, tree)


def _document_id(store: Store, facts: SittingFacts) -> str:
    known = facts.record["document_id"] if facts.record else None
    if known or facts.meeting["minutes_status"] not in minutes.FINAL or not store.who.may(Can.FINALISE):
        return str(known or "")
    made = str(uuid4())
    minutes.describe(store, facts.meeting.code, {"document_id": made})
    return made


def _earlier(store: Store, facts: SittingFacts) -> list[Previous]:
    """The final versions before the one in force, oldest first."""
    kept = [one for one in minutes.versions(store, facts.meeting.code) if one["final"]]
    by = facts.name(facts.secretary)
    return [Previous(one["file"], clock.local(one["made_at"]).date(), by) for one in kept[:-1] if one["made_at"]]
