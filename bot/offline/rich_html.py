"""The HTML of rich messages as strict as Telegram's: what is accepted, what a person sees, how much there may be.

Only what this bot may need is known; Telegram takes lists, media and formulas, too. A table is shown here row by row,
with bars between its cells.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from bot.offline.errors import CallRefused, bad_request

MAX_CHARACTERS = 32_768
MAX_BLOCKS = 500
MAX_COLUMNS = 20
MAX_DEPTH = 16
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
INLINE = frozenset({"b", "strong", "i", "em", "u", "s", "code", "a", "mark", "sub", "sup"})
WITH_TEXT = frozenset({"p", "footer", "summary", "th", "td"}) | HEADINGS
"""The blocks that hold text and inline tags, and no blocks."""
WITH_BLOCKS: dict[str, frozenset[str]] = {
    "": frozenset({"p", "footer", "table", "details", "blockquote"}) | HEADINGS,
    "blockquote": frozenset({"p"}) | HEADINGS,
    "details": frozenset({"summary", "p", "table", "blockquote"}) | HEADINGS,
    "table": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
}
"""The blocks that hold others, and which; '' is the message itself."""
ATTRIBUTES: dict[str, dict[str, re.Pattern[str]]] = {
    "table": {"bordered": re.compile(""), "striped": re.compile(""), "compact": re.compile("")},
    "details": {"open": re.compile("")},
    "a": {"href": re.compile(r"(?:https?|tg|mailto|tel):\S+")},
} | {
    cell: {
        "align": re.compile("left|center|right"),
        "valign": re.compile("top|middle|bottom"),
        "colspan": re.compile(r"[1-9]\d?"),
        "rowspan": re.compile(r"[1-9]\d{0,2}"),
    }
    for cell in ("th", "td")
}
COUNTED = frozenset({"p", "footer", "table", "details", "blockquote", "tr"}) | HEADINGS
TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)((?:[^<>\"]|\"[^<>\"]*\")*)>")
ATTRIBUTE = re.compile(r"\s+([a-z-]+)(?:=\"([^\"]*)\")?")
REFERENCE = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")


@dataclass(slots=True)
class Written:
    """What has been read so far: the lines that a person sees, and how many blocks they are."""

    lines: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    characters: int = 0
    blocks: int = 0
    columns: int = 0


def parse_rich(source: str) -> str:
    """What a person sees, line by line; raises `CallRefused` for what Telegram would not take."""
    written, opened, at = Written(), [""], 0
    for tag in TAG.finditer(source):
        _text(source[at : tag.start()], opened, written)
        at = tag.end()
        closing, name, attributes = tag.groups()
        if closing:
            if attributes.strip() or opened[-1] != name:
                raise _unparsable(f'unexpected end tag "{name}"')
            opened.pop()
            _ended(name, written)
        else:
            _begun(name, attributes, opened, written)
            opened.append(name)
    _text(source[at:], opened, written)
    if len(opened) > 1:
        raise _unparsable(f'can\'t find end tag corresponding to start tag "{opened[-1]}"')
    if not written.lines:
        raise bad_request("RICH_MESSAGE_CONTENT_REQUIRED")
    if written.characters > MAX_CHARACTERS:
        raise bad_request("RICH_MESSAGE_TOO_LONG")
    if written.blocks > MAX_BLOCKS:
        raise bad_request("RICH_MESSAGE_TOO_MANY_BLOCKS")
    return "\n".join(written.lines)


def _text(chunk: str, opened: list[str], written: Written) -> None:
    if not chunk:
        return
    if "<" in chunk or ">" in chunk:
        raise _unparsable("unsupported tag")
    if REFERENCE.search(chunk):
        raise _unparsable("unsupported character reference")
    if opened[-1] not in WITH_TEXT | INLINE:
        if chunk.strip():
            raise _unparsable(f'text outside of a paragraph in "{opened[-1]}"')
        return
    plain = html.unescape(chunk)
    written.characters += len(plain)
    written.text.append(plain)


def _begun(name: str, attributes: str, opened: list[str], written: Written) -> None:
    within = opened[-1]
    if len(opened) > MAX_DEPTH:
        raise bad_request("RICH_MESSAGE_TOO_DEEP")
    fits = name in INLINE if within in WITH_TEXT | INLINE else name in WITH_BLOCKS.get(within, ())
    if not fits:
        raise _unparsable(f'unsupported start tag "{name}" in "{within or "the message"}"')
    found = _attributes(name, attributes)
    if name in ("th", "td"):
        written.columns += int(found.get("colspan", "1"))
        if written.columns > MAX_COLUMNS:
            raise bad_request("RICH_MESSAGE_TOO_MANY_COLUMNS")
    if name == "a" and "href" not in found:
        raise _unparsable('tag "a" must have attribute "href"')
    if name in COUNTED:
        written.blocks += 1


def _attributes(name: str, written: str) -> dict[str, str]:
    known = ATTRIBUTES.get(name, {})
    found: dict[str, str] = {}
    at = 0
    for attribute in ATTRIBUTE.finditer(written):
        if attribute.start() != at:
            break
        at = attribute.end()
        key, value = attribute[1], html.unescape(attribute[2] or "")
        if key not in known or key in found or not known[key].fullmatch(value):
            raise _unparsable(f'unsupported attribute "{key}" of tag "{name}"')
        found[key] = value
    if written[at:].strip():
        raise _unparsable(f'unsupported attributes of tag "{name}"')
    return found


def _ended(name: str, written: Written) -> None:
    if name in INLINE:
        return
    text = "".join(written.text).strip()
    if name in ("th", "td"):
        written.cells.append(text)
        written.text.clear()
    elif name == "tr":
        if not written.cells:
            raise _unparsable("a row without cells")
        written.lines.append(" | ".join(written.cells))
        written.cells.clear()
        written.columns = 0
    elif name in WITH_TEXT:
        if not text:
            raise _unparsable(f'empty block "{name}"')
        written.lines.append(text)
        written.text.clear()


def _unparsable(reason: str) -> CallRefused:
    return bad_request(f"can't parse rich message: {reason}")
