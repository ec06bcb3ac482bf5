"""What the tests of commands share: a machine on which they find the shipped figures."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def command_language() -> str:
    """What the commands speak."""
    return "en"


@pytest.fixture
def at_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_file: Path, command_language: str) -> None:
    """Commands are called in a folder of their own, and know of the database by the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHISOTINH_DATABASE", str(database_file))
    monkeypatch.setenv("CHISOTINH_LANG", command_language)
