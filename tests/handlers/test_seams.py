"""Where one feature meets another: the home province and what was shown, files, following, comparisons and pictures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.context import App
from bot.offline import PrivateChat, User
from bot.services import Services

HOME = "🏠 Tỉnh nhà: Hưng Yên · đổi: /tinhnha"


@pytest.fixture(autouse=True)
def painter(app: App) -> Iterator[None]:
    """Ends the process that paints after each test."""
    yield
    services: Services = app.bot_data
    services.pictures.close()


@pytest.fixture
async def at_home(lan: User, chat: PrivateChat) -> PrivateChat:
    """Lan's chat, whose home is Hưng Yên."""
    await lan.say("/home Hưng Yên")
    return chat


# --- the home province and what was shown before --------------------------------------------------------------


@pytest.mark.parametrize("wish", ["/home Hưng Yên", "tỉnh nhà của tôi là Hưng Yên"])
async def test_once_it_is_chosen_the_home_is_meant_whatever_was_shown_before(
    lan: User, chat: PrivateChat, wish: str
) -> None:
    await lan.say("Thái Bình")
    await lan.say(wish)
    await lan.say("PAPI 2024")
    assert chat.last.text.split("\n")[:2] == ["🏛 Hưng Yên — PAPI 2024", HOME]


async def test_chosen_by_a_button_it_is_meant_as_well(lan: User, chat: PrivateChat) -> None:
    await lan.say("/home Thái Bình")
    chosen = chat.last
    await lan.say("Nam Định")
    await lan.press("🏠 Chọn Hưng Yên", on=chosen)
    await lan.say("SIPAS 2024")
    assert chat.last.text.startswith("🏛 Hưng Yên — SIPAS 2024")


async def test_what_follows_an_answer_is_still_asked_of_it(lan: User, at_home: PrivateChat) -> None:
    await lan.say("Thái Bình")
    await lan.say("PAPI 2024")
    assert at_home.last.text.startswith("🏛 Thái Bình — PAPI 2024")


# --- files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["/xuat nhiệm vụ", "xuất excel nhiệm vụ", "/xuat tỉnh tôi", "xuất excel tỉnh mình"])
async def test_a_file_of_tasks_or_of_my_province_is_of_the_home(lan: User, at_home: PrivateChat, text: str) -> None:
    await lan.say(text)
    seen = at_home.last
    assert seen.document is not None, seen.text
    assert "hung-yen" in seen.document.name
    assert seen.text.split("\n")[1] == HOME


@pytest.mark.parametrize("text", ["/xuat PAPI 2024", "xuất papi 2024", "tải bảng PAPI 2024"])
async def test_a_file_of_an_index_is_the_whole_table_with_a_home_too(
    lan: User, at_home: PrivateChat, text: str
) -> None:
    await lan.say(text)
    assert at_home.last.document is not None
    assert at_home.last.document.name == "chi-so-tinh_papi_2024.xlsx"
    assert "🏠" not in at_home.last.text


async def test_tasks_named_alone_are_those_of_the_province_shown(lan: User, chat: PrivateChat) -> None:
    await lan.say("Hưng Yên PAPI 2024")
    await lan.say("xuất excel nhiệm vụ")
    assert chat.last.document is not None
    assert chat.last.document.name.startswith("chi-so-tinh_nhiem-vu_hung-yen")


async def test_a_table_is_whole_also_after_an_answer_on_a_province(lan: User, chat: PrivateChat) -> None:
    await lan.say("Thái Bình")
    await lan.say("tải bảng PAPI 2024")
    assert chat.last.document is not None
    assert chat.last.document.name == "chi-so-tinh_papi_2024.xlsx"


# --- comparisons ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("/compare Thái Bình", "so sánh với thái bình", "so voi tinh Thai Binh", "compare us with Thai Binh"),
        *("Thái Bình so với tỉnh mình", "PAPI thái bình có hơn tỉnh mình không", "so sánh PAPI 2024 với Thái Bình"),
    ],
)
async def test_one_province_is_compared_with_the_home(lan: User, at_home: PrivateChat, text: str) -> None:
    await lan.say(text)
    assert at_home.last.text.startswith("⚖️ Hưng Yên – Thái Bình\n" + HOME)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("so sánh Nam Định với các tỉnh miền Bắc", "⚖️ Nam Định"),
        ("Nam Định so với năm 2023", "📈 Nam Định"),
        ("so sánh các nội dung PAPI của Nam Định", "🏛 Nam Định — PAPI 2024"),
        ("so sánh Nam Định với trung vị", "⚖️ Nam Định"),
    ],
)
async def test_what_is_compared_with_no_province_is_left_alone(
    lan: User, at_home: PrivateChat, text: str, title: str
) -> None:
    await lan.say(text)
    assert at_home.last.text.startswith(title)
    assert "🏠" not in at_home.last.text


async def test_a_comparison_of_one_asks_for_another_and_has_nothing_to_share(lan: User, chat: PrivateChat) -> None:
    await lan.say("/compare Thái Bình")
    assert "/sosanh Thái Bình, Hưng Yên PAPI" in chat.last.text
    assert chat.last.labels == []


# --- following ------------------------------------------------------------------------------------------------


async def test_following_nothing_in_particular_offers_the_home_first(lan: User, at_home: PrivateChat) -> None:
    await lan.say("/theodoi")
    assert at_home.last.labels[0] == "🏠 Hưng Yên — mọi chỉ số"
    await lan.press("🏠 Hưng Yên — mọi chỉ số", on=at_home.last)
    assert at_home.last.text.startswith("🔔 Đã theo dõi: Hưng Yên — mọi chỉ số")
    await lan.say("/theodoi")
    assert at_home.last.labels[0] == "PAPI"


async def test_of_a_home_that_ended_its_successor_is_offered(lan: User, chat: PrivateChat) -> None:
    await lan.say("/home Thái Bình")
    await lan.say("/theodoi")
    assert chat.last.labels[0] == "🏠 Hưng Yên — mọi chỉ số"
