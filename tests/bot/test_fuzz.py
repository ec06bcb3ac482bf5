"""No text and no callback data, however odd, stops the way from a message to its answer."""

from __future__ import annotations

import string

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot import callbacks, question_codec
from bot.assistant import LONGEST
from bot.commands import COMMANDS
from bot.i18n import LANGUAGES, Language
from bot.questions import Question
from bot.reply import LIMIT
from tests.support.shipped import ShippedDesk, length, plain

MANY = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
ODD = [
    "\u200b",
    "\u00a0",
    "\u202e",
    "\ufeff",
    "\0",
    "\ud83c\udfdb",
    "🏛",
    "👨‍👩‍👧",
    "ﷺ",
    "İ",
    "ß",
    "e\u0302\u0323",
    "Đ",
    "đ",
    "²",
    "٣",
    "<",
    "&",
]
WORDS = [
    "Hưng Yên",
    "hung yen",
    "huwng yeen",
    "Quảng",
    "Bắc Giang",
    "Đà Lạt",
    "TP.HCM",
    "Thái Lan",
    "PAPI",
    "SIPAS",
    "PAR INDEX",
    "766",
    "2022",
    "2024",
    "17/9/2026",
    "9/2026",
    "31/2/2024",
    "2019-2023",
    "0",
    "-1",
    "99999999999999999999",
    "top",
    "10",
    "cuối",
    "so sánh",
    "nhiệm vụ",
    "minh bạch",
    "kiểm soát tham nhũng",
    "Tây Nguyên",
    "và",
    ",",
    "?",
    "năm ngoái",
    "3 năm qua",
    "Sở Nội vụ",
    "<b>",
    "&amp;",
    "{year}",
    "%s",
]

anything = st.text(max_size=LONGEST)
sentences = st.lists(st.sampled_from([*WORDS, *ODD]) | st.text(max_size=6), max_size=14).map(" ".join)
long_ones = st.tuples(st.sampled_from([*WORDS, *ODD]), st.integers(1, LONGEST)).map(
    lambda pair: (pair[0] * pair[1])[:LONGEST]
)
commands = st.tuples(
    st.sampled_from([name for command in COMMANDS for name in (command.name, *command.aliases)]), sentences
).map(lambda pair: f"/{pair[0]} {pair[1]}")
texts = st.one_of(anything, sentences, long_ones, commands)
languages = st.sampled_from(LANGUAGES)


@MANY
@given(texts, languages)
@example("🏛" * LONGEST, "vi")
@example("/rank Hưng Yên PAPI " + "<" * 4000, "vi")
@example("/top " + "&" * 4000, "en")
@example("\0", "vi")
def test_every_text_has_an_answer_that_telegram_takes(desk: ShippedDesk, text: str, language: Language) -> None:
    reply = desk.ask(text, language).reply
    assert plain(reply).strip()
    assert length(reply) <= LIMIT
    for row in reply.buttons:
        for button in row:
            if button.press is None:
                continue
            data = callbacks.encode(button.press, here=button.here)
            assert data
            assert len(data.encode()) <= callbacks.LIMIT


fields = st.one_of(
    st.sampled_from(
        [
            "",
            "hung-yen",
            "hung-yen+thai-binh",
            "hung-yen+hung-yen",
            "bac-giang",
            "x",
            "papi",
            "par",
            "sipas",
            "766",
            "4",
            "4.1",
            "A",
            "X",
            "*",
            "2024",
            "2026-09-17",
            "2026-09",
            "2026-13-01",
            "9999-12-31",
            "0000",
            "5",
            "5-",
            "-",
            "--",
            "999",
            "central-highlands",
            "so-noi-vu",
            "²",
        ]
    ),
    st.text(alphabet=string.ascii_lowercase + string.digits + "-+*.", max_size=10),
    st.text(max_size=4),
)
LETTERS = st.sampled_from([*question_codec.LETTERS, "z"])
callback_data = st.one_of(
    st.text(max_size=64),
    st.tuples(st.sampled_from(["", "="]), LETTERS, st.lists(fields, max_size=9)).map(
        lambda parts: parts[0] + "|".join([parts[1], *parts[2]])
    ),
)


@settings(parent=MANY, max_examples=300)
@given(callback_data, languages)
@example("s|hung-yen|766||2026-13-45", "vi")
@example("g|hung-yen||X", "vi")
@example("t||papi||9999-12-31", "en")
def test_every_callback_is_refused_or_has_an_answer(desk: ShippedDesk, data: str, language: Language) -> None:
    pressed = callbacks.decode(data)
    if pressed is None or not isinstance(pressed.press, Question):
        return
    reply = desk.answer(pressed.press, language).reply
    assert plain(reply).strip()
    assert length(reply) <= LIMIT
