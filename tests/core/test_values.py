"""Values are the standard dataclasses; only what nobody asks of them is not made."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field
from typing import Any, ClassVar

import pytest

from app.core import values
from app.core.values import dataclass as ours

Decorator = Callable[..., Any]


def _classes(made: Decorator) -> dict[str, Any]:
    """The same declarations, by either decorator."""

    @made
    class Point:
        """Two numbers, one with a default."""

        x: int
        y: int = 2
        KIND: ClassVar[str] = "point"

    @made(frozen=True)
    class Frozen:
        """One that may be a key; its list is its own."""

        name: str
        tags: list[str] = field(default_factory=list, compare=False)

        def louder(self) -> str:
            return self.name.upper()

    @made(frozen=True)
    class More(Frozen):
        """With what it inherits."""

        last: bool = False

    @made(eq=False, kw_only=True)
    class Kind:
        """Said by name, but for the label; `entity` is written by somebody else."""

        label: str = field(kw_only=False)
        length: int = 300
        entity: str = field(default="", init=False)

        def __post_init__(self) -> None:
            self.length += 1

    @made(frozen=True, eq=False)
    class Said:
        """With words of its own."""

        code: str

        def __repr__(self) -> str:
            return f"<{self.code}>"

    return {one.__name__: one for one in (Point, Frozen, More, Kind, Said)}


MADE = [("Point", (1,), {}), ("Point", (1,), {"y": 5}), ("Frozen", ("a",), {}), ("More", ("a", ["b"], True), {}),
        ("Kind", ("Titolo",), {"length": 4}), ("Said", ("A",), {})]  # fmt: skip


@pytest.mark.parametrize(("name", "args", "named"), MADE)
def test_they_are_made_said_compared_and_copied_as_the_standard_ones(
    name: str, args: tuple[Any, ...], named: dict[str, Any]
) -> None:
    mine, theirs = _classes(ours)[name], _classes(dataclass)[name]
    one, other = mine(*args, **named), theirs(*args, **named)
    assert vars(one) == vars(other)
    assert [(p.name, p.kind) for p in inspect.signature(mine).parameters.values()] == [
        (p.name, p.kind) for p in inspect.signature(theirs).parameters.values()
    ]
    assert [(f.name, f.init, f.kw_only, f.compare) for f in dataclasses.fields(mine)] == [
        (f.name, f.init, f.kw_only, f.compare) for f in dataclasses.fields(theirs)
    ]
    assert mine.__match_args__ == theirs.__match_args__
    assert (one == mine(*args, **named)) == (other == theirs(*args, **named))
    assert (mine.__hash__ is None) == (theirs.__hash__ is None)
    if name != "Kind":  # whose words are not compared: it says where in memory it is
        assert repr(one).split(".")[-1] == repr(other).split(".")[-1]
    assert vars(copy.deepcopy(one)) == vars(one)


def test_what_is_wrong_is_refused_as_the_standard_does() -> None:
    mine = _classes(ours)
    with pytest.raises(TypeError, match="missing 1 required"):
        mine["Point"]()
    with pytest.raises(TypeError, match="unexpected keyword"):
        mine["Kind"]("Titolo", entity="project")
    frozen = mine["Frozen"]("a")
    with pytest.raises(FrozenInstanceError):
        frozen.name = "b"
    with pytest.raises(FrozenInstanceError):
        del frozen.name
    assert frozen.louder() == "A"


def test_one_is_not_another_and_each_has_its_own_list() -> None:
    frozen = _classes(ours)["Frozen"]
    one, other = frozen("a"), frozen("b")
    one.tags.append("x")
    assert other.tags == []
    assert one != other
    assert {one: 1}[frozen("a")] == 1
    assert dataclasses.replace(one, name="c") == frozen("c")
    assert dataclasses.asdict(one) == {"name": "a", "tags": ["x"]}


def test_a_standard_one_may_be_built_on_ours() -> None:
    point = _classes(ours)["Point"]

    @dataclass
    class Solid(point):  # type: ignore[misc, valid-type]
        """With a third number."""

        z: int = 3

    assert vars(Solid(1)) == {"x": 1, "y": 2, "z": 3}
    assert Solid(1) == Solid(1, 2, 3)


@ours(frozen=True)
class Sent:
    """What another process is handed."""

    name: str


def test_they_travel_between_processes() -> None:
    assert pickle.loads(pickle.dumps(Sent("a"))) == Sent("a")


def test_making_one_compiles_only_how_it_is_made() -> None:
    point = _classes(ours)["Point"]
    point(1)
    assert isinstance(vars(point)["__dataclass_fields__"], values._Table)
    assert point(1) == point(1)
    assert isinstance(vars(point)["__dataclass_fields__"], dict)
