"""A picture of a table -> its cells. Until a reader of pictures is there, every picture is refused.

This runs in the reading process.
"""

from __future__ import annotations

from typing import Any

from bot.importing.sniff import Refusal


def read_picture(picture: bytes, page: int = 1) -> dict[str, Any]:
    """The table in a picture (PNG or JPEG), as the sheet that ``grid.grid_of`` takes, with ``places`` and ``doubts``.

    ``page`` is the number that its cells are said to stand on: a page of a PDF, or a picture of an album. Raises
    ``Refusal`` where there is no table, or nothing that could read it.
    """
    raise Refusal("picture")
