"""What the buttons under an answer do with it. Each is the text of its question behind a sign (``bot.callbacks``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.questions import Question

ChartName = Literal["", "map"]
FileForm = Literal["xlsx", "csv", "ics"]


@dataclass(frozen=True, slots=True)
class Draw:
    """Show the answer to a question as a picture: its own chart, or a ``map``."""

    question: Question
    chart: ChartName = ""


@dataclass(frozen=True, slots=True)
class Export:
    """Send the answer to a question as a file, with all that a chat has no room for."""

    question: Question
    form: FileForm = "xlsx"


@dataclass(frozen=True, slots=True)
class Wrong:
    """The button under an answer that tells the operators that it is wrong."""

    question: Question


AnswerPress = Draw | Export | Wrong
