"""README is true: its transcript is what the bot says, its commands are those that exist.

``UPDATE_README=1`` writes the current ones into the file.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

from rich.console import Console

from bot.cli.terminal import converse
from bot.commands import COMMANDS
from bot.i18n import translator
from bot.settings import Settings
from data.database import Database
from data.store import Store

README = Path(__file__).parent.parent / "README.md"
TRANSCRIPT = re.compile(r"(<!-- transcript: chat, vi -->\n```\n)(.*?)(```\n<!-- end -->)", re.S)
TABLE = re.compile(r"(<!-- commands -->\n)(.*?)(<!-- end -->)", re.S)
MAKE = re.compile(r"^make (\w+)", re.M)
RUN = re.compile(r"chisotinh ((?:db )?\w+)")


async def test_the_transcript_is_what_the_bot_says(tmp_path: Path) -> None:
    said = await _transcript(tmp_path, "/rank Hung Yen PAPI\n")
    _hold(TRANSCRIPT, said)


def test_the_commands_are_those_that_exist() -> None:
    t = translator("en")
    rows = ["| English | Vietnamese | what |", "|---|---|---|"]
    rows += [f"| `/{one.name}` | `/{one.name_vi}` | {t(one.help_en)} |" for one in COMMANDS]
    _hold(TABLE, "\n".join(rows) + "\n")


def test_the_commands_it_tells_to_run_exist() -> None:
    text = README.read_text(encoding="utf-8")
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    assert {"chat", "test"} <= set(MAKE.findall(text))
    for target in MAKE.findall(text):
        assert f"\n{target}:" in makefile
    from typer.main import get_command

    from bot.cli import app

    known = get_command(app)
    names = set(known.commands) | {f"db {name}" for name in known.commands["db"].commands}  # type: ignore[attr-defined]
    asked = set(RUN.findall(text))
    assert asked
    assert asked <= names | {"is"}


async def _transcript(folder: Path, lines: str) -> str:
    out = io.StringIO()
    settings = Settings(database=folder / "chisotinh.sqlite3", lang="vi")
    console = Console(file=out, width=110, color_system=None)
    async with await Database.open(settings.database) as database:
        store = await Store.open(database)
        await converse(settings, database, store, lines=io.StringIO(lines), out=console)
    return re.sub(r"\n{3,}", "\n\n", out.getvalue()).strip() + "\n"


def _hold(where: re.Pattern[str], said: str) -> None:
    text = README.read_text(encoding="utf-8")
    found = where.search(text)
    assert found is not None
    if os.environ.get("UPDATE_README"):
        README.write_text(text[: found.start(2)] + said + text[found.end(2) :], encoding="utf-8")
        return
    assert found[2] == said
