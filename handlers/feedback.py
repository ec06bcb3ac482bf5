"""Feedback: /feedback, the button 👎 under answers, what people add to it, and what operators answer."""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import callbacks, commands
from bot.botapi.messages import acknowledge, ask, edit, message_under, send, send_to
from bot.chats.feedback import MOST, Author
from bot.context import App, Context
from bot.delivery.errors import SENT, Verdict, verdict_of
from bot.i18n import translator
from bot.operators import Operators
from bot.presses.answers import Wrong
from bot.presses.operators import Handle
from bot.render import feedback as wording
from bot.render.rights import only_operators
from bot.reply import plain_text
from data.chats.feedback import FeedbackEntry
from handlers import questions
from handlers.addressed import asker, pressed, spoken
from handlers.feedback_words import author_of, tell
from handlers.rights import operator

LONGEST = 3000
"""Characters of an operator's answer: with what it quotes it must fit into one message."""
WRITTEN = filters.TEXT & filters.UpdateType.MESSAGES & ~filters.VIA_BOT


class AboutFeedback(filters.MessageFilter):
    """A reply to a message of ours that is about feedback."""

    def filter(self, message: Message) -> bool:
        return mark(message) is not None


def register(app: App) -> None:
    """Register before whatever else reads texts: what replies to such a message is meant for it."""
    command = commands.find("feedback")
    assert command is not None
    names = [command.name, *command.aliases]
    app.add_handler(CommandHandler(names, on_command, filters=filters.UpdateType.MESSAGES))
    app.add_handler(CallbackQueryHandler(on_wrong, pattern=callbacks.reads(Wrong)))
    app.add_handler(CallbackQueryHandler(on_handle, pattern=callbacks.reads(Handle)))
    app.add_handler(MessageHandler(WRITTEN & ~filters.COMMAND & AboutFeedback(), on_reply))


def mark(message: Message) -> tuple[str, int] | None:
    """The mark and number of our message that this one replies to."""
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.id != message.get_bot().id:
        return None
    return wording.mark_of(replied.text or "")


async def on_command(update: Update, context: Context) -> None:
    """Handle /feedback."""
    message = update.effective_message
    if message is None or message.edit_date is not None:
        return
    await take(update, context, message, commands.split(message.text or "")[1].strip())


async def take(update: Update, context: Context, message: Message, words: str) -> None:
    """Take what somebody says to the operators, or ask for it; as a reply to an answer of ours it is about that."""
    if not words:
        await ask(message, *wording.how(await context.translator(update)))
        return
    replied = message.reply_to_message
    ours = replied is not None and replied.from_user is not None and replied.from_user.id == context.bot.id
    answer = (replied.text or replied.caption or "") if replied is not None and ours else ""
    await _report(update, context, message, words, answer)


async def _report(update: Update, context: Context, message: Message, words: str, answer: str = "") -> None:
    t = await context.translator(update)
    entry = await context.services.feedback.report(author_of(update, message, t), words, answer=answer)
    if entry is None:
        await send(message, wording.too_many(t, MOST))
        return
    told = await Operators(context.bot, context.services).feedback(entry)
    await send(message, wording.thanks(t, entry, told=told))


async def on_wrong(update: Update, context: Context) -> None:
    """Handle 👎 under an answer: it goes to the operators at once; words may follow, in reply to our thanks."""
    query, press = pressed(update)
    if query is None or not isinstance(press, Wrong):
        return
    services, question = context.services, press.question
    t = await context.translator(update)
    place, person = query.message, query.from_user.id
    shown = message_under(context.bot, place) if place is not None else None
    author = Author(person, person, t.language) if shown is None else author_of(update, shown, t)
    earlier = await services.feedback.earlier(author, question)
    if earlier is not None:
        await acknowledge(query, wording.already(t, earlier))
        return
    text = (shown.text or shown.caption or "") if shown is not None else ""
    asked = shown.reply_to_message.text if shown is not None and shown.reply_to_message is not None else ""
    entry = await services.feedback.report(
        author,
        question=question,
        asked=asked or wording.asked(question, services.store.catalogue, t),
        answer=text or plain_text((await services.assistant.answer(question, t.language)).reply.html),
    )
    if entry is None:
        await acknowledge(query, wording.too_many(t, MOST))
        return
    if shown is not None:
        await acknowledge(query)
    told = await Operators(context.bot, services).feedback(entry)
    reply = wording.thanks(t, entry, told=told)
    if shown is not None:
        await send(shown, reply)
    else:  # an answer that was shared into a chat in which the bot is not
        await acknowledge(query, reply)


async def on_reply(update: Update, context: Context) -> None:
    """Handle a reply to a message about feedback: an operator's answer, a person's words, or a question after all."""
    message = update.effective_message
    about = mark(message) if message is not None else None
    if message is None or about is None:
        return
    kind, number = about
    if kind == wording.TOLD and operator(update, context) is not None:
        await _answer(update, context, message, number)
        return
    text = spoken(message) or message.text or ""
    last = context.services.conversations.last(asker(update), context.services.now())
    meant = context.services.feedback.read(text, last)
    taken = False
    if meant.tells and message.edit_date is None:
        taken = await _told(update, context, message, text, about)
    if meant.asks or not (taken or message.edit_date):
        private = message.chat.type == ChatType.PRIVATE
        await (questions.on_text if private else questions.on_group_text)(update, context)


async def _told(update: Update, context: Context, message: Message, text: str, mark: tuple[str, int]) -> bool:
    """Take a person's words. Returns False where there is nothing that they belong to."""
    kind, number = mark
    if kind == wording.ASKS:
        await _report(update, context, message, text)
        return True
    return await tell(update, context, message, text, number)


async def on_handle(update: Update, context: Context) -> None:
    """Handle an operator's buttons: be asked for an answer, or be done with it."""
    query, press = pressed(update)
    if query is None or not isinstance(press, Handle):
        return
    t = await context.translator(update)
    box = context.services.feedback.box
    if operator(update, context) is None:
        await acknowledge(query, only_operators(t))
        return
    entry = await (box.done(press.feedback) if press.step == "done" else box.get(press.feedback))
    await acknowledge(query, wording.gone(t, press.feedback) if entry is None else None)
    if entry is None or query.message is None:
        return
    shown = message_under(context.bot, query.message)
    if press.step == "reply":
        await ask(shown, *wording.prompt(t, entry))
    elif not await edit(shown, wording.received(t, entry, done=True)):
        await send(shown, wording.received(t, entry, done=True))


async def _answer(update: Update, context: Context, message: Message, number: int) -> None:
    """Pass an operator's words on to the person; the other operators are told, too."""
    t = await context.translator(update)
    text = (message.text or "").strip()
    entry = await context.services.feedback.box.get(number)
    if message.edit_date is not None:
        return
    if entry is None:
        await send(message, wording.gone(t, number))
    elif len(text) > LONGEST:
        await send(message, wording.too_long(t, LONGEST))
    else:
        verdict = await _deliver(context, entry, text)
        if verdict.kind != "sent":
            await send(message, wording.undelivered(t, entry, verdict.kind, verdict.reason))
            return
        await send(message, wording.delivered(t, entry))
        who = message.from_user.id if message.from_user is not None else 0
        others = Operators(context.bot, context.services).others
        await others(lambda t: [wording.answered_by_another(t, entry, text)], who)


async def _deliver(context: Context, entry: FeedbackEntry, text: str) -> Verdict:
    """Send an answer to the person; a group that became a supergroup moves first."""
    services = context.services
    t = translator(await services.languages.of(entry.chat, entry.language))
    reply, chat = wording.answer(t, entry, text), entry.chat
    for _ in range(2):
        try:
            await send_to(context.bot, chat, reply, entry.thread, entry.message_id)
        except TelegramError as error:
            verdict = verdict_of(error)
            if verdict.kind != "migrated":
                return verdict
            await services.chats.migrate(chat, verdict.new_chat)
            chat = verdict.new_chat
        else:
            return SENT
    return verdict
