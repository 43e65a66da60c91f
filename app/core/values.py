"""`dataclass`, made when it is needed: the standard one, but a start does not pay for what it never asks of it.

The standard decorator writes and compiles six functions for each class, half a millisecond; a first page needs seventy
such classes, most of them only to be made. Here `__init__` is compiled when the first one is made; equality, hash,
words and `fields` are taken from the standard decorator at the first question. Type checkers see the standard one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, field
from dataclasses import dataclass as standard
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, eq=True, kw_only=False):
        """As `dataclasses.dataclass`, of which it takes these options."""

        def made(one):
            return _Plan(one, frozen=frozen, eq=eq, kw_only=kw_only).dress()

        return made if cls is None else made(cls)


_TABLES = ("__dataclass_fields__", "__dataclass_params__", "__match_args__")
_PLANS: dict[type, _Plan] = {}


class _Plan:
    """What a class declares, kept until it is asked for."""

    def __init__(self, cls: type, **options: bool) -> None:
        self.cls, self.options = cls, options
        self.kinds = dict(vars(cls).get("__annotations__", {}))
        self.given = {name: vars(cls)[name] for name in self.kinds if name in vars(cls)}
        self.fields: dict[str, tuple[Any, bool]] = {}  # name → default (or Field, or MISSING), by keyword only
        for base in reversed(cls.__mro__[1:]):
            if base in _PLANS:
                self.fields |= _PLANS[base].fields
        for name, kind in self.kinds.items():
            if not str(kind).startswith("ClassVar"):
                self.fields[name] = self.given.get(name, MISSING), options["kw_only"]

    def dress(self) -> type:
        """Give the class what stands in for its methods until they are needed."""
        own = dict(vars(self.cls))
        if self.options["eq"] and own.get("__hash__", self) is None:
            del own["__hash__"]  # Python's own answer to a class that says what is equal
        _PLANS[self.cls] = self
        for name, value in self.given.items():
            if isinstance(value, Field):
                delattr(self.cls, name)
                if value.default is not MISSING:
                    setattr(self.cls, name, value.default)
        for name, value in self._stand_ins().items():
            if name not in own:
                setattr(self.cls, name, value)
        return self.cls

    def _stand_ins(self) -> dict[str, Any]:
        found: dict[str, Any] = {name: _Table(self, name) for name in _TABLES}
        found |= {"__init__": self._first_init(), "__repr__": self._asked("__repr__")}
        if self.options["eq"]:
            found |= {"__eq__": self._asked("__eq__"), "__hash__": None}
        if self.options["frozen"]:
            found["__setattr__"] = self._refusal("__setattr__", "cannot assign to field")
            found["__delattr__"] = self._refusal("__delattr__", "cannot delete field")
            if self.options["eq"]:
                found["__hash__"] = self._asked("__hash__")
        return found

    def _asked(self, name: str) -> Callable[..., Any]:
        """A method that is the standard one from its first call on."""

        def first(one: Any, *others: Any) -> Any:
            self.settle()
            return getattr(self.cls, name)(one, *others)

        first._later = True  # type: ignore[attr-defined]
        return first

    def _refusal(self, name: str, words: str) -> Callable[..., None]:
        def refuse(one: Any, name_: str, *value: Any) -> None:
            if type(one) is self.cls or name_ in self.fields:
                raise FrozenInstanceError(f"{words} {name_!r}")
            getattr(super(self.cls, one), name)(name_, *value)

        return refuse

    def _first_init(self) -> Callable[..., None]:
        def __init__(one: Any, *args: Any, **named: Any) -> None:
            init = self.cls.__init__ = self._init()  # type: ignore[misc]
            init(one, *args, **named)

        return __init__

    def _init(self) -> Callable[..., None]:
        """`__init__` as the standard decorator would write it."""
        scope: dict[str, Any] = {"_put": object.__setattr__, "_missing": MISSING}
        put = "_put(self, {0!r}, {1})" if self.options["frozen"] else "self.{0} = {1}"
        plain, named, body = ["self"], list[str](), list[str]()
        for name, (default, by_name) in self.fields.items():
            one = default if isinstance(default, Field) else field(default=default)
            value, word = name, name
            if one.default_factory is not MISSING:
                scope[f"_make_{name}"], word = one.default_factory, f"{name}=_missing"
                value = f"_make_{name}() if {name} is _missing else {name}" if one.init else f"_make_{name}()"
            elif not one.init:
                continue  # somebody else's to write; the class has its default
            elif one.default is not MISSING:
                scope[f"_else_{name}"], word = one.default, f"{name}=_else_{name}"
            body.append(put.format(name, value))
            if one.init:
                (named if (by_name if one.kw_only is MISSING else one.kw_only) else plain).append(word)
        if hasattr(self.cls, "__post_init__"):
            body.append("self.__post_init__()")
        words = ", ".join([*plain, *(["*", *named] if named else [])])
        exec(f"def __init__({words}):\n " + ("\n ".join(body) or "pass"), scope)  # noqa: S102 - as the standard does
        init: Callable[..., None] = scope["__init__"]
        init.__qualname__ = f"{self.cls.__qualname__}.__init__"
        return init

    def settle(self) -> None:
        """Take everything else from the standard decorator: from a class of the same fields, one thing at a time, so
        that another thread never meets a class without it."""
        own = {name: vars(self.cls)[name] for name in ("__post_init__",) if name in vars(self.cls)}
        body = {"__annotations__": self.kinds, "__module__": self.cls.__module__, "__doc__": "", **self.given, **own}
        twin: type = standard(**self.options)(type(self.cls.__name__, self.cls.__bases__, body))
        for name in ("__repr__", "__eq__", "__hash__", *_TABLES):
            if getattr(vars(self.cls).get(name), "_later", False):
                setattr(self.cls, name, vars(twin)[name])


class _Table:
    """One of the standard decorator's tables, made when it is looked at."""

    _later = True

    def __init__(self, plan: _Plan, name: str) -> None:
        self._plan, self._name = plan, name

    def __get__(self, _one: object, _owner: type) -> Any:
        self._plan.settle()
        return getattr(self._plan.cls, self._name)


__all__ = ["dataclass"]
