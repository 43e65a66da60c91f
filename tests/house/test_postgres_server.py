"""The private PostgreSQL server keeps its promises, so that the store's tests can lean on it."""

import os
import sys

import psycopg
import pytest

from tests.helpers import missing as missing_module

if sys.platform == "win32":
    pytest.skip("the private cluster is started on Linux and macOS only", allow_module_level=True)

import pwd

from tests.helpers.postgres import NoServer, PgServer, binaries, cluster

pytestmark = pytest.mark.postgresql


def test_it_answers_by_url_and_by_dsn(pg_server: PgServer) -> None:
    with psycopg.connect(pg_server.dsn()) as connection:
        row = connection.execute("SELECT current_user, current_setting('fsync')").fetchone()
    assert row == ("postgres", "off")
    url = pg_server.url(user="anna verdi", db="prova")
    assert url == f"postgresql+psycopg://anna%20verdi@127.0.0.1:{pg_server.port}/prova"


def test_databases_come_and_go_even_while_somebody_is_connected(pg_server: PgServer) -> None:
    pg_server.create_database("casa_di_prova")
    with psycopg.connect(pg_server.dsn(db="casa_di_prova")) as connection:
        pg_server.drop_database("casa_di_prova")
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


def test_a_cluster_belongs_to_an_unprivileged_user_and_leaves_nothing(pg_server: PgServer) -> None:
    with cluster() as second:
        assert second.port != pg_server.port
        owner = pwd.getpwuid((second.folder / "data").stat().st_uid).pw_name
        assert owner != "root"
        folder = second.folder
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(second.dsn())


def test_a_machine_without_a_server_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("CABINA_PG_BIN", os.fspath(str(tmp_path)))
    with pytest.raises(NoServer):
        binaries()


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_what_is_missing_fails_in_ci_and_is_skipped_on_a_laptop(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="a thing: how to get it"):
        missing_module.missing("a thing", "how to get it")
