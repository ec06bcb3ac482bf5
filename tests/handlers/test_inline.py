"""Inline mode: answers to choose from in any chat."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update
from telegram.error import BadRequest

from bot.context import App
from bot.offline import Group, InlineAnswer, OfflineTelegram, PrivateChat, User
from bot.offline.html import parse_html, utf16_length
from bot.services import Services
from data.database import Database
from data.db import schema
from tests.support.shipped import Clock

pytestmark = pytest.mark.usefixtures("app")


async def ask(person: User, text: str) -> InlineAnswer:
    answer = await person.ask_inline(text)
    assert answer is not None
    return answer


async def test_a_province_and_an_index_give_the_standing_first(lan: User) -> None:
    answer = await ask(lan, "hưng yên papi")
    assert answer.titles[0] == "Hưng Yên · PAPI 2024: hạng 19/61 · 44,40 điểm"
    assert answer.titles[1] == "Các tiêu chí: Hưng Yên — PAPI 2024"
    history = answer.titles.index("📈 Hưng Yên — PAPI qua các năm")
    assert answer.results[history]["description"].startswith("2024: hạng 19/61 · 44,40 điểm · 2023:")
    assert any("PAPI 2024" in title and "đứng đầu" in title for title in answer.titles)
    assert answer.results[0]["description"].startswith("▼ 7 bậc")
    assert answer.button is None


async def test_the_message_is_the_very_answer(chat: PrivateChat, lan: User) -> None:
    answer = await ask(lan, "hưng yên papi 2024")
    await lan.say("hưng yên papi 2024")
    assert answer.texts[0] == chat.last.text
    assert "Nguồn:" in answer.texts[0]
    for text in answer.texts:
        assert utf16_length(text) <= 4096


async def test_two_provinces_are_compared_first(lan: User) -> None:
    answer = await ask(lan, "hưng yên thái bình papi")
    assert answer.titles[0] == "⚖️ Hưng Yên – Thái Bình"
    assert answer.titles[1].startswith("Hưng Yên · PAPI 2024: hạng 19/61")
    assert answer.titles[2].startswith("Thái Bình · PAPI 2024")


async def test_an_index_gives_its_table_and_a_province_all_its_indices(lan: User) -> None:
    table = await ask(lan, "papi 2024")
    assert "đứng đầu: PAPI 2024" in table.titles[0]
    profile = await ask(lan, "hưng yên")
    assert profile.titles[0] == "🏛 Hưng Yên"
    assert any(title.startswith("Hưng Yên · SIPAS") for title in profile.titles)


async def test_what_may_mean_several_things_has_a_card_for_each(lan: User) -> None:
    answer = await ask(lan, "hòa")
    assert answer.titles == ["🏛 Hòa Bình", "🏛 Khánh Hòa"]


@pytest.mark.parametrize("text", ["xin chào", "abcxyz qwerty", "giá vàng hôm nay", "theo dõi hưng yên"])
async def test_what_is_no_question_leads_to_the_private_chat(lan: User, text: str) -> None:
    answer = await ask(lan, text)
    assert answer.results == []
    assert answer.button == {"text": "Nhắn riêng để hỏi", "start_parameter": "help"}


async def test_a_chosen_card_is_posted_and_its_button_opens_the_same_answer(
    group: Group, chat: PrivateChat, lan: User, john: User
) -> None:
    answer = await ask(lan, "hưng yên papi")
    posted = await lan.choose(answer.results[0], group)
    assert group.last is posted  # the bot is in the group, and does not answer its own card
    assert posted.labels == ["Mở trong bot"]
    opened = await john.press("Mở trong bot", on=posted, in_=group)
    assert opened is not None
    assert opened.url == "https://t.me/chisotinh_bot?start=s_hung-yen_papi__2024"
    await lan.say("/start s_hung-yen_papi__2024")
    assert chat.last.text == posted.text


async def test_no_button_under_a_card_needs_the_bots_own_chat(lan: User) -> None:
    for text in ("hưng yên papi", "papi 2024", "so sánh hưng yên thái bình", "nhiệm vụ hưng yên", ""):
        for result in (await ask(lan, text)).results:
            buttons = [one for row in result["reply_markup"]["inline_keyboard"] for one in row]
            assert [set(one) for one in buttons] == [{"text", "url"}]


async def test_nothing_written_shows_examples_or_the_home_province(lan: User, app: App, database: Database) -> None:
    answer = await ask(lan, "")
    assert answer.titles[0].startswith("Hưng Yên · PAPI 2024")
    assert not answer.personal
    await at_home(app, database, lan, "nam-dinh")
    answer = await ask(lan, " ")
    assert answer.titles[0] == "🏛 Nam Định"
    assert answer.personal
    assert not (await ask(lan, "hưng yên papi")).personal


async def at_home(app: App, database: Database, person: User, province: str) -> None:
    """Set the home province of a person's chat."""
    services: Services = app.bot_data
    await services.chats.upsert(person.id, now=services.now(), kind="private")
    statement = update(schema.chat).where(schema.chat.c.id == person.id).values(home=province)
    await database.brief(lambda connection: connection.execute(statement))
    services.chats.forget(person.id)


async def test_it_answers_in_the_language_that_was_chosen(lan: User, john: User) -> None:
    assert not (await ask(lan, "hung yen papi")).personal
    english = await ask(john, "hung yen papi")
    assert english.titles[0] == "Hung Yen · PAPI 2024: rank 19 of 61 · 44.40 points"
    assert english.personal  # else whoever writes the same in Vietnam would get it, too
    await lan.say("/lang en")
    chosen = await ask(lan, "hung yen papi")
    assert chosen.titles == english.titles
    assert chosen.personal


async def test_the_same_question_has_the_same_cards_for_everybody(world: OfflineTelegram, lan: User) -> None:
    minh = world.user(name="Minh", language_code="vi")
    assert (await ask(lan, "Hưng Yên PAPI")).results == (await ask(minh, "papi hung yen")).results
    answer = await ask(lan, "hưng yên papi")
    assert answer.cache_time == 300
    ids = [result["id"] for result in answer.results]
    assert all(len(one) == 32 for one in ids)
    assert ids[0] not in [result["id"] for result in (await ask(lan, "hưng yên papi 2023")).results]


async def test_a_history_is_a_picture_once_telegram_has_it(chat: PrivateChat, lan: User, app: App) -> None:
    services: Services = app.bot_data
    assert all(result["type"] == "article" for result in (await ask(lan, "hưng yên papi")).results)
    await lan.say("/trend Hưng Yên PAPI")
    services.pictures.close()
    shown = [one for one in (await ask(lan, "hưng yên papi")).results if one["type"] == "photo"]
    assert [one["photo_file_id"] for one in shown] == [chat.last.photo_id]
    assert "2024: hạng 19/61" in shown[0]["caption"]
    posted = await lan.choose(shown[0])
    assert posted.photo == chat.answers[-1].photo


async def test_a_picture_that_telegram_has_lost_is_its_text(world: OfflineTelegram, lan: User, app: App) -> None:
    services: Services = app.bot_data
    await lan.say("/trend Hưng Yên PAPI")
    services.pictures.close()
    world.files.clear()
    answer = await ask(lan, "hưng yên papi")
    assert all(result["type"] == "article" for result in answer.results)
    assert "📈 Hưng Yên — PAPI qua các năm" in answer.titles


async def test_a_query_that_waited_too_long_is_no_error(
    world: OfflineTelegram, lan: User, clock: Clock, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_once = world.take_query

    def late(query_id: object, kind: str) -> object:
        clock.time += timedelta(minutes=1)
        return ask_once(query_id, kind)

    monkeypatch.setattr(world, "take_query", late)
    assert await lan.ask_inline("hưng yên papi") is None
    assert "failed" not in caplog.text


async def test_another_refusal_is_logged(world: OfflineTelegram, lan: User, caplog: pytest.LogCaptureFixture) -> None:
    world.fail("answerInlineQuery", 400, "Bad Request: RESULT_ID_INVALID")
    assert await lan.ask_inline("hưng yên papi") is None
    assert BadRequest.__name__ in caplog.text


async def test_every_kind_of_question_has_cards_that_telegram_takes(lan: User) -> None:
    for text in (
        "điểm thành phần hưng yên sipas", "hưng yên mất điểm ở đâu papi", "biến động papi 2024", "mục tiêu bắc giang",
        "hưng yên cao nhất năm nào papi", "papi là gì", "nguồn số liệu", "tỉnh nào tham nhũng ít nhất", "766 hưng yên",
        "làm sao để hưng yên vào top 10 papi", "tây nguyên papi 2024", "đà lạt papi", "hà tây papi 2024",
    ):  # fmt: skip
        answer = await ask(lan, text)
        assert answer.results, text
        assert len(answer.results) <= 50
        for result, words in zip(answer.results, answer.texts, strict=True):
            assert 0 < len(result["title"]) <= 120
            assert len(result.get("description", "")) <= 160
            assert words.strip()
            parse_html(result["input_message_content"]["message_text"])


@pytest.mark.parametrize("text", ["hưng yên papi", "hưng yên", "so sánh hưng yên thái bình", "top 5 papi 2024"])
async def test_what_is_shared_is_asked_inline_and_gives_the_same_answer(
    chat: PrivateChat, lan: User, text: str
) -> None:
    await lan.say(text)
    shared = await lan.press("Chia sẻ")
    assert shared is not None
    assert shared.shared
    answer = await ask(lan, shared.shared)
    assert answer.texts[0] == chat.last.text


async def test_the_sentence_is_copied(lan: User) -> None:
    await lan.say("hưng yên papi")
    copied = await lan.press("Sao chép")
    assert copied is not None
    assert copied.copied is not None
    assert copied.copied.startswith("Hưng Yên, PAPI 2024: hạng 19/61, 44,40 điểm")
    assert "Nguồn: PAPI 2024" in copied.copied


@pytest.mark.parametrize(
    "text",
    [
        "hưng yên", "hưng yên papi", "hưng yên papi 2022 minh bạch", "hưng yên thái bình papi", "top 5 papi 2023",
        "hưng yên papi qua các năm", "hưng yên mất điểm ở đâu papi", "biến động papi 2024", "mục tiêu bắc giang",
        "nhiệm vụ hưng yên papi", "papi tây nguyên", "hưng yên 766", "lạng sơn sipas 2022", "papi là gì",
        "làm sao để hưng yên vào top 10 papi", "hưng yên cao nhất năm nào papi", "tỉnh trên trung bình papi 2024",
    ],
)  # fmt: skip
async def test_the_button_of_every_kind_of_card_opens_its_answer(chat: PrivateChat, lan: User, text: str) -> None:
    answer = await ask(lan, text)
    for result, words in list(zip(answer.results, answer.texts, strict=True))[:3]:
        url = result["reply_markup"]["inline_keyboard"][0][0]["url"]
        start = url.partition("?start=")[2]
        assert start != "help"
        await lan.say(f"/start {start}")
        assert chat.last.text == words
