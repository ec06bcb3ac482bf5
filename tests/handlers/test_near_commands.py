"""A command that does not exist: a near one is read where it only reads, and named where it would change something."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.context import App
from bot.offline import Group, OfflineTelegram, PrivateChat, User
from bot.questions.near_commands import MOST_NAMED, near
from tests.support.shipped_names import reader

TODAY = dt.date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("/rnak Hung Yen PAPI", ["rank"], "Hung Yen PAPI"),
        ("/xep hang hưng yên", ["rank"], "hưng yên"),
        ("/Xếp Hạng hưng yên", ["rank"], "hưng yên"),
        ("/so-sanh Huế, Hà Nội", ["compare"], "Huế, Hà Nội"),
        ("/rieng tu", ["privacy"], ""),
        ("/riengtư", ["privacy"], ""),
        ("/dữ liệu của tôi", ["mydata"], ""),
        ("/hepl", ["help"], ""),
        ("/subscibe Hưng Yên", ["follow"], "Hưng Yên"),
        ("/mydate", ["mydata"], ""),
        ("/unfolow Hưng Yên", ["unfollow"], "Hưng Yên"),
        ("/folowing", ["following"], ""),
    ],
)
def test_the_commands_near_one(text: str, names: list[str], rest: str) -> None:
    found = near(text)
    assert found is not None
    assert [command.name for command in found.commands] == names
    assert found.rest == rest


@pytest.mark.parametrize(
    "text",
    ["/rank", "/xyzzy", "/hung yen papi", "/hanoi", "/hue", "/papi", "/sipas 2024", "/", "/a", "/thoitiet", "rnak", "",
     "//", "/ rank", "/766", "/resum", "http://rank", "/🙂", "/" + "x" * 5000],
)  # fmt: skip
def test_what_is_near_no_command(text: str) -> None:
    assert near(text) is None


def test_never_more_than_a_few_are_named() -> None:
    for text in ("/folow", "/mapp", "/topp", "/gasp", "/targts", "/tarks", "/hrome"):
        found = near(text)
        assert found is None or 1 <= len(found.commands) <= MOST_NAMED


def test_what_only_reads_is_read_and_what_would_change_something_is_named() -> None:
    question = reader().read("/rnak Hưng Yên PAPI", today=TODAY)
    assert (question.intent, question.provinces, question.index) == ("standing", ("hung-yen",), "papi")
    assert question.heard == "/rnak"
    named = reader().read("/follw Hưng Yên", today=TODAY)
    assert (named.intent, named.topic, named.heard) == ("unknown", "command", "/follw")
    for text in ("/forgt", "/quit 21-7", "/langg en", "/hoome Huế", "/tabels on"):
        assert reader().read(text, today=TODAY).intent in ("unknown", "help"), text


@pytest.mark.usefixtures("app")
async def test_the_near_command_is_named_in_the_language_of_the_chat(
    lan: User, john: User, chat: PrivateChat, world: OfflineTelegram
) -> None:
    await lan.say("/rieng tu")
    assert chat.last.text == "Không có lệnh /rieng tu. Có phải bạn muốn dùng:\n/riengtu — Tôi lưu gì về bạn"
    await lan.say("/rnak Hưng Yên PAPI 2024")
    assert chat.last.text.startswith("🏛 Hưng Yên — PAPI 2024\nℹ️ Không có lệnh /rnak; tôi hiểu là /xephang.\n")
    await john.say("/subscibe Hung Yen")
    assert world.private(john).last.text == (
        "There is no command /subscibe. Did you mean:\n/follow — Get news of new rankings"
    )
    await john.say("/rnak Hung Yen PAPI 2024")
    assert "ℹ️ There is no command /rnak; I took it for /rank." in world.private(john).last.text


async def test_nothing_is_changed_by_a_command_that_does_not_exist(lan: User, chat: PrivateChat, app: App) -> None:
    for text in ("/folow Hưng Yên", "/subscibe Hưng Yên PAPI", "/theo doi Hưng Yên", "/tinhnhaa Huế", "/ngon ngu en"):
        await lan.say(text)
        assert "Không có lệnh" in chat.last.text, text
    await lan.say("/following")
    assert "Chưa theo dõi gì" in chat.last.text
    await lan.say("/rank PAPI")
    assert "Tỉnh nhà" not in chat.last.text


async def test_in_a_group_an_unknown_command_is_for_others(lan: User, group: Group, app: App) -> None:
    said = len(group.messages)
    for text in ("/rnak Hưng Yên PAPI", "/rieng tu", "/rnak@another_bot Hưng Yên"):
        await lan.say(text, in_=group)
    assert [message for message in group.messages[said:] if message.by_bot] == []
