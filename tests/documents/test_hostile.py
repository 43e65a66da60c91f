"""Papers made of what nobody should type: nothing breaks, nothing becomes markup, nothing shows a blank box."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents import checks, markdown
from app.documents import structure as s
from app.documents.fonts import clean
from tests.documents.conftest import Render
from tests.documents.reading import Reading, faults

# Blocks of the large fonts are made once and cost a second each: a few scripts say what all would.
_SCRIPTS = (
    "abcxyz ÀÈÌòù Łżđțș дїЖ Ωλ محمد كهن שלום 王小明 12,5% €–’“” <b>&amp;\\()[]{}*_#~`|\t\n\u200b\xad😀\x00\x1b\ufeff"
)
WORDS = st.text(alphabet=_SCRIPTS, max_size=60)


@pytest.fixture(scope="module")
def naughty(shared_data: Path) -> list[str]:
    strings: list[str] = json.loads((shared_data / "nasty-text" / "blns.json").read_text(encoding="utf-8"))
    return [text for text in strings if not any("\u2e80" <= char <= "\ud7ff" or char > "\U0001ffff" for char in text)]


def test_naughty_strings_everywhere(naughty: list[str], to_pdf: Render) -> None:
    blocks: list[s.Block] = [s.Title(naughty[3], naughty[4])]
    for text in naughty:
        blocks += [s.Heading(text, anchor=text), s.Paragraph((s.Text(text, bold=True, link=text, lang="it"),))]
        blocks += markdown.blocks(text)
    columns = (s.Column("Prima", header=True), s.Column("Seconda"))
    blocks.append(s.Table(columns, tuple((text, (s.Text(text, italic=True),)) for text in naughty)))
    document = s.Document("Prova", tuple(blocks), header=naughty[9], footer=naughty[10], contents="always")
    data = to_pdf(document)
    assert checks.check(data, document) == ()
    assert faults(data) == []
    cells = [cell.text for cell in Reading(data).root.all("TBody")[-1].all("TH")]
    assert len(cells) == len(naughty)
    for cell, text in zip(cells, naughty, strict=True):
        if text.isascii() and text.isprintable():
            assert cell.split() == text.split()


def test_markup_is_words(blocks_to_pdf: Callable[..., bytes]) -> None:
    text = '<b>grassetto</b> <a href="javascript:x">&amp;</a> <onDraw name="x"/> <para>'
    assert Reading(blocks_to_pdf(s.Paragraph(text))).root.text == text


def rich() -> st.SearchStrategy[s.RichText]:
    run = st.builds(
        s.Text,
        WORDS,
        bold=st.booleans(),
        italic=st.booleans(),
        link=st.sampled_from(["", "https://example.org/à?b=(c)", "#su", "x:y"]),
    )
    return st.one_of(WORDS, st.lists(run, max_size=4).map(tuple))


def leaf() -> st.SearchStrategy[s.Block]:
    item = st.builds(s.Item, rich())
    row = st.tuples(rich(), rich(), WORDS)
    columns = (s.Column("A", header=True), s.Column("Beta", "right", 2), s.Column("", "center"))
    return st.one_of(
        st.builds(s.Paragraph, rich(), st.sampled_from(["normal", "quiet", "fact", "formula", "small"])),
        st.builds(s.BulletList, st.lists(item, max_size=4).map(tuple)),
        st.builds(s.NumberedList, st.lists(item, max_size=4).map(tuple), st.integers(0, 300)),
        st.builds(s.Facts, st.lists(st.tuples(WORDS, rich()), max_size=4).map(tuple)),
        st.builds(s.Table, st.just(columns), st.lists(row, max_size=12), st.one_of(st.none(), row), rich()),
        st.builds(
            s.VoteStrip,
            st.lists(st.tuples(WORDS, st.integers(0, 99)), max_size=6).map(tuple),
            WORDS,
            WORDS,
            st.sampled_from(["good", "bad", "plain"]),
        ),
        st.builds(
            s.Signatures,
            st.lists(st.builds(s.Signer, WORDS, WORDS), max_size=3).map(tuple),
            st.sampled_from(["lines", "fields"]),
        ),
        st.builds(s.Heading, rich(), st.just(1), st.sampled_from(["", "su"])),
        st.just(s.PageBreak()),
        st.just(s.Rule()),
        st.builds(s.Spacer, st.floats(0, 300)),
    )


def blocks() -> st.SearchStrategy[s.Block]:
    inside = st.lists(leaf(), max_size=3).map(tuple)
    return st.one_of(leaf(), leaf(), st.builds(s.Callout, rich(), inside), st.builds(s.KeepTogether, inside))


PAPERS = st.builds(
    s.Document,
    WORDS.filter(lambda title: clean(title).strip() != "" and "\x00" not in title),
    st.lists(blocks(), max_size=8).map(tuple),
    header=WORDS,
    footer=WORDS,
    draft=WORDS,
    style=st.sampled_from(["full", "plain"]),
    contents=st.sampled_from(["auto", "always", "never"]),
    letterhead=st.one_of(
        st.none(),
        st.builds(s.Letterhead, st.lists(WORDS, max_size=3).map(tuple), stamp=st.lists(WORDS, max_size=3).map(tuple)),
    ),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(document=PAPERS)
def test_any_paper_is_whole(document: s.Document, to_pdf: Render) -> None:
    data = to_pdf(document)
    assert checks.check(data, document) == ()
    assert faults(data) == []


def test_a_thousand_anchors_do_not_meet(blocks_to_pdf: Callable[..., bytes]) -> None:
    chance = random.Random(7)
    names = {"".join(chance.choices("a_-.é5f x", k=6)) for _ in range(300)}
    heads = [s.Heading(name, anchor=name) for name in sorted(names)]
    links = [s.Paragraph((s.Text(name or "x", link=f"#{name}"),)) for name in sorted(names)]
    reading = Reading(blocks_to_pdf(*heads, *links, contents="never"))
    assert len(reading.root.all("Link")) == len(names)
