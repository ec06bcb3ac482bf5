"""README's gallery shows what the code draws, one picture of each kind, small enough; and text has ink."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest

from bot.charts.typeface import FAMILY
from bot.pictures.painter import png_of
from tests.charts.gallery import FOLDER, MOST, PICTURES, chart, picture
from tests.support.shipped import ShippedDesk

README = Path(__file__).parent.parent.parent / "README.md"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_gallery_is_what_the_command_makes(desk: ShippedDesk, name: str) -> None:
    kept = (FOLDER / f"{name}.png").read_bytes()
    assert len(kept) <= MOST
    assert kept == picture(chart(desk, name)), "make gallery"


def test_readme_shows_each_of_them() -> None:
    shown = re.findall(r'src="tests/golden/gallery/(\w+)\.png"', README.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(PICTURES)


def test_there_is_ink_where_text_should_be() -> None:
    """Without its fonts the renderer draws no text at all, and says nothing."""
    blank = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">{}</svg>'
    text = f'<text x="2" y="15" font-family="{FAMILY}" font-size="14">ệ Hưng 19</text>'
    assert _pixels(png_of(blank.format(text), 1)) != _pixels(png_of(blank.format(""), 1))


def _pixels(png: bytes) -> bytes:
    """What a PNG holds, without its headers."""
    found = b""
    at = 8
    while at < len(png):
        size, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        found += png[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    return zlib.decompress(found)
