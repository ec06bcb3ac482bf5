"""Following: /follow, /unfollow, /following, /quiet, the same in words, and the buttons under answers and alerts."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, filters

from bot import callbacks, commands
from bot.botapi.messages import acknowledge, edit, send
from bot.chats.subscriptions import Destination
from bot.context import App, Context
from bot.i18n import Translator
from bot.presses import Press
from bot.presses.following import Follow, FollowTasks, Listing, Quiet, Stop, StopTasks, Unfollow, UnfollowTasks
from bot.questions import Question, follow_request, task_follow_request
from bot.questions.follow_request import FollowRequest, Verb
from bot.questions.task_follow_request import TaskWish
from bot.reply import Reply
from handlers.addressed import asker, pressed, spoken
from handlers.channels import channel_place, managed
from handlers.rights import may_manage, refusal

VERBS: tuple[Verb, ...] = ("follow", "unfollow", "following")
PRESSES = (Follow, Unfollow, Listing, Stop, FollowTasks, UnfollowTasks, StopTasks, Quiet)
ANYWHERE = filters.UpdateType.MESSAGES | filters.UpdateType.CHANNEL_POSTS


def register(app: App) -> None:
    """Register before the questions, whose handlers take every text."""
    handlers: list[BaseHandler[Update, Context, None]] = [
        CallbackQueryHandler(on_button, pattern=callbacks.reads(*PRESSES)),
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
    if verb is None:
        return
    request = follow_request.request(verb, rest)
    wish = task_follow_request.behind(verb, request.names) if verb != "following" else None
    if wish is not None:
        await _do_tasks(update, context, message, wish, request.options.channel)
    else:
        await _do(update, context, message, request)


async def tasks_in_words(update: Update, context: Context, message: Message, text: str) -> bool:
    """Do what a sentence wishes about following tasks; False where it wishes nothing of the kind."""
    wish = None if text.startswith("/") else task_follow_request.asked(text)
    if wish is None:
        return False
    request = follow_request.request(wish.verb, wish.names)  # which takes out the channel
    await _do_tasks(update, context, message, replace(wish, names=request.names), request.options.channel)
    return True


async def _do_tasks(update: Update, context: Context, message: Message, wish: TaskWish, channel: str) -> None:
    t = await context.translator(update)
    place = await _place(update, context, message, t, channel)
    if isinstance(place, Reply):
        await send(message, place)
        return
    if not place.channel and not await may_manage(update, context):
        await send(message, await refusal(update, context, t))
        return
    following, channels = context.services.task_following, await managed(update, context)
    if wish.verb == "unfollow":
        await send(message, await following.unfollow(place, wish.names, t, channels))
    else:
        await send(message, await following.follow(place, wish.names, t, channels))


async def on_question(update: Update, context: Context, message: Message, question: Question) -> None:
    """Handle a wish about following that was said in words ("theo dõi Hưng Yên", "stop following PAPI")."""
    verb = verb_of(question)
    assert verb is not None
    named = question.provinces or question.index or question.region or question.choices
    text = spoken(message) or ""
    if named:
        request = FollowRequest(verb, "", follow_request.request(verb, text).options)
        said: Question | None = replace(question, heard="")
    else:
        request = follow_request.in_words(verb, text, question.heard if verb == "follow" else "")
        said = _shown_last(update, context, request)
    await _do(update, context, message, request, said)


def verb_of(question: Question) -> Verb | None:
    """What is wished about following, also where it is not clear of what; None for any other question."""
    while question.intent == "choose" and question.then is not None:
        question = question.then
    return next((verb for verb in VERBS if verb == question.intent), None)


def _shown_last(update: Update, context: Context, request: FollowRequest) -> Question | None:
    """What was asked before, where somebody wants to hear of it and names nothing ("báo mình khi có mới"), or no longer
    wants to and points at it ("ngừng theo dõi tỉnh này").
    """
    services = context.services
    meant = request.verb == "follow" or (request.verb == "unfollow" and bool(request.names))
    everything = follow_request.all_named(request.names)
    if not meant or everything or not services.assistant.names_nothing(request.names):
        return None
    last = services.conversations.last(asker(update), services.now())
    question = last.question if last is not None else None
    return replace(question, heard="") if question is not None else None


async def _do(
    update: Update, context: Context, message: Message, request: FollowRequest, said: Question | None = None
) -> None:
    t = await context.translator(update)
    place = await _place(update, context, message, t, request.options.channel)
    await send(message, place if isinstance(place, Reply) else await _answer(update, context, place, request, said, t))
    services = context.services
    meant = said or (services.assistant.read(f"/rank {request.names}") if request.names else None)
    if request.verb != "following" and meant is not None and (meant.provinces or meant.index):
        wish = Question(request.verb, provinces=meant.provinces, index=meant.index)
        services.conversations.wished(asker(update), wish, services.now())


async def _answer(
    update: Update,
    context: Context,
    place: Destination,
    request: FollowRequest,
    said: Question | None,
    t: Translator,
) -> Reply:
    subscriptions = context.services.subscriptions
    channels = await managed(update, context)
    match request.verb:
        case "following":
            return await subscriptions.listing(place, t, channels)
        case _ if not place.channel and not await may_manage(update, context):
            return await refusal(update, context, t)
        case "unfollow":
            return await subscriptions.unfollow(place, request, t, said)
        case _:
            return await subscriptions.follow(place, request, t, channels, said)


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
        await send(message, await context.services.subscriptions.quiet(place, request.names, t))


async def on_button(update: Update, context: Context) -> None:
    """Handle a button: 🔔 adds an answer below; removal, undo and options change the message they stand under."""
    query, press = pressed(update)
    if query is None or press is None:
        return
    message = query.message
    if not isinstance(message, Message):
        await acknowledge(query)
        return
    t = await context.translator(update)
    channel = getattr(press, "channel", 0)
    place = await _place(update, context, message, t, str(channel) if channel else "")
    if isinstance(place, Reply):
        await acknowledge(query, place)
        return
    looks = isinstance(press, Listing)
    if not looks and not place.channel and not await may_manage(update, context):
        await acknowledge(query, await refusal(update, context, t))
        return
    await acknowledge(query)
    reply = await _pressed(update, context, place, press, t)
    below = isinstance(press, Stop | StopTasks) or (isinstance(press, Follow | FollowTasks) and not press.again)
    if below or not await edit(message, reply):
        await send(message, reply)


async def _pressed(update: Update, context: Context, place: Destination, press: Press, t: Translator) -> Reply:
    subscriptions = context.services.subscriptions
    channels = await managed(update, context)
    match press:
        case Follow():
            return await subscriptions.add(place, press, t, channels)
        case Unfollow():
            return await subscriptions.remove(place, press, t)
        case Stop():
            return await subscriptions.stop(place, press.index, t, channels)
        case FollowTasks():
            return await context.services.task_following.add(place, press, t, channels)
        case UnfollowTasks():
            return await context.services.task_following.remove(place, press, t)
        case StopTasks():
            return await context.services.task_following.stop(place, press, t, channels)
        case Quiet():
            hours = None if press.start == press.end else (press.start, press.end)
            return await subscriptions.set_quiet(place, hours, t)
        case _:
            return await subscriptions.listing(place, t, channels)


async def _place(
    update: Update, context: Context, message: Message, t: Translator, channel: str
) -> Destination | Reply:
    """Where alerts are to go: here, in this topic, or in a channel that the person manages; otherwise a reply
    that says why not.
    """
    if channel:
        return await channel_place(update, context, t, channel)
    thread = message.message_thread_id if message.is_topic_message else None
    return Destination(message.chat_id, message.chat.type, thread, message.chat.title or "")
