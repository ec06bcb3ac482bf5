"""chisotinh publish, withdraw, status: as an operator or a script uses them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

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
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_file: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHISOTINH_DATABASE", str(database_file))
    monkeypatch.setenv("CHISOTINH_LANG", "en")


def run(*words: str, input: str | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=input)


def test_publishing_correcting_and_withdrawing(tmp_path: Path) -> None:
    done = run("publish", str(HELD), *WHAT, "--yes", "--wait")
    assert done.exit_code == 0, done.output
    assert "Published: 766 (10 October 2026), revision 1" in done.output
    assert "Release: 766-2026-10-10-1" in done.output

    again = run("publish", str(HELD), *WHAT, "--yes")
    assert again.exit_code == 1
    assert "published already, as 766-2026-10-10-1" in again.output

    other = tmp_path / "other.csv"
    other.write_text(HELD.read_text("utf-8").replace("ca-mau,,", "ca-mau,,", 1) + "\n", "utf-8")
    needs = run("publish", str(other), *WHAT, "--yes")
    assert needs.exit_code == 1
    assert "--why" in needs.output

    kept = run("withdraw", "766-2026-10-10-1", "--why", "a mistake")
    assert kept.exit_code == 1, "nobody answered"
    gone = run("withdraw", "766-2026-10-10-1", "--why", "a mistake", "--yes")
    assert gone.exit_code == 0
    assert "Nothing is in force for this period now" in gone.output
    assert run("withdraw", "766-2026-10-10-1", "--why", "x", "--yes").exit_code == 1
    assert "there is no release" in run("withdraw", "nope", "--why", "x", "--yes").output
    status = run("status")
    assert "withdrawn: a mistake" in status.output


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
        ((str(HELD), "--index", "pci", "--year", "2025"), "there is no index"),
        ((str(HELD), "--index", "papi", "--year", "2025", "--announced", "today"), "--announced"),
        (("nowhere.xlsx", "--index", "papi", "--year", "2025"), "nowhere.xlsx"),
        ((str(HELD), "--index", "766", "--period", "soon"), "--period"),
    ],
)
def test_wrong_words(words: tuple[str, ...], says: str) -> None:
    done = run("publish", *words)
    assert done.exit_code == 2
    assert says in done.output
