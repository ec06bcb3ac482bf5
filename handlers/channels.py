"""Channels managed from a private chat: by their administrators, where the bot may post."""

from __future__ import annotations

from telegram import ChatMemberAdministrator, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.context import Context
from bot.i18n import Translator
from bot.reply import Reply
from bot.subscriptions import Channels, Place
from handlers.rights import ADMINISTRATORS


async def managed(update: Update, context: Context) -> Channels:
    """The channels that the person brought the bot to; only in a private chat."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None or chat.type != ChatType.PRIVATE:
        return ()
    return await context.services.chats.managed_by(user.id)


async def channel_place(update: Update, context: Context, t: Translator, channel: str) -> Place | Reply:
    """The channel, if the person is its administrator and the bot may post there; else what is missing."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None or chat.type != ChatType.PRIVATE:
        return Reply(t("Channels are managed from a private chat with me."))
    bot = context.bot
    target: int | str = channel if channel.startswith("@") else int(channel)
    try:
        found = await bot.get_chat(target)
        if found.type != ChatType.CHANNEL:
            return Reply(
                t("{title} is not a channel; in a group, write the command there.", title=found.title or channel)
            )
        mine = await bot.get_chat_member(found.id, bot.id)
        theirs = await bot.get_chat_member(found.id, user.id)
    except (BadRequest, Forbidden):
        return Reply(t("I cannot see that channel. Make me an administrator of it who may post, then try again."))
    title = found.title or channel
    if not isinstance(mine, ChatMemberAdministrator) or not mine.can_post_messages:
        return Reply(
            t("In the channel {title} I may not post. Make me an administrator who may post messages.", title=title)
        )
    if theirs.status not in ADMINISTRATORS:
        return Reply(t("Only administrators of the channel {title} may change what it follows.", title=title))
    await context.services.chats.upsert(
        found.id, now=context.services.now(), kind=ChatType.CHANNEL, title=title, managed_by=user.id
    )
    return Place(found.id, ChatType.CHANNEL, None, title, channel=True)
