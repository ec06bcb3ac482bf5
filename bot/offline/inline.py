"""Answers to inline queries and to guests, checked, and what becomes of a result that somebody chooses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.offline.chats import OfflineChat, Seen
from bot.offline.content import MessageContent, caption_content, check_picture, text_content
from bot.offline.errors import JSON, bad_request
from bot.offline.keyboard import check_limits, check_markup
from bot.offline.methods import Files, method
from bot.offline.people import InlineAnswer
from bot.offline.queries import TOO_OLD

if TYPE_CHECKING:
    from bot.offline.world import OfflineTelegram

MAX_RESULTS = 50
START = re.compile(r"[A-Za-z0-9_-]{1,64}")
BOTH = frozenset({"type", "id", "title", "description", "reply_markup", "input_message_content"})
FIELDS = {
    "article": BOTH | {"url", "thumbnail_url", "thumbnail_width", "thumbnail_height"},
    "photo": BOTH | {"photo_file_id", "caption", "parse_mode", "caption_entities", "show_caption_above_media"},
}
"""The kinds of results that the bot may need, and what each may hold."""


def check_result(world: OfflineTelegram, result: JSON) -> MessageContent:
    """The message that a result becomes, or `CallRefused`."""
    kind = result.get("type", "")
    if kind not in FIELDS:
        raise bad_request(f"can't parse inline query result: Unsupported type {kind!r}")
    if unknown := set(result) - FIELDS[kind]:
        raise bad_request(f'can\'t parse inline query result: Unknown field "{min(unknown)}"')
    if not 1 <= len(str(result.get("id", "")).encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    check_limits(check_markup(result.get("reply_markup"), inline_only=True))
    given = result.get("input_message_content")
    if kind == "article":
        if not result.get("title", "").strip():
            raise bad_request("can't parse inline query result: Can't find field \"title\"")
        if not isinstance(given, dict) or "message_text" not in given:
            raise bad_request("MESSAGE_TEXT_EMPTY: input_message_content must be specified")
    if given is not None:
        content = text_content(given | {"text": given["message_text"]})
    else:
        content = caption_content(result)
        content.photo_id = result.get("photo_file_id", "")
        stored = world.files.get(content.photo_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        content.photo, content.photo_size = stored.data, check_picture(stored.data)
    content.check_length()
    return content


def post(chat: OfflineChat, result: JSON, **author: object) -> Seen:
    """Put the message of a result into a chat."""
    content = check_result(chat.world, result)
    return chat.new(markup=check_markup(result.get("reply_markup")), **author, **content.fields())


@method("answerInlineQuery")
def answer_inline_query(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    results = parameters.get("results") or []
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    for result in results:
        check_result(world, result)
    ids = [str(result["id"]) for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    button = parameters.get("button")
    if button is not None:
        _check_button(button)
    query = world.take_query(parameters.get("inline_query_id"), "inline")
    if query is None:
        raise bad_request(TOO_OLD)
    query.answer = InlineAnswer(
        results,
        parameters.get("next_offset", ""),
        button,
        int(parameters.get("cache_time", 300)),
        bool(parameters.get("is_personal")),
    )
    return True


def _check_button(button: JSON) -> None:
    if not button.get("text"):
        raise bad_request("inline query results button text must be non-empty")
    if set(button) - {"text", "start_parameter", "web_app"} or ("start_parameter" in button) == ("web_app" in button):
        raise bad_request("can't parse inline query results button: exactly one action must be specified")
    if "start_parameter" in button and not START.fullmatch(button["start_parameter"]):
        raise bad_request("START_PARAM_INVALID")


@method("answerGuestQuery")
def answer_guest_query(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    result = parameters.get("result")
    if not isinstance(result, dict):
        raise bad_request("result must be specified")
    check_result(world, result)
    query = world.take_query(parameters.get("guest_query_id"), "guest")
    if query is None or query.asked_in is None:
        raise bad_request(TOO_OLD)
    asked = query.asked_in
    seen = post(asked.chat, result, sender=world.me, by_bot=True, thread=asked.thread, reply_to=asked)
    query.answer = InlineAnswer([result])
    return {"inline_message_id": f"inline-{seen.message_id}"}
