"""Tables that are restricted: a group, one side of a line, some places, a region; their pages, and means by region."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.answers import model
from bot.callbacks import encode
from bot.i18n import LANGUAGES, Language
from bot.questions import Bound, Question
from bot.questions.question import TableGroup
from tests.support.shipped import ShippedDesk, labels, length, plain, pressed


def table(desk: ShippedDesk, **of: Any) -> model.TableAnswer:
    answer = desk.find(Question("table", **{"index": "papi", "year": 2024, **of}))
    assert isinstance(answer, model.TableAnswer)
    return answer


def text(desk: ShippedDesk, language: Language = "vi", **of: Any) -> str:
    return plain(desk.answer(Question("table", **{"index": "papi", "year": 2024, **of}), language).reply)


GROUPS: tuple[TableGroup, ...] = ("lowest", "low-average", "high-average", "highest")


@pytest.mark.parametrize("year", range(2011, 2025))
def test_the_four_groups_part_the_table(desk: ShippedDesk, year: int) -> None:
    seen: list[str] = []
    for group in reversed(GROUPS):
        answer = table(desk, year=year, group=group)
        assert answer.in_group is not None
        assert answer.in_group.many == answer.listed == len(answer.rows)
        seen += [province.id for province, _ in answer.rows]
    whole = desk.results("papi", str(year))
    assert whole is not None
    assert seen == [figure.province for figure in whole.ranking[""]]


def test_a_group_says_how_many_and_from_what_score(desk: ShippedDesk) -> None:
    assert "📊 Nhóm cao nhất: PAPI 2024" in text(desk, group="highest")
    assert "15 tỉnh, thành phố thuộc nhóm này, từ 44,74 điểm trở lên" in text(desk, group="highest")
    assert "15 provinces are in it, from 44.74 points up" in text(desk, "en", group="highest")
    assert "từ 40,83 điểm đến 42,11 điểm" in text(desk, year=2023, group="low-average")
    assert "Miền Bắc: 7 trong số đó" in text(desk, year=2023, group="low-average", region="northern")
    other = pressed(desk.answer(Question("table", index="papi", group="highest")).reply, "Nhóm thấp nhất")
    assert (other.group, other.index) == ("lowest", "papi")


def test_an_index_without_groups_says_so_and_shows_its_table(desk: ShippedDesk) -> None:
    found = text(desk, index="766", year=2026, group="highest")
    assert "766 không công bố theo nhóm; đây là bảng xếp hạng." in found
    assert "1. Đồng Tháp" in found


@pytest.mark.parametrize(
    ("bound", "title", "counted", "first"),
    [
        (Bound("above", "score", 45.0), "Trên 45 điểm", "12 tỉnh, thành phố cao hơn, 49 thấp hơn", "1. Quảng Ninh"),
        (Bound("below", "score", 40.5), "Dưới 40,5 điểm", "58 tỉnh, thành phố cao hơn, 3 thấp hơn", "59. Cần Thơ"),
        (Bound("below", "mean"), "Dưới trung bình cả nước", "43,43 điểm (trung bình cộng đơn giản", "34. Hà Nam"),
        (Bound("above", "median"), "Trên trung vị cả nước", "30 tỉnh, thành phố cao hơn, 30 thấp", "1. Quảng Ninh"),
        (Bound("above", "province", province="hung-yen"), "Xếp trên Hưng Yên",
         "Hưng Yên: 44,40 điểm · 18 tỉnh, thành phố cao hơn, 42 thấp hơn", "18. Phú Thọ"),
        (Bound("below", "province", province="hung-yen"), "Xếp dưới Hưng Yên", "42 thấp hơn", "20. Nam Định"),
    ],
)  # fmt: skip
def test_a_line_has_a_value_and_two_sides(
    desk: ShippedDesk, bound: Bound, title: str, counted: str, first: str
) -> None:
    found = text(desk, bound=bound)
    assert found.startswith(f"📊 {title}: PAPI 2024")
    assert counted in found
    assert f"\n{first} — " in found
    assert "\n19. Hưng Yên" not in found or bound.of != "province"
    answer = table(desk, bound=bound)
    assert answer.line is not None
    assert answer.listed == (answer.line.above if bound.side == "above" else answer.line.below)
    assert answer.line.above + answer.line.equal + answer.line.below == 61 - (bound.of == "province")


def test_who_stands_on_the_median_is_on_neither_side(desk: ShippedDesk) -> None:
    answer = table(desk, bound=Bound("above", "median"))
    assert answer.line is not None
    assert answer.line.equal == 1
    assert "1 bằng" in text(desk, bound=Bound("above", "median"))


def test_a_province_without_a_figure_is_no_line(desk: ShippedDesk) -> None:
    found = text(desk, bound=Bound("above", "province", province="vinh-phuc"))
    assert "Vĩnh Phúc không có số liệu ở bảng này, nên không có mức điểm để so." in found
    assert "1. Quảng Ninh" not in found
    unknown = desk.find(Question("table", index="papi", bound=Bound("above", "province", province="atlantis")))
    assert isinstance(unknown, model.UnknownAnswer)


def test_nobody_beyond_a_line_is_said(desk: ShippedDesk) -> None:
    found = text(desk, bound=Bound("above", "score", 79.0))
    assert "0 tỉnh, thành phố cao hơn, 61 thấp hơn" in found
    assert "Không có tỉnh, thành phố nào." in found


def test_places_from_one_to_another(desk: ShippedDesk) -> None:
    for first, last in ((15, 25), (25, 15)):
        found = text(desk, place=first, place_to=last)
        assert found.startswith("📊 Hạng 15 đến 25: PAPI 2024")
        assert "\n15. Thái Bình — " in found
        assert "\n25. Sơn La — " in found
        assert "\n14. " not in found
        assert "\n26. " not in found
    assert "📊 Ranks 15 to 25: PAPI 2024" in text(desk, "en", place=15, place_to=25)


# --- pages -------------------------------------------------------------------------------------------------


def turned(desk: ShippedDesk, question: Question) -> list[model.TableAnswer]:
    """Every page, each reached by the button under the one before."""
    pages: list[model.TableAnswer] = []
    while True:
        answered = desk.answer(question)
        assert isinstance(answered.answer, model.TableAnswer)
        pages.append(answered.answer)
        if "Xem tiếp ▶" not in labels(answered.reply):
            return pages
        question = pressed(answered.reply, "Xem tiếp ▶")


@pytest.mark.parametrize(
    ("of", "sizes"),
    [
        ({"n": 63}, [20, 20, 21]),
        ({"n": 30}, [20, 10]),
        ({"n": 21}, [21]),
        ({}, [10, 10, 10, 10, 10, 10, 1]),
        ({"n": 20}, [20, 20, 20, 1]),
        ({"bound": Bound("below", "mean")}, [20, 8]),
        ({"place": 1, "place_to": 50}, [20, 20, 10]),
    ],
)
def test_a_long_table_is_turned_page_by_page(desk: ShippedDesk, of: dict[str, Any], sizes: list[int]) -> None:
    pages = turned(desk, Question("table", index="papi", year=2024, **of))
    assert [len(page.rows) for page in pages] == sizes
    scores = [figure.score for page in pages for _, figure in page.rows if figure.score is not None]
    assert scores == sorted(scores, reverse=True)
    assert len({province.id for page in pages for province, _ in page.rows}) == sum(sizes)


def test_the_end_of_a_table_is_turned_towards_its_top(desk: ShippedDesk) -> None:
    pages = turned(desk, Question("table", index="papi", year=2024, bottom=True))
    assert [page.rows[-1][1].rank for page in pages] == [61, 51, 41, 31, 21, 11, 1]
    assert "42–51" not in text(desk, bottom=True)
    assert "PAPI 2024\n61 tỉnh, thành phố có số liệu · 42–51 / 61" in text(desk, bottom=True, page=1)


def test_a_page_says_which_rows_it_has_and_takes_the_place_of_the_other(desk: ShippedDesk) -> None:
    assert "📊 Bảng xếp hạng 61 tỉnh, thành phố: PAPI 2024" in text(desk, n=63)
    assert "· 1–20 / 61" in text(desk, n=63)
    assert "· 21–40 / 61" in text(desk, n=63, page=1)
    assert " / 61" not in text(desk)  # the first ten are the first ten
    reply = desk.answer(Question("table", index="papi", year=2024, n=63, page=1)).reply
    turning = [button for row in reply.buttons for button in row if button.label in ("◀", "Xem tiếp ▶")]
    assert [button.here for button in turning] == [True, True]
    assert table(desk, n=63, page=99).page == 2


def test_the_buttons_of_pages_fit_even_with_a_group_and_a_region(desk: ShippedDesk) -> None:
    for region in desk.catalogue.regions:
        question = Question("table", (), "papi", "4", 2024, region=region, group="highest", page=1)
        assert encode(question, here=True) is not None


# --- regions -----------------------------------------------------------------------------------------------


def test_means_by_region_are_those_of_the_provinces(desk: ShippedDesk) -> None:
    answer = table(desk, topic="regions")
    whole = table(desk, n=63)
    assert {one.region.id for one in answer.means} == {
        "northern-midlands", "red-river-delta", "north-central-central-coast", "central-highlands", "southeast",
        "mekong-delta",
    }  # fmt: skip
    assert sum(one.many for one in answer.means) == whole.total == 61
    assert [one.mean for one in answer.means] == sorted((one.mean for one in answer.means), reverse=True)
    assert answer.mean is not None
    assert answer.mean == pytest.approx(sum(one.mean * one.many for one in answer.means) / 61)
    for one in answer.means:
        within = [
            figure.score
            for page in range(2)
            for _, figure in table(desk, region=one.region.id, n=20, page=page).rows
            if figure.score is not None
        ]
        assert one.mean == pytest.approx(sum(within[: one.many]) / one.many)
        assert (one.best[1].score, one.worst[1].score) == (max(within), min(within))


def test_means_by_region_say_what_they_are(desk: ShippedDesk) -> None:
    found = text(desk, topic="regions")
    assert found.startswith("📊 Trung bình theo vùng: PAPI 2024\nCả nước (61 tỉnh, thành phố): 43,43")
    assert "• Tây Nguyên (5 tỉnh, thành phố): 41,23" in found
    assert "cao nhất Đắk Lắk 43,01 · thấp nhất Kon Tum 40,31" in found
    assert "Trung bình cộng đơn giản" in found
    asked = text(desk, topic="regions", region="central").split("\n")
    assert asked[2].startswith("• Miền Trung (19 tỉnh, thành phố): ")
    within = pressed(desk.answer(Question("table", index="papi", topic="regions")).reply, "Tây Nguyên")
    assert (within.intent, within.region, within.topic) == ("table", "central-highlands", "")


def test_the_regions_of_today_are_those_of_a_table_of_today(desk: ShippedDesk) -> None:
    answer = table(desk, index="766", year=2026, topic="regions")
    assert {one.region.id for one in answer.means} == {
        "northern-midlands", "red-river-delta", "north-central", "south-central-highlands", "southeast", "mekong-delta",
    }  # fmt: skip
    assert sum(one.many for one in answer.means) == 34


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "of",
    [{"group": "highest"}, {"bound": Bound("above", "mean")}, {"place": 5, "place_to": 9}, {"topic": "regions"}],
)
def test_single_facts_are_no_table_whatever_is_asked(desk: ShippedDesk, language: Language, of: dict[str, Any]) -> None:
    for index in ("par", "sipas"):
        for period in desk.catalogue.periods(index):
            question = Question("table", index=index, year=int(period), **of)
            answered = desk.answer(question, language)
            assert isinstance(answered.answer, model.TableAnswer)
            assert not answered.answer.full
            assert answered.answer.rows == ()
            assert answered.answer.means == ()
    reported = plain(desk.answer(Question("table", index="par", year=2023, topic="regions"), "en").reply)
    assert "Regional mean, Central Highlands: 85.42%" in reported


@pytest.mark.parametrize("language", LANGUAGES)
def test_restricted_tables_fit_a_text(desk: ShippedDesk, language: Language) -> None:
    for index in desk.catalogue.indices:
        for period in desk.catalogue.periods(index):
            base = Question("table", index=index, year=int(period[:4]), period=period if "-" in period else None)
            for question in (
                replace(base, group="lowest"), replace(base, bound=Bound("below", "median")),
                replace(base, place=1, place_to=63), replace(base, topic="regions", region="central-cities"),
                replace(base, n=63, region="northern"),
            ):  # fmt: skip
                reply = desk.answer(question, language).reply
                assert length(reply) <= 2500
                assert "None" not in plain(reply)


def test_the_contract_names_region_and_group(desk: ShippedDesk) -> None:
    found = desk.told("", desk.answer(Question("table", index="papi", region="northern", group="highest")))
    assert (found["kind"], found["region"], found["group"], found["year"]) == ("table", "northern", "highest", 2024)
    assert (found["from_year"], found["to_year"]) == (None, None)
