"""Who opened a page within Telegram: the data that a Mini App is given, and whether they are Telegram's (pure).

Telegram signs them with the bot's token, so that nobody else can make them; see core.telegram.org/bots/webapps.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

LONGEST = 3_500
"""Characters; Telegram gives about 600."""
OLDEST, AHEAD = dt.timedelta(hours=24), dt.timedelta(minutes=5)
"""So old may they be, and so far may Telegram's clock be before ours."""
MOST_FIELDS = 20
DIGITS = re.compile(r"[0-9]{1,12}")
HASH = re.compile(r"[0-9a-f]{64}")
LARGEST_ID = 1 << 52
"""Telegram's numbers of people have at most so many."""


class InitDataRefused(Exception):
    """These are not Telegram's data, or they are too old. The reason is for the log and holds nothing of them."""


@dataclass(frozen=True, slots=True)
class TelegramPerson:
    """Who opened the page; the language of their Telegram is '' where it does not say."""

    id: int
    language_code: str = ""


def person_of(given: str, token: str, now: dt.datetime) -> TelegramPerson:
    """The person for whom the data were made. Raises InitDataRefused."""
    if len(given) > LONGEST:
        raise InitDataRefused("too long")
    try:
        pairs = parse_qsl(given, keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise InitDataRefused("not understood") from None
    fields = dict(pairs)
    said = fields.pop("hash", "")
    if len(fields) != len(pairs) - 1 or not HASH.fullmatch(said):
        raise InitDataRefused("no hash, or a field twice")
    if not hmac.compare_digest(signature(fields, token), said):
        raise InitDataRefused("not signed by Telegram for this bot")
    made = fields.get("auth_date", "")
    age = now.timestamp() - int(made) if DIGITS.fullmatch(made) else float("inf")
    if not -AHEAD.total_seconds() <= age <= OLDEST.total_seconds():
        raise InitDataRefused("too old")
    return _person(fields.get("user", ""))


def signature(fields: dict[str, str], token: str) -> str:
    """What Telegram signs the fields with, ``hash`` not being one of them: 64 hex digits."""
    checked = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)
    return hmac.new(key, checked.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _person(user: str) -> TelegramPerson:
    try:
        said = json.loads(user)
        found, code = said["id"], said.get("language_code", "")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise InitDataRefused("of nobody") from None
    if type(found) is not int or not 0 < found < LARGEST_ID:
        raise InitDataRefused("of nobody")
    return TelegramPerson(found, code if isinstance(code, str) else "")
