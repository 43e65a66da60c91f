"""The minutes of sitting 2/2026 must be those of DOMAIN §3.6, number for number."""

import csv
import io
import json
from datetime import date, time

import pytest

from app.domain.composing import compose
from app.domain.minutes import Minutes, same_substance
from tests.helpers.register import MemoryRegister, example

REGISTER = example()


@pytest.fixture(scope="module")
def minutes() -> Minutes:
    return compose(REGISTER.sitting("2/2026"))


def test_heading_and_opening(minutes: Minutes) -> None:
    assert minutes.title == "Verbale n. 2/2026"
    assert minutes.subtitle == "Seduta ordinaria del 20 maggio 2026, in forma mista, unica convocazione"
    assert minutes.letterhead.title == "Comune di Santarcangelo di Romagna"
    assert minutes.letterhead.subtitle == "Provincia di Rimini · Cabina di regia dell'Opificio di Comunità"
    assert minutes.opening == (
        "L'anno duemilaventisei, il giorno venti del mese di maggio, alle ore 17:30, presso la Casa della Comunità "
        "(presidio Franchini), si è riunita la Cabina di regia dell'Opificio di Comunità, convocata con nota prot. "
        "n. 0000000 dell'11 maggio 2026 (demo)."
    )


def test_fifteen_members_in_their_order_each_present_or_absent_as_they_were(minutes: Minutes) -> None:
    assert [(m.n, m.name, m.told) for m in minutes.members] == [
        (1, "Marta Fittizi", "presente"),
        (2, "Livio Esempi", "presente"),
        (3, "Nora Modelli", "presente 17:50–19:05"),
        (4, "Bruno Bozzetti", "presente"),
        (5, "Carla Prototipi", "presente"),
        (6, "Dario Campioni", "assente giustificato"),
        (7, "Elisa Provini", "presente"),
        (8, "Fabio Modulini", "presente"),
        (9, "Gaia Schemi", "presente"),
        (10, "Ivo Traccia", "presente"),
        (11, "Lidia Sagoma", "presente da remoto, esce 17:52, rientra 18:15"),
        (12, "Mauro Calchi", "assente giustificato"),
        (13, "Olga Stampi", "assente giustificata"),
        (14, "Piero Facsimile", "assente"),
        (15, "Rita Bozza", "presente"),
    ]
    assert minutes.members[0].role == "Assessora al welfare di comunità, Presidente"
    assert minutes.members[1].role == "Assessore alla scuola, Vicepresidente"
    assert [g.told for g in minutes.guests] == ["Teo Canovaccio (community manager)", "Ugo Matrice (Ufficio di Piano)"]


def test_chair_secretary_and_quorum(minutes: Minutes) -> None:
    assert minutes.presiding == "Assume la presidenza Marta Fittizi, assessora al welfare di comunità."
    assert minutes.writing.startswith("Svolge le funzioni di segretaria verbalizzante Sara Minuta.")
    assert (minutes.present, minutes.in_office, minutes.quorum, minutes.valid) == (10, 15, 8, True)
    assert minutes.quorum_told == (
        "Constatato che all'apertura sono presenti n. 10 componenti su n. 15 aventi diritto di voto (numero legale: 8) "
        "e che la seduta è valida, la Presidente dichiara aperti i lavori."
    )


def test_agenda_of_six_points(minutes: Minutes) -> None:
    assert [point.title for point in minutes.agenda] == [
        "Approvazione del verbale della seduta n. 1/2026",
        "Doposcuola e aiuto compiti in biblioteca: coordinamento",
        "Caselli aperti e P.I.P.P.I.: scadenze PNRR",
        "Adolescenti: raccordo tra educativa di strada e sportello scolastico",
        "Esame dei contributi della cittadinanza (primo gruppo)",
        "Varie ed eventuali",
    ]


def test_who_moves_and_who_is_present_at_each_item(minutes: Minutes) -> None:
    assert [item.facts for item in minutes.items] == [
        (),
        (
            "Alle ore 17:50 entra Nora Modelli. Presenti n. 11.",
            "Lidia Sagoma, in quanto rappresentante dell'APS che gestisce l'aiuto compiti, dichiara di trovarsi in "
            "potenziale conflitto di interessi sul presente punto e lascia il collegamento alle ore 17:52. "
            "Presenti n. 10.",
        ),
        ("Alle ore 18:15 rientra Lidia Sagoma. Presenti n. 11.",),
        ("Alle ore 19:05 esce Nora Modelli. Presenti n. 10.",),
        (),
        (),
    ]
    assert [item.present for item in minutes.items] == [10, 10, 11, 10, 10, 10]


def test_the_five_votes(minutes: Minutes) -> None:
    told = [vote.told.partition("esito: ")[2] for item in minutes.items for vote in item.votes]
    assert told == [
        "presenti n. 10; votanti n. 9; favorevoli n. 9; contrari n. 0; astenuti n. 1 (Gaia Schemi).",
        "presenti n. 10; votanti n. 10; favorevoli n. 10; contrari n. 0; astenuti n. 0.",
        "presenti n. 11; votanti n. 10; favorevoli n. 10; contrari n. 0; astenuti n. 1 (Rita Bozza).",
        "presenti n. 10; votanti n. 10; favorevoli n. 10; contrari n. 0; astenuti n. 0.",
        "presenti n. 10; votanti n. 10; favorevoli n. 9; contrari n. 1 (Ivo Traccia); astenuti n. 0.",
    ]
    assert [vote.words for item in minutes.items for vote in item.votes] == [
        "Approvata con 1 astenuto", "Approvata all'unanimità", "Approvata con 1 astenuto", "Approvata all'unanimità",
        "Approvata a maggioranza",
    ]  # fmt: skip
    assert minutes.items[1].votes[0].detail == "maggioranza richiesta 6, palese"


def test_what_was_said(minutes: Minutes) -> None:
    first, second, third, fourth, fifth, last = minutes.items
    assert first.text.startswith("La Presidente ricorda che la bozza è stata inviata con la convocazione")
    assert first.told == "Il verbale n. 1/2026 è approvato."
    assert f"{second.lead_in} {second.text}".startswith("Relaziona Fabio Modulini: il doposcuola dell'istituto")
    assert [s.told for s in second.speeches] == [
        "Gaia Schemi chiede che l'iscrizione sia accessibile anche a chi non usa strumenti digitali.",
        "Carla Prototipi segnala che i posti riservati su indicazione del servizio sociale vanno mantenuti.",
    ]
    assert f"{third.lead_in} {third.text}".startswith("Relaziona Carla Prototipi: i finanziamenti scadono")
    assert fourth.lead_in == "Relaziona Elisa Provini:"
    assert fifth.lead_in == "Relaziona Teo Canovaccio:"
    assert last.told == "Nessun argomento."


def test_decisions_three_to_six(minutes: Minutes) -> None:
    decisions = [decision for item in minutes.items for decision in item.decisions]
    assert [(d.number, d.type) for d in decisions] == [
        ("3/2026", "coordinamento"), ("4/2026", "indirizzo"), ("5/2026", "coordinamento"), ("6/2026", "indirizzo"),
    ]  # fmt: skip
    assert decisions[0].heading == "Decisione n. 3/2026 · coordinamento"
    assert decisions[0].formula == "La Cabina di regia, all'unanimità dei votanti, DECIDE"
    assert decisions[0].text.splitlines()[0] == (
        "1. di unificare in un solo calendario le due attività, con iscrizione unica e turni concordati;"
    )
    assert decisions[1].formula == "La Cabina di regia DECIDE"
    assert decisions[3].text.startswith(
        "di accogliere sette contributi, accoglierne in parte due e non accoglierne uno"
    )


def test_actions_with_owner_and_day(minutes: Minutes) -> None:
    assert [(a.owner, a.due) for item in minutes.items for a in item.actions] == [
        ("Fabio Modulini", date(2026, 9, 11)),
        ("Lidia Sagoma", date(2026, 10, 16)),
        ("Carla Prototipi", date(2026, 6, 26)),
        ("Elisa Provini", date(2026, 10, 30)),
        ("Teo Canovaccio", date(2026, 6, 19)),
    ]


def test_the_end(minutes: Minutes) -> None:
    assert minutes.next_meeting == "La prossima seduta è fissata per mercoledì 23 settembre 2026 alle ore 17:30."
    assert minutes.closing == (
        "Null'altro essendovi da trattare, alle ore 19:40 la Presidente dichiara chiusa la seduta."
    )
    assert minutes.final == "Letto, approvato e sottoscritto."
    assert [(s.role, s.name) for s in minutes.signatures] == [
        ("La Presidente", "Marta Fittizi"), ("La Segretaria verbalizzante", "Sara Minuta"),
    ]  # fmt: skip
    assert [a.told for a in minutes.attachments] == [
        "A – Quadro di avanzamento PNRR (2 pp.), parte integrante",
        "B – Contributi esaminati (4 pp.), parte integrante",
    ]
    assert minutes.approval == (
        "Approvato nella seduta n. 3/2026 del 23 settembre 2026: presenti n. 12; votanti n. 11; favorevoli n. 11; "
        "contrari n. 0; astenuti n. 1. Rettifiche: nessuna."
    )


def test_signature_lines_and_no_digital_formula_until_somebody_signed_digitally(minutes: Minutes) -> None:
    assert minutes.signature_formula == ""
    signed = REGISTER.add("minutes", code="S2-V", meeting="S2", signature_kind="pades", signed_on=date(2026, 5, 22))
    assert compose(signed.sitting("S2")).signature_formula == (
        "Documento firmato digitalmente ai sensi dell'art. 24 del D.Lgs. 82/2005"
    )


def test_the_protocol_stamp_appears_with_its_number(minutes: Minutes) -> None:
    assert minutes.letterhead.stamp == ()
    filed = REGISTER.add("minutes", code="S2-V", meeting="S2", protocol_register="REG_UFFICIALE",
                         protocol_number="0012345", protocol_date=date(2026, 5, 21), classification="VII.8",
                         dossier="3/2026")  # fmt: skip
    assert compose(filed.sitting("S2")).letterhead.stamp == (
        "Comune di Santarcangelo di Romagna", "c_i304 · REG_UFFICIALE", "0012345 del 21/05/2026",
        "Classifica VII.8 · Fasc. 3/2026",
    )  # fmt: skip


# ---------------------------------------------------------------- the value


def test_the_same_facts_make_equal_minutes_and_the_same_bytes(minutes: Minutes) -> None:
    again = compose(example().sitting("S2"))
    assert again == minutes
    assert again.json() == minutes.json()
    assert again.fingerprint == minutes.fingerprint


def test_minutes_that_would_say_something_else_are_different(minutes: Minutes) -> None:
    moved = REGISTER.change("attendance_event", REGISTER.rows["attendance_event"][0]["code"], time=time(17, 45))
    other = compose(moved.sitting("S2"))
    assert other != minutes
    assert other.fingerprint != minutes.fingerprint


def test_the_embedded_data_tell_the_whole_story(minutes: Minutes) -> None:
    data = json.loads(minutes.json())
    assert data["format"] == "cabina-verbale"
    assert data["items"][1]["votes"][0]["numbers"]["favour"] == 10
    attendance = list(csv.DictReader(io.StringIO(minutes.attendance_csv().decode())))
    assert [r["entra"] for r in attendance if r["nome"] == "Lidia Sagoma"] == ["", "18:15"]
    assert len(attendance) == 16
    votes = list(csv.DictReader(io.StringIO(minutes.votes_csv().decode())))
    assert [(v["presenti"], v["votanti"], v["favorevoli"], v["contrari"], v["astenuti"]) for v in votes] == [
        ("10", "9", "9", "0", "1"), ("10", "10", "10", "0", "0"), ("11", "10", "10", "0", "1"),
        ("10", "10", "10", "0", "0"), ("10", "10", "9", "1", "0"),
    ]  # fmt: skip


def test_minutes_are_not_out_of_date_because_they_were_approved_and_filed(minutes: Minutes) -> None:
    items = [row["code"] for row in REGISTER.rows["agenda_item"] if row["meeting"] == "S3"]
    before = compose(REGISTER.without("agenda_item", *items).sitting("S2"))
    assert before.approval == ""
    assert same_substance(before.data(), minutes.data())
    moved = compose(REGISTER.change("meeting", "S2", end_actual=time(19, 45)).sitting("S2"))
    assert not same_substance(moved.data(), minutes.data())


# ---------------------------------------------------------------- other sittings


def test_the_other_sittings_of_the_example_compose_too() -> None:
    third = compose(REGISTER.sitting("3/2026"))
    assert (third.present, third.is_draft) == (12, True)
    opinion = third.items[2].decisions[0]
    assert opinion.formula == "La Cabina di regia ESPRIME PARERE FAVOREVOLE"
    assert opinion.text == "alla co-progettazione della sala civica di San Martino"
    assert (
        opinion.sending
        == "Dispone la trasmissione dell'estratto alla Giunta comunale per gli adempimenti di competenza."
    )
    assert third.items[3].told == "Il punto è rinviato alla prossima seduta."
    assert third.final.startswith("Del che si è redatto il presente verbale")


def test_a_sitting_not_yet_held_says_nothing_of_what_did_not_happen() -> None:
    fourth = compose(REGISTER.sitting("4/2026"))
    assert fourth.title == "Verbale della seduta n. 4/2026"
    assert (fourth.quorum_told, fourth.closing) == ("", "")
    assert all(not item.votes and not item.told for item in fourth.items)


def test_a_substitute_chairs_and_is_named_as_one() -> None:
    moved = REGISTER.change("meeting", "S2", chair="M02")
    minutes = compose(moved.sitting("S2"))
    assert minutes.presiding == (
        "Assume la presidenza Livio Esempi, Vicepresidente, in sostituzione della Presidente Marta Fittizi."
    )
    assert minutes.closing.endswith("il Vicepresidente dichiara chiusa la seduta.")
    assert minutes.signatures[0].role == "Il Vicepresidente"


def test_two_who_enter_together_share_a_sentence() -> None:
    code = REGISTER.rows["attendance_event"][0]["code"]
    base = REGISTER.change("attendance", "S2-M12", status="presente", mode="presenza")
    both = base.add("attendance_event", code="S2-E9", meeting="S2", person="M12", time=time(17, 50), event="entra",
                    item="S2.2")  # fmt: skip
    assert both.record("attendance_event", code)["person"] == "M03"
    assert compose(both.sitting("S2")).items[1].facts[0] == (
        "Alle ore 17:50 entrano Nora Modelli e Mauro Calchi. Presenti n. 12."
    )


def test_a_conflict_whose_exit_nobody_wrote_down_still_empties_the_chair() -> None:
    exits = [r["code"] for r in REGISTER.rows["attendance_event"] if r["person"] == "M11" and r["event"] == "esce"]
    bare = REGISTER.without("attendance_event", *exits)
    minutes = compose(bare.sitting("S2"))
    assert minutes.items[1].present == 10
    assert minutes.items[1].facts == compose(REGISTER.sitting("S2")).items[1].facts


def test_a_deserted_sitting_has_no_discussion() -> None:
    few: MemoryRegister = REGISTER.change("meeting", "S2", status="deserta")
    for n in (1, 2, 4, 5, 7):
        few = few.change("attendance", f"S2-M{n:02}", status="assente_giustificato", mode=None)
    minutes = compose(few.sitting("S2"))
    assert minutes.items == ()
    assert minutes.quorum_told.endswith("la Presidente dichiara deserta la seduta.")
