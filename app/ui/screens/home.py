"""The first page: what the Opificio is for, the next sitting, what is owed, where one was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.core import clock, locale, longdate
from app.core.i18n import N_, tr, trn
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Snapshot, Values
from app.domain.query import Filter, Query, Sort
from app.ui import later
from app.ui.desk import Desk, Store
from app.ui.drafts import Draft
from app.ui.kit import looks
from app.ui.kit.flow import Flow
from app.ui.kit.plain import tip
from app.ui.kit.two_lines import Entry, EntryList
from app.ui.screens.around import journal_of
from app.ui.screens.base import Screen
from app.ui.screens.decisions import late, owed, soon
from app.ui.screens.sitting.parts import button, label, panel, section
from app.ui.theme import theme
from app.ui.theme_tokens import Hue
from app.usecases import committee, history, lists

_SHOWN = 6
_WIDE_EMS = 58.0
_FOLLOWED = ("http", "https")  # a link somebody wrote in the register opens a page, never a file or a program


@dataclass(frozen=True)
class Facts:
    """What the page shows, read at once."""

    settings: Values
    next: Snapshot | None
    agenda: int
    actions: tuple[Snapshot, ...]
    whose: str  # "mine" or "all"
    keywords: tuple[Snapshot, ...]
    recent: tuple[tuple[str, str, str, str], ...]  # (entity, code, title, when)


def read(store: Store) -> Facts:
    """Everything the first page shows."""
    coming = Query("meeting", (Filter("date", ">=", (clock.today(),)), Filter("status", "!=", ("annullata",))),
                   sort=(Sort("date"),))  # fmt: skip
    meeting = next(iter(lists.snapshots(store, coming, 1)), None)
    agenda = len(lists.children(store, "agenda_item", meeting.code)) if meeting else 0
    me = store.who.person
    mine = lists.snapshots(store, owed(me), _SHOWN) if me else []
    everybody = [*lists.snapshots(store, late(), _SHOWN), *lists.snapshots(store, soon(), _SHOWN)]
    keywords = lists.snapshots(store, Query("keyword", sort=(Sort("code"),)), 12)
    return Facts(committee.settings(store), meeting, agenda, tuple(mine or everybody)[:_SHOWN + 2],
                 "mine" if mine else "all", tuple(keywords), _recent(store))  # fmt: skip


class Whole(EntryList):
    """A list as tall as what it shows: the page scrolls, not the list."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():  # titles break elsewhere: other heights
            self.scheduleDelayedItemsLayout()
            self.setFixedHeight(self.full_height() + theme().px(0.4))


def _recent(store: Store) -> tuple[tuple[str, str, str, str], ...]:
    """The records touched last, the newest first."""
    found: dict[tuple[str, str], tuple[str, str, str, str]] = {}
    changes = history.since(store, max(0, store.last_seq - 40))
    for (entity, _), snapshot in reversed(list(changes.touched.items())):
        if snapshot is not None and entity in lists.SEARCHED and (entity, snapshot.code) not in found:
            title = ENTITIES[entity].named(snapshot.values, store.names)
            found[entity, snapshot.code] = (entity, snapshot.code, title, tr(ENTITIES[entity].label))
    return tuple(found.values())[:_SHOWN]


class HomeScreen(Screen):
    """The page «Cruscotto»."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        outer.addWidget(area)
        page = QWidget()
        page.setProperty("role", "plain")
        area.setWidget(page)
        area.viewport().setAutoFillBackground(False)
        self._column = QVBoxLayout(page)
        gap = theme().px(1.4)
        self._column.setContentsMargins(gap, theme().px(1.1), gap, gap)
        self._column.setSpacing(theme().px(0.9))
        self._typed: dict[str, Draft] = {}  # the drafts that are listed
        self._build(page)

    # ------------------------------------------------------------ building

    def _build(self, page: QWidget) -> None:
        self.banner = self._banner(page)
        self._column.addWidget(self.banner)
        self.title, self.subtitle = label("", "title", page), label("", "subtitle", page)
        head = QVBoxLayout()
        head.setSpacing(0)
        for line in (self.title, self.subtitle):
            line.setWordWrap(True)
            head.addWidget(line)
        self._column.addLayout(head)
        self._column.addWidget(self._poster(page))
        self.grid = QGridLayout()
        self.grid.setSpacing(theme().px(0.9))
        self._column.addLayout(self.grid)
        self.cards = (self._meeting(page), self._actions(page), self._recents(page), self._draft_list(page))
        self.sides = (_side(self.cards[0], self.cards[2]), _side(self.cards[1], self.cards[3]))
        self._wide: bool | None = None
        self._arrange()
        self._column.addStretch(1)

    def _banner(self, page: QWidget) -> QFrame:
        frame = QFrame(page)
        frame.setProperty("role", "warning")
        row = QVBoxLayout(frame)
        row.setContentsMargins(theme().px(0.9), theme().px(0.4), theme().px(0.9), theme().px(0.4))
        self._banner_words = label("", "", frame)
        self._banner_words.setWordWrap(True)
        row.addWidget(self._banner_words)
        frame.hide()
        return frame

    def _poster(self, page: QWidget) -> QFrame:
        frame, column = panel(page)
        self.question = label("", "heading", frame)
        self.quotation = label("", "", frame)
        for line in (self.question, self.quotation):
            line.setWordWrap(True)
            column.addWidget(line)
        self.words = QWidget(frame)
        self._flow = Flow(self.words, theme().px(0.4))
        column.addWidget(self.words)
        self.link = button("", "link", self._follow, "link", frame)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self._address = ""
        return frame

    def _meeting(self, page: QWidget) -> QFrame:
        frame, column = panel(page)
        column.addWidget(section(tr(N_("Prossima seduta")), frame))
        self.when, self.where = label("", "heading", frame), label("", "muted", frame)
        for line in (self.when, self.where):
            line.setWordWrap(True)
            column.addWidget(line)
        self.to_meeting = button(tr(N_("Apri la seduta")), "calendar", self._open_meeting, "", frame)
        column.addWidget(self.to_meeting, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._next = ""
        return frame

    def _actions(self, page: QWidget) -> QFrame:
        frame, self.actions_title, self.action_list, self.no_actions = self._listed(page, self._open_action)
        return frame

    def _recents(self, page: QWidget) -> QFrame:
        frame, title, self.recent_list, self.no_recent = self._listed(page, self._open_recent)
        _entitle(title, self.recent_list, tr(N_("Schede toccate di recente")))
        return frame

    def _draft_list(self, page: QWidget) -> QFrame:
        frame, title, self.drafts, self.no_drafts = self._listed(page, self._open_draft)
        _entitle(title, self.drafts, tr(N_("Scritto e non ancora salvato")))
        return frame

    def _listed(self, page: QWidget, opened: Callable[[str], None]) -> tuple[QFrame, QLabel, EntryList, QLabel]:
        frame, column = panel(page)
        title = section("", frame)
        column.addWidget(title)
        nothing = label("", "muted", frame)
        nothing.setWordWrap(True)
        column.addWidget(nothing)
        entries = Whole("", frame)
        entries.opened.connect(opened)
        column.addWidget(entries)
        column.addStretch(1)
        return frame, title, entries, nothing

    def _arrange(self) -> None:
        wide = self.width() >= theme().px(_WIDE_EMS)
        if wide == self._wide:
            return
        self._wide = wide
        for at, side in enumerate(self.sides):
            self.grid.removeWidget(side)
            self.grid.addWidget(side, *((0, at) if wide else (at, 0)), Qt.AlignmentFlag.AlignTop)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1 if wide else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # ------------------------------------------------------------ showing

    def enter(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.desk.runner.run(lambda _: read(self.desk.store), self._show, owner=self)

    def apply(self, changes: Changes, who: str = "") -> None:
        if self.isVisible():
            self.refresh()

    def _show(self, facts: Facts) -> None:
        settings = facts.settings
        self.banner.setVisible(bool(settings["demo"]))
        self._banner_words.setText(_demo_words(settings["demo_today"]))
        self.title.setText(settings["home_title"] or settings["municipality"] or tr(N_("Cabina di regia")))
        self.subtitle.setText(settings["home_subtitle"] or settings["municipality"] or "")
        self.question.setText(settings["question"] or "")
        self.quotation.setText(settings["quotation"] or "")
        self._address = str(settings["link"] or "")
        self.link.setText(tr(N_("Per saperne di più: {address}")).format(address=self._address))
        for widget, shown in ((self.question, settings["question"]), (self.quotation, settings["quotation"]),
                              (self.link, settings["link"])):  # fmt: skip
            widget.setVisible(bool(shown))
        self._show_keywords(facts.keywords)
        self._show_meeting(facts)
        self._show_actions(facts)
        _fill(self.recent_list, self.no_recent, [
            Entry(f"{entity}|{code}", title, second=kind if title.startswith(code) else f"{kind} · {code}")
            for entity, code, title, kind in facts.recent
        ], tr(N_("Ancora nessuna scheda: cominciate dal registro, o importate un foglio di calcolo.")))  # fmt: skip
        self._show_drafts(journal_of(self.desk).all())

    def _show_keywords(self, keywords: Sequence[Snapshot]) -> None:
        self._flow.clear()
        self._flow.addWidget(label(tr(N_("Parole chiave:")), "label", self.words))
        for one in keywords:
            word = label(str(one["term"]), "muted", self.words)
            word.setToolTip(tip(str(one["definition"] or "")))
            word.setText(tr(N_("«{word}»")).format(word=one["term"]))
            self._flow.addWidget(word)
            word.show()
        self.words.setVisible(bool(keywords))

    def _show_meeting(self, facts: Facts) -> None:
        meeting = facts.next
        self._next = meeting.code if meeting else ""
        self.to_meeting.setVisible(meeting is not None)
        if meeting is None:
            self.when.setText(tr(N_("Nessuna seduta in calendario")))
            self.where.setText(tr(N_("Preparatene una in «Sedute e verbali».")))
            return
        self.when.setText(longdate.long(meeting["date"], weekday=True))
        names = self.desk.names
        place = names.label("place", meeting["place"]) if meeting["place"] else tr(N_("luogo da indicare"))
        at = tr(N_("ore {time}")).format(time=locale.hour(meeting["start_planned"]))
        parts = [at, place, _in_days(meeting["date"]),
                 names.label("meeting_status", meeting["status"]).lower(),
                 trn("{n} punto all'ordine del giorno", "{n} punti all'ordine del giorno", facts.agenda)]  # fmt: skip
        self.where.setText(" · ".join(parts))

    def _show_actions(self, facts: Facts) -> None:
        mine = facts.whose == "mine"
        words = tr(N_("Le mie azioni aperte")) if mine else tr(N_("Azioni scadute e vicine"))
        _entitle(self.actions_title, self.action_list, words)
        _fill(self.action_list, self.no_actions, [self._action(one) for one in facts.actions],
              tr(N_("Nessuna azione in ritardo, nessuna nei prossimi 14 giorni.")))  # fmt: skip

    def _action(self, one: Snapshot) -> Entry:
        today = clock.today()
        days = (today - one["due"]).days
        if days > 0:
            when = trn("scaduta da {n} giorno", "scaduta da {n} giorni", days)
        elif not days:
            when = tr(N_("scade oggi"))
        else:
            when = trn("tra {n} giorno", "tra {n} giorni", -days)
        who = self.desk.names.label("person", one["owner"])
        state = self.desk.names.label("action_status", one["status"])
        hue = Hue.RED if days > 0 else looks.hue(ENTITIES["action_item"].fields["status"], one["status"])
        return Entry(f"action_item|{one.code}", one["text"], second=f"{when} · {who} · {state}", hue=hue)

    def _show_drafts(self, drafts: Sequence[Draft]) -> None:
        self._typed = {str(at): one for at, one in enumerate(drafts) if one.entity in ENTITIES}
        entries = [Entry(key, *_draft_words(one)) for key, one in self._typed.items()]
        self.cards[3].setVisible(bool(entries))
        _fill(self.drafts, self.no_drafts, entries, "")

    # ------------------------------------------------------------ going

    def _follow(self) -> None:
        address = QUrl(self._address if "://" in self._address else f"https://{self._address}")
        if address.scheme().lower() in _FOLLOWED and address.host():
            QDesktopServices.openUrl(address)
        elif self._address:
            words = N_("«{address}» non si apre da qui: si seguono solo indirizzi di pagine (http e https).")
            self.desk.messages.say(tr(words).format(address=self._address), "warning")

    def _open_meeting(self) -> None:
        self.desk.open("meeting", self._next)

    def _open_action(self, key: str) -> None:
        self.desk.open(*key.split("|", 1))

    def _open_recent(self, key: str) -> None:
        self.desk.open(*key.split("|", 1))

    def _open_draft(self, key: str) -> None:
        later.load(later.RESUME)(self.desk, self._typed[key], self.window(), self.refresh)


def _side(*cards: QFrame) -> QWidget:
    side = QWidget()
    side.setProperty("role", "plain")
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme().px(0.9))
    for card in cards:
        column.addWidget(card)
    return side


def _entitle(title: QLabel, entries: EntryList, words: str) -> None:
    """The heading of a list, which is also what a screen reader calls it."""
    title.setText(words)
    entries.setAccessibleName(words)


def _fill(entries: EntryList, nothing: QLabel, found: list[Entry], words: str) -> None:
    entries.show_entries(found)
    entries.setVisible(bool(found))
    nothing.setText(words)
    nothing.setVisible(not found and bool(words))
    entries.setFixedHeight(entries.full_height() + theme().px(0.4))  # until the room it gets is known


def _draft_words(draft: Draft) -> tuple[str, str, str]:
    """(title, lead, second line) of a draft."""
    kind = tr(ENTITIES[draft.entity].label)
    if draft.record:
        return draft.code, "", f"{kind} · {locale.moment(draft.when)}"
    title = tr(N_("Nuova scheda: {kind}")).format(kind=kind)
    return title, "", " · ".join(filter(None, (draft.under, locale.moment(draft.when))))


def _demo_words(today: date | None) -> str:
    words = tr(N_("Dati dimostrativi: persone, importi e progetti sono inventati."))
    if today is None:
        return words
    return words + " " + tr(N_("Nella dimostrazione oggi è il {day}.")).format(day=longdate.long(today))


def _in_days(day: date) -> str:
    days = (day - clock.today()).days
    return tr(N_("oggi")) if not days else trn("tra {n} giorno", "tra {n} giorni", days)
