"""first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.String(400).with_variant(sa.String(400, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "actor",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_key", KEY, nullable=False),
        sa.Column("short_name", sa.String(length=60), nullable=True),
        sa.Column("short_name_key", KEY, nullable=True),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("tax_code", sa.String(length=16), nullable=True),
        sa.Column("tax_code_key", KEY, nullable=True),
        sa.Column("runts_section", sa.String(length=60), nullable=True),
        sa.Column("runts_number", sa.String(length=20), nullable=True),
        sa.Column("runts_number_key", KEY, nullable=True),
        sa.Column("ipa_code", sa.String(length=40), nullable=True),
        sa.Column("ipa_code_key", KEY, nullable=True),
        sa.Column("school_code", sa.String(length=10), nullable=True),
        sa.Column("school_code_key", KEY, nullable=True),
        sa.Column("parent", sa.String(length=40), nullable=True),
        sa.Column("sectors", sa.Text(), server_default="[]", nullable=False),
        sa.Column("zones", sa.Text(), server_default="[]", nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("email_key", KEY, nullable=True),
        sa.Column("pec", sa.String(length=200), nullable=True),
        sa.Column("pec_key", KEY, nullable=True),
        sa.Column("phone", sa.String(length=60), nullable=True),
        sa.Column("phone_key", KEY, nullable=True),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("website_key", KEY, nullable=True),
        sa.Column("contact_role", sa.String(length=200), nullable=True),
        sa.Column("contact_role_key", KEY, nullable=True),
        sa.Column("capacities", sa.Text(), nullable=True),
        sa.Column("consent_date", sa.Date(), nullable=True),
        sa.Column("active_from", sa.Date(), nullable=True),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"category\" IN ('PA', 'PRI', 'CIV', 'PER')", name=op.f("ck_actor_category")),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_actor_visibility")),
        sa.ForeignKeyConstraint(
            ["parent"],
            ["actor.code"],
            name=op.f("fk_actor_parent_actor"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
        sa.UniqueConstraint("code", name=op.f("uq_actor_code")),
    )
    op.create_index(
        "ix_actor_active_from_live",
        "actor",
        ["active_from", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_actor_active_to_live",
        "actor",
        ["active_to", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_actor_category_live",
        "actor",
        ["category", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_actor_code_key_live",
        "actor",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_actor_consent_date_live",
        "actor",
        ["consent_date", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_actor_kind_live",
        "actor",
        ["kind", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_actor_name_key_live",
        "actor",
        ["name_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_actor_parent"), "actor", ["parent"], unique=False)
    op.create_index(
        "ix_actor_short_name_key_live",
        "actor",
        ["short_name_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_actor_tax_code_key_live",
        "actor",
        ["tax_code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "body",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", KEY, nullable=False),
        sa.Column("instituting_act", sa.String(length=300), nullable=True),
        sa.Column("instituting_act_key", KEY, nullable=True),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.Column("notice_day_kind", sa.String(length=60), nullable=True),
        sa.Column("urgent_hours", sa.Integer(), nullable=True),
        sa.Column("quorum_first_call", sa.Text(), nullable=True),
        sa.Column("quorum_second_call", sa.Text(), nullable=True),
        sa.Column("majority_basis", sa.String(length=60), nullable=True),
        sa.Column("abstain_counts_as_voting", sa.Boolean(), nullable=True),
        sa.Column("casting_vote", sa.Boolean(), nullable=True),
        sa.Column("minutes_approval", sa.String(length=60), nullable=True),
        sa.Column("silence_days", sa.Integer(), nullable=True),
        sa.Column("public_sessions", sa.Boolean(), nullable=True),
        sa.Column("attending", sa.String(length=200), nullable=True),
        sa.Column("attending_key", KEY, nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"notice_days" BETWEEN 0 AND 60', name=op.f("ck_body_notice_days")),
        sa.CheckConstraint("\"notice_day_kind\" IN ('lavorativi', 'liberi')", name=op.f("ck_body_notice_day_kind")),
        sa.CheckConstraint('"urgent_hours" BETWEEN 0 AND 240', name=op.f("ck_body_urgent_hours")),
        sa.CheckConstraint(
            "\"majority_basis\" IN ('votanti', 'presenti', 'assegnati')", name=op.f("ck_body_majority_basis")
        ),
        sa.CheckConstraint(
            "\"minutes_approval\" IN ('seduta_successiva', 'seduta_stante', 'silenzio_assenso')",
            name=op.f("ck_body_minutes_approval"),
        ),
        sa.CheckConstraint('"silence_days" BETWEEN 0 AND 120', name=op.f("ck_body_silence_days")),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_body_visibility")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sa.UniqueConstraint("code", name=op.f("uq_body_code")),
    )
    op.create_index(
        "ix_body_code_key_live",
        "body",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "change",
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("deed", sa.String(length=200), nullable=False),
        sa.Column("unit", BIG, nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("secret", sa.Text(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_change")),
    )
    op.create_index("ix_change_record", "change", ["entity", "record", "version"], unique=False)
    op.create_index("ix_change_unit", "change", ["unit"], unique=False)
    op.create_table(
        "fund_source",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("label_key", KEY, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_fund_source_visibility")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_source")),
        sa.UniqueConstraint("code", name=op.f("uq_fund_source_code")),
    )
    op.create_index(
        "ix_fund_source_code_key_live",
        "fund_source",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_fund_source_label_key_live",
        "fund_source",
        ["label_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "import_mapping",
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
        sa.Column("into", sa.String(length=40), nullable=False),
        sa.Column("into_key", KEY, nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_import_mapping_visibility")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint("code", name=op.f("uq_import_mapping_code")),
    )
    op.create_index(
        "ix_import_mapping_code_key_live",
        "import_mapping",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "instrument",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_key", KEY, nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("act_reference", sa.String(length=200), nullable=True),
        sa.Column("act_reference_key", KEY, nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("link_key", KEY, nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_instrument_visibility")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
        sa.UniqueConstraint("code", name=op.f("uq_instrument_code")),
    )
    op.create_index(
        "ix_instrument_code_key_live",
        "instrument",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_instrument_date_live",
        "instrument",
        ["date", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_instrument_name_key_live",
        "instrument",
        ["name_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_instrument_type_live",
        "instrument",
        ["type", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "intervention_type",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("label_key", KEY, nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_intervention_type_visibility")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intervention_type")),
        sa.UniqueConstraint("code", name=op.f("uq_intervention_type_code")),
    )
    op.create_index(
        "ix_intervention_type_code_key_live",
        "intervention_type",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_intervention_type_family_live",
        "intervention_type",
        ["family", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_intervention_type_label_key_live",
        "intervention_type",
        ["label_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "keyword",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("term", sa.String(length=200), nullable=False),
        sa.Column("term_key", KEY, nullable=False),
        sa.Column("definition", sa.Text(), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_keyword_visibility")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keyword")),
        sa.UniqueConstraint("code", name=op.f("uq_keyword_code")),
    )
    op.create_index(
        "ix_keyword_code_key_live",
        "keyword",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_keyword_term_key_live",
        "keyword",
        ["term_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "need",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("label_key", KEY, nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_need_visibility")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
        sa.UniqueConstraint("code", name=op.f("uq_need_code")),
    )
    op.create_index(
        "ix_need_code_key_live",
        "need",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_need_label_key_live",
        "need",
        ["label_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "numbering",
        sa.Column("series", sa.String(length=120), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_numbering")),
    )
    op.create_table(
        "outcome_area",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("label_key", KEY, nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("sort", sa.BigInteger(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"sort" >= 0', name=op.f("ck_outcome_area_sort")),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_outcome_area_visibility")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_area")),
        sa.UniqueConstraint("code", name=op.f("uq_outcome_area_code")),
    )
    op.create_index(
        "ix_outcome_area_code_key_live",
        "outcome_area",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_outcome_area_label_key_live",
        "outcome_area",
        ["label_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_outcome_area_sort_live",
        "outcome_area",
        ["sort", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "process",
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
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("date_from", sa.Date(), nullable=True),
        sa.Column("date_to", sa.Date(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_process_visibility")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process")),
        sa.UniqueConstraint("code", name=op.f("uq_process_code")),
    )
    op.create_index(
        "ix_process_code_key_live",
        "process",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_process_date_from_live",
        "process",
        ["date_from", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_process_date_to_live",
        "process",
        ["date_to", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_process_title_key_live",
        "process",
        ["title_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "production_line",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("label_key", KEY, nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_production_line_visibility")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_production_line")),
        sa.UniqueConstraint("code", name=op.f("uq_production_line_code")),
    )
    op.create_index(
        "ix_production_line_code_key_live",
        "production_line",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_production_line_label_key_live",
        "production_line",
        ["label_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "saved_view",
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
        sa.Column("owner", sa.String(length=63), nullable=True),
        sa.Column("owner_key", KEY, nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=True),
        sa.Column("screen", sa.String(length=40), nullable=False),
        sa.Column("screen_key", KEY, nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_saved_view_visibility")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("code", name=op.f("uq_saved_view_code")),
    )
    op.create_index(
        "ix_saved_view_code_key_live",
        "saved_view",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "target_group",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("label_key", KEY, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_target_group_visibility")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_group")),
        sa.UniqueConstraint("code", name=op.f("uq_target_group_code")),
    )
    op.create_index(
        "ix_target_group_code_key_live",
        "target_group",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_target_group_label_key_live",
        "target_group",
        ["label_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "vocabulary_term",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("vocabulary", sa.String(length=40), nullable=False),
        sa.Column("vocabulary_key", KEY, nullable=False),
        sa.Column("term", sa.String(length=60), nullable=False),
        sa.Column("term_key", KEY, nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("label_key", KEY, nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("sort", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"sort" >= 0', name=op.f("ck_vocabulary_term_sort")),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_vocabulary_term_visibility")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vocabulary_term")),
        sa.UniqueConstraint("code", name=op.f("uq_vocabulary_term_code")),
    )
    op.create_index(
        "ix_vocabulary_term_code_key_live",
        "vocabulary_term",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_vocabulary_term_label_key_live",
        "vocabulary_term",
        ["label_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_vocabulary_term_sort_live",
        "vocabulary_term",
        ["sort", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "uq_vocabulary_term_vocabulary_term",
        "vocabulary_term",
        ["vocabulary", "term"],
        unique=True,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "zone",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("label_key", KEY, nullable=False),
        sa.Column("population", sa.BigInteger(), nullable=True),
        sa.Column("polygon", sa.Text(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"population" >= 0', name=op.f("ck_zone_population")),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_zone_visibility")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone")),
        sa.UniqueConstraint("code", name=op.f("uq_zone_code")),
    )
    op.create_index(
        "ix_zone_code_key_live",
        "zone",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_zone_label_key_live",
        "zone",
        ["label_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "actor_sectors",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["actor.id"],
            name=op.f("fk_actor_sectors_owner_actor"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_actor_sectors")),
        info={"links": ("actor", "sectors")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_actor_sectors_code_owner"), "actor_sectors", ["code", "owner"], unique=False)
    op.create_table(
        "actor_zones",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["zone.code"],
            name=op.f("fk_actor_zones_code_zone"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["actor.id"],
            name=op.f("fk_actor_zones_owner_actor"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_actor_zones")),
        info={"links": ("actor", "zones")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_actor_zones_code_owner"), "actor_zones", ["code", "owner"], unique=False)
    op.create_table(
        "objective",
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
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("parent", sa.String(length=40), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=False),
        sa.Column("year_from", sa.Integer(), nullable=False),
        sa.Column("year_to", sa.Integer(), nullable=False),
        sa.Column("budget_programme", sa.String(length=60), nullable=True),
        sa.Column("responsible", sa.String(length=40), nullable=True),
        sa.Column("outcomes", sa.Text(), server_default="[]", nullable=False),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("leps", sa.Text(), server_default="[]", nullable=False),
        sa.Column("pssr", sa.Text(), server_default="[]", nullable=False),
        sa.Column("sdg", sa.Text(), server_default="[]", nullable=False),
        sa.Column("bes", sa.Text(), server_default="[]", nullable=False),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"level\" IN ('linea_mandato', 'strategico', 'operativo', 'gestionale', 'fase')",
            name=op.f("ck_objective_level"),
        ),
        sa.CheckConstraint('"year_from" BETWEEN 1900 AND 2200', name=op.f("ck_objective_year_from")),
        sa.CheckConstraint('"year_to" BETWEEN 1900 AND 2200', name=op.f("ck_objective_year_to")),
        sa.CheckConstraint(
            "\"status\" IN ('attivo', 'raggiunto', 'non_raggiunto', 'superato')", name=op.f("ck_objective_status")
        ),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_objective_visibility")),
        sa.ForeignKeyConstraint(
            ["parent"],
            ["objective.code"],
            name=op.f("fk_objective_parent_objective"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["responsible"],
            ["actor.code"],
            name=op.f("fk_objective_responsible_actor"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective")),
        sa.UniqueConstraint("code", name=op.f("uq_objective_code")),
    )
    op.create_index(
        "ix_objective_code_key_live",
        "objective",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_objective_document_live",
        "objective",
        ["document", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_objective_level_live",
        "objective",
        ["level", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_objective_parent"), "objective", ["parent"], unique=False)
    op.create_index(op.f("ix_objective_responsible"), "objective", ["responsible"], unique=False)
    op.create_index(
        "ix_objective_status_live",
        "objective",
        ["status", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_objective_title_key_live",
        "objective",
        ["title_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "person",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("first_name_key", KEY, nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("last_name_key", KEY, nullable=False),
        sa.Column("honorific", sa.String(length=40), nullable=True),
        sa.Column("honorific_key", KEY, nullable=True),
        sa.Column("gender", sa.String(length=60), nullable=True),
        sa.Column("actor", sa.String(length=40), nullable=True),
        sa.Column("role_title", sa.String(length=200), nullable=False),
        sa.Column("role_title_key", KEY, nullable=False),
        sa.Column("official_email", sa.String(length=200), nullable=True),
        sa.Column("official_email_key", KEY, nullable=True),
        sa.Column("phone", sa.String(length=60), nullable=True),
        sa.Column("phone_key", KEY, nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"gender\" IN ('f', 'm', 'neutro')", name=op.f("ck_person_gender")),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_person_visibility")),
        sa.ForeignKeyConstraint(
            ["actor"],
            ["actor.code"],
            name=op.f("fk_person_actor_actor"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("code", name=op.f("uq_person_code")),
    )
    op.create_index(op.f("ix_person_actor"), "person", ["actor"], unique=False)
    op.create_index(
        "ix_person_actor_live",
        "person",
        ["actor", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_person_code_key_live",
        "person",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_person_first_name_key_live",
        "person",
        ["first_name_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_person_last_name_key_live",
        "person",
        ["last_name_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_person_role_title_key_live",
        "person",
        ["role_title_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "place",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", KEY, nullable=False),
        sa.Column("nature", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=True),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=True),
        sa.Column("address_key", KEY, nullable=True),
        sa.Column("lat", sa.BigInteger(), nullable=True),
        sa.Column("lon", sa.BigInteger(), nullable=True),
        sa.Column("owner", sa.String(length=40), nullable=True),
        sa.Column("accessibility", sa.Text(), nullable=True),
        sa.Column("step_free", sa.Boolean(), nullable=True),
        sa.Column("opening_hours", sa.String(length=300), nullable=True),
        sa.Column("opening_hours_key", KEY, nullable=True),
        sa.Column("capacity", sa.BigInteger(), nullable=True),
        sa.Column("themes", sa.Text(), server_default="[]", nullable=False),
        sa.Column("is_common_good", sa.Boolean(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"nature\" IN ('fisico', 'immateriale')", name=op.f("ck_place_nature")),
        sa.CheckConstraint('"capacity" >= 0', name=op.f("ck_place_capacity")),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_place_visibility")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["actor.code"],
            name=op.f("fk_place_owner_actor"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["zone"],
            ["zone.code"],
            name=op.f("fk_place_zone_zone"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("code", name=op.f("uq_place_code")),
    )
    op.create_index(
        "ix_place_address_key_live",
        "place",
        ["address_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_place_code_key_live",
        "place",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_place_is_common_good_live",
        "place",
        ["is_common_good", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_place_kind_live",
        "place",
        ["kind", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_place_name_key_live",
        "place",
        ["name_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_place_nature_live",
        "place",
        ["nature", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_place_owner"), "place", ["owner"], unique=False)
    op.create_index(op.f("ix_place_zone"), "place", ["zone"], unique=False)
    op.create_index(
        "ix_place_zone_live",
        "place",
        ["zone", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "setting",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("municipality", sa.String(length=200), nullable=False),
        sa.Column("municipality_key", KEY, nullable=False),
        sa.Column("province", sa.String(length=120), nullable=True),
        sa.Column("province_key", KEY, nullable=True),
        sa.Column("ipa_code", sa.String(length=40), nullable=True),
        sa.Column("ipa_code_key", KEY, nullable=True),
        sa.Column("istat_code", sa.String(length=6), nullable=True),
        sa.Column("istat_code_key", KEY, nullable=True),
        sa.Column("aoo_code", sa.String(length=16), nullable=True),
        sa.Column("aoo_code_key", KEY, nullable=True),
        sa.Column("protocol_register", sa.String(length=16), nullable=True),
        sa.Column("protocol_register_key", KEY, nullable=True),
        sa.Column("classification", sa.String(length=40), nullable=True),
        sa.Column("classification_key", KEY, nullable=True),
        sa.Column("patron_day", sa.String(length=5), nullable=True),
        sa.Column("patron_day_key", KEY, nullable=True),
        sa.Column("closures", sa.Text(), nullable=True),
        sa.Column("default_visibility", sa.String(length=60), nullable=True),
        sa.Column("home_title", sa.String(length=200), nullable=True),
        sa.Column("home_title_key", KEY, nullable=True),
        sa.Column("home_subtitle", sa.String(length=300), nullable=True),
        sa.Column("home_subtitle_key", KEY, nullable=True),
        sa.Column("quotation", sa.Text(), nullable=True),
        sa.Column("question", sa.String(length=300), nullable=True),
        sa.Column("question_key", KEY, nullable=True),
        sa.Column("link", sa.String(length=300), nullable=True),
        sa.Column("link_key", KEY, nullable=True),
        sa.Column("places_text", sa.Text(), nullable=True),
        sa.Column("letterhead_title", sa.String(length=200), nullable=True),
        sa.Column("letterhead_title_key", KEY, nullable=True),
        sa.Column("letterhead_subtitle", sa.String(length=300), nullable=True),
        sa.Column("letterhead_subtitle_key", KEY, nullable=True),
        sa.Column("logo", sa.String(length=64), nullable=True),
        sa.Column("logo_alt", sa.String(length=300), nullable=True),
        sa.Column("logo_alt_key", KEY, nullable=True),
        sa.Column("footer", sa.String(length=300), nullable=True),
        sa.Column("footer_key", KEY, nullable=True),
        sa.Column("paper_style", sa.String(length=60), nullable=True),
        sa.Column("signature_formula", sa.String(length=300), nullable=True),
        sa.Column("signature_formula_key", KEY, nullable=True),
        sa.Column("sensitive_words", sa.Text(), nullable=True),
        sa.Column("alert_days", sa.Integer(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=True),
        sa.Column("demo_today", sa.Date(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"default_visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_setting_default_visibility")
        ),
        sa.CheckConstraint("\"paper_style\" IN ('pieno', 'semplice')", name=op.f("ck_setting_paper_style")),
        sa.CheckConstraint('"alert_days" BETWEEN 0 AND 365', name=op.f("ck_setting_alert_days")),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_setting_visibility")),
        sa.ForeignKeyConstraint(
            ["logo"], ["blob.sha256"], name=op.f("fk_setting_logo_blob"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("code", name=op.f("uq_setting_code")),
    )
    op.create_index(
        "ix_setting_code_key_live",
        "setting",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_setting_demo_today_live",
        "setting",
        ["demo_today", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_setting_logo"), "setting", ["logo"], unique=False)
    op.create_table(
        "account",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("login", sa.String(length=63), nullable=False),
        sa.Column("login_key", KEY, nullable=False),
        sa.Column("roles", sa.Text(), server_default="[]", nullable=False),
        sa.Column("person", sa.String(length=40), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_account_visibility")),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.code"],
            name=op.f("fk_account_person_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("code", name=op.f("uq_account_code")),
    )
    op.create_index(
        "ix_account_code_key_live",
        "account",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_account_person"), "account", ["person"], unique=False)
    op.create_table(
        "alert_ack",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("key_key", KEY, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("note_key", KEY, nullable=True),
        sa.Column("by", sa.String(length=40), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_alert_ack_visibility")),
        sa.ForeignKeyConstraint(
            ["by"],
            ["person.code"],
            name=op.f("fk_alert_ack_by_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_ack")),
        sa.UniqueConstraint("code", name=op.f("uq_alert_ack_code")),
    )
    op.create_index(op.f("ix_alert_ack_by"), "alert_ack", ["by"], unique=False)
    op.create_index(
        "ix_alert_ack_code_key_live",
        "alert_ack",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_alert_ack_until_live",
        "alert_ack",
        ["until", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "meeting",
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
        sa.Column("number", sa.String(length=12), nullable=True),
        sa.Column("number_key", KEY, nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("call", sa.String(length=60), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("start_planned", sa.String(length=5), nullable=False),
        sa.Column("start_actual", sa.String(length=5), nullable=True),
        sa.Column("end_actual", sa.String(length=5), nullable=True),
        sa.Column("place", sa.String(length=40), nullable=True),
        sa.Column("mode", sa.String(length=60), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("link_key", KEY, nullable=True),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("chair", sa.String(length=40), nullable=True),
        sa.Column("secretary", sa.String(length=40), nullable=True),
        sa.Column("convened_on", sa.Date(), nullable=True),
        sa.Column("convened_protocol", sa.String(length=40), nullable=True),
        sa.Column("convened_protocol_key", KEY, nullable=True),
        sa.Column("next_meeting_hint", sa.String(length=300), nullable=True),
        sa.Column("next_meeting_hint_key", KEY, nullable=True),
        sa.Column("opening_note", sa.Text(), nullable=True),
        sa.Column("closing_note", sa.Text(), nullable=True),
        sa.Column("minutes_number", sa.String(length=12), nullable=True),
        sa.Column("minutes_number_key", KEY, nullable=True),
        sa.Column("minutes_status", sa.String(length=60), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"kind\" IN ('ordinaria', 'straordinaria', 'urgente')", name=op.f("ck_meeting_kind")),
        sa.CheckConstraint("\"call\" IN ('unica', 'prima', 'seconda')", name=op.f("ck_meeting_call")),
        sa.CheckConstraint("\"mode\" IN ('presenza', 'remoto', 'mista')", name=op.f("ck_meeting_mode")),
        sa.CheckConstraint(
            "\"status\" IN ('bozza', 'convocata', 'in_corso', 'chiusa', 'verbalizzata', 'archiviata', 'rinviata', "
            "'annullata', 'deserta')",
            name=op.f("ck_meeting_status"),
        ),
        sa.CheckConstraint(
            "\"minutes_status\" IN ('bozza', 'in_revisione', 'definitivo', 'firmato', 'protocollato', 'pubblicato')",
            name=op.f("ck_meeting_minutes_status"),
        ),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_meeting_visibility")),
        sa.ForeignKeyConstraint(
            ["body"],
            ["body.code"],
            name=op.f("fk_meeting_body_body"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["chair"],
            ["person.code"],
            name=op.f("fk_meeting_chair_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["place"],
            ["place.code"],
            name=op.f("fk_meeting_place_place"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["secretary"],
            ["person.code"],
            name=op.f("fk_meeting_secretary_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("code", name=op.f("uq_meeting_code")),
    )
    op.create_index(op.f("ix_meeting_body"), "meeting", ["body"], unique=False)
    op.create_index(op.f("ix_meeting_chair"), "meeting", ["chair"], unique=False)
    op.create_index(
        "ix_meeting_code_key_live",
        "meeting",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_meeting_convened_on_live",
        "meeting",
        ["convened_on", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_meeting_date_live",
        "meeting",
        ["date", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_meeting_kind_live",
        "meeting",
        ["kind", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_meeting_minutes_status_live",
        "meeting",
        ["minutes_status", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_meeting_place"), "meeting", ["place"], unique=False)
    op.create_index(op.f("ix_meeting_secretary"), "meeting", ["secretary"], unique=False)
    op.create_index(
        "ix_meeting_status_live",
        "meeting",
        ["status", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "uq_meeting_body_number",
        "meeting",
        ["body", "number"],
        unique=True,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "membership",
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
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("function", sa.String(length=60), nullable=False),
        sa.Column("voting", sa.Boolean(), nullable=False),
        sa.Column("from", sa.Date(), nullable=False),
        sa.Column("to", sa.Date(), nullable=True),
        sa.Column("appointing_act", sa.String(length=300), nullable=True),
        sa.Column("appointing_act_key", KEY, nullable=True),
        sa.Column("substitute_of", sa.String(length=40), nullable=True),
        sa.Column("represents_category", sa.String(length=60), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"function\" IN ('presidente', 'vicepresidente', 'componente', 'segretario', 'uditore', "
            "'invitato_permanente')",
            name=op.f("ck_membership_function"),
        ),
        sa.CheckConstraint(
            "\"represents_category\" IN ('PA', 'PRI', 'CIV', 'PER')", name=op.f("ck_membership_represents_category")
        ),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_membership_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["body"],
            ["body.code"],
            name=op.f("fk_membership_body_body"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.code"],
            name=op.f("fk_membership_person_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["substitute_of"],
            ["person.code"],
            name=op.f("fk_membership_substitute_of_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("code", name=op.f("uq_membership_code")),
    )
    op.create_index(op.f("ix_membership_body"), "membership", ["body"], unique=False)
    op.create_index(
        "ix_membership_code_key_live",
        "membership",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_membership_from_live",
        "membership",
        ["from", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_membership_function_live",
        "membership",
        ["function", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_membership_person"), "membership", ["person"], unique=False)
    op.create_index(
        "ix_membership_represents_category_live",
        "membership",
        ["represents_category", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_membership_substitute_of"), "membership", ["substitute_of"], unique=False)
    op.create_index(
        "ix_membership_to_live",
        "membership",
        ["to", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "objective_bes",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["objective.id"],
            name=op.f("fk_objective_bes_owner_objective"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_objective_bes")),
        info={"links": ("objective", "bes")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_objective_bes_code_owner"), "objective_bes", ["code", "owner"], unique=False)
    op.create_table(
        "objective_leps",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["objective.id"],
            name=op.f("fk_objective_leps_owner_objective"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_objective_leps")),
        info={"links": ("objective", "leps")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_objective_leps_code_owner"), "objective_leps", ["code", "owner"], unique=False)
    op.create_table(
        "objective_outcomes",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["outcome_area.code"],
            name=op.f("fk_objective_outcomes_code_outcome_area"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["objective.id"],
            name=op.f("fk_objective_outcomes_owner_objective"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_objective_outcomes")),
        info={"links": ("objective", "outcomes")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_objective_outcomes_code_owner"), "objective_outcomes", ["code", "owner"], unique=False)
    op.create_table(
        "objective_pssr",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["objective.id"],
            name=op.f("fk_objective_pssr_owner_objective"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_objective_pssr")),
        info={"links": ("objective", "pssr")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_objective_pssr_code_owner"), "objective_pssr", ["code", "owner"], unique=False)
    op.create_table(
        "objective_sdg",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["objective.id"],
            name=op.f("fk_objective_sdg_owner_objective"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_objective_sdg")),
        info={"links": ("objective", "sdg")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_objective_sdg_code_owner"), "objective_sdg", ["code", "owner"], unique=False)
    op.create_table(
        "place_themes",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["place.id"],
            name=op.f("fk_place_themes_owner_place"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_place_themes")),
        info={"links": ("place", "themes")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_place_themes_code_owner"), "place_themes", ["code", "owner"], unique=False)
    op.create_table(
        "project",
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
        sa.Column("abstract", sa.Text(), nullable=True),
        sa.Column("main_sector", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("lead", sa.String(length=40), nullable=False),
        sa.Column("partners", sa.Text(), server_default="[]", nullable=False),
        sa.Column("referent", sa.String(length=40), nullable=True),
        sa.Column("objectives", sa.Text(), server_default="[]", nullable=False),
        sa.Column("outcomes", sa.Text(), server_default="[]", nullable=False),
        sa.Column("needs", sa.Text(), server_default="[]", nullable=False),
        sa.Column("production_lines", sa.Text(), server_default="[]", nullable=False),
        sa.Column("targets", sa.Text(), server_default="[]", nullable=False),
        sa.Column("zones", sa.Text(), server_default="[]", nullable=False),
        sa.Column("places", sa.Text(), server_default="[]", nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("expected_users", sa.BigInteger(), nullable=True),
        sa.Column("reached_users", sa.BigInteger(), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=True),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("committed", sa.BigInteger(), nullable=True),
        sa.Column("spent", sa.BigInteger(), nullable=True),
        sa.Column("sources", sa.Text(), server_default="[]", nullable=False),
        sa.Column("instrument", sa.String(length=40), nullable=True),
        sa.Column("act_reference", sa.String(length=300), nullable=True),
        sa.Column("act_reference_key", KEY, nullable=True),
        sa.Column("cup", sa.String(length=60), nullable=True),
        sa.Column("cup_key", KEY, nullable=True),
        sa.Column("cigs", sa.String(length=300), nullable=True),
        sa.Column("cigs_key", KEY, nullable=True),
        sa.Column("leps", sa.Text(), server_default="[]", nullable=False),
        sa.Column("pssr", sa.Text(), server_default="[]", nullable=False),
        sa.Column("sdg", sa.Text(), server_default="[]", nullable=False),
        sa.Column("bes", sa.Text(), server_default="[]", nullable=False),
        sa.Column("keywords", sa.Text(), server_default="[]", nullable=False),
        sa.Column("review_date", sa.Date(), nullable=True),
        sa.Column("status_reason", sa.String(length=500), nullable=True),
        sa.Column("status_reason_key", KEY, nullable=True),
        sa.Column("public_note", sa.Text(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"status\" IN ('proposta', 'in_istruttoria', 'condiviso', 'in_corso', 'sospeso', 'concluso', "
            "'rendicontato', 'non_accolto', 'ritirato', 'annullato')",
            name=op.f("ck_project_status"),
        ),
        sa.CheckConstraint('"expected_users" >= 0', name=op.f("ck_project_expected_users")),
        sa.CheckConstraint('"reached_users" >= 0', name=op.f("ck_project_reached_users")),
        sa.CheckConstraint('"progress" BETWEEN 0 AND 100', name=op.f("ck_project_progress")),
        sa.CheckConstraint('"budget" >= 0', name=op.f("ck_project_budget")),
        sa.CheckConstraint('"committed" >= 0', name=op.f("ck_project_committed")),
        sa.CheckConstraint('"spent" >= 0', name=op.f("ck_project_spent")),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_project_visibility")),
        sa.ForeignKeyConstraint(
            ["instrument"],
            ["instrument.code"],
            name=op.f("fk_project_instrument_instrument"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lead"],
            ["actor.code"],
            name=op.f("fk_project_lead_actor"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["referent"],
            ["person.code"],
            name=op.f("fk_project_referent_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("code", name=op.f("uq_project_code")),
    )
    op.create_index(
        "ix_project_budget_live",
        "project",
        ["budget", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_project_code_key_live",
        "project",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_project_committed_live",
        "project",
        ["committed", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_project_cup_key_live",
        "project",
        ["cup_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_project_end_live",
        "project",
        ["end", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_project_instrument"), "project", ["instrument"], unique=False)
    op.create_index(op.f("ix_project_lead"), "project", ["lead"], unique=False)
    op.create_index(
        "ix_project_lead_live",
        "project",
        ["lead", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_project_main_sector_live",
        "project",
        ["main_sector", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_project_progress_live",
        "project",
        ["progress", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_project_referent"), "project", ["referent"], unique=False)
    op.create_index(
        "ix_project_review_date_live",
        "project",
        ["review_date", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_project_spent_live",
        "project",
        ["spent", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_project_start_live",
        "project",
        ["start", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_project_status_live",
        "project",
        ["status", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_project_title_key_live",
        "project",
        ["title_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "stage",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("process", sa.String(length=40), nullable=True),
        sa.Column("when", sa.String(length=60), nullable=False),
        sa.Column("when_key", KEY, nullable=False),
        sa.Column("precision", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_key", KEY, nullable=False),
        sa.Column("type", sa.String(length=60), nullable=True),
        sa.Column("date_from", sa.Date(), nullable=True),
        sa.Column("date_to", sa.Date(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("place", sa.String(length=40), nullable=True),
        sa.Column("documents", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=60), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=True),
        sa.Column("source_key", KEY, nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"precision\" IN ('giorno', 'mese', 'anno')", name=op.f("ck_stage_precision")),
        sa.CheckConstraint(
            "\"status\" IN ('prevista', 'in_corso', 'svolta', 'annullata')", name=op.f("ck_stage_status")
        ),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_stage_visibility")),
        sa.ForeignKeyConstraint(
            ["place"],
            ["place.code"],
            name=op.f("fk_stage_place_place"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["process"],
            ["process.code"],
            name=op.f("fk_stage_process_process"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage")),
        sa.UniqueConstraint("code", name=op.f("uq_stage_code")),
    )
    op.create_index(
        "ix_stage_code_key_live",
        "stage",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_stage_date_from_live",
        "stage",
        ["date_from", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_stage_date_to_live",
        "stage",
        ["date_to", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_stage_place"), "stage", ["place"], unique=False)
    op.create_index(op.f("ix_stage_process"), "stage", ["process"], unique=False)
    op.create_index(
        "ix_stage_status_live",
        "stage",
        ["status", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_stage_title_key_live",
        "stage",
        ["title_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_stage_type_live",
        "stage",
        ["type", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "account_roles",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["account.id"],
            name=op.f("fk_account_roles_owner_account"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_account_roles")),
        info={"links": ("account", "roles")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_account_roles_code_owner"), "account_roles", ["code", "owner"], unique=False)
    op.create_table(
        "agenda_item",
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
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_key", KEY, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("projects", sa.Text(), server_default="[]", nullable=False),
        sa.Column("pacts", sa.Text(), server_default="[]", nullable=False),
        sa.Column("contributions", sa.Text(), server_default="[]", nullable=False),
        sa.Column("objectives", sa.Text(), server_default="[]", nullable=False),
        sa.Column("rapporteur", sa.String(length=40), nullable=True),
        sa.Column("report_text", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=60), nullable=True),
        sa.Column("carried_from", sa.String(length=40), nullable=True),
        sa.Column("added_later", sa.Boolean(), nullable=True),
        sa.Column("confidential", sa.Boolean(), nullable=True),
        sa.Column("duration", sa.Integer(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"position" BETWEEN 1 AND 999', name=op.f("ck_agenda_item_position")),
        sa.CheckConstraint(
            "\"kind\" IN ('verbale', 'informativa', 'deliberazione', 'parere', 'varie')",
            name=op.f("ck_agenda_item_kind"),
        ),
        sa.CheckConstraint(
            "\"outcome\" IN ('approvato', 'respinto', 'presa_atto', 'rinviato', 'ritirato', 'non_discusso')",
            name=op.f("ck_agenda_item_outcome"),
        ),
        sa.CheckConstraint('"duration" BETWEEN 0 AND 600', name=op.f("ck_agenda_item_duration")),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_agenda_item_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["carried_from"],
            ["agenda_item.code"],
            name=op.f("fk_agenda_item_carried_from_agenda_item"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.code"],
            name=op.f("fk_agenda_item_meeting_meeting"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["rapporteur"],
            ["person.code"],
            name=op.f("fk_agenda_item_rapporteur_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("code", name=op.f("uq_agenda_item_code")),
    )
    op.create_index(op.f("ix_agenda_item_carried_from"), "agenda_item", ["carried_from"], unique=False)
    op.create_index(
        "ix_agenda_item_code_key_live",
        "agenda_item",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_agenda_item_meeting"), "agenda_item", ["meeting"], unique=False)
    op.create_index(
        "ix_agenda_item_position_live",
        "agenda_item",
        ["position", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_agenda_item_rapporteur"), "agenda_item", ["rapporteur"], unique=False)
    op.create_index(
        "ix_agenda_item_title_key_live",
        "agenda_item",
        ["title_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "attendance",
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
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("mode", sa.String(length=60), nullable=True),
        sa.Column("delegate", sa.String(length=40), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=True),
        sa.Column("note_key", KEY, nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"status\" IN ('presente', 'assente_giustificato', 'assente_ingiustificato', 'invitato')",
            name=op.f("ck_attendance_status"),
        ),
        sa.CheckConstraint("\"mode\" IN ('presenza', 'remoto', 'mista')", name=op.f("ck_attendance_mode")),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_attendance_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["delegate"],
            ["person.code"],
            name=op.f("fk_attendance_delegate_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.code"],
            name=op.f("fk_attendance_meeting_meeting"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.code"],
            name=op.f("fk_attendance_person_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("code", name=op.f("uq_attendance_code")),
    )
    op.create_index(
        "ix_attendance_code_key_live",
        "attendance",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_attendance_delegate"), "attendance", ["delegate"], unique=False)
    op.create_index(op.f("ix_attendance_meeting"), "attendance", ["meeting"], unique=False)
    op.create_index(op.f("ix_attendance_person"), "attendance", ["person"], unique=False)
    op.create_index(
        "uq_attendance_meeting_person",
        "attendance",
        ["meeting", "person"],
        unique=True,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "funding_line",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("project", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=300), nullable=True),
        sa.Column("reference_key", KEY, nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("committed", sa.BigInteger(), nullable=True),
        sa.Column("spent", sa.BigInteger(), nullable=True),
        sa.Column("eligibility_end", sa.Date(), nullable=True),
        sa.Column("reporting_deadline", sa.Date(), nullable=True),
        sa.Column("cup", sa.String(length=60), nullable=True),
        sa.Column("cup_key", KEY, nullable=True),
        sa.Column("cig", sa.String(length=60), nullable=True),
        sa.Column("cig_key", KEY, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"amount" >= 0', name=op.f("ck_funding_line_amount")),
        sa.CheckConstraint('"committed" >= 0', name=op.f("ck_funding_line_committed")),
        sa.CheckConstraint('"spent" >= 0', name=op.f("ck_funding_line_spent")),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_funding_line_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["project"],
            ["project.code"],
            name=op.f("fk_funding_line_project_project"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source"],
            ["fund_source.code"],
            name=op.f("fk_funding_line_source_fund_source"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_line")),
        sa.UniqueConstraint("code", name=op.f("uq_funding_line_code")),
    )
    op.create_index(
        "ix_funding_line_amount_live",
        "funding_line",
        ["amount", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_funding_line_code_key_live",
        "funding_line",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_funding_line_committed_live",
        "funding_line",
        ["committed", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_funding_line_eligibility_end_live",
        "funding_line",
        ["eligibility_end", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_funding_line_project"), "funding_line", ["project"], unique=False)
    op.create_index(
        "ix_funding_line_reporting_deadline_live",
        "funding_line",
        ["reporting_deadline", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_funding_line_source"), "funding_line", ["source"], unique=False)
    op.create_index(
        "ix_funding_line_source_live",
        "funding_line",
        ["source", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_funding_line_spent_live",
        "funding_line",
        ["spent", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "indicator",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("objective", sa.String(length=40), nullable=True),
        sa.Column("project", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_key", KEY, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("unit_key", KEY, nullable=False),
        sa.Column("formula", sa.String(length=500), nullable=True),
        sa.Column("formula_key", KEY, nullable=True),
        sa.Column("source", sa.String(length=300), nullable=True),
        sa.Column("source_key", KEY, nullable=True),
        sa.Column("direction", sa.String(length=60), nullable=False),
        sa.Column("baseline_value", sa.BigInteger(), nullable=True),
        sa.Column("baseline_date", sa.Date(), nullable=True),
        sa.Column("target_value", sa.BigInteger(), nullable=True),
        sa.Column("target_date", sa.Date(), nullable=True),
        sa.Column("decimals", sa.Integer(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('input', 'output', 'outcome', 'efficienza', 'qualita')", name=op.f("ck_indicator_kind")
        ),
        sa.CheckConstraint(
            "\"direction\" IN ('crescente', 'decrescente', 'mantenimento')", name=op.f("ck_indicator_direction")
        ),
        sa.CheckConstraint('"decimals" BETWEEN 0 AND 4', name=op.f("ck_indicator_decimals")),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_indicator_visibility")),
        sa.ForeignKeyConstraint(
            ["objective"],
            ["objective.code"],
            name=op.f("fk_indicator_objective_objective"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["project"],
            ["project.code"],
            name=op.f("fk_indicator_project_project"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("code", name=op.f("uq_indicator_code")),
    )
    op.create_index(
        "ix_indicator_baseline_date_live",
        "indicator",
        ["baseline_date", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_indicator_code_key_live",
        "indicator",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_indicator_name_key_live",
        "indicator",
        ["name_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_indicator_objective"), "indicator", ["objective"], unique=False)
    op.create_index(op.f("ix_indicator_project"), "indicator", ["project"], unique=False)
    op.create_index(
        "ix_indicator_target_date_live",
        "indicator",
        ["target_date", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "intervention",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("project", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_key", KEY, nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("sector", sa.String(length=60), nullable=False),
        sa.Column("lead", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=True),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("targets", sa.Text(), server_default="[]", nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("frequency", sa.String(length=60), nullable=True),
        sa.Column("weekday", sa.Text(), server_default="[]", nullable=False),
        sa.Column("slot_from", sa.String(length=5), nullable=True),
        sa.Column("slot_to", sa.String(length=5), nullable=True),
        sa.Column("access_mode", sa.String(length=60), nullable=True),
        sa.Column("free", sa.Boolean(), nullable=True),
        sa.Column("capacity", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("leps", sa.Text(), server_default="[]", nullable=False),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"capacity" >= 0', name=op.f("ck_intervention_capacity")),
        sa.CheckConstraint(
            "\"status\" IN ('pianificato', 'in_corso', 'sospeso', 'concluso', 'annullato')",
            name=op.f("ck_intervention_status"),
        ),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_intervention_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["lead"],
            ["actor.code"],
            name=op.f("fk_intervention_lead_actor"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["place"],
            ["place.code"],
            name=op.f("fk_intervention_place_place"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["project"],
            ["project.code"],
            name=op.f("fk_intervention_project_project"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["type"],
            ["intervention_type.code"],
            name=op.f("fk_intervention_type_intervention_type"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["zone"],
            ["zone.code"],
            name=op.f("fk_intervention_zone_zone"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intervention")),
        sa.UniqueConstraint("code", name=op.f("uq_intervention_code")),
    )
    op.create_index(
        "ix_intervention_code_key_live",
        "intervention",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_intervention_end_live",
        "intervention",
        ["end", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_intervention_frequency_live",
        "intervention",
        ["frequency", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_intervention_lead"), "intervention", ["lead"], unique=False)
    op.create_index(
        "ix_intervention_lead_live",
        "intervention",
        ["lead", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_intervention_place"), "intervention", ["place"], unique=False)
    op.create_index(op.f("ix_intervention_project"), "intervention", ["project"], unique=False)
    op.create_index(
        "ix_intervention_sector_live",
        "intervention",
        ["sector", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_intervention_start_live",
        "intervention",
        ["start", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_intervention_status_live",
        "intervention",
        ["status", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_intervention_title_key_live",
        "intervention",
        ["title_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_intervention_type"), "intervention", ["type"], unique=False)
    op.create_index(
        "ix_intervention_type_live",
        "intervention",
        ["type", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_intervention_zone"), "intervention", ["zone"], unique=False)
    op.create_index(
        "ix_intervention_zone_live",
        "intervention",
        ["zone", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "minutes_version",
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
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("reason_key", KEY, nullable=False),
        sa.Column("file", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_name_key", KEY, nullable=False),
        sa.Column("final", sa.Boolean(), nullable=True),
        sa.Column("signed", sa.Boolean(), nullable=True),
        sa.Column("template", sa.String(length=40), nullable=True),
        sa.Column("template_key", KEY, nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"number" >= 1', name=op.f("ck_minutes_version_number")),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_minutes_version_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["file"], ["blob.sha256"], name=op.f("fk_minutes_version_file_blob"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.code"],
            name=op.f("fk_minutes_version_meeting_meeting"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_version")),
        sa.UniqueConstraint("code", name=op.f("uq_minutes_version_code")),
    )
    op.create_index(
        "ix_minutes_version_code_key_live",
        "minutes_version",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_minutes_version_file"), "minutes_version", ["file"], unique=False)
    op.create_index(op.f("ix_minutes_version_meeting"), "minutes_version", ["meeting"], unique=False)
    op.create_index(
        "ix_minutes_version_number_live",
        "minutes_version",
        ["number", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "pact",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("number_key", KEY, nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_key", KEY, nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("initiative", sa.String(length=60), nullable=False),
        sa.Column("common_good", sa.String(length=300), nullable=False),
        sa.Column("common_good_key", KEY, nullable=False),
        sa.Column("good_nature", sa.String(length=60), nullable=True),
        sa.Column("place", sa.String(length=40), nullable=True),
        sa.Column("actions", sa.Text(), server_default="[]", nullable=False),
        sa.Column("proposer", sa.String(length=40), nullable=False),
        sa.Column("parties", sa.Text(), server_default="[]", nullable=False),
        sa.Column("objectives", sa.Text(), server_default="[]", nullable=False),
        sa.Column("project", sa.String(length=40), nullable=True),
        sa.Column("motivations", sa.Text(), nullable=True),
        sa.Column("activities", sa.Text(), nullable=True),
        sa.Column("resources_offered", sa.Text(), nullable=True),
        sa.Column("economic_resources", sa.BigInteger(), nullable=True),
        sa.Column("support", sa.Text(), server_default="[]", nullable=False),
        sa.Column("municipality_commitments", sa.Text(), nullable=True),
        sa.Column("citizen_commitments", sa.Text(), nullable=True),
        sa.Column("insurance", sa.String(length=500), nullable=True),
        sa.Column("insurance_key", KEY, nullable=True),
        sa.Column("safety", sa.String(length=500), nullable=True),
        sa.Column("safety_key", KEY, nullable=True),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("protocol", sa.String(length=60), nullable=True),
        sa.Column("protocol_key", KEY, nullable=True),
        sa.Column("equipe_due", sa.Date(), nullable=True),
        sa.Column("responsible", sa.String(length=40), nullable=True),
        sa.Column("role_title", sa.String(length=200), nullable=True),
        sa.Column("role_title_key", KEY, nullable=True),
        sa.Column("notice_published", sa.Date(), nullable=True),
        sa.Column("giunta_act", sa.String(length=200), nullable=True),
        sa.Column("giunta_act_key", KEY, nullable=True),
        sa.Column("signed", sa.Date(), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("renewable", sa.Boolean(), nullable=True),
        sa.Column("renewed_from", sa.String(length=40), nullable=True),
        sa.Column("report_due", sa.Date(), nullable=True),
        sa.Column("publication_url", sa.String(length=500), nullable=True),
        sa.Column("publication_url_key", KEY, nullable=True),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("status_reason", sa.String(length=500), nullable=True),
        sa.Column("status_reason_key", KEY, nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"type\" IN ('ordinario', 'complesso')", name=op.f("ck_pact_type")),
        sa.CheckConstraint('"economic_resources" >= 0', name=op.f("ck_pact_economic_resources")),
        sa.CheckConstraint(
            "\"status\" IN ('proposta_ricevuta', 'in_istruttoria', 'valutazione_giunta', 'avviso_pubblico', "
            "'co_progettazione', 'sottoscritto', 'attivo', 'sospeso', 'concluso', 'rendicontato', 'rinnovato', "
            "'revocato', 'risolto', 'non_accolto')",
            name=op.f("ck_pact_status"),
        ),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_pact_visibility")),
        sa.ForeignKeyConstraint(
            ["place"],
            ["place.code"],
            name=op.f("fk_pact_place_place"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["project"],
            ["project.code"],
            name=op.f("fk_pact_project_project"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["proposer"],
            ["actor.code"],
            name=op.f("fk_pact_proposer_actor"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["renewed_from"],
            ["pact.code"],
            name=op.f("fk_pact_renewed_from_pact"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["responsible"],
            ["actor.code"],
            name=op.f("fk_pact_responsible_actor"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pact")),
        sa.UniqueConstraint("code", name=op.f("uq_pact_code")),
    )
    op.create_index(
        "ix_pact_code_key_live",
        "pact",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pact_common_good_key_live",
        "pact",
        ["common_good_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pact_economic_resources_live",
        "pact",
        ["economic_resources", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pact_end_live",
        "pact",
        ["end", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pact_equipe_due_live",
        "pact",
        ["equipe_due", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pact_initiative_live",
        "pact",
        ["initiative", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pact_notice_published_live",
        "pact",
        ["notice_published", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_pact_place"), "pact", ["place"], unique=False)
    op.create_index(op.f("ix_pact_project"), "pact", ["project"], unique=False)
    op.create_index(op.f("ix_pact_proposer"), "pact", ["proposer"], unique=False)
    op.create_index(
        "ix_pact_proposer_live",
        "pact",
        ["proposer", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pact_received_live",
        "pact",
        ["received", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_pact_renewed_from"), "pact", ["renewed_from"], unique=False)
    op.create_index(
        "ix_pact_report_due_live",
        "pact",
        ["report_due", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_pact_responsible"), "pact", ["responsible"], unique=False)
    op.create_index(
        "ix_pact_signed_live",
        "pact",
        ["signed", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pact_start_live",
        "pact",
        ["start", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pact_status_live",
        "pact",
        ["status", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pact_title_key_live",
        "pact",
        ["title_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pact_type_live",
        "pact",
        ["type", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "project_bes",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["project.id"],
            name=op.f("fk_project_bes_owner_project"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_project_bes")),
        info={"links": ("project", "bes")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_project_bes_code_owner"), "project_bes", ["code", "owner"], unique=False)
    op.create_table(
        "project_keywords",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["keyword.code"],
            name=op.f("fk_project_keywords_code_keyword"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["project.id"],
            name=op.f("fk_project_keywords_owner_project"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_project_keywords")),
        info={"links": ("project", "keywords")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_project_keywords_code_owner"), "project_keywords", ["code", "owner"], unique=False)
    op.create_table(
        "project_leps",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["project.id"],
            name=op.f("fk_project_leps_owner_project"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_project_leps")),
        info={"links": ("project", "leps")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_project_leps_code_owner"), "project_leps", ["code", "owner"], unique=False)
    op.create_table(
        "project_milestone",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("project", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_key", KEY, nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("done", sa.Date(), nullable=True),
        sa.Column("owner", sa.String(length=40), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_project_milestone_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["person.code"],
            name=op.f("fk_project_milestone_owner_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["project"],
            ["project.code"],
            name=op.f("fk_project_milestone_project_project"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_milestone")),
        sa.UniqueConstraint("code", name=op.f("uq_project_milestone_code")),
    )
    op.create_index(
        "ix_project_milestone_code_key_live",
        "project_milestone",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_project_milestone_done_live",
        "project_milestone",
        ["done", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_project_milestone_due_live",
        "project_milestone",
        ["due", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_project_milestone_owner"), "project_milestone", ["owner"], unique=False)
    op.create_index(op.f("ix_project_milestone_project"), "project_milestone", ["project"], unique=False)
    op.create_index(
        "ix_project_milestone_title_key_live",
        "project_milestone",
        ["title_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "project_needs",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["need.code"],
            name=op.f("fk_project_needs_code_need"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["project.id"],
            name=op.f("fk_project_needs_owner_project"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_project_needs")),
        info={"links": ("project", "needs")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_project_needs_code_owner"), "project_needs", ["code", "owner"], unique=False)
    op.create_table(
        "project_objectives",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["objective.code"],
            name=op.f("fk_project_objectives_code_objective"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["project.id"],
            name=op.f("fk_project_objectives_owner_project"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_project_objectives")),
        info={"links": ("project", "objectives")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_project_objectives_code_owner"), "project_objectives", ["code", "owner"], unique=False)
    op.create_table(
        "project_outcomes",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["outcome_area.code"],
            name=op.f("fk_project_outcomes_code_outcome_area"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["project.id"],
            name=op.f("fk_project_outcomes_owner_project"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_project_outcomes")),
        info={"links": ("project", "outcomes")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_project_outcomes_code_owner"), "project_outcomes", ["code", "owner"], unique=False)
    op.create_table(
        "project_partners",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["actor.code"],
            name=op.f("fk_project_partners_code_actor"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["project.id"],
            name=op.f("fk_project_partners_owner_project"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_project_partners")),
        info={"links": ("project", "partners")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_project_partners_code_owner"), "project_partners", ["code", "owner"], unique=False)
    op.create_table(
        "project_places",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["place.code"],
            name=op.f("fk_project_places_code_place"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["project.id"],
            name=op.f("fk_project_places_owner_project"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_project_places")),
        info={"links": ("project", "places")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_project_places_code_owner"), "project_places", ["code", "owner"], unique=False)
    op.create_table(
        "project_production_lines",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["production_line.code"],
            name=op.f("fk_project_production_lines_code_production_line"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["project.id"],
            name=op.f("fk_project_production_lines_owner_project"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_project_production_lines")),
        info={"links": ("project", "production_lines")},
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_project_production_lines_code_owner"), "project_production_lines", ["code", "owner"], unique=False
    )
    op.create_table(
        "project_pssr",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["project.id"],
            name=op.f("fk_project_pssr_owner_project"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_project_pssr")),
        info={"links": ("project", "pssr")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_project_pssr_code_owner"), "project_pssr", ["code", "owner"], unique=False)
    op.create_table(
        "project_sdg",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["project.id"],
            name=op.f("fk_project_sdg_owner_project"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_project_sdg")),
        info={"links": ("project", "sdg")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_project_sdg_code_owner"), "project_sdg", ["code", "owner"], unique=False)
    op.create_table(
        "project_sources",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["fund_source.code"],
            name=op.f("fk_project_sources_code_fund_source"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["project.id"],
            name=op.f("fk_project_sources_owner_project"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_project_sources")),
        info={"links": ("project", "sources")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_project_sources_code_owner"), "project_sources", ["code", "owner"], unique=False)
    op.create_table(
        "project_targets",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["target_group.code"],
            name=op.f("fk_project_targets_code_target_group"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["project.id"],
            name=op.f("fk_project_targets_owner_project"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_project_targets")),
        info={"links": ("project", "targets")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_project_targets_code_owner"), "project_targets", ["code", "owner"], unique=False)
    op.create_table(
        "project_update",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("project", sa.String(length=40), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status_light", sa.String(length=60), nullable=False),
        sa.Column("reached_users", sa.BigInteger(), nullable=True),
        sa.Column("by", sa.String(length=40), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"status_light\" IN ('verde', 'giallo', 'rosso')", name=op.f("ck_project_update_status_light")
        ),
        sa.CheckConstraint('"reached_users" >= 0', name=op.f("ck_project_update_reached_users")),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_project_update_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["by"],
            ["person.code"],
            name=op.f("fk_project_update_by_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["project"],
            ["project.code"],
            name=op.f("fk_project_update_project_project"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_update")),
        sa.UniqueConstraint("code", name=op.f("uq_project_update_code")),
    )
    op.create_index(op.f("ix_project_update_by"), "project_update", ["by"], unique=False)
    op.create_index(
        "ix_project_update_code_key_live",
        "project_update",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_project_update_date_live",
        "project_update",
        ["date", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_project_update_project"), "project_update", ["project"], unique=False)
    op.create_table(
        "project_zones",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["zone.code"],
            name=op.f("fk_project_zones_code_zone"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["project.id"],
            name=op.f("fk_project_zones_owner_project"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_project_zones")),
        info={"links": ("project", "zones")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_project_zones_code_owner"), "project_zones", ["code", "owner"], unique=False)
    op.create_table(
        "agenda_item_objectives",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["objective.code"],
            name=op.f("fk_agenda_item_objectives_code_objective"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["agenda_item.id"],
            name=op.f("fk_agenda_item_objectives_owner_agenda_item"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_agenda_item_objectives")),
        info={"links": ("agenda_item", "objectives")},
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_agenda_item_objectives_code_owner"), "agenda_item_objectives", ["code", "owner"], unique=False
    )
    op.create_table(
        "agenda_item_pacts",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["pact.code"],
            name=op.f("fk_agenda_item_pacts_code_pact"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["agenda_item.id"],
            name=op.f("fk_agenda_item_pacts_owner_agenda_item"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_agenda_item_pacts")),
        info={"links": ("agenda_item", "pacts")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_agenda_item_pacts_code_owner"), "agenda_item_pacts", ["code", "owner"], unique=False)
    op.create_table(
        "agenda_item_projects",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["project.code"],
            name=op.f("fk_agenda_item_projects_code_project"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["agenda_item.id"],
            name=op.f("fk_agenda_item_projects_owner_agenda_item"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_agenda_item_projects")),
        info={"links": ("agenda_item", "projects")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_agenda_item_projects_code_owner"), "agenda_item_projects", ["code", "owner"], unique=False)
    op.create_table(
        "attendance_event",
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
        sa.Column("time", sa.String(length=5), nullable=False),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"event\" IN ('entra', 'esce', 'rientra')", name=op.f("ck_attendance_event_event")),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_attendance_event_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["item"],
            ["agenda_item.code"],
            name=op.f("fk_attendance_event_item_agenda_item"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.code"],
            name=op.f("fk_attendance_event_meeting_meeting"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.code"],
            name=op.f("fk_attendance_event_person_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_event")),
        sa.UniqueConstraint("code", name=op.f("uq_attendance_event_code")),
    )
    op.create_index(
        "ix_attendance_event_code_key_live",
        "attendance_event",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_attendance_event_item"), "attendance_event", ["item"], unique=False)
    op.create_index(op.f("ix_attendance_event_meeting"), "attendance_event", ["meeting"], unique=False)
    op.create_index(op.f("ix_attendance_event_person"), "attendance_event", ["person"], unique=False)
    op.create_table(
        "conflict",
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
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("reason_key", KEY, nullable=False),
        sa.Column("leaves", sa.Boolean(), nullable=False),
        sa.Column("time", sa.String(length=5), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_conflict_visibility")),
        sa.ForeignKeyConstraint(
            ["item"],
            ["agenda_item.code"],
            name=op.f("fk_conflict_item_agenda_item"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.code"],
            name=op.f("fk_conflict_person_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
        sa.UniqueConstraint("code", name=op.f("uq_conflict_code")),
    )
    op.create_index(
        "ix_conflict_code_key_live",
        "conflict",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_conflict_item"), "conflict", ["item"], unique=False)
    op.create_index(op.f("ix_conflict_person"), "conflict", ["person"], unique=False)
    op.create_table(
        "contribution",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_type", sa.String(length=60), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=True),
        sa.Column("author_name_key", KEY, nullable=True),
        sa.Column("contact", sa.String(length=200), nullable=True),
        sa.Column("contact_key", KEY, nullable=True),
        sa.Column("consent", sa.Boolean(), nullable=True),
        sa.Column("retention_until", sa.Date(), nullable=True),
        sa.Column("zone", sa.String(length=40), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("need", sa.String(length=40), nullable=True),
        sa.Column("themes", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("moderation_reason", sa.String(length=500), nullable=True),
        sa.Column("moderation_reason_key", KEY, nullable=True),
        sa.Column("evaluation", sa.String(length=60), nullable=True),
        sa.Column("motivation", sa.Text(), nullable=True),
        sa.Column("project", sa.String(length=40), nullable=True),
        sa.Column("pact", sa.String(length=40), nullable=True),
        sa.Column("item", sa.String(length=40), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"status\" IN ('ricevuto', 'pubblicato', 'non_pubblicabile', 'in_esame', 'assegnato', 'accolto', "
            "'parzialmente_accolto', 'non_accolto', 'fuori_competenza', 'riscontrato')",
            name=op.f("ck_contribution_status"),
        ),
        sa.CheckConstraint(
            "\"evaluation\" IN ('accolto', 'parzialmente_accolto', 'non_accolto', 'fuori_competenza')",
            name=op.f("ck_contribution_evaluation"),
        ),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_contribution_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["item"],
            ["agenda_item.code"],
            name=op.f("fk_contribution_item_agenda_item"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["need"],
            ["need.code"],
            name=op.f("fk_contribution_need_need"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["outcome"],
            ["outcome_area.code"],
            name=op.f("fk_contribution_outcome_outcome_area"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["pact"],
            ["pact.code"],
            name=op.f("fk_contribution_pact_pact"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["project"],
            ["project.code"],
            name=op.f("fk_contribution_project_project"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["zone"],
            ["zone.code"],
            name=op.f("fk_contribution_zone_zone"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint("code", name=op.f("uq_contribution_code")),
    )
    op.create_index(
        "ix_contribution_author_type_live",
        "contribution",
        ["author_type", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_contribution_channel_live",
        "contribution",
        ["channel", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_contribution_code_key_live",
        "contribution",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_contribution_date_live",
        "contribution",
        ["date", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_contribution_evaluation_live",
        "contribution",
        ["evaluation", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_contribution_item"), "contribution", ["item"], unique=False)
    op.create_index(op.f("ix_contribution_need"), "contribution", ["need"], unique=False)
    op.create_index(op.f("ix_contribution_outcome"), "contribution", ["outcome"], unique=False)
    op.create_index(
        "ix_contribution_outcome_live",
        "contribution",
        ["outcome", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_contribution_pact"), "contribution", ["pact"], unique=False)
    op.create_index(op.f("ix_contribution_project"), "contribution", ["project"], unique=False)
    op.create_index(
        "ix_contribution_replied_on_live",
        "contribution",
        ["replied_on", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_contribution_retention_until_live",
        "contribution",
        ["retention_until", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_contribution_status_live",
        "contribution",
        ["status", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_contribution_zone"), "contribution", ["zone"], unique=False)
    op.create_index(
        "ix_contribution_zone_live",
        "contribution",
        ["zone", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "decision",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("number_key", KEY, nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_key", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("competent_body", sa.String(length=300), nullable=True),
        sa.Column("competent_body_key", KEY, nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("adopted_act", sa.String(length=200), nullable=True),
        sa.Column("adopted_act_key", KEY, nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("superseded_by", sa.String(length=40), nullable=True),
        sa.Column("projects", sa.Text(), server_default="[]", nullable=False),
        sa.Column("objectives", sa.Text(), server_default="[]", nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"type\" IN ('presa_atto', 'indirizzo', 'coordinamento', 'parere', 'proposta_atto', 'organizzazione', "
            "'incarico', 'rinvio')",
            name=op.f("ck_decision_type"),
        ),
        sa.CheckConstraint(
            "\"status\" IN ('proposta', 'adottata', 'respinta', 'rinviata', 'trasmessa', 'recepita', 'non_recepita', "
            "'in_attuazione', 'attuata', 'superata', 'revocata')",
            name=op.f("ck_decision_status"),
        ),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_decision_visibility")),
        sa.ForeignKeyConstraint(
            ["item"],
            ["agenda_item.code"],
            name=op.f("fk_decision_item_agenda_item"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["person.code"],
            name=op.f("fk_decision_owner_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["decision.code"],
            name=op.f("fk_decision_superseded_by_decision"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("code", name=op.f("uq_decision_code")),
    )
    op.create_index(
        "ix_decision_adopted_on_live",
        "decision",
        ["adopted_on", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_decision_code_key_live",
        "decision",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_decision_due_live",
        "decision",
        ["due", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_decision_item"), "decision", ["item"], unique=False)
    op.create_index(op.f("ix_decision_owner"), "decision", ["owner"], unique=False)
    op.create_index(
        "ix_decision_owner_live",
        "decision",
        ["owner", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_decision_sent_on_live",
        "decision",
        ["sent_on", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_decision_status_live",
        "decision",
        ["status", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_decision_superseded_by"), "decision", ["superseded_by"], unique=False)
    op.create_index(
        "ix_decision_title_key_live",
        "decision",
        ["title_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_decision_type_live",
        "decision",
        ["type", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "uq_decision_number",
        "decision",
        ["number"],
        unique=True,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "intervention_leps",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["intervention.id"],
            name=op.f("fk_intervention_leps_owner_intervention"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_intervention_leps")),
        info={"links": ("intervention", "leps")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_intervention_leps_code_owner"), "intervention_leps", ["code", "owner"], unique=False)
    op.create_table(
        "intervention_targets",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["target_group.code"],
            name=op.f("fk_intervention_targets_code_target_group"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["intervention.id"],
            name=op.f("fk_intervention_targets_owner_intervention"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_intervention_targets")),
        info={"links": ("intervention", "targets")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_intervention_targets_code_owner"), "intervention_targets", ["code", "owner"], unique=False)
    op.create_table(
        "intervention_weekday",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["intervention.id"],
            name=op.f("fk_intervention_weekday_owner_intervention"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_intervention_weekday")),
        info={"links": ("intervention", "weekday")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_intervention_weekday_code_owner"), "intervention_weekday", ["code", "owner"], unique=False)
    op.create_table(
        "measurement",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("indicator", sa.String(length=40), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("entered_by", sa.String(length=40), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_measurement_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"],
            ["person.code"],
            name=op.f("fk_measurement_entered_by_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["indicator"],
            ["indicator.code"],
            name=op.f("fk_measurement_indicator_indicator"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
        sa.UniqueConstraint("code", name=op.f("uq_measurement_code")),
    )
    op.create_index(
        "ix_measurement_code_key_live",
        "measurement",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_measurement_date_live",
        "measurement",
        ["date", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_measurement_entered_by"), "measurement", ["entered_by"], unique=False)
    op.create_index(op.f("ix_measurement_indicator"), "measurement", ["indicator"], unique=False)
    op.create_table(
        "minutes_observation",
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
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("reason_key", KEY, nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_minutes_observation_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["by"],
            ["person.code"],
            name=op.f("fk_minutes_observation_by_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["item"],
            ["agenda_item.code"],
            name=op.f("fk_minutes_observation_item_agenda_item"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.code"],
            name=op.f("fk_minutes_observation_meeting_meeting"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_observation")),
        sa.UniqueConstraint("code", name=op.f("uq_minutes_observation_code")),
    )
    op.create_index(op.f("ix_minutes_observation_by"), "minutes_observation", ["by"], unique=False)
    op.create_index(
        "ix_minutes_observation_code_key_live",
        "minutes_observation",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_minutes_observation_item"), "minutes_observation", ["item"], unique=False)
    op.create_index(op.f("ix_minutes_observation_meeting"), "minutes_observation", ["meeting"], unique=False)
    op.create_table(
        "pact_actions",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["pact.id"],
            name=op.f("fk_pact_actions_owner_pact"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_pact_actions")),
        info={"links": ("pact", "actions")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_pact_actions_code_owner"), "pact_actions", ["code", "owner"], unique=False)
    op.create_table(
        "pact_objectives",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["objective.code"],
            name=op.f("fk_pact_objectives_code_objective"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["pact.id"],
            name=op.f("fk_pact_objectives_owner_pact"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_pact_objectives")),
        info={"links": ("pact", "objectives")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_pact_objectives_code_owner"), "pact_objectives", ["code", "owner"], unique=False)
    op.create_table(
        "pact_parties",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["actor.code"],
            name=op.f("fk_pact_parties_code_actor"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["pact.id"],
            name=op.f("fk_pact_parties_owner_pact"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_pact_parties")),
        info={"links": ("pact", "parties")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_pact_parties_code_owner"), "pact_parties", ["code", "owner"], unique=False)
    op.create_table(
        "pact_report",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("pact", sa.String(length=40), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("activities", sa.Text(), nullable=False),
        sa.Column("hours", sa.BigInteger(), nullable=True),
        sa.Column("participants", sa.BigInteger(), nullable=True),
        sa.Column("expenses", sa.BigInteger(), nullable=True),
        sa.Column("outcomes", sa.Text(), nullable=True),
        sa.Column("difficulties", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"hours" >= 0', name=op.f("ck_pact_report_hours")),
        sa.CheckConstraint('"participants" >= 0', name=op.f("ck_pact_report_participants")),
        sa.CheckConstraint('"expenses" >= 0', name=op.f("ck_pact_report_expenses")),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_pact_report_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["pact"],
            ["pact.code"],
            name=op.f("fk_pact_report_pact_pact"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pact_report")),
        sa.UniqueConstraint("code", name=op.f("uq_pact_report_code")),
    )
    op.create_index(
        "ix_pact_report_approved_on_live",
        "pact_report",
        ["approved_on", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pact_report_code_key_live",
        "pact_report",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pact_report_expenses_live",
        "pact_report",
        ["expenses", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_pact_report_pact"), "pact_report", ["pact"], unique=False)
    op.create_index(
        "ix_pact_report_period_from_live",
        "pact_report",
        ["period_from", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pact_report_period_to_live",
        "pact_report",
        ["period_to", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "pact_support",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["pact.id"],
            name=op.f("fk_pact_support_owner_pact"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_pact_support")),
        info={"links": ("pact", "support")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_pact_support_code_owner"), "pact_support", ["code", "owner"], unique=False)
    op.create_table(
        "speech",
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
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("verbatim", sa.Boolean(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"order" >= 0', name=op.f("ck_speech_order")),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_speech_visibility")),
        sa.ForeignKeyConstraint(
            ["item"],
            ["agenda_item.code"],
            name=op.f("fk_speech_item_agenda_item"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.code"],
            name=op.f("fk_speech_person_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speech")),
        sa.UniqueConstraint("code", name=op.f("uq_speech_code")),
    )
    op.create_index(
        "ix_speech_code_key_live",
        "speech",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_speech_item"), "speech", ["item"], unique=False)
    op.create_index(
        "ix_speech_order_live",
        "speech",
        ["order", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_speech_person"), "speech", ["person"], unique=False)
    op.create_table(
        "vote",
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
        sa.Column("mode", sa.String(length=60), nullable=False),
        sa.Column("majority", sa.String(length=60), nullable=True),
        sa.Column("present", sa.BigInteger(), nullable=False),
        sa.Column("voting", sa.BigInteger(), nullable=False),
        sa.Column("favour", sa.BigInteger(), nullable=False),
        sa.Column("against", sa.BigInteger(), nullable=False),
        sa.Column("abstained", sa.BigInteger(), nullable=False),
        sa.Column("not_participating", sa.BigInteger(), nullable=True),
        sa.Column("names_against", sa.Text(), server_default="[]", nullable=False),
        sa.Column("names_abstained", sa.Text(), server_default="[]", nullable=False),
        sa.Column("result", sa.String(length=60), nullable=True),
        sa.Column("tie_break", sa.Boolean(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"mode\" IN ('palese_alzata_mano', 'appello_nominale', 'segreta', 'unanimita_senza_voto', 'nessuna')",
            name=op.f("ck_vote_mode"),
        ),
        sa.CheckConstraint("\"majority\" IN ('semplice', 'assoluta', 'due_terzi')", name=op.f("ck_vote_majority")),
        sa.CheckConstraint('"present" >= 0', name=op.f("ck_vote_present")),
        sa.CheckConstraint('"voting" >= 0', name=op.f("ck_vote_voting")),
        sa.CheckConstraint('"favour" >= 0', name=op.f("ck_vote_favour")),
        sa.CheckConstraint('"against" >= 0', name=op.f("ck_vote_against")),
        sa.CheckConstraint('"abstained" >= 0', name=op.f("ck_vote_abstained")),
        sa.CheckConstraint('"not_participating" >= 0', name=op.f("ck_vote_not_participating")),
        sa.CheckConstraint(
            "\"result\" IN ('approvata', 'respinta', 'parita', 'non_valida')", name=op.f("ck_vote_result")
        ),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_vote_visibility")),
        sa.ForeignKeyConstraint(
            ["item"],
            ["agenda_item.code"],
            name=op.f("fk_vote_item_agenda_item"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("code", name=op.f("uq_vote_code")),
    )
    op.create_index(
        "ix_vote_code_key_live",
        "vote",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_vote_item"), "vote", ["item"], unique=False)
    op.create_table(
        "action_item",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("item", sa.String(length=40), nullable=True),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("text_key", KEY, nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"status\" IN ('da_fare', 'in_corso', 'bloccata', 'completata', 'verificata', 'annullata')",
            name=op.f("ck_action_item_status"),
        ),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_action_item_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["decision"],
            ["decision.code"],
            name=op.f("fk_action_item_decision_decision"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["item"],
            ["agenda_item.code"],
            name=op.f("fk_action_item_item_agenda_item"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["person.code"],
            name=op.f("fk_action_item_owner_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_item")),
        sa.UniqueConstraint("code", name=op.f("uq_action_item_code")),
    )
    op.create_index(
        "ix_action_item_code_key_live",
        "action_item",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_action_item_decision"), "action_item", ["decision"], unique=False)
    op.create_index(
        "ix_action_item_done_on_live",
        "action_item",
        ["done_on", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_action_item_due_live",
        "action_item",
        ["due", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_action_item_item"), "action_item", ["item"], unique=False)
    op.create_index(op.f("ix_action_item_owner"), "action_item", ["owner"], unique=False)
    op.create_index(
        "ix_action_item_owner_live",
        "action_item",
        ["owner", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_action_item_status_live",
        "action_item",
        ["status", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_action_item_text_key_live",
        "action_item",
        ["text_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "agenda_item_contributions",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["contribution.code"],
            name=op.f("fk_agenda_item_contributions_code_contribution"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["agenda_item.id"],
            name=op.f("fk_agenda_item_contributions_owner_agenda_item"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_agenda_item_contributions")),
        info={"links": ("agenda_item", "contributions")},
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_agenda_item_contributions_code_owner"), "agenda_item_contributions", ["code", "owner"], unique=False
    )
    op.create_table(
        "attachment",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("meeting", sa.String(length=40), nullable=True),
        sa.Column("project", sa.String(length=40), nullable=True),
        sa.Column("pact", sa.String(length=40), nullable=True),
        sa.Column("contribution", sa.String(length=40), nullable=True),
        sa.Column("letter", sa.String(length=4), nullable=True),
        sa.Column("letter_key", KEY, nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_key", KEY, nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("integral", sa.Boolean(), nullable=True),
        sa.Column("file", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("file_name_key", KEY, nullable=True),
        sa.Column("publishable", sa.Boolean(), nullable=True),
        sa.Column("made_by", sa.String(length=100), nullable=True),
        sa.Column("made_by_key", KEY, nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint('"pages" BETWEEN 0 AND 100000', name=op.f("ck_attachment_pages")),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_attachment_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["contribution"],
            ["contribution.code"],
            name=op.f("fk_attachment_contribution_contribution"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["file"], ["blob.sha256"], name=op.f("fk_attachment_file_blob"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.code"],
            name=op.f("fk_attachment_meeting_meeting"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["pact"],
            ["pact.code"],
            name=op.f("fk_attachment_pact_pact"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["project"],
            ["project.code"],
            name=op.f("fk_attachment_project_project"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("code", name=op.f("uq_attachment_code")),
    )
    op.create_index(
        "ix_attachment_code_key_live",
        "attachment",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_attachment_contribution"), "attachment", ["contribution"], unique=False)
    op.create_index(op.f("ix_attachment_file"), "attachment", ["file"], unique=False)
    op.create_index(op.f("ix_attachment_meeting"), "attachment", ["meeting"], unique=False)
    op.create_index(op.f("ix_attachment_pact"), "attachment", ["pact"], unique=False)
    op.create_index(op.f("ix_attachment_project"), "attachment", ["project"], unique=False)
    op.create_index(
        "ix_attachment_title_key_live",
        "attachment",
        ["title_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "decision_objectives",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["objective.code"],
            name=op.f("fk_decision_objectives_code_objective"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["decision.id"],
            name=op.f("fk_decision_objectives_owner_decision"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_decision_objectives")),
        info={"links": ("decision", "objectives")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_decision_objectives_code_owner"), "decision_objectives", ["code", "owner"], unique=False)
    op.create_table(
        "decision_projects",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["project.code"],
            name=op.f("fk_decision_projects_code_project"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["decision.id"],
            name=op.f("fk_decision_projects_owner_decision"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_decision_projects")),
        info={"links": ("decision", "projects")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_decision_projects_code_owner"), "decision_projects", ["code", "owner"], unique=False)
    op.create_table(
        "minutes",
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
        sa.Column("remarks_until", sa.Date(), nullable=True),
        sa.Column("signature_kind", sa.String(length=60), nullable=True),
        sa.Column("signers", sa.Text(), server_default="[]", nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("protocol_register", sa.String(length=40), nullable=True),
        sa.Column("protocol_register_key", KEY, nullable=True),
        sa.Column("protocol_number", sa.String(length=20), nullable=True),
        sa.Column("protocol_number_key", KEY, nullable=True),
        sa.Column("protocol_date", sa.Date(), nullable=True),
        sa.Column("classification", sa.String(length=40), nullable=True),
        sa.Column("classification_key", KEY, nullable=True),
        sa.Column("dossier", sa.String(length=40), nullable=True),
        sa.Column("dossier_key", KEY, nullable=True),
        sa.Column("approved_in", sa.String(length=40), nullable=True),
        sa.Column("approval_vote", sa.String(length=40), nullable=True),
        sa.Column("corrections", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("publication_url", sa.String(length=500), nullable=True),
        sa.Column("publication_url_key", KEY, nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "\"signature_kind\" IN ('pades', 'cades', 'autografa')", name=op.f("ck_minutes_signature_kind")
        ),
        sa.CheckConstraint("\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_minutes_visibility")),
        sa.ForeignKeyConstraint(
            ["approval_vote"],
            ["vote.code"],
            name=op.f("fk_minutes_approval_vote_vote"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["approved_in"],
            ["meeting.code"],
            name=op.f("fk_minutes_approved_in_meeting"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.code"],
            name=op.f("fk_minutes_meeting_meeting"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("code", name=op.f("uq_minutes_code")),
    )
    op.create_index(op.f("ix_minutes_approval_vote"), "minutes", ["approval_vote"], unique=False)
    op.create_index(op.f("ix_minutes_approved_in"), "minutes", ["approved_in"], unique=False)
    op.create_index(
        "ix_minutes_code_key_live",
        "minutes",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_minutes_meeting"), "minutes", ["meeting"], unique=False)
    op.create_index(
        "ix_minutes_protocol_date_live",
        "minutes",
        ["protocol_date", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_minutes_published_on_live",
        "minutes",
        ["published_on", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_minutes_remarks_until_live",
        "minutes",
        ["remarks_until", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_minutes_signed_on_live",
        "minutes",
        ["signed_on", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "uq_minutes_meeting",
        "minutes",
        ["meeting"],
        unique=True,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "pair_review",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("a", sa.String(length=40), nullable=False),
        sa.Column("b", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("visibility", sa.String(length=60), nullable=False),
        sa.CheckConstraint("\"kind\" IN ('sovrapposizione', 'sinergia')", name=op.f("ck_pair_review_kind")),
        sa.CheckConstraint('"score" BETWEEN 0 AND 100', name=op.f("ck_pair_review_score")),
        sa.CheckConstraint(
            "\"result\" IN ('confermata', 'da_coordinare', 'complementare', 'non_pertinente')",
            name=op.f("ck_pair_review_result"),
        ),
        sa.CheckConstraint(
            "\"visibility\" IN ('interna', 'cabina', 'pubblica')", name=op.f("ck_pair_review_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["a"],
            ["intervention.code"],
            name=op.f("fk_pair_review_a_intervention"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["b"],
            ["intervention.code"],
            name=op.f("fk_pair_review_b_intervention"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["decision"],
            ["decision.code"],
            name=op.f("fk_pair_review_decision_decision"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_review")),
        sa.UniqueConstraint("code", name=op.f("uq_pair_review_code")),
    )
    op.create_index(op.f("ix_pair_review_a"), "pair_review", ["a"], unique=False)
    op.create_index(op.f("ix_pair_review_b"), "pair_review", ["b"], unique=False)
    op.create_index(
        "ix_pair_review_code_key_live",
        "pair_review",
        ["code_key", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(op.f("ix_pair_review_decision"), "pair_review", ["decision"], unique=False)
    op.create_index(
        "ix_pair_review_kind_live",
        "pair_review",
        ["kind", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index(
        "ix_pair_review_result_live",
        "pair_review",
        ["result", "id"],
        unique=False,
        sqlite_where=sa.text("archived_at IS NULL"),
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "vote_names_abstained",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["person.code"],
            name=op.f("fk_vote_names_abstained_code_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["vote.id"],
            name=op.f("fk_vote_names_abstained_owner_vote"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_vote_names_abstained")),
        info={"links": ("vote", "names_abstained")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_vote_names_abstained_code_owner"), "vote_names_abstained", ["code", "owner"], unique=False)
    op.create_table(
        "vote_names_against",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["person.code"],
            name=op.f("fk_vote_names_against_code_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["vote.id"],
            name=op.f("fk_vote_names_against_owner_vote"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_vote_names_against")),
        info={"links": ("vote", "names_against")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_vote_names_against_code_owner"), "vote_names_against", ["code", "owner"], unique=False)
    op.create_table(
        "minutes_signers",
        sa.Column("owner", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["person.code"],
            name=op.f("fk_minutes_signers_code_person"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["minutes.id"],
            name=op.f("fk_minutes_signers_owner_minutes"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_minutes_signers")),
        info={"links": ("minutes", "signers")},
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_minutes_signers_code_owner"), "minutes_signers", ["code", "owner"], unique=False)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES.split():
            op.execute(f'DROP TABLE "{table}" CASCADE')
        op.execute(DROP_FUNCTIONS)
        return
    for (name,) in op.get_bind().exec_driver_sql(WORD_INDEXES).fetchall():
        op.execute(f'DROP TABLE "{name}"')
    for table in reversed(TABLES.split()):
        op.execute(f'DROP TABLE "{table}"')


TABLES = """
actor blob body change fund_source import_mapping instrument intervention_type keyword need
numbering outcome_area process production_line saved_view target_group vocabulary_term zone
actor_sectors actor_zones objective person place setting account alert_ack meeting membership
objective_bes objective_leps objective_outcomes objective_pssr objective_sdg place_themes project
stage account_roles agenda_item attendance funding_line indicator intervention minutes_version pact
project_bes project_keywords project_leps project_milestone project_needs project_objectives
project_outcomes project_partners project_places project_production_lines project_pssr project_sdg
project_sources project_targets project_update project_zones agenda_item_objectives
agenda_item_pacts agenda_item_projects attendance_event conflict contribution decision
intervention_leps intervention_targets intervention_weekday measurement minutes_observation
pact_actions pact_objectives pact_parties pact_report pact_support speech vote action_item
agenda_item_contributions attachment decision_objectives decision_projects minutes pair_review
vote_names_abstained vote_names_against minutes_signers
"""
WORD_INDEXES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'"
DROP_FUNCTIONS = """
DO $$ DECLARE one regprocedure; BEGIN
  FOR one IN SELECT oid::regprocedure FROM pg_proc
    WHERE proname LIKE 'cabina\\_%' AND pronamespace = 'public'::regnamespace LOOP
    EXECUTE 'DROP FUNCTION ' || one || ' CASCADE';
  END LOOP;
END $$
"""
