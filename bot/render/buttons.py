"""The questions behind buttons that several kinds of answer have."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.model import Standing
from bot.questions import Question


def about(question: Question, standing: Standing, **changes: object) -> Question:
    """The question behind a button: the same province, index and period, except for the changes."""
    same = Question(
        "standing",
        provinces=(standing.province.id,),
        index=standing.index.id,
        indicator=standing.indicator.code or None,
        year=standing.year,
        period=standing.period if "-" in standing.period else None,
    )
    return replace(same, **changes)  # type: ignore[arg-type]
