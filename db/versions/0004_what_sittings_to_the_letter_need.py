"""what sittings to the letter need: rules kept by version, series, proof of notices, patches, corrections, interests"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.String(400).with_variant(sa.String(400, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "agenda_template",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", KEY, nullable=False),
        sa.Column("body", sa.String(length=40), nullable=True),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_agenda_template_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["body"],
            ["body.code"],
            name=op.f("fk_agenda_template_body_body"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_template")),
        sa.UniqueConstraint("code", name=op.f("uq_agenda_template_code")),
    )
    with op.batch_alter_table("agenda_template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_template_body"), ["body"], unique=False)
        batch_op.create_index(
            "ix_agenda_template_code_key_live",
            ["code_key", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.create_table(
        "body_secret_kinds",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["body.id"],
            name=op.f("fk_body_secret_kinds_owner_body"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_body_secret_kinds")),
        info={"links": ("body", "secret_kinds")},
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("body_secret_kinds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_body_secret_kinds_code_owner"), ["code", "owner"], unique=False)

    op.create_table(
        "past_rules",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("body", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from", sa.Date(), nullable=True),
        sa.Column("to", sa.Date(), nullable=False),
        sa.Column("act", sa.String(length=300), nullable=True),
        sa.Column("act_key", KEY, nullable=True),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"number" BETWEEN 1 AND 9999', name=op.f("ck_past_rules_number")),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_past_rules_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["body"],
            ["body.code"],
            name=op.f("fk_past_rules_body_body"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_rules")),
        sa.UniqueConstraint("code", name=op.f("uq_past_rules_code")),
    )
    with op.batch_alter_table("past_rules", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_past_rules_body"), ["body"], unique=False)
        batch_op.create_index(
            "ix_past_rules_code_key_live",
            ["code_key", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_past_rules_from_live",
            ["from", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_past_rules_number_live",
            ["number", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_past_rules_to_live",
            ["to", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "uq_past_rules_body_number",
            ["body", "number"],
            unique=True,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.create_table(
        "interest",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=True),
        sa.Column("note_key", KEY, nullable=True),
        sa.Column("from", sa.Date(), nullable=True),
        sa.Column("to", sa.Date(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('ruolo', 'dipendente', 'familiare', 'economico', 'altro')", name=op.f("ck_interest_kind")
        ),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_interest_visibility")),
        sa.ForeignKeyConstraint(
            ["actor"],
            ["actor.code"],
            name=op.f("fk_interest_actor_actor"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.code"],
            name=op.f("fk_interest_person_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest")),
        sa.UniqueConstraint("code", name=op.f("uq_interest_code")),
    )
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interest_actor"), ["actor"], unique=False)
        batch_op.create_index(
            "ix_interest_code_key_live",
            ["code_key", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_interest_from_live",
            ["from", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_interest_person"), ["person"], unique=False)
        batch_op.create_index(
            "ix_interest_to_live",
            ["to", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.create_table(
        "meeting_series",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", KEY, nullable=False),
        sa.Column("body", sa.String(length=40), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("start_planned", sa.String(length=5), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("on_holiday", sa.String(length=60), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=True),
        sa.Column("mode", sa.String(length=60), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"count" BETWEEN 1 AND 200', name=op.f("ck_meeting_series_count")),
        sa.CheckConstraint('"every" BETWEEN 1 AND 366', name=op.f("ck_meeting_series_every")),
        sa.CheckConstraint("\"mode\" IN ('presenza', 'remoto', 'mista')", name=op.f("ck_meeting_series_mode")),
        sa.CheckConstraint(
            "\"on_holiday\" IN ('salta', 'avanti', 'indietro')", name=op.f("ck_meeting_series_on_holiday")
        ),
        sa.CheckConstraint(
            "\"unit\" IN ('giorni', 'giorni_lavorativi', 'settimane', 'mesi_giorno', 'mesi_settimana')",
            name=op.f("ck_meeting_series_unit"),
        ),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_meeting_series_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["body"],
            ["body.code"],
            name=op.f("fk_meeting_series_body_body"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["place"],
            ["place.code"],
            name=op.f("fk_meeting_series_place_place"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["template"],
            ["agenda_template.code"],
            name=op.f("fk_meeting_series_template_agenda_template"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_series")),
        sa.UniqueConstraint("code", name=op.f("uq_meeting_series_code")),
    )
    with op.batch_alter_table("meeting_series", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_series_body"), ["body"], unique=False)
        batch_op.create_index(
            "ix_meeting_series_code_key_live",
            ["code_key", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_meeting_series_count_live",
            ["count", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_meeting_series_every_live",
            ["every", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_meeting_series_first_live",
            ["first", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_meeting_series_place"), ["place"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_series_template"), ["template"], unique=False)
        batch_op.create_index(
            "ix_meeting_series_until_live",
            ["until", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.create_table(
        "supplement",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("meeting", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("protocol", sa.String(length=40), nullable=True),
        sa.Column("protocol_key", KEY, nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("reason_key", KEY, nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"number" BETWEEN 1 AND 99', name=op.f("ck_supplement_number")),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_supplement_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.code"],
            name=op.f("fk_supplement_meeting_meeting"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplement")),
        sa.UniqueConstraint("code", name=op.f("uq_supplement_code")),
    )
    with op.batch_alter_table("supplement", schema=None) as batch_op:
        batch_op.create_index(
            "ix_supplement_code_key_live",
            ["code_key", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_supplement_meeting"), ["meeting"], unique=False)
        batch_op.create_index(
            "ix_supplement_number_live",
            ["number", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_supplement_sent_on_live",
            ["sent_on", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.create_table(
        "notice_delivery",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("meeting", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("supplement", sa.String(length=40), nullable=True),
        sa.Column("channel", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=True),
        sa.Column("address_key", KEY, nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=60), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=True),
        sa.Column("receipt_name", sa.String(length=200), nullable=True),
        sa.Column("receipt_name_key", KEY, nullable=True),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("note_key", KEY, nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"channel\" IN ('pec', 'email', 'mano', 'posta', 'albo')", name=op.f("ck_notice_delivery_channel")
        ),
        sa.CheckConstraint(
            "\"outcome\" IN ('in_attesa', 'consegnata', 'non_consegnata')", name=op.f("ck_notice_delivery_outcome")
        ),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_notice_delivery_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.code"],
            name=op.f("fk_notice_delivery_meeting_meeting"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.code"],
            name=op.f("fk_notice_delivery_person_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["receipt"],
            ["blob.sha256"],
            name=op.f("fk_notice_delivery_receipt_blob"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["supplement"],
            ["supplement.code"],
            name=op.f("fk_notice_delivery_supplement_supplement"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_delivery")),
        sa.UniqueConstraint("code", name=op.f("uq_notice_delivery_code")),
    )
    with op.batch_alter_table("notice_delivery", schema=None) as batch_op:
        batch_op.create_index(
            "ix_notice_delivery_code_key_live",
            ["code_key", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_notice_delivery_meeting"), ["meeting"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_delivery_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_delivery_receipt"), ["receipt"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_delivery_supplement"), ["supplement"], unique=False)

    op.create_table(
        "chronicle_edit",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("meeting", sa.String(length=40), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=True),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("key_key", KEY, nullable=False),
        sa.Column("generated", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_chronicle_edit_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["item"],
            ["agenda_item.code"],
            name=op.f("fk_chronicle_edit_item_agenda_item"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.code"],
            name=op.f("fk_chronicle_edit_meeting_meeting"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chronicle_edit")),
        sa.UniqueConstraint("code", name=op.f("uq_chronicle_edit_code")),
    )
    with op.batch_alter_table("chronicle_edit", schema=None) as batch_op:
        batch_op.create_index(
            "ix_chronicle_edit_code_key_live",
            ["code_key", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_chronicle_edit_item"), ["item"], unique=False)
        batch_op.create_index(batch_op.f("ix_chronicle_edit_meeting"), ["meeting"], unique=False)
        batch_op.create_index(
            "uq_chronicle_edit_meeting_key",
            ["meeting", "key"],
            unique=True,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.create_table(
        "minutes_correction",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("meeting", sa.String(length=40), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=True),
        sa.Column("of", sa.String(length=40), nullable=False),
        sa.Column("point", sa.String(length=120), nullable=True),
        sa.Column("point_key", KEY, nullable=True),
        sa.Column("wrong", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_minutes_correction_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["item"],
            ["agenda_item.code"],
            name=op.f("fk_minutes_correction_item_agenda_item"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.code"],
            name=op.f("fk_minutes_correction_meeting_meeting"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["of"],
            ["meeting.code"],
            name=op.f("fk_minutes_correction_of_meeting"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_correction")),
        sa.UniqueConstraint("code", name=op.f("uq_minutes_correction_code")),
    )
    with op.batch_alter_table("minutes_correction", schema=None) as batch_op:
        batch_op.create_index(
            "ix_minutes_correction_code_key_live",
            ["code_key", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_minutes_correction_item"), ["item"], unique=False)
        batch_op.create_index(batch_op.f("ix_minutes_correction_meeting"), ["meeting"], unique=False)
        batch_op.create_index(batch_op.f("ix_minutes_correction_of"), ["of"], unique=False)

    op.create_table(
        "vote_names_favour",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["person.code"],
            name=op.f("fk_vote_names_favour_code_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["vote.id"],
            name=op.f("fk_vote_names_favour_owner_vote"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_vote_names_favour")),
        info={"links": ("vote", "names_favour")},
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("vote_names_favour", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_names_favour_code_owner"), ["code", "owner"], unique=False)

    op.create_table(
        "vote_names_not_participating",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["person.code"],
            name=op.f("fk_vote_names_not_participating_code_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["vote.id"],
            name=op.f("fk_vote_names_not_participating_owner_vote"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_vote_names_not_participating")),
        info={"links": ("vote", "names_not_participating")},
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("vote_names_not_participating", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_names_not_participating_code_owner"), ["code", "owner"], unique=False)

    op.create_table(
        "carried_over",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("reason_key", KEY, nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"times" BETWEEN 1 AND 999', name=op.f("ck_carried_over_times")),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_carried_over_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["action"],
            ["action_item.code"],
            name=op.f("fk_carried_over_action_action_item"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["decision"],
            ["decision.code"],
            name=op.f("fk_carried_over_decision_decision"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["item"],
            ["agenda_item.code"],
            name=op.f("fk_carried_over_item_agenda_item"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried_over")),
        sa.UniqueConstraint("code", name=op.f("uq_carried_over_code")),
    )
    with op.batch_alter_table("carried_over", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_carried_over_action"), ["action"], unique=False)
        batch_op.create_index(
            "ix_carried_over_code_key_live",
            ["code_key", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_carried_over_decision"), ["decision"], unique=False)
        batch_op.create_index(batch_op.f("ix_carried_over_item"), ["item"], unique=False)
        batch_op.create_index(
            "ix_carried_over_times_live",
            ["times", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("section", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("section_key", KEY, nullable=True))
        batch_op.add_column(sa.Column("supplement", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("postponements", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("carry_reason", sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column("carry_reason_key", KEY, nullable=True))
        batch_op.add_column(sa.Column("started", sa.String(length=5), nullable=True))
        batch_op.add_column(sa.Column("ended", sa.String(length=5), nullable=True))
        batch_op.create_check_constraint(op.f("ck_agenda_item_postponements"), '"postponements" BETWEEN 0 AND 999')
        batch_op.create_index(
            "ix_agenda_item_postponements_live",
            ["postponements", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_agenda_item_supplement"), ["supplement"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_item_supplement_supplement"),
            "supplement",
            ["supplement"],
            ["code"],
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("body", schema=None) as batch_op:
        batch_op.add_column(sa.Column("blank_counts_as_voting", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("qualified_majorities", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("secret_kinds", sa.Text(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("delegation", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("max_delegations", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("supplement_hours", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("rules_version", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("rules_from", sa.Date(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_body_delegation"), "\"delegation\" IN ('no', 'presenza', 'voto')")
        batch_op.create_check_constraint(op.f("ck_body_max_delegations"), '"max_delegations" BETWEEN 1 AND 20')
        batch_op.create_check_constraint(op.f("ck_body_supplement_hours"), '"supplement_hours" BETWEEN 0 AND 240')
        batch_op.create_check_constraint(op.f("ck_body_rules_version"), '"rules_version" BETWEEN 1 AND 9999')
        batch_op.create_index(
            "ix_body_max_delegations_live",
            ["max_delegations", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_body_rules_from_live",
            ["rules_from", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_body_rules_version_live",
            ["rules_version", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_body_supplement_hours_live",
            ["supplement_hours", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("patch", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("patch_state", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("applied_on", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("revokes", sa.String(length=40), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_decision_patch_state"), "\"patch_state\" IN ('bozza', 'applicata', 'non_applicata', 'da_rivedere')"
        )
        batch_op.create_index(
            "ix_decision_patch_state_live",
            ["patch_state", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_decision_revokes"), ["revokes"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_decision_revokes_decision"),
            "decision",
            ["revokes"],
            ["code"],
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("urgency_reason", sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column("urgency_reason_key", KEY, nullable=True))
        batch_op.add_column(sa.Column("documents_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("apologies_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("postponed_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("series", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("ics_sequence", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("register_seq", sa.BigInteger(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_meeting_ics_sequence"), '"ics_sequence" BETWEEN 0 AND 9999')
        batch_op.create_check_constraint(op.f("ck_meeting_register_seq"), '"register_seq" >= 0')
        batch_op.create_index(
            "ix_meeting_apologies_by_live",
            ["apologies_by", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_meeting_documents_from_live",
            ["documents_from", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_meeting_ics_sequence_live",
            ["ics_sequence", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_meeting_postponed_from_live",
            ["postponed_from", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_meeting_register_seq_live",
            ["register_seq", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_meeting_series"), ["series"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_meeting_series_meeting_series"),
            "meeting_series",
            ["series"],
            ["code"],
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("signature_report", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("timestamped", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("document_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("document_id_key", KEY, nullable=True))

    with op.batch_alter_table("minutes_observation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paragraph", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("paragraph_key", KEY, nullable=True))
        batch_op.add_column(sa.Column("quoted", sa.String(length=1000), nullable=True))
        batch_op.add_column(sa.Column("quoted_key", KEY, nullable=True))
        batch_op.add_column(sa.Column("answered_on", sa.Date(), nullable=True))
        batch_op.create_index(
            "ix_minutes_observation_answered_on_live",
            ["answered_on", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    with op.batch_alter_table("minutes_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("public", sa.Boolean(), nullable=True))

    with op.batch_alter_table("setting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paper_margin", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("paper_accent", sa.String(length=7), nullable=True))
        batch_op.add_column(sa.Column("paper_accent_key", KEY, nullable=True))
        batch_op.add_column(sa.Column("paper_font", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("records_schedule", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("records_schedule_key", KEY, nullable=True))
        batch_op.add_column(sa.Column("tsa_url", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("tsa_url_key", KEY, nullable=True))
        batch_op.add_column(sa.Column("token_library", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("token_library_key", KEY, nullable=True))
        batch_op.create_check_constraint(op.f("ck_setting_paper_margin"), '"paper_margin" BETWEEN 10 AND 40')
        batch_op.create_check_constraint(op.f("ck_setting_paper_font"), "\"paper_font\" IN ('titillium', 'noto')")
        batch_op.create_index(
            "ix_setting_paper_margin_live",
            ["paper_margin", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.add_column(sa.Column("blank", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("names_favour", sa.Text(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("names_not_participating", sa.Text(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("required", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("rules_version", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("explained", sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column("explained_key", KEY, nullable=True))
        batch_op.create_check_constraint(op.f("ck_vote_blank"), '"blank" >= 0')
        batch_op.create_check_constraint(op.f("ck_vote_required"), '"required" >= 0')
        batch_op.create_check_constraint(op.f("ck_vote_rules_version"), '"rules_version" >= 0')
        batch_op.create_index(
            "ix_vote_blank_live",
            ["blank", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_vote_required_live",
            ["required", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "ix_vote_rules_version_live",
            ["rules_version", "id"],
            unique=False,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )


def downgrade() -> None:
    _forget_who_reads_files()
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_vote_blank"), type_="check")
        batch_op.drop_constraint(op.f("ck_vote_required"), type_="check")
        batch_op.drop_constraint(op.f("ck_vote_rules_version"), type_="check")
        batch_op.drop_index(
            "ix_vote_rules_version_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_vote_required_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_vote_blank_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_column("explained_key")
        batch_op.drop_column("explained")
        batch_op.drop_column("rules_version")
        batch_op.drop_column("required")
        batch_op.drop_column("names_not_participating")
        batch_op.drop_column("names_favour")
        batch_op.drop_column("blank")

    with op.batch_alter_table("setting", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_setting_paper_margin"), type_="check")
        batch_op.drop_constraint(op.f("ck_setting_paper_font"), type_="check")
        batch_op.drop_index(
            "ix_setting_paper_margin_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_column("token_library_key")
        batch_op.drop_column("token_library")
        batch_op.drop_column("tsa_url_key")
        batch_op.drop_column("tsa_url")
        batch_op.drop_column("records_schedule_key")
        batch_op.drop_column("records_schedule")
        batch_op.drop_column("paper_font")
        batch_op.drop_column("paper_accent_key")
        batch_op.drop_column("paper_accent")
        batch_op.drop_column("paper_margin")

    with op.batch_alter_table("minutes_version", schema=None) as batch_op:
        batch_op.drop_column("public")

    with op.batch_alter_table("minutes_observation", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_minutes_observation_answered_on_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_column("answered_on")
        batch_op.drop_column("quoted_key")
        batch_op.drop_column("quoted")
        batch_op.drop_column("paragraph_key")
        batch_op.drop_column("paragraph")

    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.drop_column("document_id_key")
        batch_op.drop_column("document_id")
        batch_op.drop_column("timestamped")
        batch_op.drop_column("signature_report")

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_meeting_ics_sequence"), type_="check")
        batch_op.drop_constraint(op.f("ck_meeting_register_seq"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_meeting_series_meeting_series"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_meeting_series"))
        batch_op.drop_index(
            "ix_meeting_register_seq_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_meeting_postponed_from_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_meeting_ics_sequence_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_meeting_documents_from_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_meeting_apologies_by_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_column("register_seq")
        batch_op.drop_column("ics_sequence")
        batch_op.drop_column("series")
        batch_op.drop_column("postponed_from")
        batch_op.drop_column("apologies_by")
        batch_op.drop_column("documents_from")
        batch_op.drop_column("urgency_reason_key")
        batch_op.drop_column("urgency_reason")

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_decision_patch_state"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_decision_revokes_decision"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_decision_revokes"))
        batch_op.drop_index(
            "ix_decision_patch_state_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_column("revokes")
        batch_op.drop_column("applied_on")
        batch_op.drop_column("patch_state")
        batch_op.drop_column("patch")

    with op.batch_alter_table("body", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_body_delegation"), type_="check")
        batch_op.drop_constraint(op.f("ck_body_max_delegations"), type_="check")
        batch_op.drop_constraint(op.f("ck_body_supplement_hours"), type_="check")
        batch_op.drop_constraint(op.f("ck_body_rules_version"), type_="check")
        batch_op.drop_index(
            "ix_body_supplement_hours_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_body_rules_version_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_body_rules_from_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_body_max_delegations_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_column("rules_from")
        batch_op.drop_column("rules_version")
        batch_op.drop_column("supplement_hours")
        batch_op.drop_column("max_delegations")
        batch_op.drop_column("delegation")
        batch_op.drop_column("secret_kinds")
        batch_op.drop_column("qualified_majorities")
        batch_op.drop_column("blank_counts_as_voting")

    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_agenda_item_postponements"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_agenda_item_supplement_supplement"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_agenda_item_supplement"))
        batch_op.drop_index(
            "ix_agenda_item_postponements_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_column("ended")
        batch_op.drop_column("started")
        batch_op.drop_column("carry_reason_key")
        batch_op.drop_column("carry_reason")
        batch_op.drop_column("postponements")
        batch_op.drop_column("supplement")
        batch_op.drop_column("section_key")
        batch_op.drop_column("section")

    with op.batch_alter_table("carried_over", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_carried_over_times_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_carried_over_item"))
        batch_op.drop_index(batch_op.f("ix_carried_over_decision"))
        batch_op.drop_index(
            "ix_carried_over_code_key_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_carried_over_action"))

    op.drop_table("carried_over")
    with op.batch_alter_table("vote_names_not_participating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_names_not_participating_code_owner"))

    op.drop_table("vote_names_not_participating")
    with op.batch_alter_table("vote_names_favour", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_names_favour_code_owner"))

    op.drop_table("vote_names_favour")
    with op.batch_alter_table("minutes_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_correction_of"))
        batch_op.drop_index(batch_op.f("ix_minutes_correction_meeting"))
        batch_op.drop_index(batch_op.f("ix_minutes_correction_item"))
        batch_op.drop_index(
            "ix_minutes_correction_code_key_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.drop_table("minutes_correction")
    with op.batch_alter_table("chronicle_edit", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_chronicle_edit_meeting_key",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_chronicle_edit_meeting"))
        batch_op.drop_index(batch_op.f("ix_chronicle_edit_item"))
        batch_op.drop_index(
            "ix_chronicle_edit_code_key_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.drop_table("chronicle_edit")
    with op.batch_alter_table("notice_delivery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_delivery_supplement"))
        batch_op.drop_index(batch_op.f("ix_notice_delivery_receipt"))
        batch_op.drop_index(batch_op.f("ix_notice_delivery_person"))
        batch_op.drop_index(batch_op.f("ix_notice_delivery_meeting"))
        batch_op.drop_index(
            "ix_notice_delivery_code_key_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.drop_table("notice_delivery")
    with op.batch_alter_table("supplement", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_supplement_sent_on_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_supplement_number_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_supplement_meeting"))
        batch_op.drop_index(
            "ix_supplement_code_key_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.drop_table("supplement")
    with op.batch_alter_table("meeting_series", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_meeting_series_until_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_meeting_series_template"))
        batch_op.drop_index(batch_op.f("ix_meeting_series_place"))
        batch_op.drop_index(
            "ix_meeting_series_first_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_meeting_series_every_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_meeting_series_count_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_meeting_series_code_key_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_meeting_series_body"))

    op.drop_table("meeting_series")
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_interest_to_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_interest_person"))
        batch_op.drop_index(
            "ix_interest_from_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_interest_code_key_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_interest_actor"))

    op.drop_table("interest")
    with op.batch_alter_table("past_rules", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_past_rules_body_number",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_past_rules_to_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_past_rules_number_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_past_rules_from_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_past_rules_code_key_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_past_rules_body"))

    op.drop_table("past_rules")
    with op.batch_alter_table("body_secret_kinds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_body_secret_kinds_code_owner"))

    op.drop_table("body_secret_kinds")
    with op.batch_alter_table("agenda_template", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_agenda_template_code_key_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_agenda_template_body"))

    op.drop_table("agenda_template")


def _forget_who_reads_files() -> None:
    """Who may read a file follows who may read the records that hold it: policies are made anew after migrations."""
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        for (name,) in bind.exec_driver_sql("SELECT policyname FROM pg_policies WHERE tablename = 'blob'").all():
            op.execute(f'DROP POLICY "{name}" ON blob')
