"""minutes · notice · attendance-sheet · extract · dossier · decisions · verify: the papers of a sitting."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.desk import Desk, Verb
from app.core.i18n import N_, tr
from app.exchange.whole import whole_file
from app.usecases import papers, verifying


def _write(desk: Desk, kind: str) -> None:
    a = desk.arguments
    paper = papers.make(desk.store(), kind, a.number, desk.progress(), item=getattr(a, "item", None))
    target = Path(a.to or paper.file_name)
    with whole_file(target) as out:
        out.write(paper.data)
    desk.answer({"file": str(target), "sha256": paper.sha256, "draft": paper.draft}, str(target))


def _paper_options(to: argparse.ArgumentParser) -> None:
    to.add_argument("number", metavar=tr(N_("N/AAAA")), help=tr(N_("il numero della seduta, come 2/2026")))
    to.add_argument("--to", metavar="F.pdf")


def _extract_options(to: argparse.ArgumentParser) -> None:
    _paper_options(to)
    to.add_argument("--item", type=int, help=tr(N_("il numero del punto; se manca, tutti quelli trattati")))


def _decisions_options(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "number",
        nargs="?",
        metavar=tr(N_("AAAA|N/AAAA")),
        help=tr(N_("l'anno o il numero della seduta; se manca, tutte")),
    )
    to.add_argument("--to", metavar="F.pdf")


def _verify(desk: Desk) -> None:
    report = verifying.verify(desk.store(), Path(desk.arguments.file))
    desk.answer(report, verifying.verdict(report))


def _verify_options(to: argparse.ArgumentParser) -> None:
    to.add_argument("file", metavar="F.pdf")


VERBS = (
    Verb("minutes", N_("il verbale di una seduta, in PDF"), _paper_options, lambda desk: _write(desk, "minutes")),
    Verb("notice", N_("la convocazione di una seduta"), _paper_options, lambda desk: _write(desk, "notice")),
    Verb("attendance-sheet", N_("il foglio firme di una seduta"), _paper_options,
         lambda desk: _write(desk, "attendance-sheet")),
    Verb("extract", N_("l'estratto di un punto del verbale"), _extract_options, lambda desk: _write(desk, "extract")),
    Verb("dossier", N_("il fascicolo di una seduta: ordine del giorno, schede, allegati"), _paper_options,
         lambda desk: _write(desk, "dossier")),
    Verb("decisions", N_("il registro delle decisioni"), _decisions_options, lambda desk: _write(desk, "decisions")),
    Verb("verify", N_("controlla un PDF: firme, integrità, dati"), _verify_options, _verify),
)  # fmt: skip
