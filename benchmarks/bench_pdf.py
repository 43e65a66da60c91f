"""How fast papers are made, as ratios to the floor measured in the same run (PDF.md §4).

`python benchmarks/bench_pdf.py [rows]` prints a table. The floor of a register is the same rows drawn raw on a
ReportLab canvas, untagged; the floor of minutes is the same text through plain Platypus. Each case runs in a
process of its own: CPU seconds (user + system) and peak resident memory are that process's.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from benchmarks.measure import peak  # noqa: E402 - this file is also run by its path

CACHE = Path(tempfile.gettempdir()) / "cabina-bench-fonts"

KINDS = ("Delibera", "Determina", "Ordinanza")
OFFICES = ("Segreteria", "Ragioneria", "Tecnico", "Anagrafe")
RESULTS = ("Approvato", "Respinto", "Rinviato")
SENTENCE = (
    "Il componente interviene e chiede che la proposta sia rinviata al tavolo competente, osservando che la "
    "documentazione allegata non consente di valutare la spesa prevista per il triennio. "
)


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Register rows: eight columns, one of which wraps."""
    for i in range(1, count + 1):
        yield (
            str(i),
            f"{i % 28 + 1:02}/{i % 12 + 1:02}/2026",
            KINDS[i % 3],
            f"Affidamento del servizio di manutenzione n. {i} per il plesso scolastico di via Roma, "
            "approvazione del progetto e impegno di spesa",
            OFFICES[i % 4],
            RESULTS[i % 3],
            f"{i * 7 % 999999:06}",
            f"{i * 37 % 9999},{i % 100:02}",
        )


WIDTHS = (34, 56, 56, 170, 58, 52, 46, 50)
HEADS = ("N.", "Data", "Tipo", "Oggetto", "Ufficio", "Esito", "Prot.", "Importo")


def _titillium() -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    from app.documents import fontfiles

    path = fontfiles.source(fontfiles.FAMILIES[0].faces["regular"])
    pdfmetrics.registerFont(TTFont("Bench", str(path), shapable=False))
    return "Bench"


def raw_register(count: int, out: Path) -> None:
    """The floor: strings and lines on a canvas, words wrapped with ReportLab's own splitter."""
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    font = _titillium()
    canvas = Canvas(str(out), pageCompression=1)
    y = 0.0
    for row in rows(count):
        cells = [simpleSplit(text, font, 8.5, width - 6) for text, width in zip(row, WIDTHS, strict=True)]
        height = max(map(len, cells)) * 10.5 + 5
        if y - height < 60:
            if y:
                canvas.showPage()
            canvas.setFont(font, 8.5)
            y = 780.0
        x = 36.0
        for lines, width in zip(cells, WIDTHS, strict=True):
            for i, line in enumerate(lines):
                canvas.drawString(x + 3, y - 10 - i * 10.5, line)
            x += width
        canvas.line(36, y - height, x, y - height)
        y -= height
    canvas.save()


def tagged_register(count: int, out: Path) -> None:
    """Ours."""
    from app.core.progress import Progress
    from app.documents.render import render
    from app.documents.structure import Column, Document, Heading, Page, Table

    columns = tuple(
        Column(title, "right" if i in (0, 7) else "left", share=width, header=i == 0)
        for i, (title, width) in enumerate(zip(HEADS, WIDTHS, strict=True))
    )
    paper = Document(
        "Registro",
        (Heading("Registro"), Table(columns, rows(count), size=8.5)),
        contents="never",
        page=Page(left=13, right=13, top=17, bottom=21),
    )
    out.write_bytes(render(paper, progress=Progress(), fonts_cache=CACHE))


def platypus_minutes(count: int, out: Path) -> None:
    """The floor: the same paragraphs through SimpleDocTemplate."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

    body = ParagraphStyle("body", fontName=_titillium(), fontSize=10, leading=14.5, spaceAfter=6)
    head = ParagraphStyle("head", body, fontSize=12, leading=16.5, spaceBefore=16, keepWithNext=1)
    story: list[Flowable] = []
    for i in range(count):
        story.append(Paragraph(f"Punto {i + 1}. Titolo del punto all'ordine del giorno", head))
        for k in range(5):
            story.append(Paragraph(SENTENCE * 5 + f"<b>proposta {k}</b> " + SENTENCE * 2, body))
    SimpleDocTemplate(str(out), leftMargin=68, rightMargin=57, topMargin=82, bottomMargin=62).build(story)


def tagged_minutes(count: int, out: Path) -> None:
    """Ours, without contents."""
    _minutes(count, out, "never")


def contents_minutes(count: int, out: Path) -> None:
    """Ours, with the table of contents."""
    _minutes(count, out, "always")


def _minutes(count: int, out: Path, contents: Literal["always", "never"]) -> None:
    from app.core.progress import Progress
    from app.documents.render import render
    from app.documents.structure import Document, Heading, Paragraph, Text

    blocks: list[Heading | Paragraph] = []
    for i in range(count):
        blocks.append(Heading(f"Punto {i + 1}. Titolo del punto all'ordine del giorno"))
        for k in range(5):
            text = (Text(SENTENCE * 5), Text(f"proposta {k} ", bold=True), Text(SENTENCE * 2))
            blocks.append(Paragraph(text))
    paper = Document("Verbale", tuple(blocks), contents=contents, header="Cabina di regia", footer="Verbale")
    out.write_bytes(render(paper, progress=Progress(), fonts_cache=CACHE))


CASES = {f.__name__: f for f in (raw_register, tagged_register, platypus_minutes, tagged_minutes, contents_minutes)}


def child(case: str, count: int, out: str) -> None:
    """Run one case; print its CPU seconds, peak memory and file size."""
    CASES[case](2, Path(out))  # imports and fonts are not what is measured
    gc.collect()
    start = time.process_time()
    CASES[case](count, Path(out))
    spent = time.process_time() - start
    print(json.dumps([spent, peak(), Path(out).stat().st_size / 1e6]))


def measure(case: str, count: int) -> tuple[float, float, float]:
    """The best of three runs of a case: CPU seconds, peak MB, file MB."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--child", case, str(count), str(Path(folder) / "out.pdf")]
        results = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(3)]
    seconds, peak, size = min(results)
    return seconds, peak, size


def main(count: int) -> None:
    """Print the table."""
    points = 46
    plan = (
        ("register, raw canvas (floor)", "raw_register", count, "raw_register"),
        ("register, tagged", "tagged_register", count, "raw_register"),
        ("60 pages, plain Platypus (floor)", "platypus_minutes", points, "platypus_minutes"),
        ("60 pages, tagged", "tagged_minutes", points, "platypus_minutes"),
        ("60 pages, tagged, with contents", "contents_minutes", points, "platypus_minutes"),
    )
    floors: dict[str, float] = {}
    print(f"{'paper':36}{'CPU s':>8}{'ratio':>8}{'peak MB':>9}{'file MB':>9}")
    for label, case, size, floor in plan:
        seconds, peak, megabytes = measure(case, size)
        floors.setdefault(case, seconds)
        print(f"{label:36}{seconds:8.2f}{seconds / floors[floor]:8.2f}{peak:9.0f}{megabytes:9.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
