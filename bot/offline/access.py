"""Which chat or message a call means, and whether the bot may do that there, in Telegram's order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.offline.chats import PRESENT, OfflineChat, PrivateChat, Seen
from bot.offline.errors import JSON, CallRefused, bad_request, forbidden
from bot.offline.groups import Shared

if TYPE_CHECKING:
    from bot.offline.world import OfflineTelegram

RIGHT_TO_SEND = {
    "text messages": "can_send_messages",
    "photos": "can_send_photos",
    "documents": "can_send_documents",
}


def find_chat(world: OfflineTelegram, parameters: JSON, key: str = "chat_id") -> OfflineChat:
    """The chat, whatever the bot may do in it."""
    given = parameters.get(key, "")
    if given == "":
        raise bad_request(f"{key} is empty")
    if isinstance(given, str) and given.startswith("@"):
        raise bad_request("chat not found")  # no chat here has a public name
    try:
        chat = world.chats.get(int(given))
    except ValueError:
        chat = None
    if chat is None:
        raise bad_request("chat not found")
    return chat


def check_member(chat: OfflineChat) -> None:
    """Raise unless the bot is in the chat; in a private chat the account only has to exist still."""
    if chat.upgraded_to is not None:
        raise CallRefused(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.upgraded_to.id},
        )
    if isinstance(chat, PrivateChat):
        if chat.user.deactivated:
            raise forbidden("user is deactivated")
    elif chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    elif chat.bot_status not in PRESENT:
        raise forbidden(f"bot is not a member of the {chat.type} chat")


def check_send(chat: OfflineChat, what: str) -> None:
    """Raise unless the bot may send `what` ("text messages", "photos", "documents") there."""
    check_member(chat)
    if isinstance(chat, PrivateChat):
        if chat.user.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
    elif isinstance(chat, Shared):
        if chat.type == "channel":
            if not chat.bot_can("can_post_messages"):
                raise bad_request("need administrator rights in the channel chat")
        elif not chat.bot_can(RIGHT_TO_SEND[what]):
            raise bad_request(f"not enough rights to send {what} to the chat")


def find_thread(chat: OfflineChat, parameters: JSON, reply_to: Seen | None) -> int | None:
    """The topic a message goes to. The general topic has no number: Telegram refuses 1, and so does this."""
    thread = parameters.get("message_thread_id")
    if thread is None:
        thread = reply_to.thread if reply_to is not None and reply_to.chat is chat else None
    if thread is None:
        return None
    topic = chat.topics.get(int(thread))
    if topic is None:
        raise bad_request("message thread not found")
    manages = isinstance(chat, Shared) and chat.bot_status == "administrator" and chat.bot_can("can_manage_topics")
    if topic.closed and not manages:
        raise bad_request("TOPIC_CLOSED")
    return topic.thread


def find_reply(world: OfflineTelegram, chat: OfflineChat, parameters: JSON) -> Seen | None:
    """The message that is replied to. A missing one is refused unless allow_sending_without_reply is set."""
    reply = parameters.get("reply_parameters")
    if reply is None:
        return None
    if "message_id" not in reply:
        raise bad_request('can\'t find field "message_id"')
    where = find_chat(world, reply) if "chat_id" in reply else chat
    seen = where.stored.get(int(reply["message_id"]))
    if seen is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return seen


def find_message(world: OfflineTelegram, parameters: JSON, doing: str) -> Seen:
    """The message a call is about; refuses with "message to edit not found" and the like."""
    if "inline_message_id" in parameters:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = find_chat(world, parameters)
    check_member(chat)
    if "message_id" not in parameters:
        raise bad_request("message identifier is not specified")
    seen = chat.stored.get(int(parameters["message_id"]))
    if seen is None:
        raise bad_request(f"message to {doing} not found")
    return seen
