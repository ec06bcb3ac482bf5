"""Questions: commands, free text, edited messages and the buttons under answers."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import callbacks, commands
from bot.answers.model import ChooseAnswer, UnknownAnswer
from bot.botapi.messages import acknowledge, edit, message_at, message_under, send
from bot.context import App, Context
from bot.i18n import Language
from bot.presses.answers import Draw
from bot.questions import Question, export_request
from bot.render.captions import as_pictures, no_picture
from bot.render.errors import stale_button
from bot.reply import Reply
from handlers import exports, feedback_words, follow, home, language, pictures
from handlers.addressed import asker, spoken
from handlers.rights import sees

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
    named = None if text.startswith("/") else context.services.homes.asked_in_words(text)
    if named is not None:
        await home.choose(update, context, message, named)
        return
    if await follow.tasks_in_words(update, context, message, text):
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
    if question.intent == "unknown" and await feedback_words.say_what_is_wrong(update, context, message, text):
        return
    undrawn = False
    drawn = _drawn(text, question) or context.services.pictures.wished(text, question, last)
    if drawn is not None:
        question = drawn.question
        if message.edit_date is None and await pictures.show(update, context, message, drawn):
            return
        seen = await sees(update, context, question)
        undrawn = await context.services.pictures.of(drawn, t.language, seen) is None
    wanted = LANGUAGES.get(question.topic) if question.intent == "help" else None
    if wanted is not None:
        reply = await language.on_wish(update, context, message, wanted)
        if last is not None and last.question is not None:  # what was shown last, in that language
            reply = (await assistant.answer(last.question, wanted)).reply
    else:
        reply = await _reply(update, context, question, t.language, drawn)
        if undrawn and not commands.split(text)[0] and question.intent != "choose":
            reply = no_picture(reply, t)
    replies = context.services.replies
    rich = await context.rich(message.chat_id)
    before = replies.of(message.chat_id, message.message_id) if message.edit_date is not None else None
    if before is not None and await edit(message_at(context.bot, before, message.chat), reply, rich):
        return
    sent = await send(message, reply, rich)
    if sent.message_id:  # 0 where Telegram took the answer and did not say its number
        replies.note(message.chat_id, message.message_id, sent.message_id)


def _drawn(text: str, question: Question) -> Draw | None:
    """The picture with which a command is answered."""
    command, _ = commands.split(text)
    if command is None or not command.drawn:
        return None
    return Draw(question, "map" if command.drawn == "map" else "")


async def _reply(
    update: Update, context: Context, question: Question, wanted: Language, drawn: Draw | None = None
) -> Reply:
    """The reply to a question, after which its person's next words may mean what it shows. ``drawn``: a picture was
    wanted, so what is asked back leads to one.
    """
    services = context.services
    answered = await services.assistant.answer(question, wanted, await sees(update, context, question))
    services.conversations.remember(asker(update), answered, services.now())
    asks_back = isinstance(answered.answer, ChooseAnswer | UnknownAnswer)
    return as_pictures(answered.reply, drawn) if drawn is not None and asks_back else answered.reply


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
    if query.message is None:
        return
    message = message_under(context.bot, query.message)
    rich = await context.rich(message.chat.id)
    if not (pressed.here and query.message.is_accessible and await edit(message, reply, rich)):
        await send(message, reply, rich)
