"""What runs: receiving, and beside it the sender, the watched feed, the pages, and the refresh of figures."""

from bot.runtime.beside import keep_fresh, prepare, sending, settle, showing, until_lost, watching
from bot.runtime.serving import hook_of, only_receiver, serve, webhook_of

__all__ = [
    "hook_of",
    "keep_fresh",
    "only_receiver",
    "prepare",
    "sending",
    "serve",
    "settle",
    "showing",
    "until_lost",
    "watching",
    "webhook_of",
]
