"""What a pure function gave for what is met again and again: most words of most questions are the same few thousand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

MOST = 8192
"""So many values are kept; then all are dropped, so that a hostile text cannot make it grow."""

K = TypeVar("K")
V = TypeVar("V")


class Remembered(dict[K, V]):
    """A pure function as a table: ``table[key]`` is what the function gives, worked out the first time."""

    def __init__(self, function: Callable[[K], V], most: int = MOST) -> None:
        super().__init__()
        self._function = function
        self._most = most

    def __missing__(self, key: K) -> V:
        value = self._function(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value
