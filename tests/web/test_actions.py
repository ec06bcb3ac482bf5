"""Following and the home province on a page that was opened within Telegram: whose they are, and what is refused."""

from __future__ import annotations

import datetime as dt
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from bot.callers import networks_of
from bot.offline import OfflineTelegram, User
from bot.web.server import BURST
from bot.web.site import Site
from data.alerts.pause import pause
from data.database import Database
from data.store import Store
from tests.support.shipped import NOW, Clock
from tests.web.beside_bot import SITE, Beside, beside, running_beside
from tests.web.mini_app import TOKEN, init_data

__all__ = ["beside"]


@pytest.fixture
async def lan(beside: Beside) -> User:
    person = beside.world.user(name="Lan", language_code="vi")
    await person.say("/start")
    return person


async def test_following_is_the_same_as_in_the_chat(beside: Beside, lan: User) -> None:
    given = beside.data_of(lan)
    wish: dict[str, Any] = {"initData": given, "province": "hung-yen", "index": ""}
    assert await beside.ask("follow", want="show", **wish) == (200, {"on": False, "said": "", "link": ""})
    status, said = await beside.ask("follow", want="on", **wish)
    assert (status, said["on"]) == (200, True)
    assert said["said"] == "🔔 Đã theo dõi: Hưng Yên — mọi chỉ số"
    assert await beside.followed(lan) == [("hung-yen", "")]
    await lan.say("/dangtheodoi")
    assert "Hưng Yên — mọi chỉ số" in beside.world.private(lan).last.text
    assert (await beside.ask("follow", want="show", **wish))[1]["on"] is True
    status, said = await beside.ask("follow", want="off", **wish)
    assert (said["on"], said["said"]) == (False, "🔕 Đã ngừng theo dõi: Hưng Yên — mọi chỉ số")
    assert await beside.followed(lan) == []


async def test_stopping_leaves_what_else_is_followed(beside: Beside, lan: User) -> None:
    await lan.say("/theodoi Hưng Yên PAPI")
    await lan.say("/theodoi PAPI")
    given = beside.data_of(lan)
    assert (await beside.ask("follow", want="off", initData=given, index="papi"))[1]["on"] is False
    assert await beside.followed(lan) == [("hung-yen", "papi")]
    assert (await beside.ask("follow", want="off", initData=given, index="papi"))[1] == {
        "on": False, "said": "", "link": "",
    }  # fmt: skip
    assert await beside.followed(lan) == [("hung-yen", "papi")]


async def test_the_home_province_is_the_chats(beside: Beside, lan: User) -> None:
    wish: dict[str, Any] = {"initData": beside.data_of(lan), "province": "hung-yen"}
    assert (await beside.ask("home", want="show", **wish))[1]["on"] is False
    assert (await beside.ask("home", want="on", **wish))[1] == {
        "on": True, "said": "🏠 Tỉnh nhà: Hưng Yên", "link": "",
    }  # fmt: skip
    await lan.say("/rank PAPI 2024")
    assert "Tỉnh nhà: Hưng Yên" in beside.world.private(lan).last.text
    other = wish | {"province": "hue"}
    assert (await beside.ask("home", want="off", **other))[1]["on"] is False
    assert await beside.services.homes.of(lan.id) == "hung-yen"
    assert (await beside.ask("home", want="off", **wish))[1]["on"] is False
    assert await beside.services.homes.of(lan.id) == ""


async def test_who_never_began_a_chat_is_told_and_nothing_is_kept(beside: Beside) -> None:
    stranger = beside.world.user(name="Minh")
    given = beside.data_of(stranger)
    for action in ("follow", "home"):
        status, said = await beside.ask(action, want="on", initData=given, province="hue", language="en")
        assert (status, said["on"]) == (200, False)
        assert said["said"].startswith("I may not write to you yet")
        assert said["link"] == "https://t.me/chisotinh_bot?start=help"
    assert await beside.followed(stranger) == []
    assert await beside.services.chats.get(stranger.id) is None
    await stranger.say("/start")
    assert (await beside.ask("follow", want="on", initData=given, province="hue"))[1]["on"] is True


async def test_who_blocked_the_bot_is_told_and_who_took_it_back_hears_of_news_again(beside: Beside, lan: User) -> None:
    await lan.say("/theodoi PAPI")
    await lan.block()
    assert (await beside.ask("follow", want="on", initData=beside.data_of(lan), province="hue"))[1]["on"] is False
    assert await beside.followed(lan) == [("", "papi")]
    key = beside.services.chats.key(lan.id)
    await beside.database.brief(lambda connection: pause(connection, key, "blocked", beside.services.now()))
    beside.services.chats.forget(lan.id)
    lan.blocked = False  # Telegram's note of it was missed
    assert (await beside.ask("follow", want="on", initData=beside.data_of(lan), province="hue"))[1]["on"] is True
    chat = await beside.services.chats.get(lan.id)
    assert chat is not None
    assert chat.paused_at is None


async def test_reading_a_page_in_english_does_not_change_the_chats_language(beside: Beside, lan: User) -> None:
    wish: dict[str, Any] = {"initData": beside.data_of(lan), "province": "hue", "language": "en"}
    assert (await beside.ask("follow", want="on", **wish))[1]["said"] == "🔔 Followed: Hue — every index"
    chat = await beside.services.chats.get(lan.id)
    assert chat is not None
    assert (chat.language, chat.kind) == ("vi", "private")
    await lan.say("/lang en")
    assert (await beside.ask("follow", want="on", **wish | {"language": "vi", "index": "papi"}))[1]["on"] is True
    assert await beside.services.languages.of(lan.id, "vi") == "en"


@pytest.mark.parametrize("action", ["follow", "home"])
async def test_what_telegram_did_not_sign_does_nothing(beside: Beside, lan: User, action: str) -> None:
    """Forged, old, another bot's, and replayed with the number of somebody else."""
    good, victim = beside.data_of(lan), beside.world.user(name="Minh")
    await victim.say("/start")
    old = init_data(lan.id, NOW - dt.timedelta(hours=25))
    for given in (
        "", good[:-1] + ("0" if good[-1] != "0" else "1"), old, good.replace(str(lan.id), str(victim.id)),
        init_data(victim.id, NOW, token="123456:B-secret_that-must_never-be-shown00"),
    ):  # fmt: skip
        status, said = await beside.ask(action, want="on", initData=given, province="hue")
        assert (status, said["on"]) == (403, None)
        assert "mở lại từ cuộc trò chuyện" in said["said"]
    for person in (lan, victim):
        assert await beside.followed(person) == []
        assert await beside.services.homes.of(person.id) == ""


@pytest.mark.parametrize(
    "asked",
    [{}, {"want": "all"}, {"want": "on", "province": "atlantis"}, {"want": "on", "index": "gdp", "province": "hue"},
     {"want": "on", "province": ["hue"]}, {"want": "on", "province": "hue' OR 1=1"}, {"want": 1, "province": "hue"}],
)  # fmt: skip
async def test_what_is_not_on_our_pages_is_refused(beside: Beside, lan: User, asked: dict[str, Any]) -> None:
    status, said = await beside.ask("follow", initData=beside.data_of(lan), **asked)
    assert (status, said["on"]) == (400, None)
    assert await beside.followed(lan) == []


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "https://web.telegram.org"},
     {"Origin": "https://chiso.example.evil.example"}, {"Origin": SITE, "Sec-Fetch-Site": "cross-site"}],
)  # fmt: skip
async def test_other_sites_may_not_ask(beside: Beside, lan: User, headers: dict[str, str]) -> None:
    status, _ = await beside.ask("follow", headers, want="on", initData=beside.data_of(lan), province="hue")
    assert status == 403
    assert await beside.followed(lan) == []


async def test_a_proxy_that_hides_the_host_is_no_hindrance(beside: Beside, lan: User) -> None:
    headers = {"Origin": SITE, "Sec-Fetch-Site": "same-origin"}
    asked: dict[str, Any] = {"want": "on", "initData": beside.data_of(lan), "province": "hue"}
    assert (await beside.ask("follow", headers, **asked))[0] == 200


async def test_bounds_of_what_is_sent(beside: Beside) -> None:
    address, headers = f"{beside.base}/app/follow", {"Origin": beside.base, "Content-Type": "application/json"}
    for body, status in (
        (b"{}" + b" " * 4095, 413), (b"[" * 4000, 400), (b"{", 400), (b"[]", 400), (b'"\xff"', 400), (b"", 400),
    ):  # fmt: skip
        async with beside.session.post(address, data=body, headers=headers) as response:
            assert response.status == status, body[:20]
    async with beside.session.post(address, data=b"{}", headers=headers | {"Content-Type": "text/plain"}) as response:
        assert response.status == 415
    async with beside.session.get(address) as response:
        assert response.status == 404


async def test_who_presses_without_end_is_slowed_down_and_nobody_else(beside: Beside, lan: User) -> None:
    given, other = beside.data_of(lan), beside.world.user(name="Minh")
    codes = [(await beside.ask("follow", want="show", initData=given, province="hue"))[0] for _ in range(32)]
    assert codes == [200] * 30 + [429] * 2
    assert (await beside.ask("follow", want="show", initData=beside.data_of(other), province="hue"))[0] == 200
    await lan.say("/rank Hưng Yên")  # the chat has a pace of its own
    assert "Hưng Yên" in beside.world.private(lan).last.text


async def test_nothing_of_a_person_is_logged(beside: Beside, lan: User, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for given in (beside.data_of(lan), beside.data_of(lan)[:-1] + "x"):
            await beside.ask("follow", want="on", initData=given, province="hue")
    logged = "\n".join(f"{record.name} {record.getMessage()}" for record in caplog.records)
    ours = "\n".join(line for line in logged.splitlines() if line.startswith(("bot", "aiohttp")))
    for secret in (str(lan.id), "Lan", "AAHdF6IQ", TOKEN):
        assert secret not in ours


async def test_pages_without_a_bot_offer_nothing_and_take_nothing(beside: Beside) -> None:
    services = beside.services
    alone = Site(services.assistant, services.store, services.pictures, services.exports)
    assert b"/app/follow" not in (await alone.get("/tinh/hung-yen", {})).body
    async with beside.session.get(f"{beside.base}/tinh/hung-yen") as response:
        page = await response.text()
    assert '<div class="actions" hidden data-province="hung-yen" data-index=""' in page
    assert 'data-address="/app/home"' in page
    async with beside.session.get(f"{beside.base}/papi/2024/4.1") as response:
        page = await response.text()
    assert 'data-province="" data-index="papi"' in page
    assert "/app/home" not in page
    async with beside.session.get(f"{beside.base}/tinh/bac-giang") as response:
        assert 'data-province="bac-ninh"' in await response.text()
    assert json.dumps(TOKEN) not in page


async def test_who_posts_too_fast_is_stopped_whoever_they_say_they_are(
    world: OfflineTelegram, database: Database, store: Store, database_file: Path, clock: Clock
) -> None:
    """By their address, before anything of it is read; behind a trusted proxy by the address that it names."""
    trusted = networks_of("127.0.0.1")
    async with running_beside(world, database, store, database_file, clock, trusted_proxies=trusted) as beside:

        async def ask(address: str) -> int:
            headers = {"Origin": beside.base, "X-Forwarded-For": address}
            return (await beside.ask("home", headers, want="show", initData="forged"))[0]

        codes = [await ask("203.0.113.9") for _ in range(int(BURST) + 10)]
        assert codes[: int(BURST)] == [403] * int(BURST)
        assert codes[-1] == 429
        assert await ask("198.51.100.7") == 403
