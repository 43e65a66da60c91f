"""For developers: write the migration that follows from the declarations.

    python -m app.store.draft "what changes"

compares the tables as declared with a register at the newest version, and writes db/versions/NNNN_….py to be
read, completed and tested (up, down, up, with data).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from app.store import migrate
from app.store.engine import Place


def draft(message: str) -> Path:
    """Write the next migration; its file."""
    from alembic import command

    known = migrate.versions()
    number = f"{int(known[-1]) + 1 if known else 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        where = Place("sqlite", str(Path(folder) / "draft.db"))
        with migrate._connected(where) as connection:
            config = migrate.alembic_config(connection)
            config.attributes["batch"] = bool(known)
            if known:
                command.upgrade(config, "head")
            command.revision(config, message=message, autogenerate=True, rev_id=number)
    return next((migrate.SCRIPTS / "versions").glob(f"{number}_*.py"))


if __name__ == "__main__":
    sys.stdout.write(f"{draft(' '.join(sys.argv[1:]) or 'change')}\n")
