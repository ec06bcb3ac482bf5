"""The whole bot, as people in Telegram meet it: they write, press, edit, add it to groups; it answers."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging

import pytest
from telegram import Update
from telegram.error import TimedOut
from telegram.ext import MessageHandler, filters

from bot.commands import COMMANDS
from bot.context import App, Context
from bot.offline import Group, OfflineTelegram, PrivateChat, Seen, User
from bot.offline.world import BOT_ID
from bot.runtime import prepare
from tests.support.shipped import Clock

pytestmark = pytest.mark.usefixtures("app")
APOLOGY_VI = "Xin lỗi"
APOLOGY_EN = "Sorry"


def first_line(seen: Seen) -> str:
    return seen.text.splitlines()[0]


# --- private chats -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("/rank Hưng Yên PAPI 2024", "🏛 Hưng Yên — PAPI 2024"),
        ("/xephang PAPI 2024 hung yen", "🏛 Hưng Yên — PAPI 2024"),
        ("/XEPHANG@chisotinh_bot Hưng Yên PAPI 2024", "🏛 Hưng Yên — PAPI 2024"),
        ("Hưng Yên xếp thứ mấy PAPI năm 2024?", "🏛 Hưng Yên — PAPI 2024"),
        ("hung yen papi 2024", "🏛 Hưng Yên — PAPI 2024"),
        (
            "/start",
            "Xin chào. Tôi cho biết thứ hạng, điểm số của các tỉnh, thành phố về "
            "PAPI, PAR INDEX, SIPAS, Bộ chỉ số 766, DTI và PCI.",
        ),
        ("cảm ơn bạn", "Không có gì ạ. Khi nào cần, cứ hỏi tôi tiếp."),
        ("/trogiup", "Chỉ Số Tỉnh"),
    ],
)
async def test_in_private_commands_and_free_text_are_answered(
    lan: User, chat: PrivateChat, text: str, beginning: str
) -> None:
    await lan.say(text)
    assert first_line(chat.last) == beginning
    assert chat.last.by_bot
    assert chat.last.reply_to is None


async def test_free_text_leans_on_the_question_before(lan: User, chat: PrivateChat) -> None:
    for text, beginning in (
        ("hung yen papi 2023", "🏛 Hưng Yên — PAPI 2023"),
        ("năm 2021", "🏛 Hưng Yên — PAPI 2021"),
        ("còn Thái Bình?", "🏛 Thái Bình — PAPI 2021"),
        ("so với Hà Nội", "⚖️ Thái Bình – Hà Nội"),
    ):
        await lan.say(text)
        assert first_line(chat.last) == beginning
    await lan.say("/rank Hung Yen PAPI")
    await lan.press("◀ 2023")
    await lan.say("còn 2022?")
    assert first_line(chat.last) == "🏛 Hưng Yên — PAPI 2022"


async def test_in_a_group_everybody_has_a_conversation_of_their_own(
    world: OfflineTelegram, lan: User, john: User
) -> None:
    group = world.group("Nhóm", [lan, john])
    await group.add_bot(by=lan)
    await lan.say("/rank Hung Yen PAPI 2023", in_=group)
    await john.say("/rank Son La PAPI 2022", in_=group)
    await lan.say("@chisotinh_bot năm 2021", in_=group)
    assert first_line(group.last) == "🏛 Hưng Yên — PAPI 2021"


async def test_the_first_language_is_guessed_from_the_person(world: OfflineTelegram, john: User) -> None:
    await john.say("/rank Hung Yen PAPI 2024")
    assert "Rank 19 of 61" in world.private(john).last.text
    mai = world.user(name="Mai", language_code="fr")
    await mai.say("/rank Hung Yen PAPI 2024")
    assert "Hạng 19/61" in world.private(mai).last.text


async def test_a_command_alone_is_explained(lan: User, chat: PrivateChat) -> None:
    await lan.say("/rank")
    assert first_line(chat.last).startswith("/xephang — ")
    await lan.press(chat.last.labels[0])
    assert first_line(chat.last) == "Chỉ Số Tỉnh"


async def test_an_unknown_command_gets_an_example(lan: User, chat: PrivateChat) -> None:
    await lan.say("/xyz")
    assert "Ví dụ: " in chat.last.text


async def test_a_file_is_not_taken_for_a_question(lan: User, chat: PrivateChat) -> None:
    await lan.send_document("Hưng Yên PAPI.csv", b"1,2", caption="Hưng Yên PAPI 2024")
    assert not any("Hạng 19/61" in seen.text for seen in chat.answers)


async def test_answers_show_no_preview_of_their_sources(lan: User, chat: PrivateChat) -> None:
    await lan.say("/rank Hưng Yên PAPI")
    assert chat.last.params["link_preview_options"] == {"is_disabled": True}


async def test_an_edited_question_changes_its_answer(lan: User, chat: PrivateChat) -> None:
    asked = await lan.say("/rank Hưng Yên PAPI 2024")
    await lan.edit(asked, "/rank Lạng Sơn PAPI 2022")
    assert len(chat.answers) == 1
    assert first_line(chat.last) == "🏛 Lạng Sơn — PAPI 2022"
    assert chat.last.edited
    assert "Qua các năm" in chat.last.labels


async def test_an_edit_that_asks_the_same_changes_nothing(lan: User, chat: PrivateChat) -> None:
    asked = await lan.say("/rank Hưng Yên PAPI 2024")
    await lan.edit(asked, "Hưng Yên PAPI 2024")
    assert len(chat.answers) == 1


async def test_an_edit_whose_answer_is_gone_is_answered_anew(
    world: OfflineTelegram, lan: User, chat: PrivateChat
) -> None:
    asked = await lan.say("/rank Hưng Yên PAPI 2024")
    world.fail("editMessageText", 400, "Bad Request: message to edit not found")
    await lan.edit(asked, "/rank Lạng Sơn PAPI 2022")
    assert [first_line(seen) for seen in chat.answers] == ["🏛 Hưng Yên — PAPI 2024", "🏛 Lạng Sơn — PAPI 2022"]


async def test_a_question_edited_before_the_bot_knew_it_is_answered(
    world: OfflineTelegram, lan: User, chat: PrivateChat
) -> None:
    world.fail("sendMessage", 502, "Bad Gateway")
    asked = await lan.say("/rank Hưng Yên PAPI 2024")
    assert chat.answers == []
    await lan.edit(asked, "/rank Hưng Yên PAPI 2023")
    assert first_line(chat.last) == "🏛 Hưng Yên — PAPI 2023"


# --- buttons -----------------------------------------------------------------------------------------------


async def test_buttons_lead_from_answer_to_answer(lan: User, chat: PrivateChat) -> None:
    await lan.say("/rank Hưng Yên PAPI 2024")
    for label, beginning in (
        ("◀ 2023", "🏛 Hưng Yên — PAPI 2023"),
        ("Các tiêu chí", "🏛 Hưng Yên — PAPI 2023"),
        ("4. Kiểm soát tham nhũng", "🏛 Hưng Yên — PAPI 2023, Kiểm soát tham nhũng trong khu vực công"),
        ("Toàn bộ PAPI", "🏛 Hưng Yên — PAPI 2023"),
        ("Qua các năm", "📈 Hưng Yên — PAPI qua các năm"),
    ):
        popup = await lan.press(label)
        assert popup is not None
        assert popup.text == ""
        assert first_line(chat.last) == beginning
    await lan.press("Mất điểm ở đâu")
    assert "mất điểm ở đâu" in first_line(chat.last)
    await lan.press(next(label for label in _labels(chat) if label.startswith("So với ")))
    assert first_line(chat.last).startswith("⚖️ Hưng Yên – ")


def _labels(chat: PrivateChat) -> list[str]:
    return [label for seen in reversed(chat.answers) for label in seen.labels]


async def test_pages_of_tasks_turn_in_place(lan: User, chat: PrivateChat) -> None:
    await lan.say("/nhiemvu Hưng Yên")
    assert len(chat.answers) == 1
    before = chat.last.text
    await lan.press("▶")
    assert len(chat.answers) == 1
    assert chat.last.text != before
    place = chat.last.labels[1]
    assert "2" in place
    assert "17" in place
    await lan.press("◀")
    assert chat.last.text == before
    await lan.press((0, 0))  # the page one is on: nothing changes, nothing fails
    assert len(chat.answers) == 1


async def test_pages_of_a_table_turn_in_place(lan: User, chat: PrivateChat) -> None:
    await lan.say("/dandau 63 PAPI 2024")
    before = chat.last.text
    assert "· 1–20 / 61" in before
    await lan.press("Xem tiếp ▶")
    assert len(chat.answers) == 1
    assert "\n21. Bạc Liêu — " in chat.last.text
    await lan.press("Xem tiếp ▶")
    assert "\n61. Kiên Giang — " in chat.last.text
    assert "Xem tiếp ▶" not in chat.last.labels
    await lan.press("◀")
    await lan.press("◀")
    assert (chat.last.text, len(chat.answers)) == (before, 1)


async def test_from_a_table_to_its_movers_and_back(lan: User, chat: PrivateChat) -> None:
    await lan.say("/dandau PAPI 2024 miền Bắc")
    await lan.press("Tăng, giảm hạng")
    assert first_line(chat.last) == "📈 PAPI 2024 so với 2023: tăng, giảm hạng"
    assert "Miền Bắc: so sánh được" in chat.last.text
    await lan.press("Chỉ tỉnh giảm hạng")
    await lan.press("Xem tiếp ▶")
    assert "Giảm hạng nhiều nhất · 11–" in chat.last.text
    await lan.press("Bảng xếp hạng")
    assert "Miền Bắc: " in chat.last.text


async def test_of_several_provinces_one_is_chosen_by_button(lan: User, chat: PrivateChat) -> None:
    await lan.say("Quảng PAPI 2023")
    assert "Quảng Nam" in chat.last.labels
    await lan.press("Quảng Nam")
    assert len(chat.answers) == 1
    assert first_line(chat.last) == "🏛 Quảng Nam — PAPI 2023"


async def test_a_button_of_an_older_version_is_answered(world: OfflineTelegram, lan: User, chat: PrivateChat) -> None:
    await lan.say("/rank Hưng Yên PAPI")
    popup = await world.ask_callback(lan, chat.last, "old|format")
    assert popup is not None
    assert popup.alert
    assert "cũ" in popup.text
    assert len(chat.answers) == 1


async def test_a_button_of_a_province_that_does_not_exist_is_answered(
    world: OfflineTelegram, lan: User, chat: PrivateChat
) -> None:
    await lan.say("/rank Hưng Yên PAPI")
    await world.ask_callback(lan, chat.last, "s|atlantis|papi")
    assert "Ví dụ: " in chat.last.text


async def test_a_press_that_waited_too_long_is_still_answered(
    world: OfflineTelegram, lan: User, chat: PrivateChat
) -> None:
    await lan.say("/rank Hưng Yên PAPI 2024")
    world.fail(
        "answerCallbackQuery", 400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
    )
    await lan.press("◀ 2023")
    assert first_line(chat.last) == "🏛 Hưng Yên — PAPI 2023"


async def test_a_press_under_a_message_that_telegram_no_longer_shows_is_answered(
    world: OfflineTelegram, app: App, lan: User, chat: PrivateChat
) -> None:
    await lan.say("/rank Hưng Yên PAPI 2024")
    await world.emit(
        "callback_query",
        {
            "id": "77",
            "from": lan.to_json(),
            "message": {"chat": chat.to_json(), "message_id": chat.last.message_id, "date": 0},
            "chat_instance": "1",
            "data": "s|hung-yen|papi||2023",
        },
    )
    assert first_line(chat.last) == "🏛 Hưng Yên — PAPI 2023"


# --- the language ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["/lang en", "/lang english", "/ngonngu Tiếng Anh", "/lang EN"])
async def test_the_language_is_changed_by_word(lan: User, chat: PrivateChat, text: str) -> None:
    await lan.say(text)
    assert "English" in chat.last.text
    await lan.say("Hưng Yên PAPI 2024")
    assert "Rank 19 of 61" in chat.last.text


async def test_the_language_is_changed_by_button_in_place(world: OfflineTelegram, lan: User, chat: PrivateChat) -> None:
    await lan.say("/lang")
    assert chat.last.labels == ["Tiếng Việt", "English"]
    await lan.press("English")
    assert len(chat.answers) == 1
    assert "English" in chat.last.text
    menu = world.commands[_chat_scope(world, chat.id)]
    assert menu[0]["command"] == "rank"
    await lan.say("/lang tiếng Việt")
    assert "tiếng Việt" in chat.last.text


def _chat_scope(world: OfflineTelegram, chat_id: int) -> tuple[str, str]:
    return next(key for key in world.commands if str(chat_id) in key[0])


async def test_the_language_is_kept_when_the_bot_starts_again(lan: User, chat: PrivateChat, app: App) -> None:
    await lan.say("/lang en")
    app.bot_data.chats.forget(chat.id)  # forgets what it remembers, as a new process would
    await lan.say("Hưng Yên PAPI 2024")
    assert "Rank 19 of 61" in chat.last.text


async def test_the_language_changes_even_when_its_menu_cannot_be_set(
    world: OfflineTelegram, lan: User, chat: PrivateChat
) -> None:
    world.fail("setMyCommands", 500, "Internal Server Error")
    await lan.say("/lang en")
    assert "English" in chat.last.text


async def test_in_a_group_only_administrators_change_the_language(group: Group, lan: User, john: User) -> None:
    await john.say("/lang en", in_=group)
    assert "quản trị viên" in group.last.text or "Only administrators" in group.last.text
    await john.say("/rank Hưng Yên PAPI 2024", in_=group)
    assert "English here" not in group.last.text
    await lan.say("/lang en", in_=group)
    await john.say("/rank Hưng Yên PAPI 2024", in_=group)
    assert "Rank 19 of 61" in group.last.text


async def test_in_a_group_only_administrators_press_the_language(group: Group, lan: User, john: User) -> None:
    await lan.say("/lang", in_=group)
    popup = await john.press("English", in_=group)
    assert popup is not None
    assert popup.alert
    assert group.last.labels == ["Tiếng Việt", "English"]
    group.make_admin(john)
    await john.press("English", in_=group)
    assert "English" in group.last.text


async def test_an_anonymous_administrator_changes_the_language(world: OfflineTelegram, group: Group, lan: User) -> None:
    await lan.say("/lang en", in_=group, as_=group)
    await lan.say("/rank Hưng Yên PAPI 2024", in_=group)
    assert "Rank 19 of 61" in group.last.text


async def test_a_channel_that_writes_in_a_group_does_not(world: OfflineTelegram, group: Group, lan: User) -> None:
    channel = world.channel("Kênh", [lan])
    await lan.say("/lang en", in_=group, as_=channel)
    await lan.say("/rank Hưng Yên PAPI 2024", in_=group)
    assert "Hạng 19/61" in group.last.text


# --- groups and channels -----------------------------------------------------------------------------------


async def test_when_added_to_a_group_the_bot_says_how_to_ask(world: OfflineTelegram, lan: User) -> None:
    group = world.group("Sở Nội vụ", [lan])
    await group.add_bot(lan)
    (greeting,) = group.answers
    assert greeting.text.split("\n")[:4] == [
        "Xin chào. Trong nhóm, tôi chỉ trả lời khi được gọi:",
        "• bằng lệnh: /xephang Hưng Yên PAPI",
        "• bằng tên tôi kèm câu hỏi: @chisotinh_bot Hưng Yên PAPI 2024",
        "• bằng cách trả lời một tin nhắn của tôi",
    ]
    await lan.press("English", in_=group)
    assert "English" in greeting.text
    await group.add_bot(lan, admin=True)
    assert len(group.answers) == 1


async def test_in_a_group_commands_are_answered_to_whom_asked(group: Group, john: User) -> None:
    asked = await john.say("/rank Hung Yen PAPI 2024", in_=group)
    assert group.last.reply_to is asked
    await john.say("/rank@another_bot Hung Yen PAPI 2024", in_=group)
    assert group.last.by_bot is False


@pytest.mark.parametrize("privacy", [True, False])
async def test_in_a_group_free_text_is_left_alone(
    world: OfflineTelegram, group: Group, lan: User, privacy: bool
) -> None:
    world.privacy = privacy
    before = len(group.answers)
    await lan.say("Hưng Yên PAPI 2024 là bao nhiêu nhỉ", in_=group)
    await lan.say("/khonghieu", in_=group)
    await lan.say("xem @chisotinh_botanic nhé", in_=group)
    assert len(group.answers) == before


@pytest.mark.parametrize("name", ["@chisotinh_bot", "@ChiSoTinh_Bot"])
async def test_in_a_group_a_mention_is_answered(group: Group, lan: User, name: str) -> None:
    await lan.say(f"{name} Hưng Yên PAPI 2024", in_=group)
    assert first_line(group.last) == "🏛 Hưng Yên — PAPI 2024"


async def test_in_a_group_a_reply_to_the_bot_is_answered(group: Group, lan: User, john: User) -> None:
    await lan.say("/rank Hưng Yên PAPI 2024", in_=group)
    await lan.say("còn Lạng Sơn PAPI 2022?", in_=group, reply_to=group.last)
    assert first_line(group.last) == "🏛 Lạng Sơn — PAPI 2022"
    said = await john.say("tôi nghĩ Hưng Yên", in_=group)
    await lan.say("Hưng Yên PAPI", in_=group, reply_to=said)
    assert not group.last.by_bot


async def test_an_answer_in_a_forum_stays_in_its_topic(world: OfflineTelegram, lan: User) -> None:
    forum = world.group("Diễn đàn", [lan], forum=True)
    await forum.add_bot(lan)
    topic = await forum.open_topic("PAPI", lan)
    await lan.say("/rank Hưng Yên PAPI 2024", in_=forum, thread=topic.thread)
    assert forum.last.by_bot
    assert forum.last.thread == topic.thread
    await lan.press("◀ 2023", in_=forum)
    assert first_line(forum.last) == "🏛 Hưng Yên — PAPI 2023"
    assert forum.last.thread == topic.thread


async def test_a_group_that_becomes_a_supergroup_keeps_its_language(
    world: OfflineTelegram, group: Group, lan: User
) -> None:
    await lan.say("/lang en", in_=group)
    upgraded = await group.migrate()
    await lan.say("/rank Hưng Yên PAPI 2024", in_=upgraded)
    assert "Rank 19 of 61" in upgraded.last.text
    assert [menu for (scope, _), menu in world.commands.items() if str(upgraded.id) in scope]


async def test_channel_posts_and_their_edits_are_answered(world: OfflineTelegram, lan: User) -> None:
    channel = world.channel("Kênh cải cách", [lan])
    await channel.add_bot(lan)
    post = await channel.post("/rank Hưng Yên PAPI 2024")
    assert first_line(channel.last) == "🏛 Hưng Yên — PAPI 2024"
    await channel.edit_post(post, "/rank Lạng Sơn PAPI 2022")
    assert [first_line(seen) for seen in channel.answers] == ["🏛 Lạng Sơn — PAPI 2022"]
    await channel.post("Hưng Yên PAPI 2024")
    assert not channel.last.by_bot
    await channel.post("/lang en")
    await channel.post("/rank Hưng Yên PAPI 2024")
    assert "Rank 19 of 61" in channel.last.text


# --- when Telegram, or we, fail ----------------------------------------------------------------------------


async def test_who_blocks_the_bot_costs_nothing(lan: User, chat: PrivateChat) -> None:
    await lan.say("/rank Hưng Yên PAPI")
    await lan.block()
    await lan.unblock()
    await lan.say("/rank Lạng Sơn PAPI 2022")
    assert first_line(chat.last) == "🏛 Lạng Sơn — PAPI 2022"


async def test_a_reply_refused_because_the_bot_was_blocked_is_no_error(
    world: OfflineTelegram, lan: User, chat: PrivateChat, caplog: pytest.LogCaptureFixture
) -> None:
    world.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await lan.say("/rank Hưng Yên PAPI")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert len(world.calls) == len([call for call in world.calls if call.method != "sendMessage"]) + 1


@pytest.mark.parametrize("fault", ["flood", "server", "proxy", "hang", "reset", "pool"])
async def test_the_next_question_is_answered_after_a_fault(
    world: OfflineTelegram, lan: User, chat: PrivateChat, fault: str
) -> None:
    match fault:
        case "flood":
            world.fail("sendMessage", 429, retry_after=35)
        case "server":
            world.fail("sendMessage", 500, "Internal Server Error")
        case "proxy":
            world.fail("sendMessage", 502, body="<html>Bad Gateway</html>")
        case "hang":
            world.hang("sendMessage")
        case "reset":
            world.reset("sendMessage", recorded=False)
        case "pool":
            world.breaks("sendMessage", TimedOut("Pool timeout"))
    await lan.say("/rank Hưng Yên PAPI 2024")
    assert chat.answers == []  # no apology either: it would meet the same fault
    await lan.say("/rank Lạng Sơn PAPI 2022")
    assert [first_line(seen) for seen in chat.answers] == ["🏛 Lạng Sơn — PAPI 2022"]


async def test_when_telegram_refuses_our_text_the_person_is_told(
    world: OfflineTelegram, lan: User, chat: PrivateChat
) -> None:
    world.fail("sendMessage", 400, "Bad Request: can't parse entities")
    await lan.say("/rank Hưng Yên PAPI 2024")
    assert chat.last.text.startswith(APOLOGY_VI)


@pytest.fixture
def broken(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question fails in our own code."""

    async def fail(*_: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("bot.assistant.Assistant.answer", fail)


@pytest.mark.usefixtures("broken")
async def test_a_fault_of_ours_is_apologised_for_in_the_language(
    world: OfflineTelegram, lan: User, john: User, chat: PrivateChat, caplog: pytest.LogCaptureFixture
) -> None:
    await lan.say("/rank Hưng Yên PAPI")
    assert chat.last.text.startswith(APOLOGY_VI)
    await john.say("/rank Hưng Yên PAPI")
    assert world.private(john).last.text.startswith(APOLOGY_EN)
    assert "a fault of ours" in caplog.text


async def test_a_fault_behind_a_button_is_apologised_for(
    world: OfflineTelegram, lan: User, chat: PrivateChat, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lan.say("/rank Hưng Yên PAPI")

    async def fail(*_: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("bot.assistant.Assistant.answer", fail)
    popup = await lan.press("Qua các năm")
    told = popup.text if popup is not None and popup.text else chat.last.text
    assert told.startswith(APOLOGY_VI)


async def test_an_apology_is_made_even_when_the_language_cannot_be_read(
    lan: User, chat: PrivateChat, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("bot.chats.languages.Languages.of", fail)
    await lan.say("/rank Hưng Yên PAPI")
    assert chat.last.text.startswith(APOLOGY_VI)


# --- order -------------------------------------------------------------------------------------------------


class Gate:
    """Holds back whoever writes "chậm", until it is opened."""

    def __init__(self, app: App) -> None:
        self.opened, self.reached = asyncio.Event(), asyncio.Event()
        app.add_handler(MessageHandler(filters.Regex("^chậm$"), self._hold), group=-99)

    async def _hold(self, update: Update, context: Context) -> None:
        self.reached.set()
        await self.opened.wait()


async def turns(number: int = 2000) -> None:
    """Lets everything that can go on go on."""
    for _ in range(number):
        await asyncio.sleep(0)


async def test_updates_of_a_chat_stay_in_order_while_others_go_on(
    world: OfflineTelegram, app: App, lan: User, john: User, chat: PrivateChat
) -> None:
    """Lan's first question takes long: her second waits, John's is answered at once."""
    gate = Gate(app)
    first = asyncio.create_task(lan.say("chậm"))
    await gate.reached.wait()
    second = asyncio.create_task(lan.say("/rank Hưng Yên PAPI 2024"))
    await john.say("/rank Hung Yen PAPI 2024")
    assert "Rank 19 of 61" in world.private(john).last.text
    assert chat.answers == []
    gate.opened.set()
    await asyncio.gather(first, second)
    assert first_line(chat.answers[-1]) == "🏛 Hưng Yên — PAPI 2024"
    assert len(chat.answers) == 2


async def test_one_chat_with_many_questions_holds_nobody_up(
    world: OfflineTelegram, app: App, lan: User, john: User
) -> None:
    gate = Gate(app)
    waiting = [asyncio.create_task(lan.say("chậm")) for _ in range(20)]
    await gate.reached.wait()
    await turns()
    await asyncio.wait_for(john.say("/rank Hung Yen PAPI 2024"), 10)
    answered = len(world.private(john).answers)
    gate.opened.set()
    await asyncio.gather(*waiting)
    assert answered == 1


async def test_many_questions_at_once_are_each_answered_once(world: OfflineTelegram) -> None:
    people = [world.user(name=f"Người {number}") for number in range(40)]
    await asyncio.gather(*(one.say(f"Hưng Yên PAPI {2011 + n % 14}") for one in people for n in range(3)))
    for one in people:
        answers = world.private(one).answers
        assert [first_line(seen) for seen in answers] == [f"🏛 Hưng Yên — PAPI {2011 + n}" for n in range(3)]


# --- menus -------------------------------------------------------------------------------------------------


async def test_menus_are_set_for_each_language_and_scope(world: OfflineTelegram, app: App) -> None:
    await prepare(app)
    menus = {
        (scope, language): [command["command"] for command in commands]
        for (scope, language), commands in world.commands.items()
    }
    scopes = {scope for scope, _ in menus}
    assert len(scopes) == 3
    assert {language for _, language in menus} == {"", "vi", "en"}
    for (scope, language), names in menus.items():
        private, members = "private" in scope, "group" in scope
        wanted = [one for one in COMMANDS if one.scope in ("all", "private" if private else "group")]
        wanted = [one for one in wanted if not (members and one.changes)]
        assert names == [one.name if language == "en" else one.name_vi for one in wanted]
        assert ("batdau" in names or "start" in names) == private


async def test_every_menu_entry_is_understood(
    world: OfflineTelegram, app: App, lan: User, chat: PrivateChat, clock: Clock
) -> None:
    await prepare(app)
    for name in {command["command"] for commands in world.commands.values() for command in commands}:
        before = len(chat.answers)
        clock.time += dt.timedelta(seconds=2)
        await lan.say(f"/{name}")
        assert len(chat.answers) == before + 1
        assert "không tìm thấy" not in chat.last.text
        assert "chưa nhận ra" not in chat.last.text


async def test_the_bot_never_answers_itself(world: OfflineTelegram, lan: User, chat: PrivateChat, clock: Clock) -> None:
    await lan.say("/rank Hưng Yên PAPI")
    assert chat.last.sender is not None
    assert chat.last.sender["id"] == BOT_ID
    assert len(chat.answers) == 1


async def test_what_was_asked_by_an_evil_is_remembered_so_whoever_asked_the_same_before(
    world: OfflineTelegram, lan: User, chat: PrivateChat
) -> None:
    await lan.say("tỉnh nào kiểm soát tham nhũng thấp nhất papi 2024")
    worst = chat.last.text
    await lan.say("tỉnh nào tham nhũng nhiều nhất papi 2024")
    assert chat.last.text == worst, "the same answer, from memory"
    assert "cuối bảng" in worst
    await lan.say("còn ít nhất?")
    assert "đứng đầu" in chat.last.text
    minh = world.user(name="Minh", language_code="vi")
    await minh.say("tỉnh nào kiểm soát tham nhũng cao nhất papi 2024")
    await minh.say("còn thấp nhất?")
    assert world.private(minh).last.text == worst
