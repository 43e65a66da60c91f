"""The program in a process of its own that stops at a chosen moment and says so, to be killed there.

Run as `python -m tests.ugly.stopped MOMENT WORDS…`: it prints `here` on reaching the moment and then waits for a line
that never comes. Moments: `step:N` (the Nth time the work tells its progress), `begin`, `commit` (a transaction about
to be committed), `committed` (it was, nobody has been told yet), `fsync:N`, `replace:N` (a file about to be put in
its place).
"""

import os
import sys
from collections.abc import Callable
from typing import Any


def stop_at(owner: Any, name: str, times: int, *, after: bool = False) -> None:
    """Stop at the `times`-th call of `owner.name`, before it or after."""
    real: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def stopped(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == times and not after:
            wait()
        answer = real(*args, **kwargs)
        if calls == times and after:
            wait()
        return answer

    setattr(owner, name, stopped)


def wait() -> None:
    """Say where we are, and stay."""
    sys.stdout.write("here\n")
    sys.stdout.flush()
    sys.stdin.readline()
    os._exit(99)  # nobody killed us: the test is wrong


def arrange(moment: str) -> None:
    from app.core.progress import Progress
    from app.store.sqlite import SqliteLine

    what, _, times = moment.partition(":")
    owner, name = {
        "step": (Progress, "step"), "begin": (SqliteLine, "begin"), "commit": (SqliteLine, "commit"),
        "committed": (SqliteLine, "commit"), "fsync": (os, "fsync"), "replace": (os, "replace"),
    }[what]  # fmt: skip
    stop_at(owner, name, int(times or 1), after=what == "committed")


if __name__ == "__main__":
    from app import bootstrap

    arrange(sys.argv[1])
    sys.exit(bootstrap.run(sys.argv[2:]))
