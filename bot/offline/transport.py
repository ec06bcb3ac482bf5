"""A request object for python-telegram-bot that talks to the offline Telegram."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from telegram.request import BaseRequest, RequestData

from bot.offline.errors import JSON
from bot.offline.methods import Files

if TYPE_CHECKING:
    from bot.offline.world import OfflineTelegram


class OfflineRequest(BaseRequest):
    """A transport whose calls go to the world instead of the network. Like HTTPXRequest, it is unusable
    after `shutdown`.
    """

    def __init__(self, world: OfflineTelegram) -> None:
        self._world = world
        self._closed = False

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        self._closed = False

    async def shutdown(self) -> None:
        self._closed = True

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._closed:
            raise RuntimeError("This request object is not initialized!")
        if method == "GET":
            return self._world.download(url)
        name = url.rsplit("/", 1)[1]
        if request_data is None:
            return await self._world.answer(name, {}, {})
        files = _read(request_data) if request_data.contains_files else {}
        return await self._world.answer(name, cast("JSON", request_data.parameters), files)


def _read(request_data: RequestData) -> Files:
    files: Files = {}
    for name, (filename, content, mime) in request_data.multipart_data.items():
        data = content if isinstance(content, bytes) else content.read()
        files[name] = (filename, data, mime)
    return files
