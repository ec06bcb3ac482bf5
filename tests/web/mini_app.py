"""What Telegram gives to a Mini App, made as Telegram makes it."""

from __future__ import annotations

import datetime as dt
import json
from urllib.parse import quote, urlencode

from bot.web.init_data import signature

TOKEN = "123456:A-secret_that-must_never-be-shown00"
DARK = {
    "bg_color": "#17212b", "text_color": "#f5f5f5", "hint_color": "#708499", "link_color": "#6ab3f3",
    "button_color": "#5288c1", "button_text_color": "#ffffff", "secondary_bg_color": "#232e3c",
}  # fmt: skip
"""The dark theme of Telegram Desktop."""


def init_data(person: int, made: dt.datetime, *, token: str = TOKEN, user: str | None = None) -> str:
    """The data of who opened a Mini App by a button under a message."""
    named = json.dumps({"id": person, "first_name": "Lan", "language_code": "vi"}) if user is None else user
    fields = {
        "query_id": "AAHdF6IQAAAAAN0XohDhrOrc",
        "user": named,
        "auth_date": str(int(made.timestamp())),
        "signature": "FNWSy6kv5n4kkmYYmfTbrgRtswTvwXgHTRWBjp-YOv2srMMFHYnu",
    }
    return urlencode(fields | {"hash": signature(fields, token)}, quote_via=quote)


def location_hash(given: str, theme: dict[str, str], platform: str = "android") -> str:
    """What stands behind ``#`` when Telegram opens a page."""
    fields = {
        "tgWebAppData": given,
        "tgWebAppVersion": "9.1",
        "tgWebAppPlatform": platform,
        "tgWebAppThemeParams": json.dumps(theme),
    }
    return urlencode(fields, quote_via=quote)
