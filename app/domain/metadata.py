"""The metadata of an administrative document, as AgID's Allegato 5 names them (DOMAIN §4.2), beside a kept paper.

A value, ready to be written as JSON or XML: nested mappings in the order of the schema; what is not known is left out.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from app.domain import phrases
from app.domain.codes import padded
from app.domain.entity import Snapshot
from app.domain.omissis import is_public
from app.domain.sitting import SittingFacts

Tree = Mapping[str, "Tree | str | int | bool | Sequence[Tree | str] | None"]

ROOT = "DocumentoAmministrativoInformatico"
ALGORITHM = "SHA-256"
FORMED = (
    "creazione tramite utilizzo di strumenti software che assicurino la produzione di documenti nei formati previsti "
    "in allegato 2"
)
FOREVER = 9999  # years: minutes of collegial bodies are kept for good
_OURS = UUID("6a0b1c1e-8c8e-5d0e-9b44-0b6f0c9d1f42")

TYPES = {
    "minutes": "Verbale di {body}", "extract": "Estratto di verbale di {body}",
    "public-extract": "Estratto di verbale di {body} per la pubblicazione", "notice": "Convocazione di {body}",
    "attendance-sheet": "Foglio firme di {body}", "dossier": "Fascicolo di seduta di {body}",
    "desertion": "Verbale di diserzione di {body}", "decisions": "Registro delle decisioni di {body}",
}  # fmt: skip
"""What a paper is called in the archive, by kind."""

DERIVED = frozenset({"extract", "public-extract"})
"""Papers taken from the minutes, which they name as their primary document."""


@dataclass(frozen=True)
class PaperFile:
    """A paper as a file: its kind, name, the SHA-256 of its bytes (hexadecimal), whether it is signed."""

    kind: str
    file_name: str
    sha256: str
    signed: bool = False
    item: int | None = None
    version: str = "1.0"


@dataclass(frozen=True)
class Program:
    """The program that made the file."""

    name: str
    version: str


@dataclass(frozen=True)
class Previous:
    """An earlier final version of the document: fingerprint, day, who replaced it."""

    sha256: str
    day: date
    by: str


def identifier(sha256: str) -> str:
    """The identifier of a paper that keeps none of its own: a UUID made from the fingerprint of its bytes."""
    return str(uuid5(_OURS, sha256))


def metadata(
    facts: SittingFacts, file: PaperFile, document_id: str, program: Program, previous: Sequence[Previous] = ()
) -> Tree:
    """The block of Allegato 5 of a paper of a sitting; `document_id` is the identifier of the minutes."""
    own = document_id if file.kind == "minutes" else identifier(file.sha256)
    record = facts.record
    return {
        "IdDoc": _id_doc(file.sha256, own),
        "ModalitaDiFormazione": FORMED,
        "TipologiaDocumentale": _type(facts, file.kind),
        "DatiDiRegistrazione": _registration(facts, file),
        "Soggetti": {"Ruolo": _subjects(facts, program)},
        "ChiaveDescrittiva": {"Oggetto": _subject(facts, file), "ParoleChiave": _keywords(facts, file)},
        "Allegati": _attachments(facts, file),
        "Classificazione": _classification(facts),
        "Riservato": file.kind != "public-extract" and not all(is_public(item) for item in _covered(facts, file)),
        "IdentificativoDelFormato": {
            "Formato": "application/pdf",
            "ProdottoSoftware": {"NomeProdotto": program.name, "VersioneProdotto": program.version,
                                 "Produttore": program.name},
        },
        "Verifica": {
            "FirmatoDigitalmente": file.signed, "SigillatoElettronicamente": False,
            "MarcaturaTemporale": file.signed and bool(record and record["timestamped"]),
            "ConformitaCopieImmagineSuSupportoInformatico": False,
        },
        "Agg": {"TipoAgg": {"TipoAggregazione": "Fascicolo", "IdAggregazione": record["dossier"]}}
               if record and record["dossier"] else None,
        "IdIdentificativoDocumentoPrimario": document_id if file.kind in DERIVED else None,
        "NomeDelDocumento": file.file_name,
        "VersioneDelDocumento": file.version,
        "TracciatureModificheDocumento": _changes(previous) if file.kind == "minutes" else None,
        "TempoDiConservazione": FOREVER,
    }  # fmt: skip


def _id_doc(sha256: str, identifier: str | None = None) -> Tree:
    digest = base64.b64encode(bytes.fromhex(sha256)).decode("ascii")
    return {"ImprontaCrittograficaDelDocumento": {"Impronta": digest, "Algoritmo": ALGORITHM},
            "Identificativo": identifier}  # fmt: skip


def _type(facts: SittingFacts, kind: str) -> str:
    body = phrases.short_body(facts.body["name"])
    return TYPES[kind].format(body=body[:1].lower() + body[1:])


def _registration(facts: SittingFacts, file: PaperFile) -> Tree:
    """In the protocol when it has a number there; otherwise in the body's own register, under the minutes' number."""
    meeting, record = facts.meeting, facts.record
    flow = {"TipologiaDiFlusso": "I"}
    if file.kind == "notice":
        number, day = meeting["convened_protocol"], meeting["convened_on"]
    else:
        number, day = (record["protocol_number"], record["protocol_date"]) if record else (None, None)
    if number:
        code = (record["protocol_register"] if record else None) or facts.settings.get("protocol_register")
        return {**flow, "TipoRegistro": {"ProtocolloOrdinario_ProtocolloEmergenza": {
            "TipoRegistro": "ProtocolloOrdinario\\ProtocolloEmergenza", "DataProtocollazioneDocumento": _day(day),
            "NumeroProtocolloDocumento": padded(number), "CodiceRegistro": code}}}  # fmt: skip
    own = meeting["minutes_number"] or meeting["number"]
    return {**flow, "TipoRegistro": {"Repertorio_Registro": {
        "TipoRegistro": "Repertorio\\Registro", "DataRegistrazioneDocumento": _day(meeting["date"]),
        "NumeroRegistrazioneDocumento": own, "CodiceRegistro": facts.body.code}}}  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _subjects(facts: SittingFacts, program: Program) -> list[Tree]:
    settings = facts.settings
    office: Tree = {"PAI": {
        "IPAAmm": {"Denominazione": settings.get("municipality"), "CodiceIPA": settings.get("ipa_code")},
        "IPAAOO": {"CodiceIPA": settings.get("aoo_code")} if settings.get("aoo_code") else None,
        "IPAUOR": {"Denominazione": facts.body["name"]},
    }}  # fmt: skip
    who = "AmministrazioneCheEffettuaLaRegistrazione"
    found: list[Tree] = [{who: {"TipoRuolo": "Amministrazione Che Effettua La Registrazione", **office}}]
    for role, code in (("Autore", facts.chair), ("Operatore", facts.secretary)):
        person = facts.people.get(code or "")
        if person is not None:
            named: Tree = {"Cognome": person["last_name"], "Nome": person["first_name"]}
            found.append({role: {"TipoRuolo": role, "PF": named}})
    return [*found, {"Produttore": {"TipoRuolo": "Produttore", "SW": {
        "DenominazioneSistema": f"{program.name} {program.version}"}}}]  # fmt: skip


def _subject(facts: SittingFacts, file: PaperFile) -> str:
    meeting = facts.meeting
    number = f" n. {meeting['number']}" if meeting["number"] else ""
    item = f", punto n. {file.item}" if file.item else ""
    return f"{_type(facts, file.kind)}: seduta{number} del {meeting['date']:%d/%m/%Y}{item}"


def _keywords(facts: SittingFacts, file: PaperFile) -> list[str]:
    sitting = facts.meeting["number"] or facts.meeting.code
    return [phrases.short_body(facts.body["name"]), f"seduta {sitting}", file.kind]


def _covered(facts: SittingFacts, file: PaperFile) -> list[Snapshot]:
    """The items a paper tells of."""
    return [item for item in facts.items if file.item in (None, item["position"])]


def _attachments(facts: SittingFacts, file: PaperFile) -> Tree:
    """Those of the paper: an extract of one item has none, one for the public only those that may be shown."""
    found = [] if file.item or file.kind not in ("minutes", "public-extract", "dossier") else list(facts.attachments)
    if file.kind == "public-extract":
        found = [one for one in found if is_public(one)]
    index: list[Tree] = [
        {"IdDoc": _id_doc(one["file"], identifier(one["file"])), "Descrizione": one["title"]}
        for one in found if one["file"]
    ]  # fmt: skip
    return {"NumeroAllegati": len(found), "IndiceAllegati": index or None}


def _classification(facts: SittingFacts) -> Tree | None:
    index = (facts.record and facts.record["classification"]) or facts.settings.get("classification")
    if not index:
        return None
    plan = facts.settings.get("records_schedule")
    return {"IndiceDiClassificazione": index, "Descrizione": facts.body["name"], "PianoDiClassificazione": plan}


def _changes(previous: Sequence[Previous]) -> list[Tree] | None:
    return [
        {"TipoModifica": "Rettifica", "SoggettoAutoreDellaModifica": one.by, "DataModifica": one.day.isoformat(),
         "IdDocVersionePrecedente": _id_doc(one.sha256, identifier(one.sha256))}
        for one in previous
    ] or None  # fmt: skip
