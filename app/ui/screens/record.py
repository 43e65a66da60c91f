"""The page of any record: its form, what hangs on it, who points at it, its history, its life cycle."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QFrame, QTabWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.core.errors import AppError
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Entity
from app.domain.fields import Value
from app.ui import later
from app.ui.commands import Command, Place, with_selection
from app.ui.desk import Desk
from app.ui.kit.history import History
from app.ui.kit.page_header import PageHeader, button
from app.ui.kit.plain import plain, tip
from app.ui.screens.base import Screen
from app.ui.screens.layouts import parts
from app.ui.screens.parts import Parts
from app.ui.screens.reading import Pointer, Reading, neighbour, read
from app.ui.screens.record_form import RecordForm
from app.ui.screens.steps import Steps
from app.ui.screens.to_meeting import LINKED, ToMeeting
from app.ui.theme import theme
from app.usecases import interests, register


class RecordView(QWidget):
    """A record of one kind with everything about it, in tabs.

    Signals:
        shown(): another record, or a newer version, is on the screen.
        gone(): the record is not there any more.
    """

    shown = Signal()
    gone = Signal()

    def __init__(self, desk: Desk, entity: type[Entity], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.entity = desk, entity
        self.reading: Reading | None = None
        self._asked = 0  # how often a record was asked for: answers to older questions are not shown
        self._filled: set[int] = set()  # the tabs that show this reading already
        self.header = PageHeader("", self)
        self.steps = Steps(desk, entity, self)
        self.steps.moved.connect(self._moved)
        self.save_button = button(tr(N_("Salva")), "check", primary=True, parent=self)
        self.save_button.setToolTip(tr(N_("Salva quello che avete scritto (Ctrl+S)")))
        self.meeting_button = button(tr(N_("Porta in seduta")), "calendar-plus", parent=self)
        self.meeting_button.setVisible(entity.name in LINKED)
        self.meeting_button.clicked.connect(self.to_meeting)
        self.header.add(self.meeting_button)
        self.header.add(self.save_button)
        self.tabs = QTabWidget(self)
        self._fill_tabs()
        self.save_button.clicked.connect(self.form.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(0.5))
        for widget in (self.header, self.steps):
            column.addWidget(widget)
        column.addWidget(self.tabs, 1)

    def _fill_tabs(self) -> None:
        self.form = RecordForm(self.desk, self.entity, self)
        self.form.dirty_changed.connect(self._on_dirty)
        self.form.saved.connect(lambda _: self.reload())
        self.tabs.addTab(panel(self.form), tr(N_("Scheda")))
        self.parts = self._parts()
        self.pointers = Pointers(self.desk, self)
        self.tabs.addTab(self.pointers, tr(N_("Collegamenti")))
        self.history = History(self.entity, self.desk.names, self)
        self.history.restore_wanted.connect(self._restore)
        self.tabs.addTab(panel(self.history), tr(N_("Storia")))
        self.tabs.currentChanged.connect(lambda _: self._fill_tab())

    def _parts(self) -> dict[str, Parts]:
        found = {}
        for child, link in parts(self.entity):
            if child == "interest" and not interests.may_see(self.desk.store):
                continue  # told to who runs the sittings and who presides, to nobody else
            kind = ENTITIES[child]
            one = Parts(self.desk, kind, link, self)
            self.tabs.addTab(one, tr(kind.labels))
            one.counted.connect(lambda n, one=one: self._count(one, n))
            one.written.connect(lambda _: self.reload())
            found[child] = one
        return found

    # ------------------------------------------------------------ showing

    @property
    def asked(self) -> int:
        """Changes whenever another record is asked for."""
        return self._asked

    def show_code(self, code: str) -> None:
        """Read a record and show it."""
        self.form.put_away()
        self._asked += 1
        self._read(code)

    def reload(self, who: str = "", code: str = "") -> None:
        """Read the record again, which may have another `code` now; what is being written stays."""
        if self.reading is not None:
            known = self.form.snapshot or self.reading.snapshot
            self._read(code or known.code, who)

    def _read(self, code: str, who: str = "") -> None:
        store, entity, asked = self.desk.store, self.entity.name, self._asked

        def show(reading: Reading) -> None:
            if asked == self._asked:
                self._show(reading, who)

        def failed(error: AppError) -> None:
            if asked == self._asked:
                self._not_there(error)

        self.desk.runner.run(lambda _: read(store, entity, code), show, failed, owner=self)

    def _show(self, reading: Reading, who: str = "") -> None:
        known = self.form.snapshot
        if known is not None and known.id == reading.snapshot.id and known.version > reading.snapshot.version:
            return  # read before the last save, answered after it
        again = self.reading is not None and self.reading.snapshot.id == reading.snapshot.id
        self.reading = reading
        snapshot = reading.snapshot
        title = reading.title.removeprefix(snapshot.code).strip() or snapshot.code
        self.header.title.setText(title)
        self.header.title.setToolTip(tip(title))
        self.header.say(f"{tr(self.entity.label)} · {snapshot.code}")
        self.steps.show_record(snapshot, reading.record.steps)
        if again:
            self.form.renew(reading, who)
        else:
            self.form.show_reading(reading)
        self.save_button.setVisible(reading.writable)
        for child, one in self.parts.items():
            self._count(one, reading.counts.get(child, 0))
        self.pointers.show_pointers(reading.pointers)
        many = sum(len(pointer.records) for pointer in reading.pointers)
        self.tabs.setTabText(self.tabs.indexOf(self.pointers), _counted(tr(N_("Collegamenti")), many))
        self._filled = set()
        self._fill_tab()
        self.shown.emit()

    def _fill_tab(self) -> None:
        """Tabs read what they show when they are looked at."""
        reading, at = self.reading, self.tabs.currentIndex()
        if reading is None or at in self._filled:
            return
        self._filled.add(at)
        here = self.tabs.widget(at)
        if isinstance(here, Parts):
            here.show_of(reading.snapshot.code, writable=reading.writable)
        elif at == self.tabs.count() - 1:
            self.history.show_lines(reading.lines, writable=reading.writable)

    def _count(self, one: Parts, count: int) -> None:
        self.tabs.setTabText(self.tabs.indexOf(one), _counted(tr(one.entity.labels), count))

    def _not_there(self, error: AppError) -> None:
        self.desk.messages.error(error)
        self.gone.emit()

    def apply(self, changes: Changes, who: str = "") -> None:
        """A deed touched records: show this one as it is."""
        if self.reading is None:
            return
        key = (self.entity.name, self.reading.snapshot.id)
        if key in changes.touched and changes.touched[key] is None:
            self.desk.messages.say(tr(N_("Questa scheda è stata messa nel cestino.")), "warning")
            self.gone.emit()
        elif key in changes.touched or self.entity.name in changes.whole:
            newer = changes.touched.get(key)
            if newer is None or newer.version != self.reading.snapshot.version:
                self.reload(who, newer.code if newer else "")
        for one in self.parts.values():
            if one.code == self.reading.snapshot.code:
                one.listing.apply(changes, who)

    # ------------------------------------------------------------ deeds

    def _on_dirty(self, dirty: bool) -> None:
        self.desk.draft_changed(dirty)

    def _moved(self, changes: Changes, sentence: str) -> None:
        self.desk.done(changes, sentence)
        self.reload()

    def _restore(self, name: str, value: Value) -> None:
        """An old value of the history becomes the value again."""
        if self.reading is None:
            return
        one, store, entity = self.reading.snapshot, self.desk.store, self.entity.name
        sentence = tr(N_("«{field}» ha di nuovo il valore di prima.")).format(field=tr(self.entity.fields[name].label))

        def done(changes: Changes) -> None:
            self.desk.done(changes, sentence)
            self.reload()

        self.desk.runner.run(
            lambda _: register.edit(store, entity, one.id, one.version, {name: value}), done, self.desk.messages.error,
            owner=self,
        )  # fmt: skip

    def to_meeting(self) -> ToMeeting | None:
        """Bring the record to a sitting."""
        if self.reading is None or self.entity.name not in LINKED:
            return None
        dialog = ToMeeting(self.desk, self.entity.name, self.reading.snapshot, self)
        dialog.finished.connect(lambda _: self.reload())
        dialog.open()
        return dialog


class RecordScreen(Screen):
    """The whole page of a record, of whatever kind; Alt+↑ and Alt+↓ walk to its neighbours."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view: RecordView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme().px(1.4), theme().px(1.1), theme().px(1.4), theme().px(0.8))
        self._nothing = plain(tr(N_("Scegliete una scheda da un elenco, oppure cercatela con Ctrl+K.")), self)
        self._nothing.setProperty("role", "muted")
        self._column.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignCenter)

    def show_record(self, entity: str, code: str) -> bool:
        """Show any record."""
        kind = ENTITIES[entity]
        if self.view is None or self.view.entity is not kind:
            self._replace(RecordView(self.desk, kind, self))
        assert self.view is not None
        self.view.show_code(code)
        return True

    def _replace(self, view: RecordView) -> None:
        self._nothing.hide()
        if self.view is not None:
            self.view.form.put_away()
            self._column.removeWidget(self.view)
            self.view.deleteLater()
        self.view = view
        view.shown.connect(self.context_changed)
        self._column.addWidget(view, 1)

    def step(self, by: int) -> None:
        """The next record, or the one before."""
        view = self.view
        if view is None or view.reading is None:
            return
        store, entity, code, asked = self.desk.store, view.entity.name, view.reading.snapshot.code, view.asked

        def show(found: str | None) -> None:
            if view is not self.view or asked != view.asked:
                return  # meanwhile another record was asked for
            if found is None:
                words = N_("Questa è l'ultima scheda.") if by > 0 else N_("Questa è la prima scheda.")
                self.desk.messages.say(tr(words))
            else:
                view.show_code(found)

        self.desk.runner.run(lambda _: neighbour(store, entity, code, by), show, owner=self)

    def save(self) -> bool:
        if self.view is None or not self.view.form.form.dirty:
            return False
        self.view.form.save()
        return True

    def leave(self) -> None:
        if self.view is not None:
            self.view.form.put_away()

    def refresh(self) -> None:
        if self.view is not None:
            self.view.reload()

    def apply(self, changes: Changes, who: str = "") -> None:
        if self.view is not None:
            self.view.apply(changes, who)

    def selected(self) -> int:
        return 1 if self.view is not None and self.view.reading is not None else 0

    def commands(self) -> list[Command]:
        return [
            Command("record.previous", N_("Scheda precedente"), lambda: self.step(-1), ("Alt+Up",), "arrow-up",
                    Place.RECORD, enabled=with_selection),
            Command("record.next", N_("Scheda successiva"), lambda: self.step(1), ("Alt+Down",), "arrow-down",
                    Place.RECORD, enabled=with_selection),
        ]  # fmt: skip

    def mark(self) -> object:
        reading = self.view.reading if self.view else None
        return (reading.snapshot.entity, reading.snapshot.code) if reading else None

    def go_to(self, mark: object) -> None:
        if isinstance(mark, tuple):
            self.show_record(*mark)


def panel(content: QWidget) -> QFrame:
    """A white surface around something."""
    frame = QFrame()
    frame.setProperty("role", "panel")
    box = QVBoxLayout(frame)
    box.setContentsMargins(theme().px(1), theme().px(0.6), theme().px(0.3), theme().px(0.3))
    box.addWidget(content)
    return frame


class Pointers(QTreeWidget):
    """Who points at the record: sittings, decisions, pacts…; Enter or a double click opens one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setAccessibleName(tr(N_("Schede che citano questa")))
        self.itemActivated.connect(self._open)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item = self.currentItem()
        target = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        if item is not None and target:
            keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
            at = self.viewport().mapToGlobal(self.visualItemRect(item).bottomLeft()) if keyboard else event.globalPos()
            menu = later.load(later.RECORD_MENU)(self.desk, *target, self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

    def show_pointers(self, pointers: Sequence[Pointer]) -> None:
        """Show them, by kind."""
        self.clear()
        for pointer in pointers:
            group = QTreeWidgetItem(self, [_counted(pointer.title, len(pointer.records))])
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            for code, caption in pointer.records:
                item = QTreeWidgetItem(group, [caption])
                item.setData(0, Qt.ItemDataRole.UserRole, (pointer.entity, code))
                item.setToolTip(0, tip(caption))
        if not pointers:
            nothing = QTreeWidgetItem(self, [tr(N_("Nessun'altra scheda cita questa."))])
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
        self.expandAll()

    def _open(self, item: QTreeWidgetItem) -> None:
        target = item.data(0, Qt.ItemDataRole.UserRole)
        if target:
            self.desk.open(*target)


def _counted(title: str, count: int) -> str:
    return f"{title} {count}" if count else title
