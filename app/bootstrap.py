"""The composition root: settings → language → register → runner → window. The only place that knows everybody."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.core import i18n, logs, paths


def run(argv: Sequence[str]) -> int:
    """The program: a window, or a verb of the command line."""
    logs.start(paths.state())
    if not argv and has_display():
        return _window(argparse.Namespace(register=None, lang=None, today=None))
    from app import cli  # noqa: PLC0415 - a window needs none of it before its first paint

    return cli.main(argv, _window_or_offscreen, _shot)


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
    from app.offscreen import main_job  # noqa: PLC0415

    return main_job(Path("out"))


def _window(arguments: argparse.Namespace) -> int:
    from app.ui.start import open_window  # noqa: PLC0415 - Qt is loaded only for a window

    return open_window(arguments.register)


def _shot(desk: object) -> int:
    from app.cli.desk import Desk  # noqa: PLC0415
    from app.ui.shot import shoot  # noqa: PLC0415

    assert isinstance(desk, Desk)
    a = desk.arguments
    width, _, height = str(a.size).partition("x")
    shoot(desk.store(), a.screen, Path(a.to), size=(int(width), int(height)), scale=a.scale, theme=a.theme,
          language=i18n.current().code)  # fmt: skip
    desk.answer({"file": str(a.to)}, str(a.to))
    return 0
