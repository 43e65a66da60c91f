"""How each kind of Field looks when one writes in it: one editor per kind, for forms, cells and filters alike."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.fields import (
    Choice,
    Choices,
    Day,
    Field,
    File,
    Flag,
    Integer,
    Link,
    Links,
    LongText,
    Moment,
    Money,
    Names,
    Number,
    Percent,
    Rules,
    Text,
    Texts,
    Time,
    Year,
)
from app.ui.kit.choosing import SHORT, ChoiceEditor, FlagEditor, LinkEditor, ManyEditor, kind_of, options
from app.ui.kit.editor import Around, Editor
from app.ui.kit.filing import FileEditor
from app.ui.kit.lines import (
    DayEditor,
    IntegerEditor,
    LineEditor,
    NumberEditor,
    PercentEditor,
    TextEditor,
    TimeEditor,
)
from app.ui.kit.longtext import LongTextEditor
from app.ui.kit.richtext import RichTextEditor
from app.ui.kit.rules import SHAPES, JsonEditor

Maker = Callable[[Field, Around, QWidget | None], Editor]

_MAKERS: dict[type[Field], Maker] = {
    Text: TextEditor,
    Texts: LineEditor,
    Integer: IntegerEditor,
    Year: IntegerEditor,
    Percent: PercentEditor,
    Number: NumberEditor,
    Money: NumberEditor,
    Day: DayEditor,
    Time: TimeEditor,
    Moment: LineEditor,
    Flag: FlagEditor,
    Choices: ManyEditor,
    Link: LinkEditor,
    Links: ManyEditor,
    File: FileEditor,
}
"""The kinds that always look the same; the others are decided below."""

KINDS: tuple[type[Field], ...] = (*_MAKERS, LongText, Choice, Rules)
"""Every kind there is an editor for."""


def editor_for(spec: Field, around: Around | Names, parent: QWidget | None = None) -> Editor:
    """The editor of a field. `around` is what it may ask of the program; mere names will do for most kinds.

    Raises:
        KeyError: a kind of field nobody has drawn yet.
    """
    setting = around if isinstance(around, Around) else Around(names=around)
    match spec:
        case LongText():
            return (RichTextEditor if spec.rich else LongTextEditor)(spec, setting, parent)
        case Choice():
            short = len(options(setting.names, kind_of(spec))) <= SHORT
            return (ChoiceEditor if short else LinkEditor)(spec, setting, parent)
        case Rules():
            return SHAPES.get(spec.name, JsonEditor)(spec, setting, parent)
    return _MAKERS[type(spec)](spec, setting, parent)
