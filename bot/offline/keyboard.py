"""Reply markup, checked as strictly as Telegram does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.offline.errors import JSON, CallRefused, bad_request

MAX_BUTTONS = 100
MAX_IN_ROW = 8
MAX_DATA_BYTES = 64
MAX_COPIED = 256
STYLES = ("primary", "success", "danger")
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
INLINE_FIELDS = frozenset({"text", "style", "icon_custom_emoji_id", *ACTIONS})
FORCE_REPLY = frozenset({"force_reply", "input_field_placeholder", "selective"})
MAX_HINT = 64
KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
# An empty query is an action (it opens the chat's input); empty data or an empty link is none.
MAY_BE_EMPTY = {"switch_inline_query", "switch_inline_query_current_chat", "callback_game"}
HOST = re.compile(r"[^\s.]+(\.[^\s.]+)+$")


@dataclass(frozen=True, slots=True)
class InlineButton:
    """A button as a person sees it: a label, and what it carries."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    copied: str | None = None
    """What a press puts on the clipboard."""
    shared: str | None = None
    """The inline query that a press begins in a chat which the person chooses."""
    style: str = ""
    app: str | None = None
    """The address of a Mini App that a press opens."""


def check_markup(markup: object, *, inline_only: bool = False) -> JSON | None:
    """The markup to keep, or `CallRefused` for a wrong form; the server's own limits are in `check_limits`."""
    if markup is None:
        return None
    if not isinstance(markup, dict) or not any(kind in markup for kind in KINDS):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if inline_only:
            raise bad_request("inline keyboard expected")
        if "keyboard" in markup:
            for button in _buttons(markup["keyboard"]):
                label = button if isinstance(button, str) else button.get("text")
                if not label:
                    raise bad_request("keyboard button text must be non-empty")
        elif "force_reply" in markup:
            _check_force_reply(markup)
        return markup
    for button in _buttons(markup["inline_keyboard"]):
        _check_button(button)
    return markup if any(markup["inline_keyboard"]) else None


def check_limits(markup: JSON | None, *, private: bool = False) -> None:
    """Check the limits that the server itself sets: 64 bytes of data, 100 buttons, 8 in a row, Mini Apps only in a
    ``private`` chat of a person with the bot.
    """
    rows = (markup or {}).get("inline_keyboard", ())
    for row in rows:
        for button in row:
            if "web_app" in button and not private:
                raise bad_request("BUTTON_TYPE_INVALID")
            data = button.get("callback_data")
            if data is not None and len(data.encode()) > MAX_DATA_BYTES:
                raise bad_request("BUTTON_DATA_INVALID")
    # Telegram draws at most eight in a row and is not documented to refuse a ninth; here it is refused.
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")


def shown(markup: JSON | None) -> list[list[InlineButton]]:
    """The inline buttons in rows, as drawn under a message."""
    return [[_shown(button) for button in row] for row in (markup or {}).get("inline_keyboard", ())]


def _shown(button: JSON) -> InlineButton:
    return InlineButton(
        button["text"],
        button.get("callback_data"),
        button.get("url"),
        (button.get("copy_text") or {}).get("text"),
        button.get("switch_inline_query"),
        button.get("style", ""),
        (button.get("web_app") or {}).get("url"),
    )


def _buttons(rows: object) -> list[JSON]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    return [button for row in rows for button in row]


def _unparsable(reason: str) -> CallRefused:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _check_force_reply(markup: JSON) -> None:
    if unknown := set(markup) - FORCE_REPLY:
        raise bad_request(f'can\'t parse reply keyboard markup: unknown field "{min(unknown)}"')
    if markup["force_reply"] is not True:
        raise bad_request("can't parse reply keyboard markup: force_reply must be true")
    hint = markup.get("input_field_placeholder")
    if hint is not None and not 1 <= len(hint) <= MAX_HINT:
        raise bad_request("reply keyboard placeholder is too long")


def _check_button(button: JSON) -> None:
    if not isinstance(button, dict):
        raise _unparsable("InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise _unparsable('Field "text" must be of type String')
    if unknown := set(button) - INLINE_FIELDS:
        raise _unparsable(f'Unknown field "{min(unknown)}"')
    actions = [name for name in ACTIONS if name in button and (button[name] or name in MAY_BE_EMPTY)]
    if not actions:
        raise _unparsable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        # Telegram silently takes the first; a button that means two things is a mistake that should show.
        raise _unparsable(f"Exactly one action must be specified, found {', '.join(actions)}")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if actions == ["url"]:
        _check_url(button["url"])
    if actions == ["web_app"]:
        _check_app(button["web_app"])
    if actions == ["copy_text"]:
        _check_copied(button["copy_text"])
    if button.get("style", STYLES[0]) not in STYLES:
        raise _unparsable("invalid button style specified")


def _check_copied(given: object) -> None:
    if not isinstance(given, dict) or not isinstance(text := given.get("text"), str):
        raise _unparsable('Field "text" must be of type String')
    if set(given) != {"text"}:
        raise _unparsable(f'Unknown field "{min(set(given) - {"text"})}"')
    if not 1 <= len(text) <= MAX_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_app(given: object) -> None:
    if not isinstance(given, dict) or not isinstance(url := given.get("url"), str):
        raise _unparsable('Field "url" must be of type String')
    if set(given) != {"url"}:
        raise _unparsable(f'Unknown field "{min(set(given) - {"url"})}"')
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    if not HOST.match(parts.hostname or ""):
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: Wrong HTTP URL")


def _check_url(url: str) -> None:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in ("http", "https", "tg", "ton", "tonsite"):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if parts.scheme in ("http", "https") and not HOST.match(parts.hostname or ""):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
