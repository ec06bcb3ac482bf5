"""A reply's buttons and its text as the Bot API expects them: the only place that does this. Pure, and
free of Telegram.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from bot.callbacks import encode
from bot.reply import Button

NO_PREVIEW: Final = {"is_disabled": True}
HTML: Final = "HTML"
JSON = dict[str, Any]


def inline_keyboard(
    rows: Iterable[Iterable[Button]], *, sharing: bool = True, private: bool = False
) -> list[list[JSON]]:
    """The rows of an inline keyboard; a button whose question does not fit into callback data is left out, and one that
    shares where the bot cannot be asked inline, for Telegram may refuse the whole message. It does refuse a Mini App
    anywhere but in a ``private`` chat with the bot: elsewhere that button is a link.
    """
    drawn = []
    for row in rows:
        line = [
            shown for shown in (_button(one, private) for one in row if sharing or not one.share) if shown is not None
        ]
        if line:
            drawn.append(line)
    return drawn


def stored(rows: Iterable[Iterable[Button]]) -> str:
    """The keyboard in the form that the outbox keeps."""
    return json.dumps(inline_keyboard(rows), ensure_ascii=False, separators=(",", ":"))


def _button(button: Button, private: bool) -> JSON | None:
    shown: JSON = {"text": button.label}
    if button.press is not None:
        data = encode(button.press, here=button.here)
        if not data:
            return None
        shown["callback_data"] = data
    elif button.app and private:
        shown["web_app"] = {"url": button.app}
    elif button.url or button.app:
        shown["url"] = button.url or button.app
    elif button.copy:
        shown["copy_text"] = {"text": button.copy}
    else:
        shown["switch_inline_query"] = button.share
    if button.style:
        shown["style"] = button.style
    return shown


def text_parameters(html: str, keyboard: list[Any]) -> dict[str, Any]:
    """The parameters that ``sendMessage`` and ``editMessageText`` take for a text and its inline keyboard,
    wherever it goes.
    """
    parameters: dict[str, Any] = {"text": html, "parse_mode": HTML, "link_preview_options": NO_PREVIEW}
    if keyboard:
        parameters["reply_markup"] = {"inline_keyboard": keyboard}
    return parameters
