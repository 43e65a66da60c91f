"""What leaves the register and how it is headed: the fixed columns of DOMAIN §4.8, and columns by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.core.memo import Memo
from app.domain.entity import Entity
from app.domain.fields import NO_NAMES, Choice, Choices, Field, Link, Links, Names, Rules, Text, Value
from app.domain.vocabulary import fold


@dataclass(frozen=True)
class ExportColumn:
    """A column of an export. `fact` names what the use-case computes when no field holds it."""

    header: str
    field: str = ""
    fact: str = ""


PROJECT_COLUMNS: tuple[ExportColumn, ...] = tuple(
    ExportColumn(header, name, fact) for header, name, fact in (
        ("codice", "code", ""), ("titolo", "title", ""), ("settore_prevalente", "main_sector", ""),
        ("altri_settori", "", "other_sectors"), ("stato", "status", ""), ("ente_capofila", "lead", ""),
        ("categoria_capofila", "", "lead_category"), ("partner", "partners", ""),
        ("referente_ruolo", "", "referent_role"), ("obiettivi", "objectives", ""),
        ("linea_mandato", "", "mandate"), ("risultati_attesi", "outcomes", ""), ("bisogni", "needs", ""),
        ("destinatari", "targets", ""), ("destinatari_previsti", "expected_users", ""),
        ("destinatari_raggiunti", "reached_users", ""), ("zone", "zones", ""), ("luoghi", "places", ""),
        ("data_inizio", "start", ""), ("data_fine", "end", ""), ("percentuale_avanzamento", "progress", ""),
        ("budget_totale", "budget", ""), ("impegnato", "committed", ""), ("speso", "spent", ""),
        ("fonti", "sources", ""), ("cup", "cup", ""), ("cig", "cigs", ""), ("strumento", "instrument", ""),
        ("atto_riferimento", "act_reference", ""), ("leps", "leps", ""), ("scheda_pssr", "pssr", ""),
        ("sdg", "sdg", ""), ("bes", "bes", ""), ("indicatori", "", "indicators"),
        ("n_interventi", "", "interventions"), ("n_patti", "", "pacts"),
        ("ultima_trattazione", "", "last_discussed"), ("prossima_scadenza", "", "next_deadline"),
        ("semaforo", "", "light"), ("pubblicabile", "", "publishable"), ("aggiornato_il", "", "updated_on"),
    )
)  # fmt: skip
"""DOMAIN §4.8, order fixed: the default set for projects, and literal headers an import recognises."""

FACTS = frozenset(column.fact for column in PROJECT_COLUMNS if column.fact)


def columns_for(entity: type[Entity], wanted: list[str] | None) -> tuple[ExportColumn, ...]:
    """The columns of an export: the fixed ones for projects, every field for the others, or those named.

    Raises:
        Refused: a name that is neither a field nor a fixed column; the sentence lists the fields.
    """
    fixed = {c.field or c.fact: c for c in PROJECT_COLUMNS} if entity.name == "project" else {}
    if wanted is None:
        return PROJECT_COLUMNS if fixed else tuple(_by_field(entity, name) for name in entity.fields)
    headers = {c.header: c for c in fixed.values()}
    found = []
    for name in wanted:
        if name in fixed or name in headers:
            found.append(fixed.get(name) or headers[name])
        elif name in entity.fields:
            found.append(_by_field(entity, name))
        else:
            raise Refused(
                N_("«{name}» non è una colonna; ci sono: {known}."), name=name,
                known=", ".join([*entity.fields, *(h for h in headers if h not in entity.fields)]),
            )  # fmt: skip
    return tuple(found)


def _by_field(entity: type[Entity], name: str) -> ExportColumn:
    return ExportColumn(tr(entity.fields[name].label), name)


def cell(spec: Field, value: Value, names: Names = NO_NAMES) -> Value:
    """A value as a spreadsheet's cell: typed where spreadsheets have types, words for codes.

    A word is written only if reading it gives the same code back; otherwise the code itself is written, so that
    what is exported re-imports to zero changes.
    """
    if value is None or isinstance(spec, Text):
        return value
    if isinstance(spec, Choice):
        return _word(spec.options, value, names)
    if isinstance(spec, Link):
        return _word(spec.to, value, names)
    if isinstance(spec, Choices):
        return "; ".join(_word(spec.options, code, names) for code in value) or None
    if isinstance(spec, Links):
        return "; ".join(_qualified(spec, link, names) for link in value) or None
    return value if not isinstance(value, list | dict | tuple) else spec.show(value) or None


def cells(spec: Field, names: Names = NO_NAMES) -> Callable[[Sequence[Value]], Iterable[Value]]:
    """`cell` for the many values of one column: each code is put into words once, and so is each list of codes."""
    if isinstance(spec, Choice | Link):
        return Memo(lambda value: cell(spec, value, names)).all
    if isinstance(spec, Choices | Links):
        one = _linked(spec, names)
        words = Memo(one)
        return Memo(lambda value: "; ".join(words.all(value or ())) or None).all
    if isinstance(spec, Rules) or spec.plural:
        return lambda values: [cell(spec, value, names) for value in values]
    return lambda values: values  # a plain value is a cell as it stands


def _linked(spec: Choices | Links, names: Names) -> Callable[[str], str]:
    if isinstance(spec, Choices):
        return lambda code: _word(spec.options, code, names)
    return lambda link: _qualified(spec, link, names)


def _word(kind: str, code: str, names: Names) -> str:
    label = names.label(kind, code)
    safe = not any(mark in label for mark in ";|\n:,") and fold(label) == fold(label.strip())
    return label if safe and names.find(kind, label) == code else code


def _qualified(spec: Links, link: str, names: Names) -> str:
    code, _, extra = link.partition(":")
    return f"{code}:{extra}" if extra else _word(spec.to, code, names)
