"""People, and what they do: write, edit, press, block, send a file, ask inline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.offline.chats import ANONYMOUS, CHANNEL_BOT, PRESENT, OfflineChat, PrivateChat, Seen, SentFile
from bot.offline.errors import JSON, Impossible, NoSuchButton
from bot.offline.groups import Channel, Shared, member_json
from bot.offline.html import parse_html
from bot.offline.keyboard import InlineButton

if TYPE_CHECKING:
    from bot.offline.world import OfflineTelegram


@dataclass(frozen=True, slots=True)
class Popup:
    """What a press showed: a notice, an alert to confirm, or (without text) only the end of the spinner."""

    text: str = ""
    alert: bool = False
    url: str | None = None
    copied: str | None = None
    shared: str | None = None
    app: str | None = None


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """The results of an inline query, as the bot sent them."""

    results: list[JSON]
    next_offset: str = ""
    button: JSON | None = None
    cache_time: int = 300
    personal: bool = False

    @property
    def titles(self) -> list[str]:
        return [result["title"] for result in self.results]

    @property
    def texts(self) -> list[str]:
        """The message of each result as it is read, or the caption of its picture."""
        return [
            parse_html((result.get("input_message_content") or {}).get("message_text") or result.get("caption", ""))[0]
            for result in self.results
        ]


class User:
    """A person with a Telegram account. Each verb returns when the bot has handled the update."""

    def __init__(
        self, world: OfflineTelegram, user_id: int, name: str, language_code: str | None, username: str | None
    ) -> None:
        self.world = world
        self.id = user_id
        self.name = name
        self.language_code = language_code
        self.username = username
        self.blocked = False
        self.deactivated = False
        self.popups: list[Popup] = []

    def __repr__(self) -> str:
        return f"<user {self.id} {self.name!r}>"

    def to_json(self) -> JSON:
        raw: JSON = {"id": self.id, "is_bot": False, "first_name": self.name}
        if self.username:
            raw["username"] = self.username
        if self.language_code:
            raw["language_code"] = self.language_code
        return raw

    async def say(
        self,
        text: str,
        in_: OfflineChat | None = None,
        *,
        reply_to: Seen | None = None,
        thread: int | None = None,
        as_: OfflineChat | None = None,
    ) -> Seen:
        """Write in a chat (by default the person's own with the bot).

        `as_=group` writes as an anonymous administrator of it, `as_=channel` in the name of a channel. In a group the
        bot receives only what its privacy mode lets through.
        """
        chat = self._enter(in_, thread)
        seen = chat.new(
            **self._author(chat, as_),
            text=text,
            html=text,
            entities=self.world.find_entities(text),
            reply_to=reply_to,
            thread=thread if thread is not None or reply_to is None else reply_to.thread,
        )
        await self.world.hear("message", seen)
        return seen

    async def send_document(
        self,
        name: str,
        data: bytes,
        in_: OfflineChat | None = None,
        *,
        caption: str = "",
        mime: str = "application/octet-stream",
        size: int | None = None,
        album: str = "",
    ) -> Seen:
        """Send a file, perhaps as one of an album of that name. With `size`, Telegram announces another size than the
        data has.
        """
        chat = self._enter(in_, None)
        file_id = self.world.store_file(name, data, size)
        document = SentFile(file_id, name, data, mime, len(data) if size is None else size)
        seen = chat.new(sender=self.to_json(), text=caption, html=caption, document=document)
        if album:
            seen.service = {"media_group_id": album}
        await self.world.hear("message", seen)
        return seen

    async def send_photo(
        self, data: bytes, in_: OfflineChat | None = None, *, caption: str = "", album: str = ""
    ) -> Seen:
        """Send a photograph, perhaps as one of an album of that name. Telegram tells its size, not its name."""
        chat = self._enter(in_, None)
        file_id = self.world.store_file("photo.jpg", data)
        seen = chat.new(sender=self.to_json(), text=caption, html=caption, photo=data, photo_id=file_id)
        if album:
            seen.service = {"media_group_id": album}
        await self.world.hear("message", seen)
        return seen

    async def edit(self, message: Seen, text: str) -> Seen:
        """Change a message of one's own; the bot receives it as edited_message."""
        if message.sender is None or message.sender["id"] != self.id or message.document is not None:
            raise Impossible(f"{self!r} cannot edit message {message.message_id}")
        message.change(text=text, html=text, entities=self.world.find_entities(text))
        await self.world.hear("edited_message", message)
        return message

    async def press(
        self, button: str | tuple[int, int], on: Seen | None = None, *, in_: OfflineChat | None = None
    ) -> Popup | None:
        """Press the button with that label, or the one at (row, column), counted from 0.

        The button is on `on`, or on the newest message of the chat that has that label (for a position: that has
        buttons). Returns what popped up, or None if the bot left the press unanswered. Of a link, of a Mini App, of a
        text to copy and of an inline query to share the bot hears nothing: they are the popup's `url`, `app`, `copied`
        and `shared`. Raises `NoSuchButton` when the button is not on the screen.
        """
        message, found = self._find(button, on, in_)
        if found.url is not None:
            return Popup(url=found.url)
        if found.app is not None:
            return Popup(app=found.app)
        if found.copied is not None or found.shared is not None:
            return Popup(copied=found.copied, shared=found.shared)
        if found.callback_data is None:
            raise Impossible(f"the offline Telegram cannot press {found.text!r}")
        return await self.world.ask_callback(self, message, found.callback_data)

    async def ask_inline(self, query: str, offset: str = "") -> InlineAnswer | None:
        """Type an inline query for the bot in some chat. Returns None if the bot did not answer."""
        return await self.world.ask_inline(self, query, offset)

    async def choose(self, result: JSON, in_: OfflineChat | None = None) -> Seen:
        """Choose a result of an inline query: its message is posted by this person, by way of the bot."""
        from bot.offline.inline import post

        chat = self._enter(in_, None)
        seen = post(chat, result, sender=self.to_json(), service={"via_bot": self.world.me})
        await self.world.hear("message", seen)
        return seen

    async def block(self) -> None:
        """Block the bot: sending to this person answers 403."""
        await self._switch("kicked")

    async def unblock(self) -> None:
        await self._switch("member")

    def delete_account(self) -> None:
        """Delete the account: sending to this person answers 403 for ever; Telegram tells bots nothing of it."""
        self.deactivated = True

    async def _switch(self, status: str) -> None:
        old, self.blocked = self.blocked, status == "kicked"
        if old == self.blocked:
            raise Impossible(f"{self!r} has already done that")
        chat = self.world.private(self)
        chat.started = True
        me = self.world.me
        was = "kicked" if old else "member"
        change = {
            "chat": chat.to_json(),
            "from": self.to_json(),
            "date": self.world.timestamp(),
            "old_chat_member": member_json(me, was, {}),
            "new_chat_member": member_json(me, status, {}),
        }
        await self.world.emit("my_chat_member", change)

    def _enter(self, in_: OfflineChat | None, thread: int | None) -> OfflineChat:
        chat = in_ if in_ is not None else self.world.private(self)
        if self.deactivated:
            raise Impossible(f"{self!r} is gone")
        if isinstance(chat, PrivateChat):
            if chat.user is not self:
                raise Impossible(f"{self!r} cannot write in the chat of {chat.user!r}")
            if self.blocked:
                raise Impossible(f"{self!r} has blocked the bot and must unblock it to write")
            chat.started = True
        elif isinstance(chat, Channel):
            raise Impossible("people do not write in channels: use channel.post")
        elif self.id not in chat.members or chat.members[self.id].status not in PRESENT:
            raise Impossible(f"{self!r} is not in {chat!r}")
        elif chat.upgraded_to is not None:
            raise Impossible(f"{chat!r} is now {chat.upgraded_to!r}")
        if thread is not None and thread not in chat.topics:
            raise Impossible(f"{chat!r} has no topic {thread}")
        return chat

    def _author(self, chat: OfflineChat, as_: OfflineChat | None) -> dict[str, JSON]:
        if as_ is None:
            return {"sender": self.to_json()}
        if not isinstance(as_, Shared) or not as_.is_admin(self):
            raise Impossible(f"{self!r} is no administrator of {as_!r}")
        return {"sender": ANONYMOUS if as_ is chat else CHANNEL_BOT, "sender_chat": as_.to_json()}

    def _find(
        self, button: str | tuple[int, int], on: Seen | None, in_: OfflineChat | None
    ) -> tuple[Seen, InlineButton]:
        chat = in_ if in_ is not None else self.world.private(self)
        candidates = [on] if on is not None else [seen for seen in reversed(chat.messages) if seen.buttons]
        if not isinstance(button, str):
            candidates = candidates[:1]
        for seen in candidates:
            if seen.chat.stored.get(seen.message_id) is not seen:
                raise NoSuchButton(f"message {seen.message_id} is no longer on the screen")
            rows = seen.buttons
            if isinstance(button, str):
                for found in (found for row in rows for found in row if found.text == button):
                    return seen, found
            elif button[0] in range(len(rows)) and button[1] in range(len(rows[button[0]])):
                return seen, rows[button[0]][button[1]]
        labels = [seen.labels for seen in candidates[:3]]
        raise NoSuchButton(f"no button {button!r}; on the screen are {labels or 'none'}")
