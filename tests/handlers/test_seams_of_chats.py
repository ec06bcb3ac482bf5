"""What is new meets every kind of chat: groups, forums, channels, guests, inline, another language in the middle."""

from __future__ import annotations

import pytest

from bot.offline import Group, OfflineTelegram, PrivateChat, User

pytestmark = pytest.mark.usefixtures("app")


async def test_pictures_files_and_data_stay_in_their_topic(world: OfflineTelegram, lan: User) -> None:
    forum = world.group("Diễn đàn", [lan], forum=True)
    await forum.add_bot(lan)
    topic = await forum.open_topic("PAPI", lan)
    for text in (
        *("/map PAPI 2024", "@chisotinh_bot bản đồ PAPI 2023", "/export PAPI 2024", "@chisotinh_bot xuất papi 2024"),
        *("/mydata", "@chisotinh_bot dữ liệu của tôi", "@chisotinh_bot bạn lưu gì về tôi", "/trend Hưng Yên PAPI"),
        *("/feedback sai", "@chisotinh_bot góp ý: sai"),
    ):
        await lan.say(text, in_=forum, thread=topic.thread)
        assert forum.last.by_bot, text
        assert forum.last.thread == topic.thread, text


async def test_a_channel_gets_maps_and_files_of_its_home(world: OfflineTelegram, lan: User) -> None:
    channel = world.channel("Kênh cải cách", [lan])
    await channel.add_bot(lan)
    await channel.post("/lang vi")
    await channel.post("/tinhnha Hưng Yên")
    await channel.post("/xuat nhiệm vụ")
    assert channel.last.document is not None
    assert channel.last.document.name == "chi-so-tinh_nhiem-vu_hung-yen.xlsx"
    await channel.post("/map PAPI 2024")
    assert channel.last.photo is not None
    await channel.post("/compare Thái Bình")
    assert channel.last.text.startswith("⚖️ Hưng Yên – Thái Bình")


@pytest.mark.parametrize("text", ["xóa dữ liệu của tôi", "góp ý: số liệu sai", "bản đồ PAPI 2024", "xuất papi 2024"])
async def test_what_members_say_to_each_other_is_left_alone(group: Group, lan: User, text: str) -> None:
    said = await lan.say(text, in_=group)
    assert group.last.message_id == said.message_id


async def test_in_words_too_only_administrators_see_and_erase_what_is_kept_of_a_group(
    group: Group, lan: User, john: User
) -> None:
    for text in ("@chisotinh_bot delete my data", "@chisotinh_bot export my data"):
        await john.say(text, in_=group)
        assert group.last.text.startswith("In a group or a channel only administrators"), text
        assert group.last.document is None
    await lan.say("@chisotinh_bot xóa dữ liệu của tôi", in_=group, as_=group)
    assert "nhóm hoặc kênh này" in group.last.text


async def test_the_home_of_a_group_begins_everybodys_conversation_anew(group: Group, lan: User, john: User) -> None:
    await lan.say("/lang vi", in_=group)
    await john.say("@chisotinh_bot Thái Bình", in_=group)
    await lan.say("/home Hưng Yên", in_=group, as_=group)
    await john.say("@chisotinh_bot PAPI 2024", in_=group)
    assert group.last.text.startswith("🏛 Hưng Yên — PAPI 2024\n🏠 Tỉnh nhà: Hưng Yên")


async def test_a_group_home_changes_no_private_conversation(group: Group, lan: User, chat: PrivateChat) -> None:
    await lan.say("Thái Bình")
    await lan.say("/home Hưng Yên", in_=group)
    await lan.say("PAPI 2024")
    assert chat.last.text.startswith("🏛 Thái Bình — PAPI 2024")


async def test_a_map_is_asked_for_where_no_picture_can_be_sent(
    world: OfflineTelegram, lan: User, john: User, chat: PrivateChat
) -> None:
    elsewhere = world.group("Bạn bè", [lan, john])
    await lan.say("@chisotinh_bot bản đồ PAPI 2024", elsewhere)
    assert "PAPI 2024" in elsewhere.last.text
    assert "Quảng Ninh" in elsewhere.last.text
    offered = await lan.ask_inline("bản đồ PAPI 2024")
    assert offered is not None
    assert "PAPI 2024" in offered.results[0]["title"]


async def test_another_language_in_the_middle_of_a_conversation(lan: User, chat: PrivateChat) -> None:
    await lan.say("/home Hưng Yên")
    await lan.say("PAPI 2024")
    await lan.say("/lang en")
    await lan.say("what about 2023?")
    assert chat.last.text.startswith("🏛 Hung Yen — PAPI 2023")
    await lan.say("map")
    assert chat.last.photo is not None
    assert chat.last.text.startswith("📊 Top 10: PAPI 2023")
    await lan.say("export tasks")
    assert chat.last.document is not None
    assert chat.last.document.name.startswith("chi-so-tinh_tasks_hung-yen")
    await lan.say("/rank SIPAS 2024")
    assert "🏠 Your home province: Hung Yen" in chat.last.text


async def test_after_forget_neither_home_nor_what_was_shown_is_meant(lan: User, chat: PrivateChat) -> None:
    await lan.say("/home Hưng Yên")
    await lan.say("Thái Bình PAPI 2024")
    await lan.press("👎 Báo sai", on=chat.last)
    await lan.say("/xoadulieu")
    await lan.press("🗑 Xóa hết", on=chat.last)
    await lan.say("PAPI 2023")
    assert "🏠" not in chat.last.text
    assert chat.last.text.startswith("📊 10 tỉnh, thành phố đứng đầu: PAPI 2023")
    await lan.say("/xuat nhiệm vụ")
    assert chat.last.document is not None
    assert chat.last.document.name == "chi-so-tinh_nhiem-vu.xlsx"
    await lan.say("điểm sai, phải là 45")
    assert not chat.last.text.startswith("🙏"), "the report is gone with everything else"
