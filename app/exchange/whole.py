"""A file is there whole or not at all: written beside its place, then put there in one step."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.core.errors import Unreachable
from app.core.i18n import N_


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to; it becomes `path` when the block ends well, and leaves nothing behind otherwise.

    Raises:
        Unreachable: no room, no such folder, no permission, or the old file is held by another program.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _unreachable(path, error) from error
    except BaseException:  # cancelled, refused, interrupted: nothing half-written stays
        part.unlink(missing_ok=True)
        raise


def _unreachable(path: Path, error: OSError) -> Unreachable:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Unreachable(
            N_(
                "Non c'è più spazio per scrivere «{name}»: il file non è stato creato. Liberate spazio o scegliete un "
                "altro disco."
            ),
            name=path.name,
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Unreachable(N_("La cartella «{folder}» non c'è: scegliete dove salvare."), folder=path.parent)
    if isinstance(error, PermissionError | IsADirectoryError):
        return Unreachable(
            N_(
                "«{name}» non si può scrivere: forse è aperto in un altro programma (chiudetelo e riprovate), o in "
                "questa cartella non avete il permesso. Il file di prima è rimasto com'era."
            ),
            name=path.name,
        )
    return Unreachable(N_("«{name}» non si può scrivere ({why})."), name=path.name, why=error.strerror or str(error))
