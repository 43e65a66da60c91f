"""Drawing a paper: here when nobody waits for a window, in a process of its own when somebody does (PDF.md §2)."""

from __future__ import annotations

import threading

from app.core import paths
from app.core.progress import Progress
from app.documents.render import render, render_in_process
from app.documents.structure import Document


def draw(document: Document, progress: Progress) -> bytes:
    """The PDF of a paper. On the main thread there is no window to block (command line, tests): draw it here.

    Raises:
        Cancelled: `progress` was told to stop.
    """
    here = threading.current_thread() is threading.main_thread()
    return (render if here else render_in_process)(document, progress=progress, fonts_cache=paths.cache())
