"""Alembic's entry: runs on the connection it is handed, and keeps migrations free of the program's own types."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from sqlmodel.sql.sqltypes import AutoString

from app.store.columns import BIG, KEY_LENGTH, Kept
from app.store.tables import METADATA


def render_item(kind: str, obj: Any, autogen: Any) -> Any:
    """A migration must still run when the classes it came from are gone."""
    if kind == "type" and obj is BIG:
        return "BIG"
    if kind == "type" and isinstance(obj, sa.String) and obj.length == KEY_LENGTH:
        return "KEY"
    if kind == "type" and isinstance(obj, Kept):
        obj = obj.kept_as
        return "sa.Text()" if isinstance(obj, sa.Text) else f"sa.{obj!r}"
    if kind == "type" and isinstance(obj, AutoString):
        return f"sa.String(length={obj.length})" if obj.length else "sa.String()"
    return False


def include_object(obj: Any, name: str | None, kind: str, reflected: bool, compared_to: Any) -> bool:
    """Words and their indexes are machinery (store/machinery_*.py), made again after every migration."""
    if kind == "table":
        return not (reflected and name is not None and "_words" in name)
    return not (reflected and name is not None and (name == "search" or name.endswith("_search")))


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=context.config.attributes.get("batch", True),
    compare_type=False,
    render_item=render_item,
    include_object=include_object,
    transactional_ddl=False,  # the caller holds the transaction
)
context.run_migrations()
