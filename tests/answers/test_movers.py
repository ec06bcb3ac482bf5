"""Who rose and who fell: the shipped tables against each other, and every reason why two cannot be compared."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from bot.answers import model
from bot.i18n import LANGUAGES, Language
from bot.questions import Question
from tests.support.shipped import ShippedDesk, labels, length, plain, pressed


def movers(desk: ShippedDesk, **of: Any) -> model.MoversAnswer:
    answer = desk.find(Question("movers", **of))
    assert isinstance(answer, model.MoversAnswer)
    return answer


def text(desk: ShippedDesk, language: Language = "vi", **of: Any) -> str:
    return plain(desk.answer(Question("movers", **of), language).reply)


def test_the_furthest_movers_of_the_newest_table(desk: ShippedDesk) -> None:
    answer = movers(desk, index="papi")
    assert (answer.before, answer.period, answer.why) == ("2023", "2024", None)
    first, last = answer.risers[0], answer.fallers[0]
    assert (first[0].province.id, first[1].rank, first[1].score) == ("tay-ninh", 58, 8.11)
    assert (last[0].province.id, last[1].rank) == ("khanh-hoa", -19)
    vi = text(desk, index="papi")
    assert "1. Tây Ninh — ▲ 58 bậc (60 → 2) · ▲ 8,11 điểm" in vi
    assert "So sánh được 59 tỉnh, thành phố: 22 tăng hạng, 35 giảm hạng, 2 giữ nguyên" in vi
    assert "Tăng điểm nhiều nhất: Tây Ninh ▲ 8,11 · Bình Thuận ▲ 4,66 · Cà Mau ▲ 4,41" in vi
    assert "1. Tay Ninh — ▲ 58 places (60 → 2) · ▲ 8.11 points" in text(desk, "en", index="papi")


def test_every_move_is_the_difference_of_two_tables(desk: ShippedDesk) -> None:
    """For each year and the eight criteria: by rank and by score, and nobody is forgotten."""
    years = [int(one) for one in desk.catalogue.periods("papi", full=True)]
    compared = 0
    for year, code in itertools.product(years, ["", *"12345678"]):
        answer = movers(desk, index="papi", indicator=code, year=year)
        if answer.why is not None:
            assert (answer.risers, answer.fallers, answer.gained, answer.lost, answer.steady) == ((), (), (), (), 0)
            continue
        compared += 1
        now, then = desk.results("papi", str(year)), desk.results("papi", str(year - 1))
        assert now is not None
        assert then is not None
        rose = [(standing, change, True) for standing, change in answer.risers]
        for standing, change, up in (*rose, *((standing, change, False) for standing, change in answer.fallers)):
            new, old = now.figure(standing.province.id, code), then.figure(standing.province.id, code)
            assert new is not None
            assert old is not None
            assert new.rank is not None
            assert old.rank is not None
            assert change.rank == old.rank - new.rank != 0
            assert (change.rank > 0) == up
        both = {one.province for one in now.ranking[code]} & {one.province for one in then.ranking[code]}
        assert len(answer.risers) + len(answer.fallers) + answer.steady == len(both)
        either = {one.province for one in (*now.ranking[code], *then.ranking[code])}
        assert {province.id for province, _ in answer.unmatched} == either - both
    assert compared > 90


@pytest.mark.parametrize(
    ("of", "why", "said"),
    [
        ({"index": "papi", "year": 2018}, "edition", "Không so sánh được với 2017: cách tính đã thay đổi"),
        ({"index": "papi", "year": 2011}, "no-table-before", "Tôi không có bảng đầy đủ của PAPI 2010"),
        ({"index": "papi", "year": 2025}, "no-table", "Tôi chưa có số liệu PAPI 2025."),
        ({"index": "papi", "indicator": "7", "year": 2018}, "edition", "cách tính đã thay đổi"),
        ({"index": "766"}, "no-table-before", "Chưa có bảng đầy đủ nào trước đó trong cùng năm để so sánh."),
        ({"index": "par", "year": 2023}, "no-table", "nên không lập bảng xếp hạng"),
        ({"index": "papi", "since": 2015, "year": 2024}, "edition", "Không so sánh được với 2015"),
    ],
)
def test_two_tables_that_do_not_compare_give_no_movers_but_a_reason(
    desk: ShippedDesk, of: dict[str, Any], why: str, said: str
) -> None:
    answer = movers(desk, **of)
    assert answer.why == why
    assert (answer.risers, answer.fallers) == ((), ())
    found = text(desk, **of)
    assert said in found
    assert "▲" not in found
    assert "▼" not in found


def test_across_a_break_the_nearest_pair_is_offered(desk: ShippedDesk) -> None:
    reply = desk.answer(Question("movers", index="papi", year=2018)).reply
    assert "Hai kỳ gần nhất so sánh được: PAPI 2017 so với 2016." in plain(reply)
    asked = pressed(reply, "PAPI 2017 so với 2016")
    assert (asked.intent, asked.index, asked.year) == ("movers", "papi", 2017)
    assert movers(desk, index="papi", year=asked.year).why is None


def test_a_span_of_years_is_compared_from_its_first_to_its_last(desk: ShippedDesk) -> None:
    answer = movers(desk, index="papi", since=2021, year=2023)
    assert (answer.before, answer.period, answer.why) == ("2021", "2023", None)
    assert "PAPI 2023 so với 2021" in text(desk, index="papi", since=2021, year=2023)


def test_equal_moves_share_a_number_and_those_cut_off_are_counted(desk: ShippedDesk) -> None:
    found = text(desk, index="papi", year=2024)
    assert "1. Khánh Hòa — ▼ 19 bậc" in found
    assert "1. Hà Giang — ▼ 19 bậc" in found
    assert "3. Yên Bái — ▼ 18 bậc" in found
    assert "… và 1 tỉnh, thành phố khác cùng ▼ 16 bậc" in found


def test_provinces_that_one_table_lacks_are_named_with_the_year(desk: ShippedDesk) -> None:
    found = text(desk, index="papi", year=2024)
    assert "Không so sánh vì 2023 không có số liệu: Quảng Ninh và Bình Dương." in found
    assert "Không so sánh vì 2024 không có số liệu: Vĩnh Phúc và Tiền Giang." in found
    assert "1. Quảng Ninh" not in found


def test_one_side_alone_is_paged_in_place(desk: ShippedDesk) -> None:
    first = desk.answer(Question("movers", index="papi", year=2023, direction="up")).reply
    assert "Giảm" not in plain(first)
    more = next(button for row in first.buttons for button in row if button.label == "Xem tiếp ▶")
    assert more.here
    assert isinstance(more.press, Question)
    seen, question = 0, Question("movers", index="papi", year=2023, direction="up")
    total = len(movers(desk, index="papi", year=2023).risers)
    while True:
        reply = desk.answer(question).reply
        seen += sum(line[:1].isdigit() for line in plain(reply).split("\n"))
        if "Xem tiếp ▶" not in labels(reply):
            break
        question = pressed(reply, "Xem tiếp ▶")
    assert seen == total


def test_only_one_side_names_only_it(desk: ShippedDesk) -> None:
    down = text(desk, index="papi", direction="down", n=3)
    assert "📉 PAPI 2024 so với 2023: tỉnh giảm hạng" in down
    assert "Tăng" not in down
    assert sum(line[:1].isdigit() for line in down.split("\n")) == 3
    assert "Chỉ tỉnh tăng hạng" in labels(desk.answer(Question("movers", index="papi", direction="down")).reply)


def test_a_region_keeps_the_ranks_of_the_country(desk: ShippedDesk) -> None:
    answer = movers(desk, index="papi", region="northwest")
    assert {one.province.id for one, _ in (*answer.risers, *answer.fallers)} <= {
        "hoa-binh", "son-la", "dien-bien", "lai-chau", "lao-cai", "yen-bai"
    }  # fmt: skip
    found = text(desk, index="papi", region="northwest")
    assert "Tây Bắc: so sánh được 6 tỉnh, thành phố: 1 tăng hạng, 5 giảm hạng, 0 giữ nguyên" in found
    assert "1. Sơn La — ▲ 5 bậc (30 → 25)" in found
    assert "Thứ hạng tính trong cả nước." in found
    nobody = text(desk, index="papi", region="south-central-highlands")
    assert "Duyên hải Nam Trung Bộ và Tây Nguyên là vùng theo cách chia 34 tỉnh, thành phố" in nobody
    assert "Không tỉnh, thành phố nào" not in nobody


def test_the_table_and_the_year_before_are_one_press_away(desk: ShippedDesk) -> None:
    reply = desk.answer(Question("movers", index="papi", indicator="4", year=2023, region="northern")).reply
    table = pressed(reply, "Bảng xếp hạng")
    assert (table.intent, table.index, table.indicator, table.year, table.region) == (
        "table", "papi", "4", 2023, "northern"
    )  # fmt: skip
    before = pressed(reply, "◀ 2022")
    assert (before.intent, before.year, before.indicator, before.region) == ("movers", 2022, "4", "northern")
    assert "◀ 2011" not in labels(desk.answer(Question("movers", index="papi", year=2012)).reply)


def test_without_an_index_the_preferred_one_is_meant(desk: ShippedDesk) -> None:
    assert movers(desk).index.id == desk.catalogue.preferred


def test_the_command_asks_for_movers(desk: ShippedDesk) -> None:
    for line in ("/movers PAPI 2024", "/biendong PAPI 2024", "/tanghang PAPI 2024"):
        assert (desk.read(line).intent, desk.read(line).index, desk.read(line).year) == ("movers", "papi", 2024)
    assert desk.read("/movers PAPI Tây Bắc").region == "northwest"


@pytest.mark.parametrize("language", LANGUAGES)
def test_movers_fit_a_text_whatever_is_asked(desk: ShippedDesk, language: Language) -> None:
    for index in desk.catalogue.indices:
        for period, direction in itertools.product((*desk.catalogue.periods(index), "2030"), ("", "up", "down")):
            dated = period if "-" in period else None
            question = Question("movers", index=index, year=int(period[:4]), period=dated, n=63,
                                direction="up" if direction == "up" else "down" if direction else "")  # fmt: skip
            reply = desk.answer(question, language).reply
            assert length(reply) <= 2500
            assert "None" not in plain(reply)


def test_the_contract_names_both_years(desk: ShippedDesk) -> None:
    found = desk.told("", desk.answer(Question("movers", index="papi", indicator="4", region="southern")))
    wanted = {"kind": "movers", "index": "papi", "indicator": "4", "year": 2024, "from_year": 2023, "to_year": 2024}
    assert {key: found[key] for key in wanted} == wanted
    assert (found["region"], found["group"]) == ("southern", None)
    history = desk.json("/trend Hưng Yên PAPI")
    assert (history["from_year"], history["to_year"]) == (2011, 2024)
    assert desk.json("Hưng Yên PAPI 2024")["group"] == "high-average"
    assert desk.json("/about")["from_year"] is None
