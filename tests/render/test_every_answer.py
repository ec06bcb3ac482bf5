"""Every province, index, period and kind of answer: no line that ends bare, no note or legend that does not apply."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.answers import model
from bot.i18n import LANGUAGES, translator
from bot.questions import Bound, Intent, Question
from bot.render import phrases, render
from data.periods import before_merger
from data.queries.catalogue import Catalogue
from tests.support.shipped import ShippedDesk, plain

STRIDE = 21
"""Of the periods of an index each province is asked every 21st, beside the newest: another by each province."""
ABOUT_ONE: tuple[Intent, ...] = ("standing", "components", "gaps", "reach")
BARE = re.compile(r"(?:^|[:·] ?)\d+\.$|[·,;(]$")
TORN = re.compile(r"\( ?\)|“”|\bNone\b|\bnan\b|· ·|[,;] ?[,;]|\.\.| [.,;](?!\d)|(?<=\S)  ")
NOTHING = re.compile(r"(?<![\d.,])0[.,]00(?!\d)")
AS_POINTS = re.compile(r"\d (?:điểm(?! phần trăm)|points)")
SCORE = re.compile(r"\d+[.,]\d+ (?:điểm|points)")
"""All that is known of two criteria may be the same score."""
REPEATED = ("📌", "•", "⚠️", "📄", "…")
"""Beginnings of lines that may stand twice: tasks, their documents, a note under each of two indices."""
LEGENDS = {"✅": 2, "❌": 2, "▫️": 2, "◀": 2}


def questions(catalogue: Catalogue) -> Iterator[Question]:
    slugs = list(catalogue.provinces)
    for at, slug in enumerate(slugs):
        yield Question("profile", (slug,))
        yield Question("profile", (slug,), year=2010 + at % 17)
        yield Question("targets", (slug,))
        yield Question("comparison", (slug, slugs[at - 1]))
        for index in catalogue.indices:
            yield Question("history", (slug,), index=index)
            yield Question("tasks", (slug,), index=index)
            yield Question("records", (slug,), index=index)
            for place, period in enumerate((*catalogue.periods(index), "2030")):
                if place and (place + at) % STRIDE:
                    continue
                when = Question("profile", (slug,), index, None, int(period[:4]), period if "-" in period else None)
                for intent in ABOUT_ONE:
                    yield replace(when, intent=intent)
                yield replace(when, intent="components", topic="changes")
                yield replace(when, intent="comparison", provinces=(slug, slugs[at - 1]))
                codes = [one.code for one in catalogue.indicators[index] if one.code]
                if codes:
                    yield replace(when, intent="standing", indicator=codes[at % len(codes)])
    for index in catalogue.indices:
        for period in (*catalogue.periods(index), "2030"):
            for bottom in (False, True):
                dated = period if "-" in period else None
                yield Question("table", index=index, year=int(period[:4]), period=dated, bottom=bottom)
            asked = Question("table", (), index, None, int(period[:4]), dated)
            yield replace(asked, intent="movers")
            yield replace(asked, intent="movers", direction="down", region="central")
            yield replace(asked, group="high-average")
            yield replace(asked, bound=Bound("below", "mean"), region="northern")
            yield replace(asked, bound=Bound("above", "province", province="hung-yen"), page=1)
            yield replace(asked, place=30, place_to=60, page=1)
            yield replace(asked, topic="regions", region="central-cities")


def wrong(answer: model.Answer, text: str) -> Iterator[str]:
    lines = text.split("\n")
    for line in lines:
        for fault in (BARE, TORN, NOTHING):
            if fault.search(line.strip()):
                yield f"{fault.pattern}: {line!r}"
        if line != line.rstrip():
            yield f"ends in spaces: {line!r}"
    if any(line.endswith(":") and not following for line, following in pairwise((*lines, ""))):
        yield "a colon that announces nothing"
    if "\n\n\n" in text or text != text.strip() or re.search(r"\n\n(Nguồn|Source): ", text):
        yield "blank lines"
    if not isinstance(answer, model.TasksAnswer | model.TargetsAnswer):
        seen = Counter(line.strip() for line in lines if line.strip() and not line.strip().startswith(REPEATED))
        yield from (f"twice: {line!r}" for line, times in seen.items() if times > 1 and not SCORE.fullmatch(line))
    if isinstance(answer, model.TargetsAnswer | model.ComparisonAnswer):
        yield from (f"legend {mark}" for mark, least in LEGENDS.items() if 0 < text.count(mark) < least)


def percent_called_points(answer: model.Answer, text: str) -> Iterator[str]:
    """Totals of an index of percent are never points; facts in a source's words ("68 điểm thẩm định") are theirs."""
    one = getattr(answer, "standing", None)
    index = one.index if one is not None else getattr(answer, "index", None)
    if index is None or index.unit != "percent" or answer.question.indicator:
        return
    if isinstance(answer, model.HistoryAnswer | model.StandingAnswer | model.TableAnswer | model.MoversAnswer):
        for line in text.split("\n"):
            if not line.startswith("•") and AS_POINTS.search(line):
                yield f"percent as points: {line!r}"


def merger_note(answer: model.Answer, text: str) -> Iterator[str]:
    """The note on the unit before the merger stands exactly where a figure shown is of that unit."""
    match answer:
        case model.StandingAnswer():
            shown = [answer.standing, answer.older]
        case model.ProfileAnswer():
            shown = [one for one, _ in answer.standings]
        case model.HistoryAnswer():
            shown = list(answer.points)
        case _:
            return
    periods = {(one.index.short, one.period) for one in shown if one is not None and one.figure is not None}
    old = {one for one in periods if before_merger(one[1])}
    notes = [
        line for line in text.split("\n") if line.startswith("ℹ️ ") and re.search("chưa gồm|, not including ", line)
    ]
    province = next(one.province for one in shown if one is not None) if periods else None
    if len(notes) != (1 if old and province is not None and province.absorbed else 0):
        yield f"note on the merger: {notes}"
    for note in notes:
        new = {short for short, _ in periods} - {short for short, _ in old}
        yield from (f"{short} is not of the unit before" for short in new if short in note)


@pytest.mark.parametrize("half", [0, 1])
def test_no_answer_has_a_torn_line_or_a_note_that_does_not_apply(desk: ShippedDesk, half: int) -> None:
    faults: dict[str, Question] = {}
    for question in list(dict.fromkeys(questions(desk.catalogue)))[half::2]:
        answer = desk.find(question)
        for language in LANGUAGES:
            text = plain(render(answer, translator(language)))
            for check in (wrong, percent_called_points, merger_note):
                faults.update(dict.fromkeys(check(answer, text), question))
    assert not faults


def test_an_equal_rank_is_said_to_be_equal(desk: ShippedDesk) -> None:
    """Whoever shares a rank is named so, and nobody of that rank stands above or below."""
    tied = list(_tied(desk))
    assert len(tied) > 200
    for question in tied[::5]:
        answer = desk.find(question)
        assert isinstance(answer, model.StandingAnswer)
        around, figure = answer.neighbours, answer.standing.figure
        assert around is not None
        assert figure is not None
        assert figure.rank is not None
        assert len(around.equal) == answer.standing.tied > 0
        assert all(other.rank is not None and other.rank < figure.rank for _, other in around.above)
        assert all(other.rank is not None and other.rank > figure.rank for _, other in around.below)
        text = plain(render(answer, translator("vi")))
        assert f"Cùng hạng {figure.rank}: " in text
        beside = next((line for line in text.split("\n") if line.startswith(("Ngay trên: ", "Ngay dưới: "))), "")
        assert f" {figure.rank}. " not in beside
        assert ("Ngay trên: " in beside) == (figure.rank > 1)


def _tied(desk: ShippedDesk) -> Iterator[Question]:
    """Every province that shares a rank in a criterion of a whole table."""
    for index in desk.catalogue.indices:
        for period in desk.catalogue.periods(index, full=True):
            results = desk.results(index, period)
            assert results is not None
            dated = period if "-" in period else None
            for code, ranking in results.ranking.items():
                ranks = Counter(figure.rank for figure in ranking)
                for figure in ranking:
                    if ranks[figure.rank] > 1:
                        yield Question("standing", (figure.province,), index, code or None, results.year, period=dated)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hưng Yên PAR qua các năm", "2021: hạng 12/63 (▲ 10) · 88,34%"),
        ("Lạng Sơn SIPAS qua các năm", "75,44% (▼ 28 bậc · ▼ 11,63 điểm phần trăm so với 2021, theo nguồn)"),
        ("Hải Phòng PAR qua các năm", "điểm phần trăm)"),
    ],
)
def test_a_share_is_a_percentage_and_moves_by_percentage_points(desk: ShippedDesk, text: str, said: str) -> None:
    assert said in desk.text(text)


def test_a_percentage_bears_its_sign_in_tables_medians_and_gaps() -> None:
    t = translator("vi")
    assert phrases.amount(t, 87.61, "percent", 2) == "87,61%"
    assert phrases.amount(t, 44.4, "points", 2) == "44,40"
    assert phrases.by_score(t, 1.5, "percent") == "1,50 điểm phần trăm"


def test_the_legend_stands_only_under_its_sign(desk: ShippedDesk) -> None:
    assert "◀" not in desk.text("so sánh Hưng Yên, Thái Bình PAR 2025")
    assert "◀" not in desk.text("so sánh Hưng Yên, Thái Bình PAR 2019")
    assert desk.text("so sánh Hưng Yên, Thái Bình PAPI 2024").count("◀") > 1
