"""Logging for operators: one line an event on standard error, and no token in any of them."""

from __future__ import annotations

import logging
import re

TOKEN = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{20,}")
HIDDEN = "<token>"


class Redacting(logging.Formatter):
    """Hides anything that looks like a bot token, in messages and in tracebacks."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub(HIDDEN, super().format(record))


def set_up(level: int = logging.INFO) -> None:
    """Logs to standard error. httpx and httpcore log full addresses, so only their warnings pass."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "aiohttp.access", "apscheduler"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
