"""A conversation in the terminal with the real application: Telegram is played by ``bot.offline``.

Buttons are numbered and pressed by ``/1``, ``/2`` …; ``/as 2`` goes on as another person; ``/file PATH`` sends a file,
``/file PATH PATH`` several as one album, and words behind them are the caption (person 1 is an operator, unless
CHISOTINH_ADMINS names others); ``/wait`` waits for alerts; ``/quit`` ends. A line that begins with ``@`` asks inline,
as in a chat without the bot; ``/1`` posts the first of the answers.
Pictures and files are saved to a folder and their path is shown.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.text import Text

from bot.app import build
from bot.i18n import translator
from bot.offline import InlineAnswer, NoSuchButton, OfflineTelegram, Popup, Seen, User
from bot.questions.addressed import said_to_us
from bot.render.troubles import file_trouble
from bot.reply import plain_text
from bot.runtime import prepare, sending, watching
from bot.services import Services
from bot.settings import Settings
from data.database import Database
from data.store import Store

FIRST_USER, LAST_USER = 1_001, 1_999
COLOURS = {"success": "green", "danger": "red", "primary": "blue"}
ALERTS_TAKE = 10.0
"""Seconds that ``/wait`` waits at most."""


class Terminal:
    """Shows what a person would see, and turns typed lines into what a person would do."""

    def __init__(
        self, world: OfflineTelegram, settings: Settings, services: Services, out: Console, pictures: Path
    ) -> None:
        self._wake, self._outbox = services.wake, services.outbox
        self._world = world
        self._out = out
        self._pictures = pictures
        self._t = translator(settings.lang)
        self._language = settings.lang
        self._user = self._person(1)
        self._seen: Seen | None = None
        self._offered: InlineAnswer | None = None
        self._albums = 0
        world.watchers.append(self._show)

    def _person(self, number: int) -> User:
        user = self._world.user(id=FIRST_USER + number - 1, name=f"#{number}", language_code=self._language)
        self._world.private(user, started=True)
        return user

    async def enter(self, line: str) -> bool:
        """Does what the line says; False when the conversation is over."""
        words = line.split()
        if not words:
            return True
        if words[0] == "/quit":
            return False
        if words[0] == "/as" and len(words) == 2 and words[1].isascii() and words[1].isdigit() and int(words[1]):
            self._user = self._person(int(words[1]))
            self._seen = self._offered = None
            self._out.print(self._t("You are person {n} now.", n=words[1]), style="dim")
        elif words[0] == "/file" and len(words) > 1:
            await self._send_files(line.split(maxsplit=1)[1])
        elif words[0] == "/wait":
            await self._wait()
        elif words[0].isascii() and words[0][1:].isdigit() and words[0][0] == "/" and len(words) == 1:
            await (self._choose if self._offered is not None else self._press)(int(words[0][1:]))
        elif line[0] == "@":
            await self._ask_inline(said_to_us(line, self._world.me["username"], private=True, answers_us=True) or "")
        else:
            await self._user.say(line)
        return True

    async def _send_files(self, names: str) -> None:
        """Send the file of that name; of several names their files, as one album; the words behind are the caption."""
        paths, caption = await asyncio.to_thread(_paths, names)
        files: list[tuple[str, bytes]] = []
        for path in paths:
            try:
                files.append((path.name, await asyncio.to_thread(path.read_bytes)))
            except OSError as error:
                self._out.print(Text(plain_text(file_trouble(error, self._t, path))), style="dim")
                return
        self._albums += 1
        for name, data in files:
            album = str(self._albums) if len(files) > 1 else ""
            await self._user.send_document(name, data, caption=caption, album=album)
            caption = ""  # an album has one, under its first file

    async def _wait(self) -> None:
        """Until no alert is due any more."""
        self._wake()
        for _ in range(int(ALERTS_TAKE / 0.1)):
            await asyncio.sleep(0.1)
            if not any(one.pending for one in await self._outbox.progresses()):
                return

    async def _ask_inline(self, text: str) -> None:
        """Print the answers that Telegram would list above the keyboard, or the button in their place."""
        self._offered = await self._user.ask_inline(text.strip().removeprefix("@"))
        if self._offered is None:
            return
        self._out.print()
        for number, result in enumerate(self._offered.results, 1):
            self._out.print(Text(f"[/{number}] {result['title']}"), style="cyan", soft_wrap=True)
            self._out.print(Text(f"    {result.get('description', '')}".rstrip()), highlight=False, soft_wrap=True)
        if self._offered.button is not None:
            self._out.print(Text(f"[/1 {self._offered.button['text']}]"), style="cyan")
        self._out.print()

    async def _choose(self, number: int) -> None:
        offered = self._offered
        assert offered is not None
        if offered.button is not None and number == 1:
            await self._user.say(f"/start {offered.button['start_parameter']}")
        elif 0 < number <= len(offered.results):
            self._print(await self._user.choose(offered.results[number - 1]))
        else:
            self._out.print(self._t("There is no button {n} under the last answer.", n=number), style="dim")

    async def _open(self, popup: Popup) -> None:
        """What a press does of which the bot hears nothing: a link is opened, a text copied, a question shared."""
        start = f"https://t.me/{self._world.me['username']}?start="
        if popup.url is not None and popup.url.startswith(start):
            await self._user.say(f"/start {popup.url.removeprefix(start)}")
        elif popup.shared is not None:
            self._out.print(Text(f"@{self._world.me['username']} {popup.shared}"), style="dim")
            await self._ask_inline(popup.shared)
        elif (shown := popup.copied or popup.url or popup.app) is not None:
            self._out.print(Text(f"⟦ {shown} ⟧"), soft_wrap=True)

    async def _press(self, number: int) -> None:
        seen = self._seen
        buttons = [(r, c) for r, row in enumerate(seen.buttons) for c, _ in enumerate(row)] if seen else []
        if seen is None or not 0 < number <= len(buttons):
            self._out.print(self._t("There is no button {n} under the last answer.", n=number), style="dim")
            return
        try:
            popup = await self._user.press(buttons[number - 1], on=seen)
            if popup is not None:
                await self._open(popup)
        except NoSuchButton:
            self._out.print(self._t("There is no button {n} under the last answer.", n=number), style="dim")

    def _show(self, what: str, about: Seen | Popup) -> None:
        if isinstance(about, Popup):
            if about.text:
                self._out.print(Text(f"⟦ {about.text} ⟧"))
            return
        if what in ("message", "edit") and about.by_bot:
            self._print(about)

    def _print(self, about: Seen) -> None:
        last = self._seen
        # An older message that only says something else now has not the buttons that are meant.
        if last is None or about.buttons or last.chat.id != about.chat.id or last.message_id <= about.message_id:
            self._seen = about
        self._offered = None
        self._out.print()
        if about.chat.id != self._user.id:
            self._out.print(Text(f"→ {about.chat.title}"), style="dim")
        self._out.print(Text(about.text), highlight=False, soft_wrap=True)
        if about.photo:
            path = self._pictures / f"{about.message_id}.png"
            self._pictures.mkdir(parents=True, exist_ok=True)
            path.write_bytes(about.photo)
            self._out.print(Text(self._t("Picture: {path}", path=str(path))), style="dim")
        if about.document is not None:
            path = self._pictures.with_name("files") / Path(about.document.name).name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(about.document.data)
            self._out.print(Text(self._t("File: {path}", path=str(path))), style="dim")
        number = 0
        for row in about.buttons:
            labels = []
            for button in row:
                number += 1
                labels.append(Text(f"[/{number} {button.text}]", style=COLOURS.get(button.style, "cyan")))
            self._out.print(Text("  ").join(labels), soft_wrap=True)
        self._out.print()


def _paths(names: str) -> tuple[list[Path], str]:
    """The files that are meant: one whose name has blanks, or several, with blanks between them or in quotes; and the
    caption: the words behind the files that look like no file.
    """
    whole = Path(names.strip("\"'")).expanduser()
    if whole.exists():
        return [whole], ""
    try:
        parts = shlex.split(names, posix=os.name == "posix")
    except ValueError:  # a quotation mark that is opened and not closed
        parts = []
    paths = [Path(part.strip("\"'")).expanduser() for part in parts]
    files = [bool(one.suffix) or len(one.parts) > 1 or one.exists() for one in paths]
    named = files.index(False) if False in files else len(files)
    if not named:
        return [whole], ""
    return paths[:named], " ".join(parts[named:])


async def converse(
    settings: Settings,
    database: Database,
    store: Store,
    *,
    lines: TextIO = sys.stdin,
    out: Console | None = None,
) -> None:
    """Reads lines until they end or ``/quit``. From a pipe each line is echoed, so that the output is a transcript."""
    world = OfflineTelegram(history=200)
    admins = settings.admins or (FIRST_USER,)
    settings = settings.model_copy(update={"admins": admins})
    app = build(settings, database, store, transport=world.request(), updates=world.request())
    shown = out or Console()
    interactive = lines.isatty()
    services: Services = app.bot_data
    terminal = Terminal(world, settings, services, shown, database.path.parent / "pictures")
    t = translator(settings.lang)
    async with AsyncExitStack() as beside:
        beside.callback(services.pictures.close)
        await beside.enter_async_context(world.running(app))
        for known in await services.chats.private_within(FIRST_USER, LAST_USER):
            person = world.user(id=known, name=f"#{known - FIRST_USER + 1}", language_code=settings.lang)
            world.private(person, started=True)
        if await services.chats.all_within(FIRST_USER, LAST_USER):
            await beside.enter_async_context(sending(app, request=world.request()))
            await beside.enter_async_context(watching(app))
        else:
            # What waits in it is for people on the real Telegram, whom nobody here could reach.
            shown.print(t("This database has chats of the real Telegram: no alert is sent from here."), style="dim")
        await prepare(app)
        if interactive:
            hello = t("Ask as you would in Telegram. /1, /2 … press buttons, /as 2 is another person, /quit ends.")
            shown.print(hello, style="dim")
        while True:
            if interactive:
                shown.print("> ", end="", style="bold")
            line = await asyncio.to_thread(lines.readline)
            if not line:
                break
            if not interactive and line.strip():
                shown.print(Text(f"> {line.strip()}"), soft_wrap=True)
            database.verify()  # what is said after it was deleted would be lost
            if not await terminal.enter(line.strip()):
                break
