"""Groups, forums and channels: what is said to the bot there, by whom, where the answer lands, and their menus."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from bot.app import build
from bot.context import App
from bot.offline import Group, OfflineTelegram, PrivateChat, User
from bot.runtime import prepare
from data.database import Database
from data.store import Store
from tests.support.shipped import settings_of

pytestmark = pytest.mark.usefixtures("app")


def menu_of(world: OfflineTelegram, scope: str, chat: int = 0, language: str = "") -> list[str]:
    wanted = {"type": scope} | ({"chat_id": chat} if chat else {})
    found = next(
        commands for (key, code), commands in world.commands.items() if json.loads(key) == wanted and code == language
    )
    return [command["command"] for command in found]


async def test_a_group_run_by_an_anonymous_administrator(
    world: OfflineTelegram, group: Group, lan: User, john: User
) -> None:
    """Greeted, set up by an administrator whom nobody can name, asked by a member."""
    await lan.say("/tinhnha Hưng Yên", in_=group, as_=group)
    await lan.say("/ngonngu vi", in_=group, as_=group)
    await lan.say("/theodoi Hưng Yên", in_=group, as_=group)
    assert "Đã theo dõi: Hưng Yên" in group.last.text
    asked = await john.say("/rank PAPI", in_=group)
    assert group.last.text.startswith("🏛 Hưng Yên — PAPI 2024\n🏠 Tỉnh nhà: Hưng Yên")
    assert group.last.reply_to is asked
    for text in ("/home Nghệ An", "/unfollow Hưng Yên", "/lang en"):
        await john.say(text, in_=group)
        assert "quản trị viên" in group.last.text.lower()
    await lan.say("còn 2023?", in_=group, as_=group, reply_to=group.last)
    assert group.last.by_bot, "a hidden administrator has no conversation, but is answered"


@pytest.mark.parametrize(
    "text",
    [
        "/rank@another_bot Hưng Yên PAPI",
        "/rank@another_bot Hưng Yên @chisotinh_bot",
        "/thoitiet",
        "/thoitiet@chisotinh_bot",
        "/thoitiet@another_bot",
        "/xếphạng Hưng Yên",
        "/status@chisotinh_bot",
    ],
)
@pytest.mark.parametrize("replying", [True, False])
@pytest.mark.parametrize("privacy", [True, False])
async def test_commands_of_others_and_unknown_ones_are_left_alone(
    world: OfflineTelegram, group: Group, john: User, text: str, replying: bool, privacy: bool
) -> None:
    world.privacy = privacy
    before = len(group.answers)
    said = await john.say(text, in_=group, reply_to=group.answers[-1] if replying else None)
    await john.edit(said, text + " PAPI 2024")
    assert len(group.answers) == before


@pytest.mark.parametrize("text", ["/rank@chisotinh_bot Hung Yen PAPI", "@ChiSoTinh_Bot /rank Hung Yen PAPI"])
async def test_commands_with_the_name_of_this_bot_are_answered(group: Group, john: User, text: str) -> None:
    await john.say(text, in_=group)
    assert group.last.text.startswith("🏛 Hung Yen — PAPI 2024")


async def test_in_a_forum_everything_stays_in_its_topic(world: OfflineTelegram, lan: User) -> None:
    forum = world.group("Diễn đàn", [lan], forum=True)
    await forum.add_bot(lan)
    topic = await forum.open_topic("PAPI", lan)
    for text, said in (
        ("/start@chisotinh_bot", "Xin chào"),
        ("/home Hưng Yên", "🏠 Tỉnh nhà: Hưng Yên"),
        ("/rank PAPI", "🏛 Hưng Yên — PAPI 2024"),
        ("@chisotinh_bot nhiệm vụ", "📌"),
        ("/lang vi", "tiếng Việt"),
    ):
        await lan.say(text, in_=forum, thread=topic.thread)
        assert said in forum.last.text
        assert forum.last.by_bot
        assert forum.last.thread == topic.thread
    await lan.say("/home", in_=forum, thread=topic.thread)
    await lan.press("Bỏ tỉnh nhà", in_=forum)
    assert "Đã bỏ tỉnh nhà" in forum.last.text
    assert forum.last.thread == topic.thread


async def test_a_channel_has_a_home_of_its_own(world: OfflineTelegram, lan: User, chat: PrivateChat) -> None:
    channel = world.channel("Kênh cải cách", [lan])
    await channel.add_bot(lan)
    await channel.post("/tinhnha Hưng Yên")
    assert channel.last.text.startswith("🏠 Tỉnh nhà: Hưng Yên")
    await channel.post("/rank PAPI")
    assert channel.last.text.startswith("🏛 Hưng Yên — PAPI 2024\n🏠 Tỉnh nhà: Hưng Yên")
    await channel.post("papi thế nào")
    assert not channel.last.by_bot, "free text in a channel is for its readers"
    await channel.post("/lang en")
    assert "English" in channel.last.text
    assert not [key for key, _ in world.commands if str(channel.id) in key], "nobody has a menu there"


# --- menus and the bot's own texts --------------------------------------------------------------------------


async def test_menus_follow_the_language_of_the_chat(
    world: OfflineTelegram, app: App, group: Group, lan: User, chat: PrivateChat
) -> None:
    await prepare(app)
    assert "tinhnha" not in menu_of(world, "all_group_chats", language="vi"), "members cannot choose it"
    assert "tinhnha" in menu_of(world, "all_chat_administrators", language="vi")
    await lan.say("/lang en", in_=group)
    members, administrators = menu_of(world, "chat", group.id), menu_of(world, "chat_administrators", group.id)
    assert members[:2] == ["rank", "score"]
    assert "home" not in members
    assert {"home", "follow", "lang", "quiet"} <= set(administrators)
    assert "start" not in administrators
    await lan.say("/lang vi", in_=group)
    assert menu_of(world, "chat", group.id)[0] == "xephang"
    assert "tinhnha" in menu_of(world, "chat_administrators", group.id)
    await lan.say("/lang en")
    assert menu_of(world, "chat", chat.id)[:2] == ["rank", "score"]
    assert "start" in menu_of(world, "chat", chat.id)


async def test_menus_and_texts_are_set_once_and_again_only_where_they_differ(world: OfflineTelegram, app: App) -> None:
    await prepare(app)
    assert world.texts["name", "en"] == "Province Indices"
    assert "Hưng Yên xếp thứ mấy PAPI 2024?" in world.texts["description", ""]
    assert "PAPI" in world.texts["description", "en"]
    assert world.texts["short_description", "vi"].endswith("có nguồn và năm.")
    assert ("name", "vi") not in world.texts, "that is how the bot is called anyway"

    def changes() -> list[str]:
        return [call.method for call in world.calls if call.method.startswith("setMy")]

    before = len(changes())
    await prepare(app)
    assert changes()[before:] == []
    world.texts["short_description", "en"] = "Something older."
    await prepare(app)
    assert changes()[before:] == ["setMyShortDescription"]


async def test_a_name_that_telegram_refuses_is_one_line_in_the_log(
    world: OfflineTelegram, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    world.fail("setMyName", 429, retry_after=80_000)
    with caplog.at_level(logging.WARNING):
        await prepare(app)
    assert [record.message for record in caplog.records if "set_my_name" in record.message]
    assert world.texts["description", "en"]
    assert ("name", "en") not in world.texts


async def test_the_owner_keeps_the_name_where_a_setting_says_so(
    world: OfflineTelegram, database_file: Path, database: Database, store: Store
) -> None:
    settings = settings_of(database_file, profile=False)
    app = build(settings, database, store, transport=world.request(), updates=world.request())
    await app.initialize()
    await prepare(app)
    await app.shutdown()
    assert world.texts == {}
    assert world.commands
