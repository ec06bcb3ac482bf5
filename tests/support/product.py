"""What the product has, for tests of texts that name it: commands, options, settings, files."""

from __future__ import annotations

import re
from pathlib import Path

from typer.main import get_command

from bot.cli import app
from bot.settings import ENV_FILE, Settings

ROOT = Path(__file__).parent.parent.parent
SETTING = re.compile(r"\bCHISOTINH_[A-Z][A-Z_]*[A-Z]\b")
OTHER_SETTINGS = {ENV_FILE, "CHISOTINH_TEST_DATABASE"}


def settings_named(text: str) -> set[str]:
    return set(SETTING.findall(text))


def unknown_settings(text: str) -> set[str]:
    """The settings that a text names and the product does not have."""
    return settings_named(text) - {f"CHISOTINH_{name.upper()}" for name in Settings.model_fields} - OTHER_SETTINGS


def problem_of(words: list[str]) -> str:
    """What is wrong with the words after ``chisotinh``: a command or an option that is not there; '' if nothing is."""
    command = get_command(app)
    name = "chisotinh"
    while subcommands := getattr(command, "commands", {}):
        if not words or words[0] not in subcommands:
            return "" if words[:1] == ["--help"] else f"{name} has no command {words[:1]}"
        name, command, words = f"{name} {words[0]}", subcommands[words[0]], words[1:]
    options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    unknown = [word for word in words if word.startswith("-") and word.partition("=")[0] not in options]
    return f"{name} has no option {unknown}" if unknown else ""
