"""The judge is judged first: veraPDF must pass and fail the corpus files as their names say."""

import re
from pathlib import Path

import pytest

from tests.helpers.verapdf import validate

pytestmark = pytest.mark.verapdf

FOLDERS = {"PDF_A-2b": "2b", "PDF_UA-1": "ua1"}


@pytest.mark.parametrize(("folder", "profile"), FOLDERS.items())
def test_corpus_files_pass_and_fail_as_their_names_say(shared_data: Path, folder: str, profile: str) -> None:
    files = sorted((shared_data / "pdf-corpus" / folder).glob("*.pdf"))
    assert files
    failed = {failure.path.name for failure in validate(files, profiles=(profile,))}
    assert failed == {file.name for file in files if re.search(r"-fail-", file.name)}


def test_a_file_that_is_no_pdf_is_a_failure_and_does_not_hide_the_next(tmp_path: Path) -> None:
    first, second = tmp_path / "uno.pdf", tmp_path / "perché 二.pdf"
    for path in (first, second):
        path.write_bytes(b"not a PDF at all")
    failures = validate([first, second], profiles=("3a", "ua1"))
    assert [(failure.path, failure.profile, failure.rule) for failure in failures] == [
        (path, profile, "unreadable") for path in (first, second) for profile in ("3a", "ua1")
    ]


def test_an_unknown_profile_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no profile 9z"):
        validate([tmp_path / "any.pdf"], profiles=("9z",))
