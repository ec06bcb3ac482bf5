"""What sentences state: province, index, criterion, period, score, rank, source; and what is a question, or unsure."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.importing.facts.foreign_criteria import OF_ANOTHER
from bot.importing.facts.sentence import (
    LOOSE,
    NO_FIGURE,
    NO_PUBLISHED_FIGURE,
    NOT_OF_THE_PROVINCE,
    OF_A_PART,
    ONE_YEAR,
    TWO_FIGURES,
    WHICH_PROVINCE,
    WHOSE,
    StatedFact,
    StatementReader,
)
from tests.support.importing_kit import Kit

SENTENCES = Path(__file__).parent / "sentences.csv"
NEWSPAPERS = Path(__file__).parent / "newspapers.csv"
"""Written blind, by somebody who had not seen the reader; 75 of 120 were right at the first try."""
RIGHT_AT_LEAST = 111
ASKED = (
    "Hưng Yên xếp thứ mấy PAPI 2024?",
    "PAPI 2024 Hưng Yên bao nhiêu điểm theo báo nào",
    "Hưng Yên PAPI 2024",
    "theo dõi PAPI Hưng Yên",
    "10 tỉnh đứng đầu PAPI 2023",
    "Tỉnh nào trên 85,5 điểm SIPAS 2024",
    "so sánh Hưng Yên 44,4 và Thái Bình 43,1 PAPI 2024",
    "did Hung Yen get 44.4 in PAPI 2024?",
    "SIPAS 2024 đạt 85,12% theo Bộ Nội vụ",
    "Top 10 PAPI 2024 theo điểm",
    "Hưng Yên tăng 3 bậc PAPI 2024 so với năm 2023",
    "",
    "85,12%",
    "nhiệm vụ 5 của Hưng Yên theo kế hoạch 2025",
    # goals and expectations
    "mục tiêu SIPAS 2025 của Hưng Yên đạt 90% theo Báo Hưng Yên",
    "Hưng Yên phấn đấu PAR INDEX 2025 đạt 90,5%",
    "PAPI 2025 Hưng Yên 45,5 điểm theo kế hoạch 126",
    "SIPAS 2025 Hưng Yên dự kiến đạt 90,5%, theo Báo Hưng Yên",
    "Hung Yen target PAPI 2025 45.5 according to plan 126",
    "Hưng Yên phải làm gì để PAPI 2025 đạt 45,5 điểm",
    # questions with a figure in them
    "Hưng Yên 44,40 điểm PAPI 2024 là cao hay thấp",
    "hưng yên papi 2024 44,4 à",
    "hưng yên papi 2024 44,4 nhỉ",
    "hưng yên papi 2024 44,4 đúng k",
    "Hưng Yên thứ 19 theo PAPI 2024 phải ko",
    "giải thích 44,40 điểm PAPI 2024 của Hưng Yên",
    "nguồn số liệu PAPI 2024 Hưng Yên 44,40",
    "cho tôi biết Hưng Yên 44,40 điểm PAPI 2024 gồm những gì",
    "Hưng Yên PAPI 2024 44,40 so với Thái Bình",
    "tìm tỉnh có PAPI 2024 gần 44,40 như Hưng Yên",
    "Hưng Yên mất 0,66 điểm ở đâu PAPI 2024 theo tiêu chí",
    "thêm 0,5 điểm PAPI 2024 thì Hưng Yên lên mấy",
    "Hưng Yên 1.2 PAPI 2023",
    "xếp hạng 766 Hưng Yên theo ngày 17/9/2026",
    "Is Hung Yen's 44.40 in PAPI 2024 good",
    "show the source for Hung Yen's 44.40 PAPI 2024",
    # denied, or counted from the other end
    "Vĩnh Long không đứng đầu SIPAS 2024, theo Báo Vĩnh Long",
    "SIPAS 2024 của Vĩnh Long không phải 85,12%, theo Báo Vĩnh Long",
    "SIPAS 2024 của Vĩnh Long xếp thứ 23 từ dưới lên, theo Báo Vĩnh Long",
    "Vinh Long was second from the bottom in SIPAS 2024, according to VNA",
)
UNSURE = {
    "Vĩnh Long và Trà Vinh lần lượt đạt 85,12% và 86,4% SIPAS 2024 theo báo A": NO_FIGURE,
    "PAR INDEX năm ngoái của quảng đạt 88,1% theo báo Q": WHICH_PROVINCE,
    "SIPAS 2022-2024 của Vĩnh Long đạt 85,12% theo báo VL": ONE_YEAR,
    "SIPAS 2024 Vĩnh Long đạt 85,12%, đạt 86,1% theo báo VL": TWO_FIGURES,
    "88,1% và hạng 20 là của PAR INDEX và SIPAS 2024 Hưng Yên theo báo HY": WHOSE,
    "SIPAS 2024 Vĩnh Long và Trà Vinh đạt 85,12%, theo báo VL": NO_FIGURE,
    "766 Cà Mau ngày 31/8/2026 đạt 86,7/100, mức độ hài lòng 17,9/18 điểm, theo Cổng": WHOSE,
    "PAR INDEX 2024 của Hưng Yên: kiểm soát tham nhũng 7,05 điểm theo báo HY": OF_ANOTHER,
    "SIPAS 2024 của Vĩnh Long đạt trên 85%, theo Báo Vĩnh Long": LOOSE,
    "SIPAS 2024 của Vĩnh Long đạt khoảng 85%, xếp thứ 23, theo Báo Vĩnh Long": LOOSE,
    "Vinh Long scored more than 85% in SIPAS 2024, according to VNA": LOOSE,
    "Sở Nội vụ Vĩnh Long đạt 95,2% SIPAS 2024, xếp thứ 1/18 sở, theo Báo VL": OF_A_PART,
    "Huyện Long Hồ (Vĩnh Long) đạt 95,2% SIPAS 2024, xếp thứ 1/8 huyện, theo Báo VL": OF_A_PART,
    "Thành phố Vĩnh Long đạt 85,12% SIPAS 2024 theo Báo VL": OF_A_PART,
    "Đà Lạt đạt 85,12% SIPAS 2024 theo Báo Lâm Đồng": OF_A_PART,
    "PAPI 2024 Hưng Yên 7,05 điểm, sau đó là chuyện Kiểm soát tham nhũng, theo báo HY": WHOSE,
}


@pytest.fixture(scope="module")
def reader(kit: Kit) -> StatementReader:
    return StatementReader(kit.catalogue, kit.gazetteer, dt.date(2026, 11, 30))


def _rows(path: Path = SENTENCES) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="|"))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["sentence"][:50])
def test_a_sentence_states_its_figures(row: dict[str, str], reader: StatementReader) -> None:
    statement = reader.read(row["sentence"])
    assert statement is not None
    assert statement.problems == ()
    told = [
        " ".join((one.province, one.index, one.criterion or ".", one.period, one.score or "-", one.rank or "-"))
        for one in statement.facts
    ]
    assert told == [one.strip() for one in row["facts"].split(";")]
    assert (statement.source, statement.day) == (row["source"], row["day"])
    assert statement.plain


@pytest.mark.parametrize("text", ASKED)
def test_a_question_states_nothing(text: str, reader: StatementReader) -> None:
    statement = reader.read(text)
    assert statement is None or not statement.plain


@pytest.mark.parametrize("text", UNSURE)
def test_what_could_belong_to_two_is_not_taken(text: str, reader: StatementReader) -> None:
    statement = reader.read(text)
    assert statement is not None
    assert UNSURE[text] in {problem.msgid for problem in statement.problems}


@pytest.mark.parametrize(
    "text",
    [
        "Mục tiêu năm 2025 SIPAS Vĩnh Long đạt 90,5%, theo Kế hoạch 12/KH-UBND",
        "Phấn đấu PAR INDEX 2025 của Hưng Yên đạt 90%, theo Quyết định 12",
        "PAR INDEX 2025 của Hưng Yên đạt trên 90%, theo Báo Hưng Yên",
        "SIPAS năm 2024 của Vĩnh Long đạt 85,12%, dự kiến năm 2025 đạt 90%, theo Báo Vĩnh Long",
        "SIPAS 2024 của Vĩnh Long ước đạt khoảng 85%, theo Báo Vĩnh Long",
        "SIPAS 2024 của Vĩnh Long không đạt 85,12%, theo Báo Vĩnh Long",
        "In 2025 Vinh Long aims for a SIPAS of 90.5%, according to VGP News",
    ],
)
def test_a_goal_an_estimate_and_a_denial_are_no_figures(text: str, reader: StatementReader) -> None:
    """Most are read as no statement at all; the others are refused in words."""
    statement = reader.read(text)
    assert statement is None or {NO_PUBLISHED_FIGURE, LOOSE} & {problem.msgid for problem in statement.problems}


@pytest.mark.parametrize("whose", ["Sở Nội vụ Vĩnh Long", "xã Long Hồ, Vĩnh Long", "phường Phước Hậu, tỉnh Vĩnh Long"])
def test_figures_of_departments_and_communes_are_not_the_province_s(whose: str, reader: StatementReader) -> None:
    statement = reader.read(f"SIPAS 2024 của {whose} đạt 92,3%, theo Báo Vĩnh Long")
    assert statement is not None
    assert NOT_OF_THE_PROVINCE in {problem.msgid for problem in statement.problems}
    told = reader.read("SIPAS 2024 của Vĩnh Long đạt 92,3%, theo công bố của Sở Nội vụ Vĩnh Long")
    assert told is not None
    assert told.problems == ()


def test_a_figure_beyond_its_goal_is_one(reader: StatementReader) -> None:
    statement = reader.read("SIPAS 2024 của Vĩnh Long đạt 85,12%, vượt mục tiêu đề ra, theo Báo Vĩnh Long")
    assert statement is not None
    assert (statement.problems, [one.score for one in statement.facts]) == ((), ["85,12%"])


def test_a_rank_within_a_region_is_left_aside_and_said(reader: StatementReader) -> None:
    statement = reader.read("SIPAS 2024 Vĩnh Long xếp thứ 3 khu vực ĐBSCL, đạt 85,12%, theo báo VL")
    assert statement is not None
    assert [one.rank for one in statement.facts] == [""]
    assert statement.aside == ("xếp thứ 3",)


@pytest.mark.parametrize("said", ["thứ 3/13 tỉnh", "thứ nhất ĐBSCL", "thứ 1/18 đơn vị"])
def test_a_rank_among_a_few_is_left_aside(said: str, reader: StatementReader) -> None:
    statement = reader.read(f"SIPAS 2024 Vĩnh Long đạt 85,12%, đứng {said}, theo báo VL")
    assert statement is not None
    assert [(one.score, one.rank) for one in statement.facts] == [("85,12%", "")]
    assert len(statement.aside) == 1


def test_a_problem_calls_the_sentence_by_its_own_words(reader: StatementReader) -> None:
    statement = reader.read("Đà Lạt năm 2024 xếp 3/63 SIPAS theo báo LĐ")
    assert statement is not None
    assert statement.problems[0].file == "“Đà Lạt năm 2024 xếp 3⁄63 SIPAS theo báo …”"


def test_without_a_source_only_what_is_whole_is_a_statement(reader: StatementReader) -> None:
    whole, part = (reader.read(f"Vĩnh Long SIPAS {rest}") for rest in ("2024 85,12%", "85,12%"))
    assert whole is not None
    assert part is not None
    assert (whole.plain, part.plain) == (True, False)


def test_what_newspapers_write_is_read_or_refused_and_never_read_wrongly(reader: StatementReader) -> None:
    right, false = 0, []
    for row in _rows(NEWSPAPERS):
        statement = reader.read(row["sentence"])
        wanted = {one.strip() for one in row["facts"].split(";")}
        if statement is None or not statement.plain:
            right += wanted == {"NONE"}
            continue
        if statement.problems:
            right += wanted == {"UNSURE"}
            continue
        told = {" ".join(_parts(one)) for one in statement.facts}
        right += told == wanted and row["source"] in statement.source
        false += [(row["sentence"], one) for one in told if not any(map(one_of(one), wanted))]
    assert false == []
    assert right >= RIGHT_AT_LEAST


def _parts(fact: StatedFact) -> tuple[str, ...]:
    score, rank = fact.score.rstrip("%").partition("/")[0], fact.rank.partition("/")[0]
    return fact.province, fact.index, fact.criterion or ".", fact.period, score or "-", rank or "-"


def one_of(told: str) -> Callable[[str], bool]:
    """Whether a fact that is wanted has all that was told, or more."""
    parts = told.split(" ")

    def holds(wanted: str) -> bool:
        others = wanted.split(" ")
        return len(others) == len(parts) and all(
            mine in ("-", "", other) for mine, other in zip(parts, others, strict=True)
        )

    return holds
