"""Papers to test with: one that has everything, and a way to render any."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.progress import Progress
from app.documents.render import render
from app.documents.structure import Block, Document

Render = Callable[[Document], bytes]


@pytest.fixture(scope="session")
def fonts_cache() -> Path:
    """Where static fonts are kept between runs: making them is slow, and always the same."""
    return Path(os.environ["CABINA_CACHE"]) / "fonts"


@pytest.fixture(scope="session")
def to_pdf(fonts_cache: Path) -> Render:
    """Render a paper, here."""
    return lambda document: render(document, progress=Progress(), fonts_cache=fonts_cache)


@pytest.fixture(scope="session")
def blocks_to_pdf(to_pdf: Render) -> Callable[..., bytes]:
    """Render some blocks as a small paper."""

    def make(*blocks: Block, **fields: object) -> bytes:
        return to_pdf(Document("Prova", blocks, **fields))  # type: ignore[arg-type]

    return make
