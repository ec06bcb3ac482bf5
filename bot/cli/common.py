"""What every command shares: its options, its settings, the open database, and how it ends."""

from __future__ import annotations

import asyncio
import getpass
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.reply import Reply
    from bot.settings import SettingsProblem

T = TypeVar("T")

WRONG = 2
"""Exit code for settings, files or databases that cannot be used."""

DatabaseOption = Annotated[
    str | None,
    typer.Option("--database", help="Another database than CHISOTINH_DATABASE.", show_default=False),
]
LangOption = Annotated[
    str | None, typer.Option("--lang", help="vi or en; default CHISOTINH_LANG, else vi.", show_default=False)
]
TableFileOption = Annotated[
    Path | None, typer.Option("--to", help="The file, replaced if it exists; .csv makes CSV.", show_default=False)
]
YesOption = Annotated[bool, typer.Option("--yes", help="Confirm every question with yes.")]
WaitOption = Annotated[bool, typer.Option("--wait", help="Watch the alerts being sent by the running bot.")]


def stop(text: str, code: int = WRONG) -> NoReturn:
    """Ends with a message on standard error."""
    print(text, file=sys.stderr)
    raise typer.Exit(code)


def choose(database: str | None, lang: str | None) -> None:
    """Puts a command's own options before what the environment says."""
    if database is not None:
        os.environ["CHISOTINH_DATABASE"] = database
    if lang is not None:
        os.environ["CHISOTINH_LANG"] = lang


def settings_of(database: str | None = None, lang: str | None = None) -> Any:
    """The settings, with the command's own options before the environment's. Ends when they cannot be used."""
    from bot.settings import SettingsWrong, load

    choose(database, lang)
    try:
        return load()
    except SettingsWrong as wrong:
        stop(unusable(wrong.problems))


def unusable(problems: Sequence[SettingsProblem]) -> str:
    """The settings' problems, one a line, in the language of the settings."""
    from bot.reply import plain_text

    t = translated()
    lines = [t("The settings cannot be used:"), *(f"  - {problem.said(t)}" for problem in problems)]
    return plain_text("\n".join(lines))


def run_async(work: Coroutine[Any, Any, Any]) -> Any:
    """Runs a coroutine; what an operator can mend is said in words of their language, without a traceback."""
    from bot.settings import SettingsWrong
    from data.errors import BackupRefused, CopyRefused, DatabaseRefused, DatabaseTrouble, SeedError

    try:
        return asyncio.run(work)
    except SettingsWrong as wrong:  # of the network, which only commands that use it look at
        stop(unusable(wrong.problems))
    except SeedError as error:
        stop("\n".join([worded(error), *(str(problem) for problem in error.problems)]))
    except BrokenPipeError:  # nobody reads what is printed, as in `chisotinh ask | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None
    except (BackupRefused, CopyRefused, DatabaseRefused, DatabaseTrouble, OSError) as error:
        # A server that does not answer may do so in a minute: a service is to be started again then.
        stop(worded(error), 1 if isinstance(error, DatabaseRefused) and error.kind == "server" else WRONG)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def worded(error: Exception) -> str:
    """What was refused, in the language of the settings."""
    from bot.render.troubles import trouble
    from bot.reply import plain_text

    return plain_text(trouble(error, translated()))


def translated() -> Translator:
    """The translator of CHISOTINH_LANG, also where other settings cannot be used."""
    from bot.i18n import DEFAULT, translator
    from bot.settings import SettingsWrong, load

    try:
        return translator(load().lang)
    except SettingsWrong:
        return translator("en" if os.environ.get("CHISOTINH_LANG") == "en" else DEFAULT)


@asynccontextmanager
async def opened(settings: Any) -> AsyncIterator[tuple[Any, Any]]:
    """The database of the settings and a store over it; the database is closed at the end."""
    from data.database import Database
    from data.store import Store

    async with await Database.open(settings.database) as database:
        yield database, await Store.open(database)


def place_of(listen: str) -> tuple[str, int]:
    """The host and the port of an address to listen at. Ends where they cannot be read."""
    from bot.settings import place

    found = place(listen)
    if found is None:
        t = translated()
        stop(t("This is no address to listen at: {listen}. Write HOST:PORT, e.g. 127.0.0.1:8080.", listen=listen))
    return found


def confirm(question: str) -> bool:
    """Asks; without anybody there to answer it is a no."""
    try:
        return typer.confirm(question, default=False)
    except typer.Abort:
        print(file=sys.stderr)
        return False


async def after_asking(
    t: Translator, ask: Callable[[], Awaitable[tuple[Reply, str]]], do: Callable[[], Awaitable[T]], *, yes: bool
) -> T | None:
    """Shows what it is about, asks (unless ``yes``), and does it; None where it was not wanted, or was refused, which
    is then said.
    """
    from bot.render.troubles import trouble
    from bot.reply import plain_text
    from data.errors import PublishingRefused

    try:
        shown, question = await ask()
        print(plain_text(shown.html))
        if not yes and not confirm(plain_text(question)):
            return None
        return await do()
    except PublishingRefused as error:
        print(plain_text(trouble(error, t)), file=sys.stderr)
        return None


def operator() -> str:
    """Who works at this terminal, as the audit keeps it."""
    try:
        return f"terminal:{getpass.getuser()}"
    except (OSError, KeyError):  # no name for this user id, as in a container
        return "terminal"
