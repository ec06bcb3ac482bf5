"""Answers as pictures: one module per kind, each a pure function from an answer and a Translator to a Chart."""

from __future__ import annotations

from bot.answers import model
from bot.callbacks import ChartName
from bot.charts.canvas import Chart as Chart
from bot.charts.comparison import comparison
from bot.charts.components import components
from bot.charts.gaps import gaps
from bot.charts.history import history
from bot.i18n import Translator


def draw(answer: model.Answer, t: Translator, chart: ChartName = "") -> Chart | None:
    """The picture of an answer, in the translator's language: its own, or a map. None where it has none."""
    match answer, chart:
        case model.ComponentsAnswer(), "":
            return components(answer, t)
        case model.GapsAnswer(), "":
            return gaps(answer, t)
        case model.ComparisonAnswer(), "":
            return comparison(answer, t)
        case model.HistoryAnswer(), "":
            return history(answer, t)
        case _:
            return None
