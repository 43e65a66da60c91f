"""rights of the president and proposals of members; several CIGs of a project; a pair is examined once"""

import json
import re

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.String(400).with_variant(sa.String(400, collation="C"), "postgresql")
LIVE = sa.text("archived_at IS NULL")
LISTS = {"contributions": "contribution", "objectives": "objective", "pacts": "pact", "projects": "project"}
ORDERS = ("by", "code_key", "duration", "proposed_on", "status", "title_key")
CIGS_LENGTH = 300


def upgrade() -> None:
    _make_proposals()
    op.add_column("body", sa.Column("agenda_approval", sa.Boolean(), nullable=True))
    for column in _meeting_columns():
        op.add_column("meeting", column)
    _index("meeting", "agenda_approved_on")
    _one_review_a_pair()
    op.create_index("uq_pair_review_a_b_kind", "pair_review", ["a", "b", "kind"], unique=True, sqlite_where=LIVE,
                    postgresql_where=LIVE)  # fmt: skip
    _cigs_apart()


def downgrade() -> None:
    _cigs_together()
    op.drop_index("uq_pair_review_a_b_kind", table_name="pair_review")
    op.drop_index("ix_meeting_agenda_approved_on_live", table_name="meeting")
    with op.batch_alter_table("meeting") as batch:
        for column in reversed(_meeting_columns()):
            batch.drop_column(column.name)
    with op.batch_alter_table("body") as batch:
        batch.drop_column("agenda_approval")
    for name in LISTS:
        op.drop_table(f"item_proposal_{name}")
    op.drop_table("item_proposal")
    if op.get_bind().dialect.name == "sqlite":  # its index of words is made from the declarations, after migrations
        op.execute("DROP TABLE IF EXISTS item_proposal_words")


def _meeting_columns() -> list[sa.Column]:
    return [
        sa.Column("minutes_reason", sa.String(length=500), nullable=True),
        sa.Column("minutes_reason_key", KEY, nullable=True),
        sa.Column("agenda_approved_on", sa.Date(), nullable=True),
        sa.Column("agenda_approved_as", sa.String(length=64), nullable=True),
        sa.Column("agenda_approved_as_key", KEY, nullable=True),
    ]


def _index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}_live", table, [column, "id"], unique=False, sqlite_where=LIVE,
                    postgresql_where=LIVE)  # fmt: skip


# ---------------------------------------------------------------- proposals


def _make_proposals() -> None:
    op.create_table(
        "item_proposal",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_key", KEY, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Text(), server_default="[]", nullable=False) for name in ("projects", "pacts")),
        *(sa.Column(name, sa.Text(), server_default="[]", nullable=False) for name in ("contributions", "objectives")),
        sa.Column("duration", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("item", sa.String(length=40), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"duration\" BETWEEN 0 AND 600", name=op.f("ck_item_proposal_duration")),
        sa.CheckConstraint("\"kind\" IN ('verbale', 'informativa', 'deliberazione', 'parere', 'varie')",
                           name=op.f("ck_item_proposal_kind")),
        sa.CheckConstraint("\"status\" IN ('proposto', 'accolto', 'non_accolto')",
                           name=op.f("ck_item_proposal_status")),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')",
                           name=op.f("ck_item_proposal_visibility")),
        _to("by", "person.code", "fk_item_proposal_by_person", onupdate="CASCADE"),
        _to("item", "agenda_item.code", "fk_item_proposal_item_agenda_item", onupdate="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_proposal")),
        sa.UniqueConstraint("code", name=op.f("uq_item_proposal_code")),
    )  # fmt: skip
    for name in ORDERS:
        _index("item_proposal", name)
    for name in ("by", "item"):
        op.create_index(op.f(f"ix_item_proposal_{name}"), "item_proposal", [name], unique=False)
    for name, to in LISTS.items():
        _make_links(f"item_proposal_{name}", to)


def _to(column: str, target: str, name: str, **more: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(name), initially="DEFERRED", deferrable=True, **more)


def _make_links(table: str, to: str) -> None:
    op.create_table(
        table,
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        _to("code", f"{to}.code", f"fk_{table}_code_{to}", onupdate="CASCADE"),
        _to("owner", "item_proposal.id", f"fk_{table}_owner_item_proposal", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f(f"ix_{table}_code_owner"), table, ["code", "owner"], unique=False)


# ---------------------------------------------------------------- pairs


def _one_review_a_pair() -> None:
    """A pair has no order: the lower code comes first. Of two reviews of one pair the later stays, the other goes to
    the trash."""
    run, seen = op.get_bind(), set()
    rows = run.execute(sa.text("SELECT id, a, b, kind FROM pair_review WHERE archived_at IS NULL ORDER BY id DESC"))
    gone = sa.text("UPDATE pair_review SET archived_at = updated_at WHERE id = :id")
    for number, a, b, kind in rows.fetchall():
        first, second = sorted((a, b), key=_natural)
        if (first, second, kind) in seen:
            run.execute(gone, {"id": number})
            continue
        seen.add((first, second, kind))
        if first != a:
            run.execute(sa.text("UPDATE pair_review SET a = :a, b = :b WHERE id = :id"),
                        {"a": first, "b": second, "id": number})  # fmt: skip


    if run.dialect.name == "postgresql":  # links are looked at now: a table with some still to be is not altered
        op.execute("SET CONSTRAINTS ALL IMMEDIATE")
        op.execute("SET CONSTRAINTS ALL DEFERRED")


def _natural(code: str) -> tuple[str, int, str]:
    head = code.rstrip("0123456789")
    tail = code[len(head) :]
    return head, int(tail) if tail else -1, code


# ---------------------------------------------------------------- CIGs


def _cigs_apart() -> None:
    """«X; Y» becomes a list."""
    run = op.get_bind()
    if run.dialect.name == "postgresql":
        op.alter_column("project", "cigs", type_=sa.Text())
    for number, text in run.execute(sa.text("SELECT id, cigs FROM project WHERE cigs IS NOT NULL")).fetchall():
        parts = filter(None, (" ".join(part.split()) for part in re.split(r"[;,|\n]", text)))
        listed = json.dumps(list(dict.fromkeys(parts)), ensure_ascii=False, separators=(",", ":"))
        run.execute(sa.text("UPDATE project SET cigs = :cigs WHERE id = :id"), {"cigs": listed, "id": number})
    run.execute(sa.text("UPDATE project SET cigs = '[]' WHERE cigs IS NULL"))
    with op.batch_alter_table("project") as batch:
        batch.alter_column("cigs", type_=sa.Text(), nullable=False, server_default="[]")
        batch.drop_column("cigs_key")


def _cigs_together() -> None:
    """A list becomes «X; Y», as many as fit."""
    run = op.get_bind()
    with op.batch_alter_table("project") as batch:
        batch.alter_column("cigs", type_=sa.Text(), nullable=True, server_default=None)
        batch.add_column(sa.Column("cigs_key", KEY, nullable=True))
    for number, listed in run.execute(sa.text("SELECT id, cigs FROM project")).fetchall():
        text = "; ".join(json.loads(listed))
        if len(text) > CIGS_LENGTH:
            text = text[:CIGS_LENGTH].rpartition(";")[0]
        run.execute(sa.text("UPDATE project SET cigs = :cigs WHERE id = :id"), {"cigs": text or None, "id": number})
    with op.batch_alter_table("project") as batch:
        batch.alter_column("cigs", type_=sa.String(length=CIGS_LENGTH))
