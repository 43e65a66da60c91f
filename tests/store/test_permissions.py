"""The full matrix role x table x operation: what GRANTS says, what SQLite does, what PostgreSQL does."""

import sqlite3
from datetime import date, time

import psycopg
import pytest

from app.core.errors import Forbidden, Stale
from app.domain.actors import Actor, Body, PersonEntity
from app.domain.entities import ENTITIES
from app.domain.fields import Link
from app.domain.meetings import Meeting
from app.domain.ownership import may_write_field, may_write_row
from app.domain.pacts import Pact
from app.domain.participation import Contribution
from app.domain.permissions import GRANTS, Can, Person, Role
from app.domain.places import TargetGroup, Zone
from app.domain.projects import FundingLine, Project
from app.domain.query import Filter, Query, Sort
from app.store.guard import guard
from app.store.layout import MARKS, layout
from app.store.policies import group
from app.store.rights import Reach, rights
from app.store.sqlite import SqliteLine
from tests.store.test_unit import small_register

CASES = [(role, entity) for role in Role for entity in ENTITIES.values()]
NAMES = [f"{role}-{entity.name}" for role, entity in CASES]


@pytest.mark.parametrize(("role", "entity"), CASES, ids=NAMES)
def test_the_store_says_what_the_use_cases_say(role, entity):
    who, mine = Person("x", frozenset({role})), rights(entity, GRANTS[role])
    for own in (False, True):
        assert may_write_row(entity, who, own) is (mine.insert is Reach.ALL or (own and mine.insert is Reach.OWN))
        for name, spec in entity.fields.items():
            if not spec.computed:
                reached = mine.update is Reach.ALL or (own and mine.update is Reach.OWN)
                assert may_write_field(entity, spec, who, own) is (name in mine.fields and reached), name


PR, SE, CO, LE, AM = Role
WRITERS = {
    "meeting.date": {SE}, "meeting.place": {SE}, "meeting.chair": {SE}, "meeting.start_actual": {SE},
    "meeting.minutes_number": {SE}, "meeting.status": {SE, PR}, "meeting.minutes_status": {SE, PR},
    "meeting.minutes_reason": {SE, PR}, "meeting.agenda_approved_on": {PR}, "meeting.agenda_approved_as": {PR},
    "agenda_item.title": {SE}, "agenda_item.report_text": {SE}, "attendance.status": {SE}, "vote.favour": {SE},
    "item_proposal.title": {SE, CO}, "item_proposal.by": {SE, CO}, "item_proposal.answer": {SE},
    "item_proposal.item": {SE}, "minutes.signed_on": {SE}, "minutes.protocol_number": {SE},
    "minutes_version.file": {SE}, "minutes_observation.text": {SE, CO}, "minutes_observation.accepted": {SE},
    "decision.text": {PR, SE}, "action_item.status": {PR, SE, CO}, "pact.title": {PR, SE, CO},
    "project.title": {PR, SE, CO}, "funding_line.amount": {PR, SE, CO}, "objective.title": {PR, SE},
    "contribution.text": {PR, SE, CO}, "contribution.evaluation": {SE}, "contribution.contact": {SE},
    "pair_review.result": {PR, SE, CO}, "body.notice_days": {PR, SE}, "body.agenda_approval": {PR, SE},
    "setting.home_title": {PR, SE}, "setting.aoo_code": {PR, SE, AM}, "vocabulary_term.label": {SE, AM},
    "account.roles": {AM},
}  # fmt: skip
"""DOMAIN §5.7, field by field where its rows differ: who writes, all rows or their own."""


@pytest.mark.parametrize("field", WRITERS)
def test_who_writes_a_field(guarded, field):
    name, _, column = field.partition(".")
    entity = ENTITIES[name]
    for role in Role:
        may = role in WRITERS[field]
        who = Person("x", frozenset({role}))
        assert may_write_field(entity, entity.fields[column], who, is_own=True) is may, role
        assert (column in rights(entity, GRANTS[role]).fields) is may, role
        assert allowed(guarded[role], f'UPDATE "{name}" SET "{column}" = NULL WHERE id = 1') is may or isinstance(
            entity.fields[column], Link
        ), role


@pytest.mark.postgresql
@pytest.mark.parametrize("field", WRITERS)
def test_who_writes_a_field_on_a_server(server, field):
    name, _, column = field.partition(".")
    asked = "SELECT has_column_privilege(%s, %s, %s, 'UPDATE')"
    found = {role for role in Role if server.execute(asked, [group(role), f'"{name}"', column]).fetchone()[0]}
    assert found == WRITERS[field]


@pytest.fixture(scope="module")
def guarded(empty_register):
    """A line per role, as the program opens them."""
    lines = {role: SqliteLine(empty_register, guard=guard(Person("x", frozenset({role})))) for role in Role}
    yield lines
    for line in lines.values():
        line.close()


@pytest.mark.parametrize(("role", "entity"), CASES, ids=NAMES)
def test_sqlite_refuses_what_the_role_may_not(guarded, role, entity):
    line, mine, table = guarded[role], rights(entity, GRANTS[role]), entity.name
    assert allowed(line, f'INSERT INTO "{table}" (id) VALUES (1)') is (mine.insert is not Reach.NONE)
    assert allowed(line, f'DELETE FROM "{table}" WHERE id = 1') is (mine.delete is not Reach.NONE)
    for mark in MARKS:
        may = allowed(line, f'UPDATE "{table}" SET "{mark}" = NULL WHERE id = 1')
        assert may is (mine.update is not Reach.NONE and mark in mine.marks), mark
    assert ("archived_at" in mine.marks) is (mine.delete is not Reach.NONE)
    for name, spec in entity.fields.items():
        may = allowed(line, f'UPDATE "{table}" SET "{name}" = NULL WHERE id = 1')
        if may and name not in mine.fields:  # a foreign key does it, when the record linked to gets another code
            assert isinstance(spec, Link)
            assert "code" in rights(ENTITIES[spec.to], GRANTS[role]).fields
        else:
            assert may is (name in mine.fields), name


def allowed(line, statement):
    try:
        line.rows(f"EXPLAIN {statement}")
    except Forbidden:
        return False
    return True


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("statement", ["UPDATE change SET who = 'x'", "DELETE FROM change", "DROP TABLE change"])
def test_nobody_rewrites_the_history_of_a_file(guarded, role, statement):
    assert not allowed(guarded[role], statement)


def test_the_file_itself_refuses_to_rewrite_history(sqlite_office):
    small_register(sqlite_office(Role.SEGRETARIO))
    with sqlite3.connect(sqlite_office.path) as outside, pytest.raises(sqlite3.IntegrityError, match="history"):
        outside.execute("UPDATE change SET who = 'nobody'")
    outside.close()


@pytest.fixture
def server(shared_server):
    with psycopg.connect(shared_server.dsn(db="register"), autocommit=True) as connection:
        yield connection


@pytest.mark.postgresql
@pytest.mark.parametrize(("role", "entity"), CASES, ids=NAMES)
def test_postgresql_grants_what_the_role_may(server, role, entity):
    mine, table, can = rights(entity, GRANTS[role]), entity.name, GRANTS[role]

    def has(privilege, column=None):
        if column is None:
            asked, values = "has_table_privilege(%s, %s, %s)", [group(role), f'"{table}"', privilege]
        else:
            asked, values = "has_column_privilege(%s, %s, %s, %s)", [group(role), f'"{table}"', column, privilege]
        return server.execute(f"SELECT {asked}", values).fetchone()[0]

    assert has("DELETE") is (mine.delete is not Reach.NONE)
    assert not has("TRUNCATE")
    for name, spec in entity.fields.items():
        assert has("SELECT", name) is (spec.read is None or spec.read in can), name
        assert has("INSERT", name) is (mine.insert is not Reach.NONE and name in mine.fields), name
        assert has("UPDATE", name) is (mine.update is not Reach.NONE and name in mine.fields), name
    for mark in MARKS:
        assert has("UPDATE", mark) is (mine.update is not Reach.NONE and mark in mine.marks), mark
    for one in layout(entity).lists.values():
        links = server.execute(
            "SELECT has_table_privilege(%s, %s, 'SELECT'), has_table_privilege(%s, %s, 'INSERT, UPDATE, DELETE')",
            [group(role), f'"{one.name}"', group(role), f'"{one.name}"'],
        ).fetchone()
        assert links == (True, False)


@pytest.mark.postgresql
@pytest.mark.parametrize(("role", "entity"), CASES, ids=NAMES)
def test_postgresql_lets_at_the_rows_the_role_may(server, role, entity):
    mine, table, can = rights(entity, GRANTS[role]), entity.name, GRANTS[role]
    rows = dict(server.execute(
        "SELECT cmd, coalesce(with_check, qual) FROM pg_policies WHERE tablename = %s AND roles = ARRAY[%s::name]",
        [table, group(role)],
    ).fetchall())  # fmt: skip
    for verb, reach in (("INSERT", mine.insert), ("UPDATE", mine.update), ("DELETE", mine.delete)):
        assert (verb in rows) is (reach is not Reach.NONE)
        if verb in rows:
            assert (rows[verb] == "true") is (reach is Reach.ALL)
            if reach is Reach.OWN:
                assert all(f"'{state}'" in rows[verb] for state in entity.own_states)
    assert (rows["SELECT"] == "true") is (Can.READ_INTERNAL in can)


@pytest.mark.postgresql
@pytest.mark.parametrize("role", Role)
def test_postgresql_keeps_the_history_for_everybody(server, role):
    verbs = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
    asked = ", ".join(f"has_any_column_privilege(%s, 'change', '{v}')" if v in verbs[:3] else
                      f"has_table_privilege(%s, 'change', '{v}')" for v in verbs)  # fmt: skip
    found = server.execute(f"SELECT {asked}", [group(role)] * len(verbs)).fetchone()
    assert found == (True, True, False, False, False)


# ---------------------------------------------------------------- rows


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
