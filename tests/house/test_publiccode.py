"""publiccode.yml is what the Italian catalogue reads: its mandatory keys are there, and tell the truth."""

import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

TYPES = {
    "standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web", "standalone/backend",
    "standalone/other", "addon", "library", "configurationFiles",
}  # fmt: skip
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
MANDATORY = (
    "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
    "description", "legal", "maintenance", "localisation",
)  # fmt: skip


@pytest.fixture(scope="module")
def entry(root: Path) -> dict[str, Any]:
    """The catalogue entry."""
    read: dict[str, Any] = yaml.safe_load((root / "publiccode.yml").read_text(encoding="utf-8"))
    return read


def test_every_mandatory_key_is_there(entry: dict[str, Any]) -> None:
    assert [key for key in MANDATORY if not entry.get(key)] == []
    assert entry["publiccodeYmlVersion"] in {"0.4", "0.4.0", "0.5", "0.5.0"}
    assert urlsplit(entry["url"]).scheme == "https"
    assert entry["softwareType"] in TYPES
    assert entry["developmentStatus"] in STATUSES
    assert isinstance(entry["localisation"]["localisationReady"], bool)
    assert entry["localisation"]["availableLanguages"]


def test_each_language_describes_the_program_within_the_limits(entry: dict[str, Any]) -> None:
    for words in entry["description"].values():
        assert len(words["genericName"]) <= 35
        assert 0 < len(words["shortDescription"].strip()) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert 5 <= len(words["features"]) <= 20


def test_maintenance_names_who_the_standard_wants_named(entry: dict[str, Any]) -> None:
    maintenance = entry["maintenance"]
    wanted = {"internal": "contacts", "community": "contacts", "contract": "contractors", "none": None}
    assert maintenance["type"] in wanted
    if section := wanted[maintenance["type"]]:
        assert all(person["name"] for person in maintenance[section])


def test_pictures_shown_are_in_the_house(entry: dict[str, Any], root: Path) -> None:
    shown = [picture for words in entry["description"].values() for picture in words.get("screenshots", [])]
    assert [picture for picture in shown if not (root / picture).is_file()] == []


def test_version_licence_and_languages_agree_with_the_rest_of_the_house(entry: dict[str, Any], root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert entry["softwareVersion"] == project["version"]
    assert entry["legal"]["license"] == project["license"] == "EUPL-1.2"
    translated = {path.parents[1].name for path in (root / "resources").glob("locale/*/LC_MESSAGES/*.po")}
    assert set(entry["localisation"]["availableLanguages"]) == {"it"} | translated


def test_the_changelog_tells_of_this_version(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    headings = re.findall(r"^## \[(.+?)\]", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert headings[0] in {"Unreleased", project["version"]}
    assert project["version"] in headings
