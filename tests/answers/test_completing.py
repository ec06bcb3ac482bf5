"""Facts from several sources: halves that complete each other, targets that two documents set."""

from __future__ import annotations

import pytest

from bot.answers import model
from data.agreement import same_value
from tests.support.shipped import ShippedDesk, plain


@pytest.mark.parametrize(
    ("text", "said", "score", "rank", "sources"),
    [
        ("Bà Rịa - Vũng Tàu PAR 2021", "Hạng 16/63 · 87,61%", 87.61, 16, ("Báo Bà Rịa - Vũng Tàu, tháng 7/2022",)),
        (
            "Cà Mau SIPAS 2021",
            "Hạng 21/63 · 87,92%",
            87.92,
            21,
            ("Tạp chí Du lịch TP. Hồ Chí Minh", "Trung tâm Hành chính công tỉnh Cà Mau"),
        ),
    ],
)
def test_a_score_and_a_rank_of_two_sources_are_one_answer(
    desk: ShippedDesk, text: str, said: str, score: float, rank: int, sources: tuple[str, ...]
) -> None:
    told = desk.text(text)
    assert said in told
    assert "Nguồn khác" not in told
    assert "⚠️" not in told
    found = desk.json(text)
    assert (found["score"], found["rank"], found["out_of"]) == (score, rank, 63)
    for source in sources:
        assert source in told
    years = desk.ask(f"{text.rsplit(maxsplit=1)[0]} qua các năm")
    assert f"hạng {rank}/63 " in plain(years.reply)
    assert isinstance(years.answer, model.HistoryAnswer)
    assert set(sources) <= {one.title_vi for one in years.answer.context.sources}
    assert "suy ra từ lời văn của nguồn" in told
    assert "theo báo chí" in told


def test_no_answer_lacks_a_half_that_some_source_gives(desk: ShippedDesk) -> None:
    """Nor is a source that differs in nothing told of as another."""
    catalogue = desk.catalogue
    for index in catalogue.indices:
        for period in catalogue.periods(index):
            results = desk.results(index, period)
            assert results is not None
            for (province, code), figures in results.figures.items():
                first, *others = figures
                agreeing = [one for one in others if same_value(one.score, first.score)]
                assert first.rank is not None or not any(one.rank for one in agreeing), (province, period, code)
                assert first.score is not None or not any(one.score for one in others), (province, period, code)
                makers = results.made_of(province, code)
                assert {first.score, first.rank} <= {x for one in makers for x in (one.score, one.rank)} | {None}


def test_the_same_target_of_two_documents_is_told_once_with_both(desk: ShippedDesk) -> None:
    answer = desk.ask("mục tiêu Hà Nội 2025").answer
    assert isinstance(answer, model.TargetsAnswer)
    papi = [one for one in answer.promises if one.index.id == "papi"]
    assert [len(one.documents) for one in papi] == [2]
    text = desk.text("mục tiêu Hà Nội 2025")
    assert text.count("PAPI: vào nhóm trung bình cao") == 1
    assert "Kế hoạch cải thiện SIPAS, PAR INDEX và PAPI năm 2025" in text
    assert "Mục tiêu chỉ số PAPI năm 2025" in text
    assert "Báo Lao Động; Trang tin VietExplorer" in text
    every = desk.ask("mục tiêu Hà Nội").answer
    profile = desk.ask("/xephang Hà Nội").answer
    assert isinstance(every, model.TargetsAnswer)
    assert isinstance(profile, model.ProfileAnswer)
    assert profile.targets == len(every.promises)
