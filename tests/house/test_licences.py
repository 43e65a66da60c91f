"""Everything the program leans on may be used with it: no licence that would bind the municipality to more."""

import re
from importlib import metadata
from pathlib import Path

import pytest

FINE = re.compile(
    r"MIT|BSD|Apache|PSF|Python Software Foundation|OFL|MPL|Mozilla|HPND|ISC|LGPL|Lesser General Public", re.I
)
STRONG = re.compile(r"AGPL|Affero|(?<!L)GPL|(?<!Lesser )General Public", re.I)


def names(requirements: Path) -> list[str]:
    """The packages a compiled requirements file pins."""
    return re.findall(r"^([A-Za-z0-9._-]+)==", requirements.read_text(encoding="utf-8"), re.M)


def licence(name: str) -> str:
    """What a package says of its licence: the expression, or the short text and the classifiers."""
    said = metadata.metadata(name)
    if expression := said.get("License-Expression"):
        return expression
    classified = [line.rpartition("::")[2].strip() for line in said.get_all("Classifier") or [] if "License" in line]
    return " ".join([(said.get("License") or "").partition("\n")[0], *classified]).strip()


@pytest.mark.parametrize("which", ["runtime", "dev"])
def test_every_pinned_package_has_a_licence_we_may_use(root: Path, which: str) -> None:
    refused = {}
    for name in names(root / "requirements" / f"{which}.txt"):
        choices = re.split(r"\s+OR\s+", licence(name))  # PySide6 offers the LGPL or the GPL: we take the first
        if not any(FINE.search(choice) and not STRONG.search(choice) for choice in choices):
            refused[name] = choices
    assert refused == {}


def test_the_licence_is_the_whole_official_text(root: Path) -> None:
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\nEUPL © the European Union 2007, 2016")
    assert [int(number) for number in re.findall(r"^(\d+)\.[A-Z]", text, re.M)] == list(range(1, 16))
    assert "‘Compatible Licences’ according to Article 5 EUPL are:" in text
    assert text.rstrip().endswith("require the production of a new EUPL version.")
