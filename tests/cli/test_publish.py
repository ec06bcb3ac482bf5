"""chisotinh publish, withdraw, status: as an operator or a script uses them."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.clock import day_in_vietnam, utc_now
from data.alerts.quiet_hours import DAY, VIETNAM
from data.chats.chats import Chats
from data.chats.subscriptions import Subscriptions
from data.database import Database
from data.model.chats import Chat

HELD = Path(__file__).parent.parent.parent / "data" / "seed" / "held" / "766-2026-10-10.csv"
WHAT = (
    "--index",
    "766",
    "--period",
    "2026-10-10",
    "--announced",
    "2026-10-11",
    "--source",
    "https://dichvucong.gov.vn Cổng",
)


@pytest.fixture(autouse=True)
def settings(at_hand: None) -> None:
    """Before all other fixtures, so that none of them finds the database of this machine."""


def run(*words: str, input: str | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=input)


async def follow_asleep(path: Path) -> None:
    """A chat that follows everything, and whose quiet hours are on for another hour."""
    now = utc_now()
    minute = now.astimezone(VIETNAM).hour * 60 + now.astimezone(VIETNAM).minute
    async with await Database.open(path) as database:
        chats = Chats(database)
        await chats.set_quiet(7, ((minute - 60) % DAY, (minute + 60) % DAY), now=now, kind="private")
        await Subscriptions(database, chats).follow(Chat(7, "private", ""), now=now)


HELD_BACK = {"vi": "giữ trong giờ không làm phiền 1, đến ", "en": "held by quiet hours 1, until "}


@pytest.mark.parametrize("language", HELD_BACK)
def test_waiting_ends_when_all_that_can_go_has_gone(database_file: Path, language: str) -> None:
    """It would wait for the end of the quiet hours otherwise."""
    asyncio.run(follow_asleep(database_file))
    today = day_in_vietnam(utc_now()).isoformat()
    done = run("publish", str(HELD), *WHAT, "--announced", today, "--yes", "--wait", "--lang", language)
    assert done.exit_code == 0, done.output
    (line,) = [line for line in done.output.splitlines() if "📬" in line]
    assert HELD_BACK[language] in line
    assert re.search(r"\d\d:\d\d", line)


def test_publishing_correcting_and_withdrawing(tmp_path: Path) -> None:
    done = run("publish", str(HELD), *WHAT, "--yes", "--wait")
    assert done.exit_code == 0, done.output
    assert "Published: the 766 index (10 October 2026), revision 1" in done.output
    assert "Release: 766-2026-10-10-1" in done.output

    again = run("publish", str(HELD), *WHAT, "--yes")
    assert again.exit_code == 1
    assert "published already, as 766-2026-10-10-1" in again.output

    other = tmp_path / "other.csv"
    other.write_text(HELD.read_text("utf-8").replace("ca-mau,,", "ca-mau,,", 1) + "\n", "utf-8")
    assert "Nothing in it differs from 766-2026-10-10-1" in run("publish", str(other), *WHAT, "--yes").output
    needs = run("publish", str(other), *WHAT, "--title", "Other", "--yes")
    assert needs.exit_code == 1
    assert "--why" in needs.output

    kept = run("withdraw", "766-2026-10-10-1", "--why", "a mistake")
    assert kept.exit_code == 1, "nobody answered"
    gone = run("withdraw", "766-2026-10-10-1", "--why", "a mistake", "--yes")
    assert gone.exit_code == 0
    assert "Nothing is in force for this period now" in gone.output
    assert run("withdraw", "766-2026-10-10-1", "--why", "x", "--yes").exit_code == 1
    assert "There is no release" in run("withdraw", "nope", "--why", "x", "--yes").output
    status = run("status")
    assert "withdrawn: a mistake" in status.output


def test_only_the_title_or_the_date_is_corrected() -> None:
    """The same file: what is not said stays as it is in force."""
    bare = ("publish", str(HELD), "--index", "766", "--period", "2026-10-10", "--yes", "--lang", "en")
    assert run("publish", str(HELD), *WHAT, "--yes").exit_code == 0
    assert "published already, as 766-2026-10-10-1" in run(*bare).output
    needs = run(*bare, "--announced", "2026-10-12")
    assert needs.exit_code == 1
    assert "--why" in needs.output
    done = run(*bare, "--announced", "2026-10-12", "--why", "sai ngày")
    assert done.exit_code == 0, done.output
    assert "The figures are those in force. Only this is corrected:" in done.output
    assert "Announced: 11 October 2026 → 12 October 2026" in done.output
    assert "Source: " not in done.output.split("Only this is corrected:")[1].split("Read from")[0]
    assert "Release: 766-2026-10-10-2" in done.output
    done = run(*bare, "--title", "Bảng tháng Mười", "--why", "sai tên")
    assert "→ Bảng tháng Mười" in done.output
    assert "Announced:" not in done.output.split("Only this is corrected:")[1].split("Read from")[0]


def test_a_dry_run_writes_nothing() -> None:
    assert "to be published" in run("publish", str(HELD), *WHAT, "--dry-run").output
    assert "None was published by an operator yet" in run("status").output


def test_warnings_are_confirmed_one_by_one() -> None:
    refused = run("publish", str(HELD), *WHAT, input="y\nn\n")
    assert refused.exit_code == 1
    assert "None was published by an operator yet" in run("status").output
    done = run("publish", str(HELD), *WHAT, input="y\n" * 4)
    assert done.exit_code == 0, done.output
    assert "Published" in done.output


@pytest.mark.parametrize(
    ("period", "announced", "says"),
    [
        ("2062-10-10", "2026-10-11", "is after today"),
        ("2026-10-10", "2062-10-11", "cannot have been announced"),
        ("2026-10-10", "2026-10-09", "before the figures of 2026-10-10"),
        ("2026-10-1", "2026-10-11", "is not a period"),
    ],
)
def test_dates_that_cannot_be_true_are_refused(period: str, announced: str, says: str) -> None:
    words = ("--index", "766", "--period", period, "--announced", announced, "--lang", "en", "--yes")
    done = run("publish", str(HELD), *words)
    assert done.exit_code == 1, done.output
    assert says in done.output
    assert "None was published by an operator yet" in run("status").output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((str(HELD), "--index", "766"), "--year"),
        ((str(HELD), "--index", "pgi", "--year", "2025", "--lang", "vi"), "không có chỉ số “pgi”"),
        ((str(HELD), "--index", "pgi", "--year", "2025", "--lang", "en"), "there is no index “pgi”"),
        ((str(HELD), "--index", "papi", "--year", "2025", "--announced", "today"), "--announced"),
        (("nowhere.xlsx", "--index", "papi", "--year", "2025"), "nowhere.xlsx"),
        ((str(HELD), "--index", "766", "--period", "soon"), "--period"),
    ],
)
def test_wrong_words(words: tuple[str, ...], says: str) -> None:
    done = run("publish", *words)
    assert done.exit_code == 2
    assert says in done.output
