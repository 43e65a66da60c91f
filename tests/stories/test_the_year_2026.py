"""The example's year 2026, lived again from before its first sitting, with the deeds of the program only.

Sittings 1, 2 and 3 say what the example says; sitting 4, which the example only convenes, is invented, and so is what
the decisions change in the register (`year_facts`, where all of it is marked).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.core import clock
from app.documents import checks
from app.domain.entities import ENTITIES
from app.domain.query import Filter, Query
from app.usecases import committee, deliveries, history, lists, minutes, minutes_steps, past, signing
from tests.helpers.office import Office
from tests.stories.conftest import SECRETARY
from tests.stories.sittings import agenda, seen, titles
from tests.stories.year import CHECK, Year, day
from tests.stories.year_facts import INVENTED_PATCHES, MARK, starting_state, the_year

SITTING_2 = {1: (10, 9, 9, 0, 1), 2: (10, 10, 10, 0, 0), 3: (11, 10, 10, 0, 1), 4: (10, 10, 10, 0, 0),
             5: (10, 10, 9, 1, 0)}  # fmt: skip
"""DOMAIN §3.6, by item: present, voting, in favour, against, abstained."""

APPROVED_2 = (
    "Approvato nella seduta n. 3/2026 del 23 settembre 2026: presenti n. 12; votanti n. 11; favorevoli n. 11; "
    "contrari n. 0; astenuti n. 1. Rettifiche: nessuna."
)
"""The last line of DOMAIN §3.6."""

EXPLAINED = {
    "S1": ("Presenti 13, votanti 13, favorevoli 13, contrari 0; maggioranza richiesta 7: approvata",
           "Presenti 13, votanti 12 (1 astenuto), favorevoli 12, contrari 0; maggioranza richiesta 7: approvata"),
    "S2": ("Presenti 10, votanti 9 (1 astenuto), favorevoli 9, contrari 0; maggioranza richiesta 5: approvata",
           "Presenti 10, votanti 10, favorevoli 10, contrari 0; maggioranza richiesta 6: approvata",
           "Presenti 11, votanti 10 (1 astenuto), favorevoli 10, contrari 0; maggioranza richiesta 6: approvata",
           "Presenti 10, votanti 10, favorevoli 10, contrari 0; maggioranza richiesta 6: approvata",
           "Presenti 10, votanti 10, favorevoli 9, contrari 1; maggioranza richiesta 6: approvata"),
    "S3": ("Presenti 12, votanti 11 (1 astenuto), favorevoli 11, contrari 0; maggioranza richiesta 6: approvata",
           "Presenti 12, votanti 12, favorevoli 12, contrari 0; maggioranza richiesta 7: approvata",
           "Presenti 12, votanti 11 (1 astenuto), favorevoli 10, contrari 1; maggioranza richiesta 6: approvata",
           "Presenti 12, votanti 12, favorevoli 12, contrari 0; maggioranza richiesta 7: approvata",
           "Presenti 12, votanti 11 (1 astenuto), favorevoli 11, contrari 0; maggioranza richiesta 6: approvata"),
    "S4": ("Presenti 12, votanti 11 (1 astenuto), favorevoli 11, contrari 0; maggioranza richiesta 6: approvata",
           "Presenti 13, votanti 12 (1 astenuto), favorevoli 11, contrari 1; maggioranza richiesta 7: approvata",
           "Presenti 12, votanti 11 (1 astenuto), favorevoli 5, contrari 6; maggioranza richiesta 6: respinta",
           "Presenti 13, votanti 13, favorevoli 13, contrari 0; maggioranza richiesta 7: approvata",
           "Presenti 12, votanti 12, favorevoli 12, contrari 0; maggioranza richiesta 7: approvata"),
}  # fmt: skip

THEN = {
    ("project", "P02", "referent"): ("M17", "M17", "M17", "M17"),
    ("intervention", "I06", "frequency"): ("mensile", "settimanale", "settimanale", "settimanale"),
    ("intervention", "I29", "frequency"): ("mensile", "settimanale", "settimanale", "settimanale"),
    ("project", "P04", "end"): (day("2027-03-31"), day("2027-03-31"), day("2027-06-30"), day("2027-06-30")),
    ("project", "P23", "status"): ("in_istruttoria", "in_istruttoria", "condiviso", "condiviso"),
    ("project", "P08", "end"): (day("2026-12-31"), day("2026-12-31"), day("2026-12-31"), day("2027-12-31")),
    ("project", "P12", "end"): (day("2026-12-31"), day("2026-12-31"), day("2026-12-31"), day("2026-12-31")),
    ("project", "P25", "status"): ("proposta", "proposta", "proposta", "condiviso"),
}
"""What the register said when each of the four sittings was closed."""

PRINTED = {
    "S1": {("P02", "Sara Minuta", "Teo Canovaccio")},
    "S2": {("I06", "Mensile", "Settimanale"), ("I29", "Mensile", "Settimanale")},
    "S3": {("P04", "31/03/2027", "30/06/2027"), ("P23", "In istruttoria", "Condiviso dalla cabina")},
    "S4": {("P08", "31/12/2026", "31/12/2027"), ("P12", "31/12/2026", "30/06/2027"),
           ("P25", "In istruttoria", "Condiviso dalla cabina")},
}  # fmt: skip
"""What each minutes print of the register, before and after."""

SITTINGS = ("S1", "S2", "S3", "S4")


def test_the_year_2026_is_lived_again(new_office: Office, example: dict[str, Any], out: Path) -> None:
    desk = new_office(*SECRETARY, name="sara")
    with clock.pinned(day("2026-02-06")):
        committee.start(desk)
        committee.load_data(desk, starting_state(example))
    year = Year(desk, new_office, the_year(example), out)
    the_first_sitting_begins_from_nothing(year)
    the_second_sitting_is_the_one_of_the_specification(year)
    the_third_sitting_approves_it_and_postpones_an_item(year)
    the_register_is_now_the_example(year, example)
    the_fourth_sitting_takes_up_what_was_left(year)
    the_next_draft_begins_where_the_year_ends(year)
    the_register_is_seen_as_it_was(year)
    what_was_given_out_has_not_changed(year)
    assert new_office.check(desk) == []


# ---------------------------------------------------------------- the chapters


def the_first_sitting_begins_from_nothing(year: Year) -> None:
    assert year.prepare("S1") == []
    assert titles(year.desk, "S1") == ["Varie ed eventuali"]
    year.write_agenda("S1")
    year.convene("S1")
    everybody_was_told(year, "S1")
    assert seen(year.desk, "P02", "project")["referent"] == "M16"
    year.hold("S1")
    assert seen(year.desk, "P02", "project")["referent"] == "M17"
    what_happened_is_written(year, "S1")
    year.circulate("S1")
    year.make_final("S1", 3, "0001001", on="2026-03-11")  # signed before it is approved
    the_minutes_are_signed_by_two(year, "S1")
    the_minutes_print_what_changed(year, "S1")
    assert minutes.value(year.desk, "S1")[0].approval == ""
    year.follow_up("S1")


def the_second_sitting_is_the_one_of_the_specification(year: Year) -> None:
    back = year.prepare("S2")
    assert [(one.code, one.days) for one in back] == [("AZ03", 82), ("D2", 82)]
    assert titles(year.desk, "S2")[:2] == ["Approvazione del verbale della seduta n. 1/2026", CHECK]
    year.take_off_the_check("S2")
    year.write_agenda("S2")
    year.convene("S2")
    everybody_was_told(year, "S2")
    year.hold("S2")
    what_happened_is_written(year, "S2")
    the_numbers_are_those_of_the_specification(year)
    assert "seduta n. 2/2026 del 20 maggio 2026: presenti n. 10" in minutes.value(year.desk, "S1")[0].approval
    year.circulate("S2")  # final only once it is approved
    year.answer_contributions()
    year.follow_up("S2")


def the_third_sitting_approves_it_and_postpones_an_item(year: Year) -> None:
    back = {one.code for one in year.prepare("S3")}
    assert back == {"AZ03", "AZ05", "AZ07", "D2", "D3", "D5"}
    year.take_off_the_check("S3")
    year.write_agenda("S3")
    year.convene("S3")
    everybody_was_told(year, "S3")
    year.hold("S3")
    what_happened_is_written(year, "S3")
    assert minutes.value(year.desk, "S2")[0].approval == APPROVED_2
    year.make_final("S2", 2, "0004002", on="2026-09-28")
    the_minutes_are_signed_by_two(year, "S2")
    the_minutes_print_what_changed(year, "S2")
    year.circulate("S3")
    year.follow_up("S3")


def the_fourth_sitting_takes_up_what_was_left(year: Year) -> None:
    year.move("project", "P25", "in_istruttoria")  # the secretary looks at it before the committee does
    housing, *rest = year.prepare("S4")
    assert (housing.title, housing.times, housing.days) == ("Housing first: continuità dopo il PNRR", 1, 65)
    assert housing.said == "Rinviare alla seduta di dicembre in attesa del riparto QSFP"
    assert [one.code for one in rest] == [
        "AZ03", "AZ05", "AZ07", "AZ12", "AZ10", "AZ09", "D2", "D3", "D5", "D7", "D8", "D10",
    ]  # fmt: skip
    year.write_agenda("S4")
    told = [one["title"] for one in year.of("agenda_items", meeting="S4")]
    assert titles(year.desk, "S4") == [*told[:-1], CHECK, told[-1]]
    year.convene("S4")
    everybody_was_told(year, "S4")
    year.hold("S4")
    what_happened_is_written(year, "S4")
    assert "seduta n. 4/2026 del 16 dicembre 2026: presenti n. 12" in minutes.value(year.desk, "S3")[0].approval
    year.make_final("S3", 2, "0007003", on="2026-12-18")
    the_minutes_are_signed_by_two(year, "S3")
    the_minutes_print_what_changed(year, "S3")
    assert MARK in minutes.value(year.desk, "S3")[0].items[2].text  # the remark that was accepted
    year.circulate("S4")
    year.make_final("S4", 2, "0008004", on="2026-12-30")
    the_minutes_are_signed_by_two(year, "S4")
    the_minutes_print_what_changed(year, "S4")


def the_next_draft_begins_where_the_year_ends(year: Year) -> None:
    year.facts["meetings"].append({**year.of("meetings", code="S4")[0], "code": "S5", "date": "2027-02-17",
                                   "convened_on": "2027-02-08"})  # fmt: skip
    back = {one.code: one.times for one in year.prepare("S5")}
    assert titles(year.desk, "S5")[0] == "Approvazione del verbale della seduta n. 4/2026"
    assert (back["AZ03"], back["AZ13"], "D12" in back) == (2, 1, False)


# ---------------------------------------------------------------- what is looked at


def everybody_was_told(year: Year, code: str) -> None:
    """A notice and a message for each of the 18, the public one, the appointment, and when it left."""
    files = sorted(path.suffix for path in (year.folder / code).iterdir())
    assert (files.count(".eml"), files.count(".pdf"), files.count(".ics")) == (18, 19, 1)
    rows = deliveries.of(year.desk, code)
    assert len(rows) == 18
    assert all(one["sent_at"] for one in rows)
    assert [one["person"] for one in rows if one["outcome"] == "consegnata"] == ["M01", "M14"]
    assert [one["person"] for one in rows if one["receipt"]] == ["M01"]


def what_happened_is_written(year: Year, code: str) -> None:
    """Votes, outcomes, decisions and what they changed are those of the facts, each vote with its sentence."""
    assert tuple(one["explained"] for one in year.votes(code)) == EXPLAINED[code]
    changed = 0
    for told in year.of("agenda_items", meeting=code):
        item = year.item(told["code"])
        assert item["outcome"] == told["outcome"], told["code"]
        assert [d["number"] for d in lists.snapshots(year.desk, Query("decision", (Filter("item", "=", (item.code,)),)))
                ] == [one["number"] for one in year.of("decisions", item=told["code"])]  # fmt: skip
        for vote in year.of("votes", item=told["code"]):
            (kept,) = [one for one in year.votes(code) if one["item"] == item.code]
            numbers = ("mode", "present", "voting", "favour", "against", "abstained")
            assert [kept[name] for name in numbers] == [vote[name] for name in numbers], told["code"]
        changed += sum(the_register_followed(year, one["code"]) for one in year.of("decisions", item=told["code"]))
    assert changed, "at least one decision of a sitting changes the register"


def the_register_followed(year: Year, decision: str) -> bool:
    """Whether a decision changed the register: each record says what was decided, and its history why."""
    found = seen(year.desk, decision, "decision")
    for one in (each for each in INVENTED_PATCHES if each.decision == decision):
        record, spec = seen(year.desk, one.record, one.entity), ENTITIES[one.entity].fields[one.field]
        rejected = found["status"] == "respinta"
        assert found["patch_state"] == ("non_applicata" if rejected else "applicata")
        assert spec.dump(record[one.field]) == (one.before if rejected else one.after)
        last = history.of(year.desk, one.entity, record.id)[-1]
        assert last.deed.startswith(f"Decisione n. {found['number']}, seduta del ") != rejected
    return bool(found["patch_state"] == "applicata")


def the_numbers_are_those_of_the_specification(year: Year) -> None:
    """DOMAIN §3.6: the votes, and how many are present after each movement."""
    names = ("present", "voting", "favour", "against", "abstained")
    place = {one.code: one["position"] for one in agenda(year.desk, "S2")}
    assert {place[one["item"]]: tuple(one[name] for name in names) for one in year.votes("S2")} == SITTING_2
    value, _ = minutes.value(year.desk, "S2")
    told = " ".join(sentence for item in value.items for sentence in item.facts)
    for sentence in ("Alle ore 17:50 entra Nora Modelli. Presenti n. 11.", "alle ore 17:52. Presenti n. 10.",
                     "Alle ore 18:15 rientra Lidia Sagoma. Presenti n. 11.",
                     "Alle ore 19:05 esce Nora Modelli. Presenti n. 10."):  # fmt: skip
        assert sentence in told
    assert [one.title for one in value.agenda] == [one["title"] for one in year.of("agenda_items", meeting="S2")]
    assert (value.present, value.quorum, value.in_office, value.valid) == (10, 8, 15, True)
    assert [(one.letter, one.pages) for one in value.attachments] == [("A", 2), ("B", 4)]


def the_minutes_are_signed_by_two(year: Year, code: str) -> None:
    """Signed, filed, kept: the signed file begins with the final one, and both extracts pass their checks."""
    now = signing.state(year.desk, code)
    assert now is not None
    assert now.complete
    record = minutes_steps.document(year.desk, code)
    assert record is not None
    assert record["signers"] == ("M01", "M16")
    assert [one["intact"] and one["valid"] for one in record["signature_report"]["signatures"]] == [True, True]
    final, first, second = (year.kept[f"{code}-V{n}"] for n in (1, 2, 3))
    assert first.startswith(final)
    assert second.startswith(first)
    sitting = seen(year.desk, code)
    assert (sitting["status"], sitting["minutes_status"]) == ("archiviata", "protocollato")
    sent, public = year.extracts[code]
    assert checks.check(sent.data) == checks.check(public.paper.data) == ()
    assert (sent.draft, public.paper.draft, public.blocked) == (False, False, False)
    assert year.kept[f"{code}-V4"] == public.paper.data


def the_minutes_print_what_changed(year: Year, code: str) -> None:
    """Before → after stands in the minutes and in the extract that is transmitted; not in the one for the public."""
    value, _ = minutes.value(year.desk, code)
    printed = {(c.code, c.before, c.after) for item in value.items for one in item.decisions for c in one.changes}
    assert printed == PRINTED[code]
    sent, public = (_data(paper.data) for paper in (year.extracts[code][0], year.extracts[code][1].paper))
    at = year.extracts[code][1].item
    for _, before, after in {(c.code, c.before, c.after) for item in value.items if item.n == at
                             for one in item.decisions for c in one.changes}:  # fmt: skip
        assert f'"before": "{before}"' in sent
        assert f'"after": "{after}"' not in public


def _data(pdf: bytes) -> str:
    """The data an extract carries with it."""
    (found,) = [one.data for one in checks.attachments(pdf) if one.name == "estratto.json"]
    return found.decode()


def the_register_is_now_the_example(year: Year, example: dict[str, Any]) -> None:
    """On 30 November everything the example says of a record is what the register says of it."""
    for name in ("projects", "interventions", "pacts", "contributions", "decisions", "action_items"):
        for row in example[name]:
            kind = ENTITIES[name.removesuffix("s")]
            found = seen(year.desk, row["code"], kind.name)
            mine = {field: kind.fields[field].dump(found[field]) for field in row if field in kind.fields}
            told = {field: value for field, value in row.items() if field in kind.fields}
            if name == "decisions":  # the program gives items codes of its own
                told["item"] = year.item(row["item"]).code
            assert mine == told, row["code"]
    the_sittings_are_those_of_the_example(year, example)


def the_sittings_are_those_of_the_example(year: Year, example: dict[str, Any]) -> None:
    """The three sittings held, who was there, who came and went."""
    kind = ENTITIES["meeting"]
    given = {
        "minutes_number"
    }  # the example numbers minutes that are still in revision; the program when they are final
    for row in example["meetings"][:3]:
        found, told = seen(year.desk, row["code"]), {name: row[name] for name in row if name not in given}
        assert {name: kind.fields[name].dump(found[name]) for name in told} == told
    for name, fields in (("attendance", ("meeting", "person", "status", "mode")),
                         ("attendance_event", ("meeting", "person", "time", "event"))):  # fmt: skip
        kind = ENTITIES[name]
        mine = [tuple(kind.fields[each].dump(one[each]) for each in fields) for one in year.desk.snapshots(Query(name))]
        rows = example["attendance_events" if name == "attendance_event" else name]
        assert sorted(map(str, mine)) == sorted(str(tuple(row[each] for each in fields)) for row in rows)


def the_register_is_seen_as_it_was(year: Year) -> None:
    assert [one.code for one in past.frozen(year.desk)] == list(reversed(SITTINGS))
    for n, code in enumerate(SITTINGS):
        then = past.at_sitting(year.desk, code)
        for (entity, record, field), values in THEN.items():
            found = then.record(entity, record)
            assert found is not None
            assert found[field] == values[n], (code, record)
    since = past.differences(year.desk, past.at_sitting(year.desk, "S3"))
    assert {one.code for one in since} == {"P08", "P25"}
    assert past.differences(year.desk, past.at_sitting(year.desk, "S4")) == []


def what_was_given_out_has_not_changed(year: Year) -> None:
    """Every file kept during the year is, byte by byte, what it was on its day."""
    versions = [one for code in SITTINGS for one in minutes.versions(year.desk, code)]
    assert {one.code for one in versions} == set(year.kept)
    assert len(versions) == 16  # of each sitting: final, signed by one, by two, an extract for the public
    for one in versions:
        assert year.bytes_of(one) == year.kept[one.code], one.code
