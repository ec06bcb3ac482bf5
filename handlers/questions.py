"""Questions: commands, free text, edited messages and the buttons under answers."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import callbacks, commands
from bot.botapi.messages import acknowledge, edit, message_at, send
from bot.callbacks import Draw
from bot.context import App, Context
from bot.i18n import Language
from bot.questions import Question, export_request
from bot.render.errors import stale_button
from bot.reply import Reply
from handlers import exports, follow, home, language, pictures
from handlers.addressed import asker, spoken

KEPT = 1000
"""How many answers are remembered whose question may still be edited."""

LANGUAGES: dict[str, Language] = {"english": "en", "vietnamese": "vi"}
"""What help is asked for by whoever wants to be answered in a language -> that language."""
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
    named = context.services.homes.asked_in_words(text)
    if named is not None:
        await home.choose(update, context, message, named)
        return
    t = await context.translator(update)
    wish = None if text.startswith("/") else export_request.asked(text)
    if wish is not None:
        await exports.on_words(update, context, message, wish)
        return
    last = context.services.conversations.last(asker(update), context.services.now())
    province = await context.services.homes.of(message.chat_id)
    # A command says all it means; free text may depend on what was shown before.
    question = assistant.read(text, None if text.startswith("/") else last, province)
    if follow.verb_of(question) is not None:
        await follow.on_question(update, context, message, question)
        return
    command, _ = commands.split(text)
    if command is not None and command.drawn and message.edit_date is None:
        drawn = Draw(question, "map" if command.drawn == "map" else "")
        if await pictures.show(update, context, message, drawn):
            return
    wanted = LANGUAGES.get(question.topic) if question.intent == "help" else None
    if wanted is not None:
        reply = await language.on_wish(update, context, message, wanted)
        if last is not None and last.question is not None:  # what was shown last, in that language
            reply = (await assistant.answer(last.question, wanted)).reply
    else:
        reply = await _reply(update, context, question, t.language)
    answered = context.services.answered
    key = (message.chat_id, message.message_id)
    rich = await context.rich(message.chat_id)
    edited = message.edit_date is not None and key in answered
    if edited and await edit(message_at(context.bot, answered[key], message.chat), reply, rich):
        return
    sent = await send(message, reply, rich)
    if sent.message_id:  # 0 where Telegram took the answer and did not say its number
        answered[key] = sent.message_id
    while len(answered) > KEPT:
        answered.popitem(last=False)


async def _reply(update: Update, context: Context, question: Question, wanted: Language) -> Reply:
    """The reply to a question, after which its person's next words may mean what it shows."""
    services = context.services
    answered = await services.assistant.answer(question, wanted)
    services.conversations.remember(asker(update), answered, services.now())
    return answered.reply


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
    reply = await _reply(update, context, pressed.press, t.language)
    message = query.message
    if message is None:
        return
    rich = await context.rich(message.chat.id)
    if not isinstance(message, Message):  # too old for Telegram to show; the chat is still known
        await send(message_at(context.bot, message.message_id, message.chat), reply, rich)
        return
    if not pressed.here or not await edit(message, reply, rich):
        await send(message, reply, rich)
