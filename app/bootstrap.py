"""The composition root: settings → language → register → runner → window. The only place that knows everybody."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.core import i18n, logs, paths


def run(argv: Sequence[str]) -> int:
    """The program: a window, or a verb of the command line."""
    start_log()
    if not argv and has_display():
        return _window(argparse.Namespace(register=None, lang=None, today=None))
    from app import cli

    return cli.main(argv, _window_or_offscreen, _shot)


def start_log() -> None:
    """The log is a help, not a need: where it cannot be written the program says so and works."""
    try:
        logs.start(paths.state())
    except OSError as error:
        sentence = i18n.tr(i18n.N_("Il diario del programma non si può scrivere ({why}): si prosegue senza."))
        sys.stderr.write(sentence.format(why=error.strerror or error) + "\n")


def has_display() -> bool:
    """Whether a window can be seen: always on Windows and macOS; on Linux when a display server answers."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return os.environ["QT_QPA_PLATFORM"] not in ("offscreen", "minimal")
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _window_or_offscreen(arguments: argparse.Namespace) -> int:
    if has_display():
        return _window(arguments)
    return _without_display(Path("out"), arguments)


def _without_display(folder: Path, arguments: argparse.Namespace) -> int:
    """The window's main job where no window can be seen: an example register, its papers, a picture of its page."""
    from app.core.i18n import N_, tr
    from app.core.progress import Progress
    from app.domain.query import Query
    from app.ui.shot import shoot
    from app.usecases import demo, exports, opening, papers

    folder.mkdir(exist_ok=True)
    place = folder / "registro_esempio.db"
    for old in folder.glob(f"{place.name}*"):
        old.unlink()
    sys.stdout.write(tr(N_("Nessuno schermo: preparo un registro d'esempio e i suoi documenti.")) + "\n")
    store = opening.open_register(str(place), create=True)
    try:
        demo.fill(store, Progress())
        paper = papers.make(store, "minutes", "2/2026", Progress())
        made = [place, folder / paper.file_name, folder / "registro_progetti.xlsx", folder / "registro_progetti.pdf",
                folder / "registro.png"]  # fmt: skip
        made[1].write_bytes(paper.data)
        exports.export(store, Query("project"), made[2], Progress())
        exports.export(store, Query("project"), made[3], Progress())
        shoot(store, "register", made[4], language=arguments.lang or "it")
    finally:
        store.close()
    for path in made:
        sys.stdout.write(f"{path}  {path.stat().st_size:,} byte\n".replace(",", "."))
    return 0


def _window(arguments: argparse.Namespace) -> int:
    hasten()
    from app.ui.start import open_window

    return open_window(arguments.register, arguments.lang)


def hasten() -> None:
    """To be called before the window is imported: what a start makes stays, and looking for garbage among it would
    be a tenth of the start. `ui.start` has it looked for again, soon after."""
    gc.disable()


def _shot(desk: object) -> int:
    from app.cli.desk import Desk
    from app.ui.shot import shoot

    assert isinstance(desk, Desk)
    a = desk.arguments
    width, _, height = str(a.size).partition("x")
    shoot(desk.store(), a.screen, Path(a.to), size=(int(width), int(height)), scale=a.scale, theme=a.theme,
          language=i18n.current().code)  # fmt: skip
    desk.answer({"file": str(a.to)}, str(a.to))
    return 0
