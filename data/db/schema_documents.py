"""The tables of the shipped documents: the agencies, the tasks that they are given, and what was promised."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table

from data.db.columns import id_column, one_of, optional_reference, position_column, reference_column, text_column
from data.db.schema import metadata
from data.db.types import Words

agency = Table(
    "agency",
    metadata,
    id_column(),
    text_column("name_vi"),
    text_column("name_en"),
    Column("level", String, nullable=False),
    Column("aliases", Words, nullable=False),
    position_column(),
    one_of("level", "level", "central", "province", "district", "commune", "party", "other"),
)

agency_broader = Table(
    "agency_broader",
    metadata,
    reference_column("agency", "agency.id", primary_key=True),
    reference_column("broader", "agency.id", primary_key=True),
)

document = Table(
    "document",
    metadata,
    id_column(),
    optional_reference("province", "province.id"),
    text_column("number"),
    text_column("kind"),
    text_column("date"),
    text_column("title_vi"),
    text_column("title_en"),
    text_column("issuer_vi"),
    text_column("issuer_en"),
    reference_column("source", "source.id"),
)

task = Table(
    "task",
    metadata,
    Column("id", Integer, primary_key=True),
    optional_reference("province", "province.id"),
    reference_column("document", "document.id"),
    text_column("heading_vi"),
    text_column("heading_en"),
    text_column("text_vi"),
    text_column("text_en"),
    Column("own_wording", Boolean, nullable=False),
    text_column("aim"),
    text_column("timing"),
    Column("due", Date),
    one_of("aim", "aim", "maintain", "improve", ""),
    one_of("timing", "timing", "once", "regular", "standing"),
    Index(None, "province"),
)

task_criterion = Table(
    "task_criterion",
    metadata,
    Column("task", Integer, ForeignKey("task.id", ondelete="CASCADE"), primary_key=True),
    reference_column("index", "index_.id", primary_key=True),
    Column("indicator", String, primary_key=True),
    position_column(),
    Index(None, "index", "indicator"),
)

task_agency = Table(
    "task_agency",
    metadata,
    Column("task", Integer, ForeignKey("task.id", ondelete="CASCADE"), primary_key=True),
    reference_column("agency", "agency.id", primary_key=True),
    Column("role", String, primary_key=True),
    position_column(),
    one_of("role", "role", "lead", "coordinate", "report"),
    Index(None, "agency"),
)

target = Table(
    "target",
    metadata,
    Column("id", Integer, primary_key=True),
    optional_reference("province", "province.id"),
    reference_column("index", "index_.id"),
    text_column("indicator"),
    Column("year", Integer, nullable=False),
    Column("last_year", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("value", String, nullable=False),
    text_column("unit"),
    text_column("criterion_vi"),
    text_column("criterion_en"),
    text_column("note_vi"),
    text_column("note_en"),
    reference_column("document", "document.id"),
    one_of(
        "kind",
        "kind",
        "score_min",
        "rank_max",
        "group",
        "rank_change",
        "score_change",
        "task_completion_percent",
    ),
    CheckConstraint("last_year >= year", name="years"),
    Index(None, "province", "index"),
)
