"""The example committee: made once, whole, and finished when it was interrupted."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.progress import Cancelled, Progress
from app.domain.places import Zone
from app.domain.query import Query
from app.store.store import Store
from app.usecases import committee, demo, minutes, opening


def test_an_example_interrupted_before_its_minutes_is_finished_the_next_time(out: Path) -> None:
    desk = opening.open_register(str(out / "esempio.db"), create=True)
    committee.load_data(desk, demo.data())  # and here the power went
    demo.fill(desk, Progress())
    assert {row["meeting"] for row in desk.snapshots(Query("minutes_version"))} == {"S1", "S2"}
    with pytest.raises(Refused, match="contiene già"):
        demo.fill(desk, Progress())
    desk.close()


def test_a_cancelled_example_goes_on_later(out: Path) -> None:
    desk = opening.open_register(str(out / "esempio.db"), create=True)
    stopped = Progress(lambda done, total, text: stopped.cancel() if text.startswith("Verbale") else None)
    with pytest.raises(Cancelled):
        demo.fill(desk, stopped)
    demo.fill(desk, Progress())
    assert minutes.version_in_force(desk, "S2") is not None
    desk.close()


def test_a_register_somebody_has_written_in_is_not_an_example_to_finish(secretary: Store) -> None:
    with secretary.unit("Prova") as unit:
        unit.insert(Zone, {"label": "Altrove"})
    with pytest.raises(Refused, match="contiene già"):
        demo.fill(secretary, Progress())
