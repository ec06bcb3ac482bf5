"""Turns a Reply into a message: one that is sent, or one that takes the place of another. Every reply to a person goes
through here; alerts are sent by ``bot.delivery.calls``, from the same parameters.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from telegram import Bot, CallbackQuery, Chat, ForceReply, MaybeInaccessibleMessage, Message, ReplyParameters
from telegram.constants import ChatAction, ChatType
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.botapi.keyboard import HTML, inline_keyboard, text_parameters
from bot.botapi.rich import UNCHANGED, edit_rich, send_rich
from bot.botapi.rich_support import RichSupport
from bot.clock import utc_now
from bot.reply import Button, Reply, plain_text, units

LATE = ("query is too old", "query id is invalid")
GONE = ("message to edit not found", "message can't be edited", "there is no text in the message to edit")
Rows = tuple[tuple[Button, ...], ...]
Keyboard = list[list[dict[str, Any]]]
KEYBOARDS = 1024
_keyboards: OrderedDict[tuple[int, bool, bool], tuple[Rows, Keyboard]] = OrderedDict()
"""The newest keyboards, by the very rows that they were made of, which are kept with them: a reply that is kept is sent
again and again, and to compare all its buttons takes as long as to make them.
"""
POPUP = 200
HINT = 64
"""Characters that the hint in an empty field may have."""


def _parameters(reply: Reply, bot: Bot, *, private: bool) -> dict[str, Any]:
    """The parameters as plain values, which python-telegram-bot would otherwise make from objects
    again for each chat. ``private``: it goes to the chat of one person with the bot.
    """
    found = text_parameters(reply.html, _keyboard(reply.buttons, bot.supports_inline_queries, private))
    return {name: found.get(name) for name in ("link_preview_options", "reply_markup")}


def _keyboard(rows: Rows, sharing: bool, private: bool) -> Keyboard:
    key = id(rows), sharing, private
    found = _keyboards.get(key)
    if found is None:
        found = _keyboards[key] = rows, inline_keyboard(rows, sharing=sharing, private=private)
        if len(_keyboards) > KEYBOARDS:
            _keyboards.popitem(last=False)
    return found[1]


def _is_private(message: Message) -> bool:
    return message.chat.type == ChatType.PRIVATE


async def send(message: Message, reply: Reply, rich: RichSupport | None = None) -> Message:
    """Answer a message in its topic, quoting it in groups so that it is clear who asked; with real tables, if it has
    any, where ``rich`` is given.
    """
    bot, parameters = message.get_bot(), _parameters(reply, message.get_bot(), private=_is_private(message))
    quote = message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
    thread = message.message_thread_id if message.is_topic_message else None
    quoted = ReplyParameters(message.message_id, allow_sending_without_reply=True) if quote else None
    if rich is not None and reply.rich:
        place = {"chat_id": message.chat_id, "message_thread_id": thread, "reply_parameters": quoted}
        sent = await send_rich(bot, rich, reply.rich, place | {"reply_markup": parameters["reply_markup"]})
        if sent is not None:
            return sent
    return await bot.send_message(
        message.chat_id,
        reply.html,
        parse_mode=HTML,
        message_thread_id=thread,
        reply_parameters=quoted,
        api_kwargs=parameters,
    )


async def send_picture(message: Message, picture: bytes | str, caption: Reply) -> str:
    """Answer a message with a picture, given its PNG or Telegram's number for it, and a caption with its buttons.
    Returns the number under which Telegram has it, '' where it took the picture and did not say.
    """
    quote = message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
    keyboard = _keyboard(caption.buttons, message.get_bot().supports_inline_queries, _is_private(message))
    sent = await message.get_bot().send_photo(
        message.chat_id,
        picture,
        caption=caption.html,
        parse_mode=HTML,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True) if quote else None,
        api_kwargs={"reply_markup": {"inline_keyboard": keyboard}} if keyboard else None,
    )
    return sent.photo[-1].file_id if sent.photo else ""


async def send_document(message: Message, document: bytes | str, name: str, caption: Reply) -> str:
    """Answer a message with a file, given its bytes (at most 50 MB) or Telegram's number for it, its name, and a
    caption with its buttons. Returns the number under which Telegram has it, '' where it took the file and did not say.
    """
    quote = message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
    keyboard = _keyboard(caption.buttons, message.get_bot().supports_inline_queries, _is_private(message))
    sent = await message.get_bot().send_document(
        message.chat_id,
        document,
        filename=name if isinstance(document, bytes) else None,
        caption=caption.html,
        parse_mode=HTML,
        disable_content_type_detection=True,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True) if quote else None,
        api_kwargs={"reply_markup": {"inline_keyboard": keyboard}} if keyboard else None,
    )
    return sent.document.file_id if sent.document else ""


async def ask(message: Message, reply: Reply, hint: str) -> Message:
    """Answer a message with a question that opens an answer to it, with a hint in the field to write in."""
    return await message.get_bot().send_message(
        message.chat_id,
        reply.html,
        parse_mode=HTML,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
        reply_markup=ForceReply(selective=True, input_field_placeholder=hint[:HINT]),
    )


async def send_to(bot: Bot, chat: int, reply: Reply, thread: int | None = None, quoting: int | None = None) -> Message:
    """Write to a chat, or to a topic of it, without being asked there. Raises what Telegram says."""
    return await bot.send_message(
        chat,
        reply.html,
        parse_mode=HTML,
        message_thread_id=thread,
        reply_parameters=ReplyParameters(quoting, allow_sending_without_reply=True) if quoting else None,
        api_kwargs=_parameters(reply, bot, private=chat > 0),  # groups and channels have negative numbers
    )


async def may_write(bot: Bot, person: int) -> bool:
    """Whether Telegram lets the bot write to a person; where it cannot be asked just now, that it does."""
    try:
        await bot.send_chat_action(person, ChatAction.TYPING)
    except (Forbidden, BadRequest):
        return False
    except TelegramError:
        return True
    return True


async def edit(message: Message, reply: Reply, rich: RichSupport | None = None) -> bool:
    """Put a reply, as ``send`` does, in the place of one of the bot's messages; False if that one no longer exists."""
    bot, parameters = message.get_bot(), _parameters(reply, message.get_bot(), private=_is_private(message))
    if rich is not None and reply.rich:
        place = {"chat_id": message.chat_id, "message_id": message.message_id}
        if await edit_rich(bot, rich, reply.rich, place | {"reply_markup": parameters["reply_markup"]}):
            return True
    try:
        await bot.edit_message_text(
            reply.html,
            chat_id=message.chat_id,
            message_id=message.message_id,
            parse_mode=HTML,
            api_kwargs=parameters,
        )
    except BadRequest as error:
        said = str(error).lower()  # python-telegram-bot begins it with a capital
        if UNCHANGED in said:
            return True
        if any(text in said for text in GONE):
            return False
        raise
    return True


async def put_back(message: Message) -> None:
    """Give one of the bot's messages the text and the buttons back that it had when Telegram showed it to us."""
    await message.get_bot().edit_message_text(
        message.text_html,
        chat_id=message.chat_id,
        message_id=message.message_id,
        parse_mode=HTML,
        reply_markup=message.reply_markup,
        link_preview_options=message.link_preview_options,
    )


def message_at(bot: Bot, number: int, chat: Chat, thread: int | None = None) -> Message:
    """A message of which only the number and the chat, perhaps the topic, are known, to answer or edit it."""
    topic = thread is not None
    message = Message(number, utc_now(), Chat(chat.id, chat.type), message_thread_id=thread, is_topic_message=topic)
    message.set_bot(bot)
    return message


def message_under(bot: Bot, message: MaybeInaccessibleMessage) -> Message:
    """The message under which a button was pressed; of one too old for Telegram to show, its number and its chat."""
    return message if isinstance(message, Message) else message_at(bot, message.message_id, message.chat)


async def acknowledge(query: CallbackQuery, reply: Reply | None = None) -> None:
    """End a button's spinner, with a reply as a pop-up if there is one. A press that waited too long can no longer be
    acknowledged; it is answered all the same.
    """
    text = popup(reply) if reply is not None else None
    try:
        await query.answer(text, show_alert=text is not None)
    except BadRequest as error:
        if not is_late(error):
            raise


def is_late(error: BadRequest) -> bool:
    """Whether a press or a query can no longer be answered, because it waited too long or was answered before."""
    return any(one in str(error).lower() for one in LATE)


def popup(reply: Reply) -> str:
    """A reply's text as a press shows it: plain, and at most the 200 characters that Telegram accepts."""
    text = plain_text(reply.html)
    return text if units(text) <= POPUP else text[: POPUP // 2] + "…"
