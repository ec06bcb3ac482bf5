"""Answers as pictures: one module per kind, each a pure function from an answer and a Translator to a Chart."""

from __future__ import annotations

from bot.answers import model
from bot.callbacks import ChartName
from bot.charts.canvas import Chart as Chart
from bot.charts.card import card
from bot.charts.comparison import comparison
from bot.charts.components import components
from bot.charts.gaps import gaps
from bot.charts.history import history
from bot.charts.movers import movers
from bot.charts.table import table
from bot.charts.tilemap import tilemap
from bot.i18n import Translator
from bot.questions import Question


def draw(
    answer: model.Answer, t: Translator, chart: ChartName = "", beside: model.Answer | None = None
) -> Chart | None:
    """The picture of an answer, in the translator's language: its own, or a map. None where it has none.

    ``beside`` is the answer to the question that ``goes_with`` names, where it is known.
    """
    match answer, chart:
        case model.StandingAnswer(), "":
            return card(answer, beside if isinstance(beside, model.HistoryAnswer) else None, t)
        case model.ComponentsAnswer(), "":
            return components(answer, t)
        case model.GapsAnswer(), "":
            return gaps(answer, t)
        case model.ComparisonAnswer(), "":
            return comparison(answer, t)
        case model.HistoryAnswer(), "":
            return history(answer, t)
        case model.MoversAnswer(), "":
            return movers(answer, t)
        case model.TableAnswer(), "":
            return table(answer, t)
        case model.TableAnswer(), "map":
            return tilemap(answer, t)
        case _:
            return None


def goes_with(answer: model.Answer) -> Question | None:
    """What else the picture of an answer shows: beside a standing, the ranks of the years before."""
    if not isinstance(answer, model.StandingAnswer):
        return None
    one = answer.standing
    return Question("history", provinces=(one.province.id,), index=one.index.id, indicator=one.indicator.code or None)
