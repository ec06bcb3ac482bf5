"""Following tasks as people do it in Telegram: in words, by command, by button; in groups, topics and channels."""

from __future__ import annotations

import pytest

from bot.context import App
from bot.offline import Group, OfflineChat, OfflineTelegram, PrivateChat, User
from bot.services import Services
from data.model.tasks import TaskScope

HOME_AFFAIRS = "department-home-affairs"
OURS = TaskScope("hung-yen")
pytestmark = pytest.mark.usefixtures("app")


async def followed(app: App, chat: OfflineChat) -> list[TaskScope]:
    services: Services = app.bot_data
    return [one.scope for one in await services.task_following.of(chat.id)]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("/follow nhiệm vụ Hưng Yên Sở Nội vụ PAPI", TaskScope("hung-yen", HOME_AFFAIRS, "papi")),
        ("/theodoi nhiem vu hung yen", OURS),
        ("theo doi nhiem vu hung yen so noi vu", TaskScope("hung-yen", HOME_AFFAIRS)),
        ("theo dõi nhiệm vụ của Hưng Yên", OURS),
        ("Theo dõi các nhiệm vụ PAPI của Hưng Yên giúp tôi", TaskScope("hung-yen", "", "papi")),
        ("nhắc tôi nhiệm vụ của Hưng Yên", OURS),
        ("nhắc việc Hưng Yên", OURS),
        ("báo cho tôi khi nhiệm vụ Hưng Yên đến hạn", OURS),
        ("follow the tasks of Hung Yen department of home affairs", TaskScope("hung-yen", HOME_AFFAIRS)),
        ("remind me of the tasks of Hung Yen", OURS),
        ("/follow tasks Hung Yen PAPI", TaskScope("hung-yen", "", "papi")),
        ("theo dõi nhiệm vụ Thái Bình", OURS),
    ],
)
async def test_tasks_are_followed_in_any_words(
    app: App, lan: User, chat: PrivateChat, text: str, scope: TaskScope
) -> None:
    await lan.say(text)
    assert await followed(app, chat) == [scope]
    assert "🔔" in chat.last.text
    assert "30, 7" in chat.last.text


async def test_what_will_come_is_said_in_both_languages(
    app: App, world: OfflineTelegram, lan: User, chat: PrivateChat, john: User
) -> None:
    await lan.say("theo dõi nhiệm vụ Thái Bình Sở Nội vụ")
    said = chat.last.text
    assert "🔔 Đã theo dõi: nhiệm vụ Hưng Yên · Sở Nội vụ" in said
    assert "Thái Bình đã sáp nhập vào Hưng Yên" in said
    assert "21:00" in said
    await john.say("/follow tasks Hung Yen PAPI 2")
    english = world.private(john).last.text
    assert "Followed: tasks of Hung Yen · PAPI" in english
    assert "whole index" in english
    await john.say("follow tasks of Hung Yen PAPI")
    assert "Followed already" in world.private(john).last.text


async def test_several_provinces_at_once_and_a_second_time(app: App, lan: User, chat: PrivateChat) -> None:
    await lan.say("theo dõi nhiệm vụ Hưng Yên, Hà Nội")
    assert await followed(app, chat) == [OURS, TaskScope("ha-noi")]
    await lan.say("/theodoi nhiệm vụ Hà Nội")
    assert "Vẫn đang theo dõi" in chat.last.text


async def test_without_a_province_it_is_asked_and_the_home_is_meant(app: App, lan: User, chat: PrivateChat) -> None:
    await lan.say("/theodoi nhiệm vụ")
    assert "tỉnh, thành phố nào" in chat.last.text
    await lan.say("/home Hưng Yên")
    await lan.say("theo dõi nhiệm vụ PAPI")
    assert await followed(app, chat) == [TaskScope("hung-yen", "", "papi")]


async def test_names_that_nobody_knows_are_said_and_not_guessed(app: App, lan: User, chat: PrivateChat) -> None:
    await lan.say("theo dõi nhiệm vụ Quảng Đông")
    assert await followed(app, chat) == []
    assert "Quảng Đông" in chat.last.text
    await lan.say("theo dõi nhiệm vụ quảng")
    await lan.press("Nhiệm vụ Quảng Trị")
    assert await followed(app, chat) == [TaskScope("quang-tri")]


async def test_they_are_listed_and_removed_beside_rankings(app: App, lan: User, chat: PrivateChat) -> None:
    await lan.say("/theodoi Hưng Yên PAPI")
    await lan.say("/theodoi nhiệm vụ Hưng Yên")
    await lan.say("/theodoi nhiệm vụ Hưng Yên Sở Nội vụ")
    await lan.say("/dangtheodoi")
    assert "• Hưng Yên — PAPI\n• Nhiệm vụ Hưng Yên\n• Nhiệm vụ Hưng Yên · Sở Nội vụ" in chat.last.text
    shown = chat.last
    await lan.press("✖ Nhiệm vụ Hưng Yên")
    assert await followed(app, chat) == [TaskScope("hung-yen", HOME_AFFAIRS)]
    await lan.press("Hoàn tác", on=shown)
    assert OURS in await followed(app, chat)
    await lan.say("/botheodoi nhiệm vụ Hưng Yên")
    assert await followed(app, chat) == []
    services: Services = app.bot_data
    assert len(await services.subscriptions.of(chat.id)) == 1, "the ranking stays"


async def test_everything_is_stopped_with_one_press_and_brought_back(app: App, lan: User, chat: PrivateChat) -> None:
    await lan.say("/theodoi PAPI")
    await lan.say("/theodoi nhiệm vụ Hưng Yên")
    await lan.say("/dangtheodoi")
    await lan.press("🔕 Ngừng tất cả")
    assert await followed(app, chat) == []
    assert await app.bot_data.subscriptions.of(chat.id) == ()
    await lan.press("Hoàn tác: nhiệm vụ Hưng Yên")
    assert await followed(app, chat) == [OURS]


@pytest.mark.parametrize("text", ["bỏ theo dõi nhiệm vụ Hưng Yên", "đừng nhắc nhiệm vụ Hưng Yên nữa",
                                  "stop following tasks of Hung Yen", "ngung nhac viec hung yen"])  # fmt: skip
async def test_they_are_unfollowed_in_words(app: App, lan: User, chat: PrivateChat, text: str) -> None:
    await lan.say("theo dõi nhiệm vụ Hưng Yên")
    await lan.say(text)
    assert await followed(app, chat) == []
    assert "🔕" in chat.last.text
    await lan.say(text)
    assert "không" in chat.last.text.lower()


async def test_the_bell_under_tasks(app: App, lan: User, chat: PrivateChat) -> None:
    await lan.say("/nhiemvu Thái Bình")
    await lan.press("🔔 Theo dõi nhiệm vụ")
    await lan.say("/nhiemvu Hưng Yên PAPI Sở Nội vụ")
    await lan.press("🔔 Theo dõi nhiệm vụ")
    found = await followed(app, chat)
    assert found[0] == OURS
    assert found[1].index == "papi"


async def test_in_a_group_only_administrators_change_it(app: App, group: Group, lan: User, john: User) -> None:
    await john.say("/follow tasks Hung Yen", in_=group)
    assert await followed(app, group) == []
    await lan.say("/theodoi nhiệm vụ Hưng Yên", in_=group)
    assert await followed(app, group) == [OURS]
    await john.press("Hoàn tác", on=group.last)
    assert await followed(app, group) == [OURS]


async def test_the_cap_counts_both_kinds(
    app: App, lan: User, chat: PrivateChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.tasks.following.MOST", 2)
    monkeypatch.setattr("bot.chats.subscriptions.MOST", 2)
    await lan.say("/theodoi PAPI")
    await lan.say("/theodoi nhiệm vụ Hưng Yên")
    await lan.say("/theodoi nhiệm vụ Hà Nội")
    assert "quá nhiều" in chat.last.text
    await lan.say("/theodoi SIPAS")
    assert "Nhiều quá" in chat.last.text
    assert await followed(app, chat) == [OURS]


async def test_a_topic_is_kept_and_free_text_in_a_group_must_name_the_bot(
    app: App, world: OfflineTelegram, lan: User
) -> None:
    forum = world.group("Diễn đàn", [lan], forum=True)
    await forum.add_bot()
    topic = await forum.open_topic("Nhiệm vụ", lan)
    await lan.say("theo dõi nhiệm vụ Hưng Yên", in_=forum, thread=topic.thread)
    assert await followed(app, forum) == []
    await lan.say("@chisotinh_bot theo dõi nhiệm vụ Hưng Yên", in_=forum, thread=topic.thread)
    (one,) = await app.bot_data.task_following.of(forum.id)
    assert one.thread == topic.thread
    assert forum.last.thread == topic.thread


async def test_a_channel_is_managed_from_a_private_chat(app: App, world: OfflineTelegram, lan: User) -> None:
    eve = world.user(name="Eve")
    channel = world.channel("Tin chỉ số", [lan, eve])
    await lan.say("/start")
    await channel.add_bot(by=lan)
    await lan.say("/theodoi nhiệm vụ Hưng Yên")
    await lan.press("Gửi cả vào kênh Tin chỉ số")
    assert "Nơi nhận: kênh Tin chỉ số" in world.private(lan).last.text
    assert await followed(app, channel) == [OURS]
    await eve.say(f"/theodoi nhiệm vụ Hà Nội {channel.id}")
    assert "Chỉ quản trị viên của kênh" in world.private(eve).last.text
    await lan.say(f"/theodoi nhiệm vụ Hà Nội {channel.id}")
    assert await followed(app, channel) == [OURS, TaskScope("ha-noi")]
    await lan.say("/dangtheodoi")
    await lan.press("Kênh Tin chỉ số")
    await lan.press("✖ Nhiệm vụ Hưng Yên")
    assert await followed(app, channel) == [TaskScope("ha-noi")]


@pytest.mark.parametrize("data", ["st:hung-yen", "st:", "ut:1", "ft:ha-noi", "ut:1|-100777", "ft:hung-yen|khong-co"])
async def test_forged_presses_of_strangers_change_nothing(
    app: App, world: OfflineTelegram, group: Group, lan: User, john: User, data: str
) -> None:
    await lan.say("/theodoi nhiệm vụ Hưng Yên", in_=group)
    await world.ask_callback(john, group.last, data)
    assert await followed(app, group) == [OURS]


async def test_a_button_of_what_is_no_longer_known_asks_again(
    app: App, world: OfflineTelegram, lan: User, chat: PrivateChat
) -> None:
    await lan.say("/theodoi nhiệm vụ Hưng Yên")
    for data in ("ft:atlantis", "ft:hung-yen|khong-co", "ft:hung-yen||khong-co"):
        await world.ask_callback(lan, chat.last, data)
    assert await followed(app, chat) == [OURS]
    assert "tỉnh, thành phố nào" in chat.last.text
