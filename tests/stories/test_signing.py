"""Minutes signed: here by two people, elsewhere with the municipality's tool; what is refused; what is told after."""

from __future__ import annotations

import base64
from datetime import date, time
from pathlib import Path

import pytest

from app.core import clock
from app.core.errors import Refused
from app.core.progress import Progress
from app.documents import checks
from app.documents import signing as documents
from app.documents.signing_look import Appearance
from app.domain.query import Query
from app.store.store import Store
from app.usecases import lists, meetings, minutes, minutes_steps, papers, signing, verifying
from app.usecases.signing import KeyFile
from tests.documents.test_signing import envelope
from tests.helpers.office import Office
from tests.helpers.signing import PASSPHRASE, Holder, holder
from tests.stories.sittings import agenda, opened, seen

CHAIR, WRITER = "la_presidente", "la_segretaria_verbalizzante"


def file_of(who: Holder) -> KeyFile:
    return KeyFile(who.p12, PASSPHRASE)


@pytest.fixture
def final(secretary: Store) -> str:
    """A sitting of January 2027, held, its minutes final; its code."""
    meeting = opened(secretary)
    for item in agenda(secretary, meeting.code):
        meetings.set_outcome(secretary, item.code, "non_discusso")
    now = seen(secretary, meeting.code)
    meetings.close(secretary, now.id, now.version, at=time(19, 0))
    now = seen(secretary, meeting.code)
    minutes.finalise(secretary, now.id, now.version, Progress())
    return meeting.code


def kept(desk: Store, code: str) -> bytes:
    found = minutes.version_in_force(desk, code)
    assert found is not None
    data = desk.blob(found["file"])
    assert data is not None
    return data


def elsewhere(data: bytes, field: str, who: Holder, tmp_path: Path) -> bytes:
    """What a municipality's tool answers."""
    cache = Path(tmp_path)
    return documents.sign(data, field, file_of(who), lambda name: Appearance(name, "", ""), cache, reason="Firma",
                          now=clock.now())  # fmt: skip


def test_the_president_and_the_secretary_sign_here(secretary: Store, final: str, tmp_path: Path) -> None:
    before = kept(secretary, final)
    chair = seen(secretary, "M01", "person")
    signing.sign(secretary, final, CHAIR, file_of(holder(f"{chair['last_name']} {chair['first_name']}")), Progress())
    assert seen(secretary, final)["minutes_status"] == "definitivo", "the secretary has still to sign"
    now = signing.state(secretary, final)
    assert now is not None
    assert [(one.field, one.signed) for one in now.places] == [(CHAIR, True), (WRITER, False)]
    assert not now.complete
    signing.sign(secretary, final, WRITER, file_of(holder("Łucja Bianchi")), Progress())
    assert seen(secretary, final)["minutes_status"] == "firmato"
    paper = papers.make(secretary, "minutes", final, Progress())
    assert paper.file_name == "verbale_2027_001_20270120_firmato.pdf"
    assert paper.data.startswith(before)
    assert kept(secretary, final) == before, "the unsigned file stays as it was"
    assert [one["signed"] for one in minutes.versions(secretary, final)] == [False, True, True]
    record = minutes_steps.document(secretary, final)
    assert record is not None
    assert (record["signature_kind"], record["signers"]) == ("pades", ("M01",))
    assert record["signed_on"] == clock.local(clock.now()).date()
    report = record["signature_report"]
    assert [one["name"] for one in report["signatures"]][1] == "Łucja Bianchi"
    assert {len(report["unsigned_sha256"]), len(report["signed_sha256"])} == {64}
    told = minutes.kept(secretary, final)
    assert told is not None
    assert not told.outdated
    with pytest.raises(Refused, match="definitivo"):
        meetings.event(secretary, final, "M02", "esce", at=time(18, 0))


def test_verify_tells_the_signatures(secretary: Store, final: str, out: Path) -> None:
    file = Path(out) / "verbale.pdf"
    signing.sign(secretary, final, CHAIR, file_of(holder("Marta Fittizi")), Progress())
    file.write_bytes(papers.make(secretary, "minutes", final, Progress()).data)
    report = verifying.verify(secretary, file)
    assert (report["intact"], report["data_equal"], report["kept"]) == (True, True, f"{final}-V2")
    (one,) = report["signatures"]
    assert (one["name"], one["intact"], one["valid"], one["trusted"], one["covers"], one["kind"]) == (
        "Marta Fittizi", True, True, False, "file", "pades")  # fmt: skip
    sentence = verifying.verdict(report)
    assert "Firma di Marta Fittizi" in sentence
    assert "integra; certificato di «CA di prova», che questo programma non può verificare" in sentence
    changed = bytearray(file.read_bytes())
    changed[changed.index(b"<xmp:CreatorTool>") + 20] ^= 1
    file.write_bytes(changed)
    report = verifying.verify(secretary, file)
    assert not report["intact"]
    assert "NON integra" in verifying.verdict(report)


def test_signed_elsewhere_as_pdf_comes_back(secretary: Store, final: str, tmp_path: Path) -> None:
    name, data = signing.export(secretary, final)
    assert (name, data) == ("verbale_2027_001_20270120.pdf", kept(secretary, final))
    back = tmp_path / "verbale signed.pdf"
    back.write_bytes(elsewhere(data, CHAIR, holder("Marta Fittizi"), tmp_path))
    signing.import_signed(secretary, final, back, Progress())
    assert seen(secretary, final)["minutes_status"] == "firmato"
    assert papers.make(secretary, "minutes", final, Progress()).data == back.read_bytes()
    with pytest.raises(Refused, match="già conservato"):
        signing.import_signed(secretary, final, back, Progress())


@pytest.mark.parametrize("text", [False, True])
def test_signed_elsewhere_in_an_envelope_comes_back(
    secretary: Store, final: str, tmp_path: Path, *, text: bool
) -> None:
    made = envelope(kept(secretary, final), holder("Marta Fittizi"))
    back = tmp_path / "verbale.pdf.p7m"
    back.write_bytes(base64.encodebytes(made) if text else made)
    signing.import_signed(secretary, final, back, Progress())
    assert seen(secretary, final)["minutes_status"] == "firmato"
    record = minutes_steps.document(secretary, final)
    assert record is not None
    assert record["signature_kind"] == "cades"
    now = signing.state(secretary, final)
    assert now is not None
    assert (now.envelope, now.complete, now.newest["file_name"]) == (True, True, "verbale_2027_001_20270120.pdf.p7m")
    assert papers.make(secretary, "minutes", final, Progress()).data == kept(secretary, final)
    report = verifying.verify(secretary, back)
    assert (report["intact"], report["data_equal"]) == (True, True)
    assert [one["name"] for one in report["signatures"]] == ["Marta Fittizi"]


def test_another_document_is_refused(secretary: Store, final: str, tmp_path: Path) -> None:
    ours, back = kept(secretary, final), tmp_path / "altro.pdf"
    other = papers.make(secretary, "notice", final, Progress()).data
    signed = elsewhere(ours, CHAIR, holder("Marta Fittizi"), tmp_path)
    for data, why in (
        (ours, "non porta nessuna firma"),
        (other, "Non è il verbale conservato"),
        (envelope(other, holder("Marta Fittizi")), "Non è il verbale conservato"),
        (envelope(b"hello", holder("Marta Fittizi")), "non è un PDF"),
        (b"hello", "non è un PDF"),
        (_rotated(signed), "aggiunto altro"),
        (elsewhere(_rotated(ours), CHAIR, holder("Marta Fittizi"), tmp_path), "aggiunto altro"),
    ):
        back.write_bytes(data)
        with pytest.raises(Refused, match=why):
            signing.import_signed(secretary, final, back, Progress())
    assert seen(secretary, final)["minutes_status"] == "definitivo"
    assert len(minutes.versions(secretary, final)) == 1


def _rotated(data: bytes) -> bytes:
    """The same PDF with a page turned by a later revision."""
    from io import BytesIO

    from pyhanko.pdf_utils.generic import NameObject, NumberObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(data))
    page = writer.find_page_for_modification(0)[0].get_object()
    page[NameObject("/Rotate")] = NumberObject(90)
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_who_may_not_and_when_it_is_too_late(secretary: Store, office: Office, final: str) -> None:
    by = file_of(holder("Marta Fittizi"))
    with pytest.raises(Refused, match="in bozza"):
        signing.sign(secretary, "4/2026", CHAIR, by, Progress())
    with pytest.raises(Refused, match="posto libero"):
        signing.sign(secretary, final, "altro", by, Progress())
    now = seen(secretary, final)
    said = {"protocol_number": "0000124", "protocol_date": date(2027, 1, 25)}
    minutes_steps.advance(secretary, now.id, now.version, "protocollato", said)
    with pytest.raises(Refused, match="protocollato"):
        signing.sign(secretary, final, CHAIR, by, Progress())


def test_a_wrong_passphrase_keeps_nothing_and_is_nowhere(secretary: Store, final: str) -> None:
    with pytest.raises(Refused, match="password"):
        signing.sign(secretary, final, CHAIR, KeyFile(holder("Marta Fittizi").p12, "segretissima"), Progress())
    signing.sign(secretary, final, CHAIR, file_of(holder("Marta Fittizi")), Progress())
    history = [str(one.values) for one in lists.snapshots(secretary, Query("minutes_version"))]
    record = minutes_steps.document(secretary, final)
    assert record is not None
    assert not any(word in text for text in (*history, str(record.values)) for word in ("segretissima", PASSPHRASE))


def test_nothing_is_wrong_with_the_unsigned_part(secretary: Store, final: str) -> None:
    signing.sign(secretary, final, CHAIR, file_of(holder("Marta Fittizi")), Progress())
    data = papers.make(secretary, "minutes", final, Progress()).data
    assert checks.check(documents.unsigned_part(data)) == ()
