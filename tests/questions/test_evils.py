"""Most bribery is the bottom of a table, whatever stands between the evil and "cao nhất"; less of it is a rise.

The grid below is made of words for an evil, what it is measured by, where, when and of whom, and how much of it there
is. The end that is expected comes from the last of these alone.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from itertools import product

import pytest

from bot.names import fold
from tests.support.expectations import asked, fits
from tests.support.shipped_names import reader

TODAY = dt.date(2026, 11, 29)
SAMPLE = 1200
"""So many sentences of each grid are read, the same ones every time."""

EVILS = ("hối lộ", "tham nhũng", "tham nhũng vặt", "lót tay", "đưa phong bì", "vòi vĩnh", "nhũng nhiễu", "chạy chọt")
MEASURES = ("", "tỉ lệ ", "tỷ lệ ", "tình trạng ", "mức độ ", "nạn ", "tỉ lệ người dân phải ", "số vụ ")
BETWEEN = (
    "", " ở bệnh viện", " tại trường học", " trong ngành y tế", " khi làm giấy tờ đất", " của cán bộ xã", " năm 2023",
    " khi xin việc vào cơ quan nhà nước", " ở bệnh viện công tuyến huyện năm 2024", " lúc đi khám bệnh", " đất đai",
    " ở bệnh viện PAPI 2024", " trong các cơ quan nhà nước ở địa phương",
)  # fmt: skip
DEGREES = {
    "cao nhất": True, "nhiều nhất": True, "nặng nhất": True, "trầm trọng nhất": True, "phổ biến nhất": True,
    "lớn nhất": True, "tệ nhất": True, "thấp nhất": False, "ít nhất": False, "nhẹ nhất": False,
}  # fmt: skip
"""How much -> whether that is much of it."""
FRAMES = ("{0} {1} tỉnh nào", "tỉnh nào {0} {1}", "tỉnh nào có {0} {1}", "{0} {1} ở tỉnh nào", "nơi nào có {0} {1} vậy")
TURNS = {"giảm nhiều nhất": "up", "giảm mạnh nhất": "up", "tăng mạnh nhất": "down", "tăng nhiều nhất": "down"}

EVILS_EN = ("bribery", "corruption", "petty corruption", "bribes", "kickbacks", "informal payments", "graft")
MEASURES_EN = ("rate of ", "level of ", "share of people paying ", "incidence of ", "number of cases of ")
BETWEEN_EN = (
    "", " in hospitals", " at public schools", " among land officials", " when applying for land papers", " in 2023",
    " in public hospitals in 2024", " for land certificates", " by commune officials", " at district hospitals",
)  # fmt: skip
DEGREES_EN = {
    "highest": True, "most common": True, "worst": True, "most widespread": True, "lowest": False,
    "least common": False, "least widespread": False,
}  # fmt: skip
FRAMES_EN = ("where is {0} {1}", "which province is {0} {1} in", "in which province is {0} {1}", "where's {0} the {1}")
TURNS_EN = {
    "fall most": "up", "drop the most": "up", "decline most": "up", "rise most": "down", "increase the most": "down",
    "grow most": "down",
}  # fmt: skip


def sampled(sentences: Iterator[tuple[str, object]]) -> list[tuple[str, object]]:
    every = list(dict.fromkeys(sentences))
    return random.Random(4).sample(every, min(SAMPLE, len(every)))


def plain(text: str) -> str:
    """Without accents, as phones write; "voi vinh" stays as it is, for it means "với Vinh" as well."""
    return text if "vòi vĩnh" in text else fold(text)


def much_of_it() -> Iterator[tuple[str, object]]:
    """(sentence, whether the bottom is expected)."""
    for evil, measure, between, (degree, much), frame in product(EVILS, MEASURES, BETWEEN, DEGREES.items(), FRAMES):
        text = frame.format(f"{measure}{evil}{between}", degree)
        yield text, much
        yield plain(text), much
    for evil, between, (degree, much) in product(EVILS, BETWEEN, DEGREES.items()):
        if degree in ("cao nhất", "thấp nhất", "nhiều nhất", "ít nhất"):
            for measure in ("tỉ lệ ", "tình trạng ", "nạn "):
                text = f"tỉnh nào {degree} về {measure}{evil}{between}"
                yield text, much
                yield plain(text), much


def much_of_it_in_english() -> Iterator[tuple[str, object]]:
    for evil, between, (degree, much), frame in product(EVILS_EN, BETWEEN_EN, DEGREES_EN.items(), FRAMES_EN):
        yield frame.format(f"{evil}{between}", degree), much
    for evil, measure, between in product(EVILS_EN, MEASURES_EN, BETWEEN_EN):
        for degree, much in (("highest", True), ("lowest", False), ("biggest", True), ("smallest", False)):
            yield f"which province has the {degree} {measure}{evil}{between}", much
            yield f"{degree} {measure}{evil}{between}", much
    for evil, between in product(EVILS_EN, BETWEEN_EN):
        for degree, much in (("most", True), ("least", False), ("highest", True), ("lowest", False), ("worst", True)):
            yield f"which province has the {degree} {evil}{between}", much
            yield f"provinces with the {degree} {evil}{between}", much


def turns() -> Iterator[tuple[str, object]]:
    """(sentence, the direction of the scores)."""
    for evil, measure, between, (turn, way) in product(EVILS, MEASURES, BETWEEN, TURNS.items()):
        for frame in ("{0} {1} tỉnh nào", "tỉnh nào {0} {1}"):
            text = frame.format(f"{measure}{evil}{between}", turn)
            yield text, way
            yield plain(text), way
    for evil, between, (turn, way) in product(EVILS, BETWEEN, TURNS.items()):
        for measure in ("tình trạng ", "nạn "):
            text = f"tỉnh nào {turn} {measure}{evil}{between}"
            yield text, way
            yield plain(text), way
    for evil, between, (turn, way) in product(EVILS_EN, BETWEEN_EN, TURNS_EN.items()):
        yield f"where did {evil}{between} {turn}", way
    for evil, between in product(EVILS_EN, BETWEEN_EN):
        for turn, way in (("drop in", "up"), ("fall in", "up"), ("rise in", "down"), ("increase in", "down")):
            yield f"which province had the biggest {turn} {evil}{between}", way


def compared() -> Iterator[tuple[str, object]]:
    """(sentence, the side of the scores)."""
    for evil, measure, between in product(EVILS, MEASURES, BETWEEN):
        for more, side in (("cao hơn", "below"), ("nhiều hơn", "below"), ("thấp hơn", "above"), ("ít hơn", "above")):
            text = f"tỉnh nào {measure}{evil}{between} {more} Đà Nẵng"
            yield text, side
            yield plain(text), side
    for evil, between in product(EVILS_EN, BETWEEN_EN):
        for more, side in (("higher", "below"), ("more common", "below"), ("lower", "above"), ("less common", "above")):
            yield f"where is {evil}{between} {more} than in Da Nang", side
        for more, side in (("more", "below"), ("less", "above")):
            yield f"which provinces have {more} {evil}{between} than Da Nang", side


ASKED_BACK = ("choose", "unknown", "help")
MOST_ASKED_BACK = 0.03
"""Of so many sentences of a grid the name or the criterion may be asked back for: there the end is no matter."""


@pytest.mark.parametrize(
    ("grid", "intent", "field"),
    [
        (much_of_it, "table", "bottom"),
        (much_of_it_in_english, "table", "bottom"),
        (turns, "movers", "direction"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_the_most_of_an_evil_is_the_worst_whatever_stands_between(
    grid: Callable[[], Iterator[tuple[str, object]]], intent: str, field: str
) -> None:
    wrong, asked = [], 0
    sentences = sampled(grid())
    for text, expected in sentences:
        question = reader().read(text, today=TODAY)
        if question.intent in ASKED_BACK:
            asked += 1
        elif question.intent != intent or getattr(question, field) != expected:
            wrong.append((text, question.intent, getattr(question, field)))
    assert not wrong, (len(wrong), wrong[:40])
    assert asked <= MOST_ASKED_BACK * len(sentences)


def test_more_of_an_evil_than_elsewhere_is_the_lower_score() -> None:
    wrong = []
    sentences = sampled(compared())
    for text, side in sentences:
        question = reader().read(text, today=TODAY)
        if question.intent == "table" and (question.bound is None or question.bound.side != side):
            wrong.append((text, question.bound))
    assert not wrong, (len(wrong), wrong[:40])


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("tỉnh nào tham nhũng hơn Đà Nẵng", "below"),
        ("provinces less corrupt than Hanoi", "above"),
        ("tỉnh nào có mức tham nhũng dưới trung bình", "above"),
        ("provinces with above-average levels of bribery", "below"),
        ("tỉnh nào minh bạch hơn Đà Nẵng", "above"),
        ("tỉnh nào điểm kiểm soát tham nhũng cao hơn Đà Nẵng", "above"),
        ("tỉnh nào tham nhũng trên 6 điểm", "above"),
    ],
)
def test_the_side_of_a_line(text: str, side: str) -> None:
    question = reader().read(text, today=TODAY)
    assert question.bound is not None
    assert question.bound.side == side


@pytest.mark.parametrize(
    ("text", "bottom"),
    [
        ("tỉnh nào tham nhũng cao", True),
        ("tỉnh nào hối lộ ở bệnh viện nhiều", True),
        ("top 5 tỉnh có nhiều hối lộ ở bệnh viện", True),
        ("tỉnh nào ít hối lộ", False),
        ("tỉnh nào xử lý nhiều vụ tham nhũng", False),
        ("danh sách tỉnh tham nhũng nhất", True),
        ("tỷ lệ khiếu nại được giải quyết cao nhất", False),
        ("tỉnh nào cao nhất về tham nhũng", False),
        ("tỉnh nào thấp nhất về tham nhũng", True),
        ("tỉnh nào người dân bị thu hồi đất nhiều nhất", True),
        ("tỉ lệ hồ sơ trễ hạn thấp nhất", False),
        ("which province has the least corruption in land", False),
    ],
)
def test_much_and_little(text: str, bottom: bool) -> None:
    question = reader().read(text, today=TODAY)
    assert (question.intent, question.bottom) == ("table", bottom)


def test_what_did_not_fall_is_no_rise() -> None:
    question = reader().read("hối lộ ở bệnh viện không giảm ở tỉnh nào", today=TODAY)
    assert (question.intent, question.direction) == ("movers", "")


GOOD = ("minh bạch", "công khai ngân sách", "kiểm soát tham nhũng", "phòng chống tham nhũng", "hài lòng",
        "giải quyết khiếu nại", "điểm chống hối lộ", "điểm kiểm soát tham nhũng", "không phải hối lộ")  # fmt: skip
GOOD_EN = ("transparency", "control of corruption", "corruption control", "satisfaction", "fight against bribery",
           "score on bribery", "the corruption control score")  # fmt: skip


@pytest.mark.parametrize("good", GOOD)
@pytest.mark.parametrize("between", ["", " ở bệnh viện", " trong thu chi ngân sách xã", " năm 2023", " của cán bộ xã"])
@pytest.mark.parametrize(("degree", "bottom"), [("cao nhất", False), ("thấp nhất", True), ("tốt nhất", False)])
@pytest.mark.parametrize("frame", FRAMES[:4])
def test_the_most_of_a_good_thing_stays_the_top(good: str, between: str, degree: str, bottom: bool, frame: str) -> None:
    for text in (frame.format(f"{good}{between}", degree), fold(frame.format(f"{good}{between}", degree))):
        question = reader().read(text, today=TODAY)
        assert (question.intent, question.bottom) in (("table", bottom), ("choose", False), ("help", False)), text


@pytest.mark.parametrize("good", GOOD_EN)
@pytest.mark.parametrize("between", ["", " in hospitals", " in 2023", " at commune level"])
@pytest.mark.parametrize(("degree", "bottom"), [("highest", False), ("lowest", True), ("best", False), ("worst", True)])
def test_so_it_does_in_english(good: str, between: str, degree: str, bottom: bool) -> None:
    question = reader().read(f"where is {good}{between} {degree}", today=TODAY)
    assert (question.intent, question.bottom) in (("table", bottom), ("choose", False)), good


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("hối lộ ở bệnh viện cao nhất tỉnh nào", "còn thấp nhất?", "table index=papi indicator=4.2"),
        ("where is bribery in hospitals highest", "and lowest?", "table index=papi indicator=4.2"),
        (
            "where is bribery in hospitals highest",
            "and in 2021?",
            "table index=papi indicator=4.2 year=2021 bottom=True",
        ),
        ("tỉnh nào tham nhũng ít nhất", "còn nhiều nhất", "table index=papi indicator=4 bottom=True"),
        ("tỉnh nào tham nhũng giảm nhiều nhất", "còn tăng nhiều nhất", "movers index=papi indicator=4 direction=down"),
        ("tỉnh nào hối lộ nhiều nhất", "còn minh bạch nhất?", "table index=papi indicator=2"),
        ("tỉnh nào hối lộ nhiều nhất", "còn PAPI cao nhất?", "table index=papi"),
        ("tỉnh nào hối lộ nhiều nhất", "tốt nhất thì sao", "table index=papi indicator=4"),
        ("tỉnh nào minh bạch nhất", "còn thấp nhất?", "table index=papi indicator=2 bottom=True"),
        ("tỉnh nào minh bạch nhất", "còn tham nhũng nhất?", "table index=papi indicator=4 bottom=True"),
    ],
)
def test_what_follows_is_said_of_the_evil_too(before: str, text: str, expected: str) -> None:
    assert fits(asked(reader(), text, TODAY, before), expected)


@pytest.mark.parametrize(
    ("text", "bottom"),
    [
        ("xếp từ tham nhũng nhiều nhất tới ít nhất", True),
        ("rank provinces from least to most corrupt", False),
        ("rank provinces from most to least corrupt", True),
    ],
)
def test_a_range_begins_at_its_first_end(text: str, bottom: bool) -> None:
    assert reader().read(text, today=TODAY).bottom == bottom
