"""The command line, as an operator or a script uses it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app, db, facts, roles, tasks

KEYS = (
    "question", "kind", "province", "provinces", "index", "indicator", "year", "score", "rank", "out_of", "choices",
    "region", "group", "from_year", "to_year", "html",
)  # fmt: skip
RARE = {"region", "group", "from_year", "to_year"}
"""What only tables, movers, histories and indices with groups have."""
TOKEN = "123456:A-secret_that-must_never-be-shown00"
README = Path(__file__).parent.parent.parent / "README.md"


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shipped: Path) -> None:
    """The shipped database, Vietnamese, no token, and no `.env` of the developer's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHISOTINH_DATABASE", str(shipped))
    monkeypatch.setenv("CHISOTINH_LANG", "vi")
    monkeypatch.setenv("CHISOTINH_TOKEN", "")
    monkeypatch.setenv("CHISOTINH_API_URL", "")


pytestmark = pytest.mark.usefixtures("settings")


def run(*words: str, input: str | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=input)


def ask(*words: str, input: str | None = None) -> list[dict[str, object]]:
    result = run("ask", "--json", *words, input=input)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


# --- export -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "name"), [(("PAPI 2024",), "chi-so-tinh_papi_2024.xlsx"),
    (("Hưng", "Yên", "csv"), "chi-so-tinh_hung-yen.csv"), (("SIPAS", "--to", "x.csv"), "x.csv")])  # fmt: skip
def test_a_file_is_written_and_named(words: tuple[str, ...], name: str, tmp_path: Path) -> None:
    result = run("export", *words)
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{name}\n"
    assert (tmp_path / name).read_bytes().startswith(b"PK" if name.endswith("xlsx") else b"\xef\xbb\xbf")


def test_nothing_to_export_is_said_and_writes_nothing(tmp_path: Path) -> None:
    result = run("export", "PAPI 2035")
    assert result.exit_code == 1
    assert "Không có gì để xuất ra tệp" in result.stderr
    assert list(tmp_path.iterdir()) == []


# --- ask ---------------------------------------------------------------------------------------------------


def test_a_question_is_answered_in_words() -> None:
    result = run("ask", "Hưng Yên xếp thứ mấy PAPI 2024?")
    assert result.exit_code == 0
    assert result.stdout.startswith("🏛 Hưng Yên — PAPI 2024\nHạng 19/61 · 44,40 điểm")
    assert "<b>" not in result.stdout


def test_words_need_no_quotes() -> None:
    assert run("ask", "Hưng", "Yên", "PAPI", "2024").stdout == run("ask", "Hưng Yên PAPI 2024").stdout


@pytest.mark.parametrize(("language", "said"), [("vi", "Hạng 19/61"), ("en", "Rank 19 of 61")])
def test_the_language_is_asked_for(language: str, said: str) -> None:
    assert said in run("ask", "--lang", language, "Hưng Yên PAPI 2024").stdout


def test_the_json_of_an_answer_is_complete() -> None:
    answer = ask("Hưng Yên PAPI 2024")[0]
    assert tuple(answer) == KEYS
    assert answer | {"html": ""} == {
        "question": "Hưng Yên PAPI 2024",
        "kind": "standing",
        "province": "hung-yen",
        "provinces": ["hung-yen"],
        "index": "papi",
        "indicator": "",
        "year": 2024,
        "score": 44.4042,
        "rank": 19,
        "out_of": 61,
        "choices": [],
        "region": None,
        "group": "high-average",
        "from_year": None,
        "to_year": None,
        "html": "",
    }


@pytest.mark.parametrize(
    ("text", "kind", "absent"),
    [
        ("con mèo", "unknown", {"province", "index", "indicator", "year", "score", "rank", "out_of"}),
        ("/help", "help", {"province", "index", "indicator", "year", "score", "rank", "out_of"}),
        ("Bắc Ninh PAPI 2022", "standing", {"score", "rank", "out_of"}),
        ("Bình Dương PAR INDEX 2021", "standing", {"out_of"}),
        ("Lạng Sơn chính quyền điện tử PAR INDEX 2022", "standing", {"rank", "out_of"}),
        ("/rank Hưng Yên", "profile", {"index", "indicator", "year", "score", "rank", "out_of"}),
        ("/index SIPAS", "index", {"province", "indicator", "year", "score", "rank", "out_of"}),
    ],
)
def test_absent_facts_are_null(text: str, kind: str, absent: set[str]) -> None:
    answer = ask(text)[0]
    assert tuple(answer) == KEYS
    assert answer["kind"] == kind
    assert {key for key, value in answer.items() if value is None} == absent | RARE


def test_choices_name_what_they_are() -> None:
    choices = ask("quảng PAPI")[0]["choices"]
    assert isinstance(choices, list)
    assert {"province": "quang-nam"} in choices


def test_lines_of_standard_input_are_answered_one_by_one() -> None:
    lines = ["Hưng Yên PAPI 2024", "", "Lạng Sơn SIPAS 2022", "con mèo"]
    answers = ask(input="\n".join(lines) + "\n")
    assert [answer["question"] for answer in answers] == lines
    assert [answer["kind"] for answer in answers] == ["standing", "unknown", "standing", "unknown"]
    said = run("ask", input="Hưng Yên PAPI 2024\r\nLạng Sơn SIPAS 2022\r\n").stdout
    assert "Hạng 19/61" in said
    assert "Hạng 59/63" in said


# --- settings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("ask", "Hưng Yên"), ("run",), ("db", "check")])
def test_wrong_settings_are_all_told_at_once(monkeypatch: pytest.MonkeyPatch, words: Sequence[str]) -> None:
    monkeypatch.setenv("CHISOTINH_TOKEN", "secret-that-is-no-token")
    monkeypatch.setenv("CHISOTINH_API_URL", "telegram.org")
    monkeypatch.setenv("CHISOTINH_LANG", "fr")
    result = run(*words)
    assert result.exit_code == 2
    assert [line for line in result.stderr.splitlines() if line.startswith("  - ")] == [
        "  - CHISOTINH_TOKEN không phải là token của bot (token có dạng 123456789:AAE…, do BotFather cấp)",
        "  - CHISOTINH_API_URL phải là địa chỉ bắt đầu bằng http:// hoặc https://",
        "  - CHISOTINH_LANG phải là vi hoặc en",
    ]
    assert "secret-that-is-no-token" not in result.output


def test_wrong_settings_are_told_in_english_where_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISOTINH_LANG", "en")
    for name, value in (("NEWS_DAYS", "0"), ("PAID_BROADCAST", "x"), ("ADMINS", "@lan"), ("WATCH", "ftp://x"),
                        ("TRUSTED_PROXIES", "10.0.0.1, ::/0"), ("REMIND_AT", "25:00")):  # fmt: skip
        monkeypatch.setenv(f"CHISOTINH_{name}", value)
    result = run("ask", "Hưng Yên")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "The settings cannot be used:",
        "  - CHISOTINH_ADMINS must be ids of Telegram users, numbers with commas between them",
        "  - CHISOTINH_NEWS_DAYS must be a number of days from 1 to 365",
        "  - CHISOTINH_REMIND_AT must be a time of the day such as 8:00",
        "  - CHISOTINH_PAID_BROADCAST must be 1 or 0",
        "  - CHISOTINH_WATCH must be a folder or an address that begins with http:// or https://",
        "  - CHISOTINH_TRUSTED_PROXIES must be addresses or networks such as 127.0.0.1, 10.0.0.0/8, with commas between"
        " them, and not all",
    ]
    monkeypatch.setenv("CHISOTINH_LANG", "vi")
    assert "must be" not in run("ask", "Hưng Yên").stderr


@pytest.mark.parametrize(("language", "says"), [("en", "is not set: it is the token"), ("vi", "chưa được đặt")])
def test_run_without_a_token_says_so(monkeypatch: pytest.MonkeyPatch, language: str, says: str) -> None:
    monkeypatch.setenv("CHISOTINH_LANG", language)
    result = run("run")
    assert result.exit_code == 2
    assert f"CHISOTINH_TOKEN {says}" in result.stderr


def test_a_wrong_language_on_the_command_line() -> None:
    result = run("ask", "--lang", "fr", "Hưng Yên")
    assert result.exit_code == 2
    assert "phải là vi hoặc en" in result.stderr


def test_settings_are_read_from_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHISOTINH_LANG")
    Path(".env").write_text("CHISOTINH_LANG=en\nOTHER=1\n", encoding="utf-8")
    assert "Rank 19 of 61" in run("ask", "Hưng Yên PAPI 2024").stdout


@pytest.mark.parametrize(
    "made", [lambda path: path.write_bytes(b"CHISOTINH_LANG=\xff"), lambda path: path.symlink_to(path)]
)
def test_a_file_of_settings_that_cannot_be_read(made: Callable[[Path], object]) -> None:
    made(Path(".env"))
    result = run("ask", "Hưng Yên")
    assert result.exit_code in (0, 2)
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    if result.exit_code:
        assert "  - .env không đọc được như văn bản UTF-8" in result.stderr


def test_the_token_is_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.settings import load

    monkeypatch.setenv("CHISOTINH_TOKEN", TOKEN)
    settings = load()
    assert TOKEN not in f"{settings!r} {settings} {settings.model_dump_json()}"


# --- the database ------------------------------------------------------------------------------------------


def test_a_database_is_built_rebuilt_and_left_alone(tmp_path: Path) -> None:
    path = str(tmp_path / "folder" / "new.sqlite3")
    assert f"{path}: built in" in run("db", "build", "--database", path).stdout
    assert run("db", "upgrade", "--database", path).stdout == f"{path}: nothing\n"
    assert f"{path}: rebuilt in" in run("db", "build", "--database", path).stdout


def test_the_shipped_figures_pass_the_check() -> None:
    result = run("db", "check")
    assert result.exit_code == 0
    last = result.stdout.splitlines()[-1]
    assert re.fullmatch(r"0 errors, [1-9]\d* conflicts between sources", last)
    assert "conflict par 2023 hai-phong" in result.stdout


@pytest.mark.parametrize("words", [("ask", "Hưng Yên"), ("db", "check"), ("db", "upgrade"), ("db", "build")])
@pytest.mark.parametrize("content", [b"this is no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_of_ours_is_refused_and_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: Sequence[str], content: bytes
) -> None:
    path = tmp_path / "other.sqlite3"
    path.write_bytes(content)
    monkeypatch.setenv("CHISOTINH_DATABASE", str(path))
    result = run(*words)
    assert result.exit_code == 2
    assert str(path) in result.stderr
    assert "Traceback" not in result.output
    assert path.read_bytes() == content


# --- help and the whole program ----------------------------------------------------------------------------


def names() -> set[str]:
    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    groups = (("db", db), ("facts", facts), ("tasks", tasks), ("roles", roles))
    return known | {f"{name} {command.name}" for name, group in groups for command in group.registered_commands}


@pytest.mark.parametrize("words", sorted(names()))
def test_every_command_explains_itself_with_an_example(words: str) -> None:
    result = run(*words.split(), "--help")
    assert result.exit_code == 0
    assert "Example:" in result.stdout


def test_commands_in_the_readme_exist() -> None:
    text = README.read_text(encoding="utf-8")
    used = {match[1].strip() for match in re.finditer(r"\bchisotinh ((?:db |facts |tasks |roles )?[a-z]+)", text)}
    assert used >= {"ask", "run"}
    assert used <= names()


def program(*words: str, input: str, shipped: Path) -> subprocess.CompletedProcess[str]:
    """The real program in a process of its own, with nothing of ours in the environment but the database."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CHISOTINH_")}
    environment |= {"CHISOTINH_DATABASE": str(shipped), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=input, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=60,
        cwd=Path(__file__).parent.parent.parent, check=False,
    )  # fmt: skip


def test_the_program_answers_lines(shipped: Path) -> None:
    done = program("ask", "--json", input="Hưng Yên PAPI 2024\nbinh duong papi 2021\n", shipped=shipped)
    assert done.stderr == ""
    assert [json.loads(line)["rank"] for line in done.stdout.splitlines()] == [19, 2]


def test_the_program_converses(shipped: Path) -> None:
    done = program("chat", input="/rank Hưng Yên PAPI 2024\n/1\n/quit\nnever said\n", shipped=shipped)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "> /rank Hưng Yên PAPI 2024" in done.stdout
    assert "Hạng 19/61" in done.stdout
    assert "[/1 " in done.stdout
    assert "trung vị" in done.stdout
    assert "never said" not in done.stdout
