"""One row of the history: what a deed did to one record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.core.values import dataclass


@dataclass(frozen=True)
class ChangeRow:
    """Who did what, when, to which record.

    `deed` is a msgid. `unit` is common to the rows of one deed. `before` and `after` hold the fields that
    changed, as JSON values (CLI.md); `before` None: the record is new; `after` None: it is gone for good.
    Sent to the trash and brought back show as the field `archived_at`.
    """

    seq: int
    at: datetime
    who: str
    deed: str
    unit: int
    entity: str
    record: int
    version: int
    code: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
