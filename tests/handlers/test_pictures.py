"""Pictures in a chat: the commands and buttons that show one, uploaded once, and words where none can be drawn."""

from __future__ import annotations

import asyncio

import pytest

from bot.context import App
from bot.offline import OfflineTelegram, PrivateChat, Seen, User
from bot.offline.html import utf16_length
from bot.pictures.painter import CannotPaint
from bot.services import Services

pytestmark = pytest.mark.usefixtures("app")

PNG = b"\x89PNG"


def label(seen: Seen, text: str) -> tuple[int, int]:
    """Where the button with this label stands under a message."""
    return next((r, c) for r, row in enumerate(seen.buttons) for c, one in enumerate(row) if text in one.text)


async def test_a_command_is_answered_with_a_picture_and_its_key_numbers(chat: PrivateChat, lan: User) -> None:
    await lan.say("/trend Hưng Yên PAPI")
    seen = chat.last
    assert seen.photo is not None
    assert seen.photo.startswith(PNG)
    assert "Hưng Yên — PAPI qua các năm" in seen.text
    assert "2024: hạng 19/61 (▼ 7) · 44,40 điểm" in seen.text
    assert "Nguồn: PAPI 2011–2024" in seen.text
    assert utf16_length(seen.text) <= 1024


async def test_the_button_under_an_answer_shows_its_picture_and_the_way_back(chat: PrivateChat, lan: User) -> None:
    await lan.say("papi hưng yên qua các năm")
    words = chat.last
    assert words.photo is None
    await lan.press(label(words, "📈 Biểu đồ"), on=words)
    picture = chat.last
    assert picture.photo is not None
    await lan.press(label(picture, "Xem bằng chữ"), on=picture)
    assert chat.last.photo is None
    assert chat.last.text == words.text


async def test_what_is_asked_after_a_picture_means_what_it_shows(chat: PrivateChat, lan: User) -> None:
    await lan.say("/trend Hưng Yên PAPI")
    await lan.say("còn Nam Định?")
    assert "Nam Định — PAPI qua các năm" in chat.last.text


async def test_a_picture_is_uploaded_once_for_all_who_ask_at_once(world: OfflineTelegram) -> None:
    people = [world.user(name=f"P{n}", language_code="vi") for n in range(6)]
    for person in people:
        world.private(person, started=True)
    await asyncio.gather(*(person.say("/trend Hưng Yên PAPI") for person in people))
    pictures = [world.private(person).last for person in people]
    assert all(one.photo is not None for one in pictures)
    assert len({one.photo_id for one in pictures}) == 1
    assert len(world.files) == 1


async def test_words_go_out_where_the_picture_cannot_be_drawn(
    chat: PrivateChat, lan: User, app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    services: Services = app.bot_data

    async def fails(picture: object) -> bytes:
        raise CannotPaint

    monkeypatch.setattr(type(services.pictures), "png", lambda self, picture: fails(picture))
    await lan.say("/trend Hưng Yên PAPI")
    assert chat.last.photo is None
    assert "Hưng Yên — PAPI qua các năm" in chat.last.text
    assert "could not be drawn" in caplog.text


async def test_a_number_that_telegram_has_forgotten_is_sent_anew(world: OfflineTelegram, lan: User) -> None:
    chat = world.private(lan, started=True)
    await lan.say("/trend Hưng Yên PAPI")
    first = chat.last.photo_id
    world.files.clear()
    await lan.say("/trend Hưng Yên PAPI")
    assert chat.last.photo is not None
    assert chat.last.photo_id != first


async def test_a_command_without_a_picture_is_answered_in_words(chat: PrivateChat, lan: User) -> None:
    await lan.say("/trend Hưng Yên 766")
    assert chat.last.photo is None
    assert chat.last.text
