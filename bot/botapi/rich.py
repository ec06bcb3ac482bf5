"""Rich messages with real tables, for chats that want them (Bot API 10.1; python-telegram-bot does not know them yet).

A server that does not know them is asked once. What it refuses for another reason goes out as ordinary text; where it
is not known whether a message arrived, it is not sent again in any form.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from telegram import Bot, Message
from telegram.error import BadRequest, EndPointNotFound

from bot.botapi.rich_support import RichSupport

log = logging.getLogger(__name__)

SEND: Final = "sendRichMessage"
EDIT: Final = "editmessagetext"
"""In small letters, which Telegram takes alike: python-telegram-bot warns of a method that it has one of its own for,
and that one does not know ``rich_message``.
"""

UNCHANGED: Final = "message is not modified"


async def send_rich(bot: Bot, support: RichSupport, html: str, parameters: dict[str, Any]) -> Message | None:
    """Send to the place that ``parameters`` name; None where it did not go, and ordinary text is to."""
    try:
        found = await _call(bot, support, SEND, html, parameters)
    except BadRequest as error:
        log.info("a rich message was refused (%s); it goes out as text", error)
        return None
    return found if isinstance(found, Message) else None


async def edit_rich(bot: Bot, support: RichSupport, html: str, parameters: dict[str, Any]) -> bool:
    """Put it in the place of the message that ``parameters`` name; False where ordinary text is to be tried."""
    try:
        return await _call(bot, support, EDIT, html, parameters) is not None
    except BadRequest as error:
        if UNCHANGED in str(error).lower():
            return True
        log.info("a message could not be made a rich one (%s); it becomes text", error)
        return False


async def _call(bot: Bot, support: RichSupport, method: str, html: str, parameters: dict[str, Any]) -> Any:
    """What Telegram answers; None where it is not asked, for it does not know rich messages."""
    if support.unknown:
        return None
    given = {name: value for name, value in parameters.items() if value is not None}
    given["rich_message"] = {"html": html, "skip_entity_detection": True}
    try:
        return await bot.do_api_request(method, api_kwargs=given, return_type=Message)
    except EndPointNotFound:
        support.unknown = True
        log.warning("this server of the Bot API does not know rich messages: tables go out as text (said once)")
        return None
