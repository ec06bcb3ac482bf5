"""Buttons as the Bot API takes them: one action each, coloured, checked before anything is sent."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardMarkup

from bot.botapi.keyboard import inline_keyboard
from bot.offline.errors import CallRefused
from bot.offline.keyboard import check_limits, check_markup, shown
from bot.presses.following import Follow
from bot.questions import Question
from bot.reply import Button

ROW = (
    Button("a", Question("help"), style="primary"),
    Button("b", Follow("hung-yen"), style="success"),
    Button("c", url="https://t.me/chisotinh_bot?start=a"),
    Button("d", copy="Hưng Yên, PAPI 2024"),
    Button("e", share="Hưng Yên PAPI", style="danger"),
)


def test_each_button_carries_its_one_action() -> None:
    assert inline_keyboard([ROW]) == [
        [
            {"text": "a", "callback_data": "?", "style": "primary"},
            {"text": "b", "callback_data": "f:hung-yen", "style": "success"},
            {"text": "c", "url": "https://t.me/chisotinh_bot?start=a"},
            {"text": "d", "copy_text": {"text": "Hưng Yên, PAPI 2024"}},
            {"text": "e", "switch_inline_query": "Hưng Yên PAPI", "style": "danger"},
        ]
    ]


def test_the_offline_telegram_and_the_library_read_them_alike() -> None:
    markup = {"inline_keyboard": inline_keyboard([ROW])}
    assert check_markup(markup) == markup
    check_limits(markup)
    read = InlineKeyboardMarkup.de_json(markup, None).inline_keyboard[0]
    for ours, theirs in zip(shown(markup)[0], read, strict=True):
        assert (ours.text, ours.callback_data, ours.url) == (theirs.text, theirs.callback_data, theirs.url)
        assert ours.copied == (theirs.copy_text.text if theirs.copy_text else None)
        assert ours.shared == theirs.switch_inline_query
        assert ours.style == (theirs.style or "")


@pytest.mark.parametrize(
    "actions", [{}, {"url": "https://a.vn", "copy": "x"}, {"press": Question("help"), "share": "x"}]
)
def test_a_button_does_one_thing(actions: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="one thing"):
        Button("x", **actions)  # type: ignore[arg-type]


def test_a_page_opens_within_telegram_in_a_private_chat_and_as_a_link_elsewhere() -> None:
    page = Button("p", app="https://chiso.example/papi/2024")
    assert inline_keyboard([[page]]) == [[{"text": "p", "url": "https://chiso.example/papi/2024"}]]
    within = {"inline_keyboard": inline_keyboard([[page]], private=True)}
    assert within == {"inline_keyboard": [[{"text": "p", "web_app": {"url": "https://chiso.example/papi/2024"}}]]}
    assert check_markup(within) == within
    check_limits(within, private=True)
    read = InlineKeyboardMarkup.de_json(within, None).inline_keyboard[0][0]
    assert read.web_app is not None
    assert shown(within)[0][0].app == read.web_app.url
    with pytest.raises(CallRefused, match="BUTTON_TYPE_INVALID"):
        check_limits(within)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"url": "http://chiso.example"}, "Only HTTPS"),
        ({"url": "https://localhost"}, "Wrong HTTP URL"),
        ({"url": "https://chiso.example", "mode": "compact"}, 'Unknown field "mode"'),
        ({"address": "https://chiso.example"}, 'Field "url"'),
        ("https://chiso.example", 'Field "url"'),
    ],
)
def test_the_offline_telegram_refuses_what_is_no_mini_app(given: object, why: str) -> None:
    with pytest.raises(CallRefused, match=why):
        check_markup({"inline_keyboard": [[{"text": "p", "web_app": given}]]})


def test_a_mini_app_is_https() -> None:
    with pytest.raises(ValueError, match="https"):
        Button("p", app="http://chiso.example")


def test_what_is_copied_is_short() -> None:
    assert Button("x", copy="ệ" * 256).copy
    with pytest.raises(ValueError, match="257 characters"):
        Button("x", copy="ệ" * 257)
