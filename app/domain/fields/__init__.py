"""The vocabulary of data: what a piece of information is called, holds, and admits.

A Field says what data *means*: label, kind, whether required, who may write it. Grid column, form row,
filter, import, export, history sentence, PDF table and database column all read it. How a kind *looks*
is `ui/kit/editors.py`; how it is stored is `store/columns.py`.

Values above the store: str, int, bool, Decimal, date, time, datetime, dict (Rules), a code (Choice, Link)
a tuple of codes (Choices, Links) or of texts (Texts); None is "nothing", () is an empty list.
"""

from app.domain.fields.base import Field, Value
from app.domain.fields.links import Choice, Choices, Link, Links
from app.domain.fields.scalars import (
    Day,
    File,
    Flag,
    Integer,
    LongText,
    Moment,
    Money,
    Number,
    Percent,
    Rules,
    Text,
    Texts,
    Time,
    Year,
)
from app.domain.names import NO_NAMES, Names, NoNames

__all__ = [
    "NO_NAMES",
    "Choice",
    "Choices",
    "Day",
    "Field",
    "File",
    "Flag",
    "Integer",
    "Link",
    "Links",
    "LongText",
    "Moment",
    "Money",
    "Names",
    "NoNames",
    "Number",
    "Percent",
    "Rules",
    "Text",
    "Texts",
    "Time",
    "Value",
    "Year",
]
