"""What the offline Telegram answers when it refuses, and what it raises when a test asks for the impossible."""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]


class CallRefused(Exception):
    """An answer other than 200, in the exact words of the Bot API. The transport turns it into a response."""

    def __init__(self, status: int, description: str, parameters: JSON | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def to_json(self) -> JSON:
        answer: JSON = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class NoSuchButton(AssertionError):
    """A person tried to press a button that is not on their screen."""


class Impossible(AssertionError):
    """A person tried something that Telegram does not allow (such as to write in a chat they are not in)."""


def bad_request(description: str) -> CallRefused:
    """An answer of 400. `description` is given without its prefix, as in Telegram's own list."""
    return CallRefused(400, f"Bad Request: {description}")


def forbidden(description: str) -> CallRefused:
    """An answer of 403: the bot is blocked or kicked, or the account is deactivated or never started it."""
    return CallRefused(403, f"Forbidden: {description}")
