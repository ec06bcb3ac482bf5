"""What happens to the chats themselves: the bot is added, a group becomes a supergroup."""

from __future__ import annotations

from telegram import ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from handlers.context import App, Context

OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def register(app: App) -> None:
    app.add_handler(ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, on_migration))


async def on_membership(update: Update, context: Context) -> None:
    """Added to a group: one short greeting that says how to ask there."""
    event = update.my_chat_member
    if event is None or event.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP) or not _came_in(event):
        return
    t = await context.translator(update)
    example = "/xephang Hưng Yên PAPI" if t.language == "vi" else "/rank Hung Yen PAPI"
    text = t(
        "Hello. Ask me here with a command, for example {example}, or reply to one of my messages.",
        example=example,
    )
    await context.bot.send_message(event.chat.id, text, parse_mode="HTML")


def _came_in(event: ChatMemberUpdated) -> bool:
    new = event.new_chat_member
    silent = new.status == ChatMemberStatus.RESTRICTED
    return event.old_chat_member.status in OUT and new.status not in OUT and not silent


async def on_migration(update: Update, context: Context) -> None:
    """The group has a new id: everything kept under the old one moves in one transaction."""
    message = update.effective_message
    if message is None:
        return
    old = message.migrate_from_chat_id or message.chat_id
    new = message.migrate_to_chat_id or message.chat_id
    if old != new:
        await context.services.chats.migrate(old, new)
        context.services.languages.moved(old, new)
