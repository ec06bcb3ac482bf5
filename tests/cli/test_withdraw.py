"""chisotinh withdraw and reinstate: what is shown and asked before, what is refused, what is undone."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from data.database import Database
from data.releases.publishing import Publishing

HELD = Path(__file__).parent.parent.parent / "data" / "seed" / "held" / "766-2026-10-10.csv"
ONE = "766-2026-10-10-1"


@pytest.fixture(autouse=True)
def settings(at_hand: None) -> None:
    """Before all other fixtures, so that none of them finds the database of this machine."""


def run(*words: str, input: str | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=input)


@pytest.fixture
def published() -> None:
    words = ("--index", "766", "--period", "2026-10-10", "--source", "Cổng", "--yes")
    assert run("publish", str(HELD), *words).exit_code == 0


def kept(path: Path) -> list[tuple[str, str]]:
    """What the audit holds."""

    async def read() -> list[tuple[str, str]]:
        async with await Database.open(path) as database:
            return [(entry.what, entry.detail) for entry in await Publishing(database).audit()]

    return asyncio.run(read())


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("words", "lang", "says"),
    [
        ((), "en", "Say with --why"),
        (("--why", "  \n "), "vi", "Hãy nêu lý do bằng --why"),
        (("--why", "x" * 301), "vi", "Lý do dài quá: 301 ký tự, tối đa 300"),
        (("--why", "x" * 5000), "en", "The reason is too long"),
    ],
)
def test_a_withdrawal_needs_a_reason_that_can_be_read(
    words: tuple[str, ...], lang: str, says: str, database_file: Path
) -> None:
    done = run("withdraw", ONE, "--yes", "--lang", lang, *words)
    assert done.exit_code == 1
    assert says in done.output
    assert [what for what, _ in kept(database_file)] == ["publish"]


@pytest.mark.usefixtures("published")
def test_it_shows_what_it_is_about_and_asks(database_file: Path) -> None:
    asked = run("withdraw", ONE, "--why", "wrong column", input="n\n")
    assert asked.exit_code == 1
    for shown in (
        "the 766 index (10 October 2026), revision 1",
        ONE,
        "in force",
        "Nobody was told of it",
        "Withdraw it?",
    ):
        assert shown in asked.output
    assert "After that nothing is in force for this period." in asked.output
    assert run("withdraw", ONE, "--why", "wrong column").exit_code == 1, "nobody answered"
    assert [what for what, _ in kept(database_file)] == ["publish"]
    done = run("withdraw", ONE, "--why", "  wrong \n column ", input="y\n")
    assert done.exit_code == 0, done.output
    assert kept(database_file)[0] == ("withdraw", "wrong column")


@pytest.mark.usefixtures("published")
def test_a_withdrawal_is_undone(database_file: Path) -> None:
    assert "is not withdrawn" in run("reinstate", ONE, "--yes").output
    assert run("withdraw", ONE, "--why", "wrong", "--yes").exit_code == 0
    assert "no release nope" in run("reinstate", "nope", "--yes").output
    assert run("reinstate", ONE, "--yes", "--why", "x" * 301).exit_code == 1
    asked = run("reinstate", ONE, input="n\n")
    assert asked.exit_code == 1
    for shown in (
        "the 766 index (10 October 2026), revision 1",
        "withdrawn: wrong",
        "Nobody was told",
        "Reinstate it?",
    ):
        assert shown in asked.output
    done = run("reinstate", ONE, "--why", "it was right", "--yes")
    assert done.exit_code == 0, done.output
    assert "In force again: the 766 index (10 October 2026)" in done.output
    assert kept(database_file)[0] == ("reinstate", "it was right")
    assert f"{ONE} · " in run("status").output
    assert "withdrawn:" not in run("status").output
    assert run("withdraw", ONE, "--why", "wrong after all", "--yes").exit_code == 0


def test_a_release_that_came_with_the_program_is_withdrawn_only_if_that_is_said(database_file: Path) -> None:
    refused = run("withdraw", "papi-2024-1", "--why", "x", "--yes", "--lang", "vi")
    assert refused.exit_code == 1
    assert "--shipped" in refused.output
    assert kept(database_file) == []
    asked = run("withdraw", "papi-2024-1", "--why", "x", "--shipped", "--lang", "en", input="n\n")
    assert "came with the program" in asked.output
    assert run("withdraw", "papi-2024-1", "--why", "x", "--shipped", "--yes").exit_code == 0
    assert "Rank 19 of 61" not in run("ask", "Hưng Yên PAPI 2024").output
    assert run("reinstate", "papi-2024-1", "--yes").exit_code == 0
    assert "Rank 19 of 61" in run("ask", "Hưng Yên PAPI 2024").output


@pytest.mark.parametrize("option", ["--title", "--title-en", "--source", "--issuer"])
def test_free_texts_of_a_release_are_bounded(option: str) -> None:
    words = ("--index", "766", "--period", "2026-10-10", "--yes", "--lang", "vi")
    done = run("publish", str(HELD), *words, option, "ă" * 301)
    assert done.exit_code == 1
    assert "có 301 ký tự, tối đa 300" in done.output
    assert run("publish", str(HELD), *words, option, "ă" * 300, "--dry-run").exit_code == 0
    long = run("publish", str(HELD), *words, "--source", "https://example.vn/" + "a" * 400)
    assert "địa chỉ nguồn" in long.output
