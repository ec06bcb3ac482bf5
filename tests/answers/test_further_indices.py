"""DTI and PCI: their unit and decimals, ranks with a unit not shown, their editions, and what is not published."""

from __future__ import annotations

import pytest

from bot.answers import model
from bot.questions import Question
from tests.support.shipped import ShippedDesk, plain


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hưng Yên DTI 2024", "Hạng 52/63 · 0,6303 điểm (thang 1)"),
        ("Hưng Yên DTI 2024", "▼ 21 bậc · ▼ 0,0552 điểm so với 2023 (hạng 31/63 · 0,6855 điểm)"),
        ("chỉ số chuyển đổi số Đà Nẵng 2022", "Hạng 1/63 · 0,8002 điểm (thang 1)"),
        ("Hưng Yên PCI 2024", "Hạng 10/63 · 70,18 điểm (thang 100)"),
        ("năng lực cạnh tranh Hưng Yên 2016", "Hạng 50/63 · 57,01 điểm (thang 100)"),
        ("chi phí không chính thức Hưng Yên 2016", "Đồng hạng 37/63 · 5,21 điểm (thang 10)"),
        ("Lai Châu PCI 2006", "Hạng 64/64 · 36,76 điểm (thang 100)"),
        ("Hà Nội PCI 2005", "Hạng 14/42 · 60,32 điểm (thang 100)"),
    ],
)
def test_figures_are_shown_in_the_unit_of_their_index(desk: ShippedDesk, text: str, said: str) -> None:
    assert said in desk.text(text)


def test_the_place_among_the_34_stands_beside_that_among_the_63(desk: ShippedDesk) -> None:
    """The ministry's ranking of the new provinces is a fact of theirs, never a rank of the old ones."""
    assert "• Trong 34 tỉnh, thành phố từ 1/7/2025: hạng 32/34, 0,5895 điểm (tính từ các tỉnh cũ" in desk.text(
        "Hưng Yên DTI 2024"
    )
    assert "• Among the 34 provinces since 1 July 2025: rank 2 of 34, 0.7951 points" in desk.text("Hue DTI 2024", "en")
    assert "34 tỉnh" not in desk.text("Thái Bình DTI 2024")
    assert "34 tỉnh" not in desk.text("Hưng Yên DTI 2023")


@pytest.mark.parametrize(("year", "ranked", "shown"), [(2005, 42, 41), (2006, 64, 63), (2008, 64, 63), (2016, 63, 63)])
def test_ranks_count_the_province_that_is_not_shown(desk: ShippedDesk, year: int, ranked: int, shown: int) -> None:
    results = desk.results("pci", str(year))
    assert results is not None
    assert results.measured() == ranked
    assert len(results.ranking[""]) == shown
    assert max(figure.rank or 0 for figure in results.ranking["2"]) in (ranked, ranked - 1)


def test_who_was_not_surveyed_is_told_why(desk: ShippedDesk) -> None:
    text = desk.text("Lai Châu PCI 2005")
    assert "PCI 2005 chỉ khảo sát 42 tỉnh, thành phố" in text
    assert "PCI 2006: hạng 64/64" in text
    assert "và 14 tỉnh, thành phố khác (PCI 2005 chỉ khảo sát" in desk.text("Hà Nội PCI 2005")


@pytest.mark.parametrize("year", [2006, 2009, 2013])
def test_a_break_in_method_gives_no_change(desk: ShippedDesk, year: int) -> None:
    answer = desk.find(Question("standing", ("ha-noi",), "pci", year=year))
    assert isinstance(answer, model.StandingAnswer)
    assert answer.change is not None
    assert (answer.change.why, answer.change.score, answer.change.rank) == ("edition", None, None)
    within = desk.find(Question("standing", ("ha-noi",), "pci", "1", year=year + 1))
    assert isinstance(within, model.StandingAnswer)
    assert within.change is not None
    assert within.change.score is not None


def test_components_are_those_of_the_edition(desk: ShippedDesk) -> None:
    for year, codes in ((2005, 9), (2008, 10), (2012, 9), (2016, 10)):
        answer = desk.find(Question("components", ("ha-noi",), "pci", year=year))
        assert isinstance(answer, model.ComponentsAnswer)
        assert len(answer.parts) == codes, year


def test_the_first_thirty_are_no_ranking(desk: ShippedDesk) -> None:
    answered = desk.answer(Question("table", index="pci", year=2024))
    assert isinstance(answered.answer, model.TableAnswer)
    assert answered.answer.rows == ()
    text = plain(answered.reply)
    assert "VCCI chỉ công bố điểm và thứ hạng của 30 tỉnh, thành phố đứng đầu" in text
    assert "Trung vị: 67,67 điểm" in text


def test_an_index_without_criteria_has_no_heading_for_them(desk: ShippedDesk) -> None:
    text = desk.text("/index DTI")
    assert "Các tiêu chí" not in text
    assert "3 trụ cột, 8 chỉ số chính, 47 chỉ số thành phần" in text


def test_the_four_of_the_mission_come_first(desk: ShippedDesk) -> None:
    for language, text in (("vi", "/rank Hưng Yên"), ("en", "/rank Hung Yen")):
        said = desk.ask(text, "vi" if language == "vi" else "en").reply.html
        dated = "Bộ chỉ số 766 (" if language == "vi" else "The 766 index ("
        places = [said.index(name) for name in ("PAPI 2024", "PAR INDEX 2024", "SIPAS 2024", dated, "<blockquote")]
        assert places == sorted(places)
        folded = said[said.index("<blockquote") : said.index("</blockquote>")]
        assert "DTI 2024" in folded
        assert "PCI 2024" in folded
