"""Two lanes to Telegram, so that replies to people never wait behind alerts.

Alerts have connections of their own (``AlertLane``), and every reply that goes through ``ReplyLane`` moves the alerts
back by one place, so that both together keep within what Telegram accepts from a bot. A flood that stops the alerts
does not stop the replies.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from telegram.request import BaseRequest

from bot.botapi.transport import AiohttpRequest
from bot.botapi.wrappers import Wrapped
from bot.journal import sent
from bot.proxy import Proxy

_COUNTED: Final = ("send", "edit", "copy", "forward")
_TOLD: Final = (*_COUNTED, "answer")


class AlertLane(AiohttpRequest):
    """Connections for alerts only, as many as there may be sends in flight."""

    def __init__(self, calls: int, *, read_timeout: float = 10.0, proxy: Proxy | None = None) -> None:
        # Nobody waits for an alert: a slow answer is better than an unknown outcome.
        super().__init__(connection_pool_size=calls, read_timeout=read_timeout, pool_timeout=5.0, proxy=proxy)


class ReplyLane(Wrapped):
    """The application's own transport. ``on_reply`` (a sender's ``give_way``) may be set later."""

    def __init__(self, inner: BaseRequest, on_reply: Callable[[], None] | None = None) -> None:
        super().__init__(inner)
        self.on_reply = on_reply

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        if name.startswith(_TOLD):
            sent()
            if self.on_reply is not None and name.startswith(_COUNTED):
                self.on_reply()
        return await super().do_request(url, method, *args, **kwargs)
