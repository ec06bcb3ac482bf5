"""The best and the worst years, and how long a province rose, held against the tables and small made-up series."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

from bot.answers import model
from bot.answers.records import runs
from bot.questions import Question
from data.model.figures import Figure
from tests.support.shipped import ShippedDesk, plain, pressed


def records(desk: ShippedDesk, *args: object, **more: object) -> model.RecordsAnswer:
    answer = desk.find(Question("records", *args, **more))  # type: ignore[arg-type]
    assert isinstance(answer, model.RecordsAnswer)
    return answer


def text(desk: ShippedDesk, province: str, index: str = "papi", code: str | None = None) -> str:
    return plain(desk.answer(Question("records", (province,), index, code)).reply)


@lru_cache(maxsize=1)
def tables(desk: ShippedDesk) -> dict[int, dict[str, Figure]]:
    found = {}
    for period in desk.catalogue.periods("papi", full=True):
        results = desk.results("papi", period)
        assert results is not None
        found[int(period)] = {one.province: one for one in results.ranking[""]}
    return found


def of_tables(desk: ShippedDesk, province: str) -> dict[int, Figure]:
    return {year: figures[province] for year, figures in tables(desk).items() if province in figures}


def test_best_worst_and_the_first_ten_are_those_of_the_tables(desk: ShippedDesk) -> None:
    for province in desk.catalogue.provinces:
        known = of_tables(desk, province)
        answer = records(desk, (province,), "papi")
        ranks = {year: one.rank for year, one in known.items() if one.rank is not None}
        assert answer.full
        assert answer.ranked == len(ranks)
        assert answer.best is not None
        assert answer.worst is not None
        assert answer.best.year == max(year for year, rank in ranks.items() if rank == min(ranks.values()))
        assert answer.worst.year == max(year for year, rank in ranks.items() if rank == max(ranks.values()))
        assert [one.year for one in answer.first_ten] == sorted(year for year, rank in ranks.items() if rank <= 10)


def test_scores_are_held_against_each_other_within_one_edition(desk: ShippedDesk) -> None:
    for province in desk.catalogue.provinces:
        known = of_tables(desk, province)
        answer = records(desk, (province,), "papi")
        assert [one.begins is not None for one in answer.stretches] == [False, True]
        for stretch in answer.stretches:
            assert len({one.edition for one in stretch.points}) == 1
            scores = {one.year: known[one.year].score or 0.0 for one in stretch.points}
            assert stretch.best_score is not None
            assert stretch.worst_score is not None
            assert scores[stretch.best_score.year] == max(scores.values())
            assert scores[stretch.worst_score.year] == min(scores.values())


def test_how_it_reads(desk: ShippedDesk) -> None:
    said = text(desk, "quang-ninh")
    assert said.splitlines()[:4] == [
        "🏅 Quảng Ninh — năm tốt nhất và kém nhất, PAPI",
        "Hạng tốt nhất: 1/61 (2022, 2024) · Hạng thấp nhất: 62/63 (2016)",
        "Giữa các năm này, cách đo hoặc địa giới đã thay đổi, nên thứ hạng không so sánh trực tiếp được.",
        "Trong 10 hạng đầu 4 lần trong số 11 năm có kết quả: 2019, 2020, 2022, 2024",
    ]
    assert "2021 (không đủ dữ liệu)" in said
    assert "2023 (kết quả khảo sát vượt sai số thống kê cho phép)" in said
    assert "• Điểm số: cao nhất 48,81 điểm (2020), thấp nhất 46,66 điểm (2019)" in said
    hung_yen = text(desk, "hung-yen")
    assert "• Điểm số tăng liên tiếp dài nhất: 2 năm (2022–2024), đến năm mới nhất" in hung_yen
    assert "• Thứ hạng tăng liên tiếp dài nhất: 2 năm (2019–2021)" in hung_yen
    assert "chưa gồm Thái Bình" in hung_yen


def test_single_facts_speak_of_known_years_only(desk: ShippedDesk) -> None:
    said = text(desk, "hai-phong", "par")
    assert "những năm chưa biết có thể tốt hơn hoặc kém hơn" in said
    assert "Trong 10 hạng đầu 11 lần trong số 11 năm đã biết thứ hạng" in said
    assert "• Hạng 3/6 · 73,13% (năm thí điểm)" in said, "a pilot year is no record"
    assert "Hạng tốt nhất: 1/63 (2021, 2024) · Hạng thấp nhất: 6/63 (2012)" in said
    assert "2/63 (2022, 2023 ⚠️)" in said
    assert "chưa lần nào tăng" not in said
    one = text(desk, "tra-vinh", "sipas")
    assert "Chỉ có một số liệu: 2023: hạng 15/63 · 84,58%" in one
    assert "10 hạng đầu" not in one


def test_a_running_score_has_no_years_in_a_row(desk: ShippedDesk) -> None:
    for province in desk.catalogue.provinces:
        answer = records(desk, (province,), "766")
        assert all(one.rises_score is None and one.rises_rank is None for one in answer.stretches)


def test_a_criterion_has_records_of_its_own(desk: ShippedDesk) -> None:
    said = text(desk, "hung-yen", "papi", "4")
    assert "hiện đang tăng 2 năm (2022–2024)" in said
    assert "Điểm số tăng liên tiếp dài nhất: 3 năm (2018–2021)" in said


def test_history_leads_to_it_and_back(desk: ShippedDesk) -> None:
    asked = pressed(desk.answer(Question("history", ("hung-yen",), "papi", "4")).reply, "Năm tốt nhất, kém nhất")
    assert (asked.intent, asked.provinces, asked.index, asked.indicator) == ("records", ("hung-yen",), "papi", "4")
    assert pressed(desk.answer(asked).reply, "Qua các năm").intent == "history"


def test_its_name_in_the_contract(desk: ShippedDesk) -> None:
    told = desk.told("?", desk.answer(Question("records", ("hung-yen",), "papi")))
    assert (told["kind"], told["index"], told["indicator"]) == ("records", "papi", "")


@pytest.mark.parametrize(
    ("years", "longest", "current"),
    [
        ({2019: 1.0, 2020: 2.0, 2021: 3.0}, (2019, 2021), (2019, 2021)),
        ({2018: 1.0, 2019: 2.0, 2020: 3.0, 2021: 2.0, 2022: 3.0}, (2018, 2020), (2021, 2022)),
        ({2019: 1.0, 2021: 2.0, 2022: 1.0}, None, None),
        ({2018: 1.0, 2019: 2.0, 2020: 1.0, 2021: 2.0, 2022: 1.5}, (2020, 2021), None),
        ({2019: 2.0, 2020: 2.0}, None, None),
        ({2019: 2.0}, None, None),
        ({}, None, None),
    ],
)
def test_runs_end_at_a_fall_at_a_year_without_figure_and_at_no_change(
    desk: ShippedDesk, years: dict[int, float], longest: tuple[int, int] | None, current: tuple[int, int] | None
) -> None:
    pattern = records(desk, ("hung-yen",), "papi").points[-1]
    assert pattern.figure is not None
    points = [
        replace(pattern, year=year, period=str(year), figure=replace(pattern.figure, score=score))
        for year, score in years.items()
    ]

    def step(earlier: model.Standing, later: model.Standing) -> float | None:
        assert earlier.figure is not None
        assert later.figure is not None
        return (later.figure.score or 0.0) - (earlier.figure.score or 0.0)

    found = tuple((run.first, run.last) if run else None for run in runs(points, step))
    assert found == (longest, current)
