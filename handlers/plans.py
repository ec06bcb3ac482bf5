"""Plans of provinces: what an editor answers about the one that they sent, and /plans, by which they manage them."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import callbacks, commands
from bot.botapi.messages import acknowledge, send
from bot.context import App, Context
from bot.presses.plans import BringPlan, ManagePlan
from bot.render.plan_desk import only_editors
from bot.services import Services
from bot.tasks.bringing.conversation import PlanConversation
from handlers.rights import person
from handlers.several_replies import say, say_in_its_place

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


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
    app.add_handler(CallbackQueryHandler(on_step, pattern=callbacks.reads(BringPlan)))
    app.add_handler(CallbackQueryHandler(on_document_button, pattern=callbacks.reads(ManagePlan)))


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


async def on_step(update: Update, context: Context) -> None:
    query, who = update.callback_query, person(update)
    pressed = callbacks.decode(query.data or "") if query is not None else None
    if query is None or pressed is None or not isinstance(pressed.press, BringPlan):
        return
    t = await context.translator(update)
    if who is None:
        await acknowledge(query, only_editors(t))
        return
    bringing = context.services.bringing
    refused = await bringing.refused(who, pressed.press, t)
    await acknowledge(query, refused)
    if refused is not None:
        return
    taken = await bringing.press(who, pressed.press, t)
    replies = taken.replies
    if taken.table is not None:
        replies = await context.services.conversation.receive(who, taken.table, t)
    await say_in_its_place(query, context.bot, replies)


async def on_document_button(update: Update, context: Context) -> None:
    """Handle a button under /plans: what comes of it takes the place of the message it stands under."""
    query, who = update.callback_query, person(update)
    pressed = callbacks.decode(query.data or "") if query is not None else None
    if query is None or pressed is None or not isinstance(pressed.press, ManagePlan):
        return
    t = await context.translator(update)
    if who is None:
        await acknowledge(query, only_editors(t))
        return
    refused, replies = await context.services.plan_desk.press(who, pressed.press, t)
    await acknowledge(query, refused)
    await say_in_its_place(query, context.bot, replies)
