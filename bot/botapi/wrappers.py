"""Transports that wrap another transport: they change only how an answer is read."""

from __future__ import annotations

import json
import logging
import re
from http import HTTPStatus
from typing import Any, Final

from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

from bot.botapi.outages import Outages
from bot.botapi.reading import LARGEST, LATEST, is_number
from bot.botapi.transport import PoolTimeout, object_of

log = logging.getLogger(__name__)

TAKEN: Final = re.compile(rb'\s*\{\s*"ok"\s*:\s*true\b')
"""How an answer begins that says that Telegram did what it was asked, whatever follows."""
MESSAGES: Final = re.compile(r"(?:send|edit)(?!ChatAction|MediaGroup|MessageDraft)\w+")
"""The methods that answer with the one message that they sent or edited."""
OURS: Final = "Unknown error in HTTP implementation"
"""How python-telegram-bot words a mistake that was made before anything was sent."""
DONE: Final = b'{"ok":true,"result":true}'


class Wrapped(BaseRequest):
    """A transport that passes everything on to another, unchanged."""

    __slots__ = ("_inner",)

    def __init__(self, inner: BaseRequest) -> None:
        self._inner = inner

    @property
    def read_timeout(self) -> float | None:
        return self._inner.read_timeout

    @property
    def tells_begin(self) -> bool:
        """Whether the transport inside calls ``begins`` of a request when its first byte goes."""
        return getattr(self._inner, "tells_begin", False)

    async def initialize(self) -> None:
        await self._inner.initialize()

    async def shutdown(self) -> None:
        await self._inner.shutdown()

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        return await self._inner.do_request(url, method, *args, **kwargs)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        return object_of(payload)


class Watched(Wrapped):
    """Tells ``outages`` how every call ended, and lets only answers of the Bot API through.

    A page of a proxy, whatever its status, becomes a 502: it says nothing about the token, the chat or the message. An
    answer of 200 that says that it is a refusal becomes that refusal.
    """

    __slots__ = ("_outages",)

    def __init__(self, inner: BaseRequest, outages: Outages) -> None:
        super().__init__(inner)
        self._outages = outages

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        try:
            status, payload = await super().do_request(url, method, *args, **kwargs)
        except PoolTimeout:
            raise  # we are the ones who are busy
        except NetworkError as error:
            self._outages.failed(error.message)
            raise
        if method != "GET":  # a downloaded file may be anything
            status, payload = judged(status, payload)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            why = _phrase(status) if method == "GET" else _said(payload) or _phrase(status)
            self._outages.failed(why, answered=True)
        else:
            self._outages.worked()
        return status, payload


def judged(status: int, payload: bytes) -> tuple[int, bytes]:
    """The status and body that python-telegram-bot is to see: the truth about an answer, in the Bot API's own form."""
    fine = HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
    if fine and TAKEN.match(payload):
        return status, payload
    try:
        answer = object_of(payload)
    except TelegramError:
        return _refusal(f"{_phrase(status)}, and no answer of the Bot API")
    if not fine or answer.get("ok") is True:
        return status, payload
    code = answer.get("error_code")
    if isinstance(code, int) and HTTPStatus.BAD_REQUEST <= code < 600:
        return code, payload
    return _refusal(f"{_phrase(status)}, and neither a result nor a refusal")


def _refusal(description: str) -> tuple[int, bytes]:
    status = HTTPStatus.BAD_GATEWAY
    return status, json.dumps({"ok": False, "error_code": status, "description": description}).encode()


def _said(payload: bytes) -> str:
    return str(object_of(payload).get("description") or "")


def _phrase(status: int) -> str:
    return f"{HTTPStatus(status).phrase} ({status})" if status in set(HTTPStatus) else f"Unknown HTTPError ({status})"


def is_outage(error: BaseException | None) -> bool:
    """Whether a failed call says only that Telegram cannot be reached or is out of order."""
    if not isinstance(error, NetworkError) or isinstance(error, BadRequest):
        return False
    return not error.message.startswith(OURS)


PICTURE = frozenset({"file_id", "file_unique_id", "width", "height"})
"""What is read of a picture: Telegram's number for it, and what goes with that."""
DOCUMENT = frozenset({"file_id", "file_unique_id"})
"""The same of a file."""


class Brief(Wrapped):
    """Reads only the number, date, place, picture and file of a message just sent or edited: the outermost wrapper.

    Its sender and its content are known, and python-telegram-bot takes longer to make an object of every button and
    entity than for the rest of the call. Whatever comes back with ``ok: true`` was done, even if it cannot be read: it
    is made readable here, so that nobody is told of a failure, and nothing is sent twice.
    """

    __slots__ = ("_told",)

    def __init__(self, inner: BaseRequest) -> None:
        super().__init__(inner)
        self._told = False

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, payload = await super().do_request(url, method, *args, **kwargs)
        name = url.rpartition("/")[2]
        if method == "GET" or name.startswith("get") or status >= HTTPStatus.MULTIPLE_CHOICES:
            return status, payload
        if not TAKEN.match(payload):
            return status, payload
        try:
            result = object_of(payload).get("result", True)
        except TelegramError:
            self._tell("it is no JSON")
            result, payload = None, DONE
        edited_inline = result is True and name.startswith("edit")
        if MESSAGES.fullmatch(name) and not edited_inline:
            payload = self._brief(result, kwargs.get("request_data", args[0] if args else None))
        return status, payload

    def _brief(self, result: Any, sent: RequestData | None) -> bytes:
        found = result if isinstance(result, dict) else {}
        place = found.get("chat")
        chat = place if isinstance(place, dict) else {}
        message = {"message_id": found.get("message_id"), "date": found.get("date")}
        message["chat"] = {"id": chat.get("id"), "type": chat.get("type")}
        sizes = found.get("photo")
        if isinstance(sizes, list) and sizes and isinstance(sizes[-1], dict) and sizes[-1].keys() >= PICTURE:
            message["photo"] = [{name: sizes[-1][name] for name in PICTURE}]
        file = found.get("document")
        if isinstance(file, dict) and file.keys() >= DOCUMENT:
            message["document"] = {name: file[name] for name in DOCUMENT}
        if not _whole(message):
            self._tell("it is no message as we know them")
            _complete(message, sent.parameters if sent is not None else {})
        return json.dumps({"ok": True, "result": message}).encode()

    def _tell(self, why: str) -> None:
        if not self._told:
            self._told = True
            log.warning("a call was carried out, but what came back cannot be read: %s (said once)", why)


def _whole(message: dict[str, Any]) -> bool:
    chat = message["chat"]
    numbers = is_number(message["message_id"], LARGEST) and is_number(message["date"], LATEST)
    return numbers and is_number(chat["id"], LARGEST) and isinstance(chat["type"], str)


def _complete(message: dict[str, Any], sent: dict[str, Any]) -> None:
    """Put what the call said in the place of what cannot be read of its answer; what nobody knows becomes 0."""
    chat = message["chat"]
    for holder, name, limit, known in (
        (message, "message_id", LARGEST, sent.get("message_id")),
        (message, "date", LATEST, None),
        (chat, "id", LARGEST, sent.get("chat_id")),
    ):
        if not is_number(holder[name], limit):
            holder[name] = known if isinstance(known, int) else 0
    if not isinstance(chat["type"], str):
        chat["type"] = "private" if chat["id"] > 0 else "supergroup"
