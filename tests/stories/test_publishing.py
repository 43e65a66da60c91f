"""Publishing an extract: what may be shown, what is asked, what stops it, what is kept."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from app.core import about
from app.core.errors import Forbidden, Refused
from app.core.progress import Progress
from app.domain.permissions import Role
from app.domain.query import Query
from app.store.store import Store
from app.usecases import minutes, paper_metadata, papers, publishing, register
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


def test_the_minutes_keep_the_identifier_their_metadata_give_them(secretary: Store) -> None:
    paper = papers.make(secretary, "minutes", "S2", Progress())
    (name, data), (xml, _) = paper_metadata.beside(secretary, "S2", "minutes", paper)
    assert (name, xml) == ("verbale_2026_002_20260520.metadati.json", "verbale_2026_002_20260520.metadati.xml")
    told = json.loads(data)["DocumentoAmministrativoInformatico"]
    kept = seen(secretary, "S2-V", "minutes")["document_id"]
    assert told["IdDoc"]["Identificativo"] == kept
    again = paper_metadata.beside(secretary, "S2", "minutes", paper)
    assert again[0][1] == data
    part = papers.make(secretary, "extract", "S2", Progress(), 2)
    (_, extract), _ = paper_metadata.beside(secretary, "S2", "extract", part, 2)
    taken = json.loads(extract)["DocumentoAmministrativoInformatico"]
    assert taken["IdIdentificativoDocumentoPrimario"] == kept
    assert taken["IdentificativoDelFormato"]["ProdottoSoftware"]["VersioneProdotto"] == about.VERSION


def test_a_draft_is_known_by_its_fingerprint_and_gets_no_identifier(secretary: Store) -> None:
    paper = papers.make(secretary, "minutes", "S3", Progress())
    (_, data), _ = paper_metadata.beside(secretary, "S3", "minutes", paper)
    assert json.loads(data)["DocumentoAmministrativoInformatico"]["IdDoc"]["Identificativo"]
    assert not [one for one in secretary.snapshots(Query("minutes")) if one["meeting"] == "S3" and one["document_id"]]


def test_the_program_names_the_version_it_is() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == about.VERSION
