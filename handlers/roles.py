"""Roles: /roles lists them and invites people, its buttons take away, leave and revoke; an invitation is answered."""

from __future__ import annotations

from contextlib import suppress

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import callbacks, commands
from bot.botapi.messages import acknowledge, edit, message_under, send, send_to
from bot.context import App, Context
from bot.i18n import Translator, translator
from bot.operators import Operators
from bot.presses import Press
from bot.presses.roles import AnswerInvitation, Appoint, RoleStep
from bot.render import roles
from bot.reply import Reply
from bot.roles.desk import Person, RoleOutcome
from handlers.addressed import pressed
from handlers.rights import is_operator, person

COMMAND = "roles"


def register(app: App) -> None:
    command = commands.find(COMMAND)
    assert command is not None
    names = [command.name, *command.aliases]
    app.add_handler(CommandHandler(names, on_command, filters=filters.UpdateType.MESSAGE))
    app.add_handler(CallbackQueryHandler(on_button, pattern=callbacks.reads(RoleStep, AnswerInvitation, Appoint)))


async def on_command(update: Update, context: Context) -> None:
    """Handle /roles: alone it shows, with words it invites whom they name."""
    message = update.message
    if message is None:
        return
    t = await context.translator(update)
    who = acting(update, context)
    if who is None:
        if message.chat.type != ChatType.PRIVATE:
            await send(message, roles.only_private(t))
        return
    words = commands.split(message.text or "")[1].strip()
    desk = context.services.roles
    await send(message, await desk.appoint(who, words, context.bot.username, t) if words else await desk.shown(who, t))


async def open_invitation(update: Update, context: Context, secret: str) -> None:
    """Offer what a link gives; in a chat that is not one person's own nothing is offered."""
    message, who = update.message, acting(update, context)
    if message is not None and who is not None:
        t = await context.translator(update)
        await send(message, await context.services.roles.opened(secret, who.id, t))


async def on_button(update: Update, context: Context) -> None:
    """Handle a press: what came of it takes the place of the message; what it was refused for is a pop-up."""
    query, press = pressed(update)
    if query is None or press is None:
        return
    t = await context.translator(update)
    who = acting(update, context)
    if who is None or query.message is None:
        await acknowledge(query, roles.only_private(t))
        return
    outcome = await _outcome(update, context, who, press, t)
    await acknowledge(query, outcome.reply if outcome.refused else None)
    if outcome.refused:
        return
    if outcome.appointed:  # what they are told of tasks comes without a press that says their language
        await context.services.languages.keep(who.id, ChatType.PRIVATE, t.language)
    message = message_under(context.bot, query.message)
    if not await edit(message, outcome.reply):
        await send(message, outcome.reply)
    await _tell(context, who, outcome)


async def _outcome(update: Update, context: Context, who: Person, press: Press, t: Translator) -> RoleOutcome:
    desk = context.services.roles
    match press:
        case RoleStep():
            return await desk.step(press, who, t)
        case AnswerInvitation():
            return await desk.answer(press, who, t)
        case Appoint():
            return await desk.go_on(press, _words(update), who, context.bot.username, t)
    raise AssertionError(press)


def _words(update: Update) -> str | None:
    """An operator's words, which stand in the question about them; None where Telegram no longer shows it."""
    message = update.callback_query.message if update.callback_query is not None else None
    for line in (message.text or "").splitlines() if isinstance(message, Message) else ():
        command, words = commands.split(line)
        if command is not None and command.name == COMMAND:
            return words
    return None


async def _tell(context: Context, who: Person, outcome: RoleOutcome) -> None:
    """Tell the other operators, and the person whose role it was."""
    word = outcome.operators
    if word is not None:
        await Operators(context.bot, context.services).others(lambda t: [word(t)], who.id)
    if outcome.told is not None:
        id, theirs = outcome.told
        reply: Reply = theirs(translator(await context.services.languages.of(id, None)))
        with suppress(TelegramError):  # they have blocked the bot, perhaps; the role has ended all the same
            await send_to(context.bot, id, reply)


def acting(update: Update, context: Context) -> Person | None:
    """Who wrote or pressed in their own chat with the bot; None for anybody and anything else."""
    id = person(update)
    user = update.effective_user
    if id is None or user is None:
        return None
    name = f"{user.full_name} (@{user.username})" if user.username else user.full_name
    return Person(id, is_operator(id, context), name)
