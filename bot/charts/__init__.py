"""Answers as pictures: one module per kind, each a pure function from an answer and a Translator to a Chart."""

from __future__ import annotations

from bot.answers import model
from bot.charts.canvas import Chart
from bot.charts.history import history
from bot.i18n import Translator


def draw(answer: model.Answer, t: Translator) -> Chart | None:
    """The picture of an answer, in the translator's language; None where it has none."""
    match answer:
        case model.HistoryAnswer():
            return history(answer, t)
        case _:
            return None
