"""What a file is by its content, whatever its name; and text in the encodings that Vietnamese offices use (pure).

This runs in the reading process, so it uses the standard library only.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF_MARK = b"%PDF"
PICTURE_MARKS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
ALBUM_MARK, CELLS_MARK = b"\x00album\x00\x00", b"\x00cells\x00\x00"
"""What begins several pictures of one table, and what was read off a picture before: neither is a file of anybody's."""
SIGNATURES = (
    (PDF_MARK, "pdf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"{\\rtf", "rtf"),
    (b"SQLite format 3", "unknown"),
)
HTML = re.compile(
    r"(?:<!--.{0,500}?-->\s{0,9})?<(?:!doctype\s{1,9}html|html|head|meta|body|table|div|script|style)\b", re.I | re.S
)
GARBLED = re.compile(r"á[»º]|Ã[\u00a0-\u00bf]|Æ[°¡]|Ä[\u2018\u0090‘]|\ufffd")
"""UTF-8 that was read as Windows-1252 and saved again, or letters that an earlier program could not read."""


class Refusal(Exception):
    """The file is not accepted. ``reason`` is a key of ``files.REASONS``, ``values`` are its placeholders."""

    def __init__(self, reason: str, **values: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF's: some begin with a few blanks."""
    return data[:64].lstrip(b"\x00 \t\r\n\xef\xbb\xbf").startswith(PDF_MARK)


def is_picture(data: bytes) -> bool:
    """Whether the bytes are those of a picture, or of an album of them."""
    webp = data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    return webp or data.startswith((*PICTURE_MARKS, ALBUM_MARK))


def refuse_foreign(data: bytes) -> None:
    """Raise ``Refusal`` for anything that is neither a zip archive nor text."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refusal("empty")
    if data.startswith(OLE2):
        # The directory of an OLE2 file has its names in UTF-16.
        protected = "EncryptedPackage".encode("utf-16-le") in data
        raise Refusal("password" if protected else "old-excel")
    if is_picture(data):
        raise Refusal("picture")
    for signature, reason in SIGNATURES:
        if data.startswith(signature):
            raise Refusal(reason)


def decode(data: bytes) -> tuple[str, str]:
    """The text, composed (NFC), without its byte order mark, and the encoding it was in.

    UTF-8 and UTF-16 are known by their marks, UTF-16 without a mark by its zero bytes, UTF-8 by being valid; all else
    is Windows-1258.
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Refusal("encoding")
    encodings = [_marked(data) or _utf16(data) or "utf-8-sig"]
    if encodings == ["utf-8-sig"] and not data.startswith(codecs.BOM_UTF8):
        encodings.append("cp1258")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
        _refuse_binary(text)
        return text, encoding
    raise Refusal("encoding")


def _marked(data: bytes) -> str:
    return "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""


def _utf16(data: bytes) -> str:
    """The UTF-16 encoding of a text that is mostly ASCII, known by a zero in every other byte; '' if it is none."""
    sample = data[:4096]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * 0.6 and sample[::2].count(0) == 0:
        return "utf-16-le"
    if half and sample[::2].count(0) > half * 0.6 and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


def _refuse_binary(text: str) -> None:
    if "\x00" in text:
        raise Refusal("nul")
    sample = text[:65536]
    control = sum(1 for char in sample if char < " " and char not in "\t\r\n\f")
    if control > max(2, len(sample) // 1000):
        raise Refusal("unknown")
    if HTML.match(sample.lstrip()):
        raise Refusal("html")
    start = sample.lstrip()[:1000]
    if start.startswith("<?xml"):
        raise Refusal("html" if "<html" in start.lower() else "xml")
    if start.startswith(("{", "[{", "[\n", "[[")):
        raise Refusal("json")
    if len(GARBLED.findall(sample)) >= 3:
        raise Refusal("garbled")
