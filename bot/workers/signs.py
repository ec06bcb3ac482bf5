"""What a worker and the supervisor that started it know of each other: a number, and a pipe for signs of life."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Final

SIGNS: Final = "CHISOTINH_WORKER_SIGNS"
"""The environment's name for the number of the pipe on which a worker says that it lives."""
NUMBER: Final = "CHISOTINH_WORKER"
"""The environment's name for the worker's number, from 1."""


def give_sign() -> None:
    """Tell the supervisor, if there is one, that this worker lives."""
    number = os.environ.get(SIGNS)
    if number:
        with suppress(OSError, ValueError):
            os.write(int(number), b".")
