"""The program from outside, without the cost of a process: a verb's words in, exit code, stdout and stderr out."""

import contextlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import bootstrap
from app.core import clock, i18n


@dataclass(frozen=True)
class Answer:
    """What a run gave back. `told` are the lines of stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one value on stdout; anything else there is a failure."""
        return json.loads(self.out)

    @property
    def told(self) -> list[str]:
        return self.err.splitlines()


Cabina = Callable[..., Answer]


def run(*words: object) -> Answer:
    """`cabina WORDS…`. The day and the language a run chooses end with it, as they do with a process."""
    out, err = io.StringIO(), io.StringIO()
    streams = contextlib.redirect_stdout(out), contextlib.redirect_stderr(err)
    with clock.pinned(None), i18n.using(i18n.load("it")), streams[0], streams[1]:
        try:
            code = bootstrap.run([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
    assert "Traceback" not in err.getvalue()
    return Answer(code, out.getvalue(), err.getvalue())


def at(register: Path) -> Cabina:
    """The same, always on one register, answering in JSON."""
    return lambda *words: run(*words, "--register", register, "--json")
