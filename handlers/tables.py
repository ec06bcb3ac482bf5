"""/tables: whether a chat gets real tables or text. In groups only administrators may change it."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot import commands
from bot.botapi.messages import send
from bot.context import App, Context
from bot.names import fold
from bot.render import real_tables as wording
from handlers.rights import may_manage, refusal

ANYWHERE = filters.UpdateType.MESSAGES | filters.UpdateType.CHANNEL_POSTS
WISHES = {"on": True, "bat": True, "mo": True, "co": True, "off": False, "tat": False, "khong": False}
"""How a wish is said, as folded."""


def register(app: App) -> None:
    command = commands.find("tables")
    assert command is not None
    app.add_handler(CommandHandler([command.name, *command.aliases], on_command, filters=ANYWHERE))


async def on_command(update: Update, context: Context) -> None:
    """Change it, or say how it is where no wish is understood."""
    message = update.effective_message
    if message is None:
        return
    t, services = await context.translator(update), context.services
    _, rest = commands.split(message.text or "")
    wanted = WISHES.get(fold(rest))
    if wanted is None:
        await send(message, wording.state(t, wanted=await context.rich(message.chat_id) is not None))
    elif await may_manage(update, context):
        await services.chats.set_tables(message.chat_id, wanted, now=services.now(), kind=message.chat.type)
        await send(message, wording.chosen(t, wanted=wanted, unknown=services.rich.unknown))
    else:
        await send(message, await refusal(update, context, t))
