"""What the story of 2026 tells: the example's facts, and those this test invents, kept apart and marked.

Everything under a name that begins with INVENTED is nowhere in the example: the sitting of 16 December (which the
example only convenes), what each decision changes in the register, and the remarks of members. What of it is written
in the register says so (`MARK`).
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

MARK = "[inventato dalla prova]"
Row = dict[str, Any]


@dataclass(frozen=True)
class Modifies:
    """What a decision changes: a field of a record, its value before and after, as files write them."""

    decision: str
    entity: str
    record: str
    field: str
    before: Any
    after: Any


INVENTED_PATCHES = (
    Modifies("D2", "project", "P02", "referent", "M16", "M17"),
    Modifies("D3", "intervention", "I06", "frequency", "mensile", "settimanale"),
    Modifies("D3", "intervention", "I29", "frequency", "mensile", "settimanale"),
    Modifies("D7", "project", "P04", "end", "2027-03-31", "2027-06-30"),
    Modifies("D10", "project", "P23", "status", "in_istruttoria", "condiviso"),
    Modifies("D11", "project", "P08", "end", "2026-12-31", "2027-12-31"),
    Modifies("D12", "project", "P12", "end", "2026-12-31", "2027-06-30"),
    Modifies("D13", "project", "P25", "status", "in_istruttoria", "condiviso"),
)
"""After sitting 3 they leave the register as the example tells it on 30 November; P12's is proposed and rejected."""

EXAMINED = tuple(f"C{n:02}" for n in range(1, 11))
"""The contributions that D6 answers: before it they are being examined."""

INVENTED_REMARKS = {
    "S2": ("M10", "2", "Il mio intervento non è riportato.", False, "Non risulta un intervento su questo punto."),
    "S3": ("M07", "3", "La sala era già assegnata.", True, None),
}
"""By sitting: who remarks, on which item, what, whether it is accepted, the reason."""

# ---------------------------------------------------------------- sitting 4, which the example only convenes

INVENTED_SITTING: dict[str, Any] = {"start_actual": "17:35", "end_actual": "19:30"}
INVENTED_ATTENDANCE: list[Row] = [
    *({"person": f"M{n:02}", "status": "presente", "mode": "presenza"} for n in (1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 15)),
    {"person": "M06", "status": "presente", "mode": "remoto"},
    {"person": "M11", "status": "presente", "mode": "presenza"},
    {"person": "M13", "status": "assente_giustificato", "mode": None},
    {"person": "M14", "status": "assente_ingiustificato", "mode": None},
    {"person": "M17", "status": "invitato", "mode": "presenza"},
]
INVENTED_EVENTS = [
    {"person": "M11", "time": "17:50", "event": "entra", "item": "S4.2"},
    {"person": "M10", "time": "18:40", "event": "rientra", "item": "S4.4"},
    {"person": "M06", "time": "19:10", "event": "esce", "item": "S4.5"},
]
INVENTED_CONFLICTS = [
    {"item": "S4.3", "person": "M10", "reason": f"l'associazione gestisce l'emporio {MARK}", "leaves": True,
     "time": "18:15"},
]  # fmt: skip
INVENTED_SPEECHES = [
    {"item": "S4.2", "person": "M05", "order": 1, "text": f"riferisce che il riparto è atteso a gennaio. {MARK}"},
    {"item": "S4.3", "person": "M12", "order": 1, "text": f"chiede un rendiconto prima della proroga. {MARK}"},
]
INVENTED_OUTCOMES = {
    "S4.1": "approvato", "S4.2": "approvato", "S4.3": "respinto", "S4.4": "approvato", "S4.5": "approvato",
    "S4.6": "presa_atto",
}  # fmt: skip
INVENTED_VOTES = [
    {"item": "S4.1", "mode": "palese_alzata_mano", "present": 12, "voting": 11, "favour": 11, "against": 0,
     "abstained": 1, "names_against": [], "names_abstained": ["M03"]},
    {"item": "S4.2", "mode": "appello_nominale", "present": 13, "voting": 12, "favour": 11, "against": 1,
     "abstained": 1, "names_against": ["M12"], "names_abstained": ["M06"]},
    {"item": "S4.3", "mode": "palese_alzata_mano", "present": 12, "voting": 11, "favour": 5, "against": 6,
     "abstained": 1, "names_against": ["M02", "M03", "M04", "M05", "M12", "M15"], "names_abstained": ["M07"]},
    {"item": "S4.4", "mode": "unanimita_senza_voto", "present": 13, "voting": 13, "favour": 13, "against": 0,
     "abstained": 0, "names_against": [], "names_abstained": []},
    {"item": "S4.5", "mode": "palese_alzata_mano", "present": 12, "voting": 12, "favour": 12, "against": 0,
     "abstained": 0, "names_against": [], "names_abstained": []},
]  # fmt: skip
INVENTED_DECISIONS = [
    {"code": "D11", "number": "11/2026", "item": "S4.2", "type": "indirizzo", "owner": "M05", "status": "adottata",
     "title": "Housing first: continuità dopo il PNRR", "competent_body": "Unione di Comuni Valmarecchia",
     "text": f"di proseguire il progetto fino al 31 dicembre 2027 con fondi dell'Unione. {MARK}"},
    {"code": "D12", "number": "12/2026", "item": "S4.3", "type": "indirizzo", "owner": "M04", "status": "respinta",
     "title": "Emporio solidale: proroga", "competent_body": "Comune",
     "text": f"di prorogare il progetto al 30 giugno 2027. {MARK}"},
    {"code": "D13", "number": "13/2026", "item": "S4.4", "type": "coordinamento", "owner": "M17",
     "status": "adottata", "title": "Cassetta degli attrezzi: proposta di progetto",
     "competent_body": "Cabina di regia", "text": f"di condividere il progetto. {MARK}"},
    {"code": "D14", "number": "14/2026", "item": "S4.5", "type": "indirizzo", "owner": "M17", "status": "adottata",
     "title": "Esame dei contributi (autunno 2026)", "competent_body": "Cabina di regia",
     "text": f"di rispondere ai proponenti entro trenta giorni. {MARK}"},
]  # fmt: skip
INVENTED_ACTIONS = [
    {"code": "AZ13", "decision": "D11", "text": f"Scrivere all'Unione {MARK}", "owner": "M05", "due": "2027-01-29",
     "done_on": None, "status": "da_fare"},
]  # fmt: skip


def the_year(example: dict[str, Any]) -> dict[str, Any]:
    """The example with sitting 4 held as invented."""
    year = deepcopy(example)
    next(one for one in year["meetings"] if one["code"] == "S4").update(INVENTED_SITTING)
    year["attendance"] += [{**row, "meeting": "S4"} for row in INVENTED_ATTENDANCE]
    year["attendance_events"] += [{**row, "meeting": "S4"} for row in INVENTED_EVENTS]
    year["conflicts"] += INVENTED_CONFLICTS
    year["speeches"] += INVENTED_SPEECHES
    year["votes"] += INVENTED_VOTES
    year["decisions"] += INVENTED_DECISIONS
    year["action_items"] += INVENTED_ACTIONS
    for item in year["agenda_items"]:
        item["outcome"] = INVENTED_OUTCOMES.get(item["code"], item["outcome"])
    return year


# ---------------------------------------------------------------- before the year began

MADE_IN_SITTINGS = ("meetings", "attendance", "attendance_events", "conflicts", "speeches", "votes", "agenda_items",
                    "decisions", "action_items", "attachments", "pair_reviews")  # fmt: skip


def starting_state(example: dict[str, Any]) -> dict[str, Any]:
    """The example before its first sitting: nothing that a sitting makes, and what decisions changed as it was."""
    before = deepcopy({name: rows for name, rows in example.items() if name not in MADE_IN_SITTINGS})
    for one in INVENTED_PATCHES:
        row = next(row for row in before[f"{one.entity}s"] if row["code"] == one.record)
        if row[one.field] == one.after:  # sitting 4 changes what the example still says
            row[one.field] = one.before
    for row in before["contributions"]:
        if row["code"] in EXAMINED:
            row.update(status="in_esame", evaluation=None, motivation=None)
    return before
