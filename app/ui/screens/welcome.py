"""The first start: an example, a register of one's own, a committee's file, or a register shared on a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core import paths
from app.core.errors import AppError, Refused
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.ui.desk import Store
from app.ui.icons import icon
from app.ui.kit.controls import Combo
from app.ui.kit.plain import plain, tip
from app.ui.kit.tabbing import pass_on
from app.ui.recents import Address, Recent, Recents, address_of
from app.ui.runner import Runner
from app.ui.screens.sitting.parts import button, label
from app.ui.theme import theme
from app.usecases import beginnings
from app.usecases.opening import open_register

TLS = (
    ("verify-full", N_("Cifrata, con il server verificato (consigliata)")),
    ("require", N_("Cifrata, senza verificare il server")),
    ("disable", N_("Non cifrata: solo in una rete fidata")),
)


@dataclass(frozen=True)
class Way:
    """A way to begin: words are msgids, each explained in one sentence."""

    name: str
    title: str
    words: str
    icon: str


WAYS = (
    Way("example", N_("Guarda l'esempio"),
        N_("Apre un registro dimostrativo già pieno: progetti, sedute e verbali inventati, per provare tutto."),
        "play-circle"),
    Way("new", N_("Comincia un registro su questo computer"),
        N_("Un registro vuoto in un file di questo PC: potrete importare il vostro foglio di calcolo."), "plus-circle"),
    Way("file", N_("Carica un archivio della cabina"),
        N_("Riprende un registro di questo PC (.db) o un file JSON esportato da questo programma, con tutto quello che "
           "contiene."), "file-arrow-down"),
    Way("shared", N_("Apri un registro condiviso"),
        N_("Si collega al server del vostro ente, dove più persone lavorano insieme, ciascuna con il suo accesso."),
        "share-network"),
)  # fmt: skip


FIRST = (N_("Benvenuti nella Cabina di regia"),
         N_("Il registro dei progetti, delle sedute e dei verbali. Come volete cominciare?"))  # fmt: skip
AGAIN = (N_("Apri un altro registro"),
         N_("Il registro aperto adesso resta com'è: lo ritrovate tra quelli recenti."))  # fmt: skip


class WayButton(QPushButton):
    """A way to begin: its picture, its name, and one sentence that explains it."""

    def __init__(self, way: Way, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(way.title))
        self.setAccessibleDescription(tr(way.words))
        self.setProperty("role", "way")
        room = self.sizePolicy()
        room.setHeightForWidth(True)
        room.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        self.setSizePolicy(room)
        row = QHBoxLayout(self)
        gap = theme().px(0.8)
        row.setContentsMargins(gap, gap, gap, gap)
        row.setSpacing(gap)
        self._picture, self._icon = plain("", self), way.icon
        name, words = label(tr(way.title), "section", self), label(tr(way.words), "muted", self)
        words.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(name)
        column.addWidget(words)
        column.addStretch(1)
        row.addWidget(self._picture)
        row.addLayout(column, 1)
        for inside in (self._picture, name, words):
            inside.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._draw()
        theme().changed.connect(self._draw)

    def _draw(self) -> None:
        side = theme().px(1.8)
        self._picture.setPixmap(icon(self._icon, "accent").pixmap(side, side))
        self.setMinimumHeight(theme().px(4.2))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """As tall as its words need."""
        inside = self.layout()
        return max(theme().px(4.2), inside.heightForWidth(width) if inside is not None else 0)


class Welcome(QWidget):
    """Four ways to begin, and the registers opened lately; what each way asks is on its own page.

    `recents` is None for a program that remembers nothing. `again`: a register is open already, and stays open until
    another one is.

    Signals:
        opened(object, str): an open register and its place (a path, or a postgresql:// address without password).
    """

    opened = Signal(object, str)

    def __init__(
        self, runner: Runner, folder: Path | None = None, parent: QWidget | None = None, *,
        recents: Recents | None = None, again: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.runner, self.folder = runner, folder or paths.data()
        self.recents, self.again = recents, again
        self._build()

    def _build(self) -> None:
        self.setProperty("role", "page")
        self.setWindowTitle(tr(N_("Cabina di regia")))
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(theme().px(0.7))
        outer.addLayout(column, 6)
        outer.addStretch(1)
        column.addStretch(1)
        title, words = AGAIN if self.again else FIRST
        column.addWidget(label(tr(title), "title", self))
        intro = label(tr(words), "subtitle", self)
        intro.setWordWrap(True)
        column.addWidget(intro)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self._choices())
        self.stack.addWidget(self._new_page())
        self.stack.addWidget(self._shared_page())
        column.addWidget(self.stack)
        self.said = plain("", self)
        self.said.setProperty("role", "problem")
        self.said.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr(N_("Preparo il registro")))
        self.bar.hide()
        column.addWidget(self.said)
        column.addWidget(self.bar)
        column.addStretch(2)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        return pass_on(self, forwards=forwards)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the choices, and from there to the register that is open."""
        if event.key() == Qt.Key.Key_Escape and self.stack.isEnabled():
            if self.stack.currentIndex():
                self._turn(0)
            elif self.again:
                self.close()
            return
        super().keyPressEvent(event)

    # ------------------------------------------------------------ pages

    def _choices(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        deeds: dict[str, Callable[[], None]] = {
            "example": self.open_example, "new": lambda: self._turn(1), "file": self.ask_file,
            "shared": lambda: self._turn(2),
        }  # fmt: skip
        self.ways: dict[str, WayButton] = {}
        for way in WAYS:
            made = WayButton(way, page)
            made.clicked.connect(lambda _=False, run=deeds[way.name]: run())
            self.ways[way.name] = made
            column.addWidget(made)
        self.recent_buttons = self._recent(page, column)
        return page

    def _recent(self, page: QWidget, column: QVBoxLayout) -> list[QPushButton]:
        """The registers opened lately; one whose file is gone is grey, not an error."""
        known = self.recents.all() if self.recents else []
        if known:
            column.addWidget(label(tr(N_("Registri recenti")), "section", page))
        made = []
        for at, one in enumerate(known):
            glyph = "share-network" if one.shared else "database"
            opens = button(f"{one.title} · {one.words}", glyph, partial(self.open_recent, one), "link", page)
            opens.setEnabled(one.there and not (self.again and at == 0))
            opens.setToolTip(tip(one.place if at or not self.again else tr(N_("È il registro aperto adesso"))))
            column.addWidget(opens)
            made.append(opens)
        return made

    def _page(self, title: str, words: str) -> tuple[QFrame, QFormLayout]:
        page = QFrame(self)
        page.setProperty("role", "panel")
        column = QVBoxLayout(page)
        gap = theme().px(1.1)
        column.setContentsMargins(gap, gap, gap, gap)
        column.addWidget(label(tr(title), "heading", page))
        told = label(tr(words), "muted", page)
        told.setWordWrap(True)
        column.addWidget(told)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        column.addLayout(form)
        return page, form

    def _foot(self, page: QFrame, verb: str, run: Callable[[], None]) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(tr(N_("Indietro")), "arrow-left", lambda: self._turn(0), "", page))
        go = button(tr(verb), "check", run, "primary", page)
        row.addWidget(go)
        layout = page.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(row)

    def _line(self, form: QFormLayout, words: str, hint: str = "") -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(tr(words))
        line.setPlaceholderText(hint)
        form.addRow(tr(words), line)
        return line

    def _new_page(self) -> QFrame:
        page, form = self._page(
            N_("Un registro su questo computer"),
            N_("Chi può aprire questo file vede tutti i dati: tenetelo in una cartella protetta."),
        )
        self.municipality = self._line(form, N_("Nome dell'ente"), tr(N_("Comune di …")))
        self.municipality.returnPressed.connect(self.open_new)
        self._foot(page, N_("Crea il registro"), self.open_new)
        return page

    def _shared_page(self) -> QFrame:
        page, form = self._page(N_("Un registro condiviso"), N_(
            "I dati per il collegamento ve li dà chi gestisce il server. La password non viene conservata: "
            "se non la scrivete, si usa quella del file .pgpass del vostro utente."))  # fmt: skip
        self.host = self._line(form, N_("Server"), "registro.comune.it")
        self.port = self._line(form, N_("Porta"), "5432")
        self.database = self._line(form, N_("Nome del registro"), "cabina")
        self.login = self._line(form, N_("Il vostro nome di accesso"))
        self.password = self._line(form, N_("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self.open_shared)
        self.tls = Combo(self)
        self.tls.setAccessibleName(tr(N_("Connessione")))
        for mode, words in TLS:
            self.tls.addItem(tr(words), mode)
        form.addRow(tr(N_("Connessione")), self.tls)
        self._foot(page, N_("Apri"), self.open_shared)
        known = self.recents.last_shared() if self.recents else None
        if known is not None:
            self._propose(known)
        return page

    def _propose(self, known: Address) -> None:
        """Fill in an address; the password is never known."""
        for line, text in ((self.host, known.host), (self.port, known.port), (self.database, known.database),
                           (self.login, known.login)):  # fmt: skip
            line.setText(text)
        self.tls.setCurrentIndex(max(0, self.tls.findData(known.tls)))

    def _turn(self, page: int) -> None:
        self.say("")
        self.stack.setCurrentIndex(page)
        shared = self.password if self.host.text() else self.host
        (self.ways["example"], self.municipality, shared)[page].setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ deeds

    def open_example(self) -> None:
        """A demonstration register beside one's own."""
        path = self.folder / "esempio.db"
        self._run(lambda progress: beginnings.example(path, progress), str(path))

    def open_new(self) -> None:
        """An empty register with the municipality's name."""
        name = self.municipality.text().strip()
        if not name:
            self.say(tr(N_("Scrivete il nome dell'ente: comparirà sull'intestazione dei documenti.")))
            self.municipality.setFocus()
            return
        path = self._free()
        self._run(lambda progress: beginnings.new(path, name, progress), str(path))

    def ask_file(self) -> None:
        """Look for a committee's file."""
        kinds = tr(N_("Registri e archivi")) + " (*.db *.json)"
        path, _ = QFileDialog.getOpenFileName(self, tr(N_("Scegli l'archivio della cabina")), "", kinds)
        if path:
            self.open_file(Path(path))

    def open_recent(self, one: Recent) -> None:
        """A register opened before; of a shared one the password is asked again."""
        if one.shared:
            self._propose(address_of(one.place))
            self._turn(2)
        else:
            self.open_file(Path(one.place))

    def _free(self) -> Path:
        """Where a new register goes; beside the one that is open when there is one."""
        first = self.folder / paths.default_register().name
        names = (first.with_stem(f"{first.stem}-{n}") for n in count(2))
        return next(one for one in names if not one.exists()) if self.again and first.exists() else first

    def open_file(self, file: Path) -> None:
        """A register as it is, or a new one with everything a committee's file holds."""
        if file.suffix.lower() != ".json":
            self._run(lambda _: open_register(str(file)), str(file))
            return
        path = self._free()
        self._run(lambda progress: beginnings.from_file(path, file, progress), str(path))

    def open_shared(self) -> None:
        """A register on a server."""
        wanted = (self.host, self.database, self.login)
        missing = next((line for line in wanted if not line.text().strip()), None)
        if missing is not None:
            self.say(tr(N_("«{field}» serve per collegarsi.")).format(field=missing.accessibleName()))
            missing.setFocus()
            return
        try:
            place = beginnings.address(self.host.text().strip(), self.port.text().strip(),
                                       self.database.text().strip(), self.login.text().strip(),
                                       str(self.tls.currentData()))  # fmt: skip
        except Refused as refusal:
            self.say(str(refusal))
            self.port.setFocus()
            return
        secret = self.password.text()
        self.password.clear()
        self._run(lambda _: beginnings.shared(place, secret), place)

    def _run(self, work: Callable[[Progress], Store], place: str) -> None:
        self.say("")
        self._busy(True)

        def done(store: Store) -> None:
            self._busy(False)
            self.opened.emit(store, place)

        self.runner.run(work, done, self._failed, owner=self)

    def _failed(self, error: AppError) -> None:
        self._busy(False)
        self.say(str(error))

    def _busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.stack.setEnabled(not busy)

    def say(self, words: str) -> None:
        """Say what went wrong and what to do."""
        self.said.setText(words)
        self.said.setVisible(bool(words))
