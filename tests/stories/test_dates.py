"""What the calendar does by itself, and a pact that is renewed (DOMAIN §5.6)."""

from __future__ import annotations

from datetime import date

import pytest

from app.core import clock
from app.core.errors import AppError, Forbidden, Refused, Unreachable
from app.domain.permissions import Role
from app.domain.query import Query
from app.store.store import Store
from app.usecases import dates, history, register
from tests.helpers.office import Office


def status(desk: Store, code: str) -> str:
    return str(register.named(desk, "pact", code)["status"])


def signed(desk: Store, **values: object) -> None:
    """PC3, signed: in force from the day after."""
    one = register.named(desk, "pact", "PC3")
    register.edit(desk, "pact", one.id, one.version, {
        "signed": date(2026, 11, 30), "start": date(2026, 12, 1), "end": date(2027, 11, 30), "responsible": "A01",
        **values,
    })  # fmt: skip
    one = register.named(desk, "pact", "PC3")
    register.move(desk, "pact", one.id, one.version, "sottoscritto")


def test_a_pact_is_in_force_from_its_first_day_and_over_after_its_last(secretary: Store) -> None:
    signed(secretary)
    assert dates.follow(secretary) is dates.NOTHING
    one = register.named(secretary, "pact", "PC3")
    with pytest.raises(Refused, match="decorrenza è nel futuro"):
        register.move(secretary, "pact", one.id, one.version, "attivo")
    with clock.pinned(date(2026, 12, 1)):
        dates.follow(secretary)
        assert status(secretary, "PC3") == "attivo"
        assert dates.follow(secretary) is dates.NOTHING
    with clock.pinned(date(2027, 1, 31)):
        dates.follow(secretary)
        assert status(secretary, "PC4") == "attivo"  # it ends today
    with clock.pinned(date(2027, 2, 1)):
        dates.follow(secretary)
        assert (status(secretary, "PC4"), status(secretary, "PC3")) == ("concluso", "attivo")


def test_a_register_opened_after_years_goes_all_the_way_in_one_deed(secretary: Store) -> None:
    signed(secretary)
    with clock.pinned(date(2035, 1, 1)):
        dates.follow(secretary)
        assert status(secretary, "PC3") == "concluso"
        told = history.of(secretary, "pact", register.named(secretary, "pact", "PC3").id)[-2:]
        assert [line.deed for line in told] == ["Passaggi di stato per data"] * 2
        assert [line.after["status"] for line in told] == ["attivo", "concluso"]
        assert {row.unit for row in secretary.recent(2)} == {secretary.recent(1)[0].unit}


def test_undo_passes_over_what_the_calendar_did(secretary: Store) -> None:
    signed(secretary)
    with clock.pinned(date(2026, 12, 1)):
        dates.follow(secretary)
        row = history.last(secretary)
        assert row is not None
        assert row.deed != dates.DEED


def test_who_may_not_write_pacts_leaves_them(secretary: Store, office: Office) -> None:
    signed(secretary)
    with clock.pinned(date(2026, 12, 1)):
        for role in (Role.LETTORE, Role.COMPONENTE, Role.AMMINISTRATORE):
            assert dates.follow(office(role, name=f"desk_{role.value}")) is dates.NOTHING
        dates.follow(office(Role.PRESIDENTE, name="marta"))
        assert status(secretary, "PC3") == "attivo"


def test_a_passage_by_date_is_taken_back_by_its_number_by_who_may(secretary: Store, office: Office) -> None:
    """A computer's clock was wrong: its deed is passed over by Undo, not beyond it."""
    signed(secretary)
    with clock.pinned(date(2030, 12, 1)):
        dates.follow(secretary)
    row = secretary.recent(1)[0]
    assert row.deed == dates.DEED
    history.undo(office(Role.PRESIDENTE, name="marta"), row.seq)
    assert (status(secretary, "PC3"), status(secretary, "PC4")) == ("sottoscritto", "attivo")


def test_a_pact_written_by_another_desk_meanwhile_keeps_no_other_back(
    secretary: Store, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(secretary)
    other, make, moved = office(Role.PRESIDENTE, name="marta"), dates._pass, []

    def late(store: Store, due: object) -> object:
        if not moved:
            one = register.named(other, "pact", "PC4")
            moved.append(register.edit(other, "pact", one.id, one.version, {"insurance": "Del Comune"}))
        return make(store, due)

    monkeypatch.setattr(dates, "_pass", late)
    with clock.pinned(date(2027, 2, 1)):
        dates.follow(secretary)
    assert (status(secretary, "PC3"), status(secretary, "PC4")) == ("attivo", "concluso")


@pytest.mark.parametrize("problem", [Unreachable, Forbidden, Refused])
def test_a_register_that_cannot_be_written_is_still_opened(
    secretary: Store, monkeypatch: pytest.MonkeyPatch, problem: type[AppError]
) -> None:
    """The passages are a courtesy of who opens the register: where they cannot be made, one goes on."""
    signed(secretary)

    def refuse(store: Store, due: object) -> object:
        raise problem("Il file del registro è in sola lettura")

    monkeypatch.setattr(dates, "_pass", refuse)
    with clock.pinned(date(2027, 2, 1)):
        assert dates.follow(secretary) is dates.NOTHING


def test_a_renewed_pact_makes_the_new_one(secretary: Store) -> None:
    old = register.named(secretary, "pact", "PC1")
    changes = register.move(secretary, "pact", old.id, old.version, "rinnovato")
    (new,) = [one for one in changes.of("pact") if one and one.id != old.id]
    assert status(secretary, "PC1") == "rinnovato"
    assert (new["renewed_from"], new["status"], new["title"]) == ("PC1", "proposta_ricevuta", old["title"])
    assert (new["received"], new["start"], new["end"]) == (date(2026, 11, 30), date(2028, 3, 16), None)
    assert (new["number"], new["signed"], new["protocol"]) == (None, None, None)
    assert [str(party).partition(":")[0] for party in old["parties"]] == list(new["parties"])
    history.undo(secretary)
    assert status(secretary, "PC1") == "attivo"
    with pytest.raises(Refused):
        register.named(secretary, "pact", new.code)


def test_a_member_writes_their_pact_while_it_is_a_draft(secretary: Store, office: Office) -> None:
    lidia = office(Role.COMPONENTE, name="lidia", person="M11")
    actor = lidia.who.actor
    register.create(lidia, "pact", {
        "title": "Aiuole", "common_good": "Aiuole di via Roma", "actions": ("rigenerazione",), "proposer": actor,
        "received": date(2026, 11, 30),
    })  # fmt: skip
    mine = next(one for one in secretary.snapshots(Query("pact")) if one["title"] == "Aiuole")
    register.edit(lidia, "pact", mine.id, mine.version, {"activities": "Piantare"})
    now = register.named(secretary, "pact", mine.code)
    register.edit(secretary, "pact", now.id, now.version, {"status": "in_istruttoria"})
    now = register.named(lidia, "pact", mine.code)
    with pytest.raises(Forbidden):
        register.edit(lidia, "pact", now.id, now.version, {"activities": "Piantare e innaffiare"})
    with pytest.raises(Forbidden):
        register.trash(lidia, "pact", now.id, now.version)
