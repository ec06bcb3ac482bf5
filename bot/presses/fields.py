"""The fields of callback data: ids as they are, numbers with nothing for 0. Pure."""

from __future__ import annotations

import re

SLUG = re.compile(r"[a-z0-9]*(-[a-z0-9]+)*")
"""An id, or nothing."""
NUMBER = re.compile(r"-?[0-9]{1,19}")


def number_field(value: int) -> str:
    """The field of a number; '' for 0."""
    return str(value) if value else ""


def number_of(field: str) -> int:
    """The number of a field, 0 for ''; ValueError for anything that is none."""
    if field and not NUMBER.fullmatch(field):
        raise ValueError(field)
    return int(field or "0")
