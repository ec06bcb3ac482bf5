"""README's pictures of the pages are there, as wide as it says, and small enough to be looked at on a phone."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.web.screenshots import FOLDER, SIZES

README = Path(__file__).parent.parent.parent / "README.md"
MOST = 120 << 10
"""Bytes of a picture."""


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("name", SIZES)
def test_the_pictures_in_readme_are_there(name: str) -> None:
    png = (FOLDER / name).read_bytes()
    assert size_of(png) == SIZES[name]
    assert len(png) <= MOST
    assert f'src="tests/golden/gallery/{name}"' in README.read_text(encoding="utf-8")
