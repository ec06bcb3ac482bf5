"""A reply's buttons and its text as the Bot API expects them: the only place that does this. Pure, and
free of Telegram.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from bot.callbacks import encode
from bot.reply import Button

NO_PREVIEW: Final = {"is_disabled": True}
HTML: Final = "HTML"


def inline_keyboard(rows: Iterable[Iterable[Button]]) -> list[list[dict[str, str]]]:
    """The rows of an inline keyboard; a button whose question does not fit into callback data is left out."""
    drawn = []
    for row in rows:
        buttons = [(button, encode(button.press, here=button.here)) for button in row]
        line = [{"text": button.label, "callback_data": data} for button, data in buttons if data]
        if line:
            drawn.append(line)
    return drawn


def text_parameters(html: str, keyboard: list[Any]) -> dict[str, Any]:
    """The parameters that ``sendMessage`` and ``editMessageText`` take for a text and its inline keyboard,
    wherever it goes.
    """
    parameters: dict[str, Any] = {"text": html, "parse_mode": HTML, "link_preview_options": NO_PREVIEW}
    if keyboard:
        parameters["reply_markup"] = {"inline_keyboard": keyboard}
    return parameters
