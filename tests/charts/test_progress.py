"""The chart of how far plans have come: each bar is all of an agency's tasks, parted by what became of them."""

from __future__ import annotations

import datetime as dt
import itertools
import re

import pytest

from bot.answers.model import AnswerContext, ProgressAnswer, Tally, TallyOf
from bot.charts.canvas import Chart
from bot.charts.progress import is_drawn, progress
from bot.i18n import Language, translator
from bot.questions import Question
from data.model.tasks import Document

PLAN = Document("d", "hung-yen", "12/KH-UBND", "plan", "2026-01-15", "Kế hoạch", "Kế hoạch", "UBND", "UBND", "s",
                brought=True)  # fmt: skip


def tally(total: int, accepted: int = 0, waiting: int = 0, stuck: int = 0, overdue: int = 0) -> Tally:
    silent = total - accepted - waiting - stuck
    return Tally(total=total, overdue=overdue, accepted=accepted, closed=0, waiting=waiting, doing=0, stuck=stuck,
                 silent=silent)  # fmt: skip


def answer(whole: Tally | None, *agencies: TallyOf) -> ProgressAnswer:
    shown = whole is not None
    return ProgressAnswer(
        question=Question("tasks", ("hung-yen",), topic="progress"), province=None, agency=None, whole=whole,
        documents=((PLAN, shown, whole or tally(3)),), agencies=agencies, criteria=(), brought=True, dated=True,
        today=dt.date(2026, 11, 22), context=AnswerContext(sources=()),
    )  # fmt: skip


MANY = [TallyOf(f"Sở có một cái tên rất dài để thử chỗ trên màn hình số {n}", f"Department {n}", tally(9, 1, 2, 1, n))
        for n in range(20)]  # fmt: skip


def drawn(language: Language) -> Chart:
    chart = progress(answer(tally(46, 12, 3, 1, 3), *MANY), translator(language))
    assert chart is not None
    return chart


@pytest.mark.parametrize("language", ["vi", "en"])
def test_labels_lie_inside_and_apart(language: Language) -> None:
    chart = drawn(language)
    for label in chart.labels:
        assert label.left >= 0
        assert label.right <= chart.width
        assert label.bottom <= chart.height
    for one, other in itertools.combinations(chart.labels, 2):
        apart = one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top
        assert apart, (one, other)


def test_parts_are_as_wide_as_they_are_many_and_what_is_left_out_is_said() -> None:
    chart = drawn("en")
    bars = re.findall(r'<rect class="([\w-]+)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="14"', chart.svg)
    first = [(colour, float(wide)) for colour, _, wide in bars[:4]]
    assert [colour for colour, _ in first] == ["group-4", "group-3", "group-1", "group-0"]
    assert [round(wide / 440 * 46) for _, wide in first] == [12, 3, 1, 30]
    texts = [label.text for label in chart.labels]
    assert "12/46 done" in texts
    assert "3 overdue" in texts
    assert "Not all agencies are shown." in texts


def test_nothing_is_drawn_of_reports_that_may_not_be_read() -> None:
    assert not is_drawn(answer(None))
    assert progress(answer(None), translator("vi")) is None
