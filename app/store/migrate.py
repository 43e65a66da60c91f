"""Making a register ready."""

from __future__ import annotations

from app.store.engine import Place, refuse_network_drive


def make_ready(where: Place) -> None:
    """Make the register, or see that it is ours and current."""
    if where.kind == "sqlite":
        refuse_network_drive(where.path)
        if not where.path.exists():
            _create(where)


def _create(where: Place) -> None:
    from app.store import machinery_sqlite
    from app.store.tables import METADATA

    engine = where.engine()
    METADATA.create_all(engine)
    with engine.begin() as connection:
        for statement in machinery_sqlite.statements():
            connection.exec_driver_sql(statement)
    engine.dispose()
