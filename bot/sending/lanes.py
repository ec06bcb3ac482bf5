"""Two lanes to Telegram: replies to people never wait behind alerts.

Alerts have connections of their own (``AlertLane``), and every reply that goes through ``ReplyLane`` moves
the alerts back by one place, so that both together keep within what Telegram takes from a bot. A flood
that stops the alerts does not stop the replies.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from telegram.request import BaseRequest, RequestData

from bot.transport import AiohttpRequest

_COUNTED: Final = ("send", "edit", "copy", "forward")
_DEFAULT: Final = BaseRequest.DEFAULT_NONE


class AlertLane(AiohttpRequest):
    """Connections for alerts only: as many as sends may be in flight."""

    def __init__(self, calls: int, *, read_timeout: float = 10.0, proxy: str | None = None) -> None:
        # Nobody waits for an alert: a slow answer is better than an unknown outcome.
        super().__init__(connection_pool_size=calls, read_timeout=read_timeout, pool_timeout=5.0, proxy=proxy)


class ReplyLane(BaseRequest):
    """The application's own transport, wrapped. ``on_reply`` (a sender's ``give_way``) may be set later."""

    def __init__(self, inner: BaseRequest, on_reply: Callable[[], None] | None = None) -> None:
        self._inner = inner
        self.on_reply = on_reply

    @property
    def read_timeout(self) -> float | None:
        return self._inner.read_timeout

    async def initialize(self) -> None:
        await self._inner.initialize()

    async def shutdown(self) -> None:
        await self._inner.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = _DEFAULT,
        write_timeout: Any = _DEFAULT,
        connect_timeout: Any = _DEFAULT,
        pool_timeout: Any = _DEFAULT,
    ) -> tuple[int, bytes]:
        if self.on_reply is not None and url.rpartition("/")[2].startswith(_COUNTED):
            self.on_reply()
        return await self._inner.do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )
