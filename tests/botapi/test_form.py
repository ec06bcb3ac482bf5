"""The body of a call is the one that the standard library makes, whatever is written in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.botapi import form
from bot.botapi.form import form_of, quoted
from bot.botapi.transport import _encoded
from bot.delivery.calls import message

REPLY = {
    "chat_id": -1001234567890,
    "text": "<b>Hưng Yên</b> — hạng 19/61 · 44,40 điểm\n▲ 7 bậc 🔔 “còn 2022?” a+b=c&d %20 ~*'()",
    "parse_mode": "HTML",
    "disable_notification": True,
    "reply_markup": {"inline_keyboard": [[{"text": "👎 Báo sai", "callback_data": "w:hung-yen"}]]},
}


def standard(parameters: Mapping[str, object]) -> bytes:
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}
    return urlencode(texts).encode()


def test_a_reply() -> None:
    assert form_of(REPLY) == standard(REPLY)
    assert form_of({}) == b""


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.booleans() | st.lists(st.text())))
def test_anything(parameters: dict[str, object]) -> None:
    assert form_of(parameters) == standard(parameters)


def test_what_no_form_can_hold() -> None:
    for write in (standard, form_of):
        with pytest.raises(UnicodeEncodeError):
            write({"text": "\ud800"})


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "MOST", len(form._written) + 3)
    for start in range(0x4E00, 0x4E00 + 400, 2):
        text = chr(start) + chr(start + 1)
        assert f"a={quoted(text)}".encode() == urlencode({"a": text}).encode()
    assert len(form._written) <= form.MOST


async def test_an_alert_goes_as_it_was_written_once_for_all_chats(monkeypatch: pytest.MonkeyPatch) -> None:
    def again(parameters: object) -> bytes:
        raise AssertionError("it is written already")

    monkeypatch.setattr("bot.botapi.transport.form_of", again)
    data = message("<b>Hưng Yên</b>", '[[{"text": "Xem", "callback_data": "a"}]]', False).to(7, 3)
    kind, body = await _encoded(data)
    assert kind == "application/x-www-form-urlencoded"
    assert body == standard(data.parameters)
