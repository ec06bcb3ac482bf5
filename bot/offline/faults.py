"""Faults on demand: what goes wrong, for which method, how many times."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram.error import NetworkError, TelegramError, TimedOut

from bot.offline.errors import JSON


@dataclass(slots=True)
class Fault:
    """One planned fault. With `error` the call fails on its way, after it was carried out if `recorded`; with `change`
    it is carried out, and what comes back is another body.
    """

    method: str
    times: int
    chat_id: int | None = None
    status: int = 0
    body: bytes = b""
    error: TelegramError | None = None
    recorded: bool = False
    change: Callable[[Any], bytes] | None = None


class Faults:
    """The planned faults, first come, first served. "*" means every method; `in_` limits a fault to the
    chat of that id.
    """

    def __init__(self) -> None:
        self._planned: list[Fault] = []

    def fail(
        self,
        method: str,
        status: int,
        description: str = "",
        *,
        retry_after: int | None = None,
        times: int = 1,
        body: bytes | str | None = None,
        in_: int | None = None,
    ) -> None:
        """Answer the next `times` calls with `status`, without carrying them out.

        `retry_after` words a 429 as Telegram does; `body` replaces the JSON altogether (by the HTML of a proxy).
        """
        if body is None:
            answer: JSON = {"ok": False, "error_code": status, "description": description}
            if retry_after is not None:
                answer["description"] = description or f"Too Many Requests: retry after {retry_after}"
                answer["parameters"] = {"retry_after": retry_after}
            body = json.dumps(answer)
        raw = body.encode() if isinstance(body, str) else body
        self._planned.append(Fault(method.lower(), times, in_, status, raw))

    def garble(
        self, method: str, change: Callable[[Any], Any] | bytes, *, times: int = 1, in_: int | None = None
    ) -> None:
        """Carry out the next `times` calls, but answer with what `change` makes of the result, or with these bytes."""

        def body(result: Any) -> bytes:
            if isinstance(change, bytes):
                return change
            return json.dumps({"ok": True, "result": change(result)}).encode()

        self._planned.append(Fault(method.lower(), times, in_, 200, recorded=True, change=body))

    def hang(self, method: str, *, times: int = 1, recorded: bool = False, in_: int | None = None) -> None:
        """Give no answer: a read timeout, at once. `recorded` says whether Telegram carried out the call."""
        self._planned.append(Fault(method.lower(), times, in_, error=TimedOut(), recorded=recorded))

    def reset(self, method: str, *, times: int = 1, recorded: bool = True, in_: int | None = None) -> None:
        """Break the connection before the answer; the call was carried out (unless `recorded=False`)."""
        error = NetworkError("Connection reset by peer")
        error.__cause__ = ConnectionResetError(104, "Connection reset by peer")
        self._planned.append(Fault(method.lower(), times, in_, error=error, recorded=recorded))

    def breaks(
        self,
        method: str,
        error: TelegramError,
        *,
        times: int = 1,
        recorded: bool = False,
        in_: int | None = None,
    ) -> None:
        """Let the transport itself raise `error`: a pool timeout, a refused connection, whatever is tested."""
        self._planned.append(Fault(method.lower(), times, in_, error=error, recorded=recorded))

    def clear(self) -> None:
        """Let everything work again."""
        self._planned.clear()

    def take(self, method: str, parameters: JSON) -> Fault | None:
        """The fault that this call meets, which is used up once by it."""
        for fault in self._planned:
            if fault.method not in ("*", method.lower()):
                continue
            if fault.chat_id is not None and str(parameters.get("chat_id")) != str(fault.chat_id):
                continue
            fault.times -= 1
            if fault.times <= 0:
                self._planned.remove(fault)
            return fault
        return None
