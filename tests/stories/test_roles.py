"""Who may do what (DOMAIN §5.7), told as people meet it at their desks."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from app.core.errors import AppError, Forbidden, Refused
from app.core.progress import Progress
from app.domain.permissions import Role
from app.domain.query import Query
from app.store.store import Store
from app.usecases import committee, exports, history, register
from tests.helpers.office import Office

CONTRIBUTION = {"date": date(2026, 11, 28), "channel": "tavolo", "text": "Più panchine al parco",
                "author_type": "cittadina_o"}  # fmt: skip


@pytest.fixture
def member(office: Office, secretary: Store) -> Store:
    """Lidia's desk: she sits in the committee for an association, partner of some projects and lead of others."""
    return office(Role.COMPONENTE, name="lidia", person="M11")


def newest(desk: Store) -> str:
    """The code of the contribution entered last."""
    return max(desk.snapshots(Query("contribution")), key=lambda one: one.id).code


def edit(desk: Store, entity: str, code: str, values: dict[str, object], reason: str | None = None) -> None:
    seen = register.named(desk, entity, code)
    register.edit(desk, entity, seen.id, seen.version, values, reason=reason)


def test_a_member_enters_and_links_a_contribution_the_secretary_moderates_it(member: Store, secretary: Store) -> None:
    register.create(member, "contribution", CONTRIBUTION)
    code = newest(member)
    edit(member, "contribution", code, {"project": "P01"})
    with pytest.raises(Refused):
        edit(member, "contribution", code, {"status": "pubblicato"})
    with pytest.raises(Forbidden):
        edit(member, "contribution", code, {"evaluation": "accolto", "motivation": "sì"})
    edit(secretary, "contribution", code, {"status": "pubblicato"})
    assert register.named(member, "contribution", code)["status"] == "pubblicato"


def test_contacts_are_written_by_who_may_read_them(member: Store, secretary: Store) -> None:
    with pytest.raises(Forbidden):
        register.create(member, "contribution", {**CONTRIBUTION, "author_name": "Rosa", "consent": True})
    register.create(secretary, "contribution", {**CONTRIBUTION, "author_name": "Rosa", "consent": True})
    code = newest(secretary)
    edit(member, "contribution", code, {"text": "Più panchine e più ombra"})
    assert register.named(secretary, "contribution", code)["author_name"] == "Rosa"


def test_a_member_throws_no_contribution_away_but_takes_back_their_own_deed(member: Store) -> None:
    register.create(member, "contribution", CONTRIBUTION)
    seen = register.named(member, "contribution", newest(member))
    with pytest.raises(Forbidden):
        register.trash(member, "contribution", seen.id, seen.version)
    history.undo(member)
    with pytest.raises(Refused):
        register.named(member, "contribution", seen.code)


def test_the_president_enters_contributions_too(office: Office, secretary: Store) -> None:
    register.create(office(Role.PRESIDENTE, name="marta"), "contribution", CONTRIBUTION)


def test_the_administrator_keeps_the_technical_settings_only(office: Office, secretary: Store) -> None:
    technician = office(Role.AMMINISTRATORE, name="tecla")
    edit(technician, "setting", "REG", {"aoo_code": "AOO01"})
    with pytest.raises(Forbidden):
        edit(technician, "setting", "REG", {"letterhead_title": "Mio"})
    edit(secretary, "setting", "REG", {"aoo_code": "AOO02", "letterhead_title": "Comune"})


def test_a_partner_edits_a_project_but_does_not_withdraw_it(member: Store) -> None:
    assert member.who.actor is not None
    mine = next(
        one for one in member.snapshots(Query("project"))
        if one["status"] in ("proposta", "in_istruttoria") and one["lead"] != member.who.actor
        and any(link.startswith(member.who.actor) for link in one["partners"])
    )  # fmt: skip
    edit(member, "project", mine.code, {"expected_users": 40})
    with pytest.raises(Refused, match="spetta ad altri"):
        edit(member, "project", mine.code, {"status": "ritirato"}, reason="ci abbiamo ripensato")


def test_who_only_reads_writes_no_reasons_either(office: Office, secretary: Store) -> None:
    reader = office(Role.LETTORE, name="ugo")
    with pytest.raises(AppError):
        edit(reader, "project", "P02", {"status_reason": "boh"})


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        (Role.SEGRETARIO, {"P01", "P02", "P03"}),
        (Role.PRESIDENTE, {"P01", "P02", "P03"}),
        (Role.COMPONENTE, {"P02", "P03"}),
        (Role.LETTORE, {"P03"}),
    ],
)
def test_what_leaves_the_register_is_less_than_what_is_seen(
    office: Office, secretary: Store, out: Path, role: Role, codes: set[str]
) -> None:
    edit(secretary, "project", "P01", {"visibility": "interna"})
    edit(secretary, "project", "P03", {"visibility": "pubblica"})
    desk, path = office(role, name=f"desk_{role.value}"), out / "progetti.json"
    exports.export(desk, Query("project"), path, Progress(), columns=["code"])
    listed = {row["codice"] for row in json.loads(path.read_text("utf-8"))}
    whole = {row["code"] for row in committee.dump(desk)["projects"]}
    some = {"P01", "P02", "P03"}
    assert (listed & some, whole & some) == (codes, codes)


def test_the_administrator_takes_nothing_out(office: Office, secretary: Store, out: Path) -> None:
    technician = office(Role.AMMINISTRATORE, name="tecla")
    with pytest.raises(Forbidden):
        exports.export(technician, Query("project"), out / "progetti.csv", Progress())
