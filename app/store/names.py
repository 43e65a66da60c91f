"""Who is behind a code: small tables and editable vocabularies held in memory, big ones asked when needed.

Lists never join (PERFORMANCE.md rule 3): a grid shows a lead's name by looking its code up here. What somebody
else changes is forgotten here (`changed`) and read again at the next question.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from typing import Any

from app.core.i18n import tr
from app.core.values import dataclass
from app.domain import fields as f
from app.domain.entities import ENTITIES
from app.domain.permissions import Person
from app.domain.vocabularies import VOCABULARIES
from app.domain.vocabulary import Vocabulary, fold
from app.store.access import visible
from app.store.collation import sort_key
from app.store.layout import Layout, key_of, layout, quoted
from app.store.line import Tuple, marks

SMALL = 5000
"""Records up to which a table is held in memory whole."""

Ask = Callable[[str, Sequence[Any]], list[Tuple]]


@dataclass
class _Directory:
    """A kind held in memory."""

    labels: dict[str, str] = field(default_factory=dict)  # everybody, the trashed too: old links still read well
    ranked: list[str] = field(default_factory=list)  # who may be chosen, in the order to show them
    known: dict[str, str | None] = field(default_factory=dict)  # folded text → code; None when it means two

    def learn(self, code: str, *texts: str) -> None:
        for text in filter(None, map(fold, texts)):
            self.known[text] = code if self.known.get(text, code) == code else None


class StoreNames:
    """The Names (domain/fields.py) of an open register, of the records this person may see. Any thread may ask.

    A server hides the others by itself; for a file `who` says whose eyes these are.
    """

    def __init__(self, ask: Ask, who: Person | None = None) -> None:
        self._ask, self._who, self._lock = ask, who, threading.RLock()
        self._held: dict[str, _Directory | None] = {}  # None: too big to hold
        self._single: dict[tuple[str, str], str] = {}

    # ------------------------------------------------------------ Names

    def label(self, kind: str, code: str) -> str:
        """What a person reads instead of `code`; the code itself when unknown."""
        vocabulary = VOCABULARIES.get(kind)
        if vocabulary is not None and vocabulary.fixed:
            return tr(vocabulary.label(code))
        held = self._directory(kind)
        if held is not None:
            return _said(vocabulary, code, held.labels.get(code, code))
        if (kind, code) not in self._single:
            self.learn(kind, [code])
        return self._single.get((kind, code), code)

    def find(self, kind: str, text: str) -> str | None:
        """The code meant by a code, a name or a short name; None when nobody or more than one answers."""
        vocabulary = VOCABULARIES.get(kind)
        if vocabulary is not None and vocabulary.fixed:
            return vocabulary.find(text)
        held = self._directory(kind)
        if held is None:
            return self._find_big(kind, text)
        if text.strip() in held.labels:
            return text.strip()
        found = held.known.get(fold(text))
        return found or (vocabulary.find(text) if vocabulary and fold(text) not in held.known else None)

    def options(self, kind: str) -> Iterable[tuple[str, str]]:
        """Every (code, label) that may be chosen, in the order to show them."""
        vocabulary = VOCABULARIES.get(kind)
        if vocabulary is not None and vocabulary.fixed:
            return [(code, tr(label)) for code, label in vocabulary.terms]
        held = self._directory(kind)
        if held is None:
            return self._all_big(kind)
        return [(code, _said(vocabulary, code, held.labels[code])) for code in held.ranked]

    # ------------------------------------------------------------ for the store

    def small(self, kind: str) -> bool:
        """Whether the kind is held in memory."""
        return self._directory(kind) is not None

    def ranked(self, kind: str) -> list[str]:
        """The codes of a small kind in the order of their names."""
        held = self._directory(kind)
        return held.ranked if held else []

    def learn(self, kind: str, codes: Iterable[str]) -> None:
        """Read the names of these records of a big kind in one question (a page does, before it is shown)."""
        wanted = [code for code in dict.fromkeys(codes) if (kind, code) not in self._single]
        if not wanted or self.small(kind):
            return
        where = layout(ENTITIES[kind])
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            wanted_ones = f"code IN ({marks(len(some))}) AND {self._seen(kind)}"
            sql = f"SELECT {_caption(where)} FROM {quoted(kind)} WHERE {wanted_ones}"
            self._single |= {(kind, row[0]): self._named(where, row[1:]) for row in self._ask(sql, some)}

    def changed(self, kinds: Iterable[str]) -> None:
        """Forget these kinds, and those whose names are made of theirs."""
        gone = set(kinds)
        with self._lock:
            for kind in [k for k in self._held if k in gone or gone & _made_of(k)]:
                del self._held[kind]
            if any(key[0] in gone for key in self._single):
                self._single = {key: label for key, label in self._single.items() if key[0] not in gone}

    # ------------------------------------------------------------ reading

    def _directory(self, kind: str) -> _Directory | None:
        if kind not in self._held:
            with self._lock:
                if kind not in self._held:
                    self._held[kind] = self._read_terms(kind) if kind in VOCABULARIES else self._read_records(kind)
        return self._held[kind]

    def _read_terms(self, kind: str) -> _Directory:
        """An editable vocabulary: the register's rows, or the program's seeds until there are any."""
        held = _Directory()
        sql = ('SELECT "term", "label", "active" FROM "vocabulary_term" WHERE "vocabulary" = ? AND archived_at IS NULL '
               f'AND {self._seen("vocabulary_term")} '
               'ORDER BY CASE WHEN "sort" IS NULL THEN 1 ELSE 0 END, "sort", "label_key"')  # fmt: skip
        rows = self._ask(sql, [kind])
        for code, label, active in rows or [(code, label, True) for code, label in VOCABULARIES[kind].terms]:
            held.labels[code] = label
            held.learn(code, code, label)
            if active is None or active:
                held.ranked.append(code)
        for word, code in VOCABULARIES[kind].synonyms.items():
            if code in held.labels and fold(word) not in held.known:
                held.learn(code, word)
        return held

    def _read_records(self, kind: str) -> _Directory | None:
        where = layout(ENTITIES[kind])
        sql = f"SELECT {_caption(where)}, archived_at FROM {quoted(kind)} WHERE {self._seen(kind)} LIMIT {SMALL + 1}"
        rows = self._ask(sql, [])
        if len(rows) > SMALL:
            return None
        held = _Directory()
        chosen = []
        for code, *stored, archived in rows:
            label = self._named(where, stored)
            held.labels[code] = label
            if archived is None:
                chosen.append((_rank(where, label, code), code))
                held.learn(code, code, label, *_other_names(where, stored))
        held.ranked = [code for _, code in sorted(chosen)]
        return held

    def _seen(self, kind: str) -> str:
        return (visible(ENTITIES[kind], self._who) if self._who else "") or "1 = 1"

    def _named(self, where: Layout, stored: Sequence[Any]) -> str:
        values = {name: where.codecs[name].out(value) for name, value in zip(_named_by(where), stored, strict=True)}
        return where.entity.named(values, self)

    def _find_big(self, kind: str, text: str) -> str | None:
        where, table = layout(ENTITIES[kind]), quoted(kind)
        if self._ask(f"SELECT 1 FROM {table} WHERE code = ? AND {self._seen(kind)}", [text.strip()]):
            return text.strip()
        for name in (n for n in _named_by(where) if n in where.keyed):
            same = f"{quoted(key_of(name))} = ? AND archived_at IS NULL AND {self._seen(kind)}"
            sql = f"SELECT code FROM {table} WHERE {same} LIMIT 2"
            rows = self._ask(sql, [sort_key(text)])
            if len(rows) == 1:
                return str(rows[0][0])
        return None

    def _all_big(self, kind: str) -> Iterator[tuple[str, str]]:
        where, last = layout(ENTITIES[kind]), ""
        while True:
            sql = (f"SELECT {_caption(where)}, code_key FROM {quoted(kind)} WHERE archived_at IS NULL AND code_key > ? "
                   f"AND {self._seen(kind)} ORDER BY code_key LIMIT 1000")  # fmt: skip
            rows = self._ask(sql, [last])
            for code, *stored, last in rows:  # noqa: B007 - the last key is where the next page begins
                yield code, self._named(where, stored)
            if len(rows) < 1000:
                return


def _said(vocabulary: Vocabulary | None, code: str, label: str) -> str:
    """A seed nobody has renamed is said in the language in use; a municipality's own word as it wrote it."""
    return tr(label) if vocabulary is not None and vocabulary.label_of(code) == label else label


def _named_by(where: Layout) -> tuple[str, ...]:
    """The fields a record is named and found by."""
    more = ("short_name",) if "short_name" in where.entity.fields else ()
    return tuple(dict.fromkeys(("code", *where.entity.caption, *more)))


def _caption(where: Layout) -> str:
    return ", ".join(["code", *map(quoted, _named_by(where))])


def _made_of(kind: str) -> set[str]:
    """The kinds whose names appear in this kind's names."""
    if kind not in ENTITIES:
        return {"vocabulary_term"}
    entity = ENTITIES[kind]
    specs = [entity.fields[name] for name in entity.caption]
    return {spec.to for spec in specs if isinstance(spec, f.Link | f.Links)}


def _rank(where: Layout, label: str, code: str) -> tuple[str, str]:
    """People look for names in the alphabet, and for codes in the order of codes."""
    by_code = where.entity.caption[0] in ("code", "sort")
    return sort_key(code if by_code else label), sort_key(code)


def _other_names(where: Layout, stored: Sequence[Any]) -> list[str]:
    texts = {name: value for name, value in zip(_named_by(where), stored, strict=True) if isinstance(value, str)}
    names = [texts[name] for name in texts if isinstance(where.entity.fields[name], f.Text) and name != "code"]
    people = [" ".join(reversed(names))] if {"first_name", "last_name"} <= set(texts) else []
    return people or names
