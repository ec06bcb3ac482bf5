"""A database that is deleted, moved or replaced while the bot runs stops it with a clear word; nobody is told that
something was done which is lost.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_run import Programs, over, programs
from tests.cli.test_troubles import foreign
from tests.support.api_server import TOKEN

pytestmark = pytest.mark.real_time
assert programs  # the fixture


def delete(path: Path) -> None:
    path.unlink()


def replace(path: Path) -> None:
    other = Path(shutil.copy(path, path.with_name("other")))
    os.replace(other, path)


def folder_gone(path: Path) -> None:
    shutil.rmtree(path.parent)


@pytest.mark.parametrize("lose", [delete, replace, folder_gone])
async def test_a_running_bot_stops_with_a_clear_word(
    programs: Programs, lose: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / "cơ sở" / "csdl.sqlite3"
    bot = await programs.start("run", "--database", str(path))
    try:
        programs.api.push_message("/follow Hưng Yên", chat_id=42)
        await programs.until(lambda: len(programs.texts) == 1)
        assert "Hưng Yên" in programs.texts[0]

        lose(path)
        programs.api.push_message("/follow Thái Bình", chat_id=42)
        said = await over(bot)
    finally:
        if bot.returncode is None:
            bot.kill()
            await bot.wait()
    assert bot.returncode == 2
    last = said.splitlines()[-1]
    assert str(path) in last
    assert "đã bị xóa, di chuyển hoặc thay thế" in last
    assert foreign(last) is None
    assert "Traceback" not in said.split(last)[-1]
    assert TOKEN.split(":")[1] not in said
    assert not [text for text in programs.texts[1:] if "Thái Bình" in text], "nothing is said to be done that is lost"
