"""The methods that send, edit, delete and pin."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.offline.access import check_send, find_chat, find_message, find_reply, find_thread
from bot.offline.chats import OfflineChat, Seen
from bot.offline.content import MessageContent, caption_content, media_content, rich_content, text_content
from bot.offline.errors import JSON, bad_request
from bot.offline.groups import Channel, Group, Shared
from bot.offline.keyboard import check_limits, check_markup
from bot.offline.methods import Files, method

if TYPE_CHECKING:
    from bot.offline.world import OfflineTelegram

CHAT_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
DELETABLE = timedelta(hours=48)
# Used when the message is made; the rest of a call is kept as Seen.params.
USED = frozenset(
    [
        "chat_id",
        "text",
        "rich_message",
        "caption",
        "parse_mode",
        "entities",
        "caption_entities",
        "reply_markup",
        "reply_parameters",
        "message_thread_id",
    ]
)


def _send(world: OfflineTelegram, parameters: JSON, content: MessageContent) -> JSON:
    markup = check_markup(parameters.get("reply_markup"))
    chat = find_chat(world, parameters)
    check_send(chat, content.kind)
    if "business_connection_id" in parameters:
        raise bad_request("business connection not found")
    reply_to = find_reply(world, chat, parameters)
    thread = find_thread(chat, parameters, reply_to)
    content.check_length()
    check_limits(markup, private=chat.type == "private")
    channel = isinstance(chat, Channel)
    seen = chat.new(
        sender=None if channel else world.me,
        sender_chat=chat.to_json() if channel else None,
        by_bot=True,
        markup=markup,
        thread=thread,
        reply_to=reply_to,
        params={key: value for key, value in parameters.items() if key not in USED},
        **content.fields(),
    )
    return seen.to_json()


@method("sendMessage")
def send_message(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    return _send(world, parameters, text_content(parameters))


@method("sendRichMessage")
def send_rich_message(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    return _send(world, parameters, rich_content(parameters.get("rich_message")))


@method("sendPhoto")
def send_photo(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    content = caption_content(parameters)
    content.attach(world, "photo", parameters.get("photo"), files)
    return _send(world, parameters, content)


@method("sendDocument")
def send_document(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    content = caption_content(parameters)
    content.attach(world, "document", parameters.get("document"), files)
    return _send(world, parameters, content)


@method("sendChatAction")
def send_chat_action(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    if parameters.get("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = find_chat(world, parameters)
    check_send(chat, "text messages")
    if parameters.get("message_thread_id") not in (None, 1):
        find_thread(chat, parameters, None)
    chat.actions.append(parameters["action"])
    return True


def _edit(seen: Seen, markup: JSON | None, content: MessageContent | None) -> JSON:
    """Put new content (None: only the buttons) and buttons in place. A change to the same is refused."""
    if not seen.by_bot:
        raise bad_request("message can't be edited")
    if content is not None:
        content.check_length()
    check_limits(markup, private=seen.chat.type == "private" and "via_bot" not in (seen.service or {}))
    changed = content is not None and content.differs(seen)
    if not changed and (seen.markup or None) == (markup or None):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    seen.change(markup=markup, **({} if content is None else content.fields()))
    return seen.to_json()


@method("editMessageText")
def edit_message_text(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    rich = parameters.get("rich_message")
    if rich is not None and "text" in parameters:
        raise bad_request("text and rich_message can't be used together")
    content = text_content(parameters) if rich is None else rich_content(rich)
    markup = check_markup(parameters.get("reply_markup"), inline_only=True)
    seen = find_message(world, parameters, "edit")
    if seen.photo is not None or seen.document is not None:
        raise bad_request("there is no text in the message to edit")
    return _edit(seen, markup, content)


@method("editMessageCaption")
def edit_message_caption(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    content = caption_content(parameters)
    markup = check_markup(parameters.get("reply_markup"), inline_only=True)
    seen = find_message(world, parameters, "edit")
    if seen.photo is None and seen.document is None:
        raise bad_request("there is no caption in the message to edit")
    content.keep_media_of(seen)
    return _edit(seen, markup, content)


@method("editMessageMedia")
def edit_message_media(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    content = media_content(world, parameters, files)
    markup = check_markup(parameters.get("reply_markup"), inline_only=True)
    return _edit(find_message(world, parameters, "edit"), markup, content)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    markup = check_markup(parameters.get("reply_markup"), inline_only=True)
    return _edit(find_message(world, parameters, "edit"), markup, None)


def _may_delete(world: OfflineTelegram, chat: OfflineChat, seen: Seen) -> bool:
    if isinstance(chat, Group) and chat.bot_status == "administrator" and chat.bot_can("can_delete_messages"):
        return True
    if isinstance(chat, Shared) and not seen.by_bot:
        return False
    return world.timestamp() - seen.date < DELETABLE.total_seconds()


def _delete(world: OfflineTelegram, seen: Seen) -> None:
    del seen.chat.stored[seen.message_id]
    world.tell("delete", seen)


@method("deleteMessage")
def delete_message(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    seen = find_message(world, parameters, "delete")
    if not _may_delete(world, seen.chat, seen):
        raise bad_request("message can't be deleted")
    _delete(world, seen)
    return True


@method("deleteMessages")
def delete_messages(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    chat = find_chat(world, parameters)
    ids = parameters.get("message_ids", [])
    if not 1 <= len(ids) <= 100:
        raise bad_request("message identifiers are not specified" if not ids else "too many messages specified")
    for seen in [chat.stored[one] for one in map(int, ids) if one in chat.stored]:
        if _may_delete(world, chat, seen):
            _delete(world, seen)
    return True


@method("pinChatMessage")
def pin_chat_message(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    seen = find_message(world, parameters, "pin")
    _check_pinning(seen.chat)
    seen.chat.pinned = seen
    return True


@method("unpinChatMessage")
def unpin_chat_message(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    chat = find_chat(world, parameters)
    _check_pinning(chat)
    if chat.pinned is None:
        raise bad_request("message to unpin not found")
    chat.pinned = None
    return True


def _check_pinning(chat: OfflineChat) -> None:
    right = "can_edit_messages" if isinstance(chat, Channel) else "can_pin_messages"
    if isinstance(chat, Shared) and not (chat.bot_status == "administrator" and chat.bot_rights.get(right)):
        raise bad_request("not enough rights to manage pinned messages in the chat")
