"""Cabina di regia: opens the window, or runs a verb of the command line (`python main.py show project P13`)."""

from __future__ import annotations

import sys


def main() -> int:
    """The program's one way in; installed, the processes that papers render in start here too (`freeze_support`)."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()
    from app.bootstrap import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
