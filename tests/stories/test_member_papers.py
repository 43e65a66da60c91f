"""A member's dossier and the minutes of a sitting nobody could hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.progress import Progress
from app.documents import checks
from app.store.store import Store
from app.usecases import attaching, papers, register
from tests.stories.sittings import seen


def inside(data: bytes, name: str) -> bytes:
    return next(file.data for file in checks.attachments(data) if file.name == name)


def test_a_member_reads_their_own_actions_first(secretary: Store) -> None:
    paper = papers.make(secretary, "dossier", "2/2026", Progress(), person="M05")
    assert paper.file_name == "fascicolo_2026_002_m05_20260520.pdf"
    assert checks.check(paper.data) == ()
    told = json.loads(inside(paper.data, "fascicolo.json"))
    assert told["person"] == "Carla Prototipi"
    owned = {task["code"] for task in told["tasks"]}
    assert owned
    assert all(seen(secretary, code, "action_item")["owner"] == "M05" for code in owned)
    assert [task["due"] for task in told["tasks"]] == sorted(task["due"] for task in told["tasks"])
    with pytest.raises(Refused, match="codice «M99»"):
        papers.make(secretary, "dossier", "2/2026", Progress(), person="M99")


def test_the_attachments_travel_inside(secretary: Store, out: Path) -> None:
    (out / "nota è.csv").write_bytes(b"a;b")
    attaching.attach(secretary, "meeting", "S4", [out / "nota è.csv"], Progress())
    paper = papers.make(secretary, "dossier", "4/2026", Progress())
    assert checks.check(paper.data) == ()
    (found,) = [file for file in checks.attachments(paper.data) if file.name != "fascicolo.json"]
    assert (found.name, found.data, found.mime) == ("01_nota è.csv", b"a;b", "text/csv")
    assert found.relationship == "Supplement"


def test_a_sitting_without_its_legal_number_has_minutes_of_its_own(secretary: Store) -> None:
    with pytest.raises(Refused, match="numero legale c'era"):
        papers.make(secretary, "desertion", "2/2026", Progress())
    with pytest.raises(Refused, match="presenze"):
        papers.make(secretary, "desertion", "4/2026", Progress())
    for code in ("S2-M01", "S2-M02", "S2-M04"):
        row = seen(secretary, code, "attendance")
        values = {"status": "assente_giustificato", "mode": None}
        register.edit(secretary, "attendance", row.id, row.version, values)
    paper = papers.make(secretary, "desertion", "2/2026", Progress())
    assert checks.check(paper.data) == ()
    told = json.loads(inside(paper.data, "diserzione.json"))
    assert told["missing"] == told["quorum"] - told["present"] == 1
    assert told["items"] == []
    assert "sono presenti n. 7 componenti su n. 15 aventi diritto di voto" in told["told"][1]
    assert "ne occorrono n. 8: ne manca n. 1." in told["told"][1]
    assert inside(paper.data, "presenze.csv")
