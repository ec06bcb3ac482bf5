"""The methods that ask or set something: the bot itself, chats, members, files; and the answers to queries."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from bot.offline.access import check_member, find_chat
from bot.offline.chats import PrivateChat
from bot.offline.errors import JSON, bad_request
from bot.offline.groups import Channel, member_json
from bot.offline.methods import Files, method
from bot.offline.people import Popup

if TYPE_CHECKING:
    from bot.offline.world import OfflineTelegram

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
MAX_POPUP = 200
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
TEXTS = {
    "Name": ("name", 64),
    "Description": ("description", 512),
    "ShortDescription": ("short_description", 120),
}


@method("getMe")
def get_me(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    return world.me | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": world.inline,
        "supports_guest_queries": True,
    }


def check_scope(world: OfflineTelegram, parameters: JSON) -> None:
    """Refuse a scope of a chat that the bot is not in, or that has no such readers."""
    scope = parameters.get("scope") or {"type": "default"}
    if "chat_id" not in scope:
        return
    chat = find_chat(world, scope)
    check_member(chat)
    if isinstance(chat, Channel):
        raise bad_request("can't change commands in channel chats")
    if isinstance(chat, PrivateChat) and scope["type"] == "chat_administrators":
        raise bad_request("can't use specified scope in private chats")


def scope_key(parameters: JSON) -> tuple[str, str]:
    """The key under which a list of commands is kept: the scope as sorted JSON, and the language."""
    scope = parameters.get("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), parameters.get("language_code", "")


@method("setMyCommands")
def set_my_commands(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    commands = parameters.get("commands") or []
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    check_scope(world, parameters)
    world.commands[scope_key(parameters)] = commands
    return True


@method("getMyCommands")
def get_my_commands(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    check_scope(world, parameters)
    return world.commands.get(scope_key(parameters), [])


@method("deleteMyCommands")
def delete_my_commands(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    world.commands.pop(scope_key(parameters), None)
    return True


def _text_methods(what: str, field: str, limit: int) -> None:
    @method(f"setMy{what}")
    def set_text(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
        text = parameters.get(field, "")
        if len(text) > limit:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        world.texts[field, parameters.get("language_code", "")] = text
        return True

    @method(f"getMy{what}")
    def get_text(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
        usual = world.me["first_name"] if what == "Name" else ""
        return {field: world.texts.get((field, parameters.get("language_code", "")), usual)}


for _what, (_field, _limit) in TEXTS.items():
    _text_methods(_what, _field, _limit)


@method("setChatMenuButton")
def set_chat_menu_button(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    world.menu_buttons[parameters.get("chat_id")] = parameters.get("menu_button") or {"type": "default"}
    return True


@method("getChatMenuButton")
def get_chat_menu_button(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    return world.menu_buttons.get(parameters.get("chat_id"), {"type": "default"})


@method("setWebhook")
def set_webhook(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    url = parameters.get("url", "")
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    world.webhook = url
    if parameters.get("drop_pending_updates"):
        world.waiting.clear()
    return True


@method("deleteWebhook")
def delete_webhook(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    return set_webhook(world, parameters | {"url": ""}, files)


@method("getWebhookInfo")
def get_webhook_info(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    return {
        "url": world.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(world.waiting),
    }


@method("getChat")
def get_chat(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    chat = find_chat(world, parameters)
    if not isinstance(chat, PrivateChat) and chat.upgraded_to is None:
        check_member(chat)
    full: JSON = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if chat.pinned is not None:
        full["pinned_message"] = chat.pinned.to_json(quoted=True)
    return chat.to_json() | full


@method("getChatMember")
def get_chat_member(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    chat = find_chat(world, parameters)
    check_member(chat)
    try:
        user_id = int(parameters.get("user_id", ""))
    except ValueError:
        raise bad_request("invalid user_id specified") from None
    if user_id == world.me["id"]:
        return member_json(world.me, chat.bot_status, chat.bot_rights)
    if isinstance(chat, Channel) and chat.bot_status != "administrator":
        raise bad_request("member list is inaccessible")
    if (member := chat.members.get(user_id)) is not None:
        return member_json(member.user.to_json(), member.status, member.rights)
    if (user := world.users.get(user_id)) is None:
        raise bad_request("user not found")
    return member_json(user.to_json(), "left", {})


@method("getChatMemberCount")
def get_chat_member_count(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    chat = find_chat(world, parameters)
    check_member(chat)
    return len(chat.members) + 1


@method("getChatAdministrators")
def get_chat_administrators(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    chat = find_chat(world, parameters)
    check_member(chat)
    if isinstance(chat, PrivateChat):
        raise bad_request("there are no administrators in the private chat")
    found = [
        member_json(member.user.to_json(), member.status, member.rights)
        for member in chat.members.values()
        if member.status in ("administrator", "creator")
    ]
    if chat.bot_status == "administrator":
        found.append(member_json(world.me, chat.bot_status, chat.bot_rights))
    return found


@method("leaveChat")
def leave_chat(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    chat = find_chat(world, parameters)
    if isinstance(chat, PrivateChat):
        raise bad_request("chat member status can't be changed in private chats")
    check_member(chat)
    chat.bot_status, chat.bot_rights = "left", {}
    return True


@method("getFile")
def get_file(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    file_id = parameters.get("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = world.files.get(file_id)
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": f"u{file_id}",
        "file_size": stored.size,
        "file_path": stored.path,
    }


@method("answerCallbackQuery")
def answer_callback_query(world: OfflineTelegram, parameters: JSON, files: Files) -> Any:
    text = parameters.get("text", "")
    query = world.take_query(parameters.get("callback_query_id"), "callback")
    if query is None:
        raise bad_request(TOO_OLD)
    if len(text) > MAX_POPUP:
        raise bad_request("MESSAGE_TOO_LONG")
    popup = Popup(text, bool(parameters.get("show_alert")), parameters.get("url"))
    query.answer = popup
    if text or popup.url:
        query.user.popups.append(popup)
        world.tell("popup", popup)
    return True
