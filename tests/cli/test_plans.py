"""chisotinh tasks: plans that offices brought are listed, withdrawn and reinstated; what is shown and asked before."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from data.database import Database
from data.releases.plans import Plans
from data.releases.publishing import Publishing
from tests.support.plans import ID, LATER_PLAN, PLAN, REVISION
from tests.support.shipped import NOW


@pytest.fixture
def command_language() -> str:
    return "vi"


@pytest.fixture(autouse=True)
def settings(at_hand: None, database_file: Path) -> None:
    async def publish() -> None:
        async with await Database.open(database_file) as database:
            for draft in (PLAN, REVISION, LATER_PLAN):
                await Plans(database).publish(draft, who="test", now=NOW)

    asyncio.run(publish())


def run(*words: str, input: str | None = None) -> Result:
    language = () if "--lang" in words else ("--lang", "vi")  # what a command is told stays in the environment
    return CliRunner().invoke(app, ["tasks", *words, *language], input=input)


def audit(path: Path) -> list[tuple[str, str, str]]:
    async def read() -> list[tuple[str, str, str]]:
        async with await Database.open(path) as database:
            return [(one.what, one.release, one.detail) for one in await Publishing(database).audit() if one.detail]

    return asyncio.run(read())


def test_the_list_shows_every_revision_and_what_became_of_it() -> None:
    said = run("list", "--province", "hung-yen").output
    blocks = said.split("\n\n")
    assert [block.splitlines()[0] for block in blocks] == [
        "45/KH-UBND · Hưng Yên · 1/6/2026",
        "12/KH-UBND · Hưng Yên · 15/1/2026",
        "12/KH-UBND · Hưng Yên · 15/1/2026",
    ]
    assert "1 nhiệm vụ · 0 mục tiêu · đang có hiệu lực" in blocks[0]
    assert "Thay thế 12/KH-UBND" in blocks[0]
    assert "đã được thay thế bằng 45/KH-UBND, các nhiệm vụ chưa xong đã đóng" in blocks[1]
    assert "Lý do sửa: nhầm thời hạn nhiệm vụ I.1" in blocks[1]
    assert f"{ID}-1 · lần 1" in blocks[2]
    assert "đã có bản sửa thay" in blocks[2]
    assert run("list", "--province", "ha-noi").output == "Chưa có kế hoạch nào được đưa lên đây.\n"
    wrong = run("list", "--province", "atlantis")
    assert wrong.exit_code == 2
    assert "atlantis" in wrong.output


def test_a_withdrawal_says_what_holds_then_asks_and_is_undone(database_file: Path) -> None:
    asked = run("withdraw", "45/KH-UBND", "--why", "nhầm tệp", input="n\n")
    assert asked.exit_code == 1
    assert "Sau đó tôi không còn đưa văn bản này vào câu trả lời nữa." in asked.output
    assert "Nhiệm vụ của 12/KH-UBND (văn bản bị thay thế) được mở lại." in asked.output
    assert "Rút lại?" in asked.output
    assert run("withdraw", "45/KH-UBND", "--why", "nhầm tệp").exit_code == 1, "nobody answered"
    done = run("withdraw", "45/KH-UBND", "--why", " nhầm \n tệp ", "--yes")
    assert done.exit_code == 0
    assert "✅ Đã rút 45/KH-UBND (hung-yen-45-kh-ubnd-2026-1)." in done.output
    listed = run("list", "--lang", "en").output
    assert "withdrawn: nhầm tệp" in listed
    assert "4 tasks · 1 target set · in force" in listed
    undone = run("reinstate", "45/kh-ubnd", "--why", "đúng tệp", input="y\n")
    assert undone.exit_code == 0
    assert "✅ Đã có hiệu lực trở lại: 45/KH-UBND (hung-yen-45-kh-ubnd-2026-1)." in undone.output
    assert audit(database_file)[:2] == [
        ("reinstate plan", "hung-yen-45-kh-ubnd-2026-1", "đúng tệp"),
        ("withdraw plan", "hung-yen-45-kh-ubnd-2026-1", "nhầm tệp"),
    ]


def test_of_a_revision_the_one_before_holds_again() -> None:
    asked = run("withdraw", ID, "--why", "x", input="n\n")
    assert f"Sau đó {ID}-1 có hiệu lực trở lại." in asked.output
    done = run("withdraw", ID, "--why", "x", "--yes")
    assert f"✅ Đã rút 12/KH-UBND ({ID}-2).\n{ID}-1 có hiệu lực trở lại." in done.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("withdraw", "12/KH-UBND"), "Hãy nêu lý do bằng --why"),
        (("withdraw", "12/KH-UBND", "--why", "x" * 301), "Lý do dài quá: 301 ký tự"),
        (("withdraw", "77/KH-UBND", "--why", "x"), "Không tìm thấy 77/KH-UBND"),
        (("withdraw", "hung-yen-1487-ubnd-nc", "--why", "x"), "hung-yen-1487-ubnd-nc có sẵn trong chương trình"),
        (("reinstate", "12/KH-UBND"), f"{ID}-2 chưa bị rút lại."),
        (("reinstate", f"{ID}-1"), f"{ID}-1 chưa bị rút lại."),
    ],
)
def test_what_cannot_be_done_is_said_in_words(words: tuple[str, ...], says: str, database_file: Path) -> None:
    before = audit(database_file)
    done = run(*words, "--yes")
    assert done.exit_code == 1
    assert says in done.output
    assert audit(database_file) == before
