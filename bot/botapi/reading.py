"""Updates as they come, made fit to be handled: what cannot be read is left out, and never stops what is behind it.

An update passes three steps. ``cleaned`` takes out of its strings what no database and no message can hold. If it
cannot be parsed whole, because a newer Bot API says something otherwise, it is ``reduced`` to what this bot reads. And
``flaw_of`` says whether every part that handlers rely on is what the Bot API promises: python-telegram-bot itself lets
an id be a list.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any, Final

from telegram import Bot, CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User

log = logging.getLogger(__name__)

JSON = dict[str, Any]

LONGEST: Final = 4096
"""Characters of the longest text that Telegram lets anybody send. What is longer is cut: nobody may wait for it."""
DEEPEST: Final = 64
LARGEST: Final = 1 << 52
"""Telegram's own limit for every id."""
LATEST: Final = 1 << 33
"""A date after this is not one in seconds."""
UNFIT: Final = re.compile(r"[\x00\ud800-\udfff]")
SUSPECT: Final = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
"""How JSON may hide one of them."""
MESSAGES: Final[tuple[str, ...]] = (
    *("message", "edited_message", "channel_post", "edited_channel_post"),
    *("business_message", "edited_business_message", "guest_message"),
)
READ: Final[tuple[str, ...]] = (
    *("message_id", "from", "sender_chat", "chat", "text", "entities", "caption", "document", "via_bot"),
    *("media_group_id", "message_thread_id", "is_topic_message", "business_connection_id"),
    *("migrate_to_chat_id", "migrate_from_chat_id", "guest_query_id"),
)
"""What this bot reads of a message, apart from its dates, its picture and the message it answers."""


class Flaw(ValueError):
    """What is wrong with an update, in words for the log."""


def readable(raw: list[Any]) -> list[Any]:
    """The updates that can be handled. Any other is one line in the log, and only its number is left, so that it counts
    as received: python-telegram-bot would ask for it again for ever, and everything behind it would wait.
    """
    kept = []
    for item in raw:
        number = item.get("update_id") if isinstance(item, dict) else None
        try:
            found, _ = _read(item, None)
        except Exception as error:
            log.warning("an update could not be read and is skipped (number %s): %s", repr(number)[:20], said(error))
            if is_number(number):
                kept.append({"update_id": number})
        else:
            kept.append(found)
    return kept


def update_of(item: Any, bot: Bot, *, clean: bool = False) -> Update:
    """The update, if handlers may rely on it; raises whatever is wrong with it, a Flaw if we found it. ``clean`` says
    that it ``is_clean``.
    """
    return _read(item, bot, clean=clean)[1]


def chat_of(item: JSON) -> int | None:
    """The chat in which an update happened, where ``Update.effective_chat`` finds one: seen in its JSON, before it is
    parsed, so that it may be anything.
    """
    for name, part in item.items():
        if name == "update_id" or not isinstance(part, dict):
            continue
        around = part.get("message") if name == "callback_query" else part
        chat = around.get("chat") if isinstance(around, dict) else None
        found = chat.get("id") if isinstance(chat, dict) else None
        if isinstance(found, int) and is_number(found):
            return found
    return None


def is_clean(body: str) -> bool:
    """Whether ``cleaned`` would surely change nothing in the JSON of this text, which is quicker to see than to do."""
    if len(body) > LONGEST or body.count("{") + body.count("[") > DEEPEST:
        return False
    return SUSPECT.search(body) is None


def said(error: Exception) -> str:
    """What is wrong, without a word of the update itself."""
    return str(error) if isinstance(error, Flaw) else type(error).__name__


def _read(item: Any, bot: Bot | None, *, clean: bool = False) -> tuple[JSON, Update]:
    if not isinstance(item, dict) or not is_number(item.get("update_id")):
        raise Flaw("it has no number")
    known: JSON = item if clean else cleaned(item)
    try:
        update = Update.de_json(known, bot)
    except Exception:
        known = reduced(known)
        update = Update.de_json(known, bot)
    flaw = flaw_of(update)
    if flaw is not None:
        raise Flaw(flaw)
    return known, update


def cleaned(value: Any, depth: int = 0) -> Any:
    """The same JSON, in which strings are bounded and hold only characters that can be stored and sent."""
    if isinstance(value, str):
        return UNFIT.sub("\N{REPLACEMENT CHARACTER}", value[:LONGEST])
    if isinstance(value, dict | list) and depth >= DEEPEST:
        raise Flaw("it is too deep")
    if isinstance(value, dict):
        return {name: cleaned(item, depth + 1) for name, item in value.items()}
    if isinstance(value, list):
        return [cleaned(item, depth + 1) for item in value]
    return value


def reduced(item: JSON) -> JSON:
    """The update with no more of its messages than this bot reads, and with dates that are dates."""
    kept = dict(item)
    for kind in MESSAGES:
        if isinstance(kept.get(kind), dict):
            kept[kind] = _message(kept[kind])
    query = kept.get("callback_query")
    if isinstance(query, dict) and isinstance(query.get("message"), dict):
        kept["callback_query"] = query | {"message": _message(query["message"])}
    return kept


def _message(message: JSON) -> JSON:
    kept: JSON = {name: message[name] for name in READ if name in message}
    kept["date"] = message["date"] if is_number(message.get("date"), LATEST) else 1
    if message.get("edit_date") is not None:
        kept["edit_date"] = message["edit_date"] if is_number(message["edit_date"], LATEST) else 1
    photo = message.get("photo")
    if isinstance(photo, list) and all(isinstance(size, dict) for size in photo):
        kept["photo"] = photo
    answered = message.get("reply_to_message")
    if isinstance(answered, dict):
        kept["reply_to_message"] = _message({name: value for name, value in answered.items() if name in READ})
    return kept


# --- what handlers rely on ----------------------------------------------------------------------------------


def is_number(value: object, limit: int = LARGEST) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -limit < value < limit


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and UNFIT.search(value) is None


def _may_be(check: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or check(value)


Checks = tuple[tuple[str, Callable[[object], bool]], ...]

_USER: Final[Checks] = (
    ("id", is_number),
    ("language_code", _may_be(_is_text)),
)
_CHAT: Final[Checks] = (("id", is_number), ("type", _is_text), ("title", _may_be(_is_text)))
_MESSAGE: Final[Checks] = (
    ("message_id", is_number),
    ("text", _may_be(_is_text)),
    ("caption", _may_be(_is_text)),
    ("message_thread_id", _may_be(is_number)),
    ("migrate_to_chat_id", _may_be(is_number)),
    ("migrate_from_chat_id", _may_be(is_number)),
    ("guest_query_id", _may_be(_is_text)),
    ("media_group_id", _may_be(_is_text)),
)
_ENTITY: Final[Checks] = (("type", _is_text), ("offset", is_number), ("length", is_number))
_DOCUMENT: Final[Checks] = (
    ("file_id", _is_text),
    ("file_name", _may_be(_is_text)),
    ("file_size", _may_be(is_number)),
)
_PHOTO: Final[Checks] = (("file_id", _is_text), ("file_size", _may_be(is_number)))
_QUERY: Final[Checks] = (("id", _is_text), ("data", _may_be(_is_text)))
_INLINE: Final[Checks] = (("id", _is_text), ("query", _is_text))
_MEMBER: Final[Checks] = (("status", _is_text),)


def flaw_of(update: Update) -> str | None:
    """What is wrong with an update, in a few words for the log; None if handlers may rely on it."""
    chat, user = update.effective_chat, update.effective_user
    for what, value in (("chat", chat), ("user", user)):
        if value is not None and (flaw := _flaw_of_party(what, value)):
            return flaw
    for kind in MESSAGES:
        message = getattr(update, kind)
        if message is not None and (flaw := _flaw_of_message(kind, message)):
            return flaw
    if update.callback_query is not None:
        return _flaw_of_query(update.callback_query)
    inline = update.inline_query
    if inline is not None:
        no_one = inline.from_user is None
        return "inline_query has no sender" if no_one else _flaw("inline_query", inline, _INLINE)
    event = update.my_chat_member
    return _flaw_of_member(event) if event is not None else None


def _flaw(what: str, value: object, checks: Checks) -> str | None:
    for name, check in checks:
        if not check(getattr(value, name, None)):
            return f"{what}.{name} is {_kind(getattr(value, name, None))}"
    return None


def _flaw_of_party(what: str, value: object) -> str | None:
    if isinstance(value, User):
        return _flaw(what, value, _USER)
    return _flaw(what, value, _CHAT) if isinstance(value, Chat) else f"{what} is {_kind(value)}"


def _flaw_of_message(what: str, message: object) -> str | None:
    if not isinstance(message, Message):
        return f"{what} is {_kind(message)}"
    if flaw := _flaw_of_party(f"{what}.chat", message.chat) or _flaw(what, message, _MESSAGE):
        return flaw
    for name in ("from_user", "sender_chat", "via_bot"):
        party = getattr(message, name)
        if party is not None and (flaw := _flaw_of_party(f"{what}.{name}", party)):
            return flaw
    for entity in message.entities:
        if flaw := _flaw(f"{what}.entities", entity, _ENTITY):
            return flaw
    for size in message.photo:
        if flaw := _flaw(f"{what}.photo", size, _PHOTO):
            return flaw
    if message.document is not None and (flaw := _flaw(f"{what}.document", message.document, _DOCUMENT)):
        return flaw
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None:
        return _flaw_of_party(f"{what}.reply_to_message.from_user", answered.from_user)
    return None


def _flaw_of_query(query: CallbackQuery) -> str | None:
    if query.from_user is None or (flaw := _flaw("callback_query", query, _QUERY)):
        return flaw if query.from_user is not None else "callback_query has no sender"
    message = query.message
    if message is None:
        return None
    if isinstance(message, Message):
        return _flaw_of_message("callback_query.message", message)
    return _flaw_of_party("callback_query.message.chat", message.chat) or _flaw(
        "callback_query.message", message, (("message_id", is_number),)
    )


def _flaw_of_member(event: ChatMemberUpdated) -> str | None:
    return (
        _flaw_of_party("my_chat_member.chat", event.chat)
        or _flaw_of_party("my_chat_member.from_user", event.from_user)
        or _flaw("my_chat_member.old_chat_member", event.old_chat_member, _MEMBER)
        or _flaw("my_chat_member.new_chat_member", event.new_chat_member, _MEMBER)
    )


def _kind(value: object) -> str:
    """What stands there instead, without its content: what people write is in no log."""
    if value is None:
        return "missing"
    if isinstance(value, str):
        return f"a text of {len(value)} characters"
    return "out of range" if type(value) is int else f"of type {type(value).__name__}"
