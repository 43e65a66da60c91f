"""Lists by window: the same rows in the same order however they are read, on both databases."""

import random
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from app.core.errors import Refused
from app.domain.actors import Actor
from app.domain.entities import ENTITIES
from app.domain.objectives import Indicator, Measurement, Objective
from app.domain.participation import Contribution
from app.domain.permissions import Role
from app.domain.places import FundSource, InterventionType, Place, TargetGroup, Zone
from app.domain.projects import FundingLine, Intervention, Project
from app.domain.query import Filter, Query, Sort
from app.domain.settings import SavedView
from app.store.collation import sort_key

STATES = ("proposta", "in_corso", "concluso", "sospeso")
TITLES = ("Orto di quartiere", "Élite dello sport", "elenco 9", "elenco 10", "Àncora", "Ancora una volta", "Zeta",
          "zero sprechi", "L'ora di lettura", "L’officina")  # fmt: skip


@pytest.fixture
def anna(office):
    """Eighty projects with holes, doubles and accents."""
    desk, draw = office(Role.SEGRETARIO, name="anna"), random.Random(7)
    with desk.unit("Prepara") as unit:
        unit.insert(FundSource, {"code": "PNRR", "label": "PNRR"})
        for code, name in (("A01", "Comune"), ("A02", "Àncora"), ("A03", "Zaino"), ("A10", "Bottega")):
            unit.insert(Actor, {"code": code, "name": name, "category": "PA", "kind": "comune"})
        for n in range(1, 5):
            unit.insert(TargetGroup, {"code": f"T{n:02}", "label": f"Gruppo {n}"})
            unit.insert(Zone, {"code": f"Z{n:02}", "label": f"Zona {n}"})
        for n in range(80):
            start = date(2026, 1, 1) + timedelta(days=draw.randrange(40))
            unit.insert(Project, {
                "code": f"P{n}", "title": draw.choice(TITLES), "main_sector": draw.choice(("SOC", "CUL")),
                "status": draw.choice(STATES), "lead": draw.choice(("A01", "A02", "A03", "A10")),
                "partners": tuple(draw.sample(("A01:partner", "A02:finanziatore", "A03"), draw.randrange(3))),
                "targets": tuple(draw.sample(("T01", "T02", "T03"), draw.randrange(1, 3))), "zones": ("Z01",),
                "start": draw.choice((None, start)), "progress": draw.choice((None, 0, 50, 100)),
                "cup": draw.choice((None, "G17H03000130001")),
            })  # fmt: skip
            for k in range(draw.randrange(3)):
                unit.insert(FundingLine, {"project": f"P{n}", "source": "PNRR", "amount": Decimal(k + n) / 4})
    return desk


def walked(desk, query, size):
    """The codes of a list read page by page, forwards."""
    found, page = [], desk.page(query, ["code"], size=size)
    while True:
        found += [row[0] for row in page.rows]
        if not page.more:
            return found
        page = desk.page(query, ["code"], after=page.last, size=size)


def walked_back(desk, query, size):
    """The same, from the end."""
    last = desk.page(query, ["code"], size=10_000)
    page = desk.page(query, ["code"], before=last.last, size=size)
    found = [row[0] for row in page.rows]
    while page.more:
        page = desk.page(query, ["code"], before=page.first, size=size)
        found = [row[0] for row in page.rows] + found
    return [*found, last.rows[-1][0]]


ORDERS = (
    "", "title", "-title", "lead", "-lead", "status", "-status", "start", "-start", "progress", "-progress", "budget",
    "-budget", "cup", "targets", "updated_at", "status title", "-lead start", "progress -title -code",
    "start -status lead", "-cup -progress lead",
)  # fmt: skip


def test_pages_are_the_list(anna, subtests):
    for words in ORDERS:
        with subtests.test(words):
            pages_are_the_list(anna, words)


def pages_are_the_list(anna, words):
    sorts = tuple(Sort(word.lstrip("-"), word.startswith("-")) for word in words.split())
    for filters in ((), (Filter("status", "=", ("proposta", "in_corso")),)):
        query = Query("project", filters, sort=sorts)
        whole = [row[0] for row in anna.rows(query, ["code"])]
        assert len(whole) == len(set(whole)) == anna.count(query)
        assert [s.code for s in anna.snapshots(query)] == whole
        assert walked(anna, query, 7) == whole
        assert walked_back(anna, query, 7) == whole
        assert [row[0] for row in anna.page(query, ["code"], at=11, size=9).rows] == whole[11:20]
        assert anna.ids(query).tolist() == [anna.snapshot(Project, code).id for code in whole]


def test_empties_come_last_both_ways(anna):
    for down in (False, True):
        values = [row[0] for row in anna.rows(Query("project", sort=(Sort("start", down),)), ["start"])]
        known = [v for v in values if v is not None]
        assert values == sorted(known, reverse=down) + [None] * (len(values) - len(known))


def test_texts_are_in_italian_order(anna):
    titles = [row[0] for row in anna.rows(Query("project", sort=(Sort("title"),)), ["title"])]
    assert titles == sorted(titles, key=sort_key)
    first_met = list(dict.fromkeys(titles))
    ranked = (
        "Àncora",
        "Ancora una volta",
        "elenco 9",
        "elenco 10",
        "Élite dello sport",
        "L’officina",
        "L'ora di lettura",
        "Orto di quartiere",
        "zero sprechi",
        "Zeta",
    )
    assert first_met == [title for title in ranked if title in first_met]


def test_codes_count_as_people_do(anna):
    codes = [row[0] for row in anna.rows(Query("project"), ["code"])]
    assert codes == [f"P{n}" for n in range(80)]


def test_a_lead_is_ordered_by_name(anna):
    leads = [row[0] for row in anna.rows(Query("project", sort=(Sort("lead"),)), ["lead"])]
    assert list(dict.fromkeys(leads)) == ["A02", "A10", "A01", "A03"]  # Àncora, Bottega, Comune, Zaino


def plain(values, one):
    """What a filter means, said again in Python."""
    mine = values[one.field]
    if one.op in ("=", "!="):
        if isinstance(mine, tuple):
            held = {code if ":" in str(one.values) else code.partition(":")[0] for code in mine}
            found = bool(held & set(one.values)) if one.values else not mine
        else:
            found = mine in one.values if one.values else mine is None
        return found is (one.op == "=")
    if one.op == "~":
        return one.values[0].lower() in str(mine or "").lower()
    if mine is None:
        return False
    limit = one.values[0]
    return {"<": mine < limit, "<=": mine <= limit, ">": mine > limit, ">=": mine >= limit}[one.op]


FILTERS = [
    Filter("status", "=", ("proposta",)),
    Filter("status", "!=", ("proposta", "in_corso")),
    Filter("lead", "=", ("A02",)),
    Filter("cup", "="),
    Filter("cup", "!="),
    Filter("start", "="),
    Filter("start", "<", (date(2026, 1, 15),)),
    Filter("start", ">=", (date(2026, 1, 15),)),
    Filter("progress", "=", (50, 100)),
    Filter("progress", "!=", (50,)),
    Filter("progress", ">", (0,)),
    Filter("budget", "="),
    Filter("budget", ">=", (Decimal("5.25"),)),
    Filter("budget", "=", (Decimal("5.00"), Decimal("7.25"), Decimal(8), Decimal(9))),
    Filter("partners", "=", ("A02",)),
    Filter("partners", "!=", ("A02",)),
    Filter("partners", "=", ("A01:partner",)),
    Filter("partners", "="),
    Filter("partners", "!="),
    Filter("targets", "=", ("T01", "T03")),
    Filter("sources", "=", ("PNRR",)),
    Filter("title", "=", ("Zeta",)),
    Filter("title", "~", ("elenco",)),
    Filter("code", "=", ("P3", "P33")),
]


def test_filters_mean_what_they_say(anna, subtests):
    everybody = anna.snapshots(Query("project"))
    for one in FILTERS:
        with subtests.test(str(one)):
            wanted = [s.code for s in everybody if plain(s.values, one)]
            query = Query("project", (one,))
            assert [s.code for s in anna.snapshots(query)] == wanted
            assert anna.count(query) == len(wanted)
            assert 0 < len(wanted) < len(everybody)
            both = query.where(Filter("main_sector", "=", ("SOC",)))
            assert anna.count(both) == sum(s["main_sector"] == "SOC" and plain(s.values, one) for s in everybody)


def test_a_part_of_a_name_finds_the_links(anna):
    lead = Query("project", (Filter("lead", "~", ("ancor",)),))
    assert {s["lead"] for s in anna.snapshots(lead)} == {"A02"}
    assert anna.count(Query("project", (Filter("lead", "~", ("nessuno",)),))) == 0
    assert anna.count(Query("project", (Filter("title", "~", ("LOFFICINA",)),))) == 0
    assert anna.count(Query("project", (Filter("title", "~", ("l'off",)),))) > 0
    assert anna.count(Query("project", (Filter("title", "~", ("100%",)),))) == 0


def test_a_field_that_is_not_there_is_refused(anna):
    with pytest.raises(Refused, match="colore"):
        anna.count(Query("project", (Filter("colore", "=", ("rosso",)),)))
    with pytest.raises(Refused, match="colore"):
        anna.page(Query("project", sort=(Sort("colore"),)), ["code"])


SEARCHES = {
    "orto": lambda s: s["title"].startswith("Orto"),
    "elite": lambda s: "Élite" in s["title"],
    "ÀNC": lambda s: "ncora" in s["title"] or s["lead"] == "A02" or "A02:finanziatore" in s["partners"],
    "quart ort": lambda s: "Orto" in s["title"],
    "ora lett": lambda s: "lettura" in s["title"],
    "offic": lambda s: "officina" in s["title"],
    "orto zaino": lambda s: "Orto" in s["title"] and (s["lead"] == "A03" or "A03" in s["partners"]),
    "orto q": lambda s: "Orto" in s["title"],
    "elenco 1": lambda s: s["title"] == "elenco 10",
    "(\"orto'* OR": lambda s: "Orto" in s["title"],
    "nessuno": lambda s: False,
    "a": lambda s: True,
    "": lambda s: True,
}


def test_words_are_found_by_their_beginning(anna, subtests):
    everybody = anna.snapshots(Query("project"))
    for text, found in SEARCHES.items():
        with subtests.test(text):
            wanted = [s.code for s in everybody if found(s)]
            assert [s.code for s in anna.snapshots(Query("project", text=text))] == wanted


def test_an_actor_renamed_is_found_by_the_new_name(anna):
    actor = anna.snapshot(Actor, "A03")
    before = anna.count(Query("project", text="zaino"))
    with anna.unit("Modifica attore") as unit:
        unit.update(Actor, actor.id, actor.version, {"name": "Falegnami riuniti"})
    assert anna.count(Query("project", text="zaino")) == 0
    assert anna.count(Query("project", text="faleg")) == before > 0


def test_facets_count_as_if_nothing_were_ticked_in_them(anna):
    everybody = anna.snapshots(Query("project"))
    query = Query("project", (Filter("status", "=", ("proposta",)), Filter("targets", "=", ("T01",))))
    counts = anna.facets(query, ["status", "targets", "lead"])
    for code in STATES:
        assert counts["status"].get(code, 0) == sum(s["status"] == code and "T01" in s["targets"] for s in everybody)
    for code in ("T01", "T02", "T03", "T04"):
        assert counts["targets"].get(code, 0) == sum(
            s["status"] == "proposta" and code in s["targets"] for s in everybody
        )
    for code in ("A01", "A02"):
        assert counts["lead"].get(code, 0) == sum(
            s["lead"] == code and s["status"] == "proposta" and "T01" in s["targets"] for s in everybody
        )


def test_totals_are_exact(anna):
    everybody = anna.snapshots(Query("project"))
    assert anna.totals(Query("project"))["budget"] == sum((s["budget"] or Decimal(0) for s in everybody), Decimal(0))
    assert anna.totals(Query("project", (Filter("budget", "="),)))["budget"] == 0


def test_every_kind_of_value_comes_back_as_it_went(anna):
    day = date(2026, 1, 1)
    with anna.unit("Aggiungi") as unit:
        unit.insert(InterventionType, {"code": "LAB", "label": "Laboratorio", "family": "apprendimento"})
        unit.insert(
            Objective,
            {
                "code": "4",
                "title": "x",
                "level": "linea_mandato",
                "document": "dup_ses",
                "year_from": 2024,
                "year_to": 2029,
            },
        )
        unit.insert(Indicator, {"code": "IN", "objective": "4", "name": "n", "kind": "output", "unit": "n."})
        made = [
            unit.insert(Intervention, {
                "project": "P1", "title": "Corso", "type": "LAB", "sector": "CUL", "lead": "A01", "zone": "Z01",
                "targets": ("T02", "T01"), "start": day, "end": date(2026, 5, 1), "weekday": ("lun", "gio"),
                "slot_from": time(9, 5), "slot_to": time(18, 30), "free": True, "capacity": 0,
            }),
            unit.insert(Place, {"name": "Qui", "zone": "Z01", "lat": Decimal("44.0631658"), "lon": Decimal("-12.5")}),
            unit.insert(SavedView, {"name": "v", "screen": "s", "view": {"b": [1, "due"], "a": {"è": None}}}),
            unit.insert(Contribution, {"date": day, "channel": "email", "text": "a\nb 漢字 😀",
                                       "author_type": "anonimo", "themes": ["spazi", "verde"]}),
            *(unit.insert(Measurement, {"indicator": "IN", "date": day, "value": Decimal(value)})
              for value in ("20", "0.0001", "-3.25", "1E+3", "123456789.5")),
        ]  # fmt: skip
    for one in made:
        assert anna.by_id(ENTITIES[one.entity], one.id) == one
        alone = Query(one.entity, (Filter("code", "=", (one.code,)),))
        assert list(anna.rows(alone, list(one.values))) == [tuple(one.values.values())]
    assert str(anna.by_id(Measurement, made[4].id)["value"]) == "20"
    assert anna.page(Query("measurement", sort=(Sort("value"),)), ["value"]).rows == [
        (Decimal(value),) for value in ("-3.25", "0.0001", "20", "1000", "123456789.5")
    ]
