"""The register: projects and, opened, their interventions."""

from __future__ import annotations

from datetime import date, timedelta

from app.core import clock
from app.core.i18n import N_, Nn_, tr, trn
from app.domain.projects import FINAL, Intervention, Project
from app.domain.query import Filter, Query, Sort
from app.domain.vocabularies import VOCABULARIES
from app.ui.desk import Desk, Store
from app.ui.kit.inspector import Plan, Reading, Tab
from app.ui.kit.source import Source
from app.ui.kit.table_model import Parts
from app.ui.kit.views import View
from app.ui.screens.grid_plan import GridPlan
from app.ui.screens.grid_screen import GridScreen
from app.usecases import lists

_SOON = timedelta(days=60)
_HALF_YEAR = timedelta(days=182)

_OPEN = tuple(code for code in VOCABULARIES["project_status"].codes() if code not in {*FINAL, "concluso"})


def _running(year: int) -> Query:
    start, end = Filter("start", "<=", (date(year, 12, 31),)), Filter("end", ">=", (date(year, 1, 1),))
    return Query("project", (Filter("status", "=", ("in_corso",)), start, end))


def _ending() -> Query:
    today = clock.today()
    window = (Filter("end", ">=", (today,)), Filter("end", "<=", (today + _SOON,)))
    return Query("project", (Filter("status", "=", ("condiviso", "in_corso", "sospeso")), *window))


def _not_discussed(store: Store) -> Query:
    """Open projects on no agenda of the last six months."""
    since = clock.today() - _HALF_YEAR
    meetings = lists.snapshots(store, Query("meeting", (Filter("date", ">=", (since,)),)))
    held = tuple(one.code for one in meetings)
    items = lists.snapshots(store, Query("agenda_item", (Filter("meeting", "=", held),))) if held else []
    discussed = tuple(sorted({code for item in items for code in item["projects"]}))
    still_open = Filter("status", "=", _OPEN)
    return Query("project", (still_open, Filter("code", "!=", discussed)) if discussed else (still_open,))


def _views() -> tuple[View, ...]:
    year = clock.today().year
    return (
        View("all", tr(N_("Tutti")), lambda _: Query("project"), counted=False),
        View("running", tr(N_("In corso nel {year}")).format(year=year), lambda _: _running(year), counted=False),
        View("aimless", tr(N_("Senza obiettivo")), lambda _: Query("project", (Filter("objectives", "=", ()),)),
             hint=tr(N_("Progetti che non servono ancora nessun obiettivo"))),
        View("ending", tr(N_("In scadenza entro 60 giorni")), lambda _: _ending()),
        View("silent", tr(N_("Non discussi da 6 mesi")), _not_discussed,
             hint=tr(N_("Progetti aperti, fuori da ogni ordine del giorno degli ultimi sei mesi"))),
    )  # fmt: skip


def _subtitle(store: Store) -> str:
    projects, interventions = lists.count(store, Query("project")), lists.count(store, Query("intervention"))
    served = len([n for n in lists.facets(store, Query("project"), ("objectives",))["objectives"].values() if n])
    return " · ".join((
        trn("{n} progetto", "{n} progetti", projects),
        trn("{n} intervento", "{n} interventi", interventions),
        trn("{n} obiettivo collegato", "{n} obiettivi collegati", served),
    ))  # fmt: skip


_MEETINGS = Tab(
    N_("Sedute"),
    ("agenda_item", "decision"),
    N_("Non è ancora stato all'ordine del giorno di una seduta."),
    {"agenda_item": ("meeting", "outcome"), "decision": ("status", "due")},
)

INSPECT = {
    "project": Plan(
        ("main_sector", "status", "lead", "partners", "places", "targets", "zones", "start", "end", "budget", "spent",
         "sources", "objectives", "outcomes", "referent", "progress", "expected_users", "cup", "abstract"),
        (
            Tab(N_("Interventi"), ("intervention",), N_("Nessun intervento: aggiungetene uno con Modifica."),
                {"intervention": ("status", "lead", "start", "end")}),
            _MEETINGS,
        ),
        to_meeting=True,
    ),
    "intervention": Plan(
        ("project", "type", "sector", "status", "lead", "place", "zone", "targets", "start", "end", "frequency",
         "weekday", "slot_from", "slot_to", "access_mode", "free", "capacity"),
    ),
}  # fmt: skip

PLAN = GridPlan(
    entity=Project,
    title=N_("Registro dei progetti"),
    search=N_("Cerca in titolo, descrizione, attori…"),
    new=N_("Nuovo progetto"),
    count=Nn_("{n} progetto", "{n} progetti"),
    empty=N_("Il registro è vuoto. Cominciate con un primo progetto, oppure portate dentro il foglio che usate oggi."),
    columns=("code", "title", "main_sector", "status", "lead", "targets", "objectives", "budget", "end"),
    facets=("main_sector", "status", "objectives", "outcomes", "targets", "zones", "lead", "sources"),
    parts=Parts(Intervention, {"main_sector": "sector", "zones": "zone", "places": "place"}),
    views=_views,
    subtitle=_subtitle,
    total="budget",
    inspect=INSPECT,
    widths={"code": 5.0, "title": 15.0, "main_sector": 11.6, "status": 7.6, "lead": 8.6,
            "targets": 8.6, "objectives": 8.6},  # at 1366 pixels the first five are whole
    sort=(Sort("code"),),
)


class RegisterScreen(GridScreen):
    """The register of projects."""

    def __init__(self, desk: Desk, source: Source | None = None, reading: Reading | None = None) -> None:
        super().__init__(desk, PLAN, source, reading)
