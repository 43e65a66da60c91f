"""`cabina validity`: the engine from outside, as CLI.md shows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli import main

RULES = {
    "quorum_first_call": {"fraction": "1/2", "plus_one": True, "base": "in_carica"},
    "majority_basis": "votanti",
    "members": [{"code": f"M{n:02}", "voting": True, "president": n == 1} for n in range(1, 6)],
}
EVENTS: list[dict[str, Any]] = [
    {"time": "17:30", "event": "apertura", "present": ["M01", "M02", "M03"], "call": "prima"},
    {"time": "18:00", "event": "votazione", "mode": "palese_alzata_mano", "favour": 2, "against": 0, "abstained": 1,
     "not_participating": 0, "majority": "semplice"},
    {"time": "18:10", "event": "esce", "member": "M03"},
    {"time": "19:40", "event": "chiusura"},
]  # fmt: skip


def run(folder: Path, rules: object, events: object, *options: str) -> int:
    (folder / "rules.json").write_text(rules if isinstance(rules, str) else json.dumps(rules), encoding="utf-8")
    (folder / "events.json").write_text(json.dumps(events), encoding="utf-8")
    words = ["validity", str(folder / "rules.json"), str(folder / "events.json"), *options]
    return main(words, lambda _: 2, lambda _: 2)


def test_each_event_comes_back_with_what_it_led_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, RULES, EVENTS, "--json") == 0
    told: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert [(e["present"], e["quorum"], e["valid"]) for e in told] == [(3, 3, True)] * 2 + [(2, 3, False)] * 2
    assert EVENTS[1].items() <= told[1].items()
    assert (told[1]["voting"], told[1]["required"], told[1]["outcome"]) == (2, 2, "approvata")
    assert told[1]["sentence"].startswith("Presenti 3, votanti 2 (1 astenuto), favorevoli 2, contrari 0;")


def test_without_json_it_speaks_to_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, RULES, EVENTS) == 0
    assert "18:10 esce M03 · presenti 2, numero legale 3: seduta non valida" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("rules", "events"),
    [("non è json", EVENTS), ([1, 2], EVENTS), (RULES, {"event": "apertura"}), (RULES, [1]),
     (RULES, [{"event": "entra", "member": "M99"}]), ({**RULES, "quorum_first_call": {"fraction": "boh"}}, EVENTS)],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rules: object, events: object
) -> None:
    assert run(tmp_path, rules, events, "--json") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.strip().endswith(".")
