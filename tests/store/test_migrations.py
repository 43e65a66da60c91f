"""The tables: made, brought up to date with what is in them, never half way; and what is no register is refused."""

import ast
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from decimal import Decimal

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from psycopg.conninfo import conninfo_to_dict

from app.core.errors import Forbidden, Refused, Unreachable
from app.domain.permissions import Role
from app.domain.projects import FundingLine, Project
from app.domain.query import Query
from app.store import engine, migrate
from app.store.engine import Place, place
from app.store.store import Store
from app.store.tables import METADATA, ROWS
from tests.store.test_unit import small_register


def test_migrations_know_nothing_of_the_program(root):
    for path in (root / "db" / "versions").glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not [name for name in names if name.partition(".")[0] in ("app", "sqlmodel", "tests")], path


def test_migrations_follow_one_another():
    known = migrate.versions()
    assert known == [f"{n:04}" for n in range(1, len(known) + 1)]


def new_place(kind, request, tmp_path):
    if kind == "sqlite":
        return Place("sqlite", str(tmp_path / "registro.db"))
    server = request.getfixturevalue("shared_server")
    server.drop_database("schema")
    return place(server.create_database("schema"))


KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_tables_are_as_declared(kind, request, tmp_path):
    """Nobody changed a Field without a migration."""
    where = new_place(kind, request, tmp_path)
    migrate.upgrade(where)
    made = where.engine()

    def ours(thing, name, what, reflected, other):
        derived = name and ("_words" in name or name == "search" or name.endswith("_search"))
        only_files = what == "index" and kind == "postgresql" and name and name.endswith("_live")
        return not (derived or only_files)

    with made.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": False})
        assert compare_metadata(context, METADATA) == []
    made.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_down_and_up_again_with_data(kind, request, tmp_path):
    """Back to every older version and forward again: what was written is there, and the triggers still work."""
    where = new_place(kind, request, tmp_path)
    migrate.upgrade(where)
    url = where.address
    desk = Store.open(url)
    small_register(desk)
    before = desk.snapshot(Project, "P1")
    desk.close()
    for version in reversed(migrate.versions()[:-1]):
        migrate.downgrade(where, version)
        migrate.upgrade(where)
    desk = Store.open(url)
    assert desk.snapshot(Project, "P1") == before
    with desk.unit("Aggiungi finanziamento") as unit:
        unit.insert(FundingLine, {"project": "P1", "source": "PNRR", "amount": Decimal(3)})
    assert desk.snapshot(Project, "P1")["budget"] == 3
    assert desk.count(Query("project", text="bibl")) == 1
    assert desk.check() == []
    desk.close()
    migrate.downgrade(where, "base")
    migrate.upgrade(where)
    desk = Store.open(url)
    assert desk.count(Query("project")) == 0
    desk.close()


def test_the_row_classes_read_what_the_unit_wrote(sqlite_office):
    """SQLModel and the store's own SQL agree on every kind of column."""
    desk = sqlite_office(Role.SEGRETARIO)
    small_register(desk)
    with desk.unit("Aggiungi") as unit:
        unit.insert(FundingLine, {"project": "P1", "source": "PNRR", "amount": Decimal("12.50")})
    made = desk.place.engine()
    from sqlmodel import Session, select

    with Session(made) as session:
        row = session.exec(select(ROWS["project"])).one()
        assert (row.code, row.budget, row.partners, row.version) == ("P1", Decimal("12.50"), ("A02:finanziatore",), 1)
    made.dispose()


def test_every_column_carries_its_field():
    for name, row in ROWS.items():
        table = METADATA.tables[name]
        fields = {column.name: column.info["field"] for column in table.columns if "field" in column.info}
        assert fields
        for column, spec in fields.items():
            assert spec.entity == name
            assert spec.name == column
        assert row.__name__.endswith("Row")


def test_a_new_row_class_locks_by_version():
    mapper = sa.inspect(ROWS["project"])
    assert mapper.version_id_col is METADATA.tables["project"].c.version


# ---------------------------------------------------------------- opening


def test_an_older_file_is_copied_then_brought_up_to_date(tmp_path):
    path = tmp_path / "registro.db"
    where = Place("sqlite", str(path))
    migrate.upgrade(where)
    older = migrate.versions()[-2]
    migrate.downgrade(where, older)
    Store.open(path).close()
    assert migrate.version_of(path) == migrate.versions()[-1]
    (kept,) = tmp_path.glob("registro-prima-di-*.db")
    assert migrate.version_of(kept) == older


def test_triggers_follow_the_declarations_without_a_migration(sqlite_office):
    """Another program's triggers and words are made again at opening; the rows are as they were."""
    small_register(sqlite_office(Role.SEGRETARIO))
    sqlite_office.close()
    with closing(sqlite3.connect(sqlite_office.path)) as outside:
        outside.execute("DROP TRIGGER project_totals_new")
        outside.execute("DROP TABLE project_words")
        outside.execute("CREATE VIRTUAL TABLE project_words USING fts5(title, content='project', content_rowid='id')")
        outside.execute("PRAGMA user_version = 7")
        outside.commit()
    desk = sqlite_office(Role.SEGRETARIO, name="anna")
    with desk.unit("Aggiungi finanziamento") as unit:
        unit.insert(FundingLine, {"project": "P1", "source": "PNRR", "amount": Decimal(3)})
    assert desk.snapshot(Project, "P1")["budget"] == 3
    assert desk.count(Query("project", text="bibl ancora")) == 1
    assert desk.check() == []


def test_a_newer_file_is_refused_and_left_as_it_is(empty_register, tmp_path):
    path = tmp_path / "nuovo.db"
    shutil.copy(empty_register, path)
    with closing(sqlite3.connect(path)) as outside:
        outside.execute("UPDATE alembic_version SET version_num = '9999'")
        outside.commit()
    before = path.read_bytes()
    with pytest.raises(Refused, match="più nuova"):
        Store.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"not a database at all, but longer than a header" * 40, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_refused(tmp_path, content):
    path = tmp_path / "foto.jpg"
    path.write_bytes(content)
    with pytest.raises(Refused, match="non è un registro"):
        Store.open(path)
    assert path.read_bytes() == content


def test_somebody_elses_database_is_refused(tmp_path):
    path = tmp_path / "contatti.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE project (id INTEGER)")
    with pytest.raises(Refused, match="non è un registro"):
        Store.open(path)


def test_a_folder_is_no_register(tmp_path):
    with pytest.raises(Refused):
        Store.open(tmp_path)


def test_an_empty_file_becomes_a_register(tmp_path):
    path = tmp_path / "registro.db"
    path.touch()
    Store.open(path).close()
    assert migrate.version_of(path) == migrate.versions()[-1]


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_drive_is_refused(tmp_path, monkeypatch, kind):
    mounts = f"/dev/sda1 / ext4 rw 0 0\nserver:/comune {tmp_path} {kind} rw 0 0\n"
    monkeypatch.setattr(engine, "_mounts", lambda: mounts)
    with pytest.raises(Refused, match="disco di rete"):
        Store.open(tmp_path / "registro.db")
    assert list(tmp_path.iterdir()) == []


def test_an_address_of_another_kind_is_refused():
    with pytest.raises(Refused, match="mysql"):
        Store.open("mysql://server/registro")


def test_addresses_of_a_file():
    assert place("sqlite:////srv/a.db") == place("/srv/a.db") == Place("sqlite", "/srv/a.db")


# ---------------------------------------------------------------- a shared register


@pytest.mark.postgresql
def test_a_database_without_a_register_says_who_must_prepare_it(shared_server):
    shared_server.drop_database("vuoto")
    url = shared_server.create_database("vuoto")
    with pytest.raises(Refused, match="cabina server prepare"):
        Store.open(url)
    shared_server.drop_database("vuoto")


@pytest.mark.postgresql
def test_preparing_again_changes_nothing(shared_server):
    url = shared_server.url(db="register")
    migrate.prepare(url)
    Store.open(url).close()


@pytest.mark.postgresql
def test_what_a_dba_runs_once_is_enough(pg_server, shared_server, root):
    """db/server.sql, then `prepare` as the owner, then people in, by the program alone. Twice, as it says."""
    from app.domain.settings import Account
    from tests.helpers.postgres import binaries

    for _ in range(2):
        script = [binaries() / "psql", pg_server.dsn(), "-qv", "ON_ERROR_STOP=1", "-v", "database=comune", "-f",
                  root / "db" / "server.sql"]  # fmt: skip
        subprocess.run(script, check=True, capture_output=True)
        migrate.prepare(pg_server.url(user="cabina_owner", db="comune"))
    pg_server.execute('CREATE ROLE "maria.rossi" LOGIN')
    with pytest.raises(Unreachable, match="permission denied"):
        Store.open(pg_server.url(user="maria.rossi", db="comune"))
    owner = Store.open(pg_server.url(user="cabina_owner", db="comune"))
    with owner.unit("Nuovo utente") as unit:
        unit.insert(Account, {"login": "maria.rossi", "roles": ("segretario", "amministratore")})
    owner.close()
    maria = Store.open(pg_server.url(user="maria.rossi", db="comune"))
    small_register(maria)
    assert maria.who.roles == {Role.SEGRETARIO, Role.AMMINISTRATORE}
    assert maria.check() == []
    maria.close()
    pg_server.drop_database("comune")
    for login in ('"maria.rossi"', "cabina_owner"):
        pg_server.execute(f"DROP ROLE {login}")


@pytest.mark.postgresql
def test_only_the_owner_brings_a_shared_register_up_to_date(shared_server, request, tmp_path):
    where = new_place("postgresql", request, tmp_path)
    migrate.prepare(where.address)
    migrate.downgrade(where, migrate.versions()[-2])
    with pytest.raises(Refused, match="postgres"):
        Store.open(where.address)
    shared_server.execute("DROP ROLE IF EXISTS ospite")
    shared_server.execute("CREATE ROLE ospite LOGIN")
    with pytest.raises((Refused, Forbidden)):
        Store.open(shared_server.url(user="ospite", db="schema"))
    shared_server.execute("DROP ROLE ospite")
    migrate.prepare(where.address)
    Store.open(where.address).close()


def rights_on(where):
    """Every policy and every right on a column that the server knows."""
    engine = where.engine()
    with engine.connect() as line:
        found = [
            *line.exec_driver_sql("SELECT tablename, policyname, qual, with_check FROM pg_policies ORDER BY 1, 2"),
            *line.exec_driver_sql(
                "SELECT table_name, column_name, grantee, privilege_type FROM information_schema.column_privileges "
                "WHERE left(grantee, 7) = 'cabina_' ORDER BY 1, 2, 3, 4"
            ),
        ]
    engine.dispose()
    return [tuple(row) for row in found]


@pytest.mark.postgresql
def test_policies_of_another_program_are_made_again_by_the_owner_and_told_to_the_others(
    shared_server, request, tmp_path
):
    """No migration, another matrix of permissions: the register says which declarations its policies come from."""
    where = new_place("postgresql", request, tmp_path)
    migrate.prepare(where.address)
    wanted = rights_on(where)
    engine = where.engine()
    with engine.begin() as line:  # as an older program had left it
        line.exec_driver_sql("DROP POLICY segretario_update ON project")
        line.exec_driver_sql("GRANT UPDATE (title) ON project TO cabina_lettore")
        line.exec_driver_sql("COMMENT ON TABLE alembic_version IS 'older'")
    engine.dispose()
    shared_server.execute("DROP ROLE IF EXISTS ospite")
    shared_server.execute("CREATE ROLE ospite LOGIN IN ROLE cabina_lettore")
    guest = place(shared_server.url(user="ospite", db="schema"))
    assert "postgres" in migrate.make_ready(guest)
    assert rights_on(where) != wanted
    desk = Store.open(where.address)
    assert desk.notice == ""
    desk.close()
    assert rights_on(where) == wanted
    assert migrate.make_ready(guest) == ""
    shared_server.drop_database("schema")
    shared_server.execute("DROP ROLE ospite")


@pytest.mark.postgresql
def test_a_server_without_the_group_roles_says_what_to_run(shared_server, monkeypatch):
    monkeypatch.setattr("app.store.policies.group", lambda role: f"altri_{role.value}")
    with pytest.raises(Refused, match=r"db/server\.sql"):
        migrate.prepare(shared_server.url(db="register"))


def test_a_server_that_does_not_answer_is_unreachable():
    with pytest.raises(Unreachable):
        Store.open("postgresql://nobody@127.0.0.1:9/registro?connect_timeout=2")


def test_a_desk_adds_its_limits_to_the_address():
    from app.store.postgresql import conninfo

    said = conninfo_to_dict(conninfo("postgresql://anna@a,b/registro?connect_timeout=9"))
    assert said["target_session_attrs"] == "read-write"
    assert said["connect_timeout"] == "9"
    assert "lock_timeout" in said["options"]


# ---------------------------------------------------------------- the first paint


FIRST_PAGE = """
import sys
from app.store.store import Store
from app.domain.query import Query, Sort, Filter
desk = Store.open(sys.argv[1])
desk.page(Query("project", (Filter("status", "=", ("proposta",)),), "bibl", (Sort("lead"),)), ["code", "title", "lead"])
desk.names.label("actor", "A01")
desk.facets(Query("project"), ["status"])
desk.close()
heavy = ("sqlalchemy", "sqlmodel", "alembic", "pydantic", "psycopg", "babel", "openpyxl", "reportlab")
print(",".join(name for name in heavy if name in sys.modules))
"""


def test_a_list_is_shown_before_any_library_is_loaded(sqlite_office, root):
    """PERFORMANCE.md rule 1: only sqlite3 before the first paint."""
    small_register(sqlite_office(Role.SEGRETARIO))
    answer = subprocess.run(
        [sys.executable, "-c", FIRST_PAGE, sqlite_office.url], cwd=root, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == ""
