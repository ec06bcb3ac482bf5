"""Chats and what is in them: messages as a person sees them, members, topics, the bot's status."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.offline.errors import JSON, Impossible
from bot.offline.keyboard import InlineButton, shown

if TYPE_CHECKING:
    from bot.offline.people import User
    from bot.offline.world import OfflineTelegram

# The account that speaks for anonymous administrators, and the one that speaks for channels in groups.
ANONYMOUS: JSON = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT: JSON = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
PRESENT = ("member", "administrator", "creator", "restricted")


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file in a message. `size` is what Telegram says of it, which a test may set to differ from the data."""

    file_id: str
    name: str
    data: bytes
    mime: str
    size: int

    def to_json(self) -> JSON:
        return {
            "file_id": self.file_id,
            "file_unique_id": f"u{self.file_id}",
            "file_name": self.name,
            "mime_type": self.mime,
            "file_size": self.size,
        }


@dataclass(eq=False, slots=True)
class Seen:
    """A message as a person sees it.

    `text` is plain, after entities (the caption, if there is a picture or a file); `html` is what was sent; `params`
    holds the remaining parameters of the bot's call (disable_notification, allow_paid_broadcast, …).
    """

    chat: OfflineChat
    message_id: int
    date: int
    text: str = ""
    html: str = ""
    entities: Sequence[JSON] = ()
    sender: JSON | None = None
    sender_chat: JSON | None = None
    by_bot: bool = False
    markup: JSON | None = None
    photo: bytes | None = None
    photo_id: str = ""
    photo_size: tuple[int, int] = (1, 1)
    document: SentFile | None = None
    rich: bool = False
    """Whether it is a rich message; `text` has each row of its tables on a line."""
    thread: int | None = None
    reply_to: Seen | None = None
    edit_date: int | None = None
    service: JSON | None = None
    params: JSON = field(default_factory=dict)

    @property
    def buttons(self) -> list[list[InlineButton]]:
        """The rows of inline buttons, as drawn."""
        return shown(self.markup)

    @property
    def edited(self) -> bool:
        return self.edit_date is not None

    @property
    def labels(self) -> list[str]:
        """The labels of all inline buttons, in reading order."""
        return [button.text for row in self.buttons for button in row]

    def change(self, **fields: object) -> None:
        """Replace the fields that are named, mark the message as edited, and tell the watchers."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.edit_date = self.chat.world.timestamp()
        self.chat.world.tell("edit", self)

    def to_json(self, *, quoted: bool = False) -> JSON:
        """The message as the Bot API gives it. A quoted one (in reply_to_message) does not quote in turn."""
        raw: JSON = {"message_id": self.message_id, "date": self.date, "chat": self.chat.to_json()}
        if self.sender is not None:
            raw["from"] = self.sender
        if self.sender_chat is not None:
            raw["sender_chat"] = self.sender_chat
        if self.thread is not None:
            raw |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.reply_to is not None and not quoted:
            raw["reply_to_message"] = self.reply_to.to_json(quoted=True)
        if self.edit_date is not None:
            raw["edit_date"] = self.edit_date
        text, entities = "text", "entities"
        if self.photo is not None:
            text, entities = "caption", "caption_entities"
            width, height = self.photo_size
            raw["photo"] = [
                {
                    "file_id": self.photo_id,
                    "file_unique_id": f"u{self.photo_id}",
                    "width": width,
                    "height": height,
                    "file_size": len(self.photo),
                }
            ]
        elif self.document is not None:
            text, entities = "caption", "caption_entities"
            raw["document"] = self.document.to_json()
        if self.rich:
            raw["rich_message"] = {"blocks": [{"type": "paragraph", "text": self.text}]}
        elif self.text:
            raw[text] = self.text
            if self.entities:
                raw[entities] = list(self.entities)
        if self.markup is not None and "inline_keyboard" in self.markup:
            raw["reply_markup"] = self.markup
        return raw | self.service if self.service else raw


@dataclass(slots=True)
class Member:
    user: User
    status: str = "member"
    rights: JSON = field(default_factory=dict)


@dataclass(slots=True)
class Topic:
    thread: int
    name: str
    closed: bool = False


class OfflineChat:
    """A conversation. `messages` is what its members see, oldest first; deleted messages are gone."""

    type = "private"

    def __init__(self, world: OfflineTelegram, chat_id: int) -> None:
        self.world = world
        self.id = chat_id
        self.title = ""
        self.members: dict[int, Member] = {}
        self.topics: dict[int, Topic] = {}
        self.bot_status = "member"
        self.bot_rights: JSON = {}
        self.pinned: Seen | None = None
        self.actions: deque[str] = deque(maxlen=100)
        self.upgraded_to: OfflineChat | None = None
        self.stored: OrderedDict[int, Seen] = OrderedDict()
        self._raw: JSON | None = None
        self._last_id = 0

    def __repr__(self) -> str:
        return f"<{self.type} {self.id} {self.title!r}: {len(self.stored)} messages>"

    @property
    def messages(self) -> list[Seen]:
        """Everything in the chat, people's and the bot's, oldest first."""
        return list(self.stored.values())

    @property
    def answers(self) -> list[Seen]:
        """The messages that the bot sent."""
        return [seen for seen in self.stored.values() if seen.by_bot]

    @property
    def last(self) -> Seen:
        """The newest message, whoever sent it."""
        if not self.stored:
            raise Impossible(f"nothing was ever said in {self!r}")
        return next(reversed(self.stored.values()))

    def to_json(self) -> JSON:
        if self._raw is None:
            self._raw = self.describe()
        return self._raw

    def describe(self) -> JSON:
        return {"id": self.id, "type": self.type, "title": self.title}

    def next_message_id(self) -> int:
        return self.world.next_shared_message_id()

    def keep(self, seen: Seen) -> Seen:
        """Put a message at the end; the oldest one goes when the world keeps a bounded history."""
        self.stored[seen.message_id] = seen
        if self.world.history is not None and len(self.stored) > self.world.history:
            self.stored.popitem(last=False)
        self.world.tell("message", seen)
        return seen

    def new(self, **content: object) -> Seen:
        seen = Seen(self, self.next_message_id(), self.world.timestamp(), **content)  # type: ignore[arg-type]
        return self.keep(seen)

    async def serve(self, by: JSON | None, service: JSON, **content: object) -> Seen:
        """Add a service message ("… joined"), which every bot in the chat is told."""
        seen = self.new(sender=by, service=service, **content)
        await self.world.emit("message", seen.to_json())
        return seen


class PrivateChat(OfflineChat):
    """The chat of one person with the bot. The bot may write first only if `started`."""

    def __init__(self, world: OfflineTelegram, user: User, started: bool) -> None:
        super().__init__(world, user.id)
        self.user = user
        self.title = user.name
        self.started = started
        self.members[user.id] = Member(user)

    def describe(self) -> JSON:
        person = self.user.to_json()
        return {key: person[key] for key in ("id", "first_name", "username") if key in person} | {"type": "private"}
