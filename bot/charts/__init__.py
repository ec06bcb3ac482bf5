"""Answers as pictures: one module per kind, each a pure function from an answer and a Translator to a Chart."""

from __future__ import annotations

from bot.answers import model
from bot.charts.canvas import Chart
from bot.charts.comparison import comparison
from bot.charts.components import components
from bot.charts.gaps import gaps
from bot.charts.history import history
from bot.i18n import Translator


def draw(answer: model.Answer, t: Translator) -> Chart | None:
    """The picture of an answer, in the translator's language; None where it has none."""
    match answer:
        case model.ComponentsAnswer():
            return components(answer, t)
        case model.GapsAnswer():
            return gaps(answer, t)
        case model.ComparisonAnswer():
            return comparison(answer, t)
        case model.HistoryAnswer():
            return history(answer, t)
        case _:
            return None
