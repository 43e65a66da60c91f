"""The example committee: its file, the poster's texts, the two attachments of sitting 2/2026, the kept minutes."""

from __future__ import annotations

import json
from typing import Any

from app.core import clock, paths
from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.documents import example
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Snapshot
from app.domain.query import Filter, Query, Sort
from app.domain.vocabularies import VOCABULARIES
from app.store.store import Store
from app.store.unit import Unit
from app.usecases import committee, minutes, writing
from app.usecases.base import use_case
from app.usecases.drawing import draw
from app.usecases.lists import snapshots

ATTACHED = N_("Allegati dell'esempio")
EXAMINED_UNTIL = "2026-02-28"
"""Sitting 2/2026 examined the first group: the contributions received before this day (DOMAIN §3.6)."""


def data() -> dict[str, Any]:
    """The example in the committee file's shape, poster included."""
    folder = paths.resources() / "demo"
    whole: dict[str, Any] = json.loads((folder / "committee.json").read_text("utf-8"))
    poster: dict[str, Any] = json.loads((folder / "poster.json").read_text("utf-8"))
    whole["settings"] = {**whole["settings"], **poster.pop("settings")}
    return {**whole, **poster}


def fill(store: Store, progress: Progress) -> Changes:
    """Fill a new register with the example. The minutes that are final are rendered once, here, and kept.

    One that was interrupted half way goes on from where it was.

    Raises:
        Refused: somebody has already written in the register.
    """
    if committee.is_fresh(store):
        committee.load_data(store, data(), progress)
    elif not _interrupted(store):
        raise Refused(N_("Il registro contiene già dei dati: l'esempio si carica solo in un registro nuovo."))
    clock.pin(committee.settings(store)["demo_today"])
    changes = _attach(store, _attachments(store, progress))
    for meeting in _owed(store):
        progress.step(0, 0, tr(N_("Verbale {number}")).format(number=meeting["number"]))
        changes = minutes.keep(store, meeting.code, progress)
    return changes


def _owed(store: Store) -> list[Snapshot]:
    """The sittings whose final minutes are not kept yet."""
    held, kept = snapshots(store, Query("meeting", sort=(Sort("code"),))), minutes.version_in_force
    return [one for one in held
            if one["minutes_status"] in minutes.FINAL and kept(store, one.code) is None]  # fmt: skip


def _interrupted(store: Store) -> bool:
    """Whether this is the example, stopped before its papers were kept, with nobody's own deed in it."""
    ours = {committee.STARTED, committee.LOADED, ATTACHED, minutes.KEPT}
    title = "home_title"  # the poster's, which a committee file loaded by itself does not carry
    is_example = committee.settings(store)[title] == data()["settings"][title]
    return is_example and bool(_owed(store)) and all(row.deed in ours for row in store.since(0))


@use_case(ATTACHED)
def _attach(unit: Unit, files: dict[str, tuple[bytes, str]]) -> None:
    for code, (content, name) in files.items():
        row = unit.get(ENTITIES["attachment"], code)
        if row is not None:
            sha = unit.keep(content)
            writing.change(unit, ENTITIES["attachment"], row.id, row.version, {"file": sha, "file_name": name})


def _attachments(store: Store, progress: Progress) -> dict[str, tuple[bytes, str]]:
    municipality = str(committee.settings(store)["municipality"])
    made = {
        "A": (example.spending_progress(municipality, _spending(store)), "quadro_avanzamento_pnrr.pdf"),
        "B": (example.contributions_examined(municipality, _examined(store)), "contributi_esaminati.pdf"),
    }
    files = {}
    for row in snapshots(store, Query("attachment", (Filter("made_by", "=", ("example",)),))):
        document, name = made[row["letter"]]
        files[row.code] = (draw(document, progress), name)
    return files


def _spending(store: Store) -> list[example.Spending]:
    lines = []
    for row in snapshots(store, Query("funding_line", sort=(Sort("code"),))):
        if str(row["source"]).startswith("PNRR"):
            spec = ENTITIES["funding_line"].fields["amount"]
            project = store.snapshot(ENTITIES["project"], row["project"])
            source = store.names.label("fund_source", row["source"])
            lines.append(example.Spending(
                f"{row['project']} {project['title'] if project else ''}", source,
                spec.show(row["amount"]), spec.show(row["spent"]), spec.show(row["amount"] - (row["spent"] or 0)),
                row["eligibility_end"],
            ))  # fmt: skip
    return lines


def _examined(store: Store) -> list[example.Examined]:
    return [_one(row) for row in snapshots(store, Query("contribution", sort=(Sort("code"),)))
            if row["evaluation"] and row["date"].isoformat() < EXAMINED_UNTIL]  # fmt: skip


def _one(row: Snapshot) -> example.Examined:
    outcome = VOCABULARIES["evaluation"].word(row["evaluation"])
    return example.Examined(row.code, row["date"], row["text"], outcome, row["motivation"] or "")
