"""The people of the handlers' tests are those of these, too."""

from tests.handlers.conftest import chat, john, lan

__all__ = ["chat", "john", "lan"]
