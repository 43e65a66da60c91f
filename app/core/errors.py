"""The four ways something can fail. Everything else is a bug."""

from __future__ import annotations

from datetime import datetime

from app.core.i18n import tr
from app.core.values import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where: `record` and `field` are names, `why` a translated sentence."""

    why: str
    field: str = ""
    record: str = ""

    def __str__(self) -> str:
        place = " · ".join(part for part in (self.record, self.field) if part)
        return f"{place}: {self.why}" if place else self.why


class AppError(Exception):
    """Something the person can understand.

    `text` is a msgid (not yet translated), `args_` its named arguments, `problems` the details a list
    can show. `str(error)` is the sentence in the language in use.
    """

    def __init__(self, text: str, /, *, problems: tuple[Problem, ...] = (), **args: object) -> None:
        super().__init__(text)
        self.text, self.args_, self.problems = text, args, problems

    def __str__(self) -> str:
        sentence = tr(self.text).format(**self.args_)
        if not self.problems:
            return sentence
        return "\n".join([sentence, *(f"– {problem}" for problem in self.problems)])


class Refused(AppError):
    """A rule says no."""


class Forbidden(AppError):
    """This person may not."""


class Stale(AppError):
    """Somebody else changed it first.

    `theirs` is the record as it stands now (a domain Snapshot; None: it is no longer there), `who` and `at`
    tell who wrote it and when, `fields` which fields were written since the version the screen saw.
    """

    def __init__(
        self, text: str, /, *, theirs: object = None, who: str = "", at: datetime | None = None,
        fields: frozenset[str] = frozenset(), **args: object,
    ) -> None:  # fmt: skip
        super().__init__(text, who=who)
        self.args_.update(args)
        self.theirs, self.who, self.at, self.fields = theirs, who, at, fields


class Unreachable(AppError):
    """Database, disk or network is not there."""
