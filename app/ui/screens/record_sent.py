"""A save of a record's form on its way to the register, tied to the record it was sent for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.entity import Snapshot
from app.domain.fields import Value
from app.ui.drafts import Journal


@dataclass
class Sent:
    """What left: the record as it was shown, the texts in its fields, the values they say.

    `showing` tells whether the page has shown anything else since; `again`: Ctrl+S was pressed again meanwhile.
    """

    record: Snapshot
    texts: Mapping[str, str]
    values: Mapping[str, Value]
    showing: int
    again: bool = False


def keep_rest(journal: Journal, sent: Sent, fresh: Snapshot) -> None:
    """The save of a record one has left is in the register: only what was typed after it stays a draft."""
    draft = journal.find(fresh.entity, fresh.id)
    if draft is not None:
        left = {name: text for name, text in draft.typed.items() if sent.texts.get(name) != text}
        journal.keep(fresh.entity, fresh.id, fresh.code, fresh.version, left)
