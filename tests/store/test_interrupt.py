"""Stopping what is asked, on a server that does not answer."""

from __future__ import annotations

import threading

import psycopg
import pytest

from app.domain.permissions import Role
from app.domain.query import Query
from app.store.postgresql import PostgresLine
from tests.helpers.office import Office


@pytest.mark.postgresql
def test_a_server_that_hangs_keeps_nobody_waiting_who_gives_up(
    postgres_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, there, asked = postgres_office(Role.SEGRETARIO, name="anna"), threading.Event(), threading.Event()

    def hang(self: object, *, timeout: float = 30.0) -> None:
        asked.set()
        assert there.wait(20)
        raise psycopg.OperationalError("the server is gone")

    monkeypatch.setattr(psycopg.Connection, "cancel_safe", hang)
    given_up = threading.Thread(target=desk.interrupt)
    with desk.reading(outdated=True) as reader:
        assert isinstance(reader.line, PostgresLine)
        given_up.start()
        assert asked.wait(20)
        given_up.join(5)
        waited = given_up.is_alive()
        there.set()
        given_up.join(20)
    assert not waited
    assert desk.count(Query("project")) == 0  # the line is whole for whoever takes it next
