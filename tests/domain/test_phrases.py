"""Formal Italian: agreement, articles, elision, the sentences of DOMAIN §3.3 and §3.6."""

from datetime import date, time

import pytest

from app.domain import italian as it
from app.domain import phrases, phrases_items
from app.domain.phrases import Person
from app.domain.phrases_items import VoteNumbers

MARTA = Person("Marta Fittizi", "f", "Assessora al welfare di comunità")
LIVIO = Person("Livio Esempi", "m", "Assessore alla scuola")
ALEX = Person("Alex Neutri", "neutro", "Referente")
CABINA = "Cabina di regia dell'Opificio di Comunità"


@pytest.mark.parametrize(
    ("word", "gender", "number", "with_article"),
    [
        ("Presidente", "f", "s", "la Presidente"),
        ("Presidente", "m", "s", "il Presidente"),
        ("Assessora", "f", "s", "l'Assessora"),
        ("Sportello", "m", "s", "lo Sportello"),
        ("Unione", "f", "s", "l'Unione"),
        ("zaino", "m", "s", "lo zaino"),
        ("psicologo", "m", "s", "lo psicologo"),
        ("uffici", "m", "p", "gli uffici"),
        ("sportelli", "m", "p", "gli sportelli"),
        ("progetti", "m", "p", "i progetti"),
        ("azioni", "f", "p", "le azioni"),
        ("Édouard", "m", "s", "l'Édouard"),
    ],
)
def test_articles(word: str, gender: str, number: str, with_article: str) -> None:
    assert it.the(word, gender, number) == with_article  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("preposition", "noun", "joined"),
    [
        ("presso", "Casa della Comunità", "presso la Casa della Comunità"),
        ("presso", "Municipio", "presso il Municipio"),
        ("presso", "Ambulatorio", "presso l'Ambulatorio"),
        ("a", "Giunta comunale", "alla Giunta comunale"),
        ("a", "Istituto comprensivo", "all'Istituto comprensivo"),
        ("a", "Unione di Comuni Valmarecchia", "all'Unione di Comuni Valmarecchia"),
        ("di", "Comune", "del Comune"),
        ("in", "Biblioteca comunale A. Baldini", "nella Biblioteca comunale A. Baldini"),
        ("a", "AUSL", "all'AUSL"),
        ("presso", "ENAIP", "presso ENAIP"),
        ("presso", "99 posti", "presso 99 posti"),
        ("presso", "", "presso "),
    ],
)
def test_prepositions_join_articles(preposition: str, noun: str, joined: str) -> None:
    assert it.at(preposition, noun) == joined


@pytest.mark.parametrize(
    ("preposition", "day", "words"),
    [
        ("di", date(2026, 5, 11), "dell'11 maggio 2026"),
        ("di", date(2026, 5, 8), "dell'8 maggio 2026"),
        ("di", date(2026, 5, 18), "del 18 maggio 2026"),
        ("di", date(2026, 10, 1), "del 1° ottobre 2026"),
        ("entro", date(2026, 9, 11), "entro l'11 settembre 2026"),
        ("entro", date(2026, 10, 16), "entro il 16 ottobre 2026"),
        ("da", date(2026, 8, 8), "dall'8 agosto 2026"),
        ("a", date(2026, 3, 1), "al 1° marzo 2026"),
        ("", date(2026, 5, 8), "l'8 maggio 2026"),
    ],
)
def test_dates_take_their_article(preposition: str, day: date, words: str) -> None:
    assert it.with_date(preposition, day) == words


def test_a_date_in_letters() -> None:
    assert it.date_in_letters(date(2026, 5, 20)) == "L'anno duemilaventisei, il giorno venti del mese di maggio"
    assert it.date_in_letters(date(2028, 4, 1)) == "L'anno duemilaventotto, il giorno primo del mese di aprile"


def test_the_opening_of_the_example() -> None:
    note = phrases.convened_with("0000000", date(2026, 5, 11), demo=True)
    place = "Casa della Comunità - presidio Franchini"
    assert phrases.opening(date(2026, 5, 20), time(17, 30), "mista", place, CABINA, note) == (
        "L'anno duemilaventisei, il giorno venti del mese di maggio, alle ore 17:30, presso la Casa della Comunità "
        "(presidio Franchini), si è riunita la Cabina di regia dell'Opificio di Comunità, convocata con nota prot. "
        "n. 0000000 dell'11 maggio 2026 (demo)."
    )


def test_the_opening_says_only_what_is_known_and_agrees_with_the_body() -> None:
    text = phrases.opening(date(2026, 10, 1), None, "remoto", "", "Comitato di Distretto", "")
    assert text == (
        "L'anno duemilaventisei, il giorno primo del mese di ottobre, in modalità di videoconferenza, si è riunito "
        "il Comitato di Distretto."
    )
    assert phrases.convened_with(None, date(2026, 5, 11)) == ""


@pytest.mark.parametrize(
    ("person", "opens"),
    [
        (MARTA, "la Presidente dichiara aperti i lavori."),
        (LIVIO, "il Presidente dichiara aperti i lavori."),
        (ALEX, "la Presidenza dichiara aperti i lavori."),
    ],
)
def test_the_quorum_sentence_agrees_with_who_chairs(person: Person, opens: str) -> None:
    said = phrases.quorum(10, 15, 8, phrases.chair_title(person))
    assert said.startswith("Constatato che all'apertura sono presenti n. 10 componenti su n. 15")
    assert "(numero legale: 8) e che la seduta è valida" in said
    assert said.endswith(opens)


def test_one_alone_is_singular_and_without_quorum_the_sitting_is_deserted() -> None:
    said = phrases.quorum(1, 15, 8, "la Presidente")
    assert "è presente n. 1 componente su n. 15" in said
    assert said.endswith("la Presidente dichiara deserta la seduta.")


def test_who_chairs_and_who_writes() -> None:
    assert phrases.chair(MARTA, "presidente") == (
        "Assume la presidenza Marta Fittizi, assessora al welfare di comunità."
    )
    assert phrases.chair(LIVIO, "vicepresidente", MARTA) == (
        "Assume la presidenza Livio Esempi, Vicepresidente, in sostituzione della Presidente Marta Fittizi."
    )
    assert phrases.secretary(Person("Sara Minuta", "f")) == (
        "Svolge le funzioni di segretaria verbalizzante Sara Minuta."
    )
    assert phrases.secretary(LIVIO).startswith("Svolge le funzioni di segretario verbalizzante")
    assert phrases.secretary(ALEX).startswith("Svolge le funzioni di segreteria verbalizzante")


@pytest.mark.parametrize(
    ("event", "names", "present", "said"),
    [
        ("entra", ["Nora Modelli"], 11, "Alle ore 17:50 entra Nora Modelli. Presenti n. 11."),
        ("esce", ["Nora Modelli"], 10, "Alle ore 17:50 esce Nora Modelli. Presenti n. 10."),
        ("rientra", ["Ada", "Bea"], 11, "Alle ore 17:50 rientrano Ada e Bea. Presenti n. 11."),
        ("entra", ["Ada", "Bea", "Elio"], 9, "Alle ore 17:50 entrano Ada, Bea ed Elio. Presenti n. 9."),
        ("esce", ["Ada"], 7, "Alle ore 17:50 esce Ada. Presenti n. 7: viene meno il numero legale."),
        ("entra", ["Teo Canovaccio"], None, "Alle ore 17:50 entra Teo Canovaccio."),
    ],
)
def test_movements(event: str, names: list[str], present: int | None, said: str) -> None:
    now = "" if present is None else phrases.now_present(present, valid=present >= 8)
    assert phrases.movement(time(17, 50), event, names, now) == said


def test_the_legal_number_is_told_when_it_is_lost_still_missing_and_there_again() -> None:
    told = [phrases.now_present(n, valid=now, before=before) for n, now, before in (
        (8, True, True), (7, False, True), (6, False, False), (8, True, False))]  # fmt: skip
    assert told == [
        "Presenti n. 8.", "Presenti n. 7: viene meno il numero legale.",
        "Presenti n. 6: continua a mancare il numero legale.", "Presenti n. 8: si ristabilisce il numero legale.",
    ]  # fmt: skip
    assert phrases.now_present(9, by_delegate=1) == "Presenti n. 9, di cui n. 1 per delega."


def test_a_conflict_of_interest() -> None:
    lidia = Person("Lidia Sagoma", "f")
    reason = "Rappresentante dell'APS che gestisce l'aiuto compiti."
    said = phrases.conflict(lidia, reason, leaves=True, at=time(17, 52), remote=True)
    assert said == (
        "Lidia Sagoma, in quanto rappresentante dell'APS che gestisce l'aiuto compiti, dichiara di trovarsi in "
        "potenziale conflitto di interessi sul presente punto e lascia il collegamento alle ore 17:52."
    )
    stays = phrases.conflict(lidia, reason, leaves=False, at=None, remote=False)
    assert stays.endswith("e non partecipa alla votazione.")
    assert phrases.conflict(lidia, reason, leaves=True, at=time(18, 0), remote=False).endswith(
        "e si allontana alle ore 18:00."
    )


@pytest.mark.parametrize(
    ("stays", "said"),
    [
        ([(None, None)], ""),
        ([(time(17, 50), time(19, 5))], "17:50–19:05"),
        ([(time(17, 50), None)], "dalle 17:50"),
        ([(None, time(19, 5))], "fino alle 19:05"),
        ([(None, time(17, 52)), (time(18, 15), None)], "esce 17:52, rientra 18:15"),
        ([(time(17, 40), time(18, 0)), (time(18, 15), None)], "entra 17:40, esce 18:00, rientra 18:15"),
    ],
)
def test_when_somebody_was_there(stays: list[tuple[time | None, time | None]], said: str) -> None:
    assert phrases.span(stays) == said


def test_absence_agrees() -> None:
    forms = [phrases.presence("assente_giustificato", gender, None, "mista") for gender in ("f", "m", "neutro")]
    assert forms == ["assente giustificata", "assente giustificato", "assenza giustificata"]
    assert phrases.presence("presente", "f", "remoto", "mista") == "presente da remoto"


def test_votes_always_tell_the_five_numbers() -> None:
    first = VoteNumbers("palese_alzata_mano", 10, 9, 9, 0, 1, names_abstained=("Gaia Schemi",))
    assert phrases_items.vote(first) == (
        "Posta ai voti in forma palese per alzata di mano, la proposta ottiene il seguente esito: presenti n. 10; "
        "votanti n. 9; favorevoli n. 9; contrari n. 0; astenuti n. 1 (Gaia Schemi)."
    )
    assert phrases_items.outcome_words("approvata", first) == "Approvata con 1 astenuto"


def test_a_roll_call_names_everybody_a_secret_vote_tells_the_blanks() -> None:
    called = VoteNumbers("appello_nominale", 3, 2, 1, 1, 0, 1, ("Ada",), (), 0, ("Bea",), ("Elio",))
    assert phrases_items.numbers(called) == (
        "presenti n. 3; votanti n. 2; favorevoli n. 1 (Bea); contrari n. 1 (Ada); astenuti n. 0; "
        "non partecipanti al voto n. 1 (Elio)")  # fmt: skip
    secret = VoteNumbers("segreta", 9, 9, 6, 2, 0, blank=1, by_delegate=1)
    assert "presenti n. 9 (di cui n. 1 per delega); votanti n. 9;" in phrases_items.vote(secret)
    assert phrases_items.vote(secret).endswith("astenuti n. 0; schede bianche o nulle n. 1.")
    assert not secret.unanimous


def test_who_took_no_part_is_told_only_when_there_is_somebody() -> None:
    assert "non partecipanti al voto n. 2" in phrases_items.numbers(VoteNumbers("segreta", 10, 8, 8, 0, 0, 2))
    assert "partecipanti" not in phrases_items.numbers(VoteNumbers("segreta", 10, 10, 10, 0, 0))


@pytest.mark.parametrize(
    ("kind", "text", "formula", "rest"),
    [
        ("indirizzo", "di chiedere un quadro.", "DECIDE", "di chiedere un quadro."),
        ("indirizzo", "Estendere i presìdi", "DECIDE", "di estendere i presìdi"),
        ("rinvio", "Rinviare alla seduta di dicembre", "DECIDE", "di rinviare alla seduta di dicembre"),
        ("coordinamento", "1. di unificare;\n2. di chiedere.", "DECIDE", "1. di unificare;\n2. di chiedere."),
        ("parere", "Parere favorevole alla sala", "ESPRIME PARERE FAVOREVOLE", "alla sala"),
        ("parere", "parere contrario, per i costi", "ESPRIME PARERE CONTRARIO", ", per i costi"),
        ("parere", "Si osserva quanto segue", "ESPRIME IL SEGUENTE PARERE", "Si osserva quanto segue"),
        ("presa_atto", "dei dati del primo trimestre", "PRENDE ATTO", "dei dati del primo trimestre"),
    ],
)
def test_decisions(kind: str, text: str, formula: str, rest: str) -> None:
    assert phrases_items.decision("Cabina di regia", kind, text) == (f"La Cabina di regia {formula}", rest)


def test_a_unanimous_decision_says_so() -> None:
    formula, _ = phrases_items.decision("Cabina di regia", "coordinamento", "di fare", unanimous=True, heard=True)
    assert formula == ("La Cabina di regia, udita la relazione e gli interventi, all'unanimità dei votanti, DECIDE")
    refused, _ = phrases_items.decision("Cabina di regia", "indirizzo", "di fare", adopted=False)
    assert refused == "La Cabina di regia NON APPROVA LA PROPOSTA"


@pytest.mark.parametrize(
    ("kind", "title", "result", "unanimous", "said"),
    [
        ("verbale", "Approvazione del verbale della seduta n. 1/2026", "approvato", False,
         "Il verbale n. 1/2026 è approvato."),
        ("deliberazione", "Il nome", "approvato", True, "La proposta, all'unanimità dei votanti, è approvata."),
        ("deliberazione", "Il nome", "respinto", False, "La proposta è respinta."),
        ("informativa", "I dati", "presa_atto", False, "La Cabina di regia prende atto di quanto riferito."),
        ("deliberazione", "I dati", "rinviato", False, "Il punto è rinviato alla prossima seduta."),
        ("deliberazione", "I dati", "ritirato", False, "Il punto è ritirato."),
        ("varie", "Varie ed eventuali", "non_discusso", False, "Nessun argomento."),
        ("deliberazione", "I dati", "non_discusso", False, "Il punto non è discusso."),
        ("deliberazione", "I dati", None, False, ""),
    ],
)  # fmt: skip
def test_outcomes(kind: str, title: str, result: str | None, unanimous: bool, said: str) -> None:
    assert phrases_items.outcome(
        "Cabina di regia", kind, title, result, unanimous=unanimous, decided=False, talked=False
    ) == said  # fmt: skip


def test_a_report_flows_on_after_the_name_unless_it_might_begin_with_one() -> None:
    fabio = Person("Fabio Modulini", "m")
    assert phrases_items.report(fabio, "Il doposcuola serve.", "Marta Fittizi") == (
        "Relaziona Fabio Modulini:", "il doposcuola serve.")  # fmt: skip
    assert phrases_items.report(fabio, "L'aiuto serve.", "Marta Fittizi")[1] == "l'aiuto serve."
    assert phrases_items.report(fabio, "Caselli Aperti finisce.", "Marta Fittizi") == (
        "Relaziona Fabio Modulini.", "Caselli Aperti finisce.")  # fmt: skip
    assert phrases_items.report(MARTA, "La Presidente ricorda che…", "Marta Fittizi") == (
        "", "La Presidente ricorda che…")  # fmt: skip
    assert phrases_items.report(fabio, "", "Marta Fittizi") == ("Relaziona Fabio Modulini.", "")


def test_speeches() -> None:
    assert phrases_items.speech("Gaia Schemi", "chiede la parola", verbatim=False) == "Gaia Schemi chiede la parola."
    assert phrases_items.speech("Gaia Schemi", "Serve tempo.", verbatim=False) == "Gaia Schemi: Serve tempo."
    assert phrases_items.speech("Gaia Schemi", "Non ci sto.", verbatim=True) == (
        "Gaia Schemi chiede che sia messo a verbale quanto segue: «Non ci sto.».")  # fmt: skip


def test_closing_next_meeting_and_approval() -> None:
    assert phrases.next_meeting(date(2026, 9, 23), time(17, 30)) == (
        "La prossima seduta è fissata per mercoledì 23 settembre 2026 alle ore 17:30.")  # fmt: skip
    assert phrases.closing(time(19, 40), "la Presidente") == (
        "Null'altro essendovi da trattare, alle ore 19:40 la Presidente dichiara chiusa la seduta.")  # fmt: skip
    assert phrases.closing(None, "la Presidente") == ""
    votes = phrases_items.numbers(VoteNumbers("palese_alzata_mano", 12, 11, 11, 0, 1))
    assert phrases.approval("3/2026", date(2026, 9, 23), votes, None) == (
        "Approvato nella seduta n. 3/2026 del 23 settembre 2026: presenti n. 12; votanti n. 11; favorevoli n. 11; "
        "contrari n. 0; astenuti n. 1. Rettifiche: nessuna."
    )


def test_the_short_name_of_a_body() -> None:
    assert phrases.short_body(CABINA) == "Cabina di regia"
    assert phrases.short_body("Comitato di Distretto") == "Comitato di Distretto"


def test_the_sentence_of_the_notice() -> None:
    place = "Municipio - sala consiliare"
    assert phrases.convocation(CABINA, date(2026, 12, 16), time(17, 30), place, "mista") == (
        "La Cabina di regia dell'Opificio di Comunità è convocata per mercoledì 16 dicembre 2026 alle ore 17:30 "
        "presso il Municipio (sala consiliare), in forma mista, per trattare il seguente ordine del giorno:"
    )
