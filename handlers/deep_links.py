"""Links that open the bot at an answer, or at an invitation: /start with what the link ends with."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler

from bot import commands, deep_links
from bot.botapi.messages import send
from bot.context import App, Context
from bot.presses.answers import Draw
from bot.roles import links
from handlers import pictures, roles
from handlers.addressed import PRIVATE, asker


def register(app: App) -> None:
    """Register before the questions, whose /start is that without a link."""
    command = commands.find("start")
    assert command is not None
    app.add_handler(CommandHandler([command.name, *command.aliases], on_start, filters=PRIVATE, has_args=1))


async def on_start(update: Update, context: Context) -> None:
    """Answer the question of a link, or offer its role; help where it holds nothing that this version can answer."""
    message = update.effective_message
    if message is None:
        return
    services, written = context.services, (context.args or [""])[0]
    secret = links.secret_of(written)
    if secret is not None:
        await roles.open_invitation(update, context, secret)
        return
    asked = deep_links.read(written)
    if isinstance(asked, Draw):
        if await pictures.show(update, context, message, asked):
            return
        asked = asked.question
    t = await context.translator(update)
    plain = services.assistant.read("/start")
    answered = await services.assistant.answer(asked or plain, t.language)
    if answered.answer.question.intent == "unknown":
        answered = await services.assistant.answer(plain, t.language)
    services.conversations.remember(asker(update), answered, services.now())
    await send(message, answered.reply, await context.rich(message.chat_id))
