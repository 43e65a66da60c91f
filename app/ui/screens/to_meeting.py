"""«Porta in seduta»: put a record on the agenda of a sitting that is still being prepared."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.core.errors import AppError
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Snapshot
from app.domain.fields import Value
from app.domain.query import Filter, Query, Sort
from app.ui.desk import Desk
from app.ui.kit.editor import Around
from app.ui.kit.form import Form, Group
from app.ui.kit.plain import plain
from app.ui.kit.tabbing import Dialog
from app.ui.theme import theme
from app.usecases import lists, meetings

LINKED = {"project": "projects", "pact": "pacts", "contribution": "contributions", "objective": "objectives"}
"""Which field of an agenda item names which kind of record."""

_OPEN = ("bozza", "convocata")


def sittings(desk: Desk) -> list[tuple[Snapshot, int]]:
    """The sittings an item can still be put in, each with the number the item would have (`meetings.add_item`)."""
    query = Query("meeting", (Filter("status", "=", _OPEN),), sort=(Sort("date"),))
    found = []
    for meeting in lists.snapshots(desk.store, query):
        items = lists.children(desk.store, "agenda_item", meeting.code)
        before_last = meeting["status"] == "bozza" and bool(items) and items[-1]["kind"] == "varie"
        found.append((meeting, len(items) + (0 if before_last else 1)))
    return found


class ToMeeting(Dialog):
    """Which sitting, and as what sort of item."""

    def __init__(self, desk: Desk, entity: str, snapshot: Snapshot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.entity, self.snapshot = desk, entity, snapshot
        self.setWindowTitle(tr(N_("Porta in seduta")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kind = ENTITIES[entity]
        words = plain(tr(N_("In quale seduta portare «{title}»?")).format(
            title=kind.named(snapshot.values, desk.names)), self)  # fmt: skip
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr(N_("Sedute in preparazione")))
        self.list.currentRowChanged.connect(lambda _: self._enable())
        self.form = Form(ENTITIES["agenda_item"], Around(names=desk.names), (Group("", ("title", "kind")),), self)
        title = snapshot.values.get("title") or kind.named(snapshot.values, desk.names)
        self.form.show_values({**ENTITIES["agenda_item"].defaults(), "title": str(title)[:300]})
        box = QDialogButtonBox(self)
        self.bring_button = box.addButton(tr(N_("Porta in seduta")), QDialogButtonBox.ButtonRole.AcceptRole)
        self.bring_button.setDefault(True)
        self.bring_button.clicked.connect(self.bring)
        box.addButton(tr(N_("Non ora")), QDialogButtonBox.ButtonRole.RejectRole).clicked.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (words, self.list, self.form, box):
            column.addWidget(widget)
        self.resize(theme().px(36), theme().px(30))
        self._writing = False
        self._choices: Sequence[tuple[Snapshot, int]] = ()
        self._enable()
        desk.runner.run(lambda _: sittings(desk), self._show, owner=self)

    def _show(self, choices: Sequence[tuple[Snapshot, int]]) -> None:
        self._choices = choices
        meeting = ENTITIES["meeting"]
        for snapshot, position in choices:
            shown = {name: meeting.fields[name].show(snapshot[name], self.desk.names)
                     for name in ("number", "date", "status")}  # fmt: skip
            words = tr(N_("{date} · {status} · sarà il punto {n}")).format(
                date=shown["date"], status=shown["status"], n=position)  # fmt: skip
            number = tr(N_("Seduta n. {number}")).format(number=shown["number"]) if shown["number"] else snapshot.code
            self.list.addItem(f"{number} · {words}")
        if not choices:
            nothing = QListWidgetItem(tr(N_("Nessuna seduta in bozza o convocata: preparatene una in «Sedute».")))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0)
        self._enable()

    def _enable(self) -> None:
        self.bring_button.setEnabled(not self._writing and 0 <= self.list.currentRow() < len(self._choices))

    def bring(self) -> None:
        """Write the item, once."""
        if self._writing or not self.form.check(new=True):
            return
        self._wait(True)
        meeting, _ = self._choices[self.list.currentRow()]
        values: dict[str, Value] = {
            LINKED[self.entity]: (self.snapshot.code,),
            "title": self.form.editors["title"].value(), "kind": self.form.editors["kind"].value(),
        }  # fmt: skip
        desk = self.desk
        desk.runner.run(
            lambda _: meetings.add_item(desk.store, meeting.code, values),
            lambda changes: self._done(changes, meeting), self._failed, owner=self,
        )  # fmt: skip

    def _wait(self, writing: bool) -> None:
        self._writing = writing
        self._enable()

    def done(self, result: int) -> None:
        """Who leaves while the register is writing is answered all the same: the window only hides meanwhile."""
        if self._writing:
            self.hide()
        else:
            super().done(result)

    def _done(self, changes: Changes, meeting: Snapshot) -> None:
        self._wait(False)
        mine = (one for one in changes.of("agenda_item") if one and self.snapshot.code in one[LINKED[self.entity]])
        position = max((one["position"] for one in mine), default=0)
        sentence = tr(N_("{code} è il punto {n} della seduta {meeting}.")).format(
            code=self.snapshot.code, n=position, meeting=meeting["number"] or meeting.code)  # fmt: skip
        self.desk.done(changes, sentence)
        self.accept()

    def _failed(self, error: AppError) -> None:
        self._wait(False)
        if self.form.show_problems(error.problems) or not error.problems:
            self.desk.messages.error(error)
        if self.isHidden():
            self.reject()
