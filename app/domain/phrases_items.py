"""Formal Italian prose for what happens on an item: report, speeches, vote, outcome, decision (DOMAIN §3.2–3.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from app.domain import italian as it
from app.domain.phrases import Person


def report(person: Person | None, text: str, chair_name: str) -> tuple[str, str]:
    """(lead-in, text): `Relaziona Fabio Modulini:` and the text as it goes on.

    The lead-in is empty when nobody reports, or when the chair does and the text says so itself.
    """
    if person is None:
        return "", text
    own_words = re.match(r"(la|il) president", text, re.IGNORECASE)
    if not text or (person.name == chair_name and own_words):
        return ("" if text else f"Relaziona {person.name}."), text
    flowing = "\n" not in text.strip() and it.lower_start(text) != text
    return (f"Relaziona {person.name}:", it.lower_start(text)) if flowing else (f"Relaziona {person.name}.", text)


def speech(name: str, text: str, *, verbatim: bool) -> str:
    """What somebody said: third person and short; word for word only when they asked for it."""
    text = text.strip()
    if verbatim:
        return f"{name} chiede che sia messo a verbale quanto segue: «{text.strip('«»')}»."
    if text[:1].islower():
        return it.sentence(f"{name} {text}")
    return it.sentence(f"{name}: {text}")


_MODES = {
    "palese_alzata_mano": "Posta ai voti in forma palese per alzata di mano",
    "appello_nominale": "Posta ai voti per appello nominale",
    "segreta": "Posta ai voti a scrutinio segreto",
}


_LATER: dict[str, Any] = {"later": True}
"""What a value had not in its first form: left out of the data a paper carries while there is nothing in it."""


@dataclass(frozen=True)
class VoteNumbers:
    """The numbers of a vote, always all of them, and the names of an open one."""

    mode: str
    present: int
    voting: int
    favour: int
    against: int
    abstained: int
    not_participating: int = 0
    names_against: tuple[str, ...] = ()
    names_abstained: tuple[str, ...] = ()
    blank: int = field(default=0, metadata=_LATER)
    names_favour: tuple[str, ...] = field(default=(), metadata=_LATER)
    names_not_participating: tuple[str, ...] = field(default=(), metadata=_LATER)
    by_delegate: int = field(default=0, metadata=_LATER)

    @property
    def unanimous(self) -> bool:
        """Everybody who could vote did, in favour."""
        return self.favour > 0 and not (
            self.against or self.abstained or self.not_participating or self.blank
        )


def numbers(vote: VoteNumbers) -> str:
    """`presenti n. 10; votanti n. 9; favorevoli n. 9; contrari n. 0; astenuti n. 1 (Gaia Schemi)`.

    The labels stay plural with a figure (DOMAIN §3.3); who took no part is told only when there is somebody.
    """
    delegates = f" (di cui n. {vote.by_delegate} per delega)" if vote.by_delegate else ""
    parts = [
        f"presenti n. {vote.present}{delegates}",
        f"votanti n. {vote.voting}",
        f"favorevoli n. {vote.favour}{_names(vote.names_favour)}",
        f"contrari n. {vote.against}{_names(vote.names_against)}",
        f"astenuti n. {vote.abstained}{_names(vote.names_abstained)}",
    ]
    if vote.blank:
        parts.append(f"schede bianche o nulle n. {vote.blank}")
    if vote.not_participating:
        parts.append(f"non partecipanti al voto n. {vote.not_participating}{_names(vote.names_not_participating)}")
    return "; ".join(parts)


def _names(names: tuple[str, ...]) -> str:
    return f" ({', '.join(names)})" if names else ""


def vote(facts: VoteNumbers) -> str:
    """The formal sentence of a vote."""
    if facts.mode == "unanimita_senza_voto":
        return f"La proposta è condivisa all'unanimità, senza necessità di votazione formale: {numbers(facts)}."
    head = _MODES.get(facts.mode, _MODES["palese_alzata_mano"])
    return f"{head}, la proposta ottiene il seguente esito: {numbers(facts)}."


def outcome_words(result: str, facts: VoteNumbers) -> str:
    """The outcome as the strip beside the sentence shows it: `Approvata all'unanimità`, `Approvata con 1 astenuto`."""
    if result == "approvata" and facts.unanimous:
        return "Approvata all'unanimità"
    if result == "approvata" and not facts.against and facts.abstained:
        return f"Approvata con {facts.abstained} {'astenuto' if facts.abstained == 1 else 'astenuti'}"
    return {
        "approvata": "Approvata a maggioranza",
        "respinta": "Respinta",
        "parita": "Respinta a parità di voti",
        "non_valida": "Votazione non valida",
    }[result]


def outcome(
    body: str, kind: str, title: str, result: str | None, *, unanimous: bool, decided: bool, talked: bool
) -> str:
    """What became of an item when no decision says it; nothing when the decision does, or nothing is recorded.

    `body` is the short name; `kind` and `result` are codes of agenda_kind and agenda_outcome.
    """
    whole = ", all'unanimità dei votanti," if unanimous else ""
    if decided and result in ("approvato", "presa_atto"):
        return ""
    if result == "approvato":
        number = re.search(r"\b\d{1,5}/\d{4}\b", title) if kind == "verbale" else None
        return f"Il verbale n. {number[0]}{whole} è approvato." if number else f"La proposta{whole} è approvata."
    if result == "presa_atto":
        return f"{it.upper_start(it.named_the(body))} prende atto di quanto riferito."
    if result == "non_discusso":
        return "Il punto non è discusso." if talked or kind != "varie" else "Nessun argomento."
    return {
        "respinto": f"La proposta{whole} è respinta.",
        "rinviato": "Il punto è rinviato alla prossima seduta.",
        "ritirato": "Il punto è ritirato.",
    }.get(result or "", "")


# ---------------------------------------------------------------- decisions and actions

_TYPES = {
    "presa_atto": "presa d'atto", "indirizzo": "indirizzo", "coordinamento": "coordinamento", "parere": "parere",
    "proposta_atto": "proposta di atto", "organizzazione": "organizzazione", "incarico": "incarico", "rinvio": "rinvio",
}  # fmt: skip


def decision_type(code: str) -> str:
    """The type of a decision as a sentence names it."""
    return _TYPES.get(code, code.replace("_", " "))


_OPINION = re.compile(r"parere\s+(favorevole|contrario|non favorevole)\b\s*", re.IGNORECASE)
_INFINITIVE = re.compile(r"[^\W\d_]+(are|ere|ire|rre|arsi|ersi|irsi)\b", re.IGNORECASE)


def decision(
    body: str, type: str, text: str, *, unanimous: bool = False, heard: bool = False, adopted: bool = True
) -> tuple[str, str]:
    """(formula, text): `La Cabina di regia, all'unanimità dei votanti, DECIDE` and what it decides.

    `heard` adds "udita la relazione e gli interventi"; `adopted` False is a proposal the vote turned down.
    """
    clauses = [it.upper_start(it.named_the(body))]
    clauses += ["udita la relazione e gli interventi"] if heard else []
    clauses += ["all'unanimità dei votanti"] if unanimous else []
    subject = ", ".join(clauses) + ("," if len(clauses) > 1 else "")
    verb, rest = _verb(type, text.strip())
    if not adopted:
        return f"{subject} NON APPROVA LA PROPOSTA", rest
    return f"{subject} {verb}", rest


def _verb(type: str, text: str) -> tuple[str, str]:
    if type == "parere":
        opinion = _OPINION.match(text)
        if opinion:
            return f"ESPRIME PARERE {opinion[1].upper()}", text[opinion.end() :]
        return "ESPRIME IL SEGUENTE PARERE", text
    verb = {"presa_atto": "PRENDE ATTO", "proposta_atto": "PROPONE"}.get(type, "DECIDE")
    if _INFINITIVE.match(text) and not text.lower().startswith("parere"):
        text = f"di {text[:1].lower()}{text[1:]}"
    return verb, text


def decision_heading(number: str, type: str) -> str:
    """`Decisione n. 3/2026 · coordinamento`."""
    return f"Decisione n. {number} · {decision_type(type)}" if type else f"Decisione n. {number}"


def changes_of(state: str, *, taken: bool) -> str:
    """What became of the changes to the register that a decision brings (`state`: a code of patch_state)."""
    if state == "applicata":
        return "Per effetto della decisione il registro è modificato come segue."
    if state == "non_applicata":
        return "Le modifiche al registro che erano state proposte non sono applicate."
    if taken:
        return "La decisione comporta le seguenti modifiche al registro, ancora da applicare."
    return "Si propongono le seguenti modifiche al registro."


def sending(body: str) -> str:
    """That the extract goes to the competent body."""
    return f"Dispone la trasmissione dell'estratto {it.at('a', body)} per gli adempimenti di competenza."
