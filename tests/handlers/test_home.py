"""The home province: chosen by word, in words or by button, meant where a question names none, and said so."""

from __future__ import annotations

import pytest

from bot.context import App
from bot.offline import Group, OfflineTelegram, PrivateChat, User
from bot.services import Services

pytestmark = pytest.mark.usefixtures("app")

LINE = "🏠 Tỉnh nhà: Hưng Yên · đổi: /tinhnha"


def lines(chat: PrivateChat | Group) -> list[str]:
    return chat.last.text.split("\n")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("/rank PAPI", "🏛 Hưng Yên — PAPI 2024"),
        ("SIPAS năm 2024", "🏛 Hưng Yên — SIPAS 2024"),
        ("papi thế nào", "🏛 Hưng Yên — PAPI 2024"),
        ("tỉnh mình hạng mấy papi", "🏛 Hưng Yên — PAPI 2024"),
        ("yếu nhất ở đâu", "🏛 Hưng Yên — mất điểm ở đâu, PAPI 2024"),
        ("nhiệm vụ", "📌 Nhiệm vụ của Hưng Yên"),
        ("/tasks", "📌 Nhiệm vụ của Hưng Yên"),
        ("/rank", "🏛 Hưng Yên"),
        ("kiểm soát tham nhũng 2023", "🏛 Hưng Yên — PAPI 2023"),
        ("còn bao xa đến top 10 papi", "Hưng Yên"),
    ],
)
async def test_a_question_without_a_province_means_home_and_says_so(
    lan: User, at_home: PrivateChat, text: str, title: str
) -> None:
    await lan.say(text)
    assert title in lines(at_home)[0]
    assert lines(at_home)[1] == LINE


@pytest.mark.parametrize(
    "text",
    [
        *("top 5 papi", "tỉnh nào cao nhất papi", "PAPI là gì", "bảng xếp hạng PAPI 2024", "/top PAPI", "/movers PAPI"),
        *("PAPI 2024 Tây Nguyên", "hạng 19 papi", "papi công bố khi nào", "Nam Định papi", "/rank Nam Định PAPI"),
        *(
            "/rank top 5 PAPI",
            "xin chào",
            "cảm ơn",
            "thời tiết hôm nay",
            "/help",
            "2024",
            "quê tôi Nghệ An papi bao nhiêu",
        ),
        *("nhiệm vụ của Sở Nội vụ", "trung vị papi", "/index PAPI", "papi xyz"),
    ],
)
async def test_what_is_asked_of_others_or_of_all_is_answered_as_without_a_home(
    world: OfflineTelegram, lan: User, at_home: PrivateChat, text: str
) -> None:
    other = world.user(name="Minh", language_code="vi")
    await other.say(text)
    await lan.say(text)
    assert at_home.last.text == world.private(other).last.text
    assert "Tỉnh nhà" not in at_home.last.text


async def test_a_picture_says_it_too(lan: User, at_home: PrivateChat, world: OfflineTelegram) -> None:
    for text in ("/gaps PAPI", "/trend PAPI"):
        await lan.say(text)
        assert at_home.last.photo is not None
        assert lines(at_home)[1] == LINE
    before = len(world.files)
    await lan.say("/trend Hưng Yên PAPI")
    assert at_home.last.photo is not None
    assert LINE not in at_home.last.text
    assert len(world.files) == before, "the same picture is not uploaded again"
    await lan.say("/map PAPI")
    assert at_home.last.photo is not None
    assert LINE not in at_home.last.text


async def test_real_tables_say_it_and_answers_are_shared_as_ever(lan: User, at_home: PrivateChat) -> None:
    await lan.say("/bang on")
    await lan.say("/score PAPI 2024")
    assert at_home.last.rich
    assert lines(at_home)[1] == LINE
    await lan.say("PAPI 2024")
    mine = at_home.last.labels
    await lan.say("Hưng Yên PAPI 2024")
    assert "Chia sẻ" in mine
    assert mine == at_home.last.labels


async def test_what_was_shown_last_comes_before_home(lan: User, at_home: PrivateChat) -> None:
    await lan.say("Nam Định PAPI 2024")
    await lan.say("còn SIPAS 2022?")
    assert lines(at_home)[0] == "🏛 Nam Định — SIPAS 2022"
    await lan.say("yếu nhất ở đâu")
    assert "Nam Định" in lines(at_home)[0]
    await lan.say("tỉnh mình hạng mấy papi")
    assert lines(at_home)[0:2] == ["🏛 Hưng Yên — PAPI 2024", LINE]
    await lan.say("năm 2023")
    assert lines(at_home)[0] == "🏛 Hưng Yên — PAPI 2023"
    await lan.say("còn Lạng Sơn?")
    assert lines(at_home)[0] == "🏛 Lạng Sơn — PAPI 2023"
    assert "Tỉnh nhà" not in at_home.last.text


async def test_home_is_chosen_once_and_following_it_is_offered(lan: User, chat: PrivateChat) -> None:
    await lan.say("/tinhnha hung yen")
    assert lines(chat)[0] == "🏠 Tỉnh nhà: Hưng Yên"
    await lan.press("🔔 Theo dõi Hưng Yên")
    assert lines(chat)[0] == "🔔 Đã theo dõi: Hưng Yên — mọi chỉ số"
    await lan.say("/tinhnha Hưng Yên")
    assert "🔔 Theo dõi Hưng Yên" not in chat.last.labels


async def test_what_is_followed_may_be_home(lan: User, at_home: PrivateChat) -> None:
    await lan.say("theo dõi tỉnh mình")
    assert lines(at_home)[0] == "🔔 Đã theo dõi: Hưng Yên — mọi chỉ số"
    await lan.say("ngừng theo dõi tỉnh nhà")
    assert lines(at_home)[0] == "🔕 Đã ngừng theo dõi: Hưng Yên — mọi chỉ số"
    await lan.say("theo dõi")
    assert "Đã theo dõi" not in at_home.last.text, "nothing points at it"


async def test_home_is_shown_cleared_and_taken_back(lan: User, chat: PrivateChat) -> None:
    await lan.say("/home")
    assert "chưa chọn tỉnh nhà" in chat.last.text
    assert "/tinhnha Hưng Yên" in chat.last.text
    await lan.say("/home Hưng Yên")
    await lan.say("/home")
    assert lines(chat)[0] == "🏠 Tỉnh nhà: Hưng Yên"
    assert not [label for label in chat.last.labels if "Theo dõi" in label]
    await lan.press("Bỏ tỉnh nhà")
    assert "Đã bỏ tỉnh nhà" in chat.last.text
    await lan.say("/rank PAPI")
    assert "Tỉnh nhà" not in chat.last.text
    await lan.press("Hoàn tác")
    await lan.say("/rank PAPI")
    assert lines(chat)[1] == LINE
    await lan.say("/tinhnha bỏ")
    await lan.say("/rank PAPI")
    assert "Tỉnh nhà" not in chat.last.text


async def test_a_name_that_is_not_known_is_asked_for(lan: User, chat: PrivateChat) -> None:
    await lan.say("/home Quảng")
    assert chat.last.text == "Tỉnh nhà của bạn là nơi nào dưới đây?"
    assert len(chat.last.labels) > 1
    await lan.say("/home Hưng Yên, Nghệ An")
    assert chat.last.labels == ["Hưng Yên", "Nghệ An"]
    await lan.say("/home Quảng")
    await lan.press("Quảng Ninh")
    assert lines(chat)[0] == "🏠 Tỉnh nhà: Quảng Ninh"
    await lan.say("/home xyzzy")
    assert "Tôi không tìm thấy “xyzzy”" in chat.last.text
    await lan.say("/home")
    assert lines(chat)[0] == "🏠 Tỉnh nhà: Quảng Ninh"


async def test_a_province_that_ended_may_be_home_and_its_successor_is_offered(lan: User, chat: PrivateChat) -> None:
    await lan.say("/home Thái Bình")
    assert lines(chat)[0] == "🏠 Tỉnh nhà: Thái Bình"
    assert "Thái Bình đã sáp nhập vào Hưng Yên từ ngày 1/7/2025 nên chỉ có số liệu đến trước ngày đó." in chat.last.text
    assert "🔔 Theo dõi Hưng Yên" in chat.last.labels
    await lan.say("/rank PAPI")
    assert lines(chat)[:2] == ["🏛 Thái Bình — PAPI 2024", "🏠 Tỉnh nhà: Thái Bình · đổi: /tinhnha"]
    await lan.say("/home")
    await lan.press("🏠 Chọn Hưng Yên")
    assert lines(chat)[0] == "🏠 Tỉnh nhà: Hưng Yên"


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("tỉnh nhà của tôi là Hưng Yên", "Hưng Yên"),
        ("quê tôi ở Nghệ An, nhớ giúp nhé", "Nghệ An"),
        ("đặt tỉnh nhà Huế", "Huế"),
        ("dat tinh nha la ho chi minh nhe", "TP. Hồ Chí Minh"),
        ("set my home to Hung Yen", "Hưng Yên"),
        ("tôi ở Đà Lạt, ghi nhớ cho mình nhé", "Lâm Đồng"),
    ],
)
async def test_home_is_chosen_in_words(lan: User, chat: PrivateChat, text: str, home: str) -> None:
    await lan.say(text)
    assert lines(chat)[0] == f"🏠 Tỉnh nhà: {home}"
    await lan.say("bỏ tỉnh nhà")
    assert "Đã bỏ tỉnh nhà" in chat.last.text


@pytest.mark.parametrize(
    "text",
    ["quê tôi Nghệ An papi bao nhiêu", "tỉnh nhà của tôi là tỉnh nào", "tỉnh nhà của tôi là Nghệ An papi bao nhiêu"],
)
async def test_a_question_about_home_stays_a_question(lan: User, chat: PrivateChat, app: App, text: str) -> None:
    await lan.say(text)
    services: Services = app.bot_data
    assert await services.homes.of(chat.id) == ""


async def test_in_english(world: OfflineTelegram, john: User) -> None:
    chat = world.private(john, started=True)
    await john.say("/home Hung Yen")
    assert lines(chat)[0] == "🏠 Your home province: Hung Yen"
    await john.say("PAPI 2024")
    assert lines(chat)[:2] == ["🏛 Hung Yen — PAPI 2024", "🏠 Your home province: Hung Yen · change: /home"]
    await john.say("/home off")
    assert "no home province here now" in chat.last.text


async def test_in_a_group_only_administrators_choose_it_and_it_is_the_groups(
    group: Group, lan: User, john: User
) -> None:
    await john.say("/home Hưng Yên", in_=group)
    assert "Only administrators" in group.last.text
    await lan.say("/home Hưng Yên", in_=group, as_=group)
    assert group.last.text.startswith("🏠 Tỉnh nhà: Hưng Yên")
    assert await john.press("Bỏ tỉnh nhà", in_=group) is not None
    assert group.last.text.startswith("🏠 Tỉnh nhà: Hưng Yên"), "a member's press changes nothing"
    await john.say("/rank PAPI", in_=group)
    assert "Hung Yen" in lines(group)[0]
    await john.say("/home", in_=group)
    assert lines(group)[0] == "🏠 Your home province: Hung Yen"
    await john.say("/rank PAPI")
    assert "home province" not in group.world.private(john).last.text, "it is the chat's, not the person's"


async def test_home_moves_with_a_group_that_becomes_a_supergroup(group: Group, lan: User) -> None:
    await lan.say("/home Hưng Yên", in_=group)
    upgraded = await group.migrate()
    await lan.say("/rank PAPI", in_=upgraded)
    assert lines(upgraded)[1] == LINE


async def test_home_outlasts_a_restart(lan: User, at_home: PrivateChat, app: App) -> None:
    app.bot_data.chats.forget(at_home.id)  # forgets what it remembers, as a new process would
    await lan.say("/rank PAPI")
    assert lines(at_home)[1] == LINE
