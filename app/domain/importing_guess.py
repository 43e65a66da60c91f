"""A first mapping for a file nobody has seen: headers compared with every name a field goes by."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from app.core import i18n
from app.domain.entity import Entity
from app.domain.exporting import PROJECT_COLUMNS
from app.domain.fields import NO_NAMES, Field, LongText, Names
from app.domain.importing_cells import Cell, CellReader
from app.domain.importing_mapping import ColumnMapping, parts_of
from app.domain.vocabulary import fold

_LITTLE = frozenset(
    re.findall(r"\w+", "a al alla d da dal dalla dei del della delle dell di e ed i il in l la le lo n per of the")
)
_LIKE = 0.85  # of difflib's ratio between two words: «descrizone» is «descrizione», «durata» is not «data»
_LOOKED_AT = 40  # cells of a column that must look like the field when only the header resembles it
_PLAUSIBLE = 0.5


class Table(Protocol):
    """What is asked of a sheet: titles all different, rows with one cell per title, their numbers in the file."""

    @property
    def titles(self) -> tuple[str, ...]:
        """The columns' titles."""

    @property
    def rows(self) -> Sequence[Sequence[Cell]]:
        """The data rows."""

    @property
    def numbers(self) -> Sequence[int]:
        """The row of the spreadsheet each data row is."""


def guess(table: Table, entity: type[Entity], names: Names = NO_NAMES) -> ColumnMapping:
    """The mapping a file seems to want: labels in every language, field names, the headers of our own exports,
    synonyms; case, accents and punctuation ignored. A header that only resembles a field is taken if its cells
    can be read as that field. Nothing is guessed twice for a field that holds one value.
    """
    own = {c.header: c.field for c in PROJECT_COLUMNS} if entity.name == "project" else {}
    candidates = list(_candidates(entity))
    found: dict[str, str] = {}
    taken: set[str] = set()
    rest = []
    for title in table.titles:
        if title in own:  # one of our exports; what it computed is left out, and its field is not guessed again
            if own[title] and not entity.fields[own[title]].computed:
                found[title] = own[title]
                taken.add(own[title])
        else:
            rest.append(title)
    scored = sorted(
        ((-score, order, title, name, spec)
         for order, title in enumerate(rest)
         for name, spec, words in candidates
         if (score := _likeness(title, words, entity)) > 0),
        key=lambda one: one[:2],
    )  # fmt: skip
    for negative, _, title, name, spec in scored:
        if title in found or (name in taken and not (spec.plural and negative == -1)):
            continue
        if negative == -1 or _plausible(table, title, spec, names):
            found[title] = name
            taken.add(name)
    return ColumnMapping({title: found[title] for title in table.titles if title in found})


def _candidates(entity: type[Entity]) -> Iterator[tuple[str, Field, list[str]]]:
    """Every field a column may feed, with the words it goes by."""
    languages = [i18n.load(code) for code in i18n.available()]

    def words(spec: Field) -> list[str]:
        texts = [spec.name, *spec.synonyms, *(language.tr(spec.label) for language in languages)]
        return list(dict.fromkeys(map(_plain, texts)))

    for name, spec in entity.fields.items():
        if not spec.computed:
            yield name, spec, words(spec)
    for part, owner in parts_of(entity).items():
        if part == "funding_line":  # money is the one thing registers keep on the project's own row
            for name in ("amount", "source", "committed", "spent"):
                yield f"{part}.{name}", owner.fields[name], words(owner.fields[name])


def _plain(text: str) -> str:
    """A header as it is compared: words only, without articles."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)  # DescrizioneBreve
    words = re.sub(r"[^a-z0-9%]+", " ", fold(parted)).split()
    return " ".join(word for word in words if word not in _LITTLE) or " ".join(words)


def _likeness(title: str, words: Sequence[str], entity: type[Entity]) -> float:
    """1 when the header is one of the words (alone or with the entity's name), less when it resembles one."""
    header = _plain(title)
    if not header:
        return 0
    label = _plain(entity.label)
    for word in words:
        if header in (word, f"{word} {label}", f"{label} {word}") or sorted(header.split()) == sorted(word.split()):
            return 1
    return max((_resemblance(header.split(), word.split()) for word in words), default=0)


def _resemblance(header: list[str], word: list[str]) -> float:
    """How much two names of as many words look alike, word by word, 0 when one pair does not: «finanz totale» is
    «finanziamento totale» and «descrizone» is «descrizione», but «codice cid» is no «codice cig»."""
    if len(header) != len(word):
        return 0
    return min((_alike(a, b) for a, b in zip(header, word, strict=True)), default=0) * 0.9


def _alike(a: str, b: str) -> float:
    if a == b:
        return 1
    if min(len(a), len(b)) >= 4 and (a.startswith(b) or b.startswith(a)):
        return 0.95
    ratio = difflib.SequenceMatcher(None, a, b).ratio() if min(len(a), len(b)) > 4 else 0
    return ratio if ratio >= _LIKE else 0


def _plausible(table: Table, title: str, spec: Field, names: Names) -> bool:
    """Whether the first cells of a column can be read as the field."""
    place = table.titles.index(title)
    cells = [row[place] for row in table.rows[: 10 * _LOOKED_AT] if row[place] not in (None, "")][:_LOOKED_AT]
    if isinstance(spec, LongText) or not cells:
        return True
    reader = CellReader(spec, title, names, {})
    good = sum(reader.read(cell).problem is None for cell in cells)
    return good >= _PLAUSIBLE * len(cells)
