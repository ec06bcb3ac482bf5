"""The version of this program, and the order of versions: what a newer one wrote an older one never replaces."""

from __future__ import annotations

import re

VERSION = "0.1.0"
"""As in pyproject.toml. It is raised whenever what is shipped in data/seed changes for people."""

NUMBERS = re.compile(r"[0-9]{1,9}")


def order(version: str) -> tuple[int, ...]:
    """By this versions are compared: 0.10 is newer than 0.9, and whatever it is newer than no version at all."""
    return tuple(int(number) for number in NUMBERS.findall(version))
