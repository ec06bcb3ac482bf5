"""A Reply into Telegram's terms: markup, topic, thread, and the edits that replace an answer."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from telegram import CallbackQuery, Message, ReplyParameters
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest

from bot.callbacks import encode
from bot.reply import Button, Reply, plain_text, units

NO_PREVIEW = {"is_disabled": True}
UNCHANGED = "message is not modified"
LATE = ("query is too old", "query id is invalid")
GONE = ("message to edit not found", "message can't be edited")
KEYBOARDS = 1024
POPUP = 200


def plainly(reply: Reply) -> dict[str, Any]:
    """The parameters that python-telegram-bot would only turn from objects into this again, for each chat anew.

    The keyboard leaves out a button whose question does not fit into callback data.
    """
    keyboard = _keyboard(reply.buttons) if reply.buttons else None
    return {"link_preview_options": NO_PREVIEW, "reply_markup": keyboard}


@lru_cache(maxsize=KEYBOARDS)
def _keyboard(buttons: tuple[tuple[Button, ...], ...]) -> dict[str, Any] | None:
    rows = []
    for line in buttons:
        row = [{"text": one.label, "callback_data": data} for one in line if (data := _data(one))]
        if row:
            rows.append(row)
    return {"inline_keyboard": rows} if rows else None


def _data(button: Button) -> str | None:
    if button.action is None:
        return button.data
    return encode(button.action, here=button.here)


async def send(message: Message, reply: Reply) -> Message:
    """Answers a message: in its topic, and quoting it in groups so that it is clear who asked."""
    quote = message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
    return await message.get_bot().send_message(
        message.chat_id,
        reply.html,
        parse_mode=ParseMode.HTML,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True) if quote else None,
        api_kwargs=plainly(reply),
    )


async def acknowledge(query: CallbackQuery, alert: str = "") -> None:
    """Ends a button's spinner, with an alert if there is one. A press that waited too long cannot be acknowledged
    any more; it is answered all the same.
    """
    try:
        await query.answer(alert or None, show_alert=bool(alert))
    except BadRequest as error:
        if not any(text in str(error).lower() for text in LATE):
            raise


def popup(reply: Reply) -> str:
    """A reply's text as what a press shows: plain, at most the 200 characters Telegram takes."""
    text = plain_text(reply.html)
    return text if units(text) <= POPUP else text[: POPUP // 2] + "…"


async def change(message: Message, reply: Reply) -> bool:
    """Puts a reply in the place of one of ours; False if that one is gone."""
    try:
        await message.get_bot().edit_message_text(
            reply.html,
            chat_id=message.chat_id,
            message_id=message.message_id,
            parse_mode=ParseMode.HTML,
            api_kwargs=plainly(reply),
        )
    except BadRequest as error:
        said = str(error).lower()  # python-telegram-bot writes the first letter large
        if UNCHANGED in said:
            return True
        if any(text in said for text in GONE):
            return False
        raise
    return True
