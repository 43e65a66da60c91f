"""What a record is: an Entity (a list of Fields with its rules), a Snapshot (one record as read) and
Changes (what a deed touched)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date
from typing import Any, ClassVar

from app.core.errors import Problem, Refused
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.fields import NO_NAMES, Choice, Field, Flag, Names, Text, Value
from app.domain.permissions import Can

Values = Mapping[str, Value]


@dataclass(frozen=True)
class Rule:
    """A sentence two or more fields must respect. `fields` names where the screen shows it."""

    fields: tuple[str, ...]
    check: Callable[[Values], str | None]
    warns: bool = False  # kept and marked, never blocking (a doubtful CUP)

    def broken(self, values: Values) -> str | None:
        """The translated sentence when `values` break the rule."""
        sentence = self.check(values)
        return tr(sentence) if sentence else None


def rule(*fields: str, warns: bool = False) -> Callable[[Callable[[Values], str | None]], Rule]:
    """Declare a rule beside the fields: the function gets all values and answers a msgid when they are wrong."""

    def wrap(check: Callable[[Values], str | None]) -> Rule:
        return Rule(fields, check, warns)

    return wrap


class Entity:
    """A kind of record. Subclasses list Fields and rules as class attributes; they are never instantiated.

    Class attributes a subclass may set:
        label, labels: msgids, singular and plural.
        write: who may create and edit rows; `write_own` who may when the row is theirs.
        discard: who may put rows into the trash, when fewer than may write.
        own_states: the values of `status` in which a row of one's own is one's to write (a draft); none: all.
        own: how a row is "one's own": names of Links to actor or person, or to an entity with `own`.
        led: the narrower `own` of whoever may move it along its life cycle (the lead, not the partners).
        part_of: the Link whose record this one is a part of (deleted and shown with it).
        seen_with: Links to records this one tells of without being a part of them: who may not see one of those does
            not see this either.
        caption: the fields a person recognises a row by.
        pattern: how new codes are made: `{n}` counts, `{year}` is the year, `{field}` a value.
        key: fields whose values together may appear once.
        portable: whether a committee file carries it (logins do not travel).
    """

    name: ClassVar[str]
    plural: ClassVar[str]
    label: ClassVar[str] = ""
    labels: ClassVar[str] = ""
    fields: ClassVar[dict[str, Field]]
    rules: ClassVar[tuple[Rule, ...]]
    write: ClassVar[Can] = Can.EDIT_REGISTER
    write_own: ClassVar[Can | None] = None
    discard: ClassVar[Can | None] = None
    own: ClassVar[tuple[str, ...]] = ()
    own_states: ClassVar[tuple[str, ...]] = ()
    led: ClassVar[tuple[str, ...]] = ()
    part_of: ClassVar[str] = ""
    seen_with: ClassVar[tuple[str, ...]] = ()
    caption: ClassVar[tuple[str, ...]] = ("code",)
    pattern: ClassVar[str] = ""
    key: ClassVar[tuple[str, ...]] = ()
    portable: ClassVar[bool] = True

    code = Text(N_("Codice"), required=True, max_length=40, search=True, synonyms=("cod", "id", "codice scheda"))
    visibility = Choice(N_("Visibilità"), required=True, options="visibility", default="cabina",
                        synonyms=("pubblicabile",))  # fmt: skip

    def __init_subclass__(cls, name: str, plural: str = "") -> None:
        cls.name, cls.plural = name, plural or f"{name}s"
        own = {k: v for k, v in vars(cls).items() if isinstance(v, Field)}
        first = {"code": own.pop("code", None) or _copy(Entity.code, "code")}
        last = {"visibility": own.pop("visibility", None) or _copy(Entity.visibility, "visibility")}
        cls.fields = {}
        for key, spec in {**first, **own, **last}.items():
            spec.entity = name
            cls.fields[spec.name] = spec
            setattr(cls, key, spec)
        cls.rules = tuple(v for v in vars(cls).values() if isinstance(v, Rule))

    @classmethod
    def writers(cls, spec: Field) -> tuple[Can, ...]:
        """The permissions any of which lets a person write this field on any row."""
        return spec.writers or (cls.write,)

    @classmethod
    def defaults(cls) -> dict[str, Value]:
        """What a new record starts with."""
        values: dict[str, Value] = {}
        for key, spec in cls.fields.items():
            values[key] = () if spec.plural else spec.default if isinstance(spec, Choice | Flag) else None
        return values

    @classmethod
    def derive(cls, values: Values) -> dict[str, Value]:
        """The computed fields that follow from the others; the store asks at every write."""
        return {}

    @classmethod
    def carries(cls, before: Values, after: Values) -> tuple[Values, tuple[tuple[str, Values], ...]]:
        """What a change brings with it: more fields of this record, and records left behind as (entity, values)."""
        return {}, ()

    @classmethod
    def problems(cls, values: Values, *, all_fields: bool = False) -> list[Problem]:
        """Everything that is wrong with a whole record, field by field, then its rules.

        A broken rule is told at the field a screen shows it beside; with `all_fields`, at every field it looks at.
        """
        found = []
        for key, spec in cls.fields.items():
            try:
                spec.check(values.get(key))
            except Refused as refusal:
                found.append(Problem(str(refusal), key))
        wrong = {problem.field for problem in found}
        for one in cls.rules:
            if not one.warns and not wrong.intersection(one.fields) and (why := one.broken(values)):
                found.append(Problem(why, ", ".join(one.fields) if all_fields else one.fields[0]))
        return found

    @classmethod
    def doubts(cls, values: Values) -> list[Problem]:
        """What is doubtful but may be kept."""
        return [Problem(why, one.fields[0]) for one in cls.rules if one.warns and (why := one.broken(values))]

    @classmethod
    def named(cls, values: Values, names: Names = NO_NAMES) -> str:
        """What a person recognises the record by."""
        parts = (cls.fields[key].show(values.get(key), names) for key in cls.caption)
        return " ".join(part for part in parts if part) or str(values.get("code") or "")


def _copy(spec: Field, name: str) -> Field:
    import copy  # noqa: PLC0415 - once per entity, at import

    twin = copy.copy(spec)
    twin.name = name
    return twin


@dataclass(frozen=True)
class Snapshot:
    """One record as it was read: plain values, never a database row. The only thing screens hold."""

    entity: str
    id: int
    version: int
    values: Mapping[str, Value]

    def __getitem__(self, name: str) -> Value:
        return self.values[name]

    @property
    def code(self) -> str:
        """The record's code."""
        return str(self.values["code"])


@dataclass(frozen=True)
class Changes:
    """What a deed touched: its number in the history, and fresh Snapshots (None = no longer there).

    `whole` names the kinds of record a deed wrote too widely to list one by one (an import, a code that others
    link to): who shows them reads them again.
    """

    seq: int
    touched: Mapping[tuple[str, int], Snapshot | None] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    def of(self, entity: str) -> Iterable[Snapshot | None]:
        """The touched records of one entity."""
        return (snapshot for (name, _), snapshot in self.touched.items() if name == entity)


def dump(entity: type[Entity], values: Values) -> dict[str, Any]:
    """Values → JSON, in the order of the fields (CLI.md)."""
    return {key: spec.dump(values.get(key)) for key, spec in entity.fields.items()}


def starts_before_it_ends(start: date | None, end: date | None) -> bool:
    """Whether a period is a period; open ends are."""
    return start is None or end is None or start <= end
