"""The signatures of final minutes: where they go, who has signed and how sound each is, and the three ways to sign."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.core.errors import AppError
from app.core.i18n import N_, tr, trn
from app.core.progress import Progress
from app.domain.entity import Changes
from app.exchange.whole import whole_file
from app.ui.desk import Desk
from app.ui.dialogs.signing_key import KeyPanel
from app.ui.kit.editor import restyle
from app.ui.kit.pdf_marks import Mark, MarkedPage
from app.ui.kit.tabbing import Dialog
from app.ui.messages import announce
from app.ui.runner import Job
from app.ui.screens.sitting.parts import button, label, panel, section
from app.ui.theme import theme
from app.usecases import signing
from app.usecases.signing import Signing

SIGNED = N_("Firma apposta: il file firmato è conservato nel registro.")
IMPORTED = N_("File firmato importato e conservato: contiene il verbale del registro.")


class Signatures(Dialog):
    """Signals: `by_hand()`: the paper was signed with a pen; the scanned file is asked by whoever hears this."""

    by_hand = Signal()

    def __init__(self, desk: Desk, meeting: str, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("Firme del verbale n. {number}")).format(number=number))
        self.desk, self.meeting, self.job = desk, meeting, None
        self.now: Signing | None = None
        self.pages = MarkedPage(tr(N_("Il verbale, dove si firma")), self)
        row = QHBoxLayout()
        row.addWidget(self.pages, 3)
        row.addLayout(self._right(), 2)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addLayout(self._foot())
        room = self.screen().availableGeometry()
        self.resize(min(theme().px(72), room.width()), min(theme().px(44), room.height() - theme().px(3)))
        self.read()

    job: Job | None

    # ------------------------------------------------------------ building

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.heading = section(tr(N_("Firme")), self)
        column.addWidget(self.heading)
        self.found = QVBoxLayout()
        self.found.setSpacing(theme().px(0.4))
        inside = QWidget(self)
        inside.setProperty("role", "plain")
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, theme().px(0.4), 0)
        box.addLayout(self.found)
        box.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setAccessibleName(tr(N_("Firme")))
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        column.addWidget(scroll, 1)
        column.addWidget(self._signing())
        self.problem = label("", "problem", self)
        self.problem.setWordWrap(True)
        self.problem.hide()
        column.addWidget(self.problem)
        return column

    def _signing(self) -> QWidget:
        self.frame, column = panel(self)
        column.addWidget(section(tr(N_("Firma adesso")), self.frame))
        who = QHBoxLayout()
        name = label(tr(N_("Chi firma")), "label", self.frame)
        self.who = QComboBox(self.frame)
        name.setBuddy(self.who)
        self.who.currentIndexChanged.connect(lambda _: self._show_place())
        who.addWidget(name)
        who.addWidget(self.who, 1)
        column.addLayout(who)
        self.key = KeyPanel(self.frame)
        self.key.changed.connect(self._wear)
        column.addWidget(self.key)
        self.stamp = label(tr(N_("La firma porterà la marca temporale.")), "muted", self.frame)
        column.addWidget(self.stamp)
        self.go = button(tr(N_("Firma il verbale")), "pen-nib", self.sign, "primary", self.frame)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignRight)
        return self.frame

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button(tr(N_("Chiudi")), "x", self.reject, "", self))
        row.addStretch(1)
        self.hand = button(tr(N_("Firmato a mano…")), "pen", self._by_hand, "link", self)
        self.out = button(tr(N_("Esporta per la firma…")), "export", self.export, "", self)
        self.bring = button(tr(N_("Importa firmato…")), "file-arrow-down", self.import_signed, "", self)
        self.enough = button(tr(N_("Bastano queste firme")), "check", self.close_signing, "link", self)
        for one in (self.enough, self.hand, self.out, self.bring):
            row.addWidget(one)
        return row

    # ------------------------------------------------------------ showing

    def read(self) -> None:
        """Read the kept file and its signatures again, off the GUI thread."""
        self._work(lambda progress: signing.state(self.desk.store, self.meeting, progress), self._show,
                   tr(N_("Leggo le firme…")))  # fmt: skip

    def _show(self, now: Signing | None) -> None:
        if now is None:
            self._say(tr(N_("Il verbale non è conservato qui: non c'è un file da firmare.")))
            return
        self.now = now
        self.pages.setVisible(not now.envelope)
        self._tell(now)
        free = [place for place in now.places if not place.signed]
        self.who.clear()
        for place in free:
            self.who.addItem(f"{place.name} – {place.role}" if place.name else place.role, place.field)
        self.frame.setVisible(now.may_add and bool(free) and not now.envelope)
        self.stamp.setVisible(now.timestamps)
        self.key.library.setText(self.key.library.text() or now.token_library)
        for one in (self.out, self.bring):
            one.setVisible(now.may_add)
        self.hand.setVisible(now.may_add and not now.signatures)
        self.enough.setVisible(now.may_add and bool(now.signatures) and now.status == "definitivo")
        self._wear()
        self._show_place()

    def _tell(self, now: Signing) -> None:
        while (item := self.found.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        n = len(now.signatures)
        words = trn("{n} firma", "{n} firme", n) if n else tr(N_("Nessuna firma"))
        self.heading.setText(words)
        for one in now.signatures:
            self.found.addWidget(self._line(signing.told(one), _role(one)))
        for place in now.places:
            if not place.signed:
                who = f"{place.name} ({place.role})" if place.name else place.role
                self.found.addWidget(self._line(tr(N_("Manca la firma: {who}.")).format(who=who), "muted"))
        if not now.places and not now.signatures:
            words = tr(N_("Questo file è stato prodotto senza il posto per le firme: esportatelo per la firma."))
            self.found.addWidget(self._line(words, "muted"))

    def _line(self, words: str, role: str) -> QLabel:
        made = label(words, role, self)
        made.setWordWrap(True)
        return made

    def _show_place(self) -> None:
        """The page where the chosen one signs, and what stands in the places on it."""
        now, field = self.now, self.who.currentData()
        if now is None or now.envelope:
            return
        shown = next((one for one in now.places if one.field == field), now.places[0] if now.places else None)
        page = shown.page if shown is not None and shown.page else 1
        names = {one["field"]: one["name"] for one in now.signatures}
        marks = []
        for one in now.places:
            if one.page == page:
                words = tr(N_("Firmato da {name}")).format(name=names.get(one.field, "")) if one.signed else one.role
                marks.append(Mark(one.rect, words, strong=one.field == field))
        self.pages.show_page(now.data, page, marks)

    def _wear(self) -> None:
        busy = self.job is not None
        self.go.setEnabled(not busy and self.key.ready and self.who.count() > 0)
        self.go.setText(tr(N_("Un momento…")) if busy else tr(N_("Firma il verbale")))
        for one in (self.out, self.bring, self.hand, self.enough):
            one.setEnabled(not busy)

    def _say(self, words: str, role: str = "problem") -> None:
        self.problem.setText(words)
        self.problem.setProperty("role", role)
        restyle(self.problem)
        self.problem.setVisible(bool(words))
        if words:
            announce(self.problem, words, urgent=role == "problem")

    # ------------------------------------------------------------ doing

    def _work(self, work: Callable[[Progress], Any], then: Callable[[Any], object], title: str) -> None:
        """One thing at a time, off the GUI thread; a refusal is said here and the window stays."""

        def over(answer: Callable[[Any], object]) -> Callable[[Any], None]:
            def heard(value: Any) -> None:
                self.job = None
                self._wear()
                answer(value)

            return heard

        self._say("")
        done, refused = over(then), over(self._refused)
        self.job = self.desk.runner.run(work, done, refused, title=title, owner=self)
        if self.job not in self.desk.runner.jobs:  # it is over already
            self.job = None
        self._wear()

    def _refused(self, error: AppError) -> None:
        self._say(str(error))

    def _done(self, words: str) -> Callable[[Changes], None]:
        def done(changes: Changes) -> None:
            self.desk.done(changes, words)
            self.read()

        return done

    def sign(self) -> None:
        """Sign with what is typed, for who is chosen."""
        field = self.who.currentData()
        try:
            by = self.key.take()
        except AppError as error:
            self._refused(error)
            return
        self._work(lambda progress: signing.sign(self.desk.store, self.meeting, field, by, progress),
                   self._done(tr(SIGNED)), tr(N_("Firma del verbale")))  # fmt: skip

    def close_signing(self) -> None:
        """The minutes are signed, though not by everybody who was expected."""
        self._work(lambda _: signing.enough(self.desk.store, self.meeting),
                   self._done(tr(N_("Il verbale è firmato."))), tr(N_("Verbale firmato")))  # fmt: skip

    def export(self) -> None:
        """The kept file, for the municipality's own tool."""
        now = self.now
        if now is None:
            return
        start = str(Path.home() / str(now.newest["file_name"]))
        path, _ = QFileDialog.getSaveFileName(self, tr(N_("Esporta per la firma")), start, "PDF (*.pdf);;P7M (*.p7m)")
        if not path:
            return

        def work(_: Progress) -> str:
            name, data = signing.export(self.desk.store, self.meeting)
            with whole_file(Path(path)) as out:
                out.write(data)
            return name

        words = tr(N_("Salvato in {file}: firmatelo senza modificarlo, poi «Importa firmato…»."))
        self._work(work, lambda _: self._say(words.format(file=Path(path).name), "muted"),
                   tr(N_("Esporta per la firma")))  # fmt: skip

    def import_signed(self) -> None:
        """Bring in what was signed elsewhere."""
        kinds = tr(N_("File firmati (*.pdf *.p7m);;Tutti i file (*)"))
        path, _ = QFileDialog.getOpenFileName(self, tr(N_("Importa firmato")), str(Path.home()), kinds)
        if path:
            self._work(lambda progress: signing.import_signed(self.desk.store, self.meeting, Path(path), progress),
                       self._done(tr(IMPORTED)), tr(N_("Importa firmato")))  # fmt: skip

    def _by_hand(self) -> None:
        self.by_hand.emit()
        self.close()


def _role(signature: dict[str, Any]) -> str:
    """How a signature's line looks: its words already say all."""
    if not signing.good(signature):
        return "problem"
    return "success" if signature["trusted"] else "muted"
