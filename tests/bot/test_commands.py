"""The table of commands: what Telegram accepts, and that every example is understood as its own command."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.commands import COMMANDS, FOR_OPERATORS, Command, find, split
from tests.support.shipped_names import reader

TODAY = dt.date(2026, 11, 22)


def test_names_are_what_telegram_accepts_and_unique() -> None:
    names = [name for command in COMMANDS + FOR_OPERATORS for name in (command.name, *command.aliases)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in names)
    assert all(1 <= len(command.menu_en) <= 256 for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_examples_ask_what_the_command_says(command: Command) -> None:
    question = reader().read(command.example, today=TODAY)
    wanted = {"profile": "standing", "": "help"}.get(command.intent, command.intent)
    assert question.intent == wanted
    assert question.heard == ""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_aliases_ask_the_same(command: Command) -> None:
    arguments = command.example.partition(" ")[2]
    expected = reader().read(command.example, today=TODAY)
    for alias in command.aliases:
        assert reader().read(f"/{alias} {arguments}".strip(), today=TODAY) == expected
        assert reader().read(f"/{alias.upper()}@ChiSoTinhBot {arguments}".strip(), today=TODAY) == expected


def test_a_line_is_split_into_command_and_arguments() -> None:
    rank = find("rank")
    assert split("/rank@ChiSoTinhBot  Hưng Yên") == (rank, "Hưng Yên")
    assert split("/xephang\nHưng Yên") == (rank, "Hưng Yên")
    assert split("/XEPHANG") == (rank, "")
    assert split("/ranking Hưng Yên") == (None, "/ranking Hưng Yên")
    assert split("rank Hưng Yên") == (None, "rank Hưng Yên")
    assert find("/Hang") == rank
    assert find("nothing") is None
