"""A series of sittings: how it comes back, its dates with the holidays they meet, how many drafts to make."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from app.core import locale, longdate
from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.entity import Values
from app.domain.fields import Value
from app.domain.planning import MeetingSeries
from app.ui.dialogs.asking import Asking, ask_for
from app.ui.dialogs.judging import fit, typed
from app.ui.kit.editor import Around
from app.ui.kit.plain import plain
from app.ui.kit.two_lines import Entry, EntryList
from app.ui.runner import Job
from app.ui.theme import theme
from app.usecases import series
from app.usecases.series import Dates, Planned

FIELDS = ("name", "first", "start_planned", "every", "unit", "on_holiday", "until", "place", "mode", "template")
_NEEDED = frozenset({"name", "first", "start_planned", "every", "unit", "on_holiday"})
MOST = 24


class SeriesDialog(Asking):
    """Asks for a new series, or (`known`) for more drafts of one; `make(values, number)` begins the deed."""

    def __init__(
        self, values: Values, dates: Dates, around: Around, make: Callable[[Values, int], Job],
        parent: QWidget | None = None, *, known: bool = False,
    ) -> None:  # fmt: skip
        self._known, self._dates, self._values = known, dates, dict(values)
        title = tr(N_("Altre sedute di «{name}»")).format(name=values["name"]) if known else tr(
            N_("Calendario delle sedute"))  # fmt: skip
        super().__init__(title, tr(N_("Crea le bozze")), ask_for(MeetingSeries, () if known else FIELDS), around,
                         values, lambda told: make({**values, **told}, self.number.value()), parent,
                         needed=frozenset() if known else _NEEDED)  # fmt: skip
        self.dates = EntryList(tr(N_("Le prossime date")), self)
        self.dates.setMinimumHeight(theme().px(9))
        self.number = QSpinBox(self)
        self.number.setRange(1, MOST)
        self.number.setValue(6)
        self.number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.number.setAccessibleName(tr(N_("Quante bozze creare")))
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        at = column.indexOf(self.problem)
        column.insertLayout(at, self._how_many())
        column.insertWidget(at, self.dates, 1)
        self.number.valueChanged.connect(lambda _: self._look())
        for editor in self.editors.values():
            editor.changed.connect(self._look)
        self._look()
        fit(self)

    def _how_many(self) -> QHBoxLayout:
        row, words = QHBoxLayout(), plain(tr(N_("&Quante bozze creare:")), self)
        words.setBuddy(self.number)
        row.addWidget(words)
        row.addWidget(self.number)
        row.addStretch(1)
        return row

    def told(self) -> Mapping[str, Value]:
        """What is typed so far."""
        return {**self._values, **{name: typed(editor) for name, editor in self.editors.items()}}

    def _look(self) -> None:
        """The dates, at each key; while it cannot be followed there are none, and it says why."""
        self.problem.hide()
        try:
            planned = series.preview(self.told(), self._dates) if self.told().get("first") else []
        except Refused as refusal:
            planned = []
            self.say(str(refusal))
        free = 0
        entries = []
        for one in planned:
            made = not one.skipped and not one.taken and free < self.number.value()
            free += made
            entries.append(entry_of(one, made=made))
        self.dates.show_entries(entries)


def entry_of(one: Planned, *, made: bool) -> Entry:
    """A date: what becomes of it, and the holiday it met."""
    if one.skipped:
        words = tr(N_("si salta, {feast}")).format(feast=one.feast)
    elif one.taken:
        words = tr(N_("c'è già la seduta {number}")).format(number=one.taken)
    elif one.feast:
        words = tr(N_("spostata, {feast}")).format(feast=one.feast)
    else:
        words = ""
    right = tr(N_("bozza")) if made else ""
    title = f"{longdate.name_of_day(one.day)} {locale.day(one.day)}"
    return Entry(one.day.isoformat(), title, second=words, right=right, faint=not made, strong=made)
