"""Answers as pictures: one module per kind, each a pure function from an answer and a Translator to a Chart."""

from __future__ import annotations

from bot.answers import model
from bot.charts import card, comparison, components, gaps, history, movers, progress, table, tilemap
from bot.charts.canvas import Chart as Chart
from bot.i18n import Translator
from bot.presses.answers import ChartName
from bot.questions import Question


def draw(
    answer: model.Answer, t: Translator, chart: ChartName = "", beside: model.Answer | None = None
) -> Chart | None:
    """The picture of an answer, in the translator's language: its own, or a map. None where it has none.

    ``beside`` is the answer to the question that ``goes_with`` names, where it is known.
    """
    match answer, chart:
        case model.StandingAnswer(), "":
            return card.card(answer, beside if isinstance(beside, model.HistoryAnswer) else None, t)
        case model.ComponentsAnswer(), "":
            return components.components(answer, t)
        case model.GapsAnswer(), "":
            return gaps.gaps(answer, t)
        case model.ComparisonAnswer(), "":
            return comparison.comparison(answer, t)
        case model.HistoryAnswer(), "":
            return history.history(answer, t)
        case model.MoversAnswer(), "":
            return movers.movers(answer, t)
        case model.ProgressAnswer(), "":
            return progress.progress(answer, t)
        case model.TableAnswer(), "":
            return table.table(answer, t)
        case model.TableAnswer(), "map":
            return tilemap.tilemap(answer, t)
        case _:
            return None


def is_drawn(answer: model.Answer, chart: ChartName = "") -> bool:
    """Whether an answer has such a picture; much cheaper than drawing it."""
    match answer, chart:
        case model.StandingAnswer(), "":
            return answer.standing.figure is not None
        case model.ComponentsAnswer(), "":
            return components.is_drawn(answer)
        case model.GapsAnswer(), "":
            return gaps.is_drawn(answer)
        case model.ComparisonAnswer(), "":
            return comparison.is_drawn(answer)
        case model.HistoryAnswer(), "":
            return history.is_drawn(answer)
        case model.MoversAnswer(), "":
            return movers.is_drawn(answer)
        case model.ProgressAnswer(), "":
            return progress.is_drawn(answer)
        case model.TableAnswer(), "":
            return table.is_drawn(answer)
        case model.TableAnswer(), "map":
            return tilemap.is_drawn(answer)
        case _:
            return False


def goes_with(answer: model.Answer) -> Question | None:
    """What else the picture of an answer shows: beside a standing, the ranks of the years before."""
    if not isinstance(answer, model.StandingAnswer):
        return None
    one = answer.standing
    return Question("history", provinces=(one.province.id,), index=one.index.id, indicator=one.indicator.code or None)
