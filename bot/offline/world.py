"""The world: people, chats and files on one side, the bot's calls and updates on the other."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
import re
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from telegram.request import BaseRequest

from bot.clock import utc_now
from bot.offline.chats import OfflineChat, PrivateChat, Seen
from bot.offline.errors import JSON, CallRefused
from bot.offline.faults import Faults
from bot.offline.groups import Channel, Group, Shared
from bot.offline.html import utf16_length
from bot.offline.methods import METHODS, Files, check_call
from bot.offline.people import Popup, User
from bot.offline.updates import Updates

BOT_ID = 7_000_000_001
FIRST_GROUP = 5_000
FIRST_CHANNEL = 1_000_000_001_000
# A command ends at white space or punctuation: "/xếp" is none, for Telegram does not accept the letter ế.
ENTITY = re.compile(r"(?<![\w/<>@])(/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>])|@[A-Za-z0-9_]{4,32}(?!\w))")


@dataclass(slots=True)
class StoredFile:
    name: str
    data: bytes
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Call:
    """A call the bot made, and the status it was answered with (0: there was no answer)."""

    method: str
    parameters: JSON
    status: int


class OfflineTelegram(Updates):
    """Telegram in one process.

    `now` is the clock for dates and time limits. `history` bounds what is kept: messages per chat, and all calls and
    files. `privacy` is the bot's privacy mode; `inline` says whether it may be asked inline. Faults are planned by
    `fail`, `hang`, `reset`, `garble` and `breaks` (see `Faults`).
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = utc_now,
        username: str = "chisotinh_bot",
        name: str = "Chỉ Số Tỉnh",
        history: int | None = None,
        privacy: bool = True,
        inline: bool = True,
    ) -> None:
        super().__init__(now)
        self.me: JSON = {"id": BOT_ID, "is_bot": True, "first_name": name, "username": username}
        self.history = history
        self.privacy = privacy
        self.inline = inline
        self.users: dict[int, User] = {}
        self.chats: dict[int, OfflineChat] = {}
        self.files: OrderedDict[str, StoredFile] = OrderedDict()
        self.commands: dict[tuple[str, str], list[JSON]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[object, JSON] = {}
        self.calls: deque[Call] = deque(maxlen=history)
        self.faults = Faults()
        self.fail, self.hang = self.faults.fail, self.faults.hang
        self.reset, self.breaks, self.garble = self.faults.reset, self.faults.breaks, self.faults.garble
        self.watchers: list[Callable[[str, Seen | Popup], None]] = []
        self._numbers = itertools.count(1)
        self._user_ids = itertools.count(1_001)
        self._shared_message_ids = itertools.count(1)

    def request(self) -> BaseRequest:
        """A transport for `Application.builder().request(…).get_updates_request(…)`; take one for each."""
        from bot.offline.transport import OfflineRequest

        return OfflineRequest(self)

    def user(
        self,
        id: int | None = None,
        name: str = "Lan",
        language_code: str | None = "vi",
        username: str | None = None,
    ) -> User:
        """The person with that id, created when new; without an id, a new person."""
        if id is None:
            id = next(number for number in self._user_ids if number not in self.users)
        if id not in self.users:
            self.users[id] = User(self, id, name, language_code, username)
        return self.users[id]

    def private(self, user: User, *, started: bool = False) -> PrivateChat:
        """The user's chat with the bot. `started` says that they wrote to it before this test begins."""
        chat = self.chats.get(user.id)
        if chat is None:
            chat = self.chats[user.id] = PrivateChat(self, user, started)
        assert isinstance(chat, PrivateChat)
        chat.started = chat.started or started
        return chat

    def group(
        self, title: str, members: Iterable[User] = (), *, supergroup: bool = False, forum: bool = False
    ) -> Group:
        """A group founded by the first member; `await group.add_bot()` brings the bot. Forums are supergroups."""
        number = next(self._numbers)
        supergroup = supergroup or forum
        chat_id = -(FIRST_CHANNEL + number) if supergroup else -(FIRST_GROUP + number)
        group = Group(self, chat_id, title, members, supergroup=supergroup, forum=forum)
        self.chats[chat_id] = group
        return group

    def channel(self, title: str, members: Iterable[User] = ()) -> Channel:
        """A channel founded by the first member; `await channel.add_bot()` makes the bot an administrator."""
        channel = Channel(self, -(FIRST_CHANNEL + next(self._numbers)), title, members)
        self.chats[channel.id] = channel
        return channel

    def timestamp(self) -> int:
        return int(self.now().timestamp())

    def next_shared_message_id(self) -> int:
        """The next message id, which private chats and basic groups share, as Telegram does for an account."""
        return next(self._shared_message_ids)

    def tell(self, what: str, about: Seen | Popup) -> None:
        """Tell every watcher: "message", "edit" or "delete" with the message, "popup" with the popup."""
        for watcher in self.watchers:
            watcher(what, about)

    def find_entities(self, text: str) -> list[JSON]:
        """Commands and mentions, as Telegram marks them in what people write."""
        return [
            {
                "type": "bot_command" if match[0][0] == "/" else "mention",
                "offset": utf16_length(text[: match.start()]),
                "length": len(match[0]),
            }
            for match in ENTITY.finditer(text)
        ]

    def store_file(self, name: str, data: bytes, size: int | None = None) -> str:
        """Keep a file and return its file_id; the oldest one goes when history is bounded.

        As with Telegram no other file ever has the same one, not even in another run: what was remembered of an earlier
        run is refused, and never shows something else.
        """
        number = next(self._numbers)
        file_id = f"file-{number}-{hashlib.sha256(data).hexdigest()[:16]}"
        path = f"documents/file_{number}{name[name.rindex('.') :] if '.' in name else ''}"
        self.files[file_id] = StoredFile(name, data, path, len(data) if size is None else size)
        if self.history is not None and len(self.files) > self.history:
            self.files.popitem(last=False)
        return file_id

    async def hear(self, kind: str, seen: Seen) -> None:
        """Send an update about what a person wrote, if the bot is there and its privacy mode lets it through."""
        chat = seen.chat
        if isinstance(chat, Shared) and not (chat.bot_status == "administrator" or self._lets_through(seen)):
            await self._hear_guest(kind, seen)
            return
        await self.emit(kind, seen.to_json())

    async def _hear_guest(self, kind: str, seen: Seen) -> None:
        """Whoever names a bot in a group that it is not in asks it as a guest. Edited messages ask nothing."""
        absent = seen.chat.bot_status == "left" and kind == "message" and seen.chat.type != "channel"
        user = self.users.get((seen.sender or {}).get("id", 0))
        if absent and user is not None and re.search(rf"@{self.me['username']}(?!\w)", seen.text, re.I):
            await self.ask_guest(user, seen)

    def _lets_through(self, seen: Seen) -> bool:
        if seen.chat.bot_status not in ("member", "restricted"):
            return False
        if not self.privacy or (seen.reply_to is not None and seen.reply_to.by_bot):
            return True
        if "via_bot" in (seen.service or {}):
            return True
        mine = "@" + self.me["username"].lower()
        if mine in seen.text.lower():
            return True
        return seen.text.startswith("/") and "@" not in seen.text.split(maxsplit=1)[0]

    async def answer(self, name: str, parameters: JSON, files: Files) -> tuple[int, bytes]:
        """Status and body of one call to the Bot API. Raises what a planned fault raises."""
        fault = self.faults.take(name, parameters)
        if fault is not None and not fault.recorded:
            self.calls.append(Call(name, parameters, fault.status))
            if fault.error is not None:
                raise fault.error
            return fault.status, fault.body
        status, body = 200, b""
        try:
            known = check_call(name, parameters, files)
            if known == "getUpdates":
                result = await self.get_updates(parameters)
            else:
                result = METHODS[known](self, parameters, files)
            if fault is not None and fault.change is not None:
                body = fault.change(result)
            else:
                body = json.dumps({"ok": True, "result": result}).encode()
        except CallRefused as refused:
            status, body = refused.status, json.dumps(refused.to_json()).encode()
        if fault is not None and fault.error is not None:
            self.calls.append(Call(name, parameters, 0))
            raise fault.error
        self.calls.append(Call(name, parameters, status))
        await asyncio.sleep(0)  # a call takes a turn of the loop, so that others get theirs
        return status, body

    def download(self, path: str) -> tuple[int, bytes]:
        """Status and bytes of a file, by its file_path."""
        for stored in self.files.values():
            if path.endswith(stored.path):
                return 200, stored.data
        return 404, json.dumps(CallRefused(404, "Not Found").to_json()).encode()
