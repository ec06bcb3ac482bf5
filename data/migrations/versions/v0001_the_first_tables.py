"""the first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "level IN ('central', 'province', 'district', 'commune', 'party', 'other')",
            name=op.f("ck_agency_level"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
    )
    op.create_table(
        "chat",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("language IN ('vi', 'en')", name=op.f("ck_chat_language")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat")),
    )
    op.create_table(
        "index_",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("short", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("publisher_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("publisher_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("measures_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("measures_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("dated", sa.Boolean(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("unit IN ('points', 'percent')", name=op.f("ck_index__unit")),
        sa.CheckConstraint("decimals BETWEEN 0 AND 6", name=op.f("ck_index__decimals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_")),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )
    op.create_table(
        "region",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("frame", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("frame IN (0, 2024, 2025)", name=op.f("ck_region_frame")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("title_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("title_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("url", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("origin", sa.String(), server_default=sa.text("'shipped'"), nullable=False),
        sa.CheckConstraint("origin IN ('shipped', 'operator')", name=op.f("ck_source_origin")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_table(
        "agency_broader",
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("broader", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name=op.f("fk_agency_broader_agency")),
        sa.ForeignKeyConstraint(["broader"], ["agency.id"], name=op.f("fk_agency_broader_broader")),
        sa.PrimaryKeyConstraint("agency", "broader", name=op.f("pk_agency_broader")),
    )
    op.create_table(
        "edition",
        sa.Column("index", sa.String(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("scale", sa.Float(), nullable=False),
        sa.Column("structure_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("structure_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("change_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("change_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint("last_year >= first_year", name=op.f("ck_edition_years")),
        sa.CheckConstraint("scale > 0", name=op.f("ck_edition_scale")),
        sa.ForeignKeyConstraint(["index"], ["index_.id"], name=op.f("fk_edition_index")),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_edition_source")),
        sa.PrimaryKeyConstraint("index", "first_year", name=op.f("pk_edition")),
    )
    op.create_table(
        "indicator",
        sa.Column("index", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("name_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("short_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("short_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("maximum", sa.Float(), nullable=True),
        sa.Column("split", sa.Boolean(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("(parent IS NULL) = (code = '')", name=op.f("ck_indicator_parent")),
        sa.CheckConstraint("last_year >= first_year", name=op.f("ck_indicator_years")),
        sa.CheckConstraint("maximum > 0", name=op.f("ck_indicator_maximum")),
        sa.ForeignKeyConstraint(["index"], ["index_.id"], name=op.f("fk_indicator_index")),
        sa.PrimaryKeyConstraint("index", "code", "first_year", name=op.f("pk_indicator")),
    )
    op.create_table(
        "province",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind_2024", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("gso_2024", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("region_2024", sa.String(), nullable=True),
        sa.Column("kind_2025", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("gso_2025", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("region_2025", sa.String(), nullable=True),
        sa.Column("successor", sa.String(), nullable=True),
        sa.Column("absorbed", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("(successor IS NULL) = (kind_2025 <> '')", name=op.f("ck_province_ended")),
        sa.CheckConstraint("kind_2024 IN ('province', 'municipality', '')", name=op.f("ck_province_kind_2024")),
        sa.CheckConstraint("kind_2025 IN ('province', 'municipality', '')", name=op.f("ck_province_kind_2025")),
        sa.ForeignKeyConstraint(["region_2024"], ["region.id"], name=op.f("fk_province_region_2024")),
        sa.ForeignKeyConstraint(["region_2025"], ["region.id"], name=op.f("fk_province_region_2025")),
        sa.ForeignKeyConstraint(["successor"], ["province.id"], name=op.f("fk_province_successor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_province")),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("index", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("title_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("issuer", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("announced", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("coverage", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("printed_out_of", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("coverage IN ('full', 'partial')", name=op.f("ck_release_coverage")),
        sa.CheckConstraint("origin IN ('shipped', 'operator')", name=op.f("ck_release_origin")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_release_revision")),
        sa.ForeignKeyConstraint(["index"], ["index_.id"], name=op.f("fk_release_index")),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_release_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    op.create_index("ix_release_index_period", "release", ["index", "period"])

    op.create_table(
        "document",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("province", sa.String(), nullable=True),
        sa.Column("number", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("date", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("title_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("title_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("issuer_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("issuer_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["province"], ["province.id"], name=op.f("fk_document_province")),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_document_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_table(
        "exclusion",
        sa.Column("index", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("province", sa.String(), nullable=False),
        sa.Column("indicators", sa.Text(), nullable=False),
        sa.Column("reason_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("reason_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["index"], ["index_.id"], name=op.f("fk_exclusion_index")),
        sa.ForeignKeyConstraint(["province"], ["province.id"], name=op.f("fk_exclusion_province")),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_exclusion_source")),
        sa.PrimaryKeyConstraint("index", "year", "province", name=op.f("pk_exclusion")),
    )
    op.create_index("ix_exclusion_province", "exclusion", ["province"])

    op.create_table(
        "fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("index", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("province", sa.String(), nullable=True),
        sa.Column("indicator", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("text_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("text_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["index"], ["index_.id"], name=op.f("fk_fact_index")),
        sa.ForeignKeyConstraint(["province"], ["province.id"], name=op.f("fk_fact_province")),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_fact_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )
    op.create_index("ix_fact_index_period", "fact", ["index", "period"])

    op.create_table(
        "figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release", sa.String(), nullable=False),
        sa.Column("province", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("scale", sa.Float(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("rank_kind", sa.String(), nullable=False),
        sa.Column("out_of", sa.Integer(), nullable=True),
        sa.Column("delta_score", sa.Float(), nullable=True),
        sa.Column("delta_rank", sa.Integer(), nullable=True),
        sa.Column("flag", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("flag IN ('', 'derived', 'conflict', 'suspect', 'pilot')", name=op.f("ck_figure_flag")),
        sa.CheckConstraint(
            "rank_kind IN ('published', 'computed', 'reported', 'derived')", name=op.f("ck_figure_rank_kind")
        ),
        sa.CheckConstraint("unit IN ('points', 'percent', '')", name=op.f("ck_figure_unit")),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_figure_rank")),
        sa.CheckConstraint("score >= 0", name=op.f("ck_figure_score")),
        sa.ForeignKeyConstraint(["province"], ["province.id"], name=op.f("fk_figure_province")),
        sa.ForeignKeyConstraint(["release"], ["release.id"], name=op.f("fk_figure_release"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_figure_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
    )
    op.create_index("ix_figure_province_indicator_release", "figure", ["province", "indicator", "release"])
    op.create_index("ix_figure_release_indicator_score", "figure", ["release", "indicator", "score"])

    op.create_table(
        "name",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("leads_to", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["leads_to"], ["province.id"], name=op.f("fk_name_leads_to")),
        sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_name")),
    )
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("province", sa.String(), nullable=True),
        sa.Column("index", sa.String(), nullable=False),
        sa.Column("indicator", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("unit", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("criterion_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("criterion_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('score_min', 'rank_max', 'group', 'rank_change', 'score_change', 'task_completion_percent')",
            name=op.f("ck_target_kind"),
        ),
        sa.CheckConstraint("last_year >= year", name=op.f("ck_target_years")),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_target_document")),
        sa.ForeignKeyConstraint(["index"], ["index_.id"], name=op.f("fk_target_index")),
        sa.ForeignKeyConstraint(["province"], ["province.id"], name=op.f("fk_target_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    op.create_index("ix_target_province_index", "target", ["province", "index"])

    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("province", sa.String(), nullable=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("heading_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("heading_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("text_vi", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("text_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("own_wording", sa.Boolean(), nullable=False),
        sa.Column("aim", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("timing", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.CheckConstraint("aim IN ('maintain', 'improve', '')", name=op.f("ck_task_aim")),
        sa.CheckConstraint("timing IN ('once', 'regular', 'standing')", name=op.f("ck_task_timing")),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_task_document")),
        sa.ForeignKeyConstraint(["province"], ["province.id"], name=op.f("fk_task_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index("ix_task_province", "task", ["province"])

    op.create_table(
        "task_agency",
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("role IN ('lead', 'coordinate', 'report')", name=op.f("ck_task_agency_role")),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name=op.f("fk_task_agency_agency")),
        sa.ForeignKeyConstraint(["task"], ["task.id"], name=op.f("fk_task_agency_task"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task", "agency", "role", name=op.f("pk_task_agency")),
    )
    op.create_index("ix_task_agency_agency", "task_agency", ["agency"])

    op.create_table(
        "task_criterion",
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("index", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["index"], ["index_.id"], name=op.f("fk_task_criterion_index")),
        sa.ForeignKeyConstraint(["task"], ["task.id"], name=op.f("fk_task_criterion_task"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task", "index", "indicator", name=op.f("pk_task_criterion")),
    )
    op.create_index("ix_task_criterion_index_indicator", "task_criterion", ["index", "indicator"])


def downgrade() -> None:
    op.drop_index("ix_task_criterion_index_indicator", "task_criterion")

    op.drop_table("task_criterion")
    op.drop_index("ix_task_agency_agency", "task_agency")

    op.drop_table("task_agency")
    op.drop_index("ix_task_province", "task")

    op.drop_table("task")
    op.drop_index("ix_target_province_index", "target")

    op.drop_table("target")
    op.drop_table("name")
    op.drop_index("ix_figure_release_indicator_score", "figure")
    op.drop_index("ix_figure_province_indicator_release", "figure")

    op.drop_table("figure")
    op.drop_index("ix_fact_index_period", "fact")

    op.drop_table("fact")
    op.drop_index("ix_exclusion_province", "exclusion")

    op.drop_table("exclusion")
    op.drop_table("document")
    op.drop_index("ix_release_index_period", "release")

    op.drop_table("release")
    op.drop_table("province")
    op.drop_table("indicator")
    op.drop_table("edition")
    op.drop_table("agency_broader")
    op.drop_table("source")
    op.drop_table("region")
    op.drop_table("meta")
    op.drop_table("index_")
    op.drop_table("chat")
    op.drop_table("agency")
