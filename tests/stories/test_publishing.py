"""Publishing an extract: what may be shown, what is asked, what stops it, what is kept."""

from __future__ import annotations

import pytest

from app.core.errors import Forbidden, Refused
from app.core.progress import Progress
from app.domain.permissions import Role
from app.store.store import Store
from app.usecases import minutes, publishing, register
from tests.helpers.office import Office
from tests.stories.sittings import seen


def make_public(desk: Store, *items: int) -> None:
    parts = publishing.parts(desk, "S2")
    chosen = [(p.entity, p.code) for p in parts if p.item in items]
    publishing.classify(desk, "S2", chosen, [])


def test_nothing_is_public_until_somebody_says_so(secretary: Store) -> None:
    with pytest.raises(Refused, match="Nessun punto è pubblicabile"):
        publishing.prepare(secretary, "S2", None, Progress())
    with pytest.raises(Refused, match=r"punto n\. 2 non è pubblicabile"):
        publishing.prepare(secretary, "2/2026", 2, Progress())
    make_public(secretary, 2)
    made = publishing.prepare(secretary, "2/2026", 2, Progress())
    assert (made.blocked, made.asks, made.paper.draft) == (False, False, False)
    assert made.paper.file_name == "estratto_2026_002_punto_02_pubblico_20260520.pdf"


def test_an_extract_of_final_minutes_is_kept_with_the_reason(secretary: Store) -> None:
    make_public(secretary, 2)
    item = seen(secretary, "S2.2", "agenda_item")
    text = f"{item['report_text']} Si parla di diagnosi."
    register.edit(secretary, "agenda_item", item.id, item.version, {"report_text": text})
    made = publishing.prepare(secretary, "S2", 2, Progress())
    assert [str(one) for one in made.findings] == ["Punto n. 2: contiene «diagnosi»"]
    with pytest.raises(Refused, match="scrivete perché") as refused:
        publishing.keep(secretary, made)
    assert [str(problem) for problem in refused.value.problems] == ["Punto n. 2: contiene «diagnosi»"]
    assert publishing.keep(secretary, made, "È un dato generale.") is not None
    (kept,) = minutes.versions(secretary, "S2")
    assert (kept["public"], kept["final"]) == (True, False)
    assert kept["reason"] == "Estratto per la pubblicazione, punto n. 2. È un dato generale."
    assert secretary.blob(kept["file"]) == made.paper.data
    assert minutes.version_in_force(secretary, "S2") is None


def test_a_reserved_text_that_slipped_in_elsewhere_stops_it(secretary: Store) -> None:
    make_public(secretary, 2)
    item = seen(secretary, "S2.2", "agenda_item")
    text = "%% La famiglia aspetta una casa popolare.\n\nSi ricorda che la famiglia aspetta una casa popolare."
    register.edit(secretary, "agenda_item", item.id, item.version, {"report_text": text})
    made = publishing.prepare(secretary, "S2", 2, Progress())
    assert made.blocked
    with pytest.raises(Refused, match="parole di parti riservate"):
        publishing.keep(secretary, made, "si può")


def test_a_draft_may_be_looked_at_and_is_not_kept(secretary: Store) -> None:
    parts = publishing.parts(secretary, "S3")
    publishing.classify(secretary, "S3", [(p.entity, p.code) for p in parts if p.item == 1], [])
    made = publishing.prepare(secretary, "S3", None, Progress())
    assert made.paper.draft
    assert publishing.keep(secretary, made, "va bene") is None


def test_publishing_is_the_secretary_s(office: Office, secretary: Store) -> None:
    make_public(secretary, 2)
    with pytest.raises(Forbidden):
        publishing.prepare(office(Role.COMPONENTE, name="carla"), "S2", 2, Progress())
