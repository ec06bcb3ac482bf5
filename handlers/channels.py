"""Channels managed from a private chat: by their administrators, where the bot may post."""

from __future__ import annotations

from telegram import ChatMemberAdministrator, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.chats.subscriptions import Channels, Destination
from bot.context import Context
from bot.i18n import Translator
from bot.render import channels as wording
from bot.reply import Reply
from handlers.rights import ADMINISTRATORS


async def managed(update: Update, context: Context) -> Channels:
    """The channels to which the person brought the bot; only in a private chat."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None or chat.type != ChatType.PRIVATE:
        return ()
    return await context.services.chats.managed_by(user.id)


async def channel_place(update: Update, context: Context, t: Translator, channel: str) -> Destination | Reply:
    """The channel, if the person is its administrator and the bot may post there; otherwise a reply that says
    what is missing.
    """
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None or chat.type != ChatType.PRIVATE:
        return wording.from_private_only(t)
    bot = context.bot
    target: int | str = channel if channel.startswith("@") else int(channel)
    try:
        found = await bot.get_chat(target)
        if found.type != ChatType.CHANNEL:
            return wording.not_a_channel(t, found.title or channel)
        mine = await bot.get_chat_member(found.id, bot.id)
        theirs = await bot.get_chat_member(found.id, user.id)
    except (BadRequest, Forbidden):
        return wording.unseen(t)
    title = found.title or channel
    if not isinstance(mine, ChatMemberAdministrator) or not mine.can_post_messages:
        return wording.may_not_post(t, title)
    if theirs.status not in ADMINISTRATORS:
        return wording.only_its_administrators(t, title)
    await context.services.chats.upsert(
        found.id, now=context.services.now(), kind=ChatType.CHANNEL, title=title, managed_by=user.id
    )
    return Destination(found.id, ChatType.CHANNEL, None, title, channel=True)
