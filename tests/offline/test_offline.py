"""The offline Telegram refuses what Telegram refuses, and its people do what people do."""

from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    ChatMemberAdministrator,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    MessageEntity,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.offline import CallRefused, Impossible, NoSuchButton, OfflineTelegram, PrivateChat, Seen, User
from bot.offline.html import parse_html, trim
from bot.offline.keyboard import check_markup
from bot.offline.methods import METHODS, PARAMETERS

Context = ContextTypes.DEFAULT_TYPE
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + b"rest"


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> OfflineTelegram:
    return OfflineTelegram(now=clock)


@pytest.fixture
def heard() -> list[Update]:
    """Every update the application was given."""
    return []


def build(world: OfflineTelegram, heard: list[Update]) -> Application[Any, Any, Any, Any, Any, Any]:
    """A tiny bot: /start with buttons, an echo, a notice for every press, a list for inline queries."""

    async def start(update: Update, context: Context) -> None:
        assert update.effective_message is not None
        keyboard = [
            [InlineKeyboardButton("Thành phần", callback_data="c:hung-yen")],
            [
                InlineKeyboardButton("Im lặng", callback_data="silent"),
                InlineKeyboardButton("Nguồn", url="https://papi.org.vn"),
            ],
        ]
        await update.effective_message.reply_html(
            "<b>Chào</b> &amp; mời hỏi", reply_markup=InlineKeyboardMarkup(keyboard)
        )

    async def echo(update: Update, context: Context) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text(f"» {update.effective_message.text}")

    async def pressed(update: Update, context: Context) -> None:
        assert update.callback_query is not None
        if update.callback_query.data != "silent":
            await update.callback_query.answer("Đây", show_alert=True)
            await update.callback_query.edit_message_text(f"bấm {update.callback_query.data}")

    async def listed(update: Update, context: Context) -> None:
        assert update.inline_query is not None
        article = InlineQueryResultArticle("1", "Hưng Yên", InputTextMessageContent("<b>19</b>/61", parse_mode="HTML"))
        await update.inline_query.answer([article])

    async def note(update: Update, context: Context) -> None:
        heard.append(update)

    builder = Application.builder().token("1:x").request(world.request())
    application = builder.get_updates_request(world.request()).build()
    application.add_handler(TypeHandler(Update, note), group=-1)
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_handler(InlineQueryHandler(listed))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    return application


@pytest.fixture
async def bot(world: OfflineTelegram, heard: list[Update]) -> AsyncIterator[Bot]:
    application = build(world, heard)
    async with world.running(application):
        yield application.bot


@pytest.fixture
def lan(world: OfflineTelegram) -> User:
    return world.user(id=1001, name="Lan", language_code="vi", username="lan")


@pytest.fixture
def chat(world: OfflineTelegram, lan: User) -> PrivateChat:
    return world.private(lan, started=True)


async def refusal(world: OfflineTelegram, method: str, **parameters: Any) -> str:
    """What a raw call is refused with; python-telegram-bot itself prevents some of them."""
    status, body = await world.answer(method, parameters, {})
    assert status == 400
    return str(json.loads(body)["description"])


def keyboard(*buttons: InlineKeyboardButton, rows: int = 1) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([list(buttons)] * rows)


# --- HTML ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "text", "types"),
    [
        ("<b>đậm</b> <strong>đậm</strong>", "đậm đậm", ["bold", "bold"]),
        ("<i>a</i><em>b</em>", "ab", ["italic", "italic"]),
        ("<u>a</u><ins>b</ins>", "ab", ["underline", "underline"]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", ["strikethrough"] * 3),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", ["spoiler", "spoiler"]),
        ("<code>a</code><pre>b</pre>", "ab", ["code", "pre"]),
        ('<pre><code class="language-python">x</code></pre>', "x", ["pre"]),
        ('<a href="https://papi.org.vn/?a=1&amp;b=2">PAPI</a>', "PAPI", ["text_link"]),
        ('<a href="khong phai">PAPI</a>', "PAPI", []),
        ('<a href="tg://user?id=1001">Lan</a>', "Lan", ["text_mention"]),
        ("<blockquote>a</blockquote>", "a", ["blockquote"]),
        ("<blockquote expandable>a</blockquote>", "a", ["expandable_blockquote"]),
        ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', "👍", ["custom_emoji"]),
        ("1 &lt; 2 &gt; 0 &amp; &quot;x&quot; &#7879; &#x1F44D;", '1 < 2 > 0 & "x" ệ 👍', []),
        ("&nbsp;&apos;&eacute; & &;", "&nbsp;&apos;&eacute; & &;", []),
        ("<B >a</ b>".replace("/ b", "/B "), "a", ["bold"]),
        ("<b></b>a\r\n\tb", "a\n b", []),
        ("a > b", "a > b", []),
    ],
)
def test_html_becomes_text_and_entities(html: str, text: str, types: list[str]) -> None:
    seen, entities = parse_html(html)
    assert seen == text
    assert [entity["type"] for entity in entities] == types


def test_entity_offsets_count_utf16() -> None:
    text, entities = parse_html("👍👍 <b>Hưng Yên</b>")
    entity = entities[0]
    assert (entity["offset"], entity["length"]) == (5, 8)
    assert text.encode("utf-16-le")[10:26].decode("utf-16-le") == "Hưng Yên"


def test_white_space_is_trimmed_and_entities_follow() -> None:
    text, entities = trim(*parse_html("\n  a <b>b\n</b> \n"))
    assert text == "a b"
    assert entities == [{"type": "bold", "offset": 2, "length": 1}]
    assert trim(*parse_html("  <b>  x</b>"))[0] == "  x"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("ệ<x>a</x>", 'Unsupported start tag "x" at byte offset 3'),
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
        ("a<br/>b", 'Unsupported start tag "br/" at byte offset 1'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("1 <2", "Unclosed start tag at byte offset 2"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x>a</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=a&b>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href ", 'Unclosed start tag "a" at byte offset 0'),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
        (
            "&#xd83d;a",
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
            "surrogate code units",
        ),
    ],
)
async def test_broken_html_is_refused(bot: Bot, chat: PrivateChat, html: str, reason: str) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(chat.id, html, parse_mode="HTML")
    assert caught.value.message == f"can't parse entities: {reason}".capitalize()
    assert chat.messages == []


# --- What is sent -------------------------------------------------------------------------------------------


async def test_what_a_person_sees(bot: Bot, chat: PrivateChat, clock: Clock) -> None:
    sent = await bot.send_message(
        chat.id,
        "<b>Hưng Yên</b> 19/61",
        parse_mode="HTML",
        disable_notification=True,
        reply_markup=keyboard(InlineKeyboardButton("Nguồn", url="papi.org.vn")),
    )
    seen = chat.last
    assert (seen.text, seen.html, seen.edited) == ("Hưng Yên 19/61", "<b>Hưng Yên</b> 19/61", False)
    assert [(button.text, button.url) for button in seen.buttons[0]] == [("Nguồn", "papi.org.vn")]
    assert seen.params == {"disable_notification": True}
    assert (sent.message_id, sent.text, sent.text_html) == (seen.message_id, seen.text, seen.html)
    assert sent.date == clock.time
    assert sent.chat_id == chat.id
    assert sent.from_user == await bot.get_me()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Message text is empty"),
        (" \n ", "Text must be non-empty"),
        ("<b> </b>", "Text must be non-empty"),
        ("x" * 4097, "Message is too long"),
        ("👍" * 2049, "Message is too long"),
    ],
)
async def test_length_of_texts(bot: Bot, chat: PrivateChat, text: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"^{reason}$"):
        await bot.send_message(chat.id, text, parse_mode="HTML")


async def test_length_counts_after_entities(bot: Bot, chat: PrivateChat) -> None:
    await bot.send_message(chat.id, "<b>" + "&amp;" * 4096 + "</b>", parse_mode="HTML")
    await bot.send_message(chat.id, "👍" * 2048)
    assert len(chat.messages) == 2


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x", "callback_data": "ệ" * 22}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "callback_data": ""}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "callback_data": "a", "url": "https://a.vn"}, "Exactly one action must be specified"),
        ({"text": " ", "callback_data": "a"}, "Bad Request: inline keyboard button text must be non-empty"),
        ({"text": "x", "url": "http://localhost:80"}, "URL 'http://localhost:80' is invalid: Wrong HTTP URL"),
        ({"text": "x", "url": "ftp://a.vn"}, "URL 'ftp://a.vn' is invalid: Unsupported URL protocol"),
        ({"text": "x", "callback_data": "a", "color": "red"}, 'Unknown field "color"'),
        ({"text": "x", "callback_data": "a", "style": "red"}, "invalid button style specified"),
        ({"text": "x", "copy_text": {"text": "ệ" * 257}}, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": {"text": ""}}, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": "ệ"}, 'Field "text" must be of type String'),
        ({"callback_data": "a"}, 'Field "text" must be of type String'),
    ],
)
async def test_buttons_are_checked(
    world: OfflineTelegram, chat: PrivateChat, button: dict[str, Any], reason: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert reason in await refusal(world, "sendMessage", chat_id=chat.id, text="x", reply_markup=markup)


async def test_keyboards_have_limits(bot: Bot, world: OfflineTelegram, chat: PrivateChat) -> None:
    button = InlineKeyboardButton("x", callback_data="ệ" * 21)
    await bot.send_message(chat.id, "x", reply_markup=keyboard(*[button] * 5, rows=20))
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(chat.id, "x", reply_markup=keyboard(*[button] * 5, rows=21))
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(chat.id, "x", reply_markup=keyboard(*[button] * 9))
    await bot.send_message(chat.id, "x", reply_markup=ForceReply())
    refused = await refusal(world, "sendMessage", chat_id=chat.id, text="x", reply_markup={"a": 1})
    assert refused == "Bad Request: object expected as reply markup"


async def test_unknown_methods_and_parameters_are_refused(bot: Bot, chat: PrivateChat) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendTelegram")
    with pytest.raises(BadRequest, match='Unknown parameter "colour" of sendmessage'):
        await bot.send_message(chat.id, "x", api_kwargs={"colour": "red"})
    with pytest.raises(BadRequest, match="Unsupported parse_mode"):
        await bot.send_message(chat.id, "*x*", parse_mode="MarkdownV2")
    assert set(METHODS) == set(PARAMETERS) - {"getUpdates"}


async def test_given_entities_must_lie_in_the_text(bot: Bot, chat: PrivateChat) -> None:
    await bot.send_message(chat.id, "xin", entities=[MessageEntity("bold", 0, 3)])
    assert chat.last.entities == [{"type": "bold", "offset": 0, "length": 3}]
    for offset, length, reason in ((3, 1, "begins after"), (0, 4, "ends after"), (-1, 1, "incorrect offset")):
        with pytest.raises(BadRequest, match=reason):
            await bot.send_message(chat.id, "xin", entities=[MessageEntity("bold", offset, length)])


async def test_replies_need_their_message(bot: Bot, chat: PrivateChat) -> None:
    first = await bot.send_message(chat.id, "một")
    second = await bot.send_message(chat.id, "hai", reply_to_message_id=first.message_id)
    assert second.reply_to_message == first
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(chat.id, "ba", reply_to_message_id=99)
    await bot.send_message(chat.id, "ba", reply_to_message_id=99, allow_sending_without_reply=True)
    assert chat.last.text == "ba"


# --- Where it may be sent -----------------------------------------------------------------------------------


async def test_chats_that_cannot_be_written_to(bot: Bot, world: OfflineTelegram, lan: User) -> None:
    for nobody in (424242, "@khong_co", "abc"):
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(nobody, "x")
    chat = world.private(lan)
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(chat.id, "x")
    await lan.say("/start")
    await bot.send_message(chat.id, "x")
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(chat.id, "x", message_thread_id=7)
    lan.delete_account()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(chat.id, "x")


async def test_blocking(bot: Bot, heard: list[Update], lan: User, chat: PrivateChat) -> None:
    await lan.block()
    change = heard[-1].my_chat_member
    assert change is not None
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(chat.id, "x")
    with pytest.raises(Impossible):
        await lan.say("còn đây")
    await lan.unblock()
    assert heard[-1].my_chat_member is not None
    await bot.send_message(chat.id, "x")


async def test_a_group_takes_the_bot_in_and_throws_it_out(
    bot: Bot, world: OfflineTelegram, heard: list[Update], lan: User
) -> None:
    group = world.group("Cải cách hành chính", [lan], supergroup=True)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(group.id, "x")
    await group.add_bot(by=lan)
    assert [bool(update.my_chat_member) for update in heard] == [True, False]
    assert heard[-1].message is not None
    assert heard[-1].message.new_chat_members[0].id == bot.id
    await bot.send_message(group.id, "x")
    await group.restrict_bot(can_send_messages=False, can_send_documents=True)
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(group.id, "x")
    await bot.send_document(group.id, b"a", filename="a.csv")
    await group.kick_bot()
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "x")
    with pytest.raises(Forbidden, match="bot was kicked"):
        await bot.get_chat_administrators(group.id)


async def test_a_group_becomes_a_supergroup(bot: Bot, world: OfflineTelegram, heard: list[Update], lan: User) -> None:
    group = world.group("Tổ công tác", [lan])
    await group.add_bot()
    upgraded = await group.migrate()
    old, new = heard[-2].message, heard[-1].message
    assert old is not None
    assert new is not None
    assert (old.chat_id, old.migrate_to_chat_id) == (group.id, upgraded.id)
    assert (new.chat_id, new.migrate_from_chat_id) == (upgraded.id, group.id)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.id, "x")
    assert caught.value.new_chat_id == upgraded.id
    assert (await bot.send_message(upgraded.id, "x")).chat.type == "supergroup"
    with pytest.raises(Impossible):
        await lan.say("/start", in_=group)


async def test_privacy_mode_hides_free_text(bot: Bot, world: OfflineTelegram, heard: list[Update], lan: User) -> None:
    group = world.group("Nhóm", [lan])
    await group.add_bot()
    heard.clear()
    await lan.say("chào cả nhà", in_=group)
    await lan.say("/start@bot_khac", in_=group)
    assert heard == []
    await lan.say("/start@chisotinh_bot", in_=group)
    await lan.say("hỏi @chisotinh_bot chút", in_=group)
    await lan.say("Hưng Yên?", in_=group, reply_to=group.answers[0])
    assert [seen.text for seen in group.answers][1:] == ["» hỏi @chisotinh_bot chút", "» Hưng Yên?"]
    world.privacy = False
    await lan.say("giờ thì nghe", in_=group)
    assert group.last.text == "» giờ thì nghe"


async def test_members_and_administrators(bot: Bot, world: OfflineTelegram, lan: User) -> None:
    minh, ngoai = world.user(name="Minh"), world.user(name="Ngoài")
    group = world.group("Nhóm", [lan, minh], supergroup=True)
    await group.add_bot(admin=True, can_pin_messages=True)
    group.make_admin(minh, can_change_info=True)
    found = {member.user.id: member.status for member in await bot.get_chat_administrators(group.id)}
    assert found == {lan.id: "creator", minh.id: "administrator", bot.id: "administrator"}
    member = await bot.get_chat_member(group.id, minh.id)
    assert isinstance(member, ChatMemberAdministrator)
    assert member.can_change_info
    assert (await bot.get_chat_member(group.id, ngoai.id)).status == "left"
    assert await bot.get_chat_member_count(group.id) == 3
    with pytest.raises(BadRequest, match="User not found"):
        await bot.get_chat_member(group.id, 5)
    with pytest.raises(BadRequest, match="There are no administrators in the private chat"):
        await bot.get_chat_administrators(world.private(lan).id)
    await bot.pin_chat_message(group.id, (await bot.send_message(group.id, "ghim")).message_id)
    full = await bot.get_chat(group.id)
    assert full.pinned_message is not None
    assert full.pinned_message.text == "ghim"
    group.demote(minh)
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member"):
        await bot.send_message(group.id, "x")


async def test_anonymous_administrators_and_channels_in_groups(
    bot: Bot, world: OfflineTelegram, heard: list[Update], lan: User
) -> None:
    minh = world.user(name="Minh")
    group, channel = world.group("Nhóm", [lan, minh], supergroup=True), world.channel("Tin", [minh])
    await group.add_bot()
    await lan.say("/start", in_=group, as_=group)
    said = heard[-1].message
    assert said is not None
    assert said.from_user is not None
    assert said.sender_chat is not None
    assert (said.from_user.id, said.sender_chat.id) == (1087968824, group.id)
    await minh.say("/start", in_=group, as_=channel)
    assert heard[-1].effective_sender == heard[-1].effective_message.sender_chat  # type: ignore[union-attr]
    with pytest.raises(Impossible):
        await minh.say("/start", in_=group, as_=group)


async def test_channels(bot: Bot, world: OfflineTelegram, heard: list[Update], lan: User) -> None:
    channel = world.channel("Bản tin", [lan])
    with pytest.raises(Forbidden, match="bot is not a member of the channel chat"):
        await bot.send_message(channel.id, "x")
    await channel.post("chưa ai nghe")
    await channel.add_bot()
    post = await channel.post("/start")
    await channel.edit_post(post, "/start lại")
    assert [update.effective_message.text for update in heard[1:]] == ["/start", "/start lại"]  # type: ignore[union-attr]
    assert heard[-2].channel_post is not None
    assert heard[-1].edited_channel_post is not None
    sent = await bot.send_message(channel.id, "x")
    assert sent.from_user is None
    assert sent.sender_chat == sent.chat
    await channel.add_bot(can_post_messages=False)
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message(channel.id, "x")


async def test_topics(bot: Bot, world: OfflineTelegram, heard: list[Update], lan: User) -> None:
    forum = world.group("Diễn đàn", [lan], forum=True)
    await forum.add_bot()
    topic = await forum.open_topic("PAPI", by=lan)
    await lan.say("/start", in_=forum, thread=topic.thread)
    assert forum.last.thread == topic.thread
    assert heard[-1].message is not None
    assert heard[-1].message.is_topic_message
    for thread in (1, 77):
        with pytest.raises(BadRequest, match="Message thread not found"):
            await bot.send_message(forum.id, "x", message_thread_id=thread)
    await bot.send_chat_action(forum.id, "typing", message_thread_id=1)
    await forum.close_topic(topic, by=lan)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(forum.id, "x", message_thread_id=topic.thread)
    await forum.reopen_topic(topic, by=lan)
    await bot.send_message(forum.id, "x", message_thread_id=topic.thread)
    forum.delete_topic(topic)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.id, "x", message_thread_id=topic.thread)


# --- Editing, deleting, files -------------------------------------------------------------------------------


async def test_editing(bot: Bot, lan: User, chat: PrivateChat) -> None:
    button = keyboard(InlineKeyboardButton("x", callback_data="x"))
    sent = await bot.send_message(chat.id, "<b>một</b>", parse_mode="HTML", reply_markup=button)
    with pytest.raises(BadRequest, match=r"^Message is not modified: specified new message content"):
        await sent.edit_text("<b>một</b> ", parse_mode="HTML", reply_markup=button)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_reply_markup(button)
    await sent.edit_text("một", reply_markup=button)  # the same words, no longer bold
    await sent.edit_text("hai")
    assert (chat.last.text, chat.last.edited, chat.last.buttons) == ("hai", True, [])
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", chat.id, 99)
    with pytest.raises(BadRequest, match="Message identifier is not specified"):
        await bot.edit_message_text("x", chat.id)
    said = await lan.say("của tôi")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", chat.id, said.message_id)
    with pytest.raises(BadRequest, match="Inline keyboard expected"):
        await bot.edit_message_reply_markup(chat.id, sent.message_id, reply_markup=ForceReply())  # type: ignore[arg-type]


async def test_deleting(bot: Bot, world: OfflineTelegram, clock: Clock, lan: User, chat: PrivateChat) -> None:
    sent, old = await bot.send_message(chat.id, "x"), await bot.send_message(chat.id, "y")
    await sent.delete()
    assert [seen.text for seen in chat.messages] == ["y"]
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await sent.delete()
    clock.time += timedelta(hours=48)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await old.delete()
    group = world.group("Nhóm", [lan])
    await group.add_bot()
    said = await lan.say("/start", in_=group)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, said.message_id)
    await group.add_bot(admin=True)
    await bot.delete_messages(group.id, [said.message_id, 999])
    assert said not in group.messages


async def test_pictures(bot: Bot, chat: PrivateChat) -> None:
    sent = await bot.send_photo(chat.id, PNG, caption="<i>Biểu đồ</i>", parse_mode="HTML")
    seen = chat.last
    assert (seen.photo, seen.text, seen.html) == (PNG, "Biểu đồ", "<i>Biểu đồ</i>")
    assert (sent.photo[0].width, sent.photo[0].height, sent.caption) == (640, 480, "Biểu đồ")
    await bot.send_photo(chat.id, sent.photo[0].file_id)
    assert chat.last.photo == PNG
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await sent.edit_text("x")
    await sent.edit_caption("khác")
    await sent.edit_media(InputMediaPhoto(PNG + b"2", caption="nữa"))
    assert (seen.text, seen.photo) == ("nữa", PNG + b"2")
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(chat.id, PNG, caption="x" * 1025)
    for data, reason in (
        (b"<html>", "Image_process_failed"),
        (b"", "File must be non-empty"),
        (PNG[:16] + struct.pack(">II", 9000, 9000), "Photo_invalid_dimensions"),
        (PNG[:16] + struct.pack(">II", 2100, 100), "Photo_invalid_dimensions"),
        ("https://papi.org.vn/a.png", "Failed to get HTTP URL content"),
        ("unknown-id", "Wrong remote file identifier specified"),
    ):
        with pytest.raises(BadRequest, match=f"(?i){reason}"):
            await bot.send_photo(chat.id, data)


async def test_files_both_ways(bot: Bot, heard: list[Update], lan: User, chat: PrivateChat) -> None:
    await bot.send_document(chat.id, "tỉnh;điểm".encode(), filename="bảng.csv", caption="đây")
    assert chat.last.document is not None
    assert chat.last.document.name == "bảng.csv"
    await lan.send_document("766.xlsx", b"PK data", caption="công bố")
    message = heard[-1].message
    assert message is not None
    assert message.document is not None
    assert (message.document.file_name, message.caption) == ("766.xlsx", "công bố")
    file = await message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"PK data"
    await lan.send_document("to.xlsx", b"x", size=21 * 1024 * 1024)
    message = heard[-1].message
    assert message is not None
    assert message.document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await message.document.get_file()
    with pytest.raises(BadRequest, match="Wrong file_id"):
        await bot.get_file("không có")


# --- People -------------------------------------------------------------------------------------------------


async def test_saying_and_pressing(bot: Bot, world: OfflineTelegram, lan: User) -> None:
    chat = world.private(lan)
    await lan.say("/start")
    assert chat.last.text == "Chào & mời hỏi"
    assert chat.last.labels == ["Thành phần", "Im lặng", "Nguồn"]
    assert await lan.press("Im lặng") is None
    assert [query.user for query in world.unanswered] == [lan]
    source = await lan.press((1, 1))
    assert source is not None
    assert source.url == "https://papi.org.vn"
    popup = await lan.press("Thành phần", on=chat.last)
    assert popup is not None
    assert (popup.text, popup.alert) == ("Đây", True)
    assert lan.popups == [popup]
    assert chat.last.text == "bấm c:hung-yen"


async def test_a_button_that_is_not_there(bot: Bot, world: OfflineTelegram, lan: User) -> None:
    with pytest.raises(NoSuchButton, match="on the screen are none"):
        await lan.press("Thành phần")
    await lan.say("/start")
    with pytest.raises(NoSuchButton, match=r"Nhiệm vụ.*Thành phần"):
        await lan.press("Nhiệm vụ")
    with pytest.raises(NoSuchButton):
        await lan.press((2, 0))
    shown = world.private(lan).last
    await bot.delete_message(lan.id, shown.message_id)
    with pytest.raises(NoSuchButton, match="no longer on the screen"):
        await lan.press("Thành phần", on=shown)


async def test_presses_are_answered_once_and_in_time(bot: Bot, heard: list[Update], clock: Clock, lan: User) -> None:
    await lan.say("/start")
    await lan.press("Im lặng")
    late = heard[-1].callback_query
    assert late is not None
    with pytest.raises(BadRequest, match="Message_too_long"):
        await late.answer("x" * 201)
    clock.time += timedelta(seconds=16)
    with pytest.raises(BadRequest, match=r"^Query is too old and response timeout expired or query id is invalid"):
        await late.answer()
    await lan.press("Thành phần")
    answered = heard[-1].callback_query
    assert answered is not None
    with pytest.raises(BadRequest, match="Query is too old"):
        await answered.answer()


async def test_people_edit_their_messages(bot: Bot, heard: list[Update], lan: User) -> None:
    said = await lan.say("/rank Hung Yen")
    await lan.edit(said, "/start")
    assert heard[-1].edited_message is not None
    assert said.edited
    with pytest.raises(Impossible):
        await lan.edit(said.chat.last, "không phải của tôi")


async def test_inline_queries(bot: Bot, lan: User, heard: list[Update]) -> None:
    answer = await lan.ask_inline("hung yen")
    assert answer is not None
    assert [result["title"] for result in answer.results] == ["Hưng Yên"]
    query = heard[-1].inline_query
    assert query is not None
    content = InputTextMessageContent("x")
    with pytest.raises(BadRequest, match="Results_too_much"):
        await query.answer([InlineQueryResultArticle(str(n), "x", content) for n in range(51)])
    with pytest.raises(BadRequest, match="Result_id_duplicate"):
        await query.answer([InlineQueryResultArticle("1", "x", content)] * 2)
    broken = InputTextMessageContent("<b>x", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await query.answer([InlineQueryResultArticle("1", "x", broken)])


async def test_what_people_write_is_marked(world: OfflineTelegram) -> None:
    found = [
        (entity["type"], entity["offset"], entity["length"])
        for entity in world.find_entities("/rank@chisotinh_bot 👍 a/b /xếp <!> @chisotinh_bot /top_10")
    ]
    assert found == [("bot_command", 0, 19), ("mention", 36, 14), ("bot_command", 51, 7)]


async def test_ids_dates_and_watchers(bot: Bot, world: OfflineTelegram, heard: list[Update], lan: User) -> None:
    told: list[str] = []
    world.watchers.append(lambda what, about: told.append(what))
    first = await lan.say("một")
    second = await lan.say("/start")
    await lan.press("Thành phần")
    assert first.message_id < second.message_id
    ids = [update.update_id for update in heard]
    assert ids == sorted(set(ids))
    assert told == ["message", "message", "message", "message", "popup", "edit"]
    group = world.group("Nhóm", [lan], supergroup=True)
    await group.add_bot()
    assert group.last.message_id == 1


async def test_history_is_bounded(lan: User) -> None:
    world = OfflineTelegram(history=3)
    async with world.running(build(world, [])) as application:
        chat = world.private(world.user(id=5), started=True)
        for number in range(10):
            await application.bot.send_message(chat.id, str(number))
        assert [seen.text for seen in chat.messages] == ["7", "8", "9"]
        assert len(world.calls) == 3


async def test_menus_and_descriptions(bot: Bot, world: OfflineTelegram) -> None:
    await bot.set_my_commands([BotCommand("rank", "Thứ hạng")], language_code="vi")
    assert [command.command for command in await bot.get_my_commands(language_code="vi")] == ["rank"]
    assert await bot.get_my_commands() == ()
    await bot.delete_my_commands(language_code="vi")
    for command, description, reason in (
        ("Hạng", "x", "BOT_COMMAND_INVALID"),
        ("rank", "", "BOT_COMMAND_DESCRIPTION_INVALID"),
    ):
        commands = [{"command": command, "description": description}]
        assert reason in await refusal(world, "setMyCommands", commands=commands)
    await bot.set_my_description("Chỉ số tỉnh", language_code="vi")
    await bot.set_my_short_description("Chỉ số")
    assert (await bot.get_my_description(language_code="vi")).description == "Chỉ số tỉnh"
    with pytest.raises(BadRequest, match="too long"):
        await bot.set_my_short_description("x" * 121)
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(1, "dance")


# --- Faults -------------------------------------------------------------------------------------------------


async def test_faults_on_demand(
    bot: Bot, world: OfflineTelegram, chat: PrivateChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without it python-telegram-bot warns in every RetryAfter it makes.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")

    async def send() -> None:
        await bot.send_message(chat.id, "x")

    world.fail("sendMessage", 429, retry_after=35, times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter) as flood:
            await send()
        assert flood.value.retry_after == timedelta(seconds=35)
    world.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
    with pytest.raises(Forbidden, match="blocked"):
        await send()
    world.fail("sendMessage", 502, body="<html>Bad Gateway</html>")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await send()
    world.hang("sendMessage")
    with pytest.raises(TimedOut):
        await send()
    assert chat.messages == []
    world.reset("sendMessage")
    with pytest.raises(NetworkError) as broken:
        await send()
    assert isinstance(broken.value.__cause__, ConnectionResetError)
    assert len(chat.messages) == 1
    world.breaks("*", TimedOut("Pool timeout"), in_=chat.id)
    await bot.get_me()
    with pytest.raises(TimedOut, match="Pool"):
        await send()
    world.fail("sendMessage", 500, "Internal Server Error", times=9)
    world.faults.clear()
    await send()
    assert [call.status for call in world.calls][-4:] == [0, 200, 0, 200]


# --- Polling ------------------------------------------------------------------------------------------------


async def test_polling(world: OfflineTelegram, heard: list[Update], lan: User) -> None:
    application = build(world, heard)
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling(timeout=30)
        await lan.say("một")
        await lan.say("hai")
        chat = world.private(lan)
        for _ in range(200):
            if len(chat.answers) == 2:
                break
            await asyncio.sleep(0.005)
        assert [seen.text for seen in chat.answers] == ["» một", "» hai"]
        await application.updater.stop()
        await application.stop()
    assert not world.waiting


async def test_offsets_conflicts_and_webhooks(world: OfflineTelegram, lan: User) -> None:
    async with Bot("1:x", request=world.request(), get_updates_request=world.request()) as bot:
        for text in ("một", "hai", "ba"):
            await lan.say(text)
        first = await bot.get_updates(limit=2)
        assert len(first) == 2
        assert len(await bot.get_updates(offset=first[0].update_id + 1)) == 2
        assert [update.message.text for update in await bot.get_updates(offset=-1) if update.message] == ["ba"]
        assert await bot.get_updates(offset=first[1].update_id + 2) == ()
        waiting = asyncio.create_task(bot.get_updates(timeout=30))
        await asyncio.sleep(0.01)
        assert await bot.get_updates() == ()
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await waiting
        await bot.set_webhook("https://chisotinh.vn/hook")
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()
        assert (await bot.get_webhook_info()).url == ""
    with pytest.raises(TelegramError):
        await bot.get_me()


async def test_the_world_is_out_of_the_bots_reach(world: OfflineTelegram, lan: User) -> None:
    updates: list[dict[str, Any]] = []

    async def deliver(update: dict[str, Any]) -> None:
        updates.append(update)

    world.attach(deliver)
    said = await lan.say("xin")
    updates[0]["message"]["chat"]["id"] = 0
    assert said.to_json()["chat"]["id"] == lan.id
    assert isinstance(said, Seen)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ({"force_reply": False}, "force_reply must be true"),
        ({"force_reply": True, "input_field_placeholder": "x" * 65}, "placeholder"),
        ({"force_reply": True, "input_field_placeholder": ""}, "placeholder"),
        ({"force_reply": True, "resize": True}, 'unknown field "resize"'),
    ],
)
def test_a_forced_reply_is_checked(markup: dict[str, object], words: str) -> None:
    with pytest.raises(CallRefused, match=words):
        check_markup(markup)
    good = {"force_reply": True, "selective": True, "input_field_placeholder": "x" * 64}
    assert check_markup(good) == good
