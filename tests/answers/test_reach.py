"""How far it is to a goal, held against the tables themselves."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest

from bot import callbacks
from bot.answers import model
from bot.i18n import LANGUAGES, Language
from bot.questions import Bound, Question
from bot.questions.question import TableGroup
from bot.reply import Button
from data.model.figures import Figure
from tests.support.shipped import ShippedDesk, labels, length, plain, pressed


def reach(desk: ShippedDesk, question: Question) -> model.ReachAnswer:
    answer = desk.find(question)
    assert isinstance(answer, model.ReachAnswer)
    return answer


def text(desk: ShippedDesk, question: Question, language: Language = "vi") -> str:
    return plain(desk.answer(question, language).reply)


def table(desk: ShippedDesk, index: str = "papi", period: str = "2024", code: str = "") -> tuple[Figure, ...]:
    results = desk.results(index, period)
    assert results is not None
    return results.ranking[code]


def shown(score: float | None) -> float:
    assert score is not None
    return round(score + 1e-9, 2)


@pytest.mark.parametrize("place", [1, 3, 5, 10, 18])
def test_the_points_to_a_place_are_those_of_who_stands_there(desk: ShippedDesk, place: int) -> None:
    ranking = table(desk)
    mine = next(one for one in ranking if one.province == "hung-yen")
    answer = reach(desk, Question("reach", ("hung-yen",), place=place))
    assert answer.goal is not None
    assert answer.goal.holder.province.id == ranking[place - 1].province
    assert answer.missing == pytest.approx(shown(ranking[place - 1].score) - shown(mine.score))
    assert answer.margin is None


def test_by_itself_the_next_group_up_is_the_goal(desk: ShippedDesk) -> None:
    vi = text(desk, Question("reach", ("hung-yen",)))
    assert vi.splitlines()[:4] == [
        "🎯 Hưng Yên — PAPI 2024: để vào nhóm cao nhất",
        "Còn thiếu 0,34 điểm: từ 44,40 lên 44,74",
        "15 tỉnh, thành phố đã đạt; thấp nhất trong số đó: Thái Bình, hạng 15/61 · 44,74 điểm",
        "Hưng Yên: hạng 19/61 · 44,40 điểm · nhóm trung bình cao",
    ]
    en = text(desk, Question("reach", ("hung-yen",)), "en")
    assert "0.34 points short: from 44.40 to 44.74" in en
    lowest = reach(desk, Question("reach", ("kien-giang",)))
    assert lowest.goal is not None
    assert (lowest.goal.group, lowest.goal.usual) == ("low-average", True)


@pytest.mark.parametrize("group", [one for one in get_args(TableGroup) if one])
def test_a_group_is_entered_with_the_score_of_its_last(desk: ShippedDesk, group: TableGroup) -> None:
    for province in ("kien-giang", "hung-yen", "quang-ninh"):
        answer = reach(desk, Question("reach", (province,), "papi", group=group))
        goal = answer.goal
        assert goal is not None
        assert goal.holder.group == group
        own = answer.standing.group
        assert own is not None
        reached = model.GROUPS.index(own) >= model.GROUPS.index(group)
        assert reached == (answer.missing is None)
        if reached and answer.outside is not None:
            assert answer.outside.group == model.GROUPS[model.GROUPS.index(group) - 1]
            assert answer.margin is not None
            assert answer.margin > 0


def test_where_the_distance_lies_and_what_the_tasks_say(desk: ShippedDesk) -> None:
    answer = reach(desk, Question("reach", ("hung-yen",), place=10))
    assert [lag.by for lag in answer.lags] == sorted((lag.by for lag in answer.lags), reverse=True)
    for lag in answer.lags:
        code = lag.mine.indicator.code
        scores = {one.province: one.score for one in table(desk, code=code)}
        assert lag.by == pytest.approx(shown(scores["soc-trang"]) - shown(scores["hung-yen"]))
        expected = [
            task
            for task in desk.tasks("hung-yen", "papi")
            if any(
                index == "papi" and one.split(".")[0] == code
                for index, one in ((task.index, task.indicator), *task.also)
            )
        ]
        assert list(lag.tasks) == expected
    said = text(desk, Question("reach", ("hung-yen",), place=10))
    assert "So với Sóc Trăng: thấp hơn ở 5/8 tiêu chí" in said
    assert "1. Kiểm soát tham nhũng: 7,20 so với 7,83, thấp hơn 0,63 điểm" in said
    assert "📌 3 nhiệm vụ, đầu tiên: Triển khai công tác phòng, chống tham nhũng" in said
    assert "giữ nguyên" in said


def test_the_rest_is_folded_and_the_button_leads_to_the_tasks(desk: ShippedDesk) -> None:
    reply = desk.answer(Question("reach", ("hung-yen",), place=10)).reply
    open_part, _, folded = reply.html.partition("<blockquote expandable>")
    assert len(open_part.splitlines()) <= 14
    assert "8. " in folded
    asked = pressed(reply, "Nhiệm vụ: Kiểm soát tham nhũng")
    assert (asked.intent, asked.provinces, asked.index, asked.indicator) == ("tasks", ("hung-yen",), "papi", "4")
    beside = pressed(reply, "Đặt cạnh nhau")
    assert (beside.intent, beside.provinces) == ("comparison", ("hung-yen", "soc-trang"))


def test_what_is_reached_is_said_with_its_margin(desk: ShippedDesk) -> None:
    answer = reach(desk, Question("reach", ("quang-ninh",)))
    assert answer.missing is None
    assert answer.outside is not None
    assert answer.outside.province.id == table(desk)[10].province
    said = text(desk, Question("reach", ("quang-ninh",)))
    assert "để vào 10 hạng đầu\nĐã đạt" in said
    assert "Đang cao hơn Thừa Thiên Huế 2,72 điểm (hạng 11/61 · 45,10 điểm)" in said
    assert "Không tỉnh, thành phố nào có điểm cao hơn." in said
    second = text(desk, Question("reach", ("tay-ninh",)))
    assert "Ngay phía trên: Quảng Ninh (hạng 1/61 · 47,82 điểm)" in second


def test_another_province_is_overtaken(desk: ShippedDesk) -> None:
    def over(province: str) -> str:
        return text(desk, Question("reach", ("hung-yen",), bound=Bound("above", "province", province=province)))

    assert "để vượt Thái Bình\nCòn thiếu 0,34 điểm: từ 44,40 lên 44,74" in over("thai-binh")
    assert "để vượt Hà Nội\nĐã đạt" in over("ha-noi")
    assert "Đang cao hơn Hà Nội 0,63 điểm" in over("ha-noi")
    left_out = over("vinh-phuc")
    assert "Vĩnh Phúc không có điểm ở kỳ này, nên không tính được khoảng cách." in left_out
    assert "thiếu" not in left_out


def test_a_score_the_mean_and_the_median(desk: ShippedDesk) -> None:
    def to(bound: Bound) -> str:
        return text(desk, Question("reach", ("hung-yen",), bound=bound))

    at = to(Bound("above", "score", score=45.0))
    assert "để đạt 45,00 điểm\nCòn thiếu 0,60 điểm: từ 44,40 lên 45,00" in at
    assert "12 tỉnh, thành phố đã đạt; thấp nhất trong số đó: Lạng Sơn, hạng 12/61 · 45,00 điểm" in at
    assert "Chưa tỉnh, thành phố nào đạt; cao nhất là Quảng Ninh" in to(Bound("above", "score", score=60.0))
    scores = [one.score for one in table(desk) if one.score is not None]
    mean = f"{sum(scores) / len(scores):.2f}".replace(".", ",")
    assert f"để đạt mức trung bình các tỉnh, thành phố, {mean}\nĐã đạt" in to(Bound("above", "mean"))
    assert "Đang cao hơn mức đó 0,97 điểm" in to(Bound("above", "mean"))
    assert "để đạt mức trung vị, 43,48\nĐã đạt" in to(Bound("above", "median"))


def test_a_province_left_out_of_the_newest_table_is_answered_from_the_one_before(desk: ShippedDesk) -> None:
    said = text(desk, Question("reach", ("vinh-phuc",)))
    assert said.splitlines()[:2] == [
        "🎯 Vĩnh Phúc — PAPI 2023: để vào 10 hạng đầu",
        "PAPI 2024 không có kết quả của tỉnh này; đây là kỳ mới nhất có kết quả.",
    ]
    named = text(desk, Question("reach", ("vinh-phuc",), "papi", year=2024))
    assert "Tỉnh này không có điểm ở kỳ này, nên không tính được khoảng cách." in named
    assert "thiếu" not in named


@pytest.mark.parametrize("index", ["par", "sipas"])
def test_single_facts_tell_no_distance(desk: ShippedDesk, index: str) -> None:
    for province in desk.catalogue.provinces:
        question = Question("reach", (province,), index, place=10)
        answer = reach(desk, question)
        assert (answer.goal, answer.missing, answer.margin, answer.lags) == (None, None, None, ())
        assert "nên không tính được khoảng cách" in text(desk, question)
    known = text(desk, Question("reach", ("hung-yen",), "par", place=10))
    assert "Hưng Yên: hạng 14/63" in known
    assert "Khánh Hòa: hạng 10/63 · 90,49%" in known
    assert "Trung bình cả nước: 88,37%" in known


def test_an_index_without_groups_takes_the_first_ten(desk: ShippedDesk) -> None:
    said = text(desk, Question("reach", ("hung-yen",), "766", group="highest"))
    assert "766 không chia nhóm; tôi tính theo 10 hạng đầu." in said
    assert "Còn thiếu 5,52 điểm: từ 57,41 lên 62,93" in said
    ended = text(desk, Question("reach", ("long-an",), "766"))
    assert "không còn là đơn vị cấp tỉnh" in ended
    assert "thiếu" not in ended


def test_a_criterion_is_reached_in_its_own_parts(desk: ShippedDesk) -> None:
    answer = reach(desk, Question("reach", ("hung-yen",), "papi", "7", place=1))
    assert answer.goal is not None
    assert answer.goal.holder.province.id == table(desk, code="7")[0].province
    assert {lag.mine.indicator.code for lag in answer.lags} == {"7.1", "7.2", "7.3"}


def test_who_is_missing_less_than_shows_is_not_told_of_nothing(desk: ShippedDesk) -> None:
    """Neighbours whose scores look the same: the distance is real, and said to be small."""
    ranking = table(desk, period="2018")
    close = [
        (above, below)
        for above, below in pairwise(ranking)
        if above.score is not None and above.score != below.score and shown(above.score) == shown(below.score)
    ]
    assert close
    for above, below in close:
        bound = Bound("above", "province", province=above.province)
        said = text(desk, Question("reach", (below.province,), "papi", year=2018, bound=bound))
        assert "Còn thiếu chưa đến 0,01 điểm" in said
        bound = Bound("above", "province", province=below.province)
        said = text(desk, Question("reach", (above.province,), "papi", year=2018, bound=bound))
        assert "chưa đến 0,01 điểm" in said
        assert "Đã đạt" in said


def test_what_is_named_and_is_not_there_is_no_error(desk: ShippedDesk) -> None:
    unknown = desk.find(Question("reach", ("hung-yen",), bound=Bound("above", "province", province="atlantis")))
    assert isinstance(unknown, model.UnknownAnswer)
    assert isinstance(desk.find(Question("reach")), model.HelpAnswer)
    last = reach(desk, Question("reach", ("hung-yen",), place=999))
    assert last.goal is not None
    assert last.goal.place == 61


@pytest.mark.parametrize("language", LANGUAGES)
def test_gaps_and_standings_lead_to_it(desk: ShippedDesk, language: Language) -> None:
    label = {"vi": "Để tăng hạng", "en": "How to climb"}[language]
    for intent in ("standing", "gaps"):
        reply = desk.answer(Question("gaps" if intent == "gaps" else "standing", ("hung-yen",), "papi"), language).reply
        assert pressed(reply, label).intent == "reach"
        whole = desk.answer(Question("standing", ("hung-yen",), "par"), language).reply
        assert label not in labels(whole)


def test_its_buttons_keep_the_goal(desk: ShippedDesk) -> None:
    reply = desk.answer(Question("reach", ("hung-yen",), "papi", place=5, year=2023)).reply
    ten = pressed(reply, "10 hạng đầu")
    assert (ten.intent, ten.place, ten.year, ten.index) == ("reach", 10, 2023, "papi")
    buttons: list[Button] = [button for row in reply.buttons for button in row]
    assert all(callbacks.encode(button.press) for button in buttons if button.press is not None)


def test_it_fits_even_with_endless_tasks(desk: ShippedDesk) -> None:
    for province in desk.catalogue.provinces:
        for place in (1, 30):
            assert length(desk.answer(Question("reach", (province,), "papi", place=place)).reply) <= 4096


def test_its_name_in_the_contract(desk: ShippedDesk) -> None:
    told = desk.told("?", desk.answer(Question("reach", ("hung-yen",), place=10)))
    assert (told["kind"], told["index"], told["year"], told["rank"], told["out_of"]) == ("reach", "papi", 2024, 19, 61)
