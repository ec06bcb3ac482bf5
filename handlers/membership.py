"""What happens to the chats themselves: the bot is added, blocked or let back, a group becomes a supergroup."""

from __future__ import annotations

from contextlib import suppress

from telegram import ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden
from telegram.ext import ChatMemberHandler, MessageHandler, TypeHandler, filters

from bot.botapi.menus import chat_menu
from bot.botapi.messages import send_to
from bot.context import App, Context
from bot.i18n import language_of, translator
from bot.render import channels, membership

FIRST = -2
"""The group of handlers that see every update before it is answered."""
OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def register(app: App) -> None:
    app.add_handler(TypeHandler(Update, on_any), group=FIRST)
    app.add_handler(ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, on_migration))


async def on_any(update: Update, context: Context) -> None:
    """Resume a chat that could not be reached and now writes again: what waited for it is sent."""
    chat = update.effective_chat
    if chat is not None and update.my_chat_member is None and not _of_others(update):
        await _resume(chat.id, context)


def _of_others(update: Update) -> bool:
    """Whether it happened in a chat of a business account or of a guest, in which the bot itself is nobody."""
    return any(
        (
            update.business_message,
            update.edited_business_message,
            update.deleted_business_messages,
            update.guest_message,
        )
    )


async def _resume(chat: int, context: Context) -> None:
    services = context.services
    if await services.chats.resume(chat, services.now()):
        services.wake()


async def on_membership(update: Update, context: Context) -> None:
    """Resume the alerts of a chat that can be written to again; greet a group, and tell whoever added the
    bot to a channel.
    """
    event = update.my_chat_member
    if event is None:
        return
    if event.new_chat_member.status not in OUT:
        await _resume(event.chat.id, context)
    if event.chat.type == ChatType.CHANNEL:
        await _channel(event, context)
    elif event.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP) and _came_in(event):
        greeting = membership.greeting(await context.translator(update), context.bot.username)
        await send_to(context.bot, event.chat.id, greeting)


async def _channel(event: ChatMemberUpdated, context: Context) -> None:
    """Note that the bot became administrator of a channel: whoever did it may manage it, and is told how if they ever
    wrote to the bot.
    """
    services = context.services
    if event.new_chat_member.status != ChatMemberStatus.ADMINISTRATOR:
        return
    title = event.chat.title or ""
    await services.chats.upsert(
        event.chat.id, now=services.now(), kind=ChatType.CHANNEL, title=title, managed_by=event.from_user.id
    )
    if not _came_in(event):
        return
    t = translator(await services.languages.of(event.from_user.id, event.from_user.language_code))
    with suppress(BadRequest, Forbidden):  # they never wrote to the bot, and Telegram does not let it begin
        await send_to(context.bot, event.from_user.id, channels.can_post(t, title))


def _came_in(event: ChatMemberUpdated) -> bool:
    new = event.new_chat_member
    silent = new.status == ChatMemberStatus.RESTRICTED
    return event.old_chat_member.status in OUT and new.status not in OUT and not silent


async def on_migration(update: Update, context: Context) -> None:
    """Move everything kept under a group's old id to its new one, in one transaction."""
    message = update.effective_message
    if message is None:
        return
    old = message.migrate_from_chat_id or message.chat_id
    new = message.migrate_to_chat_id or message.chat_id
    if old != new:
        await context.services.chats.migrate(old, new)
        context.services.forget_in_memory(old)
        known = await context.services.chats.get(new)
        chosen = language_of(known.language) if known is not None and known.language else None
        if chosen is not None:
            await chat_menu(context.bot, new, chosen)
