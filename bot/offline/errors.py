"""What the offline Telegram answers when it refuses, and what it raises when a test asks the impossible."""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]


class CallRefused(Exception):
    """An answer other than 200, exactly as the Bot API words it. The transport turns it into a response."""

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
    """A person tried something Telegram would not let them do (say something in a chat they are not in)."""


def bad_request(description: str) -> CallRefused:
    """400. `description` is given without its prefix, as in Telegram's own list."""
    return CallRefused(400, f"Bad Request: {description}")


def forbidden(description: str) -> CallRefused:
    """403: blocked, kicked, deactivated, never started."""
    return CallRefused(403, f"Forbidden: {description}")
