"""What the command line itself says of the words typed: in the language in use, exit 2."""

from __future__ import annotations

import pytest

from app import cli
from app.cli.parser import translated
from app.core import i18n


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with i18n.using(i18n.load("it")), pytest.raises(SystemExit) as left:
        cli.main(words, lambda _: 0, lambda _: 0)
    told = capsys.readouterr()
    assert left.value.code == (0 if "--help" in words else 2)
    return told.out + told.err


@pytest.mark.parametrize(("words", "sentence"), [
    (("export",), "manca: "),
    (("list", "project", "--lang", "tlh"), "--lang: 'tlh' non è tra i valori possibili ('it'"),
    (("nonsense",), "COMANDO: 'nonsense' non è tra i valori possibili ("),
    (("demo", "--nonsense"), "non conosco: --nonsense"),
    (("demo", "--today", "domani"), "--today: 'domani' non è un valore valido"),
    (("demo", "--register"), "--register: serve un valore"),
])  # fmt: skip
def test_what_is_wrong_is_said_in_italian(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    told = said(capsys, *words)
    assert told.startswith("uso: cabina")
    assert f"errore: {sentence}" in told
    assert "argument" not in told.replace("argomenti", "")


@pytest.mark.parametrize("verb", [(), *((one.name,) for one in cli.VERBS)], ids=lambda verb: " ".join(verb) or "cabina")
def test_the_help_has_no_english_of_its_own(capsys: pytest.CaptureFixture[str], verb: tuple[str, ...]) -> None:
    told = said(capsys, *verb, "--help")
    assert told.startswith("uso: cabina")
    assert "mostra questo aiuto ed esce" in told
    for english in ("usage:", "options:", "positional arguments", "show this help"):
        assert english not in told


def test_a_sentence_argparse_did_not_use_to_say_is_left() -> None:
    assert translated("something new") == "something new"
    assert translated("argument --x: something new") == "--x: something new"
