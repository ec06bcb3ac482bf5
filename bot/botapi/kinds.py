"""The kind of an update, for counts and logs: one of a few words, and never one of a person's."""

from __future__ import annotations

from telegram import Update

from bot import callbacks, commands
from bot.questions import Question


def kind_of(update: object) -> str:
    """What an update is, as far as it tells by itself; ``bot.journal.understood`` says more of a question."""
    if not isinstance(update, Update):
        return "nothing"
    if update.callback_query is not None:
        return _pressed(update.callback_query.data or "")
    if update.inline_query is not None:
        return "inline"
    if update.guest_message is not None:
        return "guest"
    if update.my_chat_member is not None:
        return "membership"
    message = update.effective_message
    if message is None:
        return "other"
    if message.document is not None:
        return "file"
    text = message.text or ""
    if not text.startswith("/"):
        return "text" if text else "other"
    command, _ = commands.split(text)
    if command is None:
        return "text"
    return "command" if command.intent else command.name


def _pressed(data: str) -> str:
    pressed = callbacks.decode(data)
    if pressed is None:
        return "stale"
    return "question" if isinstance(pressed.press, Question) else type(pressed.press).__name__.lower()
