"""PDF files that must not be read as they are, hostile ones among them: how each is made, and what is said of it."""

# ruff: noqa: E501 - a message stands on one line.

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bot.importing.limits import PDF_SECONDS
from tests.support.importing_kit import Kit
from tests.support.pdf_printer import Printer
from tests.support.pdf_tables import report, sipas

DAMAGED = "The PDF is damaged or no real PDF. Open it, print it to PDF anew and send that."
NO_TABLE = "No table was found in the PDF. Send the file that has it, or the table as XLSX or CSV."
PICTURE = "The text on page 1 of the PDF cannot be read: it is a picture, or its letters are not what they look like. Reading it as a picture needs an extra on the bot's machine: pip install 'chisotinh[scan]' (and, better still, tesseract with Vietnamese). Until it is there, send XLSX or CSV."
MEMORY = "The PDF would need too much memory to read. Send one with only the pages of the table in it."
ANEW = "Say which hold the table: send the file again with “trang 12–14” in the caption, or give --pages 12-14 at a terminal."


@dataclass(frozen=True, slots=True)
class BadPdf:
    """``says`` is what an operator reads, in English; ``seconds`` are what reading it may take (and ten times as many, as
    pages may be pictures).
    """

    label: str
    make: Callable[[Kit], bytes]
    says: str
    pages: tuple[int, int] = (0, 0)
    seconds: float = PDF_SECONDS


def raw_pdf(*objects: bytes, trailer: bytes = b"", prev: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue."""
    body = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    prev = prev.replace(b"HERE", b"%d" % start)
    return body + b"trailer\n<< /Size %d /Root 1 0 R %s %s >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        prev,
        trailer,
        start,
    )


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def page(
    content: bytes = b"",
    *,
    box: bytes = b"0 0 595 842",
    more: bytes = b"",
    packed: bool = False,
    rest: tuple[bytes, ...] = (),
) -> bytes:
    """A file of one page with that content, in Helvetica."""
    how = b"/Filter /FlateDecode" if packed else b""
    return raw_pdf(
        CATALOGUE,
        PAGES,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> %s >> >>"
        % (box, more),
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), how, content),
        FONT,
        *rest,
    )


def text(lines: int, columns: int = 3) -> bytes:
    """Text that looks like a table of numbers."""
    drawn = b""
    for line in range(lines):
        for column in range(columns):
            drawn += b"BT /F 8 Tf %d %d Td (%d,5) Tj ET\n" % (40 + 60 * column, 800 - line * 10 % 760, line)
    return drawn


def protected(kit: Kit) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("secret", "owner", strength=128), invariant=1)
    canvas.drawString(40, 700, "Hung Yen 61,5")
    canvas.save()
    return file.getvalue()


def prose(kit: Kit) -> bytes:
    paper = Printer()
    paper.notes(
        *(f"Năm {2000 + n}, có {n} tỉnh đạt trên {n},5 điểm, tăng {n},2 điểm so với năm trước." for n in range(20))
    )
    return paper.done()


def many_pages(kit: Kit) -> bytes:
    """A page printed six hundred times."""
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(600))
    one = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F 4 0 R >> >> >>"
    )
    content = text(10)
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    return raw_pdf(CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count 600 >>" % kids, stream, FONT, *[one] * 601)


def grey() -> ImageReader:
    """A grey picture."""
    return ImageReader(Image.new("L", (300, 420), 200))


def pictured(kit: Kit, *, over: bool = False) -> bytes:
    """A scanned page; the scanner may have put the text that it guessed over it."""
    paper = Printer(foot=over, each=lambda canvas, width, height: canvas.drawImage(grey(), 0, 0, width, height))
    return sipas(kit, printer=paper) if over else paper.done()


def renamed(old: bytes, new: bytes) -> Callable[[Kit], bytes]:
    """The good table with a name in it replaced by one of the same length."""
    assert len(old) == len(new)

    def make(kit: Kit) -> bytes:
        data = sipas(kit)
        assert old in data
        return data.replace(old, new)

    return make


def bomb(megabytes: int) -> bytes:
    """A page whose content unpacks to so many megabytes of blanks."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packer.flush()
    return page(packed, packed=True)


def drawing_itself(kit: Kit) -> bytes:
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream"
    return page(b"/X Do", more=b"/XObject << /X 6 0 R >>", rest=(form,))


def _any(make: Callable[[], bytes]) -> Callable[[Kit], bytes]:
    return lambda _: make()


def _numbered(kit: Kit, pages: int) -> bytes:
    paper = Printer()
    for _ in range(pages - 1):
        paper.new_page()
    return paper.done()


BAD_PDFS = [
    BadPdf("only the mark", _any(lambda: b"%PDF-1.7"), DAMAGED),
    BadPdf("cut off", lambda kit: sipas(kit)[:3000], DAMAGED),
    BadPdf("noise behind the mark", _any(lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400), DAMAGED),
    BadPdf("no pages", _any(lambda: raw_pdf(CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>")), DAMAGED),
    BadPdf("protected by a password", protected, "The file is protected by a password. Remove the password and send it again."),
    BadPdf("six hundred pages", many_pages, f"The PDF has 600 pages; at most 300 are looked through. {ANEW}"),
    BadPdf("six hundred pages, too many of them asked for", many_pages, "Page 100–200: these are too many pages; at most 40 are read at once.", (100, 200)),
    BadPdf("a page that is not there", report, "The PDF has no page 25: its pages are 1 to 20.", (25, 25)),
    BadPdf("a page without a table", report, "No table was found on page 8–9 of the PDF.", (8, 9)),
    BadPdf("no table at all", prose, NO_TABLE),
    BadPdf("blank", _any(page), NO_TABLE),
    BadPdf("a scan", pictured, PICTURE),
    BadPdf("a scan with the text that was guessed over it", lambda kit: pictured(kit, over=True), PICTURE),
    BadPdf("letters that are not mapped", renamed(b"/ToUnicode", b"/ToUnicodX"), PICTURE),
    BadPdf("a font of before Unicode", renamed(b"+NotoSans-Regular", b"+.VnTime-Regular0"), PICTURE),
    BadPdf("a content of a gigabyte", _any(lambda: bomb(1024)), MEMORY),
    BadPdf("the table of objects goes on with itself", _any(lambda: raw_pdf(CATALOGUE, PAGES, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>", prev=b"/Prev HERE")), DAMAGED),
    BadPdf("pages within themselves", _any(lambda: raw_pdf(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R] /Count 9 >>")), NO_TABLE),
    BadPdf("a reference to itself", _any(lambda: raw_pdf(CATALOGUE, PAGES, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>", b"4 0 R")), "Reading the PDF took more than 3 seconds and was stopped. Say which pages hold the table: send the file again with “trang 12–14” in the caption, or give --pages 12-14 at a terminal.", seconds=0.3),
    BadPdf("lists nested a hundred thousand deep", _any(lambda: page(b"[" * 100_000 + b"]" * 100_000 + b" TJ")), NO_TABLE),
    BadPdf("objects nested a hundred thousand deep", _any(lambda: raw_pdf(CATALOGUE, PAGES, b"[" * 100_000 + b"]" * 100_000)), NO_TABLE),
    BadPdf("a drawing that draws itself", drawing_itself, NO_TABLE),
    BadPdf("a page of a hundred kilometres", _any(lambda: page(text(30), box=b"0 0 283464566 283464566")), "Page 1 of the PDF is larger than any sheet of paper; it is not read."),
    BadPdf("a page without size", _any(lambda: page(text(30), box=b"0 0 0 0")), "Page 1 of the PDF is larger than any sheet of paper; it is not read."),
    BadPdf("too many letters on a page", _any(lambda: page(text(2_600, 4))), "Page 1 of the PDF holds more than 40,000 letters, more than any table; it is not read."),
    BadPdf("twenty thousand lines", _any(lambda: page(text(30) + b"".join(b"%d %d m %d %d l S\n" % (n % 590, n // 590 * 4, n % 590, n // 590 * 4 + 20) for n in range(20_000)))), "No column of provinces was found in the file."),
]  # fmt: skip
