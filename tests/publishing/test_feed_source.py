"""Where a feed lies: nothing is read from outside of it, and its user and password stay in it."""

from __future__ import annotations

import asyncio
import base64
import os
from pathlib import Path

import pytest
from aiohttp import web

from bot.i18n import translator
from bot.publishing.feed import FeedWrong
from bot.publishing.feed_source import Address, Folder
from bot.settings import SettingsWrong, load
from tests.support.feed import served


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
async def test_a_pipe_in_the_folder_stops_nothing(tmp_path: Path) -> None:
    """Opened as a file it would wait for a writer for ever, and the end of the program with it."""
    os.mkfifo(tmp_path / "766.csv")
    watched = Folder(tmp_path)
    async with asyncio.timeout(60):
        with pytest.raises(FeedWrong, match=r"766\.csv: is not an ordinary file"):
            await watched.file("766.csv")
    os.mkfifo(tmp_path / "feed.json")
    async with asyncio.timeout(60):
        with pytest.raises(FeedWrong, match=r"feed\.json: is not an ordinary file"):
            await watched.feed()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere.csv", "not there"),
        ("../secret", "outside"),
        ("link", "outside"),
        ("a\0b", "cannot be read"),
        ("\ud800", "cannot be read"),
        ("x" * 5000, "cannot be read"),
        ("folder", "ordinary"),
    ],
)
async def test_a_name_in_a_folder_that_leads_nowhere(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "secret").write_text("x")
    folder = tmp_path / "watched"
    (folder / "folder").mkdir(parents=True)
    (folder / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(FeedWrong, match=says) as raised:
        await Folder(folder).file(name)
    assert "Errno" not in str(raised.value)
    str(raised.value).encode()


async def test_an_unchanged_folder_is_not_read_again(tmp_path: Path) -> None:
    watched = Folder(tmp_path)
    with pytest.raises(FeedWrong, match=r"feed\.json: is not there"):
        await watched.feed()
    (tmp_path / "feed.json").write_bytes(b"[]")
    assert await watched.feed() == b"[]"
    assert await watched.feed() is None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("file:///etc/passwd", "address"),
        ("http://[::1", "address"),
        ("//other.example/a.csv", "another address"),
        ("http://127.0.0.1:1/a.csv", "another address"),
        ("https://127.0.0.1/a.csv", "another address"),
        ("http://localhost/a.csv", "another address"),
        ("http://x:y@evil.example/a.csv", "another address"),
        ("http://127.0.0.1:99999999/", "address"),
    ],
)
async def test_only_the_feeds_own_server_is_asked(name: str, says: str) -> None:
    with pytest.raises(FeedWrong, match=says) as raised:
        await Address("http://127.0.0.1/feed.json").file(name)
    assert "x:y" not in str(raised.value)


async def test_a_redirect_leads_no_further_than_the_feed() -> None:
    asked: list[str] = []

    async def other(request: web.Request) -> web.Response:
        asked.append(request.headers.get("Authorization", "nobody"))
        return web.Response(body=b"x")

    async def away(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": f"http://127.0.0.1:{elsewhere}/other"})

    async def here(request: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": "/file"})

    async def file(request: web.Request) -> web.Response:
        return web.Response(body=request.headers["Authorization"].encode())

    async def circle(request: web.Request) -> web.Response:
        return web.Response(status=301, headers={"Location": "/circle"})

    async with served(other=other) as elsewhere, served(away=away, here=here, file=file, circle=circle) as port:
        feed = Address(f"http://hoa:m%40t@127.0.0.1:{port}/feed")
        with pytest.raises(FeedWrong, match="another address"):
            await feed.file("away")
        assert asked == []
        basic = base64.b64encode(b"hoa:m@t").decode()
        assert await feed.file("here") == f"Basic {basic}".encode()
        with pytest.raises(FeedWrong, match="leads on"):
            await feed.file("circle")


async def test_user_and_password_stand_in_no_message() -> None:
    async def broken(request: web.Request) -> web.Response:
        return web.Response(status=503)

    async with served(feed=broken) as port:
        said = []
        for url in (f"http://hoa:secret@127.0.0.1:{port}/feed?key=private", "http://hoa:secret@127.0.0.1:1/feed"):
            for name in ("", "a b.csv", "http://other.example/", "http://[::1"):
                feed = Address(url)
                with pytest.raises(FeedWrong) as raised:
                    await (feed.file(name) if name else feed.feed())
                said.append(f"{raised.value} {raised.value.__cause__}")
    assert "503" in said[0]
    for text in said:
        assert not any(word in text for word in ("hoa", "secret", "private")), text


@pytest.mark.parametrize("value", ["http://[::1", "http://", "http://a:99999999/", "ftp://a/feed.json", "http://a b/"])
def test_an_address_that_is_none_is_said_at_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHISOTINH_WATCH", value)
    with pytest.raises(SettingsWrong) as raised:
        load()
    assert [one.said(translator("en")) for one in raised.value.problems] == [
        "CHISOTINH_WATCH must be a folder or an address that begins with http:// or https://"
    ]


def test_the_address_stands_in_no_print_of_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHISOTINH_WATCH", "https://hoa:khong-ai-biet@example.vn/feed.json")
    assert "khong-ai-biet" not in repr(load())
