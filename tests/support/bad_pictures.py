"""Pictures that are no table, or hostile: how each is made, and what is said of it. And odd ones that are read."""

# ruff: noqa: E501 - a message stands on one line.

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.importing.album import album_of
from tests.support.picture_desk import hostile
from tests.support.table_pictures import TableLook, drawn, jpeg, png

NAMES = ("Hưng Yên", "Hà Nội", "Lào Cai", "Sơn La", "Nghệ An", "Huế", "Cần Thơ", "Cà Mau", "An Giang", "Đồng Tháp")
SMALL = TableLook("plain", NAMES)
DAMAGED = "The picture is damaged, or cut off. Take it or save it anew, and send it as a file."
NO_TABLE = (
    "No table was found in the picture. Take it from straight above, with all rows and columns in it and nothing lying "
    "over them."
)


def too_large(width: int, height: int | str) -> str:
    sides = f"The picture has {width:,}×{height} pixels; at most 12,000 on a side and 80 million in all are read."
    return f"{sides} Send it smaller."


@dataclass(frozen=True, slots=True)
class BadPicture:
    """``says`` is what the operator reads, in English."""

    label: str
    make: Callable[[], bytes]
    says: str


def image() -> Any:
    return drawn(SMALL, 1000)


def blank(size: tuple[int, int], mode: str = "RGB") -> Any:
    from PIL import Image

    return Image.new(mode, size, "white")


def noise() -> bytes:
    import numpy as np
    from PIL import Image

    return png(Image.fromarray(np.random.default_rng(1).integers(0, 255, (900, 900, 3), dtype=np.uint8)))


def moving() -> bytes:
    frames = [blank((400, 400)), drawn(SMALL, 400).resize((400, 400))]
    return hostile(frames[0], "GIF", save_all=True, append_images=frames[1:])


def pages() -> bytes:
    return hostile(image(), "TIFF", save_all=True, append_images=[image()])


def declared(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is of any size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    inside = zlib.compress(b"\x00" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", inside) + chunk(b"IEND", b"")


def twisted() -> bytes:
    """The inside of a PNG with a few bytes changed."""
    data = bytearray(png(image()))
    for at in range(len(data) // 2, len(data) // 2 + 40):
        data[at] ^= 0x5A
    return bytes(data)


def apart() -> bytes:
    """Two pictures with other columns."""
    return album_of([png(image()), png(drawn(TableLook("sipas", NAMES), 1000))])


def text() -> bytes:
    """A page of text, with a frame around it."""
    from PIL import Image, ImageDraw

    page = Image.new("RGB", (900, 900), "white")
    ImageDraw.Draw(page).rectangle([60, 60, 840, 840], outline="black", width=3)
    return png(page)


BAD = (
    BadPicture("cut off", lambda: jpeg(image())[:9000], DAMAGED),
    BadPicture("only its head", lambda: png(image())[:60], DAMAGED),
    BadPicture("only its mark", lambda: b"\x89PNG\r\n\x1a\n", DAMAGED),
    BadPicture("twisted", twisted, DAMAGED),
    BadPicture("no picture behind a picture's mark", lambda: b"\xff\xd8\xff" + b"x" * 4000, DAMAGED),
    BadPicture("20,000 pixels", lambda: declared(20_000, 900), too_large(20_000, 900)),
    BadPicture("a bomb", lambda: declared(11_000, 11_000), too_large(11_000, "11,000")),
    BadPicture("less than it says", lambda: declared(4_000, 4_000), DAMAGED),
    BadPicture("a stamp's size", lambda: png(image().resize((120, 120))), "The picture has only 120×120 pixels; no table can be read from less than 300. Send the original, as a file."),
    BadPicture("moving", moving, "The picture moves; send one that stands still."),
    BadPicture("several pages", pages, "The picture holds 2 pages; send each page as a picture of its own, in one album."),
    BadPicture("blank", lambda: png(blank((800, 800))), NO_TABLE),
    BadPicture("noise", noise, NO_TABLE),
    BadPicture("a frame with nothing in it", text, NO_TABLE),
    BadPicture("an album of two tables", apart, "The pictures do not show the same table: their columns differ. Send those of one table, in one album."),
    BadPicture("an album that lies about its pictures", lambda: album_of([png(image())] * 2)[:-30], DAMAGED),
)  # fmt: skip


def deep() -> bytes:
    """Sixteen bits a pixel, grey."""
    import numpy as np
    from PIL import Image

    grey = np.asarray(image().convert("L")).astype(np.uint16) * 257
    return png(Image.fromarray(grey))


def clear() -> bytes:
    """Black letters on nothing: what is transparent is paper."""
    import numpy as np
    from PIL import Image

    dark = 255 - np.asarray(image().convert("L"))
    return png(Image.fromarray(np.dstack([np.zeros((*dark.shape, 3), np.uint8), dark]), "RGBA"))


def turned() -> bytes:
    """On its side, with a note (EXIF) that says so."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 6
    return jpeg(image().rotate(90, expand=True), 90, exif=exif.tobytes())


def palette() -> bytes:
    return hostile(image().quantize(32), "GIF")


ODD: dict[str, Callable[[], bytes]] = {
    "CMYK": lambda: jpeg(image().convert("CMYK"), 90),
    "16 bits": deep,
    "transparent": clear,
    "turned, and says so": turned,
    "few colours": palette,
    "webp": lambda: hostile(image(), "WEBP"),
    "tiff": lambda: hostile(image(), "TIFF"),
}
