"""Logging for operators: one line an event on standard error, as text or as JSON, and no token in any of them."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import traceback
from collections.abc import Iterable
from typing import Any, Final, Literal

TOKEN = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{20,}")
HIDDEN = "<token>"
TEXT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
FIELDS: Final = ("kind", "outcome", "ms")
"""What a line may say in fields of its own."""
QUOTING: Final = (ValueError, LookupError, AssertionError)
"""Exceptions whose text quotes what they are about."""
NOISY: Final = ("httpx", "httpcore", "aiohttp", "apscheduler", "telegram", "aiosqlite", "asyncio")
"""They log addresses, whole updates and what is sent where more than warnings are asked for."""


class Redacting(logging.Formatter):
    """Hides the secrets, and anything that looks like a bot token, in messages and in tracebacks."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(TEXT)
        self._secrets = tuple(filter(None, secrets))

    def format(self, record: logging.LogRecord) -> str:
        return self.redacted(super().format(record))

    def formatException(self, info: Any) -> str:
        """A traceback in which no exception quotes what it was about: that may be what a person wrote."""
        error, chain = info[1], list[BaseException]()
        while error is not None and error not in chain:
            chain.append(error)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nwhich led to:\n".join(_traced(one) for one in reversed(chain))

    def redacted(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return TOKEN.sub(HIDDEN, text)


def _traced(error: BaseException) -> str:
    kind = type(error).__name__
    said = f"{kind} (its text is not logged)" if isinstance(error, QUOTING) else f"{kind}: {error}"
    return "".join(traceback.format_tb(error.__traceback__)) + said


class JsonLines(Redacting):
    """A line is an object: ``time`` (UTC), ``level``, ``name``, ``message``; of an answer also ``kind``, ``outcome``
    and ``ms``; of an error ``error``, its traceback.
    """

    def format(self, record: logging.LogRecord) -> str:
        time = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        line = {"time": time, "level": record.levelname.lower(), "name": record.name, "message": record.getMessage()}
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return self.redacted(json.dumps(line, ensure_ascii=False))


def set_up(
    level: int | str = logging.INFO, form: Literal["text", "json"] = "text", secrets: Iterable[str] = ()
) -> None:
    """Logs to standard error. Of libraries that log what people write and where, only warnings pass."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines(secrets) if form == "json" else Redacting(secrets))
    logging.basicConfig(level=level.upper() if isinstance(level, str) else level, handlers=[handler], force=True)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
