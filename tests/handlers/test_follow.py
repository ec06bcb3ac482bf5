"""Following as people do it in Telegram: private chats, groups, forum topics, channels."""

from __future__ import annotations

import pytest

from bot.context import App
from bot.offline import OfflineChat, OfflineTelegram, User
from bot.services import Services
from data.alerts.model import Subscription
from data.alerts.pause import pause

pytestmark = pytest.mark.usefixtures("app")


async def followed(app: App, chat: OfflineChat) -> list[tuple[str, str]]:
    services: Services = app.bot_data
    return [(one.province, one.index) for one in await subscriptions(services, chat)]


async def subscriptions(services: Services, chat: OfflineChat) -> tuple[Subscription, ...]:
    return await services.subscriptions.of(chat.id)


async def pause_chat(services: Services, chat: int) -> None:
    """What recording that the chat blocked us does to it."""
    database = services.outbox._database
    await database.work(lambda connection: pause(connection, services.chats.key(chat), "blocked", services.now()))
    services.chats.forget(chat)


@pytest.fixture
def lan(world: OfflineTelegram) -> User:
    return world.user(name="Lan")


async def test_following_says_what_will_come_and_how_often(app: App, world: OfflineTelegram, lan: User) -> None:
    await lan.say("/theodoi Hưng Yên PAPI")
    text = world.private(lan).last.text
    assert "Đã theo dõi: Hưng Yên — PAPI" in text
    assert "PAPI: thường mỗi năm một lần" in text
    assert "21:00" in text
    assert "đính chính" not in text.split("Nếu số liệu")[0]
    assert await followed(app, world.private(lan)) == [("hung-yen", "papi")]


async def test_in_words_and_again(app: App, world: OfflineTelegram, lan: User) -> None:
    await lan.say("theo dõi Hưng Yên")
    await lan.say("Theo doi hung yen")
    assert "Vẫn đang theo dõi" in world.private(lan).last.text
    assert await followed(app, world.private(lan)) == [("hung-yen", "")]
    await lan.say("ngừng theo dõi Hưng Yên")
    assert "Đã ngừng theo dõi" in world.private(lan).last.text
    assert await followed(app, world.private(lan)) == []


async def test_everything_and_what_is_unclear_in_words(app: App, world: OfflineTelegram, lan: User) -> None:
    chat = world.private(lan)
    await lan.say("Hưng Yên PAPI 2024")
    await lan.say("theo dõi tất cả")
    assert await followed(app, chat) == [("", "")], "everything, not what was shown last"
    await lan.say("theo dõi Quảng Đông")
    assert "Tôi không tìm thấy “Quảng Đông”" in chat.last.text
    await lan.say("theo dõi quảng chỉ khi đổi ít nhất 5 bậc")
    await lan.press("Quảng Trị — mọi chỉ số")
    assert [(one.province, one.min_move) for one in await subscriptions(app.bot_data, chat)][-1] == ("quang-tri", 5)
    await lan.say("đăng ký kinh doanh ở Hưng Yên, PCI 2023 gia nhập thị trường mấy điểm")
    assert "PCI 2023" in chat.last.text
    await lan.say("bỏ theo dõi tất cả")
    assert await followed(app, chat) == []


async def test_the_bell_under_answers(app: App, world: OfflineTelegram, lan: User) -> None:
    for question in ("Hưng Yên PAPI 2024", "/xephang Đồng Tháp", "/top 766", "/index SIPAS", "Thái Bình PAPI 2024"):
        await lan.say(question)
        await lan.press("🔔 Theo dõi", on=world.private(lan).last)
    assert await followed(app, world.private(lan)) == [
        ("hung-yen", "papi"), ("dong-thap", ""), ("", "766"), ("", "sipas"),
    ]  # fmt: skip
    assert "Vẫn đang theo dõi" in world.private(lan).last.text, "Thái Bình is a part of Hưng Yên now"


async def test_removal_by_one_tap_and_undo(app: App, world: OfflineTelegram, lan: User) -> None:
    await lan.say("/theodoi Hưng Yên chỉ khi đổi ít nhất 3 bậc, không cần đính chính")
    await lan.say("/theodoi PAPI")
    await lan.say("/dangtheodoi")
    shown = world.private(lan).last
    await lan.press("✖ Hưng Yên — mọi chỉ số (chỉ báo khi thay đổi từ 3 bậc, không nhận đính chính)")
    assert await followed(app, world.private(lan)) == [("", "papi")]
    await lan.press("Hoàn tác", on=shown)
    back = [one for one in await subscriptions(app.bot_data, world.private(lan)) if one.province]
    assert [(one.province, one.min_move, one.corrections) for one in back] == [("hung-yen", 3, False)]


async def test_options_by_button(app: App, world: OfflineTelegram, lan: User) -> None:
    await lan.say("/theodoi Hưng Yên")
    message = world.private(lan).last
    await lan.press("Chỉ báo khi thay đổi từ 3 bậc")
    await lan.press("Không nhận đính chính", on=message)
    (one,) = await subscriptions(app.bot_data, world.private(lan))
    assert (one.min_move, one.corrections) == (3, False)
    assert "từ 3 bậc trở lên" in message.text
    await lan.press("Hoàn tác", on=message)
    assert await followed(app, world.private(lan)) == []


async def test_unclear_names_are_asked_with_the_options_kept(app: App, world: OfflineTelegram, lan: User) -> None:
    await lan.say("/theodoi quảng chỉ khi đổi ít nhất 5 bậc")
    await lan.press("Quảng Trị — mọi chỉ số")
    (one,) = await subscriptions(app.bot_data, world.private(lan))
    assert (one.province, one.min_move) == ("quang-tri", 5)


async def test_without_a_name_it_says_how(world: OfflineTelegram, lan: User) -> None:
    await lan.say("/theodoi")
    assert world.private(lan).last.labels == ["PAPI", "PAR INDEX", "SIPAS", "766", "DTI", "PCI", "Tất cả"]
    await lan.press("Tất cả")
    assert "Mọi chỉ số — cả bảng" in world.private(lan).last.text


async def test_quiet_hours(app: App, world: OfflineTelegram, lan: User) -> None:
    await lan.say("/yenlang")
    assert "21:00–07:00" in world.private(lan).last.text
    await lan.say("/yenlang 22h-6h30")
    services: Services = app.bot_data
    assert await services.chats.quiet(lan.id) == (1320, 390)
    await lan.press("Tắt")
    assert await services.chats.quiet(lan.id) is None
    await lan.say("/quiet nonsense")
    assert "đang tắt" in world.private(lan).last.text


async def test_the_language_of_alerts_is_that_of_the_person(app: App, world: OfflineTelegram) -> None:
    ann = world.user(name="Ann", language_code="en")
    await ann.say("follow Hung Yen")
    services: Services = app.bot_data
    chat = await services.chats.get(ann.id)
    assert chat is not None
    assert chat.language == "en"


async def test_in_groups_only_administrators(app: App, world: OfflineTelegram, lan: User) -> None:
    minh = world.user(name="Minh")
    group = world.group("Sở Nội vụ", [lan, minh], supergroup=True)
    await group.add_bot()
    await minh.say("/theodoi Hưng Yên", in_=group)
    assert "Chỉ quản trị viên của nhóm mới đổi được: Lan" in group.last.text
    assert await followed(app, group) == []
    await lan.say("/theodoi Hưng Yên", in_=group)
    assert await followed(app, group) == [("hung-yen", "")]
    popup = await minh.press("Hoàn tác", in_=group)
    assert popup is not None
    assert popup.alert
    assert "Lan" in popup.text
    assert await followed(app, group) == [("hung-yen", "")]
    await minh.say("/dangtheodoi", in_=group)
    assert "Hưng Yên — mọi chỉ số" in group.last.text


async def test_anonymous_administrators_work(app: App, world: OfflineTelegram, lan: User) -> None:
    group = world.group("Sở Nội vụ", [lan], supergroup=True)
    await group.add_bot()
    await lan.say("/theodoi PAPI", in_=group, as_=group)
    assert await followed(app, group) == [("", "papi")]


async def test_free_text_in_a_group_only_when_meant_for_us(app: App, world: OfflineTelegram, lan: User) -> None:
    group = world.group("Sở Nội vụ", [lan], supergroup=True)
    await group.add_bot(admin=True)
    await lan.say("theo dõi Hưng Yên", in_=group)
    assert await followed(app, group) == []
    await lan.say("@chisotinh_bot theo dõi Hưng Yên", in_=group)
    assert await followed(app, group) == [("hung-yen", "")]


@pytest.mark.parametrize("name", ["@ChiSoTinh_Bot", "@CHISOTINH_BOT", "@chisotinh_bot,"])
async def test_our_name_in_a_group_counts_in_any_case(app: App, world: OfflineTelegram, lan: User, name: str) -> None:
    group = world.group("Sở Nội vụ", [lan], supergroup=True)
    await group.add_bot(admin=True)
    await lan.say(f"{name} theo dõi Hưng Yên SIPAS", in_=group)
    assert await followed(app, group) == [("hung-yen", "sipas")]
    assert "Chưa xét đến" not in group.last.text


async def test_a_topic_is_kept(app: App, world: OfflineTelegram, lan: User) -> None:
    forum = world.group("Diễn đàn", [lan], forum=True)
    await forum.add_bot()
    topic = await forum.open_topic("Tin báo", lan)
    await lan.say("/theodoi Hưng Yên", in_=forum, thread=topic.thread)
    (one,) = await subscriptions(app.bot_data, forum)
    assert one.thread == topic.thread
    assert forum.last.thread == topic.thread


async def test_a_channel_is_managed_from_a_private_chat(app: App, world: OfflineTelegram, lan: User) -> None:
    eve = world.user(name="Eve")
    channel = world.channel("Tin chỉ số", [lan, eve])
    await lan.say("/start")
    await channel.add_bot(by=lan)
    assert "Giờ tôi đã đăng bài được ở kênh Tin chỉ số" in world.private(lan).last.text
    await lan.say("/theodoi Hưng Yên 766")
    await lan.press("Gửi cả vào kênh Tin chỉ số")
    assert "Nơi nhận: kênh Tin chỉ số" in world.private(lan).last.text
    assert await followed(app, channel) == [("hung-yen", "766")]
    assert channel.answers == []
    await lan.say("/dangtheodoi")
    await lan.press("Kênh Tin chỉ số")
    assert "Kênh Tin chỉ số đang theo dõi" in world.private(lan).last.text
    await lan.press("✖ Hưng Yên — Bộ chỉ số 766")
    assert await followed(app, channel) == []

    await eve.say(f"/theodoi {channel.id} PAPI")
    assert "Chỉ quản trị viên của kênh" in world.private(eve).last.text
    assert await followed(app, channel) == []


async def test_a_channel_in_which_the_bot_may_not_post(app: App, world: OfflineTelegram, lan: User) -> None:
    channel = world.channel("Tin chỉ số", [lan])
    await channel.add_bot(by=lan, can_post_messages=False)
    await lan.say(f"/theodoi {channel.id} PAPI")
    assert "chưa có quyền đăng bài" in world.private(lan).last.text
    await lan.say("/theodoi -1009999999999 PAPI")
    assert "Tôi không thấy kênh đó" in world.private(lan).last.text
    assert await followed(app, channel) == []


async def test_readers_of_a_channel_cannot_press_its_buttons(app: App, world: OfflineTelegram, lan: User) -> None:
    eve = world.user(name="Eve")
    channel = world.channel("Tin chỉ số", [lan, eve])
    await channel.add_bot(by=lan)
    await channel.post("/theodoi PAPI")
    assert await followed(app, channel) == [("", "papi")]
    popup = await eve.press("Hoàn tác", in_=channel)
    assert popup is not None
    assert popup.alert
    assert await followed(app, channel) == [("", "papi")]


async def test_a_paused_chat_comes_back_with_any_message(app: App, world: OfflineTelegram, lan: User) -> None:
    services: Services = app.bot_data
    await lan.say("/theodoi Hưng Yên")
    for how in ("words", "press", "unblock"):
        await pause_chat(services, lan.id)
        chat = await services.chats.get(lan.id)
        assert chat is not None
        assert chat.paused_at is not None
        if how == "words":
            await lan.say("xin chào")
        elif how == "press":
            await lan.press("Đang theo dõi những gì")
        else:
            await lan.block()
            await lan.unblock()
        chat = await services.chats.get(lan.id)
        assert chat is not None
        assert chat.paused_at is None, how


async def test_blocking_does_not_unpause(app: App, world: OfflineTelegram, lan: User) -> None:
    services: Services = app.bot_data
    await lan.say("/theodoi Hưng Yên")
    await pause_chat(services, lan.id)
    await lan.block()
    chat = await services.chats.get(lan.id)
    assert chat is not None
    assert chat.paused_at is not None


async def test_a_group_that_becomes_a_supergroup_keeps_what_it_follows(
    app: App, world: OfflineTelegram, lan: User
) -> None:
    group = world.group("Sở Nội vụ", [lan])
    await group.add_bot()
    await lan.say("/theodoi Hưng Yên", in_=group)
    upgraded = await group.migrate()
    assert await followed(app, group) == []
    assert await followed(app, upgraded) == [("hung-yen", "")]


async def test_old_and_foreign_buttons(app: App, world: OfflineTelegram, lan: User) -> None:
    """What another version wrote is refused in words, and nobody removes what another chat follows."""
    await lan.say("/theodoi Hưng Yên")
    (one,) = await subscriptions(app.bot_data, world.private(lan))
    eve = world.user(name="Eve")
    await eve.say("/theodoi PAPI")
    message = world.private(eve).last
    assert message.markup is not None
    message.markup["inline_keyboard"][0][0]["callback_data"] = f"u:{one.id}"
    await eve.press((0, 0), on=message)
    assert await followed(app, world.private(lan)) == [("hung-yen", "")]
    message.markup["inline_keyboard"] = [[{"text": "x", "callback_data": "f:không|biết"}]]
    popup = await eve.press("x", on=message)
    assert popup is not None
    assert "phiên bản cũ" in popup.text
