"""Names of provinces with a slip, part of which is a word of its own: taken, or offered as buttons."""

from __future__ import annotations

import statistics
import time

import pytest

from bot.callbacks import decode, encode
from bot.names import fold
from bot.questions import Question
from tests.names.test_slips import solid, spellings
from tests.support.shipped import TODAY, ShippedDesk, labels, plain
from tests.support.typed_names import load_names, single_slips

STRIDE = 4
"""Every fourth slip is read as a question; ``tests/names`` looks at all of them as names."""


@pytest.mark.parametrize(
    ("text", "name", "taken"),
    [
        ("quang nga", "Quảng Ngãi", True),
        ("lao xai", "Lào Cai", True),
        ("bac gian", "Bắc Giang", True),
        ("binh dung", "Bình Dương", True),
        ("ha nan", "Hà Nam", False),
        ("hai dung", "Hải Dương", False),
        ("tai nguyen", "Thái Nguyên", False),
    ],
)
def test_the_name_that_was_meant_is_taken_or_a_button(desk: ShippedDesk, text: str, name: str, taken: bool) -> None:
    """The rest of the question is kept, wherever it stands, also after a command."""
    for question in (text, f"{text} PAPI 2024", f"PAPI 2024 {text}", f"/xephang {text} PAPI 2024"):
        reply = desk.ask(question).reply
        if taken:
            assert f"🏛 {name}" in plain(reply)
            continue
        assert labels(reply)[0] == name
        press = reply.buttons[0][0].press
        assert isinstance(press, Question)
        kept = decode(encode(press) or "")
        assert kept is not None
        assert kept.press == press
        asked = desk.answer(press).reply
        assert plain(asked).startswith(f"🏛 {name}")
        if "PAPI" in question and text != "tai nguyen":
            assert "PAPI 2024" in plain(asked)


def test_one_offer_is_asked_as_one(desk: ShippedDesk) -> None:
    assert desk.text("hai dung PAPI 2024").startswith("Có phải ý bạn là:\n• Hải Dương")
    assert desk.text("hai dung PAPI 2024", "en").startswith("Did you mean:\n• Hai Duong")


def test_of_two_provinces_compared_neither_is_dropped(desk: ShippedDesk) -> None:
    question = desk.read("so sánh quang nga, hà nội")
    assert (question.intent, question.provinces) == ("comparison", ("quang-ngai", "ha-noi"))
    asked = desk.read("so sánh hai dung, hà nội")
    assert [choice.id for choice in asked.choices] == ["hai-duong"]
    assert asked.then is not None
    assert asked.then.provinces == ("ha-noi",)


def test_slips_are_taken_or_among_the_first_three_offered(desk: ShippedDesk) -> None:
    total, missed, wrong = 0, [], []
    for name in (one for one in load_names() if one.kind == "province"):
        own = fold(name.name_vi)
        for text in list(dict.fromkeys(single_slips(own)))[::STRIDE]:
            if fold(text) == own:
                continue
            total += 1
            question = desk.desk._reader.read(text, today=TODAY)
            offered = [choice.id for choice in question.choices if choice.kind == "province"]
            if question.provinces == (name.id,) or name.id in offered[:3]:
                continue
            if question.provinces and not set(question.provinces) & spellings().get(solid(text), set()):
                wrong.append((text, question.provinces))
            elif not question.provinces:
                missed.append((text, question))
    assert total > 7_000
    assert len(missed) <= 0.001 * total, missed
    assert len(wrong) <= 0.002 * total, wrong


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("công an tỉnh Hưng Yên làm gì", "tasks"),
        ("PAPI dùng để làm gì", "index"),
        ("năm nay ai đứng đầu PAPI", "table"),
        ("bên trên Hưng Yên là tỉnh nào", "profile"),
        ("quản trị môi trường Hưng Yên", "standing"),
        ("cảm ơn bạn nhiều nhé", "help"),
    ],
)
def test_sentences_stay_sentences(desk: ShippedDesk, text: str, intent: str) -> None:
    question = desk.read(text)
    assert (question.intent, question.choices) == (intent, ())


def test_looking_for_hidden_names_costs_little(desk: ShippedDesk) -> None:
    taken = []
    for _ in range(15):
        start = time.perf_counter()
        desk.desk._reader.read("cho hỏi lao qq gia ww binh ee hai rr quang tt nam yy " * 4, today=TODAY)
        taken.append(time.perf_counter() - start)
    assert statistics.median(taken) < 0.05
