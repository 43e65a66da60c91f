"""Settings: the body and its papers, the vocabularies, the users, the copies. All of it is data of the register."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.core import clock, locale
from app.core.errors import Problem, Refused
from app.core.i18n import N_, tr, trn
from app.domain.entity import Changes
from app.domain.permissions import Can
from app.domain.places import VocabularyTerm
from app.domain.sample_paper import FIELDS as PREVIEWED
from app.domain.settings import SETTINGS_CODE, Setting
from app.domain.vocabularies import VOCABULARIES
from app.ui.commands import Command, Place
from app.ui.desk import Desk
from app.ui.kit.page_header import PageHeader, button
from app.ui.kit.plain import plain
from app.ui.screens.base import Screen
from app.ui.screens.body_rules import BodyRulesTab
from app.ui.screens.entities import EntityScreen
from app.ui.screens.paper_preview import PaperPreview
from app.ui.screens.parts import Parts
from app.ui.screens.reading import Reading, read
from app.ui.screens.record_form import RecordForm
from app.ui.theme import theme
from app.usecases import upkeep


class SettingsScreen(Screen):
    """Everything that makes the program somebody's."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.header = PageHeader(tr(N_("Impostazioni")), self)
        self.save_button = button(tr(N_("Salva")), "check", primary=True, parent=self)
        self.header.add(self.save_button)
        self.tabs = QTabWidget(self)
        self.form = RecordForm(desk, Setting, self)
        self.form.dirty_changed.connect(desk.draft_changed)
        self.save_button.clicked.connect(lambda _=False: self._form_here().save())
        self.letterhead = PaperPreview(desk, self)
        self.letterhead.picked.connect(self._wear)
        self.form.form.changed.connect(self._preview)
        self.tabs.addTab(self._body(), tr(N_("Ente e documenti")))
        self.rules = BodyRulesTab(desk, self)
        self.rules.form.dirty_changed.connect(desk.draft_changed)
        self.tabs.addTab(self.rules, tr(N_("Regole dell'organo")))
        self.terms = Terms(desk, self)
        self.tabs.addTab(self.terms, tr(N_("Vocabolari")))
        self.users: EntityScreen | None = None
        if desk.shared:
            self.users = EntityScreen(desk, "account")
            self.tabs.addTab(self.users, tr(N_("Utenti")))
        self.copies = Copies(desk, self)
        self.tabs.addTab(self.copies, tr(N_("Copie e controlli")))
        self.tabs.currentChanged.connect(lambda _: self._enter_tab())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().px(1.4), theme().px(1.1), theme().px(1.4), theme().px(0.8))
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)

    def _body(self) -> QWidget:
        page = QWidget(self)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, theme().px(0.5), 0, 0)
        row.setSpacing(theme().px(0.75))
        frame = QFrame(page)
        frame.setProperty("role", "panel")
        box = QVBoxLayout(frame)
        box.setContentsMargins(theme().px(1), theme().px(0.2), theme().px(0.3), theme().px(0.3))
        box.addWidget(self.form)
        row.addWidget(frame, 3)
        row.addWidget(self.letterhead, 2)
        return page

    def _wear(self, colour: str) -> None:
        """A colour was picked from the palette: it goes where one would have typed it."""
        self.form.form.editors["paper_accent"].set_raw(colour)

    # ------------------------------------------------------------ showing

    def enter(self) -> None:
        self.refresh()
        self._enter_tab()

    def _enter_tab(self) -> None:
        here = self.tabs.currentWidget()
        if isinstance(here, EntityScreen | Terms | BodyRulesTab):
            here.enter()
        self.save_button.setVisible(self.tabs.currentIndex() == 0 or here is self.rules)

    def _form_here(self) -> RecordForm:
        """The form of the tab in front."""
        return self.rules.form if self.tabs.currentWidget() is self.rules else self.form

    def refresh(self) -> None:
        store = self.desk.store
        self.desk.runner.run(
            lambda _: read(store, "setting", SETTINGS_CODE), self._show, self.desk.messages.error, owner=self
        )

    def _show(self, reading: Reading) -> None:
        self.form.renew(reading)
        self.header.say(reading.title.removeprefix(SETTINGS_CODE).strip())
        self._preview()

    def _preview(self) -> None:
        values: dict[str, Any] = dict(self.form.form.given)
        for name in PREVIEWED:
            editor = self.form.form.editors[name]
            try:
                values[name] = editor.value()
            except Refused:
                continue  # the field says it
        self.letterhead.show_values(values)

    def apply(self, changes: Changes, who: str = "") -> None:
        if "setting" in {entity for entity, _ in changes.touched} | changes.whole:
            self.refresh()
        self.terms.parts.listing.apply(changes, who)
        if self.tabs.currentWidget() is self.rules:
            self.rules.apply(changes)
        if self.users is not None:
            self.users.apply(changes, who)

    def leave(self) -> None:
        self.form.put_away()
        self.letterhead.stop()
        self.rules.form.put_away()

    def show_record(self, entity: str, code: str) -> bool:
        if entity == "setting":
            self.tabs.setCurrentIndex(0)
            return True
        if entity == "vocabulary_term":
            self.tabs.setCurrentWidget(self.terms)
            self.terms.choose(code.partition(".")[0])
            return True
        return False

    def save(self) -> bool:
        form = self._form_here()
        dirty = form.form.dirty
        if dirty:
            form.save()
        return dirty

    def commands(self) -> list[Command]:
        return [
            Command("settings.backup", N_("Copia di sicurezza…"), self.copies.backup, (), "floppy-disk", Place.FILE,
                    Can.BACKUP),
        ]  # fmt: skip


class Terms(QWidget):
    """The vocabularies a municipality may change: which one at the left, its terms at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr(N_("Vocabolari")))
        self.list.setUniformItemSizes(True)
        self.list.setFixedWidth(theme().px(17))
        found = sorted((tr(one.title), name) for name, one in VOCABULARIES.items() if not one.fixed)
        for title, name in found:
            item = QListWidgetItem(title, self.list)
            item.setData(Qt.ItemDataRole.UserRole, name)
        self.parts = Parts(desk, VocabularyTerm, "vocabulary", self)
        frame = QFrame(self)
        frame.setProperty("role", "panel")
        box = QVBoxLayout(frame)
        box.setContentsMargins(theme().px(0.3), theme().px(0.3), theme().px(0.2), theme().px(0.3))
        box.addWidget(self.list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme().px(0.5), 0, 0)
        row.setSpacing(theme().px(0.75))
        row.addWidget(frame)
        row.addWidget(self.parts, 1)
        self.list.currentItemChanged.connect(lambda now, _: self._show(now))

    def enter(self) -> None:
        """Show the first, or read again the one shown."""
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        else:
            self._show(self.list.currentItem())

    def choose(self, name: str) -> None:
        """Go to a vocabulary."""
        for at in range(self.list.count()):
            if self.list.item(at).data(Qt.ItemDataRole.UserRole) == name:
                self.list.setCurrentRow(at)

    def _show(self, item: QListWidgetItem) -> None:
        may = self.desk.person.may(Can.EDIT_VOCABULARIES)
        self.parts.show_of(str(item.data(Qt.ItemDataRole.UserRole)), writable=may)


class Copies(QWidget):
    """Copies of the register, and the check of what is in it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.backup_button = button(tr(N_("Copia di sicurezza…")), "floppy-disk", parent=self)
        self.restore_button = button(tr(N_("Ripristina una copia…")), "clock-counter-clockwise", parent=self)
        self.check_button = button(tr(N_("Controlla il registro")), "check-circle", parent=self)
        self.backup_button.clicked.connect(self.backup)
        self.restore_button.clicked.connect(lambda: desk.put_back() if desk.put_back else None)
        self.check_button.clicked.connect(self.check)
        self.backup_button.setVisible(desk.person.may(Can.BACKUP))
        self.restore_button.setVisible(desk.put_back is not None and desk.person.may(Can.BACKUP))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().px(0.8), 0, 0)
        column.setSpacing(theme().px(0.5))
        for words, one in (
            (N_("Una copia intera e verificata del registro, in un file che scegliete voi."), self.backup_button),
            (N_("Una copia prende il posto del registro; quello di prima è conservato accanto."), self.restore_button),
            (N_("Il programma rilegge ogni scheda e la storia, e dice che cosa non torna."), self.check_button),
        ):  # fmt: skip
            column.addLayout(self._row(tr(words), one))
        self.problems = QListWidget(self)
        self.problems.setAccessibleName(tr(N_("Che cosa non torna")))
        self.problems.setWordWrap(True)
        self.problems.hide()
        column.addWidget(self.problems, 1)
        column.addStretch(0)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _row(self, words: str, one: QPushButton) -> QHBoxLayout:
        row = QHBoxLayout()
        one.setMinimumWidth(theme().px(15))
        row.addWidget(one)
        label = plain(words, self)
        label.setWordWrap(True)
        label.setVisible(not one.isHidden())
        row.addWidget(label, 1)
        return row

    def backup(self) -> None:
        """Ask where, and copy."""
        name = tr(N_("registro-{day}.cabina")).format(day=clock.today().isoformat())
        path, _ = QFileDialog.getSaveFileName(self, tr(N_("Copia di sicurezza")), name)
        if path:
            self.backup_to(Path(path))

    def backup_to(self, path: Path) -> None:
        """Copy the register to a file."""
        store, messages = self.desk.store, self.desk.messages
        self.desk.runner.run(
            lambda progress: upkeep.backup(store, path, progress),
            lambda made: messages.done(tr(N_("Copia di sicurezza scritta in {path}.")).format(path=made)),
            messages.error, title=tr(N_("Copia di sicurezza")), owner=self,
        )  # fmt: skip

    def check(self) -> None:
        """Read everything again and say what is wrong."""
        store = self.desk.store
        self.desk.runner.run(
            lambda progress: upkeep.check(store, progress), self._checked, self.desk.messages.error,
            title=tr(N_("Controllo del registro")), owner=self,
        )  # fmt: skip

    def _checked(self, problems: Sequence[Problem]) -> None:
        self.problems.clear()
        self.problems.addItems([str(problem) for problem in problems])
        self.problems.setVisible(bool(problems))
        hour = locale.hour(clock.local(clock.now()).time())
        if problems:
            words = trn("{n} cosa non torna: la trovate nell'elenco.", "{n} cose non tornano: le trovate nell'elenco.",
                        len(problems))  # fmt: skip
            self.desk.messages.say(words, "warning")
        else:
            self.desk.messages.done(tr(N_("Controllato alle {time}: tutto torna.")).format(time=hour))
