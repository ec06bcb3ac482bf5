"""The conversation in the terminal: what is typed, what is shown, who speaks, which button is pressed."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli.terminal import converse
from data.database import Database
from data.store import Store
from tests.support.shipped import settings_of


@pytest.fixture
def talk(database: Database, store: Store, database_file: Path) -> Talk:
    return Talk(database, store, database_file)


class Talk:
    """Types lines and gives back the transcript."""

    def __init__(self, database: Database, store: Store, path: Path) -> None:
        self._database, self._store, self._path = database, store, path

    async def __call__(self, *lines: str, language: str = "vi", site: str = "") -> str:
        out = io.StringIO()
        settings = settings_of(self._path, lang=language, site=site)
        typed = io.StringIO("\n".join(lines) + "\n")
        await converse(
            settings, self._database, self._store, lines=typed, out=Console(file=out, width=100, no_color=True)
        )
        return out.getvalue()


async def test_a_transcript(talk: Talk) -> None:
    said = await talk("/rank Hưng Yên PAPI 2024")
    lines = said.splitlines()
    assert lines[0] == "> /rank Hưng Yên PAPI 2024"
    assert lines[2] == "🏛 Hưng Yên — PAPI 2024"
    assert lines[3].startswith("Hạng 19/61 · 44,40 điểm")
    assert any(re.fullmatch(r"\[/1 [^]]+\]  \[/2 Qua các năm\]  \[/3 [^]]+\]", line) for line in lines)
    assert "<b>" not in said


async def test_buttons_are_pressed_by_number(talk: Talk) -> None:
    said = await talk("/rank Hưng Yên PAPI 2024", "/2", "/1")
    assert "📈 Hưng Yên — PAPI qua các năm" in said
    assert said.count("🏛 Hưng Yên — PAPI 2024") == 2


async def test_the_button_of_a_page_shows_its_address(talk: Talk) -> None:
    said = await talk("/rank Hưng Yên", site="https://chiso.example")
    number = re.search(r"\[/(\d+) 🌐 Xem trên web\]", said)
    assert number is not None
    said = await talk("/rank Hưng Yên", f"/{number[1]}", site="https://chiso.example")
    assert "⟦ https://chiso.example/tinh/hung-yen ⟧" in said


@pytest.mark.parametrize("line", ["/1", "/99", "/0"])
async def test_a_button_that_is_not_there(talk: Talk, line: str) -> None:
    assert f"{line[1:]}" in (await talk(line)).splitlines()[1]


async def test_another_person_has_another_language(talk: Talk) -> None:
    said = await talk("/lang en", "Hưng Yên PAPI 2024", "/as 2", "Hưng Yên PAPI 2024", "/as 1", "Lạng Sơn PAPI 2022")
    assert said.count("Rank 19 of 61") == 1
    assert said.count("Hạng 19/61") == 1
    assert "Rank 13 of 61" in said
    assert "> /as 2" in said


async def test_it_ends_with_quit(talk: Talk) -> None:
    assert "Hạng" not in await talk("/quit", "Hưng Yên PAPI 2024")


@pytest.mark.parametrize("line", ["/²", "/as x", "/as 0", "/as ²", "[bold]x[/bold]", "[/]", "/", "   "])
async def test_odd_lines_do_no_harm(talk: Talk, line: str) -> None:
    said = await talk(line, "Hưng Yên PAPI 2024")
    assert "Hạng 19/61" in said
    assert line.strip() in said


async def test_in_english(talk: Talk) -> None:
    assert "Rank 19 of 61" in await talk("/rank Hung Yen PAPI 2024", language="en")


async def test_presses_that_change_the_answer_show_it_again(talk: Talk) -> None:
    said = await talk("/nhiemvu Hưng Yên", "/2")
    assert "[/2 ▶]" in said
    assert "[/1 ◀]  [/2 " in said


async def test_a_file_is_saved_and_its_path_is_shown(talk: Talk, database_file: Path) -> None:
    said = await talk("/export PAPI 2024")
    path = database_file.parent / "files" / "chi-so-tinh_papi_2024.xlsx"
    assert "Tệp: " in said
    assert path.name in said.replace("\n", "")
    assert path.read_bytes().startswith(b"PK")


async def test_a_line_with_an_at_asks_inline(talk: Talk) -> None:
    said = await talk("@chisotinh_bot hưng yên papi", "/1", "/1")
    assert "[/1] Hưng Yên · PAPI 2024: hạng 19/61 · 44,40 điểm" in said
    assert "[/2] Các tiêu chí: Hưng Yên — PAPI 2024" in said
    assert "[/1 Mở trong bot]" in said
    assert said.count("🏛 Hưng Yên — PAPI 2024") == 2  # once as the card that was posted, once in the bot


async def test_inline_without_the_name_and_without_an_answer(talk: Talk) -> None:
    said = await talk("@thai binh sipas", "/99", "@xin chào", "/1")
    assert "[/1] Thái Bình · SIPAS" in said
    assert "99" in said
    assert "[/1 Nhắn riêng để hỏi]" in said
    assert "Xin chào. Tôi cho biết" in said


async def test_several_files_are_sent_as_one_album(talk: Talk, tmp_path: Path) -> None:
    for name in ("trang 1.png", "2.png"):
        (tmp_path / name).write_bytes(b"\x89PNG" + name.encode())
    said = await talk(f'/file "{tmp_path}/trang 1.png" {tmp_path}/2.png', "/1")
    assert said.count("Các ảnh trong album này được coi là các phần của một bảng") == 1
    alone = await talk(f"/file {tmp_path}/trang 1.png")
    assert "album" not in alone
    assert "Số liệu này thuộc chỉ số nào" in alone
    lost = await talk(f"/file {tmp_path}/2.png {tmp_path}/3.png")
    assert "3.png" in lost
    assert "album" not in lost
    assert (await talk('/file "a.png')).count("a.png") >= 2


async def test_words_behind_a_file_are_its_caption(talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "bang.csv").write_text("Tỉnh,Điểm\nHưng Yên,81\n", encoding="utf-8")
    said = await talk(f"/file {tmp_path}/bang.csv SIPAS 2025")
    assert "Số liệu này được công bố ở đâu?" in said, "index and year were said"
