"""Pictures of every screen and dialog, for docs/pictures: `make pictures`. Made from the example: nobody real is there.

`python -m tests.helpers.pictures --look FOLDER` makes those nobody keeps as well (1920×1080, 200 %, …), to look at.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "pictures"


@dataclass(frozen=True)
class Variant:
    """One way of looking: the pictures' suffix, the language, the theme, the screen's pixels and its scale; whether
    dialogs are pictured too."""

    suffix: str = ""
    language: str = "it"
    theme: str = "light"
    size: str = "1366x768"
    scale: float = 1.0
    dialogs: bool = True


KEPT = (
    Variant(), Variant("-dark", theme="dark", dialogs=False), Variant("-en", "en", dialogs=False),
    Variant("-en-dark", "en", "dark"), Variant("-150", scale=1.5, dialogs=False),
)  # fmt: skip
"""What the docs show: every screen in each way, dialogs in two of them."""

LOOKED_AT = (
    *(replace(one, dialogs=True) for one in KEPT), Variant("-en-150", "en", scale=1.5),
    Variant("-full", size="1920x1080"), Variant("-full-150", size="1920x1080", scale=1.5),
    Variant("-200", size="1920x1080", scale=2.0), Variant("-contrast", theme="contrast"),
)  # fmt: skip
"""What is looked at before a release, and not kept."""


def main(argv: Sequence[str]) -> None:
    """Write every picture again, and the page that shows them."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--look", type=Path, metavar="FOLDER", help="the pictures nobody keeps as well, into FOLDER")
    asked.add_argument("--only", default="", help="only these, separated by commas")
    asked.add_argument("--suffix", default=None, help="only this variant")
    given = asked.parse_args(argv)
    folder: Path = given.look or FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    variants = [one for one in (LOOKED_AT if given.look else KEPT) if given.suffix in (None, one.suffix)]
    with tempfile.TemporaryDirectory() as home:
        register = Path(home) / "esempio.db"
        _run(home, str(ROOT / "main.py"), "--register", str(register), "demo")
        for variant in variants:
            own = Path(home) / f"here{variant.suffix}"  # a draft or a deed of one variant is not seen in another
            own.mkdir()
            shutil.copy(register, own / register.name)
            _run(str(own), "-m", "tests.helpers.poses", str(own / register.name), str(folder),
                 variant.suffix, variant.language, variant.theme, variant.size, str(variant.scale),
                 given.only or ("" if variant.dialogs else "screens"), size=variant.size)  # fmt: skip
        if not given.only:
            _paper(home, register, folder)
    for picture in folder.glob("*.png"):
        _lighten(picture)
    if folder == FOLDER and not given.only:
        _index()


def _run(home: str, *words: str, size: str = KEPT[0].size) -> None:
    """One run of Python, far from anybody's own folders, on a screen of `size` pixels."""
    own = {f"CABINA_{name}": home for name in ("DATA", "STATE", "CACHE")}
    screen = Path(home) / f"screen-{size}.json"
    width, _, height = size.partition("x")
    said = {"name": "", "x": 0, "y": 0, "width": int(width), "height": int(height), "logicalDpi": 96, "dpr": 1}
    screen.write_text(json.dumps({"synchronousWindowSystemEvents": False, "windowFrameMargins": False,
                                  "screens": [said]}), "utf-8")  # fmt: skip
    environment = {**os.environ, **own, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}"}
    subprocess.run([sys.executable, *words], check=True, cwd=ROOT, env=environment)


def _paper(home: str, register: Path, folder: Path) -> None:
    """The first page of the minutes."""
    paper, page = Path(home) / "verbale.pdf", folder / "minutes"
    _run(home, str(ROOT / "main.py"), "--register", str(register), "minutes", "2/2026", "--to", str(paper))
    command = ["pdftoppm", "-r", "90", "-png", "-f", "1", "-l", "1", "-singlefile", str(paper), str(page)]
    subprocess.run(command, check=True)


def _lighten(path: Path) -> None:
    """256 colours are enough for a window, and a fifth of the bytes."""
    with Image.open(path) as picture:
        if picture.mode == "P":
            return
        small = picture.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def _index() -> None:
    lines = ["# Every screen", "", "Made by `make pictures` from the example at 1366×768: in Italian and in English,",
             "on the light theme and on the dark one, and in Italian at 150 %; dialogs in two of these ways. People",
             "and private bodies are invented.", ""]  # fmt: skip
    for name in sorted(path.stem for path in FOLDER.glob("*.png")):
        if not any(name.endswith(one.suffix) for one in KEPT if one.suffix):
            shown = [one.suffix for one in KEPT if (FOLDER / f"{name}{one.suffix}.png").exists()]
            lines += [f"## {name}", "", *(f"![{name}{suffix}]({name}{suffix}.png)" for suffix in shown), ""]
    (FOLDER / "README.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
