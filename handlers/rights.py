"""Who may change what a chat has chosen: anyone in a private chat, administrators elsewhere; and who is an operator."""

from __future__ import annotations

from contextlib import suppress

from telegram import Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from bot.context import Context
from bot.i18n import Translator
from bot.questions import Question
from bot.render.rights import only_administrators
from bot.reply import Reply

ADMINISTRATORS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


def is_operator(user: int, context: Context) -> bool:
    """Whether somebody is an operator, wherever they write. What only operators may do asks ``operator`` instead."""
    return user in context.services.settings.admins


def person(update: Update) -> int | None:
    """The person who wrote this or pressed, in their own chat with the bot; None for anybody and anything else.

    Only an ordinary message and a press under one count. A private chat alone says little: the chat of a business
    account with its customer is one, too, and what is edited or posted elsewhere is not said to the bot.
    """
    query = update.callback_query
    message = update.message if query is None else query.message
    user = query.from_user if query is not None else update.message.from_user if update.message is not None else None
    if message is None or user is None or user.is_bot:
        return None
    if isinstance(message, Message) and (message.business_connection_id or message.sender_chat or message.via_bot):
        return None
    return user.id if message.chat.type == ChatType.PRIVATE and message.chat.id == user.id else None


def operator(update: Update, context: Context) -> int | None:
    """The operator who wrote this or pressed, in their own chat with the bot, as ``person``; None for all others."""
    who = person(update)
    return who if who is not None and is_operator(who, context) else None


async def sees(update: Update, context: Context, question: Question) -> frozenset[str]:
    """The provinces whose reports on tasks are shown with the answer to a question, although they are not public: those
    in which whoever asks has a role, in their own chat with the bot.
    """
    who = person(update) if question.intent == "tasks" else None
    return await context.services.reports.sees(who) if who is not None else frozenset()


async def may_manage(update: Update, context: Context) -> bool:
    """Whether the sender may change the chat's choices: anyone in a private chat, and administrators, anonymous or not.
    A channel post counts as an administrator's, but a press in a channel does not, as everybody may press there.
    """
    chat = update.effective_chat
    if chat is None:
        return False
    if chat.type == ChatType.PRIVATE or (chat.type == ChatType.CHANNEL and update.callback_query is None):
        return True
    message = update.message or update.edited_message
    if message is not None and message.sender_chat is not None and update.callback_query is None:
        return message.sender_chat.id == chat.id  # an anonymous administrator writes as the group itself
    user = update.effective_user
    if user is None:
        return False
    member = await context.bot.get_chat_member(chat.id, user.id)
    return member.status in ADMINISTRATORS


async def refusal(update: Update, context: Context, t: Translator) -> Reply:
    """The reply that says who may do it: the administrators, by name where Telegram tells them."""
    chat = update.effective_chat
    names: list[str] = []
    with suppress(TelegramError):  # their names are a courtesy
        found = await context.bot.get_chat_administrators(chat.id) if chat is not None else ()
        names = [
            one.user.first_name for one in found if not one.user.is_bot and not getattr(one, "is_anonymous", False)
        ]
    return only_administrators(t, names)
