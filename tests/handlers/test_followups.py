"""Conversations: what people say next means what they were shown last, theirs alone, and for a day."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.context import App
from bot.offline import Group, OfflineTelegram, PrivateChat, User
from tests.support.shipped import Clock

pytestmark = pytest.mark.usefixtures("app")


async def talk(person: User, chat: PrivateChat | Group, *turns: tuple[str, str]) -> None:
    """Say each text; the answer must hold what stands beside it. What begins with ``>`` is pressed."""
    for said, held in turns:
        if said.startswith(">"):
            await person.press(said[1:])
        else:
            await person.say(said, in_=chat)
        assert held in chat.last.text, f"{said!r} was answered: {chat.last.text[:200]}"


async def test_from_a_rank_to_the_weakest_criterion_to_its_tasks(lan: User, chat: PrivateChat) -> None:
    await talk(
        lan,
        chat,
        ("hung yen papi 2023", "🏛 Hưng Yên — PAPI 2023"),
        ("yếu nhất tiêu chí nào", "🏛 Hưng Yên — mất điểm ở đâu, PAPI 2023"),
        ("nhiệm vụ về cái đó", "📌 Nhiệm vụ của Hưng Yên: PAPI, Quản trị môi trường"),
        ("chỉ của cấp xã", "Giao cho: UBND cấp xã"),
        ("cảm ơn nhé", "Không có gì ạ"),
        ("còn sở nội vụ?", "Sở Nội vụ"),
    )


async def test_without_accents_too(lan: User, chat: PrivateChat) -> None:
    await talk(
        lan,
        chat,
        ("lang son papi 2022", "🏛 Lạng Sơn — PAPI 2022"),
        ("the con 2021", "🏛 Lạng Sơn — PAPI 2021"),
        ("con cao bang thi sao", "🏛 Cao Bằng — PAPI 2021"),
        ("ai hon", "⚖️ Lạng Sơn – Cao Bằng"),
        ("ve minh bach thi sao", "Công khai, minh bạch"),
        ("vay con nam 2020", "PAPI 2020"),
    )


async def test_in_english(john: User, world: OfflineTelegram) -> None:
    chat = world.private(john, started=True)
    await talk(
        john,
        chat,
        ("Hue papi 2022", "Thua Thien Hue — PAPI 2022"),
        ("and 2021?", "Thua Thien Hue — PAPI 2021"),
        ("what about Da Nang", "Da Nang — PAPI 2021"),
        ("who is better", "⚖️ Hue – Da Nang"),
        ("and in 2019", "PAPI 2019"),
        ("the second one", "🏛 Da Nang — PAPI 2019"),
        ("why?", "Da Nang — where the points were lost, PAPI 2019"),
    )


async def test_a_table_is_read_on_and_its_rows_are_asked_about(lan: User, chat: PrivateChat) -> None:
    await talk(
        lan,
        chat,
        ("top 10 papi 2022", "10 tỉnh, thành phố đứng đầu: PAPI 2022"),
        ("xem tiếp", "11–20 / 61"),
        ("xem tiep", "21–30 / 61"),
        ("trang trước", "11–20 / 61"),
        ("cái thứ hai", "🏛 Hà Nội — PAPI 2022"),
        ("vì sao", "🏛 Hà Nội — mất điểm ở đâu, PAPI 2022"),
    )


async def test_a_table_is_narrowed_and_its_first_is_that_province(lan: User, chat: PrivateChat) -> None:
    await talk(
        lan,
        chat,
        ("tỉnh nào đứng đầu papi 2023", "đứng đầu: PAPI 2023"),
        ("chỉ miền Nam thôi", "Miền Nam"),
        ("còn 2021?", "PAPI 2021"),
        ("tỉnh đó mất điểm ở đâu", "mất điểm ở đâu, PAPI 2021"),
    )
    await lan.say("top 5 papi 2023")
    await lan.say("tỉnh đó mất điểm ở đâu")
    assert len(chat.last.labels) >= 5  # any of the five may be meant: it asks
    await talk(lan, chat, ("số 2", "🏛 Thái Nguyên — mất điểm ở đâu, PAPI 2023"))


async def test_a_choice_is_made_by_word_by_place_or_by_button(lan: User, chat: PrivateChat) -> None:
    await talk(
        lan,
        chat,
        ("quảng papi 2024", "Bạn muốn xem mục nào?"),
        ("2022 thì sao", "Bạn muốn xem mục nào?"),
        ("Quảng Nam", "🏛 Quảng Nam — PAPI 2022"),
        ("quảng papi 2023", "Bạn muốn xem mục nào?"),
        (">Quảng Trị", "🏛 Quảng Trị — PAPI 2023"),
        ("qua các năm", "📈 Quảng Trị — PAPI qua các năm"),
        ("quang papi 2021", "Bạn muốn xem mục nào?"),
    )
    second = chat.last.labels[1]
    await talk(lan, chat, ("cái thứ hai", f"🏛 {second} — PAPI 2021"))


async def test_what_a_command_asked_for_may_follow(lan: User, chat: PrivateChat) -> None:
    await talk(
        lan,
        chat,
        ("/nhiemvu", "/nhiemvu — "),
        ("hung yen", "📌 Nhiệm vụ của Hưng Yên"),
        ("papi thôi", "📌 Nhiệm vụ của Hưng Yên: PAPI"),
        ("/sosanh", "/sosanh — "),
        ("hà nội, huế", "⚖️ Hà Nội – Huế"),
        ("còn Đà Nẵng?", "⚖️ Hà Nội – Huế – Đà Nẵng"),
        ("/matdiem", "/matdiem — "),
        ("blxkq zzwv", "Tôi chưa nhận ra"),
        ("lạng sơn papi 2022", "🏛 Lạng Sơn — mất điểm ở đâu, PAPI 2022"),
    )


async def test_it_survives_what_is_not_understood_help_and_courtesies(lan: User, chat: PrivateChat) -> None:
    await talk(
        lan,
        chat,
        ("bạc liêu papi 2021", "🏛 Bạc Liêu — PAPI 2021"),
        ("blxkq zzwv", "Tôi chưa nhận ra"),
        ("còn 2022?", "🏛 Bạc Liêu — PAPI 2022"),
        ("xin chào", "Xin chào"),
        ("/trogiup", "Chỉ Số Tỉnh"),
        ("thế còn cà mau", "🏛 Cà Mau — PAPI 2022"),
        ("tạm biệt", "Tạm biệt."),
        ("so với bạc liêu", "⚖️ Cà Mau – Bạc Liêu"),
    )


async def test_english_asked_for_in_words_is_spoken_from_then_on(lan: User, chat: PrivateChat) -> None:
    await talk(
        lan,
        chat,
        ("hưng yên papi 2024", "Hạng 19/61"),
        ("in English", "Rank 19 of 61"),
        ("and 2023?", "Hung Yen — PAPI 2023"),
        ("trả lời bằng tiếng Việt đi", "🏛 Hưng Yên — PAPI 2023"),
    )


async def test_news_of_what_was_asked_about_last(lan: User, chat: PrivateChat) -> None:
    await talk(
        lan,
        chat,
        ("báo mình khi có mới", "Bạn muốn theo dõi gì"),
        ("hưng yên papi", "🏛 Hưng Yên — PAPI"),
        ("báo mình khi có papi mới", "🔔 Đã theo dõi: PAPI — cả bảng"),
        ("báo mình khi có mới", "🔔 Đã theo dõi: Hưng Yên — PAPI"),
        ("còn 2022?", "🏛 Hưng Yên — PAPI 2022"),
    )


async def test_two_people_in_a_group_never_mix(lan: User, john: User, group: Group) -> None:
    bot = "@chisotinh_bot "
    await talk(lan, group, ("/rank Hưng Yên PAPI 2023", "🏛 Hưng Yên — PAPI 2023"))
    await talk(john, group, ("/rank Sơn La PAPI 2022", "🏛 Son La — PAPI 2022"))
    await talk(lan, group, (bot + "còn 2021?", "🏛 Hưng Yên — PAPI 2021"))
    await talk(john, group, (bot + "and 2020?", "🏛 Son La — PAPI 2020"))
    await talk(lan, group, (bot + "so với Thái Bình", "⚖️ Hưng Yên – Thái Bình"))
    await talk(john, group, (bot + "why?", "Son La — where the points were lost, PAPI 2020"))
    await talk(lan, group, (bot + "ai hơn", "⚖️ Hưng Yên – Thái Bình"))


async def test_a_press_in_a_group_is_of_whoever_pressed(lan: User, john: User, group: Group) -> None:
    await talk(lan, group, ("/rank Hưng Yên PAPI 2023", "🏛 Hưng Yên — PAPI 2023"))
    await john.press("Qua các năm", in_=group)
    await talk(lan, group, ("@chisotinh_bot còn 2021?", "🏛 Hưng Yên — PAPI 2021"))
    await talk(john, group, ("@chisotinh_bot còn Sơn La?", "📈 Son La — PAPI through the years"))


async def test_a_private_chat_and_a_group_are_two_conversations(lan: User, chat: PrivateChat, group: Group) -> None:
    await talk(lan, chat, ("hưng yên papi 2023", "🏛 Hưng Yên — PAPI 2023"))
    await lan.say("@chisotinh_bot còn 2021?", in_=group)
    assert "Hưng Yên" not in group.last.text.splitlines()[0]
    await talk(lan, chat, ("còn 2021?", "🏛 Hưng Yên — PAPI 2021"))


async def test_those_who_write_as_the_group_have_no_conversation(lan: User, john: User, group: Group, app: App) -> None:
    await lan.say("/rank Hưng Yên PAPI 2023", in_=group, as_=group)
    assert "🏛 Hưng Yên — PAPI 2023" in group.last.text
    assert len(app.bot_data.conversations) == 0  # it may have been any of the administrators


async def test_it_ends_after_a_day(lan: User, chat: PrivateChat, clock: Clock) -> None:
    await talk(lan, chat, ("hưng yên papi 2023", "🏛 Hưng Yên — PAPI 2023"))
    clock.time += dt.timedelta(hours=23)
    await talk(lan, chat, ("còn 2021?", "🏛 Hưng Yên — PAPI 2021"))
    clock.time += dt.timedelta(hours=23)
    await talk(lan, chat, ("còn 2022?", "🏛 Hưng Yên — PAPI 2022"))
    clock.time += dt.timedelta(hours=24)
    await lan.say("còn 2021?")
    assert "Hưng Yên — PAPI 2021" not in chat.last.text


async def test_what_is_followed_is_added_to_and_given_up(lan: User, chat: PrivateChat) -> None:
    await talk(
        lan,
        chat,
        ("theo dõi Hưng Yên PAPI", "🔔 Đã theo dõi: Hưng Yên — PAPI"),
        ("thêm Hà Nội nữa", "🔔 Đã theo dõi: Hà Nội — PAPI"),
        ("bỏ cái đầu đi", "Hưng Yên — PAPI"),
        ("/following", "Hà Nội — PAPI"),
    )
    assert "Hưng Yên" not in chat.last.text


async def test_a_row_is_pointed_at_by_its_place_in_a_question(lan: User, chat: PrivateChat) -> None:
    await talk(
        lan,
        chat,
        ("top 5 papi 2022", "5 tỉnh, thành phố đứng đầu: PAPI 2022"),
        ("tỉnh thứ hai mất điểm ở đâu", "mất điểm ở đâu, PAPI 2022"),
        ("năm sau đó", "mất điểm ở đâu, PAPI 2023"),
        ("đổi sang PAR INDEX", "PAR INDEX 2023"),
    )


async def test_a_comparison_loses_one_and_gains_another(lan: User, chat: PrivateChat) -> None:
    await talk(
        lan,
        chat,
        ("so sánh Hưng Yên và Hà Nội papi 2022", "⚖️ Hưng Yên – Hà Nội"),
        ("thêm Huế vào", "Huế"),
        ("bỏ Hà Nội ra", "⚖️ Hưng Yên – Huế"),
    )


UNPUBLISHED = "ℹ️ Tôi chưa có số liệu PAPI 2025; đây là số liệu PAPI 2024"


@pytest.mark.parametrize("first", ["Hưng Yên PAPI năm ngoái", "hung yen papi nam ngoai", "hunng yen papi nam ngoai"])
@pytest.mark.parametrize(
    ("then", "title"),
    [
        ("mất điểm ở đâu", "mất điểm ở đâu, PAPI 2024"),
        ("mat diem o dau", "mất điểm ở đâu, PAPI 2024"),
        ("các tiêu chí", "1. Tham gia của người dân"),
        ("so với Thái Bình", "⚖️ Hưng Yên – Thái Bình"),
        ("so voi thai binhf", "⚖️ Hưng Yên – Thái Bình"),
        ("còn Quảng Ninh?", "🏛 Quảng Ninh — PAPI 2024"),
        ("top 10", "10 tỉnh, thành phố đứng đầu: PAPI 2024"),
        ("ai tăng ai giảm", "📈 PAPI 2024 so với 2023"),
        ("tinh nao tang tinh nao giam", "📈 PAPI 2024 so với 2023"),
        ("còn bao nhiêu điểm nữa vào top 10", "🎯 Hưng Yên — PAPI 2024"),
        ("kiểm soát tham nhũng", "🏛 Hưng Yên — PAPI 2024, Kiểm soát tham nhũng"),
        ("tiêu chí nào giảm", "📊 Hưng Yên — PAPI 2024"),
        ("biểu đồ", "🏛 Hưng Yên — PAPI 2024"),
        ("bản đồ", "PAPI 2024"),
        ("xuất excel", "📎 Hưng Yên — PAPI 2024"),
    ],
)
async def test_a_year_without_figures_does_not_stay_in_the_way(
    lan: User, chat: PrivateChat, first: str, then: str, title: str
) -> None:
    await talk(lan, chat, (first, "Tôi chưa có kết quả PAPI 2025"), (then, UNPUBLISHED))
    assert title in chat.last.text
    await talk(lan, chat, ("năm trước đó thì sao", "2023"))  # of what was shown


async def test_a_year_without_figures_does_not_stay_in_the_way_in_english(john: User, world: OfflineTelegram) -> None:
    chat = world.private(john, started=True)
    for then in ("where are points lost", "vs Thai Binh", "the criteria", "top 10", "who rose, who fell"):
        await talk(
            john,
            chat,
            ("Hung Yen PAPI 2027", "The nearest figures are those for PAPI 2024"),
            (then, "I have no figures for PAPI 2027; this is PAPI 2024"),
        )
    await talk(john, chat, ("Hung Yen PAPI 2027", "PAPI 2027"), (">PAPI 2024", "🏛 Hung Yen — PAPI 2024"))


async def test_who_says_the_year_again_is_answered_for_it(lan: User, chat: PrivateChat) -> None:
    await talk(
        lan,
        chat,
        ("Hưng Yên PAPI 2025", "Tôi chưa có kết quả PAPI 2025"),
        ("mất điểm ở đâu năm 2025", "mất điểm ở đâu, PAPI 2025"),
        (">PAPI 2024", "mất điểm ở đâu, PAPI 2024"),
    )


@pytest.mark.parametrize(
    ("then", "held"),
    [
        ("mất điểm ở đâu", "🏛 Hưng Yên — mất điểm ở đâu, PAPI 2023"),
        ("mat diem o dau", "🏛 Hưng Yên — mất điểm ở đâu, PAPI 2023"),
        ("qua các năm", "📈 Hưng Yên — PAPI qua các năm"),
        ("yếu nhất tiêu chí nào", "Hưng Yên"),
        ("còn bao nhiêu điểm nữa vào top 10", "🎯 Hưng Yên — PAPI 2023"),
    ],
)
@pytest.mark.parametrize("table", ["top 10", "ai tăng ai giảm", "cuối bảng"])
async def test_after_a_table_of_all_the_province_before_is_meant_where_one_is_needed(
    lan: User, chat: PrivateChat, table: str, then: str, held: str
) -> None:
    await talk(lan, chat, ("hưng yên papi 2023", "🏛 Hưng Yên — PAPI 2023"), (table, "PAPI 2023"), (then, held))


async def test_after_several_provinces_none_of_them_is_meant(lan: User, chat: PrivateChat) -> None:
    for said in ("so sánh hưng yên thái bình papi 2023", "top 10"):
        await lan.say(said)
    await lan.say("qua các năm")
    assert "📈 Hưng Yên" not in chat.last.text
