"""The window as it is pictured: each screen, and each dialog opened over the screen it belongs to.

Run in a process of its own for each variant (Qt reads the scale once): see `pictures.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from app.core import clock, i18n
from app.core.progress import Progress
from app.domain.query import Filter, Query
from app.ui import later, shot
from app.ui.desk import Store
from app.ui.dialogs.import_wizard import ImportWizard
from app.ui.dialogs.paper_dialog import PaperDialog
from app.ui.dialogs.remarks import Remarks
from app.ui.dialogs.signing import Signatures
from app.ui.keeping import Forgetful, Keeping
from app.ui.recents import Recents
from app.ui.runner import Runner
from app.ui.screens.record import RecordScreen
from app.ui.screens.register import RegisterScreen
from app.ui.screens.welcome import Welcome
from app.ui.window import Window
from app.usecases import committee, minutes, papers, register, signing
from app.usecases.opening import open_register

SCREENS = {
    "home": "home", "register": "register", "project": "record:project/P13", "objectives": "objectives",
    "meetings": "meetings", "meeting": "sitting:2/2026", "decisions": "decisions", "actors": "actors",
    "places": "places", "pacts": "pacts", "participation": "participation", "lists": "lists", "settings": "settings",
}  # fmt: skip

SHEET = """Codice;Titolo;Area di servizio;Ente capofila;Inizio;Fine;Importo previsto;Note
P01;Sportello di comunità;Sociale;A02;01/09/2025;31/12/2027;86.000,00 €;
P31;Orti del quartiere;Cultura;A05;01/03/2026;31/10/2026;12.500,00 €;da un gruppo di residenti
P32;Caffè della memoria;Salute;A01;15/04/2026;;7.800,50 €;
P33;Biciclette in prestito;Trasporti volanti;A03;01/05/2026;30/09/2026;ventimila;
P34;Doposcuola in frazione;Educazione;A06;14/09/2026;11/06/2027;18.000,00 €;
"""


GIVEN = {"targets": ["T16"], "zones": ["Z01"]}
"""What the sheet does not say, and every project needs."""


class Studio:
    """One variant: where the pictures go, and how they are taken."""

    def __init__(
        self, store: Store, folder: Path, suffix: str, size: tuple[int, int], scale: float, theme: str
    ) -> None:
        self.store, self.folder, self.suffix = store, folder, suffix
        self.size, self.scale, self.theme = size, scale, theme

    def window(self, target: str) -> Window:
        """A window on a page, a record or a sitting, of this variant's size."""
        made = shot.window_for(self.store, theme=self.theme)
        shot.show(made, target)
        shot.grab(made, self.size, self.scale)
        return made

    def take(self, name: str, window: QWidget, over: QWidget | None = None) -> None:
        """Keep a picture of a window, with a dialog in its middle."""
        image = shot.grab(window, self.size, self.scale)
        if over is not None:
            self._lay(image, over)
        image.save(str(self.folder / f"{name}{self.suffix}.png"))
        for one in (over, window):
            if one is not None:
                one.close()
                one.deleteLater()
        shot.settle()

    def _lay(self, image: QImage, over: QWidget) -> None:
        """A dialog over its window, which is darkened as a desktop would shade it; never larger than the screen."""
        room = (round(self.size[0] / self.scale), round(self.size[1] / self.scale))
        title = 0 if over.windowFlags() & Qt.WindowType.FramelessWindowHint else shot.themes.theme().px(2)
        over.resize(over.size().boundedTo(QSize(room[0], room[1] - title)))
        over.show()
        shot.settle()
        at = QRect((room[0] - over.width()) // 2, (room[1] - over.height() + title) // 2, over.width(), over.height())
        painter = QPainter(image)
        painter.fillRect(image.rect(), QColor(0, 0, 0, 96))
        if title:
            head = QRect(at.left(), at.top() - title, at.width(), title)
            painter.fillRect(head, QColor("#3b4450"))
            painter.setPen(QColor("white"))
            painter.setFont(shot.themes.theme().font())
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, over.windowTitle())
        painter.drawPixmap(at.topLeft(), over.grab())
        painter.setPen(QColor("#3b4450"))
        painter.drawRect(at)
        painter.end()


def _screen(target: str) -> Callable[[Studio, str], None]:
    return lambda studio, name: studio.take(name, studio.window(target))


def _welcome(studio: Studio, name: str, page: int = 0) -> None:
    shot.themes.theme().start(studio.theme, 1.0)
    shot.words.install(shot.application(studio.scale))
    keeping = Keeping(Forgetful())
    made = Welcome(Runner.inline(), Path(studio.store.place.address).parent, recents=Recents(keeping))
    if page:
        made._turn(page)
    studio.take(name, made)


def _wizard(steps: int) -> Callable[[Studio, str], None]:
    def take(studio: Studio, name: str) -> None:
        window = studio.window("register")
        sheet = studio.folder / "progetti.csv"
        sheet.write_text(SHEET, "utf-8")
        made = ImportWizard(window.desk, "project", window, sheet if steps else None)
        for _ in range(steps):
            made.go_on()
            if made.at == 2:
                for field, code in GIVEN.items():
                    made.state.fix(field, code)
                made.steps[2].enter()
        studio.take(name, window, made)
        sheet.unlink()

    return take


def _export(studio: Studio, name: str) -> None:
    window = studio.window("register")
    query = Query("project", (Filter("status", "=", ("in_corso",)),))
    studio.take(name, window, later.load(later.EXPORT)(window.desk, query, ("code", "title", "status"), window))


def _conflict(studio: Studio, name: str) -> None:
    """Somebody wrote the same field: mine, theirs, before."""
    window = studio.window("record:project/P13")
    screen = window.front
    assert isinstance(screen, RecordScreen)
    assert screen.view is not None
    form = screen.view.form
    form.form.editors["title"].set_raw(form.form.editors["title"].raw() + " di quartiere")
    form.form.editors["status_reason"].set_raw("Una motivazione scritta qui.")
    before = register.named(studio.store, "project", "P13")
    theirs = {"title": f"{before['title']} (seconda fase)"}
    register.edit(studio.store, "project", before.id, before.version, theirs)
    form.save()
    dialog = form.compare()
    form.discard_draft()
    studio.take(name, window, dialog)
    now = register.named(studio.store, "project", "P13")
    register.edit(studio.store, "project", now.id, now.version, {"title": before["title"]})


def _palette(studio: Studio, name: str) -> None:
    window = studio.window("register")
    made = later.load(later.PALETTE)(window.desk, window.commands, window)
    made.field.setText("comunità")
    shot.settle()
    studio.take(name, window, made)


def _shortcuts(studio: Studio, name: str) -> None:
    window = studio.window("register")
    studio.take(name, window, later.load(later.SHORTCUTS)(window.commands, window))


def _preview(studio: Studio, name: str) -> None:
    window = studio.window("sitting:2/2026")
    paper = papers.make(studio.store, "minutes", "2/2026", Progress())
    made = PaperDialog(paper.file_name, paper, _nothing, _nothing, window)
    made.show()
    drawn = QEventLoop()  # Qt draws the pages on a thread of its own, and says nothing when it has
    QTimer.singleShot(2000, drawn.quit)
    drawn.exec()
    studio.take(name, window, made)


def _new_project(studio: Studio, name: str) -> None:
    window = studio.window("register")
    later.load(later.NEW_RECORD)(window.desk, "project", window)
    made = next(one for one in window.findChildren(QDialog) if one.isVisible())
    studio.take(name, window, made)


def _replace(studio: Studio, name: str) -> None:
    """Ctrl+H: what each cell says and would say."""
    window = studio.window("register")
    screen = window.front
    assert isinstance(screen, RegisterScreen)
    made = screen.hands.replace()
    assert made is not None
    made.column.setCurrentIndex(made.column.findData("title"))
    made.old.setText("comunita")
    made.new.setText("paese")
    made.look()
    studio.take(name, window, made)


def _rejects(studio: Studio, name: str) -> None:
    """A pasted block in which not everything can be written."""
    window = studio.window("register")
    screen = window.front
    assert isinstance(screen, RegisterScreen)
    columns = screen.model.columns
    screen.grid.setCurrentIndex(screen.model.index(3, columns.index("title")))
    QGuiApplication.clipboard().setText("Frazioni in rete\tSocialle\tIn corsso\n\tSalute\tRendicontato\nOrti\tSalute")
    screen.grid.paste()
    made = screen.hands.many.dialog
    assert made is not None
    studio.take(name, window, made)


def _message(studio: Studio, name: str) -> None:
    """A deed just done, at a shared register where others are: what the foot and the bar of the window say."""
    from app.domain.colleagues import Colleague, mark

    window = studio.window("register")
    screen = window.front
    assert isinstance(screen, RegisterScreen)
    row = screen.model.rows.row(2)
    assert row is not None
    there = (Colleague("bianchi", "Marta Bianchi", mark("project", row.id, "title")), Colleague("verdi", "Ugo Verdi"))
    window.desk.colleagues.show(there)
    window.status.show_place(i18n.tr("Registro condiviso"), online=True)
    window.status.show_saved("10:42")
    studio.take(name, window)


def _signatures(studio: Studio, name: str) -> None:
    """Final minutes that one of two people has signed."""
    from tests.helpers.signing import PASSPHRASE, holder
    from tests.ui.test_minutes_life import closed

    window = studio.window("home")
    code = str(register.named(studio.store, "meeting", "4/2026").code)
    if register.named(studio.store, "meeting", code)["minutes_status"] is None:
        closed(window.desk)
        now = register.named(studio.store, "meeting", code)
        minutes.finalise(studio.store, now.id, now.version, Progress())
        place = signing.state(studio.store, code).places[0]
        by = signing.KeyFile(holder(place.name).p12, PASSPHRASE)
        signing.sign(studio.store, code, place.field, by, Progress())
    window = studio.window(f"sitting:{code}")
    made = Signatures(window.desk, code, "4/2026", window)
    made.key.with_token.setChecked(True)
    made.show()
    drawn = QEventLoop()
    QTimer.singleShot(2000, drawn.quit)
    drawn.exec()
    studio.take(name, window, made)


def _remarks(studio: Studio, name: str) -> None:
    """Minutes in review, with two remarks on a paragraph."""
    from datetime import date

    from app.usecases import minutes_steps, remarks
    from tests.ui.test_minutes_life import closed

    code = str(register.named(studio.store, "meeting", "4/2026").code)
    window = studio.window("home")
    if register.named(studio.store, "meeting", code)["minutes_status"] is None:
        closed(window.desk)
        now = register.named(studio.store, "meeting", code)
        minutes_steps.advance(studio.store, now.id, now.version, "in_revisione", {"remarks_until": date(2026, 12, 30)})
        remarks.remark(studio.store, code, "La seduta è finita alle 19:10.", paragraph="chiusura", by="M02")
        remarks.remark(studio.store, code, "Manca il ringraziamento alla scuola.", paragraph="chiusura", by="M07")
        last = remarks.of(studio.store, code).on("chiusura")[-1]
        remarks.answer(studio.store, last.id, last.version, accepted=False, reason="Non fu detto in seduta.")
    window = studio.window(f"sitting:{code}")
    made = Remarks(window.desk, window.front.sitting.hands, code, "4/2026", window)
    made.show()
    studio.take(name, window, made)


def _frozen(studio: Studio) -> Window:
    """A window on a register in which a sitting has been closed, and something has changed since."""
    from app.usecases import past
    from tests.ui.test_minutes_life import closed

    if not past.frozen(studio.store):
        closed(studio.window("home").desk)
    one = register.named(studio.store, "project", "P05")
    if one["expected_users"] != 120:
        register.edit(studio.store, "project", one.id, one.version, {"expected_users": 120})
    return studio.window("home")


def _past(studio: Studio, name: str) -> None:
    """The register as it was, or what has changed since."""
    window = _frozen(studio)
    window.commands.action(name).trigger()
    shot.settle()
    studio.take(name, window)


def _decided(studio: Studio, name: str) -> None:
    """«Cosa abbiamo deciso su…»."""
    from app.ui.screens import decided

    window = studio.window("decisions")
    studio.take(name, window, decided.ask(window.desk, lambda _found: None, window))


def _change(studio: Studio, name: str) -> None:
    """What a decision changes of a record."""
    from app.ui.screens.sitting.patch_dialogs import ChangeDialog

    window = studio.window("sitting:2/2026")
    decision = register.named(studio.store, "decision", "D3")
    made = ChangeDialog(window.front.sitting.hands, decision, (("project", "P13"),), window)
    made.show()
    shot.settle()
    made.field.setCurrentIndex(made.field.findData("end"))
    studio.take(name, window, made)


def _nothing() -> None:
    """A button of a picture does nothing."""


POSES: dict[str, Callable[[Studio, str], None]] = {
    **{name: _screen(target) for name, target in SCREENS.items()},
    "welcome": _welcome,
    "welcome-shared": lambda studio, name: _welcome(studio, name, 2),
    **{f"import-{at + 1}": _wizard(at) for at in range(4)},
    "export": _export, "conflict": _conflict, "palette": _palette, "shortcuts": _shortcuts, "preview": _preview,
    "remarks": _remarks, "signatures": _signatures, "replace": _replace, "paste-rejects": _rejects,
    "new-project": _new_project, "colleagues": _message, "past": _past, "since": _past, "decided": _decided,
    "decision-changes": _change,
}  # fmt: skip


def main(register_file: str, folder: str, suffix: str, language: str, theme: str, size: str, scale: str,
         only: str) -> None:  # fmt: skip
    """Take every picture of a variant (`only`: those named, separated by commas, or "screens")."""
    shot.application(float(scale))
    wanted = set(SCREENS) if only == "screens" else set(only.split(",")) if only else set(POSES)
    width, _, height = size.partition("x")
    store = open_register(register_file)
    clock.pin(committee.settings(store)["demo_today"])
    studio = Studio(store, Path(folder), suffix, (int(width), int(height)), float(scale), theme)
    with i18n.using(i18n.load(language)):
        for name, take in POSES.items():
            if name in wanted:
                take(studio, name)
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
