"""What the calendar does by itself, from the command line: only beside somebody's own writing, never for a look."""

from pathlib import Path

import pytest

from tests.helpers.cabina import Cabina


def pacts(cabina: Cabina) -> dict[str, str]:
    return {row["code"]: row["status"] for row in cabina("list", "pact").json}


def deeds(register: Path) -> int:
    import sqlite3

    with sqlite3.connect(register) as line:
        found: int = line.execute("SELECT count(*) FROM change").fetchone()[0]
    line.close()
    return found


@pytest.mark.parametrize("words", [("list", "pact"), ("show", "pact", "PC4"), ("history", "pact", "PC4"), ("check",)])
def test_a_look_at_another_day_writes_nothing(cabina: Cabina, register: Path, words: tuple[str, ...]) -> None:
    before = deeds(register)
    assert cabina(*words, "--today", "2040-01-01").code == 0
    assert deeds(register) == before


def test_a_deed_on_a_supposed_day_moves_no_other_record(cabina: Cabina) -> None:
    before = pacts(cabina)
    assert cabina("set", "pact", "PC4", "insurance=Nessuna", "--today", "2040-01-01").code == 0
    assert pacts(cabina) == before


def test_a_pact_that_is_over_is_moved_when_somebody_writes_and_not_when_they_look(cabina: Cabina) -> None:
    assert cabina("set", "pact", "PC4", "end=2026-11-01").code == 0
    assert pacts(cabina)["PC4"] == "attivo"
    assert cabina("set", "pact", "PC1", "insurance=Nessuna").code == 0
    assert pacts(cabina)["PC4"] == "concluso"


def test_a_passage_made_by_a_wrong_clock_is_taken_back_by_its_number(cabina: Cabina) -> None:
    cabina("set", "pact", "PC4", "end=2026-11-01")
    cabina("set", "pact", "PC1", "insurance=Nessuna")
    passage = cabina("history", "pact", "PC4").json[-1]
    assert passage["deed"] == "Passaggi di stato per data"
    assert cabina("undo", str(passage["seq"])).code == 0
    assert pacts(cabina)["PC4"] == "attivo"
