"""The window: navigation at the left, one screen in front, a bar for messages, the status at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.core import i18n
from app.core.i18n import N_, tr
from app.domain.entity import Changes
from app.domain.query import Query
from app.ui import later, window_commands
from app.ui.colleagues import words as colleagues_words
from app.ui.commands import Commands, Context
from app.ui.desk import Desk
from app.ui.dialogs.remembered import Remembered
from app.ui.keeping import Keeping
from app.ui.kit.tabbing import pass_on
from app.ui.live import Live
from app.ui.messages import MessageBar
from app.ui.navigation import Navigation
from app.ui.saving import Saving
from app.ui.screens.base import Page, Screen, Summary
from app.ui.screens.pages import SCREENS, build
from app.ui.statusbar import StatusBar
from app.ui.theme import theme
from app.ui.undoing import Undoing
from app.ui.waiting import Waiting
from app.ui.window_records import Records

_COMPACT_EMS = 66.0
_KEEP_MS = 1500


class Window(QMainWindow):
    """One register, open."""

    def __init__(self, desk: Desk, keeping: Keeping, pages: Sequence[Page] = SCREENS) -> None:
        super().__init__()
        self.desk, self.keeping, self._pages = desk, keeping, {page.name: page for page in pages}
        self._screens: dict[str, Screen] = {}
        self._past: list[tuple[str, Any]] = []
        self._future: list[tuple[str, Any]] = []
        self._current, self._forgotten, self._resting = "", False, False
        shown = [page for page in pages if not page.hidden]
        self.navigation = Navigation(shown, tr(N_("Cabina di regia")), self)
        self.status = StatusBar(desk.runner, self)
        self.saving = Saving(self)
        self.bar = MessageBar(desk.messages, self)
        self.stack = QStackedWidget(self)
        # A page gives way to the window, never the other way: on a small screen it is told its width and rearranges.
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._make()
        self.commands = Commands(self)
        self.undoing = Undoing(self)
        self.records = Records(self)
        self.dialogs = Remembered(keeping, self)
        self.waiting = Waiting(desk.runner, self)
        self.commands.add(*window_commands.commands(self, shown))
        self.live = Live(desk.store, desk.runner, self)
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(_KEEP_MS)
        self._keep_soon.timeout.connect(self.keep)
        self._connect()
        keeping.place_window(self)

    def _make(self) -> None:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(middle, 1)
        self.setCentralWidget(whole)
        self.setStatusBar(self.status)
        self.setMinimumSize(theme().px(46), theme().px(30))

    def _connect(self) -> None:
        desk = self.desk
        desk.done = self.done
        desk.draft_changed = self.saving.show_draft
        desk.runner.failed.connect(self._failed)
        desk.runner.job_changed.connect(self._jobs_changed)
        self.navigation.chosen.connect(self.go)
        self.navigation.menu_wanted.connect(lambda _widget: self.pop_menu())
        self.live.changed.connect(self._told)
        self.live.online.connect(self._set_online)
        self.status.show_place(desk.place, online=True)
        self.status.show_saved("")
        self.status.register_wanted.connect(lambda: desk.messages.say(desk.place))
        self.status.history_wanted.connect(self.saving.tell)
        self.live.colleagues.connect(desk.colleagues.show)
        desk.colleagues.writing.connect(self.live.write_at)
        desk.colleagues.changed.connect(lambda: self.status.show_colleagues(desk.colleagues.names))
        self.status.colleagues_wanted.connect(lambda: desk.messages.say(colleagues_words(desk.colleagues.names)))
        theme().changed.connect(self._keep_soon.start)

    def start(self, page: str = "", *, listen: bool = True) -> None:
        """Show the first page and begin to listen to other desks."""
        kept = self.keeping.get("window/page")
        first = next(name for name, one in self._pages.items() if not one.hidden)
        wanted = page or (kept if kept in self._pages and not self._pages[str(kept)].hidden else first)
        self.go(str(wanted))
        self.desk.messages.open()
        self.records.name_register()
        if listen:
            self.live.start()

    # ------------------------------------------------------------ places

    def screen_named(self, name: str) -> Screen:
        """A screen, built and restored the first time."""
        if name not in self._screens:
            screen = build(self._pages[name], self.desk)
            screen.summary.connect(lambda summary, one=screen: self._summarised(one, summary))
            screen.context_changed.connect(self.look_again)
            self.commands.add(*screen.commands(), on=screen)
            screen.restore(self.keeping.state(name))
            self._screens[name] = screen
            self.stack.addWidget(screen)
        return self._screens[name]

    @property
    def front(self) -> Screen | None:
        """The screen in front."""
        return self._screens.get(self._current)

    def go(self, name: str) -> None:
        """Show a page; where one was can be gone back to."""
        if name == self._current:
            return
        self._remember(self._past)
        self._future.clear()
        self._show(name)

    def _remember(self, where: list[tuple[str, Any]]) -> None:
        if self.front is not None:
            where.append((self._current, self.front.mark()))

    def _show(self, name: str) -> None:
        if self.front is not None:
            self.front.leave()
            self.keeping.put(f"screen/{self._current}", self.front.state())
        screen = self.screen_named(name)
        self._current = name
        self.stack.setCurrentWidget(screen)
        self.navigation.mark(name)
        self.status.show_summary(Summary())
        screen.enter()
        self.look_again()

    def back(self) -> None:
        """Alt+←: where one was, with its scroll and selection."""
        self._travel(self._past, self._future)

    def forward(self) -> None:
        """Alt+→."""
        self._travel(self._future, self._past)

    def _travel(self, from_: list[tuple[str, Any]], to: list[tuple[str, Any]]) -> None:
        if not from_:
            return
        self._remember(to)
        name, mark = from_.pop()
        if name != self._current:
            self._show(name)
        if mark is not None and self.front is not None:
            self.front.go_to(mark)

    def open(self, entity: str, code: str) -> None:
        """Show a record whole."""
        self._remember(self._past)
        self._future.clear()
        page = next((name for name, one in self._pages.items() if entity in one.whole), "record")
        if self._current != page:
            self._show(page)
        self.navigation.mark(self._listing(entity) if self._pages[page].hidden else page)
        if self.front is not None:
            self.front.show_record(entity, code)

    def _listing(self, entity: str) -> str:
        """The page that lists a kind of record."""
        return next((name for name, one in self._pages.items() if entity in one.entities), "lists")

    def show_list(self, query: Query) -> None:
        """Show a list, narrowed, on the page of its kind of record."""
        self._remember(self._past)
        self._future.clear()
        page = self._listing(query.entity)
        if self._current != page:
            self._show(page)
        if self.front is not None:
            self.front.show_filtered(query)

    def next_pane(self, step: int) -> None:
        """F6: the next part of the window gets the focus."""
        front = self.front
        panes = [one for one in (self.navigation, *(front.panes() if front else ())) if one.isVisible()]
        inside_of = [i for i, pane in enumerate(panes) if any(one.hasFocus() for one in pane.findChildren(QWidget))]
        at = inside_of[0] if inside_of else -1
        target = panes[(at + step) % len(panes)]
        inside = _first_focusable(target) or target  # a pane without anything to press is still announced
        inside.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ------------------------------------------------------------ what happened

    def done(self, changes: Changes, sentence: str) -> None:
        """A screen wrote: everybody sees it, and the bar offers to take it back.

        Without a sentence nothing is said: a screen that saves by itself while one types would never be silent.
        """
        self.tell_screens(changes, "")
        self.undoing.did(changes)
        self.saving.saved()
        if sentence:
            self.desk.messages.done(sentence, (tr(N_("Annulla")), self.undo))

    def _told(self, changes: Changes, who: str) -> None:
        self.tell_screens(changes, who)

    def tell_screens(self, changes: Changes, who: str) -> None:
        """Every screen that is built shows what a deed left."""
        for screen in self._screens.values():
            screen.apply(changes, who)

    def _jobs_changed(self, _job: Any) -> None:
        self.status.show_jobs(self.desk.runner)

    def _failed(self, error: Any) -> None:
        self.desk.messages.error(error)

    def _set_online(self, online: bool) -> None:
        self.desk.online = online
        self.status.show_place(self.desk.place, online=online)
        words = N_("Il registro risponde di nuovo.") if online else N_("Il registro non risponde: riprovo da solo.")
        self.desk.messages.say(tr(words), "success" if online else "danger")
        self.look_again()

    def _summarised(self, screen: Screen, summary: Summary) -> None:
        if screen is self.front:
            self.status.show_summary(summary)

    def look_again(self) -> None:
        """Grey what cannot be done now."""
        front = self.front
        self.commands.refresh(Context(
            person=self.desk.person, screen=self._current, selected=front.selected() if front else 0,
            online=self.desk.online, can_new=bool(front and front.can_new() and self.desk.online),
        ))  # fmt: skip

    # ------------------------------------------------------------ commands

    def undo(self) -> None:
        """Ctrl+Z."""
        self.undoing.undo()

    def redo(self) -> None:
        """Ctrl+Y."""
        self.undoing.redo()

    def new_record(self) -> None:
        """Ctrl+N."""
        if self.front is not None:
            self.front.new_record()

    def open_other(self) -> None:
        """Ctrl+O: another register in the place of this one."""
        if self.desk.open_other is not None:
            self.desk.open_other()

    def find_in_page(self) -> None:
        """Ctrl+F."""
        if self.front is not None:
            self.front.search()

    def filter_in_page(self) -> None:
        """Ctrl+L."""
        if self.front is not None:
            self.front.filters()

    def replace_in_page(self) -> None:
        """Ctrl+H."""
        if self.front is not None:
            self.front.replace()

    def next_hit(self, step: int) -> None:
        """F3 and Shift+F3."""
        if self.front is not None:
            self.front.next_hit(step)

    def refresh(self) -> None:
        """F5."""
        if self.front is not None:
            self.front.refresh()

    def toggle_full_screen(self) -> None:
        """F11."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def zoom(self, step: int) -> None:
        """Ctrl++, Ctrl+-, Ctrl+0."""
        theme().zoomed(step)

    def choose_theme(self, choice: str) -> None:
        """Light, dark, contrast, or the system's."""
        theme().choose(choice)

    def forget_layout(self) -> None:
        """Columns, filters and panes as the program came: the window opens again without them."""
        self.keeping.forget_layout()
        self._forgotten = True
        if self.desk.reopen is not None:
            self.desk.reopen()
        else:
            self.desk.messages.say(tr(N_("La disposizione tornerà quella iniziale alla prossima apertura.")))

    def speak(self, language: str) -> None:
        """Another language: the window opens again in it, and so at every start."""
        self.keeping.put("look/language", language)
        if self.desk.reopen is not None and language != i18n.current().code:
            self.desk.reopen()

    def open_palette(self) -> None:
        """Ctrl+K."""
        dialog = later.load(later.PALETTE)(self.desk, self.commands, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.move(self.geometry().center().x() - dialog.width() // 2, self.geometry().top() + theme().px(5))
        dialog.open()

    def open_shortcuts(self) -> None:
        """F1."""
        dialog = later.load(later.SHORTCUTS)(self.commands, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def pop_menu(self) -> None:
        """F10: the main menu."""
        beside = self.navigation.menu_button
        menu = self.commands.menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(beside.mapToGlobal(beside.rect().bottomLeft()))

    # ------------------------------------------------------------ Qt

    def focusNextPrevChild(self, forwards: bool) -> bool:
        return pass_on(self, forwards=forwards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.navigation.set_compact(self.width() < theme().px(_COMPACT_EMS))
        self._keep_soon.start()

    def moveEvent(self, event: QEvent) -> None:
        super().moveEvent(event)  # type: ignore[arg-type]
        self._keep_soon.start()

    def keep(self) -> None:
        """Remember the layout."""
        if self._forgotten:
            return  # asked to forget: what is on the screen now must not be written down again
        for name, screen in self._screens.items():
            self.keeping.put(f"screen/{name}", screen.state())
        if self._current and not self._pages[self._current].hidden:
            self.keeping.put("window/page", self._current)
        self.keeping.keep_window(self)

    def rest(self) -> None:
        """Write down what is under way and listen no more: the register may be let go after this."""
        if self._resting:
            return
        self._resting = True
        self._keep_soon.stop()
        if self.front is not None:
            self.front.leave()
        self.keep()
        self.live.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing blocks the way out: what is half typed is a draft, and drafts are kept."""
        self.rest()
        super().closeEvent(event)


def _first_focusable(widget: QWidget) -> QWidget | None:
    for one in widget.findChildren(QWidget):
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return one
    return None
