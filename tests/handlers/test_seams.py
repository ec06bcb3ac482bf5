"""Where one feature meets another: the home province and what was shown, files, following, comparisons and pictures."""

from __future__ import annotations

import pytest

from bot.offline import PrivateChat, User

pytestmark = pytest.mark.usefixtures("app")

HOME = "🏠 Tỉnh nhà: Hưng Yên · đổi: /tinhnha"


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


# --- pictures -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("bản đồ PAPI 2024", "PAPI 2024"),
        ("ve ban do tham nhung 2023", "PAPI 2023, Kiểm soát tham nhũng"),
        ("cho tôi xem bản đồ DTI", "DTI 2024"),
        ("show me a map of PAPI 2024", "PAPI 2024"),
        ("PAPI 2023 trên bản đồ", "PAPI 2023"),
    ],
)
async def test_a_map_may_be_asked_for_in_words(lan: User, chat: PrivateChat, text: str, title: str) -> None:
    await lan.say(text)
    assert chat.last.photo is not None, chat.last.text
    assert title in chat.last.text.split("\n")[0]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("vẽ biểu đồ PAPI Hưng Yên", "📈 Hưng Yên — PAPI qua các năm"),
        ("bieu do PAPI hung yen", "📈 Hưng Yên — PAPI qua các năm"),
        ("biểu đồ so sánh Hưng Yên và Thái Bình PAPI 2024", "⚖️ Hưng Yên – Thái Bình"),
    ],
)
async def test_a_chart_may_be_asked_for_in_words(lan: User, chat: PrivateChat, text: str, title: str) -> None:
    await lan.say(text)
    assert chat.last.photo is not None, chat.last.text
    assert chat.last.text.startswith(title)


async def test_a_picture_of_nothing_in_particular_is_of_what_was_shown(lan: User, chat: PrivateChat) -> None:
    await lan.say("top 5 PAPI 2023")
    await lan.say("bản đồ")
    assert chat.last.photo is not None
    assert "PAPI 2023" in chat.last.text.split("\n")[0]
    await lan.say("Hưng Yên mất điểm ở đâu PAPI 2022")
    await lan.say("vẽ biểu đồ đi")
    assert chat.last.photo is not None
    assert chat.last.text.startswith("🏛 Hưng Yên — mất điểm ở đâu, PAPI 2022")


@pytest.mark.parametrize("text", ["/map", "bản đồ", "vẽ bản đồ 2024"])
async def test_a_map_of_no_index_asks_which_and_shows_it(lan: User, chat: PrivateChat, text: str) -> None:
    await lan.say(text)
    await lan.press("PAPI", on=chat.last)
    assert chat.last.photo is not None
    assert "PAPI 2024" in chat.last.text


@pytest.mark.parametrize("text", ["bản đồ hành chính Hưng Yên", "bản đồ thời tiết", "bản đồ quy hoạch Hưng Yên"])
async def test_other_maps_are_not_ours(lan: User, chat: PrivateChat, text: str) -> None:
    await lan.say(text)
    assert chat.last.photo is None


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("/gaps Hưng Yên PAPI 2024", ["ℹ️ Số liệu của Hưng Yên trước ngày 1/7/2025, chưa gồm Thái Bình."]),
        ("/compare Hưng Yên, Quảng Ninh", ["◀ là bên cao hơn.", "ℹ️ Số liệu đến năm 2024 là của 63 tỉnh"]),
        ("/compare Hưng Yên, Thái Bình, Hải Phòng, Hà Nội PAPI 2024", ["◀ là tỉnh cao nhất.", "ℹ️ Số liệu đến năm"]),
    ],
)
async def test_a_caption_keeps_the_notes_and_ends_on_no_heading(
    lan: User, chat: PrivateChat, text: str, notes: list[str]
) -> None:
    await lan.say(text)
    assert chat.last.photo is not None
    lines = chat.last.text.split("\n")
    first = min(at for at, line in enumerate(lines) if line.startswith(("ℹ️", "◀")))
    assert [line.startswith(note) for line, note in zip(lines[first:], notes, strict=False)] == [True] * len(notes)
    assert "điểm" in lines[first - 1] or "hạng" in lines[first - 1] or lines[first - 1].startswith("📌")


# --- one's own matters, in words ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("xóa dữ liệu của tôi", "Xóa mọi thứ tôi lưu về bạn?"),
        ("xoa het du lieu cua minh di", "Xóa mọi thứ tôi lưu về bạn?"),
        ("bạn lưu gì về tôi?", "Những gì tôi lưu về cuộc trò chuyện này"),
        ("bot có lưu thông tin gì về mình không", "Những gì tôi lưu về cuộc trò chuyện này"),
        ("quyền riêng tư", "Những gì tôi lưu về cuộc trò chuyện này"),
        ("tôi muốn góp ý", "✍️"),
        ("góp ý: số liệu PAPI của Hưng Yên sai", "🙏 #1"),
    ],
)
async def test_what_there_is_a_command_for_may_be_said_in_words(
    lan: User, chat: PrivateChat, text: str, begins: str
) -> None:
    await lan.say(text)
    assert chat.last.text.startswith(begins)


@pytest.mark.parametrize("text", ["xuất dữ liệu của tôi", "export my data", "cho tôi xem dữ liệu của tôi"])
async def test_ones_own_data_are_no_table(lan: User, chat: PrivateChat, text: str) -> None:
    await lan.say(text)
    assert chat.last.document is not None
    assert chat.last.document.name.endswith(".json")


async def test_a_criterion_called_feedback_is_still_asked_for(lan: User, chat: PrivateChat) -> None:
    await lan.say("góp ý phản ánh kiến nghị SIPAS Hưng Yên")
    assert "SIPAS" in chat.last.text
    assert "✍️" not in chat.last.text


async def test_words_right_after_the_thumb_belong_to_it_and_questions_are_answered(
    lan: User, chat: PrivateChat
) -> None:
    await lan.say("Hưng Yên PAPI 2024")
    await lan.press("👎 Báo sai", on=chat.last)
    await lan.say("Hải Phòng SIPAS 2024")
    assert chat.last.text.startswith("🏛 Hải Phòng — SIPAS 2024")
    await lan.say("điểm sai, phải là 45")
    assert chat.last.text.startswith("🙏 #1 ·")
    await lan.say("điểm sai rồi bạn ơi")
    assert not chat.last.text.startswith("🙏")


async def test_whoever_asks_for_a_picture_that_there_is_not_is_told_so(lan: User, chat: PrivateChat) -> None:
    await lan.say("Hưng Yên và Quảng Ninh SIPAS 2024")
    await lan.say("vẽ biểu đồ đi")
    assert chat.last.photo is None
    assert chat.last.text.split("\n")[1] == "Nội dung này không có hình; xin trả lời bằng chữ:"


async def test_of_a_home_that_ended_the_tasks_of_its_successor_are_one_step_away(lan: User, chat: PrivateChat) -> None:
    await lan.say("/home Thái Bình")
    await lan.say("nhiệm vụ")
    await lan.press("Nhiệm vụ Hưng Yên", on=chat.last)
    assert chat.last.text.startswith("📌 Nhiệm vụ của Hưng Yên\n84 nhiệm vụ")
