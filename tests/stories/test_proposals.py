"""Before a sitting: members propose items, the secretary answers, the president approves the agenda (DOMAIN §5.7)."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import Forbidden, Refused
from app.domain.entity import Snapshot
from app.domain.permissions import Role
from app.domain.query import Query
from app.store.store import Store
from app.usecases import agenda as agendas
from app.usecases import history, meetings, proposals, register
from tests.helpers.office import Office
from tests.stories.sittings import agenda, new_sitting, seen


@pytest.fixture
def lidia(office: Office, secretary: Store) -> Store:
    return office(Role.COMPONENTE, name="lidia", person="M11")


@pytest.fixture
def marta(office: Office, secretary: Store) -> Store:
    return office(Role.PRESIDENTE, name="marta", person="M01")


def proposed(desk: Store, title: str = "Orti scolastici") -> Snapshot:
    proposals.propose(desk, {"title": title, "why": "La scuola ha chiesto uno spazio", "projects": ("P01",)})
    return max(desk.snapshots(Query("item_proposal")), key=lambda one: one.id)


def test_a_member_proposes_an_item_and_the_secretary_puts_it_on_an_agenda(lidia: Store, secretary: Store) -> None:
    one = proposed(lidia)
    assert (one["by"], one["proposed_on"], one["status"]) == ("M11", date(2026, 11, 30), "proposto")
    meeting = new_sitting(secretary)
    (waits,) = proposals.waiting(secretary)
    proposals.accept(secretary, waits.id, waits.version, meeting.code)
    item = agenda(secretary, meeting.code)[-2]  # before «Varie ed eventuali»
    assert (item["title"], item["projects"], item["rapporteur"]) == ("Orti scolastici", ("P01",), "M11")
    now = register.named(lidia, "item_proposal", one.code)
    assert (now["status"], now["item"]) == ("accolto", item.code)
    assert proposals.waiting(secretary) == []
    with pytest.raises(Refused, match="già stato risposto"):
        proposals.accept(secretary, now.id, now.version, meeting.code)


def test_an_item_taken_off_the_agenda_is_a_proposal_again(lidia: Store, secretary: Store) -> None:
    one, meeting = proposed(lidia), new_sitting(secretary)
    proposals.accept(secretary, one.id, one.version, meeting.code)
    agendas.remove_item(secretary, agenda(secretary, meeting.code)[-2].code)
    assert [each.code for each in proposals.waiting(lidia)] == [one.code]
    history.undo(secretary)
    assert proposals.waiting(lidia) == []


def test_the_secretary_answers_why_not(lidia: Store, secretary: Store) -> None:
    one = proposed(lidia)
    with pytest.raises(Refused, match="serve un motivo"):
        proposals.decline(secretary, one.id, one.version, "")
    proposals.decline(secretary, one.id, one.version, "Se ne occupa la Giunta")
    now = register.named(lidia, "item_proposal", one.code)
    assert (now["status"], now["answer"]) == ("non_accolto", "Se ne occupa la Giunta")
    with pytest.raises(Forbidden):
        register.edit(lidia, "item_proposal", now.id, now.version, {"title": "Un altro titolo"})


def test_a_member_changes_and_withdraws_only_what_is_theirs(lidia: Store, office: Office, secretary: Store) -> None:
    one = proposed(lidia)
    ivo = office(Role.COMPONENTE, name="ivo", person="M10")
    for wrong in (
        lambda: register.edit(ivo, "item_proposal", one.id, one.version, {"title": "Mio"}),
        lambda: register.trash(ivo, "item_proposal", one.id, one.version),
        lambda: proposals.propose(ivo, {"title": "Mio", "by": "M11"}),
        lambda: register.edit(lidia, "item_proposal", one.id, one.version, {"answer": "Sì"}),
    ):
        with pytest.raises(Forbidden):
            wrong()
    with pytest.raises(Refused, match="spetta ad altri"):
        register.move(lidia, "item_proposal", one.id, one.version, "accolto")
    register.edit(lidia, "item_proposal", one.id, one.version, {"title": "Orti scolastici in via Togliatti"})
    now = register.named(lidia, "item_proposal", one.code)
    register.trash(lidia, "item_proposal", now.id, now.version)
    assert proposals.waiting(secretary) == []


@pytest.mark.parametrize(("role", "may"), [
    (Role.LETTORE, False), (Role.PRESIDENTE, False), (Role.AMMINISTRATORE, False), (Role.COMPONENTE, True),
    (Role.SEGRETARIO, True),
])  # fmt: skip
def test_who_proposes(office: Office, secretary: Store, role: Role, may: bool) -> None:
    desk = office(role, name=f"desk_{role.value}", person="M10")
    assert proposals.may_propose(desk) is may
    if may:
        assert proposed(desk)["by"] == "M10"
    else:
        with pytest.raises(Forbidden):
            proposed(desk)


def test_a_login_that_is_nobody_says_who_proposes(secretary: Store) -> None:
    with pytest.raises(Refused, match="chi propone"):
        proposed(secretary)
    proposals.propose(secretary, {"title": "Per conto di Lidia", "by": "M11"})


# ---------------------------------------------------------------- the president


def approve(desk: Store, code: str) -> None:
    meeting = seen(desk, code)
    proposals.approve_agenda(desk, meeting.id, meeting.version)


def convene(desk: Store, code: str) -> None:
    meeting = seen(desk, code)
    meetings.convene(desk, meeting.id, meeting.version, on=date(2027, 1, 11))


def ask_approval(desk: Store) -> None:
    body = register.named(desk, "body", "CDR")
    register.edit(desk, "body", body.id, body.version, {"agenda_approval": True})


def test_where_the_body_says_so_only_an_approved_agenda_is_convened(marta: Store, secretary: Store) -> None:
    ask_approval(secretary)
    code = new_sitting(secretary).code
    with pytest.raises(Refused, match="attende l'approvazione della presidenza"):
        convene(secretary, code)
    assert proposals.to_approve(marta, seen(marta, code), agenda(marta, code))
    approve(marta, code)
    assert not proposals.to_approve(marta, seen(marta, code), agenda(marta, code))
    meetings.add_item(secretary, code, {"title": "Un punto aggiunto dopo l'approvazione"})
    with pytest.raises(Refused, match="attende l'approvazione"):
        convene(secretary, code)
    approve(marta, code)
    convene(secretary, code)
    now = seen(secretary, code)
    assert (now["status"], now["agenda_approved_on"]) == ("convocata", date(2026, 11, 30))
    with pytest.raises(Refused, match="già convocata"):
        approve(marta, code)


def test_elsewhere_the_secretary_convenes_without_it(secretary: Store) -> None:
    code = new_sitting(secretary).code
    convene(secretary, code)
    assert seen(secretary, code)["agenda_approved_on"] is None


def test_only_the_president_approves_and_writes_nothing_else_of_a_sitting(
    marta: Store, lidia: Store, secretary: Store
) -> None:
    code = new_sitting(secretary).code
    for desk in (secretary, lidia):
        with pytest.raises(Forbidden):
            approve(desk, code)
    meeting = seen(marta, code)
    for values in ({"place": "L01"}, {"date": date(2027, 2, 1)}, {"chair": "M01"}):
        with pytest.raises(Forbidden):
            register.edit(marta, "meeting", meeting.id, meeting.version, values)
    with pytest.raises(Forbidden):
        register.trash(marta, "meeting", meeting.id, meeting.version)
    with pytest.raises(Refused, match="spetta ad altri"):
        register.move(marta, "meeting", meeting.id, meeting.version, "annullata")
    approve(marta, code)
