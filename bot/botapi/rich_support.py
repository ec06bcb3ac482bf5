"""Whether the server of the Bot API knows rich messages. Free of Telegram."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class RichSupport:
    """``unknown`` becomes true when the server turns out not to know them; it is asked again after a new start."""

    unknown: bool = False
