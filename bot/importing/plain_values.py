"""What the reading process answers, as JSON: drafts and problems taken apart, and put together by this list only."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from typing import Any

from bot.importing.cell_places import CellDoubt, CellPlace, ReadCell
from bot.importing.draft import Both, Delta, Draft, DraftFigure, FileProblem, Move, Pair, Reading, Say
from bot.importing.facts.fact_table import FactColumns, FactRow, FactTable
from bot.importing.facts.facts_file import FactsFile
from bot.importing.grid import Odd
from bot.importing.open_doubts import OpenDoubt
from bot.importing.outline import FileOutline
from bot.importing.plans.head import DocumentHead
from bot.importing.plans.reading import PlanQuestion, PlanReading, ReadPlan, ReadTask
from data.releases.plan_draft import AgencyDraft, PlanDraft, TargetDraft

CLASSES: dict[str, type[Any]] = {
    made.__name__: made
    for made in (
        *(CellDoubt, CellPlace, OpenDoubt, ReadCell),
        *(Both, Delta, Draft, DraftFigure, FileProblem, Move, Pair, Reading, Say),
        *(AgencyDraft, PlanDraft, PlanQuestion, PlanReading, ReadPlan, ReadTask, TargetDraft),
        *(DocumentHead, FileOutline),
        *(FactColumns, FactRow, FactTable, FactsFile, Odd),
    )
}
DATE = "date"


def packed(value: Any) -> Any:
    """A value of these classes, or a tuple of such, as lists, dictionaries and scalars."""
    if isinstance(value, tuple):
        return [packed(one) for one in value]
    if isinstance(value, dt.date):
        return {DATE: value.isoformat()}
    if is_dataclass(value):
        return {type(value).__name__: [packed(getattr(value, field.name)) for field in fields(value)]}
    return value


def unpacked(value: Any) -> Any:
    """The value that was ``packed``. Raises ``KeyError`` for a class that is not in the list."""
    if isinstance(value, list):
        return tuple(unpacked(one) for one in value)
    if not isinstance(value, dict):
        return value
    ((name, parts),) = value.items()
    if name == DATE:
        return dt.date.fromisoformat(parts)
    made = CLASSES[name]
    return made(**{field.name: unpacked(part) for field, part in zip(fields(made), parts, strict=True)})
