"""Plans of provinces: what an editor answers about the one that they sent, and /plans, by which they manage them."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import callbacks, commands
from bot.botapi.messages import acknowledge, send
from bot.context import App, Context
from bot.i18n import Translator
from bot.presses.plans import BringPlan, ManagePlan, PlanPress
from bot.render.plan_desk import only_editors
from bot.reply import Reply
from bot.services import Services
from bot.tasks.bringing.conversation import PlanConversation
from handlers.addressed import PRIVATE, pressed
from handlers.rights import person
from handlers.several_replies import say, say_in_its_place


class AboutPlan(filters.MessageFilter):
    """What a person writes about a plan that they are asked about, which ``handlers.admission`` has looked for."""

    def __init__(self, conversation: PlanConversation) -> None:
        super().__init__()
        self._conversation = conversation

    def filter(self, message: Message) -> bool:
        user = message.from_user
        return user is not None and self._conversation.awaits(user.id, message.text or "", message.message_id)


def register(app: App) -> None:
    """Register before the questions, and before what operators write about a table."""
    services: Services = app.bot_data
    command = commands.find("plans")
    assert command is not None
    app.add_handler(CommandHandler([command.name, *command.aliases], on_command, filters=PRIVATE))
    app.add_handler(MessageHandler(PRIVATE & filters.TEXT & AboutPlan(services.bringing), on_text))
    app.add_handler(CallbackQueryHandler(on_button, pattern=callbacks.reads(BringPlan, ManagePlan)))


async def on_command(update: Update, context: Context) -> None:
    """Handle /plans: the documents of the editor's province, or of the one that is named."""
    message, who = update.message, person(update)
    if message is None or who is None:
        return
    _, named = commands.split(message.text or "")
    t = await context.translator(update)
    await send(message, await context.services.plan_desk.listed(who, named, t))


async def on_text(update: Update, context: Context) -> None:
    """Handle the number, date, title or reason that the last question about a plan asked for."""
    message, who = update.message, person(update)
    if message is None or who is None:
        return
    t = await context.translator(update)
    await say(message, await context.services.bringing.text(who, message.text or "", message.message_id, t))


async def on_button(update: Update, context: Context) -> None:
    """Handle a button about a plan: what comes of it takes the place of the message it stands under."""
    query, press = pressed(update)
    who = person(update)
    if query is None or not isinstance(press, PlanPress):
        return
    t = await context.translator(update)
    if who is None:
        await acknowledge(query, only_editors(t))
        return
    if isinstance(press, ManagePlan):
        refused, replies = await context.services.plan_desk.press(who, press, t)
        await acknowledge(query, refused)
    else:
        refused = await context.services.bringing.refused(who, press, t)
        await acknowledge(query, refused)
        replies = await _taken(context, who, press, t) if refused is None else []
    await say_in_its_place(query, context.bot, replies)


async def _taken(context: Context, who: int, press: BringPlan, t: Translator) -> list[Reply]:
    """What comes of a step; a file that was said to be a table goes on as one."""
    taken = await context.services.bringing.press(who, press, t)
    if taken.table is not None:
        return await context.services.conversation.receive(who, taken.table, t)
    return taken.replies
