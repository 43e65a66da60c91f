"""Files attached to a record: seen by whoever sees the record, with letters nobody else has."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.progress import Progress
from app.domain.decisions import Attachment
from app.domain.entity import Snapshot
from app.domain.permissions import Role
from app.domain.query import Filter, Query
from app.store.store import Store
from app.usecases import attaching, register
from tests.helpers.office import Office


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "relazione.txt"
    path.write_bytes(b"riservato")
    return path


def attached(desk: Store, owner: str, code: str) -> list[Snapshot]:
    return desk.snapshots(Query("attachment", (Filter(owner, "=", (code,)),)))


def open_sitting(desk: Store) -> str:
    return next(one.code for one in desk.snapshots(Query("meeting")) if one["status"] == "convocata")


def test_what_is_attached_to_an_internal_record_is_internal(secretary: Store, office: Office, file: Path) -> None:
    one = register.named(secretary, "project", "P13")
    register.edit(secretary, "project", one.id, one.version, {"visibility": "interna"})
    attaching.attach(secretary, "project", "P13", [file], Progress())
    (made,) = [a for a in attached(secretary, "project", "P13") if a["title"] == "relazione"]
    assert made["visibility"] == "interna"
    reader = office(Role.LETTORE, name="lia")
    assert attached(reader, "project", "P13") == []
    assert reader.blob(str(made["file"])) is None


def test_a_letter_in_the_trash_is_not_given_again(secretary: Store, file: Path) -> None:
    code = open_sitting(secretary)
    attaching.attach(secretary, "meeting", code, [file, file], Progress())
    first = attached(secretary, "meeting", code)[-1]
    with secretary.unit("Elimina") as unit:
        unit.trash(Attachment, first.id, first.version)
    attaching.attach(secretary, "meeting", code, [file], Progress())
    with secretary.unit("Ripristina") as unit:
        unit.restore(Attachment, first.id, first.version + 1)
    letters = [one["letter"] for one in attached(secretary, "meeting", code)]
    assert len(letters) == len(set(letters))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_text_is_kept_readable(secretary: Store, tmp_path: Path) -> None:
    odd = os.path.join(os.fsencode(tmp_path), b"verb\xe0le.pdf")
    Path(os.fsdecode(odd)).write_bytes(b"x")
    attaching.attach(secretary, "project", "P13", [Path(os.fsdecode(odd))], Progress())
    assert "verb\ufffdle.pdf" in [one["file_name"] for one in attached(secretary, "project", "P13")]


def test_an_archived_sitting_takes_no_more_files(secretary: Store, file: Path) -> None:
    code = next(one.code for one in secretary.snapshots(Query("meeting")) if one["status"] == "archiviata")
    before = len(attached(secretary, "meeting", code))
    with pytest.raises(Refused, match="archiviata"):
        attaching.attach(secretary, "meeting", code, [file], Progress())
    assert len(attached(secretary, "meeting", code)) == before


def test_files_for_a_record_that_is_not_there_are_refused(secretary: Store, file: Path) -> None:
    with pytest.raises(Refused):
        attaching.attach(secretary, "project", "P999", [file], Progress())
