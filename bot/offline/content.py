"""What a message consists of (text with entities, a picture, a file), and how much of it Telegram accepts."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.offline.chats import Seen, SentFile
from bot.offline.errors import JSON, bad_request
from bot.offline.html import parse_html, trim, utf16_length
from bot.offline.methods import Files
from bot.offline.rich_html import MAX_CHARACTERS, parse_rich

if TYPE_CHECKING:
    from bot.offline.world import OfflineTelegram

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_PHOTO_SIDES = 10_000
MAX_PHOTO_RATIO = 20
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")


@dataclass(slots=True)
class MessageContent:
    """The content of one message, before it is put into a chat."""

    text: str
    html: str
    entities: Sequence[JSON]
    limit: int
    kind: str = "text messages"
    photo: bytes | None = None
    photo_id: str = ""
    photo_size: tuple[int, int] = (1, 1)
    document: SentFile | None = None
    rich: bool = False

    def fields(self) -> dict[str, Any]:
        """The content by the names of the fields of `Seen`."""
        return {
            "text": self.text,
            "html": self.html,
            "entities": self.entities,
            "photo": self.photo,
            "photo_id": self.photo_id,
            "photo_size": self.photo_size,
            "document": self.document,
            "rich": self.rich,
        }

    def check_length(self) -> None:
        if utf16_length(self.text) > self.limit:
            raise bad_request("message is too long" if self.limit == MAX_TEXT else "message caption is too long")

    def differs(self, seen: Seen) -> bool:
        return (
            self.text != seen.text
            or self.rich != seen.rich
            or list(self.entities) != list(seen.entities)
            or self.photo != seen.photo
            or (self.document and self.document.data) != (seen.document and seen.document.data)
        )

    def keep_media_of(self, seen: Seen) -> None:
        self.photo, self.photo_id, self.photo_size = seen.photo, seen.photo_id, seen.photo_size
        self.document = seen.document

    def attach(self, world: OfflineTelegram, kind: str, given: object, files: Files) -> None:
        """Take the picture or file from the upload, or from a file_id that was used before."""
        self.kind = f"{kind}s"
        upload = files.get(kind)
        if isinstance(given, str) and given.startswith("attach://"):
            upload = files.get(given.removeprefix("attach://"))
        if upload is None:
            file_id = _known_file(world, kind, given)
            name, data = world.files[file_id].name, world.files[file_id].data
            mime = "application/octet-stream"
        else:
            name, data, mime = upload
            if not data:
                raise bad_request("file must be non-empty")
            file_id = ""
        if kind == "photo":
            self.photo_size = check_picture(data)
        elif len(data) > MAX_UPLOAD_BYTES:
            raise bad_request(f"file is too big: {len(data)} bytes, the maximum is {MAX_UPLOAD_BYTES}")
        file_id = file_id or world.store_file(name, data)
        if kind == "photo":
            self.photo, self.photo_id = data, file_id
        else:
            self.document = SentFile(file_id, name, data, mime, len(data))


def text_content(parameters: JSON) -> MessageContent:
    """The text of sendMessage or editMessageText, parsed and trimmed."""
    if not parameters.get("text"):
        raise bad_request("message text is empty")
    return _content(parameters, "text", "entities", MAX_TEXT)


def rich_content(given: object) -> MessageContent:
    """The rich message of sendRichMessage or editMessageText: `text` is what a person sees, `html` what was sent."""
    if not isinstance(given, dict) or not isinstance(source := given.get("html"), str):
        raise bad_request("can't parse rich message: exactly one of html, markdown, blocks must be specified")
    if unknown := set(given) - {"html", "is_rtl", "skip_entity_detection"}:
        raise bad_request(f'can\'t parse rich message: unknown field "{min(unknown)}"')
    return MessageContent(parse_rich(source), source, (), MAX_CHARACTERS, rich=True)


def caption_content(parameters: JSON) -> MessageContent:
    return _content(parameters, "caption", "caption_entities", MAX_CAPTION)


def media_content(world: OfflineTelegram, parameters: JSON, files: Files) -> MessageContent:
    """The new picture or file of editMessageMedia, with its caption."""
    media = parameters.get("media")
    if not isinstance(media, dict) or media.get("type") not in ("photo", "document"):
        raise bad_request("can't parse InputMedia: type must be photo or document here")
    content = caption_content(media)
    content.attach(world, media["type"], media.get("media"), files)
    return content


def check_picture(data: bytes) -> tuple[int, int]:
    """Width and height (of a PNG; others count as 1 × 1), or `CallRefused` for what Telegram cannot show."""
    if len(data) > MAX_PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; the maximum size is {MAX_PHOTO_BYTES} bytes"
        )
    if not data.startswith(IMAGES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    if not data.startswith(IMAGES[0]):
        return 1, 1
    if len(data) < 24:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", data[16:24])
    if not width or not height or width + height > MAX_PHOTO_SIDES:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    if max(width, height) > MAX_PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _content(parameters: JSON, key: str, entities_key: str, limit: int) -> MessageContent:
    html = parameters.get(key) or ""
    mode = parameters.get("parse_mode") or ""
    given = parameters.get(entities_key) or []
    if mode and mode.lower() != "html":
        # Telegram knows Markdown too; the bot writes HTML only, so anything else is a slip.
        raise bad_request("unsupported parse_mode")
    text, entities = _parsed(html) if mode else trim(html, _given(html, given))
    if key == "text" and not text:
        raise bad_request("text must be non-empty")
    return MessageContent(text, html, entities, limit)


@lru_cache(maxsize=256)
def _parsed(html: str) -> tuple[str, list[JSON]]:
    """Parse HTML, remembering texts that a broadcast sends many times. The result is shared: do not change it."""
    return trim(*parse_html(html))


def _given(text: str, entities: list[JSON]) -> list[JSON]:
    length = utf16_length(text) if entities else 0
    for entity in entities:
        if entity["offset"] < 0:
            raise bad_request(f"receive an entity with incorrect offset {entity['offset']}")
        if entity["offset"] >= length:
            offset = entity["offset"]
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if (end := entity["offset"] + entity["length"]) > length:
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity['offset']} "
                f"ends after the end of the text at UTF-16 offset {end}"
            )
    return [dict(entity) for entity in entities]


def _known_file(world: OfflineTelegram, kind: str, given: object) -> str:
    if not isinstance(given, str) or not given:
        raise bad_request(f"there is no {kind} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # no network here
    if given not in world.files:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    return given
