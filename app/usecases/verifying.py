"""What a PDF of ours, or a signed one in its envelope, says about itself: integrity, signatures, its data."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from app.core.errors import Refused, Unreachable
from app.core.i18n import N_, tr
from app.documents import checks
from app.documents.pdffile import PdfError
from app.documents.structure import EmbeddedFile
from app.domain.composing import compose
from app.domain.minutes import same_substance
from app.domain.query import Filter, Query
from app.store.store import Store
from app.usecases import minutes, signing


def verify(store: Store, path: Path) -> dict[str, Any]:
    """What a PDF of ours says: its integrity, its signatures (see `signing.read`), whether its data are the register's.

    `data_equal` is None when the file carries no minutes, or of a sitting this register does not have. A file is
    `intact` when the paper is as it was written and every signature is over what it was put under.

    Raises:
        Unreachable: the file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreachable(N_("Il file «{name}» non si può leggere: {why}."), name=path.name,
                          why=error.strerror or str(error)) from error  # fmt: skip
    sha = hashlib.sha256(data).hexdigest()
    kept = store.snapshots(Query("minutes_version", (Filter("file", "=", (sha,)),)))
    paper, signatures, problems = _read(data)
    problems += [str(one) for one in checks.check(paper)]
    files = _inside(paper)
    meeting, equal = _compared(store, files)
    return {
        "file": str(path), "sha256": sha, "intact": not problems, "problems": problems,
        "kept": kept[0].code if kept else None, "meeting": meeting, "data_equal": equal,
        "signatures": list(signatures), "signed": bool(signatures) or b"/ByteRange" in data,
        "files": [{"name": file.name, "sha256": file.sha256} for file in files],
    }  # fmt: skip


def _read(data: bytes) -> tuple[bytes, tuple[dict[str, Any], ...], list[str]]:
    """(the paper as it was before it was signed, the signatures, what is wrong with them)."""
    if b"/ByteRange" not in data and data.startswith(b"%PDF"):
        return data, (), []
    try:
        inside, signatures = signing.read(data)
    except Refused as error:
        return data, (), [str(error)]
    if not signatures:
        return data, (), []
    from app.documents.signing import unsigned_part
    from app.documents.signing_reading import only_signed

    wrong = [signing.told(one) + "." for one in signatures if not signing.good(one)]
    if not wrong and not only_signed(inside):
        wrong.append(tr(signing.SLIPPED))
    return unsigned_part(inside), signatures, wrong


def _inside(data: bytes) -> tuple[EmbeddedFile, ...]:
    try:
        return checks.attachments(data)
    except PdfError:
        return ()


def _compared(store: Store, files: tuple[EmbeddedFile, ...]) -> tuple[str | None, bool | None]:
    """The sitting a PDF tells of, and whether it tells what the register tells."""
    told = minutes.told_by(files)
    if told is None:
        return None, None
    code = str(told["meeting"])
    if not store.snapshots(Query("meeting", (Filter("code", "=", (code,)),))):
        return code, None
    return code, same_substance(told, compose(minutes.facts(store, code)).data())


def verdict(report: dict[str, Any]) -> str:
    """The report in one sentence."""
    if not report["intact"]:
        return tr(N_("Il file non è integro: {why}")).format(why=" ".join(report["problems"]))
    told = [tr(N_("Il file è integro."))]
    if report["kept"]:
        told.append(tr(N_("È la copia conservata nel registro.")))
    if report["data_equal"] is not None:
        told.append(
            tr(N_("I dati che contiene sono quelli del registro."))
            if report["data_equal"]
            else tr(N_("I dati che contiene non sono quelli che il registro ha ora."))
        )
    told += [tr(N_("Firma di {told}.")).format(told=signing.told(one)) for one in report["signatures"]]
    if not report["signatures"]:
        told.append(tr(N_("Non ci sono firme digitali.")))
    return " ".join(told)
