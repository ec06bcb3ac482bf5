"""What systemd is told, read at a real socket of the kind it listens at."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.systemd import notify, watchdog_seconds


@pytest.fixture(params=["/file", "@name"])
def manager(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """The manager's end, at a file and at a name without one."""
    kind = request.param[0]
    name = str(tmp_path / "notify") if kind == "/" else f"@chisotinh-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.settimeout(2)
        listening.bind(name.replace("@", "\0"))
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        yield listening


def test_fields_go_in_one_message(manager: socket.socket) -> None:
    assert notify("READY=1", "STATUS=đang nhận tin nhắn")
    assert manager.recv(4096).decode() == "READY=1\nSTATUS=đang nhận tin nhắn"
    assert notify("WATCHDOG=1")
    assert manager.recv(4096) == b"WATCHDOG=1"


def test_a_child_of_the_process_that_is_watched_says_nothing(
    manager: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG_PID", str(os.getppid()))
    assert not notify("READY=1")
    monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()))
    assert notify("STATUS=ours")
    assert manager.recv(4096) == b"STATUS=ours"


def test_a_manager_that_does_not_read_keeps_nobody_waiting(manager: socket.socket) -> None:
    sent = [notify(f"STATUS={number}") for number in range(5000)]
    assert sent[0]
    assert not sent[-1]
    assert manager.recv(4096) == b"STATUS=0"


@pytest.mark.parametrize("name", [None, "", "vsock:2:1", "/nobody/listens", "@nobody-listens", "/" + 300 * "x"])
def test_without_one_nothing_happens(name: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    if name is not None:
        monkeypatch.setenv("NOTIFY_SOCKET", name)
    assert not notify("READY=1")


@pytest.mark.parametrize(
    ("usec", "pid", "seconds"),
    [
        ("60000000", "ours", 60.0),
        ("60000000", None, 60.0),
        ("60000000", "1", None),
        (None, "ours", None),
        ("0", "ours", None),
        ("soon", "ours", None),
    ],
)
def test_the_watchdog_is_ours_or_nobodys(
    usec: str | None, pid: str | None, seconds: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("WATCHDOG_USEC", usec), ("WATCHDOG_PID", str(os.getpid()) if pid == "ours" else pid)):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    assert watchdog_seconds() == seconds
