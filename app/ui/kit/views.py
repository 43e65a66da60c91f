"""Ready-made and saved ways to look at a list, and the filters in force: chips above the grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.core import locale
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.entity import Entity
from app.domain.fields import Names
from app.domain.query import Filter, Query
from app.ui.desk import Store
from app.ui.icons import icon
from app.ui.kit.facet_panel import kind_of
from app.ui.kit.flow import Flow
from app.ui.kit.plain import plain, tip
from app.ui.theme import theme


@dataclass(frozen=True)
class View:
    """A way to look at a list. `build` may ask the register, off the GUI thread; `title` is already translated."""

    name: str
    title: str
    build: Callable[[Store], Query]
    counted: bool = True
    columns: tuple[str, ...] = ()
    hint: str = ""
    group: str | None = None  # the field to group by, "" for none; None leaves it as it is


class _Chips(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = Flow(self, theme().px(0.45))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()

    def fit(self) -> None:
        """As tall as its lines need."""
        self.setFixedHeight(max(1, self.flow.heightForWidth(max(1, self.width()))))

    def chip(self, text: str, *, checkable: bool = False) -> QPushButton:
        """One more chip."""
        made = QPushButton(text, self)
        made.setProperty("role", "chip")
        made.setCheckable(checkable)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        self.flow.addWidget(made)
        made.show()
        return made


class ViewBar(_Chips):
    """The views of a list, one of them in force, and "+ Salva vista".

    Signals:
        chosen(View): a view was asked for.
        save_wanted(): what is shown should be kept under a name.
        menu_wanted(View, QPoint): what can be done with a saved view.
    """

    chosen = Signal(object)
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(N_("Viste")))
        self.views: tuple[View, ...] = ()
        self._buttons: dict[str, QPushButton] = {}
        self.current = ""

    def show_views(self, views: Sequence[View]) -> None:
        """These views, in this order."""
        self.views = tuple(views)
        self.flow.clear()
        self._buttons = {}
        for view in views:
            button = self.chip(view.title, checkable=True)
            button.setToolTip(tip(view.hint or view.title))
            button.clicked.connect(lambda _on, one=view: self.chosen.emit(one))
            self._buttons[view.name] = button
        save = self.chip("+ " + tr(N_("Salva vista")))
        save.setToolTip(tr(N_("Conserva filtri, colonne, ordine e gruppi con un nome")))
        save.clicked.connect(self.save_wanted)
        self.mark(self.current)
        self.fit()

    def mark(self, name: str) -> None:
        """Which view is in force; an empty name when the list is none of them."""
        self.current = name
        for one, button in self._buttons.items():
            button.setChecked(one == name)

    def show_count(self, name: str, count: int) -> None:
        """How many records a view would show."""
        button = self._buttons.get(name)
        view = next((one for one in self.views if one.name == name), None)
        if button is not None and view is not None:
            button.setText(f"{view.title}\u2002{locale.number(count)}")
            self.fit()


class FilterBar(_Chips):
    """The filters in force, each with a way to take it off; hidden when there is none.

    Signals:
        removed(Filter): take this one off.
        cleared(): take all of them off.
    """

    removed = Signal(object)
    cleared = Signal()

    def __init__(self, entity: type[Entity], names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(N_("Filtri attivi")))
        self._entity, self._names = entity, names
        self.hide()

    def show_query(self, query: Query) -> None:
        """The filters of a query."""
        self.flow.clear()
        label = plain(tr(N_("Filtri attivi:")), self)
        label.setProperty("role", "muted")
        self.flow.addWidget(label)
        label.show()
        for one in query.filters:
            button = self.chip(words(self._entity, one, self._names))
            button.setIcon(icon("x"))
            button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            button.setToolTip(tr(N_("Togli questo filtro")))
            button.clicked.connect(lambda _on, gone=one: self.removed.emit(gone))
            label.setFixedHeight(button.sizeHint().height())
        if query.filters:
            button = QPushButton(tr(N_("Togli tutti i filtri")), self)
            button.setProperty("role", "link")
            button.clicked.connect(self.cleared)
            self.flow.addWidget(button)
            button.show()
        self.setVisible(bool(query.filters))
        self.fit()


def words(entity: type[Entity], one: Filter, names: Names) -> str:
    """A filter as people say it: `Stato: In corso, Sospeso`, `Fine fino al 31/12/2026`, `Obiettivi: nessuno`."""
    spec = entity.fields[one.field]
    label, kind = tr(spec.label), kind_of(spec)
    if not one.values:
        return tr(N_("{field}: nessuno") if one.op == "=" else N_("{field}: almeno uno")).format(field=label)
    said = [names.label(kind, str(value)) if kind else spec.show(value, names) for value in one.values]
    value = ", ".join(said[:3]) + ("…" if len(said) > 3 else "")
    sentence = {
        "=": N_("{field}: {value}"), "!=": N_("{field}: non {value}"), "<=": N_("{field} fino a {value}"),
        "<": N_("{field} prima di {value}"), ">=": N_("{field} da {value}"), ">": N_("{field} dopo {value}"),
        "~": N_("{field} contiene {value}"),
    }[one.op]  # fmt: skip
    return tr(sentence).format(field=label, value=value)
