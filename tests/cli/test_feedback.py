"""`chisotinh feedback`: what is open, as text and JSON, and being done with it."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from data.chats.feedback import FeedbackBox, FeedbackEntry
from data.database import Database

NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
LAN = 7_123_456_789


@pytest.fixture
def file(database_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database in which Lan reported an answer, and gave words without one."""
    for name in ("CHISOTINH_DATABASE", "CHISOTINH_LANG"):
        monkeypatch.setenv(name, "vi")  # what the command puts in their place is taken back with it

    async def fill() -> None:
        async with await Database.open(database_file) as database:
            box = FeedbackBox(database)
            about = ("PAPI Hưng Yên", "!s", "Hạng 19 <b>", "sai & cũ", "v1")
            await box.add(FeedbackEntry(0, LAN, None, 5, LAN, NOW, "vi", *about))
            await box.add(FeedbackEntry(0, LAN, None, 6, LAN, NOW, "vi", "", "", "", "chữ nhỏ", "v1"))

    asyncio.run(fill())
    return database_file


def run(file: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["feedback", "--database", str(file), *arguments])
    return result.exit_code, result.output


def test_what_is_open_is_listed_without_who_said_it(file: Path) -> None:
    code, text = run(file)
    assert code == 0
    assert text == (
        "#1\n  Câu hỏi: PAPI Hưng Yên\n  Tôi đã trả lời: Hạng 19 <b>\n  Lời góp ý: sai & cũ\n"
        "  10:00 ngày 22/11/2026 · ngôn ngữ vi · dữ liệu v1\n\n"
        "#2\n  Lời góp ý: chữ nhỏ\n  10:00 ngày 22/11/2026 · ngôn ngữ vi · dữ liệu v1\n"
    )
    _, text = run(file, "--lang", "en")
    assert "In their words: chữ nhỏ" in text


def test_json_holds_the_same(file: Path) -> None:
    code, text = run(file, "--json")
    first, second = json.loads(text)
    assert code == 0
    assert (first["id"], first["asked"], first["words"]) == (1, "PAPI Hưng Yên", "sai & cũ")
    assert first["created"] == "2026-11-22T03:00:00+00:00"
    assert second["answer"] == ""
    assert str(LAN) not in text


def test_done_deletes_it(file: Path) -> None:
    assert run(file, "--done", "1") == (0, "Đã xóa góp ý #1.\n")
    code, text = run(file, "--done", "1")
    assert code == 1
    assert "đã xử lý xong" in text
    run(file, "--done", "2")
    assert run(file) == (0, "Không có góp ý nào chưa xử lý.\n")
    assert run(file, "--json") == (0, "[]\n")


def test_status_counts_it(file: Path) -> None:
    result = CliRunner().invoke(app, ["status", "--database", str(file)])
    assert "2 góp ý của người dùng chưa xử lý." in result.output
