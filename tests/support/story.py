"""The people of an office's year, for tests: who brings a plan, reports on it, follows and reads it; and the bot, which
may be started anew on what the database holds.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from sqlalchemy import text

from bot.app import build
from bot.delivery.options import SenderOptions
from bot.offline import Group, OfflineTelegram, PrivateChat, Seen, User
from bot.offline.html import parse_html
from bot.runtime import sending
from data.alerts.quiet_hours import VIETNAM
from data.database import Database
from data.store import Store
from tests.handlers.test_pictures import label
from tests.support.brought_plans import word_plan
from tests.support.invitations import invite
from tests.support.shipped import Clock, settings_of
from tests.support.task_office import Office

HOA = 4242


class Story:
    """Hoa is the administrator; Lan will be the editor, Minh the reporter; the others and the group follow tasks."""

    def __init__(self, world: OfflineTelegram, database: Database, place: Path, clock: Clock) -> None:
        self.world, self.database, self.place, self.clock = world, database, place, clock
        self.hoa, self.lan, self.minh = world.user(id=HOA, name="Hoa"), world.user(name="Lan"), world.user(name="Minh")
        self.an, self.binh, self.chi = world.user(name="An"), world.user(name="Bình"), world.user(name="Chi")
        self.john = world.user(name="John", language_code="en")
        for user in tuple(world.users.values()):
            world.private(user, started=True)
        self.group: Group = world.group("Phòng Cải cách hành chính", [self.an])
        self.heard: list[tuple[dt.datetime, int, str]] = []
        """When, in which chat, and what the bot wrote."""
        world.watchers.append(self._watch)
        self._running = AsyncExitStack()
        self.office: Office

    def _watch(self, what: str, about: object) -> None:
        if what == "message" and isinstance(about, Seen) and about.by_bot:
            self.heard.append((self.clock.time.astimezone(VIETNAM), about.chat.id, about.text))

    async def start(self) -> None:
        """Start the bot on what the database holds."""
        world, settings = self.world, settings_of(self.place, admins=(HOA,))
        store = await Store.open(self.database)
        app = build(
            settings, self.database, store, transport=world.request(), updates=world.request(), clock=self.clock
        )
        await self._running.enter_async_context(world.running(app))
        self._running.callback(app.bot_data.pictures.close)
        options = SenderOptions(pace=None)
        sender = await self._running.enter_async_context(sending(app, options, request=world.request()))
        self.office = Office(app, sender, self.clock, self.database)

    async def stop(self) -> None:
        await self._running.aclose()

    def chat(self, user: User) -> PrivateChat:
        return self.world.private(user)

    def told(self, who: int, start: str) -> list[str]:
        """What somebody was told that begins so."""
        return [said for _, chat, said in self.heard if chat == who and said.startswith(start)]

    async def appoint(self, user: User, words: str) -> None:
        await user.say(await invite(self.world, self.hoa, words))
        await user.press("Nhận")

    async def bring(self, rows: Sequence[Sequence[str]], why: str = "") -> None:
        """Lan sends a file, and answers what is asked about it."""
        chat = self.chat(self.lan)
        await self.lan.send_document("ke-hoach.docx", word_plan(rows))
        assert chat.last.text.startswith("Chỗ chưa chắc 1/2\n⚠️ ke-hoach.docx, bảng 2, hàng 2, cột G:")
        await self.lan.press("PAPI 2 Công khai, minh bạch")
        assert "“Sở Nội vụu” là cơ quan nào?" in chat.last.text
        await self.lan.press("Sở Nội vụ")
        if why:
            assert "vì vậy đây là bản sửa" in chat.last.text
            await self.lan.say(why)
        await self.lan.press("Đăng kế hoạch")
        await self.office.sent()

    async def say_of(self, user: User, task: str, state: str, words: str = "") -> str:
        """Report on a task, or judge what was reported; returns what is said to that."""
        chat = self.chat(user)
        await user.say("/baocao")
        (number,) = re.findall(rf"^(\d+)\. .*\(mục {task}\)", chat.last.text, re.MULTILINE)
        await user.press(number)
        await user.press(label(chat.last, state))
        if words:
            await user.say(words)
        await self.office.sent()
        return chat.last.text

    async def withdraw(self, why: str) -> None:
        """Lan takes back what is in force of the plan."""
        await self.lan.say("/kehoach")
        await self.lan.press("12/KH-UBND")
        await self.lan.press("Rút văn bản")
        await self.lan.say(why)
        await self.lan.press("Rút văn bản")
        assert "✅ Đã rút" in self.chat(self.lan).last.text
        await self.office.sent()

    async def rows(self) -> list[tuple[str, str, int, str, int]]:
        """The outbox: what it is about, state, chat, text as it is read, and how often it may have gone before."""
        query = text(
            "SELECT a.subject, o.state, o.chat, t.html, o.doubtful FROM outbox o JOIN alert a ON a.id = o.alert"
            " JOIN alert_text t ON t.id = o.text ORDER BY o.id"
        )
        async with self.database.read() as connection:
            found = await connection.execute(query)
            return [(subject, state, chat, parse_html(html)[0], twice) for subject, state, chat, html, twice in found]
