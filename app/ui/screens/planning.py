"""Planning sittings from their list: a new one judged by the calendar, series, one from somebody's appointment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.core.errors import Unreachable
from app.core.i18n import N_, tr, trn
from app.core.progress import Progress
from app.domain import noticing
from app.domain.entity import Changes, Snapshot, Values
from app.domain.fields import Value
from app.domain.meetings import Meeting
from app.domain.planning import MeetingSeries
from app.domain.query import Filter, Query
from app.ui.desk import Desk
from app.ui.dialogs.asking import ask_for
from app.ui.dialogs.judging import Judging
from app.ui.dialogs.series import SeriesDialog
from app.ui.kit.editor import found
from app.ui.runner import Job
from app.ui.screens.around import around_of
from app.usecases import carrying, lists, notices, series
from app.usecases.series import Dates

_SERIES = Query("meeting_series", (Filter("active", "=", (True,)),))
_ASKED = ("date", "start_planned", "place", "mode", "kind", "call")


class Planning:
    """The deeds of the page «Sedute» before there is a sitting. `made(changes)` hears of a new one."""

    def __init__(self, desk: Desk, screen: QWidget, made: Callable[[Changes], object]) -> None:
        self.desk, self.screen, self._made = desk, screen, made

    def _with_body(self, then: Callable[[Snapshot], object]) -> None:
        def told(bodies: list[Snapshot]) -> None:
            if bodies:
                then(bodies[0])
                return
            words = tr(N_("Prima descrivete l'organo che si riunisce, nelle impostazioni."))
            self.desk.messages.say(words, "warning")

        self.desk.runner.run(lambda _: lists.snapshots(self.desk.store, Query("body"), 1), told, owner=self.screen)

    # ------------------------------------------------------------ one sitting

    def new(self, given: Values | None = None) -> None:
        """Ask for day, hour and place; what the calendar says of the day is told while it is written."""
        self._with_body(lambda body: self._around(body, given or {}))

    def _around(self, body: Snapshot, given: Values) -> None:
        self.desk.runner.run(lambda _: notices.around(self.desk.store, None, body.code),
                             lambda around: self._ask(body, given, around), owner=self.screen)  # fmt: skip

    def _ask(self, body: Snapshot, given: Values, around: noticing.Around) -> None:
        values = {**Meeting.defaults(), "body": body.code, "template": None, **given}

        def done(told: Mapping[str, Value]) -> Job:
            wanted = {**values, **told}
            template = wanted.pop("template")
            return self.desk.runner.run(lambda _: carrying.prepare(self.desk.store, wanted, template), self._made,
                                        owner=self.screen)  # fmt: skip

        def judge(told: Mapping[str, Value]) -> noticing.Judged:
            return noticing.judge(
                around, told.get("date"), told.get("start_planned"), str(told.get("kind") or ""), None
            )

        Judging(tr(N_("Nuova seduta")), tr(N_("Prepara la seduta")),
                [*ask_for(Meeting, _ASKED), *ask_for(MeetingSeries, ("template",))], around_of(self.desk, self.screen),
                values, done, judge, self.screen, needed=frozenset({"date", "start_planned"}),
                words=tr(N_("Quando e dove: il numero si assegna con la convocazione. Ciò che le sedute precedenti "
                            "hanno lasciato aperto va da sé all'ordine del giorno."))).open()  # fmt: skip

    # ------------------------------------------------------------ calendars

    def menu(self) -> QMenu:
        """What the button «Calendario» offers; the series there are come when they are read."""
        menu = QMenu(self.screen)
        menu.addAction(tr(N_("Nuova serie di sedute…"))).triggered.connect(lambda _=False: self.new_series())
        menu.addAction(tr(N_("Seduta da un appuntamento (.ics)…"))).triggered.connect(lambda _=False: self.choose())

        def told(known: list[Snapshot]) -> None:
            for one in known:
                words = tr(N_("Altre sedute di «{name}»…")).format(name=one["name"])
                menu.addAction(words).triggered.connect(lambda _=False, one=one: self.more(one))

        self.desk.runner.run(lambda _: lists.snapshots(self.desk.store, _SERIES), told, owner=self.screen)
        return menu

    def choose(self) -> None:
        """Ask for somebody's appointment."""
        words, kind = tr(N_("Apri un appuntamento")), tr(N_("Calendario (*.ics)"))
        path, _ = QFileDialog.getOpenFileName(self.screen, words, str(Path.home()), kind)
        if path:
            self.from_file(Path(path))

    def from_file(self, path: Path) -> None:
        """A new sitting with the date, hour and place of an appointment; who works here corrects what is not so."""

        def work(_: Progress) -> Values:
            try:
                data = path.read_bytes()
            except OSError:
                raise Unreachable(N_("Non riesco a leggere «{name}»."), name=path.name) from None
            return notices.from_calendar(data, path.name)

        def told(read: Values) -> None:
            place = found(self.desk.names, "place", str(read["location"] or "").split(",")[0])
            one = place[0][0] if read["location"] and len(place) == 1 else None
            self.desk.messages.say(
                tr(N_("Dal calendario: «{what}», {where}.")).format(
                    what=read["summary"] or path.name, where=read["location"] or tr(N_("senza luogo"))))  # fmt: skip
            self.new({key: value for key, value in (("date", read["date"]), ("start_planned", read["start_planned"]),
                                                    ("place", one)) if value is not None})  # fmt: skip

        self.desk.runner.run(work, told, owner=self.screen)

    # ------------------------------------------------------------ series

    def new_series(self) -> None:
        """Ask how sittings come back."""

        def make(values: Values, number: int) -> Job:
            return self._run(lambda: series.begin(self.desk.store, values, number))

        self._with_body(lambda body: self._dates({**MeetingSeries.defaults(), "body": body.code, "every": 1}, make))

    def more(self, one: Snapshot) -> None:
        """More drafts of a series."""
        self._dates(one.values, lambda _, number: self._run(lambda: series.go_on(self.desk.store, one.code, number)),
                    known=True)  # fmt: skip

    def _dates(self, values: Values, make: Callable[[Values, int], Job], *, known: bool = False) -> None:
        def told(dates: Dates) -> None:
            SeriesDialog(values, dates, around_of(self.desk, self.screen), make, self.screen, known=known).open()

        self.desk.runner.run(lambda _: series.dates_of(self.desk.store, str(values["body"])), told, owner=self.screen)

    def _run(self, deed: Callable[[], Changes]) -> Job:
        def done(changes: Changes) -> None:
            n = sum(1 for one in changes.of("meeting") if one)
            self.desk.done(changes, trn("{n} seduta preparata in bozza.", "{n} sedute preparate in bozza.", n))

        return self.desk.runner.run(lambda _: deed(), done, owner=self.screen)
