"""``chisotinh status --quick``, as a container's health check asks it."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from typer.testing import CliRunner

from bot.cli import app as commands
from bot.cli.quick import ask
from bot.context import App
from bot.delivery.options import SenderOptions
from bot.monitoring.server import monitored
from bot.offline import OfflineTelegram
from bot.runtime import sending
from data.errors import DatabaseLost

LOADED = """
import sys
from typer.testing import CliRunner
from bot.cli import app
said = CliRunner().invoke(app, ["status", "--quick"])
assert said.exit_code == 0, said.output
print([name for name in ("telegram", "aiohttp", "bot.assistant") if name in sys.modules])
"""


def quick(monkeypatch: pytest.MonkeyPatch, **settings: str) -> tuple[int, str]:
    monkeypatch.setenv("CHISOTINH_LANG", "en")
    for name, value in settings.items():
        monkeypatch.setenv(f"CHISOTINH_{name.upper()}", value)
    result = CliRunner().invoke(commands, ["status", "--quick"])
    return result.exit_code, result.output.strip()


async def test_a_bot_that_is_well(app: App, world: OfflineTelegram, monkeypatch: pytest.MonkeyPatch) -> None:
    async with (
        sending(app, SenderOptions(pace=None), request=world.request()),
        monitored(app.bot_data, "127.0.0.1", 0) as port,
    ):
        assert await asyncio.to_thread(ask, "127.0.0.1", port) == "well"
        assert await asyncio.to_thread(ask, "0.0.0.0", port) == "well"

        silent = app.bot_data.outages._now() + 100_000
        with monkeypatch.context() as patched:
            patched.setattr(app.bot_data.outages, "_now", lambda: silent)
            assert await asyncio.to_thread(ask, "127.0.0.1", port) == "well", "what Telegram does is no fault of ours"

        async def lost(self: Any) -> str:
            raise DatabaseLost("lost")

        monkeypatch.setattr(type(app.bot_data.store), "standing", lost)
        assert await asyncio.to_thread(ask, "127.0.0.1", port) == "no_database"


@pytest.mark.parametrize(
    "body", ["", "ready", "[]", '"checks"', '{"checks": {}}', '{"checks": {"database": 1}}', "x" * (1 << 17)]
)
async def test_another_program_in_its_place_is_not_well(body: str) -> None:
    async def handle(request: web.BaseRequest) -> web.Response:
        return web.Response(text=body)

    runner = web.ServerRunner(web.Server(handle))
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        assert await asyncio.to_thread(ask, "127.0.0.1", runner.addresses[0][1]) == "no_answer"
    finally:
        await runner.cleanup()


def test_a_bot_that_hangs_is_not_well() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert ask("127.0.0.1", silent.getsockname()[1], 0.1) == "no_answer"


def test_no_bot_is_not_well(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as once:
        port = once.getsockname()[1]
    code, said = quick(monkeypatch, metrics=f"127.0.0.1:{port}")
    assert (code, said) == (1, f"Not well: no bot answers at 127.0.0.1:{port} (CHISOTINH_METRICS).")


def test_without_metrics_the_database_is_asked(monkeypatch: pytest.MonkeyPatch, shipped: Path, tmp_path: Path) -> None:
    code, said = quick(monkeypatch, database=str(tmp_path / "none.sqlite3"))
    assert (code, said) == (0, "Well: there is no database yet; the first start builds it.")
    assert not (tmp_path / "none.sqlite3").exists()

    file = Path(shutil.copy(shipped, tmp_path / "a.sqlite3"))
    before = file.read_bytes()
    code, said = quick(monkeypatch, database=str(file))
    assert (code, said.partition(":")[0]) == (0, "Well")
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.sqlite3"]

    file.write_bytes(b"something else" * 100)
    code, said = quick(monkeypatch, database=str(file))
    assert code == 1
    assert said.startswith(f"Not well: {file}")

    code, said = quick(monkeypatch, database="postgresql+psycopg://u:not-shown@127.0.0.1:1/d")
    assert code == 1
    assert "no PostgreSQL server answers" in said
    assert "not-shown" not in said


def test_it_is_cheap(monkeypatch: pytest.MonkeyPatch, shipped: Path) -> None:
    """Neither Telegram's library nor the figures are loaded for it."""
    monkeypatch.setenv("CHISOTINH_DATABASE", str(shipped))
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
