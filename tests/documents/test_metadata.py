"""The metadata of AgID's Allegato 5 beside a paper: names, order, values, and both files saying the same."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from app.documents import metadata_files
from app.domain import metadata as m
from tests.helpers.register import example

DATA = b"%PDF-1.7 a paper"
SHA = hashlib.sha256(DATA).hexdigest()
PROGRAM = m.Program("Cabina di regia", "1.2")
REGISTER = example().add(
    "minutes", code="S2-V", meeting="S2", protocol_number="12345", protocol_date=date(2026, 5, 21),
    protocol_register="REG_UFFICIALE", classification="VII.8", dossier="3/2026", document_id="d-1", timestamped=True,
)  # fmt: skip


def tree_of(kind: str = "minutes", **more: Any) -> dict[str, Any]:
    file = m.PaperFile(kind, f"{kind}.pdf", SHA, **more)
    made = m.metadata(REGISTER.sitting("S2"), file, "d-1", PROGRAM)
    return json.loads(metadata_files.as_json(made))[m.ROOT]


def test_the_elements_are_those_of_the_annex_in_their_order() -> None:
    assert list(tree_of()) == [
        "IdDoc", "ModalitaDiFormazione", "TipologiaDocumentale", "DatiDiRegistrazione", "Soggetti", "ChiaveDescrittiva",
        "Allegati", "Classificazione", "Riservato", "IdentificativoDelFormato", "Verifica", "Agg", "NomeDelDocumento",
        "VersioneDelDocumento", "TempoDiConservazione",
    ]  # fmt: skip


def test_the_fingerprint_is_that_of_the_file_in_base64() -> None:
    found = tree_of()["IdDoc"]
    assert base64.b64decode(found["ImprontaCrittograficaDelDocumento"]["Impronta"]) == hashlib.sha256(DATA).digest()
    assert found["ImprontaCrittograficaDelDocumento"]["Algoritmo"] == "SHA-256"
    assert found["Identificativo"] == "d-1"


def test_registration_and_filing() -> None:
    tree = tree_of(signed=True)
    protocol = tree["DatiDiRegistrazione"]["TipoRegistro"]["ProtocolloOrdinario_ProtocolloEmergenza"]
    assert tree["DatiDiRegistrazione"]["TipologiaDiFlusso"] == "I"
    assert protocol["NumeroProtocolloDocumento"] == "0012345"
    assert protocol["DataProtocollazioneDocumento"] == "2026-05-21"
    assert protocol["CodiceRegistro"] == "REG_UFFICIALE"
    assert tree["TipologiaDocumentale"] == "Verbale di cabina di regia"
    assert tree["Agg"]["TipoAgg"] == {"TipoAggregazione": "Fascicolo", "IdAggregazione": "3/2026"}
    assert tree["Verifica"]["FirmatoDigitalmente"] is True
    assert tree["Verifica"]["MarcaturaTemporale"] is True
    assert tree["TempoDiConservazione"] == 9999


@pytest.mark.parametrize(("kind", "primary"), [("minutes", None), ("extract", "d-1"), ("public-extract", "d-1")])
def test_an_extract_names_the_minutes_it_comes_from(kind: str, primary: str | None) -> None:
    tree = tree_of(kind, item=2)
    assert tree.get("IdIdentificativoDocumentoPrimario") == primary
    assert tree["Riservato"] is (kind != "public-extract")
    assert (tree["IdDoc"]["Identificativo"] == "d-1") is (kind == "minutes")


def test_both_files_say_the_same_whatever_is_in_the_names() -> None:
    facts = REGISTER.change("setting", "REG", municipality='Comune <di> "A & B" \x01').sitting("S2")
    tree = m.metadata(facts, m.PaperFile("minutes", "v.pdf", SHA), "d-1", PROGRAM)
    (json_name, as_json), (xml_name, as_xml) = metadata_files.files("v.pdf", tree)
    assert (json_name, xml_name) == ("v.metadati.json", "v.metadati.xml")
    root = ElementTree.fromstring(as_xml)
    found = root.find("Soggetti/Ruolo/AmministrazioneCheEffettuaLaRegistrazione/PAI/IPAAmm/Denominazione")
    assert found is not None
    assert found.text == 'Comune <di> "A & B" \ufffd'
    assert [child.tag for child in root] == list(json.loads(as_json)[m.ROOT])
    assert len(root.findall("ChiaveDescrittiva/ParoleChiave")) == 3


def test_what_was_corrected_is_traced() -> None:
    before = m.Previous("ab" * 32, date(2026, 6, 1), "anna")
    tree = m.metadata(REGISTER.sitting("S2"), m.PaperFile("minutes", "v.pdf", SHA), "d-1", PROGRAM, [before])
    (traced,) = json.loads(metadata_files.as_json(tree))[m.ROOT]["TracciatureModificheDocumento"]
    assert (traced["TipoModifica"], traced["DataModifica"]) == ("Rettifica", "2026-06-01")
