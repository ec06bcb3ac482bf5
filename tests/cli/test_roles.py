"""chisotinh roles: people are invited, listed, and their roles taken away, at a terminal."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.clock import utc_now
from data.database import Database
from data.releases.publishing import Publishing
from data.roles.invitations import Invitations
from data.roles.model import Role

LAN = 77


@pytest.fixture(autouse=True)
def settings(at_hand: None) -> None:
    """Before all other fixtures, so that none of them finds the database of this machine."""


@pytest.fixture
def command_language() -> str:
    return "vi"


def run(*words: str, input: str | None = None) -> Result:
    language = () if "--lang" in words else ("--lang", "vi")  # what a command is told stays in the environment
    return CliRunner().invoke(app, ["roles", *words, *language], input=input)


def accept(path: Path, said: str) -> None:
    secret = re.search(r"vt-(\w{24})", said)
    assert secret is not None

    async def work() -> None:
        async with await Database.open(path) as database:
            assert isinstance(await Invitations(database).accept(secret[1], LAN, utc_now()), Role)

    asyncio.run(work())


def audit(path: Path) -> list[tuple[str, str]]:
    async def work() -> list[tuple[str, str]]:
        async with await Database.open(path) as database:
            return [(one.who.partition(":")[0], one.what) for one in await Publishing(database).audit()]

    return asyncio.run(work())


def test_somebody_is_invited_listed_and_loses_the_role(database_file: Path) -> None:
    assert run("list").output == "Chưa có ai giữ vai trò nào.\n"
    made = run("invite", "Hưng Yên biên tập Nguyễn Văn A", "--bot", "@ChiSoTinhBot")
    assert made.exit_code == 0
    assert "https://t.me/ChiSoTinhBot?start=vt-" in made.output
    assert "✉️ Nguyễn Văn A: được mời làm người biên tập của Hưng Yên, đến " in run("list").output
    accept(database_file, made.output)
    assert run("list").output.startswith("#1 Nguyễn Văn A: người biên tập của Hưng Yên, từ ")
    kept = run("remove", "1", input="n\n")
    assert kept.exit_code == 1
    assert run("list").output.startswith("#1 ")
    gone = run("remove", "1", "--yes")
    assert gone.exit_code == 0
    assert gone.output.endswith("✅ Nguyễn Văn A không còn là người biên tập của Hưng Yên.\n")
    assert run("list").output == "Chưa có ai giữ vai trò nào.\n"
    assert audit(database_file) == [("terminal", "remove role"), ("telegram", "accept role"), ("terminal", "invite")]


def test_without_the_bots_name_there_is_a_command_to_write() -> None:
    said = run("invite", "hung yen reporter Department of Justice Tran B", "--lang", "en")
    assert said.exit_code == 0
    assert re.search(r"^/start vt-[A-Za-z0-9]{24}$", said.output, re.M)
    assert "Whoever writes this to the bot first" in said.output
    assert "t.me" not in said.output


def test_what_is_unclear_is_said_with_its_choices() -> None:
    said = run("invite", "Nguyễn Hòa Bình biên tập Hưng Yên")
    assert said.exit_code == 1
    assert said.output.startswith("Bạn muốn nói tỉnh, thành phố nào?")
    assert said.output.endswith("- Phú Thọ\n- Hưng Yên\n")
    assert run("list").output == "Chưa có ai giữ vai trò nào.\n"


def test_a_role_that_is_not_there_is_not_taken_away() -> None:
    said = run("remove", "9", "--yes")
    assert said.exit_code == 1
    assert said.output == "Vai trò ấy đã kết thúc, hoặc không phải của bạn.\n"
