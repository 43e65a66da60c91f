"""Rendering a paper: here, or in a process of its own so that the window never waits.

Python draws pages under one lock, and ReportLab's fonts hold the state of the file being written: a paper of
some length belongs in another process, which Cancel simply ends.
"""

from __future__ import annotations

import multiprocessing
import pickle
import traceback
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock

from app.core.i18n import Language, current, load
from app.core.progress import Progress
from app.documents.fonts import SETTINGS, FontBook
from app.documents.structure import Block, BulletList, Callout, Document, Font, KeepTogether, NumberedList, Table
from app.documents.tagged.build import build

one_at_a_time = Lock()
_PATIENCE = 0.1  # seconds between two looks at whether a stop was asked for


@lru_cache(4)
def fonts(cache: Path, font: Font = "titillium") -> FontBook:
    """The fonts of papers; `cache` is a folder of the user's where static faces are kept once made."""
    return FontBook(cache, SETTINGS[font])


def missing_characters(text: str, cache: Path) -> tuple[str, ...]:
    """The characters of a text that no font can draw: on paper they are shown as codes in brackets."""
    return fonts(cache).missing_characters(text)


def render(document: Document, *, progress: Progress, fonts_cache: Path) -> bytes:
    """The PDF of a paper, drawn here and now.

    Raises Cancelled at the next sign of life after `progress.cancel()`; ValueError when the paper itself is
    wrong (a skipped heading level, a row that does not fit its columns).
    """
    with one_at_a_time:
        font: Font = document.letterhead.font if document.letterhead else "titillium"
        return build(document, fonts(fonts_cache, font), _language(document), progress)


def render_in_process(document: Document, *, progress: Progress, fonts_cache: Path) -> bytes:
    """The PDF of a paper, drawn in another process: same errors, and Cancel ends the process at once.

    Rows that are not a sequence are read here first, since a generator cannot travel.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, settled(document), fonts_cache), daemon=True)
    process.start()
    theirs.close()
    try:
        return _listen(ours, process, progress)
    finally:
        ours.close()
        process.kill()
        process.join()


def _listen(pipe: Connection, process: BaseProcess, progress: Progress) -> bytes:
    """Forward the other process's signs of life until it hands over the paper."""
    last = (0, 0, "")
    while True:
        if not pipe.poll(_PATIENCE):
            progress.step(*last)
            continue
        try:
            kind, value = pipe.recv()
        except EOFError:
            process.join()
            raise RuntimeError(f"the process that renders papers ended with code {process.exitcode}") from None
        if kind == "failed":
            raise value
        if kind == "done":
            return bytes(value)
        last = value
        progress.step(*last)


def _work(pipe: Connection, document: Document, fonts_cache: Path) -> None:
    """What the other process does."""
    sent = -1

    def tell(done: int, total: int, text: str) -> None:
        nonlocal sent
        share = done * 200 // total if total else done
        if share != sent:
            sent = share
            pipe.send(("step", (done, total, text)))

    try:
        pipe.send(("done", render(document, progress=Progress(tell), fonts_cache=fonts_cache)))
    except Exception as error:  # noqa: BLE001 - it is raised again on the other side
        pipe.send(("failed", _portable(error)))


def _portable(error: Exception) -> Exception:
    """An error that can travel between processes, with the place it came from."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own, made on the same line
    except (pickle.PicklingError, TypeError, AttributeError):
        return RuntimeError("".join(traceback.format_exception(error)))
    return error


def settled(document: Document) -> Document:
    """The same paper with every table's rows read."""
    return replace(document, blocks=tuple(map(_settled, document.blocks)))


def _settled(block: Block) -> Block:
    if isinstance(block, Table) and not isinstance(block.rows, Sequence):
        return replace(block, rows=tuple(block.rows))
    if isinstance(block, Callout | KeepTogether):
        return replace(block, blocks=tuple(map(_settled, block.blocks)))
    if isinstance(block, BulletList | NumberedList):
        items = (replace(item, blocks=tuple(map(_settled, item.blocks))) for item in block.items)
        return replace(block, items=tuple(items))
    return block


def _language(document: Document) -> Language:
    """The language of the engine's own words ("Pagina 1 di 2"): the paper's, if the program speaks it."""
    code = document.lang.split("-")[0]
    if code == current().code:
        return current()
    try:
        return load(code)
    except FileNotFoundError:  # a paper in a language the program has no words for
        return current()
