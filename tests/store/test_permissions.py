"""The full matrix role x table x operation: what GRANTS says, what SQLite does, what PostgreSQL does."""

import sqlite3

import psycopg
import pytest

from app.core.errors import Forbidden
from app.domain.entities import ENTITIES
from app.domain.fields import Link
from app.domain.ownership import may_write_field, may_write_row
from app.domain.permissions import GRANTS, Can, Person, Role
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
