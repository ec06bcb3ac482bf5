"""Questions: commands, free text, edited messages and the buttons under answers."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import callbacks, commands
from bot.botapi.messages import acknowledge, edit, message_at, send
from bot.context import App, Context
from bot.questions import Question
from bot.render.errors import stale_button
from handlers.addressed import spoken

KEPT = 1000
"""How many answers are remembered whose question may still be edited."""

NAMES = [name for command in commands.COMMANDS if command.intent for name in (command.name, *command.aliases)]
ANYWHERE = filters.UpdateType.MESSAGES | filters.UpdateType.CHANNEL_POSTS
WRITTEN = filters.TEXT & filters.UpdateType.MESSAGES & ~filters.VIA_BOT


def register(app: App) -> None:
    app.add_handler(CommandHandler(NAMES, on_text, filters=ANYWHERE))
    app.add_handler(CallbackQueryHandler(on_button))
    app.add_handler(MessageHandler(WRITTEN & filters.ChatType.PRIVATE, on_text))
    app.add_handler(MessageHandler(WRITTEN & filters.ChatType.GROUPS, on_group_text))


async def on_text(update: Update, context: Context) -> None:
    """Answer a command anywhere, or free text in a private chat."""
    message = update.effective_message
    if message is not None and message.text:
        await _answer(update, context, message, message.text)


async def on_group_text(update: Update, context: Context) -> None:
    """Answer free text in a group only when it is meant for the bot: a reply to its message, or a
    text that names it.
    """
    message = update.effective_message
    text = spoken(message) if message is not None else None
    if message is not None and text is not None:
        await _answer(update, context, message, text)


async def _answer(update: Update, context: Context, message: Message, text: str) -> None:
    assistant = context.services.assistant
    t = await context.translator(update)
    # A command says all it means; free text may depend on the question before.
    last = None if text.startswith("/") else context.services.asked.get(_asker(update))
    question = assistant.read(text, last)
    reply = await assistant.reply(question, t.language)
    _remember(update, context, question)
    answered = context.services.answered
    key = (message.chat_id, message.message_id)
    edited = message.edit_date is not None and key in answered
    if edited and await edit(message_at(context.bot, answered[key], message.chat), reply):
        return
    sent = await send(message, reply)
    if sent.message_id:  # 0 where Telegram took the answer and did not say its number
        answered[key] = sent.message_id
    while len(answered) > KEPT:
        answered.popitem(last=False)


def _asker(update: Update) -> tuple[int, int]:
    """Who asks, and where: in a group everybody has a conversation of their own."""
    chat, user = update.effective_chat, update.effective_user
    return chat.id if chat else 0, user.id if user else 0


def _remember(update: Update, context: Context, question: Question) -> None:
    if question.intent in ("unknown", "help", "about"):
        return
    asked = context.services.asked
    asked[_asker(update)] = question
    asked.move_to_end(_asker(update))
    while len(asked) > KEPT:
        asked.popitem(last=False)


async def on_button(update: Update, context: Context) -> None:
    """Handle a press under an answer: another question, or another page of the same one in its place."""
    query = update.callback_query
    if query is None:
        return
    t = await context.translator(update)
    pressed = callbacks.decode(query.data or "")
    if pressed is None or not isinstance(pressed.press, Question):
        await acknowledge(query, stale_button(t))
        return
    await acknowledge(query)
    reply = await context.services.assistant.reply(pressed.press, t.language)
    _remember(update, context, pressed.press)
    message = query.message
    if message is None:
        return
    if not isinstance(message, Message):  # too old for Telegram to show; the chat is still known
        await send(message_at(context.bot, message.message_id, message.chat), reply)
        return
    if not pressed.here or not await edit(message, reply):
        await send(message, reply)
