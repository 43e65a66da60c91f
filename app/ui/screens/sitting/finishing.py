"""What the minutes' own buttons do: send round, make final, protocol, sign, publish, and say what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from app.core import clock
from app.core.errors import AppError
from app.core.i18n import N_, tr, trn
from app.core.progress import Progress
from app.domain.decisions import Minutes, MinutesCorrection, MinutesVersion
from app.domain.entity import Changes
from app.domain.fields import Value
from app.domain.lints import Lint
from app.ui.desk import Store
from app.ui.dialogs.asking import Asking, ask_for
from app.ui.dialogs.remarks import Remarks
from app.ui.dialogs.signing import Signatures
from app.ui.runner import Job
from app.ui.screens.sitting.board import Board
from app.ui.screens.steps import Reason
from app.usecases import approval, minutes, minutes_steps
from app.usecases.register import Step

if TYPE_CHECKING:
    from app.ui.screens.sitting.view import SittingView

VERBS: Mapping[str, tuple[str, str]] = {
    "in_revisione": (N_("Manda in revisione…"), N_("Manda in revisione")),
    "bozza": (N_("Torna in bozza"), N_("Torna in bozza")),
    "firmato": (N_("Firma…"), N_("Segna la firma a mano")),
    "protocollato": (N_("Segna il protocollo…"), N_("Segna il protocollo")),
    "pubblicato": (N_("Segna la pubblicazione…"), N_("Segna la pubblicazione")),
}
"""(button, verb of its window) of the passage to each state."""

DONE: Mapping[str, str] = {
    "in_revisione": N_("Verbale in revisione: votazioni e movimenti si possono ancora correggere."),
    "bozza": N_("Il verbale è di nuovo in bozza."),
    "firmato": N_("Firma segnata."),
    "protocollato": N_("Protocollo segnato."),
    "pubblicato": N_("Pubblicazione segnata."),
}
WARNING = N_(
    "Il PDF viene prodotto una volta sola e conservato con la sua impronta. Da quel momento la seduta non si modifica "
    "più: un errore si corregge con una rettifica in una seduta successiva."
)
CORRECTING = N_(
    "Se il verbale non è ancora firmato se ne produce una nuova versione con la rettifica; se è firmato non si tocca: "
    "la rettifica si scrive nel verbale della seduta che l'ha decisa."
)
CORRECTION = ("meeting", "point", "wrong", "right")
_FILE = "file"
"""What is asked beside the document's own fields: the signed file."""

_TODAY = frozenset({"signed_on", "protocol_date", "published_on"})


class Finishing:
    """The deeds about the minutes of the sitting shown."""

    def __init__(self, view: SittingView) -> None:
        self.view = view
        self.job: Job | None = None

    # ------------------------------------------------------------ final

    def make_final(self) -> None:
        """Look at what is missing first; then ask once."""
        board = self.view.board
        if board is None or not board.may_finalise or self.job is not None:
            return
        self.view.flush()
        code, store = board.meeting.code, self.view.desk.store
        self.view.desk.runner.run(lambda _: minutes.value(store, code)[1], lambda found: self._judged(code, found),
                                  owner=self.view)  # fmt: skip

    def _judged(self, code: str, lints: list[Lint]) -> None:
        board = self.view.board
        if board is None or board.meeting.code != code:
            return
        self.view.missing.show_lints(lints)
        blocking = sum(lint.blocks for lint in lints)
        if blocking:
            self.view.missing.open()
            words = trn("Il verbale resta in bozza: manca {n} cosa. È nell'elenco a sinistra, con il suo posto.",
                        "Il verbale resta in bozza: mancano {n} cose. Sono nell'elenco a sinistra, ciascuna con il "
                        "suo posto.", blocking)  # fmt: skip
            first = next(lint for lint in lints if lint.blocks)
            self.view.desk.messages.say(words, "warning", (tr(N_("Vai alla prima")),
                                                           lambda: self.view.go_to_lint(first)))  # fmt: skip
            return
        self.confirm(board, len(lints))

    def confirm(self, board: Board, doubts: int = 0) -> QMessageBox:
        """One question, with what will happen; the safe answer is the ready one."""
        box = QMessageBox(self.view)
        box.setWindowTitle(tr(N_("Rendi definitivo il verbale")))
        number = board.meeting["number"] or board.meeting.code
        box.setText(tr(N_("Il verbale della seduta n. {number} diventa definitivo?")).format(number=number))
        words = tr(WARNING)
        if doubts:
            words += " " + trn("C'è ancora {n} cosa da guardare, che non impedisce di procedere.",
                               "Ci sono ancora {n} cose da guardare, che non impediscono di procedere.",
                               doubts)  # fmt: skip
        box.setInformativeText(words)
        go = box.addButton(tr(N_("Rendi definitivo")), QMessageBox.ButtonRole.AcceptRole)
        later = box.addButton(tr(N_("Non ora")), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(later)
        box.setEscapeButton(later)
        go.clicked.connect(lambda: self.render(board))
        box.finished.connect(box.deleteLater)
        box.open()
        return box

    def render(self, board: Board) -> None:
        """Draw and keep, off the GUI thread; the status bar shows how far it is and stops it."""
        meeting, store = board.meeting, self.view.desk.store
        self.view.header.wait(True)

        def work(progress: Progress) -> Changes:
            return minutes.finalise(store, meeting.id, meeting.version, progress)

        def done(changes: Changes) -> None:
            self.view.desk.done(changes, "")
            self.view.papers.offer_kept(meeting.code)

        self.job = self.view.desk.runner.run(work, done, self._refused, title=tr(N_("Verbale definitivo")),
                                             owner=self.view)  # fmt: skip
        self.look_again()

    def _refused(self, error: AppError) -> None:
        self.view.desk.messages.error(error)
        self.view.read()

    def look_again(self) -> None:
        """The job has ended, one way or the other (a stopped one answers nothing): the button is there again."""
        if self.job is not None and self.job not in self.view.desk.runner.jobs:
            self.job = None
            self.view.header.wait(False)

    # ------------------------------------------------------------ the other states

    def pass_to(self, step: Step) -> None:
        """Another state of the minutes: why not, the reason, or what the document says from there on."""
        board = self.view.board
        if board is None:
            return
        self.view.flush()
        if step.why_not:
            self.view.desk.messages.say(step.why_not, "warning")
        elif step.to == "firmato":
            self.signatures()
        elif step.needs_reason:
            dialog = Reason(step.label, self.view)
            dialog.carry_out(lambda: self._move(board, step.to, {}, dialog.text()))
            dialog.open()
        elif step.to in minutes_steps.ASKED:
            self._ask(board, step.to)
        else:
            self._move(board, step.to, {}, None)

    def look_at(self, what: str) -> None:
        """What the bar of the minutes shows besides its passages."""
        {"signatures": self.signatures, "remarks": self.remarks, "approve": self.approve,
         "correct": self.correct}[what]()  # fmt: skip

    def remarks(self) -> Remarks | None:
        """What members remarked on the minutes, beside each paragraph."""
        board = self.view.board
        if board is None:
            return None
        self.view.flush()
        meeting = board.meeting
        number = meeting["minutes_number"] or meeting["number"]
        dialog = Remarks(self.view.desk, self.view.hands, meeting.code, number, self.view)
        dialog.open()
        return dialog

    def approve(self) -> None:
        """The minutes are approved without another sitting, as the body's rules allow."""
        board = self.view.board
        if board is not None:
            self.view.hands.act(lambda store: approval.approve(store, board.meeting.code),
                                tr(N_("Verbale approvato.")))  # fmt: skip

    def correct(self) -> None:
        """What a later sitting corrected in these minutes, which are final."""
        board = self.view.board
        if board is None:
            return
        meeting, desk = board.meeting, self.view.desk

        def done(values: Mapping[str, Value]) -> Job:
            return desk.runner.run(
                lambda progress: approval.correct(desk.store, meeting.code, values["meeting"], values["wrong"],
                                                  values["right"], progress, point=values["point"]),
                lambda changes: desk.done(changes, tr(N_("Rettifica registrata."))), desk.messages.error,
                title=tr(N_("Rettifica del verbale")), owner=self.view,
            )  # fmt: skip

        dialog = Asking(tr(N_("Rettifica del verbale")), tr(N_("Registra")), ask_for(MinutesCorrection, CORRECTION),
                        self.view.hands.around, {}, done, self.view, words=tr(CORRECTING),
                        needed=frozenset({"meeting", "wrong", "right"}))  # fmt: skip
        dialog.setModal(True)
        dialog.show()

    def signatures(self) -> Signatures | None:
        """Who has signed, and the ways to sign."""
        board = self.view.board
        if board is None:
            return None
        meeting = board.meeting
        dialog = Signatures(self.view.desk, meeting.code, meeting["minutes_number"] or meeting["number"], self.view)
        dialog.by_hand.connect(lambda: self._ask(board, "firmato"))
        dialog.open()
        return dialog

    def _ask(self, board: Board, to: str) -> None:
        names = minutes_steps.ASKED[to]
        given = {name: minutes_steps.default(name, board.meeting, board.document) for name in names}
        given.update({name: clock.today() for name in names if name in _TODAY and given[name] is None})

        def done(values: Mapping[str, Value]) -> Job:
            return self._move(board, to, values, None)

        verb = tr(VERBS[to][1])
        specs, needed = ask_for(Minutes, names), minutes_steps.NEEDED.get(to, frozenset())
        if to == "firmato":
            specs, needed = [*specs, *ask_for(MinutesVersion, (_FILE,))], needed | {_FILE}
        dialog = Asking(verb, verb, specs, self.view.hands.around, given, done, self.view, needed=needed)
        dialog.setModal(True)
        dialog.show()

    def _move(self, board: Board, to: str, values: Mapping[str, Value], reason: str | None) -> Job:
        meeting = board.meeting
        said = {name: value for name, value in values.items() if value not in (None, "", ())}
        signed = said.pop(_FILE, None)

        def deed(store: Store) -> Changes:
            return minutes_steps.advance(store, meeting.id, meeting.version, to, said, reason, signed)

        done = DONE.get(to) or N_("Stato del verbale cambiato.")
        return self.view.hands.act(deed, tr(done))
