"""Scanned PDF files that are hostile, or hold no table: how each is made, and what is said of it in English."""

# ruff: noqa: E501 - a message stands on one line.

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.support.bad_pdfs import ANEW, CATALOGUE, page, raw_pdf
from tests.support.bad_pictures import blank, image, noise
from tests.support.scanned_pdfs import scanned, sheet_of_words
from tests.support.table_pictures import jpeg

PASSWORD = "The file is protected by a password. Remove the password and send it again."


@dataclass(frozen=True, slots=True)
class BadScan:
    """``says`` is what an operator reads of a file of which ``pages`` are asked for."""

    label: str
    make: Callable[[], bytes]
    says: str
    pages: tuple[int, int] = (0, 0)


def no_table(n: int = 1) -> str:
    return f"The pages of the PDF are pictures ({n} of them were looked at), and no table was found on them. Scan the table anew, flat and with all its rows and columns, or send it as XLSX or CSV."


def pictures(n: int) -> str:
    return f"The text on {n} pages of the PDF cannot be read, and at most 12 are read as pictures. {ANEW}"


def many(pages: int) -> bytes:
    """The same scanned page so many times."""
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(pages))
    data = jpeg(image(), 50)
    one = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /XObject << /X 4 0 R >> >> >>"
    content = b"595 0 0 842 0 0 cm /X Do"
    return raw_pdf(
        CATALOGUE,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /XObject /Subtype /Image /Width 1000 /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream"
        % (image().height, len(data), data),
        *[one] * (pages + 1),
    )


def painted(width: int, height: int, how: bytes, data: bytes, *, box: bytes = b"0 0 595 842") -> bytes:
    """A page with one picture of any kind over all of it, which may not be what it says."""
    sides = box.split()[2:]
    stream = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d %s /Length %d >>\nstream\n%s\nendstream"
    return page(
        b"%s 0 0 %s 0 0 cm /X Do" % (sides[0], sides[1]),
        box=box,
        more=b"/XObject << /X 6 0 R >>",
        rest=(stream % (width, height, how, len(data), data),),
    )


GREY = b"/ColorSpace /DeviceGray /BitsPerComponent 1"


def protected() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("secret", "owner", strength=128), invariant=1)
    canvas.drawImage(ImageReader(io.BytesIO(jpeg(image(), 60))), 0, 0, 595, 842)
    canvas.save()
    return file.getvalue()


def broken_and_turned() -> bytes:
    """A page that is turned twice over, whose picture ends in its midst."""
    data = scanned(image().rotate(90, expand=True), rotate=270)
    at = data.index(b"/DCTDecode")
    start = data.index(b"stream", at) + 2_000
    return data[:start] + b"\x00" * 30_000 + data[start + 30_000 :]


def large(kind: bytes) -> bytes:
    return painted(20_000, 20_000, GREY + kind, b"\x00" * 2_000)


BAD_SCANS = [
    BadScan("six hundred scanned pages", lambda: many(600), f"The PDF has 600 pages; at most 300 are looked through. {ANEW}"),
    BadScan("a hundred scanned pages", lambda: many(100), pictures(100)),
    BadScan("forty of six hundred", lambda: many(600), pictures(40), (100, 139)),
    BadScan("protected by a password", protected, PASSWORD),
    BadScan("a picture of 20,000 pixels", lambda: large(b""), "Page 1 of the PDF is a picture of 20,000×20,000 pixels; at most 12,000 on a side and 80 million in all are read. Scan it again at 300 dots an inch."),
    BadScan("a picture that is none", lambda: painted(1_240, 1_754, GREY + b" /Filter /JPXDecode", b"\x00\x00\x00\x0cjP  " + b"x" * 4_000), no_table()),
    BadScan("a picture that is not what it says", lambda: painted(1_240, 1_754, GREY + b" /Filter /DCTDecode", b"\x89PNG" * 900), no_table()),
    BadScan("a fax that ends", lambda: painted(1_240, 1_754, GREY + b" /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 1240 /Rows 1754 >>", b"\x26\xa1" * 90), no_table()),
    BadScan("a page as small as a stamp", lambda: painted(90, 90, GREY, b"\xf0" * 1_080, box=b"0 0 20 20"), no_table()),
    BadScan("a page like a thread", lambda: painted(9_000, 9, GREY, b"\xf0" * 10_125, box=b"0 0 9000 3"), no_table()),
    BadScan("turned, turned again and broken", broken_and_turned, no_table()),
    BadScan("blank pages and words", lambda: scanned(blank((1240, 1754)), sheet_of_words(1240), sheet_of_words(1240).rotate(90, expand=True)), no_table(3)),
    BadScan("noise", lambda: scanned(Image.open(io.BytesIO(noise()))), no_table()),
]  # fmt: skip
