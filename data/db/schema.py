"""The tables, in the words of the design. The types are portable: SQLite now, PostgreSQL later, with the same schema.

Rows that come from the shipped figures (``origin`` = ``shipped``) are replaced when those change; rows that come from
an operator (``operator``) stay. Chats belong to the people. A reference that is ``''`` in the domain is NULL here. The
shipped documents are in schema_documents.py, what is followed, published and sent in schema_alerts.py, the plans of
offices in schema_plans.py, what became of tasks and who may do what in schema_tasks.py, what workers share in
schema_workers.py.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)

from data.db.columns import (
    flag_column,
    id_column,
    one_of,
    optional_reference,
    position_column,
    reference_column,
    text_column,
    words_column,
)
from data.db.types import Moment, Reference, Words

SCHEMA_VERSION = "0014"
"""The newest migration; kept here so that opening a current database need not import Alembic."""

RUNS_FROM = "0011"
"""The oldest SCHEMA_VERSION whose program can go on with these tables: that of the newest migration which contracts, as
``data.migrations.runs_from`` says.
"""

APPLICATION_ID = 0x43535431
"""The application_id that marks our files ("CST1"): SQLite keeps it in the header, readable before opening."""


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

region = Table(
    "region",
    metadata,
    id_column(),
    text_column("name_vi"),
    text_column("name_en"),
    Column("frame", Integer, nullable=False),
    words_column("members"),
    position_column(),
    CheckConstraint("frame IN (0, 2024, 2025)", name="frame"),
)

province = Table(
    "province",
    metadata,
    id_column(),
    text_column("name_vi"),
    text_column("name_en"),
    text_column("kind_2024"),
    text_column("gso_2024"),
    optional_reference("region_2024", "region.id"),
    text_column("kind_2025"),
    text_column("gso_2025"),
    optional_reference("region_2025", "region.id"),
    optional_reference("successor", "province.id"),
    Column("absorbed", Words, nullable=False),
    Column("aliases", Words, nullable=False),
    position_column(),
    CheckConstraint("kind_2024 IN ('province', 'municipality', '')", name="kind_2024"),
    CheckConstraint("kind_2025 IN ('province', 'municipality', '')", name="kind_2025"),
    CheckConstraint("(successor IS NULL) = (kind_2025 <> '')", name="ended"),
)

name = Table(
    "name",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    text_column("name_vi"),
    text_column("name_en"),
    Column("aliases", Words, nullable=False),
    optional_reference("leads_to", "province.id"),
    position_column(),
)

source = Table(
    "source",
    metadata,
    id_column(),
    text_column("kind"),
    text_column("title_vi"),
    text_column("title_en"),
    text_column("url"),
    Column("origin", String, nullable=False, server_default=text("'shipped'")),
    one_of("origin", "origin", "shipped", "operator"),
)

index_ = Table(
    "index_",
    metadata,
    id_column(),
    text_column("short"),
    text_column("name_vi"),
    text_column("name_en"),
    text_column("publisher_vi"),
    text_column("publisher_en"),
    text_column("measures_vi"),
    text_column("measures_en"),
    Column("unit", String, nullable=False),
    Column("dated", Boolean, nullable=False),
    Column("decimals", Integer, nullable=False),
    flag_column("grouped"),
    Column("slack_sum", Float, nullable=False, server_default=text("0")),
    Column("slack_part", Float, nullable=False, server_default=text("0")),
    flag_column("preferred"),
    words_column("not_preferred_for"),
    text_column("code_letter"),
    words_column("code_words"),
    words_column("nicknames"),
    text_column("spoken_vi"),
    text_column("spoken_en"),
    text_column("announced_vi"),
    text_column("announced_en"),
    text_column("limits_vi"),
    text_column("limits_en"),
    Column("aliases", Words, nullable=False),
    position_column(),
    flag_column("weighted"),
    flag_column("folded"),
    one_of("unit", "unit", "points", "percent"),
    CheckConstraint("decimals BETWEEN 0 AND 6", name="decimals"),
    CheckConstraint("slack_sum >= 0 AND slack_part >= 0", name="slack"),
)

edition = Table(
    "edition",
    metadata,
    reference_column("index", "index_.id", primary_key=True),
    Column("first_year", Integer, primary_key=True),
    Column("last_year", Integer),
    Column("scale", Float, nullable=False),
    text_column("structure_vi"),
    text_column("structure_en"),
    text_column("change_vi"),
    text_column("change_en"),
    reference_column("source", "source.id"),
    CheckConstraint("scale > 0", name="scale"),
    CheckConstraint("last_year >= first_year", name="years"),
)

indicator = Table(
    "indicator",
    metadata,
    reference_column("index", "index_.id", primary_key=True),
    Column("code", String, primary_key=True),
    Column("first_year", Integer, primary_key=True),
    Column("last_year", Integer),
    Column("parent", String),
    text_column("name_vi"),
    text_column("name_en"),
    text_column("short_vi"),
    text_column("short_en"),
    Column("maximum", Float),
    Column("split", Boolean, nullable=False),
    Column("aliases", Words, nullable=False),
    position_column(),
    CheckConstraint("maximum > 0", name="maximum"),
    CheckConstraint("last_year >= first_year", name="years"),
    CheckConstraint("(parent IS NULL) = (code = '')", name="parent"),
)

release = Table(
    "release",
    metadata,
    id_column(),
    reference_column("index", "index_.id"),
    Column("period", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    text_column("title_vi"),
    text_column("title_en"),
    text_column("issuer"),
    Column("announced", Date),
    reference_column("source", "source.id"),
    Column("coverage", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("printed_out_of", Integer),
    Column("withdrawn_at", Moment),
    text_column("withdrawn_why"),
    text_column("file_hash"),
    Column("published_at", Moment),
    Column("corrects", Reference),  # no foreign key: a shipped release may go with the next shipped figures
    text_column("why"),
    position_column(),
    Column("unlisted", Integer, nullable=False, server_default=text("0")),
    one_of("coverage", "coverage", "full", "partial"),
    one_of("origin", "origin", "shipped", "operator"),
    CheckConstraint("revision >= 1", name="revision"),
    Index(None, "index", "period"),
)

figure = Table(
    "figure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("release", String, ForeignKey("release.id", ondelete="CASCADE"), nullable=False),
    reference_column("province", "province.id"),
    Column("indicator", String, nullable=False),
    Column("score", Float),
    text_column("unit"),
    Column("scale", Float),
    Column("rank", Integer),
    Column("rank_kind", String, nullable=False),
    Column("out_of", Integer),
    Column("delta_score", Float),
    Column("delta_rank", Integer),
    text_column("flag"),
    reference_column("source", "source.id"),
    text_column("note_vi"),
    text_column("note_en"),
    one_of("unit", "unit", "points", "percent", ""),
    one_of("rank_kind", "rank_kind", "published", "computed", "reported", "derived"),
    one_of("flag", "flag", "", "derived", "conflict", "suspect", "pilot"),
    CheckConstraint("score >= 0", name="score"),
    CheckConstraint("rank >= 1", name="rank"),
    Index(None, "release", "indicator", "score"),
    Index(None, "province", "indicator", "release"),
)

exclusion = Table(
    "exclusion",
    metadata,
    reference_column("index", "index_.id", primary_key=True),
    Column("year", Integer, primary_key=True),
    reference_column("province", "province.id", primary_key=True),
    Column("indicators", Words, nullable=False),
    text_column("reason_vi"),
    text_column("reason_en"),
    reference_column("source", "source.id"),
    Index(None, "province"),
)

fact = Table(
    "fact",
    metadata,
    Column("id", Integer, primary_key=True),
    reference_column("index", "index_.id"),
    Column("period", String, nullable=False),
    optional_reference("province", "province.id"),
    text_column("indicator"),
    Column("key", String, nullable=False),
    Column("value", Float),
    text_column("text_vi"),
    text_column("text_en"),
    reference_column("source", "source.id"),
    Index(None, "index", "period"),
)

chat = Table(
    "chat",
    metadata,
    Column("platform", String, primary_key=True, server_default=text("'telegram'")),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    text_column("kind"),
    Column("language", Reference),
    Column("created", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("quiet_from", Integer, server_default=text("1260")),
    Column("quiet_to", Integer, server_default=text("420")),
    text_column("paused_reason"),
    Column("paused_at", Moment),
    text_column("title"),
    Column("managed_by", BigInteger),
    text_column("home"),
    Column("tables", Boolean, nullable=False, server_default=false()),
    CheckConstraint("language IN ('vi', 'en')", name="language"),
    CheckConstraint("(quiet_from IS NULL) = (quiet_to IS NULL)", name="quiet"),
    CheckConstraint("quiet_from BETWEEN 0 AND 1439 AND quiet_to BETWEEN 0 AND 1439", name="minutes"),
    sqlite_with_rowid=False,
)
