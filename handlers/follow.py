"""Following: /follow, /unfollow, /following, /quiet, the same in words, and the buttons under answers and alerts."""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import actions, commands
from bot.actions import Action, Publish
from bot.botapi.messages import acknowledge, change, popup, send
from bot.context import App, Context
from bot.i18n import Translator
from bot.questions import follow_request
from bot.questions.follow_request import Request, Verb
from bot.reply import Reply
from bot.subscriptions import Place
from handlers.channels import channel_place, managed
from handlers.rights import may_manage, refusal

VERBS: tuple[Verb, ...] = ("follow", "unfollow", "following")
ANYWHERE = filters.UpdateType.MESSAGES | filters.UpdateType.CHANNEL_POSTS
PATTERN = r"^[fulsq]:"


class Said(filters.MessageFilter):
    """Free text about following, in a private chat or meant for us in a group."""

    def filter(self, message: Message) -> bool:
        text = spoken(message)
        return text is not None and follow_request.heard(text) is not None


def spoken(message: Message) -> str | None:
    """What was said to us; None for a command, or what was said to others."""
    text = message.text or ""
    if text.startswith("/"):
        return None
    if message.chat.type == ChatType.PRIVATE:
        return text
    me = message.get_bot()
    name = f"@{me.username}"
    replied = message.reply_to_message
    to_us = replied is not None and replied.from_user is not None and replied.from_user.id == me.id
    return text.replace(name, " ") if to_us or name.lower() in text.lower() else None


def register(app: App) -> None:
    """Before the questions: their handlers take every text."""
    handlers: list[BaseHandler[Update, Context, None]] = [
        MessageHandler(filters.UpdateType.MESSAGES & filters.TEXT & ~filters.VIA_BOT & Said(), on_words),
        CallbackQueryHandler(on_button, pattern=PATTERN),
    ]
    for verb in VERBS:
        handlers.append(CommandHandler(_names(verb), on_command, filters=ANYWHERE))
    handlers.append(CommandHandler(_names("quiet"), on_quiet, filters=ANYWHERE))
    for handler in handlers:
        app.add_handler(handler)


def _names(name: str) -> list[str]:
    command = commands.find(name)
    assert command is not None
    return [command.name, *command.aliases]


async def on_command(update: Update, context: Context) -> None:
    message = update.effective_message
    if message is None:
        return
    command, rest = commands.split(message.text or "")
    verb = next((verb for verb in VERBS if command is not None and command.name == verb), None)
    if verb is not None:
        await _do(update, context, message, follow_request.request(verb, rest))


async def on_words(update: Update, context: Context) -> None:
    """ "theo dõi Hưng Yên", "stop following PAPI"."""
    message = update.effective_message
    found = follow_request.heard(spoken(message) or "") if message is not None else None
    if message is not None and found is not None:
        await _do(update, context, message, follow_request.request(*found))


async def _do(update: Update, context: Context, message: Message, request: Request) -> None:
    t = await context.translator(update)
    place = await _place(update, context, message, t, request.options.channel)
    await send(message, place if isinstance(place, Reply) else await _answer(update, context, place, request, t))


async def _answer(update: Update, context: Context, place: Place, request: Request, t: Translator) -> Reply:
    subscribing = context.services.subscribing
    channels = await managed(update, context)
    match request.verb:
        case "following":
            return await subscribing.listing(place, t, channels)
        case _ if not place.channel and not await may_manage(update, context):
            return await refusal(update, context, t)
        case "unfollow":
            return await subscribing.unfollow(place, request, t)
        case _:
            await context.services.languages.settle(place.chat, place.kind, t.language)
            return await subscribing.follow(place, request, t, channels)


async def on_quiet(update: Update, context: Context) -> None:
    message = update.effective_message
    if message is None:
        return
    t = await context.translator(update)
    _, rest = commands.split(message.text or "")
    request = follow_request.request("follow", rest)
    place = await _place(update, context, message, t, request.options.channel)
    if isinstance(place, Reply):
        await send(message, place)
    elif rest.strip() and not place.channel and not await may_manage(update, context):
        await send(message, await refusal(update, context, t))
    else:
        await send(message, await context.services.subscribing.quiet(place, request.names, t))


async def on_button(update: Update, context: Context) -> None:
    """🔔 adds an answer below; removal, undo and options change the message they stand under."""
    query = update.callback_query
    if query is None:
        return
    t = await context.translator(update)
    action = actions.decode(query.data or "")
    if action is None or isinstance(action, Publish):
        await acknowledge(query, t("This button is from an older version. Please ask again."))
        return
    message = query.message
    if not isinstance(message, Message):
        await acknowledge(query)
        return
    channel = getattr(action, "channel", 0)
    place = await _place(update, context, message, t, str(channel) if channel else "")
    looks = isinstance(action, actions.Listing)
    if isinstance(place, Reply):
        await acknowledge(query, popup(place))
        return
    if not looks and not place.channel and not await may_manage(update, context):
        await acknowledge(query, popup(await refusal(update, context, t)))
        return
    await acknowledge(query)
    reply = await _pressed(update, context, place, action, t)
    below = isinstance(action, actions.Stop) or (isinstance(action, actions.Follow) and not action.again)
    if below or not await change(message, reply):
        await send(message, reply)


async def _pressed(update: Update, context: Context, place: Place, action: Action, t: Translator) -> Reply:
    subscribing = context.services.subscribing
    channels = await managed(update, context)
    match action:
        case actions.Follow():
            await context.services.languages.settle(place.chat, place.kind, t.language)
            return await subscribing.add(place, action, t, channels)
        case actions.Unfollow():
            return await subscribing.remove(place, action, t)
        case actions.Stop():
            return await subscribing.stop(place, action.index, t, channels)
        case actions.Quiet():
            hours = None if action.start == action.end else (action.start, action.end)
            return await subscribing.set_quiet(place, hours, t)
        case _:
            return await subscribing.listing(place, t, channels)


async def _place(update: Update, context: Context, message: Message, t: Translator, channel: str) -> Place | Reply:
    """Where alerts are to go: here, in this topic, or in a channel that the person manages; else why not."""
    if channel:
        return await channel_place(update, context, t, channel)
    thread = message.message_thread_id if message.is_topic_message else None
    return Place(message.chat_id, message.chat.type, thread, message.chat.title or "")
