"""Rendering here and in a process of its own: the same bytes, the same errors, and Cancel means now."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.progress import Cancelled, Progress
from app.documents import minutes
from app.documents.render import render, render_in_process, settled
from app.documents.structure import BulletList, Callout, Column, Document, Heading, Item, Row, Table
from app.domain.composing import compose
from tests.documents import papers
from tests.documents.test_minutes_paper import big_sitting


def endless(count: int = 40_000) -> Iterator[Row]:
    for i in range(count):
        yield (str(i), "Affidamento del servizio di manutenzione del plesso scolastico di via Roma")


COLUMNS = (Column("N.", header=True), Column("Oggetto"))


def test_another_process_gives_the_same_bytes_and_says_how_far_it_is(fonts_cache: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    progress = Progress(lambda done, total, text: heard.append((done, total, text)))
    paper = papers.minutes()
    assert render_in_process(paper, progress=progress, fonts_cache=fonts_cache) == render(
        paper, progress=Progress(), fonts_cache=fonts_cache
    )
    shares = [done / total for done, total, text in heard if text]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_cancel_ends_the_other_process(fonts_cache: Path) -> None:
    def stop(done: int, total: int, text: str) -> None:
        if text:
            progress.cancel()

    progress = Progress(stop)
    paper = Document("Registro", (Table(COLUMNS, tuple(endless())),), contents="never")
    with pytest.raises(Cancelled):
        render_in_process(paper, progress=progress, fonts_cache=fonts_cache)


def test_cancel_stops_here_too(fonts_cache: Path) -> None:
    progress = Progress(lambda done, total, text: progress.cancel())
    paper = Document("Registro", (Table(COLUMNS, endless()),), contents="never")
    with pytest.raises(Cancelled):
        render(paper, progress=progress, fonts_cache=fonts_cache)


def test_a_mistake_in_the_paper_comes_back_as_itself(fonts_cache: Path) -> None:
    paper = Document("Prova", (Heading("Tre", 3),))
    with pytest.raises(ValueError, match="a heading of level 3") as caught:
        render_in_process(paper, progress=Progress(), fonts_cache=fonts_cache)
    assert "compose.py" in caught.value.__notes__[0]


def test_rows_of_a_generator_are_read_before_they_travel() -> None:
    table = Table(COLUMNS, endless(3))
    paper = Document("x", (Callout("y", (BulletList((Item("z", (table,)),)),)),))
    (callout,) = settled(paper).blocks
    assert isinstance(callout, Callout)
    (items,) = callout.blocks
    assert isinstance(items, BulletList)
    (inner,) = items.items[0].blocks
    assert isinstance(inner, Table)
    assert len(tuple(inner.rows)) == 3
    assert isinstance(inner.rows, tuple)


def test_cancel_kills_the_process_that_draws_large_minutes_at_once(fonts_cache: Path) -> None:
    """Sixty members, forty items: whoever stops waits for nothing, and nothing goes on drawing behind them."""
    stopped: list[float] = []

    def stop(done: int, total: int, text: str) -> None:
        if multiprocessing.active_children() and not stopped:
            stopped.append(time.monotonic())
            progress.cancel()

    progress = Progress(stop)
    paper = minutes.document(compose(big_sitting().sitting("S2")))
    with pytest.raises(Cancelled):
        render_in_process(paper, progress=progress, fonts_cache=fonts_cache)
    assert multiprocessing.active_children() == []
    assert time.monotonic() - stopped[0] < 1
