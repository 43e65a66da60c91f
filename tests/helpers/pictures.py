"""Pictures of every screen, for docs/pictures: `make pictures`. Made from the example, so nobody real is in them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "pictures"
SCREENS = {
    "home": "home", "register": "register", "project": "record:project/P13", "objectives": "objectives",
    "meetings": "meetings", "meeting": "sitting:2/2026", "decisions": "decisions", "actors": "actors",
    "places": "places", "pacts": "pacts", "participation": "participation", "lists": "lists", "settings": "settings",
}  # fmt: skip
VARIANTS = {
    "": ("it", ()),
    "-en-dark": ("en", ("--theme", "dark")),
    "-150": ("it", ("--scale", "1.5")),
}
SIZE = ("--size", "1366x768")


def main() -> None:
    """Write every picture again, and the page that shows them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        register = Path(made) / "esempio.db"
        _cabina(made, register, "demo")
        for name, target in SCREENS.items():
            for suffix, (language, options) in VARIANTS.items():
                path = FOLDER / f"{name}{suffix}.png"
                _cabina(made, register, "--lang", language, "shot", target, *SIZE, *options, "--to", str(path))
                _lighten(path)
        _cabina(made, register, "minutes", "2/2026", "--to", str(Path(made) / "v.pdf"))
        page = FOLDER / "minutes"
        subprocess.run(["pdftoppm", "-r", "90", "-png", "-f", "1", "-l", "1", "-singlefile",
                        str(Path(made) / "v.pdf"), str(page)], check=True)  # fmt: skip
        _lighten(page.with_suffix(".png"))
    _index()


def _cabina(home: str, register: Path, *words: str) -> None:
    """One run of the program, far from anybody's own folders."""
    own = {f"CABINA_{name}": home for name in ("DATA", "STATE")}
    command = [sys.executable, str(ROOT / "main.py"), "--register", str(register), *words]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **own, "QT_QPA_PLATFORM": "offscreen"})


def _lighten(path: Path) -> None:
    """256 colours are enough for a window, and a fifth of the bytes."""
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def _index() -> None:
    lines = ["# Every screen", "", "Made by `make pictures` from the example: in Italian at 1366×768, in English",
             "on the dark theme, in Italian at 150 %. People and private bodies are invented.", ""]  # fmt: skip
    for name in SCREENS:
        lines += [f"## {name}", "", *(f"![{name}{s}]({name}{s}.png)" for s in VARIANTS), ""]
    (FOLDER / "README.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
