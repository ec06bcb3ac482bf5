"""The methods that exist, and the parameters of each one (Bot API 10, as far as the bot may need them)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.offline.errors import JSON, CallRefused, bad_request

if TYPE_CHECKING:
    from bot.offline.world import OfflineTelegram

Files = dict[str, tuple[str, bytes, str]]
Method = Callable[["OfflineTelegram", JSON, Files], Any]

_BUSINESS = "business_connection_id"
_SENDING = (
    f"{_BUSINESS} chat_id message_thread_id direct_messages_topic_id disable_notification protect_content "
    "allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters reply_markup"
)
_CAPTION = "caption parse_mode caption_entities"
_EDITING = f"{_BUSINESS} chat_id message_id inline_message_id reply_markup"

PARAMETERS: dict[str, frozenset[str]] = {
    name: frozenset(allowed.split())
    for name, allowed in {
        "getMe": "",
        "getUpdates": "offset limit timeout allowed_updates",
        "setWebhook": "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
        "deleteWebhook": "drop_pending_updates",
        "getWebhookInfo": "",
        "setMyCommands": "commands scope language_code",
        "getMyCommands": "scope language_code",
        "deleteMyCommands": "scope language_code",
        "setMyName": "name language_code",
        "getMyName": "language_code",
        "setMyDescription": "description language_code",
        "getMyDescription": "language_code",
        "setMyShortDescription": "short_description language_code",
        "getMyShortDescription": "language_code",
        "setChatMenuButton": "chat_id menu_button",
        "getChatMenuButton": "chat_id",
        "sendMessage": f"{_SENDING} text parse_mode entities link_preview_options",
        "sendRichMessage": f"{_SENDING} rich_message",
        "sendPhoto": f"{_SENDING} {_CAPTION} photo show_caption_above_media has_spoiler",
        "sendDocument": f"{_SENDING} {_CAPTION} document thumbnail disable_content_type_detection",
        "sendChatAction": f"{_BUSINESS} chat_id message_thread_id action",
        "editMessageText": f"{_EDITING} text parse_mode entities link_preview_options rich_message",
        "editMessageCaption": f"{_EDITING} {_CAPTION} show_caption_above_media",
        "editMessageMedia": f"{_EDITING} media",
        "editMessageReplyMarkup": _EDITING,
        "deleteMessage": "chat_id message_id",
        "deleteMessages": "chat_id message_ids",
        "pinChatMessage": f"{_BUSINESS} chat_id message_id disable_notification",
        "unpinChatMessage": f"{_BUSINESS} chat_id message_id",
        "answerCallbackQuery": "callback_query_id text show_alert url cache_time",
        "answerInlineQuery": "inline_query_id results cache_time is_personal next_offset button",
        "answerGuestQuery": "guest_query_id result",
        "getChat": "chat_id",
        "getChatMember": "chat_id user_id",
        "getChatMemberCount": "chat_id",
        "getChatAdministrators": "chat_id return_bots",
        "leaveChat": "chat_id",
        "getFile": "file_id",
    }.items()
}

# Telegram does not distinguish capitals in a method's name.
NAMES = {name.lower(): name for name in PARAMETERS}
METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[Method], Method]:
    """Register the function that answers `name`; it returns the JSON result or raises `CallRefused`."""
    assert name in PARAMETERS, name

    def register(function: Method) -> Method:
        METHODS[name] = function
        return function

    return register


def check_call(name: str, parameters: JSON, files: Files) -> str:
    """The method's name as documented, or `CallRefused`.

    Telegram ignores a parameter that it does not know; here it is a mistake, and answered with 400.
    """
    known = NAMES.get(name.lower())
    if known is None:
        raise CallRefused(404, "Not Found")
    allowed = PARAMETERS[known]
    for parameter in parameters:
        if parameter not in allowed:
            raise bad_request(f'unknown parameter "{parameter}" of {known}')
    for parameter in files:
        # Files named by attach://… carry names of their own.
        if parameter not in allowed and not parameter.startswith("attached"):
            raise bad_request(f'unknown file "{parameter}" of {known}')
    return known
