"""orders of lists and whole numbers"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LIVE = sa.text("archived_at IS NULL")
NUMBERS = {
    "agenda_item": ("duration",),
    "attachment": ("pages",),
    "body": ("notice_days", "silence_days", "urgent_hours"),
    "indicator": ("decimals",),
    "intervention": ("capacity",),
    "objective": ("year_from", "year_to"),
    "pact_report": ("hours", "participants"),
    "pair_review": ("score",),
    "place": ("capacity",),
    "project": ("expected_users", "reached_users"),
    "project_update": ("reached_users",),
    "setting": ("alert_days",),
    "vote": ("abstained", "against", "favour", "not_participating", "present", "voting"),
    "zone": ("population",),
}
LISTS = {
    "actor": ("sectors", "zones"),
    "intervention": ("targets",),
    "objective": ("outcomes",),
    "pact": ("actions", "support"),
    "place": ("themes",),
    "project": ("objectives", "outcomes", "sources", "targets", "zones"),
}
"""SQLite only: a long list may be more than a server's index takes."""


def wanted() -> list[tuple[str, str]]:
    tables = [NUMBERS, LISTS] if op.get_bind().dialect.name == "sqlite" else [NUMBERS]
    return [(table, column) for one in tables for table, columns in one.items() for column in columns]


def upgrade() -> None:
    for table, column in wanted():
        name = f"ix_{table}_{column}_live"
        op.create_index(name, table, [column, "id"], unique=False, sqlite_where=LIVE, postgresql_where=LIVE)


def downgrade() -> None:
    for table, column in wanted():
        op.drop_index(f"ix_{table}_{column}_live", table_name=table)
