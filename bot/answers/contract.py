"""The public JSON of ``chisotinh ask --json`` and of the pages: one object for each answer, absent facts null.

Documented in README.
"""

from __future__ import annotations

from typing import Any

from bot.answers import model
from bot.answers.model import Answer
from bot.questions import Question

KIND = {
    model.ProfileAnswer: "profile",
    model.StandingAnswer: "standing",
    model.ComponentsAnswer: "components",
    model.TableAnswer: "table",
    model.MoversAnswer: "movers",
    model.ComparisonAnswer: "comparison",
    model.HistoryAnswer: "history",
    model.GapsAnswer: "gaps",
    model.ReachAnswer: "reach",
    model.RecordsAnswer: "records",
    model.TasksAnswer: "tasks",
    model.OverdueAnswer: "overdue",
    model.ProgressAnswer: "progress",
    model.TargetsAnswer: "targets",
    model.IndexAnswer: "index",
    model.ChooseAnswer: "choose",
    model.UnknownAnswer: "unknown",
    model.HelpAnswer: "help",
    model.AboutAnswer: "about",
}


REGIONAL = (model.StandingAnswer, model.TableAnswer, model.MoversAnswer)
"""Answers that a region restricts."""


def as_json(text: str, answer: Answer, html: str) -> dict[str, Any]:
    """The object for one question, as ``text`` asked it. ``year`` is the year of the figures shown, ``score`` and
    ``rank`` the figure's; ``html`` is the answer in words.
    """
    question = answer.question
    standing = _standing(answer)
    figure = standing.figure if standing else None
    from_year, to_year = _years(answer)
    return {
        "question": text,
        "kind": KIND[type(answer)],
        "province": question.provinces[0] if question.provinces else None,
        "provinces": list(question.provinces),
        "index": standing.index.id if standing else _index(answer, question),
        "indicator": standing.indicator.code if standing else _indicator(answer, question),
        "year": standing.year if standing else _year(answer, question),
        "score": figure.score if figure else None,
        "rank": figure.rank if figure else None,
        "out_of": (standing.measured or figure.out_of) if standing and figure and figure.rank is not None else None,
        "choices": [{choice.kind: choice.id} for choice in question.choices],
        "region": question.region if isinstance(answer, REGIONAL) else None,
        "group": (standing.group if standing else question.group) or None,
        "from_year": from_year,
        "to_year": to_year,
        "html": html,
    }


def _standing(answer: Answer) -> model.Standing | None:
    """The one standing an answer is about. A profile is about several, a table about none."""
    match answer:
        case model.StandingAnswer() | model.ComponentsAnswer() | model.GapsAnswer() | model.ReachAnswer():
            return answer.standing
        case _:
            return None


def _index(answer: Answer, question: Question) -> str | None:
    match answer:
        case (
            model.TableAnswer()
            | model.MoversAnswer()
            | model.HistoryAnswer()
            | model.RecordsAnswer()
            | model.IndexAnswer()
        ):
            return answer.index.id
        case _:
            return question.index


def _indicator(answer: Answer, question: Question) -> str | None:
    match answer:
        case model.TableAnswer() | model.MoversAnswer() | model.HistoryAnswer() | model.RecordsAnswer():
            return answer.indicator.code
        case model.TasksAnswer() | model.ComparisonAnswer():
            return question.indicator
        case _:
            return None


def _year(answer: Answer, question: Question) -> int | None:
    match answer:
        case model.TableAnswer():
            return answer.year or None
        case model.MoversAnswer():
            return _year_of(answer.period)
        case model.ComparisonAnswer():
            years = {int(row[2][:4]) for row in answer.rows}
            return years.pop() if len(years) == 1 else question.year
        case _:
            return question.year


def _years(answer: Answer) -> tuple[int | None, int | None]:
    """The two years that movers compare, also where they cannot be, or the first and the last year of a history."""
    match answer:
        case model.MoversAnswer():
            return _year_of(answer.before), _year_of(answer.period)
        case model.HistoryAnswer() if answer.points:
            return answer.points[0].year, answer.points[-1].year
        case _:
            return None, None


def _year_of(period: str) -> int | None:
    return int(period[:4]) if period else None
