"""Whose rows, and which of them: what a member writes, what a reader sees, on files and on servers."""

from datetime import date, time

import pytest

from app.core.errors import Forbidden, Stale
from app.domain.actors import Actor, Body, PersonEntity
from app.domain.decisions import Attachment
from app.domain.entities import ENTITIES
from app.domain.meetings import Meeting
from app.domain.pacts import Pact
from app.domain.participation import Contribution, PairReview
from app.domain.permissions import GRANTS, Can, Role
from app.domain.places import InterventionType, TargetGroup, Zone
from app.domain.projects import FundingLine, Intervention, Project
from app.domain.query import Filter, Query, Sort
from tests.store.test_unit import small_register


@pytest.fixture
def anna(office):
    """The secretary, with two bodies, a person of each, and a project of each."""
    desk = office(Role.SEGRETARIO, name="anna")
    small_register(desk)
    with desk.unit("Prepara") as unit:
        for code, actor in (("M01", "A01"), ("M02", "A02")):
            unit.insert(
                PersonEntity, {"code": code, "first_name": "P", "last_name": code, "actor": actor, "role_title": "x"}
            )
        unit.insert(Actor, {"code": "A03", "name": "Terzo", "category": "CIV", "kind": "aps"})
        unit.insert(Project, project_of("A03", "P3"))
    return desk


def project_of(lead, code=None):
    return {"code": code, "title": "Titolo", "main_sector": "CUL", "lead": lead, "targets": ("T01",), "zones": ("Z01",)}


def test_a_member_writes_what_is_of_their_body(office, anna):
    """M02's body A02 is a partner of P1, and has nothing to do with P3."""
    bice = office(Role.COMPONENTE, name="bice", person="M02")
    assert bice.who.actor == "A02"
    one, three = (bice.snapshot(Project, code) for code in ("P1", "P3"))
    with bice.unit("Modifica progetto") as unit:
        assert unit.update(Project, one.id, one.version, {"progress": 20})["progress"] == 20
    with bice.unit("Aggiungi finanziamento") as unit:
        unit.insert(FundingLine, {"project": "P1", "source": "PNRR", "amount": 10})
    with pytest.raises(Forbidden), bice.unit("Modifica progetto") as unit:
        unit.update(Project, three.id, three.version, {"progress": 20})
    with pytest.raises(Forbidden), bice.unit("Aggiungi finanziamento") as unit:
        unit.insert(FundingLine, {"project": "P3", "source": "PNRR", "amount": 10})
    with bice.unit("Aggiungi progetto") as unit:
        unit.insert(Project, project_of("A02"))
    with pytest.raises(Forbidden), bice.unit("Aggiungi progetto") as unit:
        unit.insert(Project, project_of("A01"))


def test_a_member_cannot_give_their_record_away_or_take_another(office, anna):
    bice = office(Role.COMPONENTE, name="bice", person="M02")
    one, three = (bice.snapshot(Project, code) for code in ("P1", "P3"))
    with pytest.raises(Forbidden), bice.unit("Modifica progetto") as unit:
        unit.update(Project, one.id, one.version, {"partners": ()})
    with pytest.raises(Forbidden), bice.unit("Modifica progetto") as unit:
        unit.update(Project, three.id, three.version, {"lead": "A02"})
    with pytest.raises(Forbidden), bice.unit("Elimina") as unit:
        unit.trash(Project, three.id, three.version)
    with pytest.raises(Forbidden), bice.unit("Elimina") as unit:
        unit.purge(Project, three.id, three.version)


def test_a_member_writes_a_draft_and_no_more(office, anna):
    """Their pact is theirs to write until somebody takes it up (`Entity.own_states`), whatever the use-cases say."""
    bice = office(Role.COMPONENTE, name="bice", person="M02")
    said = {"title": "Aiuole", "common_good": "Aiuole", "actions": ("cura",), "proposer": "A02",
            "received": date(2026, 1, 2)}  # fmt: skip
    with bice.unit("Nuova proposta") as unit:
        made = unit.insert(Pact, said)
    with bice.unit("Modifica") as unit:
        made = unit.update(Pact, made.id, made.version, {"title": "Aiuole nuove"})
    with pytest.raises(Forbidden), bice.unit("Modifica") as unit:
        unit.update(Pact, made.id, made.version, {"status": "attivo"})
    with pytest.raises(Forbidden), bice.unit("Nuova proposta") as unit:
        unit.insert(Pact, {**said, "status": "attivo"})
    with anna.unit("Istruttoria") as unit:
        made = unit.update(Pact, made.id, made.version, {"status": "in_istruttoria"})
    for deed in (lambda unit: unit.update(Pact, made.id, made.version, {"title": "Altro"}),
                 lambda unit: unit.trash(Pact, made.id, made.version)):  # fmt: skip
        with pytest.raises(Forbidden), bice.unit("Modifica") as unit:
            deed(unit)


def test_who_may_write_some_fields_of_a_record_writes_those_only(office, anna):
    """The president sends minutes back and approves an agenda; the sitting is the secretary's."""
    with anna.unit("Nuova seduta") as unit:
        unit.insert(Body, {"code": "CDR", "name": "Cabina"})
        made = unit.insert(Meeting, {"body": "CDR", "date": date(2026, 1, 2), "start_planned": time(17, 0),
                                     "minutes_status": "definitivo"})  # fmt: skip
    marta = office(Role.PRESIDENTE, name="marta")
    with marta.unit("Bozza") as unit:
        made = unit.update(Meeting, made.id, made.version, {"minutes_status": "bozza", "minutes_reason": "Un errore",
                                                            "agenda_approved_on": date(2026, 1, 1)})  # fmt: skip
    for deed in (lambda unit: unit.update(Meeting, made.id, made.version, {"place": None, "mode": "remoto"}),
                 lambda unit: unit.trash(Meeting, made.id, made.version),
                 lambda unit: unit.purge(Meeting, made.id, made.version),
                 lambda unit: unit.insert(Meeting, {"body": "CDR", "date": date(2026, 1, 3),
                                                    "start_planned": time(17, 0)})):  # fmt: skip
        with pytest.raises(Forbidden), marta.unit("Altro") as unit:
            deed(unit)
    with pytest.raises(Forbidden), anna.unit("Approva") as unit:
        unit.update(Meeting, made.id, made.version, {"agenda_approved_on": date(2026, 1, 2)})
    assert anna.snapshot(Meeting, made.code)["minutes_reason"] == "Un errore"


def test_a_refusal_of_rows_is_not_taken_for_a_stale_version(office, anna):
    """Row-level security hides the row from the UPDATE: nothing is written, as when somebody was quicker."""
    bice = office(Role.COMPONENTE, name="bice", person="M02")
    three = bice.snapshot(Project, "P3")
    with anna.unit("Modifica progetto") as unit:
        unit.update(Project, three.id, three.version, {"progress": 5})
    with pytest.raises(Stale), bice.unit("Modifica progetto") as unit:
        unit.update(Project, three.id, three.version, {"progress": 20})
    with pytest.raises(Forbidden), bice.unit("Modifica progetto") as unit:
        unit.update(Project, three.id, three.version + 1, {"progress": 20})


def test_internal_records_and_their_parts_are_not_shown_to_a_reader(office, anna):
    one = anna.snapshot(Project, "P1")
    with anna.unit("Modifica progetto") as unit:
        unit.insert(FundingLine, {"project": "P1", "source": "PNRR", "amount": 10})
        unit.update(Project, one.id, one.version, {"visibility": "interna"})
    ugo = office(Role.LETTORE, name="ugo")
    assert ugo.snapshot(Project, "P1") is None
    assert [s.code for s in ugo.snapshots(Query("project"))] == ["P3"]
    assert ugo.count(Query("funding_line")) == 0
    assert ugo.count(Query("project", text="biblioteca")) == 0
    assert ugo.facets(Query("project"), ["lead", "zones"]) == {"lead": {"A03": 1}, "zones": {"Z01": 1}}
    assert list(ugo.rows(Query("project"), ["code"])) == [("P3",)]
    assert anna.count(Query("funding_line")) == 1


def test_the_name_of_an_internal_record_is_not_told_to_a_reader(office, anna):
    ugo = office(Role.LETTORE, name="ugo")
    shown = ugo.names.label("project", "P1")
    assert shown != "P1"
    hide(anna, "P1")
    for desk, label in ((office(Role.LETTORE, name="ida"), "P1"), (office(Role.COMPONENTE, name="eva"), shown)):
        assert desk.names.label("project", "P1") == label
        assert (desk.names.find("project", shown) == "P1") is (label == shown)
        assert ("P1" in dict(desk.names.options("project"))) is (label == shown)


def test_the_name_of_an_internal_record_among_many_is_not_told_either(office, anna, monkeypatch):
    monkeypatch.setattr("app.store.names.SMALL", 0)
    hide(anna, "P1")
    ida, eva = office(Role.LETTORE, name="ida"), office(Role.COMPONENTE, name="eva")
    shown = eva.names.label("project", "P1")
    assert ida.names.label("project", "P1") == "P1" != shown
    assert (ida.names.find("project", "P1"), eva.names.find("project", "P1")) == (None, "P1")
    assert [code for code, _ in ida.names.options("project")] == ["P3"]
    assert [code for code, _ in eva.names.options("project")] == ["P1", "P3"]


@pytest.mark.parametrize("written", ["before", "after"])
def test_the_history_of_an_internal_record_and_of_its_parts_is_not_told_to_a_reader(office, anna, written):
    line = {"project": "P1", "source": "PNRR", "amount": 10}

    def add():
        with anna.unit("Aggiungi finanziamento") as unit:
            return unit.insert(FundingLine, line)

    made = add() if written == "before" else None
    hide(anna, "P1")
    made = made or add()
    with anna.unit("Aggiungi finanziamento") as unit:
        unit.insert_many(FundingLine, [line])
    ugo, one = office(Role.LETTORE, name="ugo"), anna.snapshot(Project, "P1")
    assert anna.history(FundingLine, made.id)
    assert anna.history(Project, one.id)
    assert ugo.history(FundingLine, made.id) == []
    assert ugo.history(Project, one.id) == []
    told = {(row.entity, row.code) for row in (*ugo.recent(), *ugo.since(0))}
    assert {code for kind, code in told if kind == "project"} == {"P3"}
    assert not any(kind == "funding_line" for kind, _ in told)


MEETING = {"code": "S1", "body": "CDR", "date": date(2026, 1, 2), "start_planned": time(17, 0)}
HANGING = {
    "attachment": ("project", [("project", {}), ("attachment", {"project": "P1", "title": "Planimetria"})]),
    "attachment of a sitting": ("meeting", [
        ("body", {"code": "CDR", "name": "Cabina"}), ("meeting", MEETING),
        ("attachment", {"meeting": "S1", "title": "Relazione"}),
    ]),
    "indicator": ("project", [
        ("project", {}), ("indicator", {"project": "P1", "name": "Presenze", "unit": "n", "kind": "output"}),
    ]),
    "decision and its action": ("meeting", [
        ("body", {"code": "CDR", "name": "Cabina"}), ("meeting", MEETING),
        ("agenda_item", {"code": "S1-1", "meeting": "S1", "position": 1, "title": "Punto"}),
        ("decision", {"code": "D1", "number": "1/2026", "item": "S1-1", "type": "indirizzo", "title": "Deciso",
                      "text": "Si decide", "owner": "M01"}),
        ("action_item", {"decision": "D1", "text": "Fare", "owner": "M01", "due": date(2026, 2, 1)}),
        ("action_item", {"item": "S1-1", "text": "Fare altro", "owner": "M01", "due": date(2026, 2, 1)}),
    ]),
    "stage": ("process", [("process", {"code": "PP1", "title": "Percorso"}),
                          ("stage", {"process": "PP1", "title": "Passeggiata", "when": "2026-01-02"})]),
}  # fmt: skip


@pytest.mark.parametrize("written", ["before", "after"])
@pytest.mark.parametrize("told", HANGING)
def test_what_tells_of_an_internal_record_is_not_shown_to_a_reader_either(office, anna, told, written):
    """Who hangs on a record without being a part of it: its visibility is that of what it hangs on, too."""
    hider, rows = HANGING[told]
    made = []
    for kind, values in rows:
        if values:
            with anna.unit("Aggiungi") as unit:
                made.append(unit.insert(ENTITIES[kind], values))
        if kind == hider and written == "before":
            hide_one(anna, hider)
    if written == "after":
        hide_one(anna, hider)
    hung = [one for one in made if ENTITIES[one.entity].seen_with]
    ugo, eva = office(Role.LETTORE, name="ugo"), office(Role.COMPONENTE, name="eva")
    assert hung
    for one in hung:
        kind = ENTITIES[one.entity]
        assert ugo.by_id(kind, one.id) is None
        assert ugo.count(Query(one.entity)) == 0 < eva.count(Query(one.entity))
        assert list(ugo.rows(Query(one.entity), ["code"])) == []
        assert ugo.names.label(one.entity, one.code) == one.code
        assert ugo.history(kind, one.id) == []
        assert eva.history(kind, one.id)


def hide_one(desk, kind):
    one = desk.snapshots(Query(kind, sort=(Sort("code"),)))[0]
    with desk.unit("Modifica") as unit:
        unit.update(ENTITIES[kind], one.id, one.version, {"visibility": "interna"})


def test_a_pair_of_interventions_is_seen_when_both_are(office, anna):
    with anna.unit("Aggiungi") as unit:
        unit.insert(InterventionType, {"code": "TI", "label": "Laboratorio", "family": "accesso"})
        for code, project in (("I1", "P1"), ("I3", "P3")):
            unit.insert(Intervention, {"code": code, "project": project, "title": "Intervento", "type": "TI",
                                       "sector": "CUL", "lead": "A01", "zone": "Z01", "targets": ("T01",),
                                       "start": date(2026, 1, 2), "end": date(2026, 2, 2)})  # fmt: skip
        unit.insert(PairReview, {"a": "I1", "b": "I3", "kind": "sovrapposizione", "result": "confermata"})
    ugo = office(Role.LETTORE, name="ugo")
    assert ugo.count(Query("pair_review")) == 1
    hide(anna, "P3")
    assert (ugo.count(Query("pair_review")), anna.count(Query("pair_review"))) == (0, 1)


def test_the_file_kept_with_an_internal_record_is_not_given_to_a_reader(office, anna):
    with anna.unit("Allega") as unit:
        kept = unit.keep(b"segreto")
        unit.insert(Attachment, {"project": "P1", "title": "Planimetria", "file": kept, "file_name": "a.txt"})
        loose = unit.keep(b"di nessuno")
    ugo = office(Role.LETTORE, name="ugo")
    assert ugo.blob(kept) == b"segreto"
    hide(anna, "P1")
    assert (ugo.blob(kept), ugo.blob(loose), anna.blob(kept)) == (None, None, b"segreto")
    assert ugo.count(Query("attachment", text="planimetria")) == 0 < anna.count(Query("attachment", text="planimetria"))


def test_what_was_done_inside_an_internal_record_stays_untold_when_it_is_gone(office, anna):
    hide(anna, "P1")
    with anna.unit("Aggiungi finanziamento") as unit:
        made = unit.insert(FundingLine, {"project": "P1", "source": "PNRR", "amount": 10})
    with anna.unit("Elimina") as unit:
        unit.trash(FundingLine, made.id, 1)
    with anna.unit("Elimina") as unit:
        unit.purge(FundingLine, made.id, 2)
    assert len(anna.history(FundingLine, made.id)) == 3
    assert office(Role.LETTORE, name="ugo").history(FundingLine, made.id) == []


def hide(desk, code):
    one = desk.snapshot(Project, code)
    with desk.unit("Modifica progetto") as unit:
        unit.update(Project, one.id, one.version, {"visibility": "interna"})


def test_contacts_are_read_by_the_secretary_only(office, anna):
    with anna.unit("Aggiungi contributo") as unit:
        made = unit.insert(
            Contribution,
            {"code": "C01", "date": date(2026, 1, 2), "channel": "email", "text": "Più panchine",
             "author_type": "cittadina_o", "author_name": "Rosa", "contact": "rosa@example.org", "consent": True},
        )  # fmt: skip
    for role in Role:
        desk = office(role, name=f"desk_{role.value}")
        seen = desk.snapshot(Contribution, "C01")
        told = desk.history(Contribution, made.id)[0].after
        shown = Can.READ_CONTACTS in GRANTS[role]
        assert (seen["contact"] == "rosa@example.org") is shown
        assert ("contact" in told) is shown
        assert (list(desk.rows(Query("contribution"), ["contact"])) == [("rosa@example.org",)]) is shown


@pytest.mark.parametrize("asked", [
    {"filters": (Filter("contact", "~", ("rosa",)),)}, {"filters": (Filter("contact", "="),)},
    {"sort": (Sort("author_name"),)}, {"sort": (Sort("date"), Sort("contact", descending=True))},
])  # fmt: skip
def test_a_field_one_may_not_read_neither_narrows_nor_orders_a_list(office, anna, asked):
    query, ugo = Query("contribution", **asked), office(Role.LETTORE, name="ugo")
    for ask in (ugo.count, ugo.snapshots, lambda q: ugo.page(q, ["code"]), lambda q: list(ugo.rows(q, ["code"])),
                lambda q: ugo.facets(q, ["channel"])):  # fmt: skip
        with pytest.raises(Forbidden, match=r"Nome|Recapito"):
            ask(query)
    with pytest.raises(Forbidden, match="Consenso"):
        ugo.facets(Query("contribution"), ["consent"])
    assert anna.count(query) == 0


def test_vocabularies_are_kept_by_the_administrator_too(office, anna):
    tecla = office(Role.AMMINISTRATORE, name="tecla")
    with tecla.unit("Aggiungi") as unit:
        zone = unit.insert(Zone, {"label": "Nuova"})
    with tecla.unit("Modifica") as unit:
        unit.update(Zone, zone.id, 1, {"code": "Z77"})
    with pytest.raises(Forbidden), tecla.unit("Aggiungi") as unit:
        unit.insert(Project, project_of("A01"))
    used = anna.snapshot(TargetGroup, "T01")
    with tecla.unit("Modifica") as unit:  # the links to it follow, in tables the administrator may not write
        unit.update(TargetGroup, used.id, used.version, {"code": "TUTTI"})
    assert anna.snapshot(Project, "P1")["targets"] == ("TUTTI",)
