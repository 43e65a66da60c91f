"""Cabina di regia: opens the window, or runs a verb of the command line (`python main.py show project P13`)."""

from __future__ import annotations

import sys
from multiprocessing import freeze_support


def main() -> int:
    """The program's one way in; papers render in processes that start here again (`freeze_support`)."""
    freeze_support()
    from app.bootstrap import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
