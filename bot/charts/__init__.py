"""Answers as pictures: one module per kind, each a pure function from an answer and a Translator to a Chart."""

from __future__ import annotations

from bot.answers import model
from bot.charts.canvas import Chart
from bot.charts.card import card
from bot.charts.history import history
from bot.charts.movers import movers
from bot.charts.table import table
from bot.charts.tilemap import tilemap
from bot.i18n import Translator


def draw(answer: model.Answer, t: Translator) -> Chart | None:
    """The picture of an answer, in the translator's language; None where it has none."""
    match answer:
        case model.HistoryAnswer():
            return history(answer, t)
        case model.MoversAnswer():
            return movers(answer, t)
        case model.StandingAnswer():
            return card(answer, None, t)
        case model.TableAnswer():
            return table(answer, t)
        case _:
            return None


def draw_map(answer: model.Answer, t: Translator) -> Chart | None:
    """The same answer laid out as the country lies; None where it has no such picture."""
    return tilemap(answer, t) if isinstance(answer, model.TableAnswer) else None
