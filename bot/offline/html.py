"""HTML parse mode as strict as Telegram's: what is accepted, what it becomes, how a refusal is worded.

Only the tags of the Bot API are known; `&lt; &gt; &amp; &quot;` and numeric references are decoded, any other `&name;`
stays as typed. Byte offsets in refusals count UTF-8, entity offsets count UTF-16, as Telegram's do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.offline.errors import JSON, CallRefused, bad_request

SPACE = " \t\r\n\0\v"
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}))|(lt|gt|amp|quot)(?![a-zA-Z]));?")
# Telegram turns control characters into spaces and drops line separators, direction overrides and \r.
UNTIDY = re.compile(r"[\x00-\x09\x0b-\x1f\u2028-\u202e]")
HALF_PAIR = re.compile(r"[\ud800-\udfff]")
USER_LINK = re.compile(r"tg://user\?id=([0-9]+)$")
WEB_LINK = re.compile(r"(?:(?:https?|tg|ton|tonsite)://)?[^\s/?#]+\.[^\s/?#]{2,}(?:[/?#]\S*)?$|tg://\S+$", re.I)


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    start: int
    piece: int


def utf16_length(text: str) -> int:
    """The length as Telegram counts it: a character outside the basic plane counts twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(html: str) -> tuple[str, list[JSON]]:
    """The text a person sees, untrimmed, and its entities. Raises `CallRefused` ("can't parse entities: …")."""
    pieces: list[str] = []
    entities: list[JSON] = []
    opened: list[_Open] = []
    offset = at = 0
    end = len(html)
    while at < end:
        if (bracket := html.find("<", at)) != at:
            chunk = _text(html[at : bracket if bracket != -1 else end])
            pieces.append(chunk)
            offset += utf16_length(chunk)
            if bracket == -1:
                break
        if html.startswith("/", bracket + 1):
            at = _close(html, bracket, opened, offset, pieces, entities)
        else:
            tag, argument, at = _start_tag(html, bracket)
            opened.append(_Open(tag, argument, offset, len(pieces)))
    if opened:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{opened[-1].tag}"')
    text = "".join(pieces)
    if HALF_PAIR.search(text):
        raise _unparsable(
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
            "surrogate code units"
        )
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return text, entities


def trim(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """The text and entities that Telegram keeps: no white space at the end, none before the first entity,
    entities cut to fit.
    """
    short = text.rstrip(" \n")
    if len(short) != len(text):
        length = utf16_length(short)
        for entity in entities:
            entity["length"] = min(entity["length"], length - entity["offset"])
        entities = [entity for entity in entities if entity["length"] > 0]
    spaces = len(short) - len(short.lstrip(" \n"))
    if spaces:
        spaces = min([spaces, *(entity["offset"] for entity in entities)])
        for entity in entities:
            entity["offset"] -= spaces
    return short[spaces:], entities


def _unparsable(reason: str) -> CallRefused:
    return bad_request(f"can't parse entities: {reason}")


def _bytes(html: str, at: int) -> int:
    return len(html[:at].encode("utf-8", "surrogatepass"))


def _reference(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return REFERENCES[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF else match[0]


def _text(chunk: str) -> str:
    if "&" in chunk:
        chunk = REFERENCE.sub(_reference, chunk)
    if UNTIDY.search(chunk):
        chunk = UNTIDY.sub(lambda match: " " if match[0] < "\r" or "\r" < match[0] < " " else "", chunk)
    return chunk


def _start_tag(html: str, begin: int) -> tuple[str, str, int]:
    """The tag's name, its argument, and the position after its `>`."""
    source = html + "\0"  # so that looking one character ahead always finds one
    at = begin + 1
    while source[at] not in SPACE and source[at] != ">":
        at += 1
    if source[at] == "\0":
        raise _unparsable(f"Unclosed start tag at byte offset {_bytes(html, begin)}")
    tag = source[begin + 1 : at].lower()
    if tag not in TAGS:
        raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {_bytes(html, begin)}')
    argument = ""
    while True:
        at = _skip(source, at)
        if source[at] == ">":
            break
        name, value, at = _attribute(source, at, tag, begin)
        if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id")):
            argument = value or ""
        elif (tag, name) == ("code", "class") and value and value.startswith("language-"):
            argument = value[9:]
        elif (tag, name) == ("span", "class") and value and value.startswith("tg-"):
            argument = value[3:]
        elif (tag, name) == ("blockquote", "expandable"):
            argument = "expandable"
    if tag == "span" and argument != "spoiler":
        raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {_bytes(html, begin)}')
    return tag, argument, at + 1


def _skip(source: str, at: int) -> int:
    while source[at] in SPACE and source[at] != "\0":
        at += 1
    return at


def _attribute(source: str, at: int, tag: str, begin: int) -> tuple[str, str | None, int]:
    """Name, value (None if it has none) and the position after it; `begin` is where the tag started."""
    start = at
    while source[at] not in SPACE and source[at] not in "=>":
        at += 1
    name = source[start:at]
    at = _skip(source, at)
    if source[at] == "\0":
        raise _unparsable(f'Unclosed start tag "{tag}" at byte offset {_bytes(source, begin)}')
    if not name:
        raise _unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {_bytes(source, begin)}')
    if source[at] != "=":
        return name, None, at
    at = _skip(source, at + 1)
    if (quote := source[at]) in "'\"":
        close = source.find(quote, at + 1)
        if close == -1:
            raise _unparsable(f"Unclosed start tag at byte offset {_bytes(source, begin)}")
        return name, REFERENCE.sub(_reference, source[at + 1 : close]), close + 1
    token = at
    while source[at].isascii() and (source[at].isalnum() or source[at] in ".-"):
        at += 1
    if source[at] == "\0":
        raise _unparsable(f"Unclosed start tag at byte offset {_bytes(source, begin)}")
    if source[at] not in SPACE and source[at] != ">":
        raise _unparsable(f"Unexpected end of name token at byte offset {_bytes(source, token)}")
    return name, source[token:at].lower(), at


def _close(html: str, begin: int, opened: list[_Open], offset: int, pieces: list[str], entities: list[JSON]) -> int:
    """End the innermost tag and add its entity unless it is empty; returns the position after the `>`."""
    if not opened:
        raise _unparsable(f"Unexpected end tag at byte offset {_bytes(html, begin)}")
    source = html + "\0"
    at = begin + 2
    while source[at] not in SPACE and source[at] != ">":
        at += 1
    found = source[begin + 2 : at].lower()
    at = _skip(source, at)
    if source[at] != ">":
        raise _unparsable(f"Unclosed end tag at byte offset {_bytes(html, begin)}")
    last = opened.pop()
    if found and found != last.tag:
        where = _bytes(html, begin)
        raise _unparsable(f'Unmatched end tag at byte offset {where}, expected "</{last.tag}>", found "</{found}>"')
    if offset > last.start:
        entity = _entity(last, offset - last.start, "".join(pieces[last.piece :]))
        if entity is not None:
            _add(entity, entities)
    return at + 1


def _entity(tag: _Open, length: int, inside: str) -> JSON | None:
    entity: JSON = {"type": TAGS[tag.tag], "offset": tag.start, "length": length}
    if tag.tag == "a":
        url = tag.argument or inside
        if user := USER_LINK.match(url):
            # Telegram leaves out a mention of somebody the bot has not met; here every mention stays.
            person = {"id": int(user[1]), "is_bot": False, "first_name": inside}
            return entity | {"type": "text_mention", "user": person}
        # An invalid link is shown as plain text, without a refusal.
        return entity | {"url": url} if WEB_LINK.match(url) else None
    if tag.tag == "tg-emoji":
        if not tag.argument.isdigit() or int(tag.argument) == 0:
            raise _unparsable("Invalid custom emoji identifier specified")
        return entity | {"custom_emoji_id": tag.argument}
    if tag.tag == "blockquote" and tag.argument:
        return entity | {"type": "expandable_blockquote"}
    if tag.tag == "code" and tag.argument:
        return entity | {"language": tag.argument}
    return entity


def _add(entity: JSON, entities: list[JSON]) -> None:
    """Append the entity; `<pre><code class="language-…">` is one entity, and `language` belongs to `pre` alone."""
    inner = entities[-1] if entities else None
    same = inner and (inner["offset"], inner["length"]) == (entity["offset"], entity["length"])
    if inner and entity["type"] == "pre" and inner["type"] == "code":
        if same and "language" in inner:
            inner["type"] = "pre"
            return
        inner.pop("language", None)
    entities.append(entity)
