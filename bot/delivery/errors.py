"""What Telegram's answer to an alert means: one table, from python-telegram-bot's exceptions to a verdict."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Literal

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.botapi.transport import NotSent, OutcomeUnknown

VerdictKind = Literal[
    "sent",
    "gone",  # the chat cannot be reached: it is paused, with the reason, until it shows up again
    "migrated",  # a group has a new id
    "topic",  # the topic is closed or deleted: the subscription is kept, an administrator is told
    "rights",  # the bot may not write there now: kept, tried again later
    "ours",  # our own bad request: three of a kind stop the run
    "flood",  # 429: surely not sent, the lane waits
    "not_sent",  # surely not sent, for want of a connection: again later
    "unknown",  # perhaps sent: once more, and counted
    "server",  # Telegram (or a proxy before it) is out of order: again later
    "token",  # Telegram does not know us: nothing can be sent
]
TROUBLE: Final[frozenset[VerdictKind]] = frozenset(("not_sent", "unknown", "server", "token"))
"""Verdicts that say nothing about the chat; many of them are an outage."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a failed or successful send means.

    ``reason`` is a short stable code (for tables, reports and translations), ``detail`` is Telegram's text without ids.
    ``seconds`` belongs to a flood; ``new_chat`` to a migration, 0 if Telegram did not say.
    """

    kind: VerdictKind
    reason: str
    detail: str = ""
    seconds: float = 0.0
    new_chat: int = 0


SENT: Final = Verdict("sent", "")
DEFAULT_FLOOD: Final = 5.0

_REFUSED: Final = (Forbidden, BadRequest)
# The first row that fits wins, from the top: the exception's type, a part of its text in small letters, kind, reason.
# BadRequest is a NetworkError and every timeout is one, so they come before it.
TABLE: Final[tuple[tuple[type[TelegramError] | tuple[type[TelegramError], ...], str, VerdictKind, str], ...]] = (
    (RetryAfter, "", "flood", "flood"),
    (ChatMigrated, "", "migrated", "migrated"),
    (InvalidToken, "", "token", "token"),
    (Conflict, "", "server", "conflict"),
    (_REFUSED, "bot was blocked by the user", "gone", "blocked"),
    (_REFUSED, "user_is_blocked", "gone", "blocked"),
    (_REFUSED, "bot was kicked", "gone", "kicked"),
    (_REFUSED, "user is deactivated", "gone", "deactivated"),
    (_REFUSED, "user_deactivated", "gone", "deactivated"),
    (_REFUSED, "input_user_deactivated", "gone", "deactivated"),
    (_REFUSED, "bot is not a member", "gone", "not_member"),
    (_REFUSED, "bot can't initiate conversation", "gone", "not_started"),
    (_REFUSED, "bot can't send messages to bots", "gone", "is_bot"),
    (_REFUSED, "bots can't send messages to bots", "gone", "is_bot"),
    (_REFUSED, "group chat was deleted", "gone", "deleted"),
    (_REFUSED, "group chat was deactivated", "gone", "deleted"),
    (_REFUSED, "channel_private", "gone", "not_member"),
    (_REFUSED, "chat not found", "gone", "not_found"),
    (_REFUSED, "user not found", "gone", "not_found"),
    (_REFUSED, "peer_id_invalid", "gone", "not_found"),
    (_REFUSED, "upgraded to a supergroup", "rights", "migrated"),  # Telegram did not say to which
    (_REFUSED, "message thread not found", "topic", "topic_deleted"),
    (_REFUSED, "topic_deleted", "topic", "topic_deleted"),
    (_REFUSED, "topic_id_invalid", "topic", "topic_deleted"),
    (_REFUSED, "topic_closed", "topic", "topic_closed"),
    (_REFUSED, "not enough rights", "rights", "no_rights"),
    (_REFUSED, "have no rights to send", "rights", "no_rights"),
    (_REFUSED, "need administrator rights", "rights", "no_rights"),
    (_REFUSED, "chat_write_forbidden", "rights", "no_rights"),
    (_REFUSED, "chat_admin_required", "rights", "no_rights"),
    (_REFUSED, "chat_restricted", "rights", "no_rights"),
    (_REFUSED, "chat_send_plain_forbidden", "rights", "no_rights"),
    (Forbidden, "", "rights", "forbidden"),  # in words we do not know: no chat is paused for them
    (BadRequest, "can't parse entities", "ours", "bad_markup"),
    (BadRequest, "unsupported start tag", "ours", "bad_markup"),
    (BadRequest, "message is too long", "ours", "too_long"),
    (BadRequest, "message text is empty", "ours", "empty"),
    (BadRequest, "button_data_invalid", "ours", "bad_buttons"),
    (BadRequest, "reply markup", "ours", "bad_buttons"),
    (BadRequest, "", "ours", "bad_request"),
    (NotSent, "", "not_sent", "no_connection"),
    (OutcomeUnknown, "", "unknown", "no_answer"),
    (NetworkError, "too many requests", "flood", "flood"),  # a 429 without its parameter
)
# Behind these the standard transport hides what ours says by its type.
_NEVER_LEFT: Final = frozenset(("ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError"))
_AFTER: Final = re.compile(r"retry after (\d+)", re.I)
_IDS: Final = re.compile(r"-?\d{5,}")


def verdict_of(error: Exception) -> Verdict:
    """What a failed send means. An error that is not one of Telegram's counts as unknown: it may have been sent."""
    text = str(error)
    low = text.lower()
    detail = _IDS.sub("…", text)[:200]
    for types, part, kind, reason in TABLE:
        if isinstance(error, types) and part in low:
            if kind == "flood":
                return Verdict(kind, reason, detail, seconds=_flood(error, text))
            if isinstance(error, ChatMigrated):
                return Verdict(kind, reason, new_chat=error.new_chat_id)
            return Verdict(kind, reason, detail)
    cause = error.__cause__
    if type(cause).__name__ in _NEVER_LEFT:
        return Verdict("not_sent", "no_connection", detail)
    answered = cause is None or isinstance(cause, TelegramError)
    if isinstance(error, NetworkError) and not isinstance(error, TimedOut) and answered:
        # The answer was an error page (5xx): not sent, as far as anybody can know.
        return Verdict("server", "server_error", detail)
    return Verdict("unknown", "no_answer", detail)


def _flood(error: Exception, text: str) -> float:
    if isinstance(error, RetryAfter):
        after = error.retry_after
        return after.total_seconds() if isinstance(after, dt.timedelta) else float(after)
    found = _AFTER.search(text)
    return float(found[1]) if found else DEFAULT_FLOOD
