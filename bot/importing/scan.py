"""A picture of a table -> its cells, each with its place and, where the readers are not sure, a doubt.

This runs in the reading process.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from bot.importing.scanning.pixels import Pixels, pixels_of
from bot.importing.sniff import Refusal

NEEDED = ("cv2", "numpy", "onnxruntime", "PIL", "rapidocr")


def can_read() -> bool:
    """Whether the extra ``scan`` is installed, without which no picture is read."""
    return all(find_spec(name) is not None for name in NEEDED)


def read_pictures(data: bytes) -> list[dict[str, Any]]:
    """The sheet of the table in a picture, or in all pictures of an album together. Raises ``Refusal``."""
    from bot.importing.album import joined, pictures_of

    return [joined([read_picture(picture, page) for page, picture in enumerate(pictures_of(data), 1)])]


def read_picture(picture: bytes, page: int = 1) -> dict[str, Any]:
    """The table in a picture (PNG or JPEG), as ``read_pixels`` gives it. Raises ``Refusal``."""
    if not can_read():
        raise Refusal("picture")
    widen()
    return read_pixels(pixels_of(picture), page)


def read_pixels(pixels: Pixels, page: int = 1) -> dict[str, Any]:
    """The table that pixels show, as the sheet that ``grid.grid_of`` takes, with ``places`` and ``doubts``.

    ``page`` is the number that its cells are said to stand on: a page of a PDF, or a picture of an album. Raises
    ``Refusal`` where there is no table, or nothing that could read it.
    """
    from bot.importing.scanning.table import read_table

    return read_table(pixels, page)


def widen() -> None:
    """Raise the limits of this process to what it may have at most: it began with those of a PDF, or of a picture."""
    try:
        import resource
    except ImportError:
        return
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (most, most))
