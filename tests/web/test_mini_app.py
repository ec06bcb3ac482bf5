"""The pages as a Mini App: a browser in which Telegram's own bridge is played, beside the real bot."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.offline import User
from bot.web.html import static
from tests.web.beside_bot import SITE, Beside, beside
from tests.web.browser import PHONE, Browser, found, launched
from tests.web.mini_app import DARK, location_hash

__all__ = ["beside"]

browser_needed = pytest.mark.skipif(found() is None, reason="no browser: install chromium and the extra page-tests")

BRIDGE = """
window.told = JSON.parse(sessionStorage.getItem("told") || "[]");
window.TelegramWebviewProxy = { postEvent(name, data) {
  window.told.push([name, JSON.parse(data)]);
  sessionStorage.setItem("told", JSON.stringify(window.told));
} };
"""
LIGHT = {
    "bg_color": "#ffffff", "text_color": "#000000", "hint_color": "#999999", "link_color": "#2481cc",
    "button_color": "#2481cc", "button_text_color": "#ffffff",
}  # fmt: skip
"""Telegram's light theme, whose hint and link are too pale to be read on its paper."""
PALE = {"bg_color": "#808080", "text_color": "#8a8a8a", "hint_color": "red", "link_color": "url(x)"}


@pytest.fixture
async def lan(beside: Beside) -> User:
    person = beside.world.user(name="Lan", language_code="vi")
    await person.say("/start")
    return person


@asynccontextmanager
async def opened(
    beside: Beside, path: str, person: User, theme: dict[str, str], system: str = "light"
) -> AsyncIterator[Any]:
    """The page as Telegram opens it for a person."""
    async with launched(beside.base) as browser, within(browser, system) as page:
        await page.goto(f"{beside.base}{path}#{location_hash(beside.data_of(person), theme)}")
        yield page


@asynccontextmanager
async def within(browser: Browser, system: str = "light") -> AsyncIterator[Any]:
    async with browser.page(PHONE, system) as page:
        await page.add_init_script(BRIDGE)
        yield page


async def told(page: Any) -> list[Any]:
    return list(await page.evaluate("window.told"))


async def style(page: Any, selector: str, name: str) -> str:
    return str(await page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).{name}"))


async def faults(page: Any) -> list[Any]:
    from axe_playwright_python.async_playwright import Axe

    result = await Axe().run(page)
    return [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in result.response["violations"]]


@browser_needed
async def test_the_theme_is_telegrams_and_stays_through_the_pages(beside: Beside, lan: User) -> None:
    async with opened(beside, "/papi/2024", lan, DARK) as page:
        for step in ("tbody a[href='/tinh/hung-yen']", ".crumbs a"):
            assert await style(page, "body", "backgroundColor") == "rgb(23, 33, 43)"
            assert await style(page, "body", "color") == "rgb(245, 245, 245)"
            assert await style(page, "html", "colorScheme") == "dark"
            assert await style(page, "tbody a", "color") == "rgb(106, 179, 243)"
            assert not await faults(page), step
            await page.locator(step).first.click()
            await page.wait_for_load_state()
        assert "tgWebApp" not in page.url
        assert [name for name, _ in await told(page)].count("web_app_ready") == 3
        assert ["web_app_expand", {}] in await told(page)


@browser_needed
async def test_what_could_not_be_read_on_telegrams_paper_stays_ours(beside: Beside, lan: User) -> None:
    async with opened(beside, "/tinh/hung-yen", lan, LIGHT, "dark") as page:
        assert await style(page, "body", "backgroundColor") == "rgb(255, 255, 255)"
        assert await style(page, "body", "color") == "rgb(0, 0, 0)"
        assert await style(page, ".notes", "color") == "rgb(86, 96, 112)"
        assert await style(page, "main a", "color") == "rgb(0, 85, 140)"
        await page.locator(".actions").wait_for(state="visible")
        assert not await faults(page)


@browser_needed
@pytest.mark.parametrize("system", ["light", "dark"])
async def test_a_theme_nobody_could_read_is_not_taken(beside: Beside, lan: User, system: str) -> None:
    async with opened(beside, "/tinh/hung-yen", lan, PALE, system) as page:
        paper = await style(page, "body", "backgroundColor")
        assert paper in ("rgb(253, 252, 249)", "rgb(20, 24, 30)")
        assert not await faults(page)


@browser_needed
async def test_a_theme_that_changes_is_followed(beside: Beside, lan: User) -> None:
    async with opened(beside, "/papi/2024", lan, LIGHT) as page:
        change = f"window.Telegram.WebView.receiveEvent('theme_changed', {{theme_params: {json.dumps(DARK)}}})"
        await page.evaluate(change)
        assert await style(page, "body", "backgroundColor") == "rgb(23, 33, 43)"
        await page.goto(f"{beside.base}/papi/2023")
        assert await style(page, "body", "backgroundColor") == "rgb(23, 33, 43)"


@browser_needed
async def test_telegrams_back_button_goes_back(beside: Beside, lan: User) -> None:
    async with opened(beside, "/papi/2024", lan, DARK) as page:
        assert (await told(page))[-1] == ["web_app_setup_back_button", {"is_visible": False}]
        await page.get_by_role("link", name="Hưng Yên").first.click()
        await page.wait_for_url("**/tinh/hung-yen")
        assert (await told(page))[-1] == ["web_app_setup_back_button", {"is_visible": True}]
        # Said a moment later: the page that says it is left by it.
        await page.evaluate("setTimeout(() => window.Telegram.WebView.receiveEvent('back_button_pressed'), 20)")
        await page.wait_for_url("**/papi/2024#*")
        await page.wait_for_function("window.told.at(-1)[1].is_visible === false")


@browser_needed
async def test_following_on_the_page_lands_in_the_database(beside: Beside, lan: User) -> None:
    async with opened(beside, "/tinh/hung-yen", lan, DARK) as page:
        await page.get_by_role("button", name="Theo dõi Hưng Yên").click()
        stop = page.get_by_role("button", name="Ngừng theo dõi Hưng Yên")
        await stop.wait_for()
        assert await page.get_by_role("status").inner_text() == "🔔 Đã theo dõi: Hưng Yên — mọi chỉ số"
        assert await beside.followed(lan) == [("hung-yen", "")]
        assert not await faults(page)
        await page.get_by_role("button", name="Chọn Hưng Yên làm tỉnh nhà").click()
        await page.get_by_role("button", name="Bỏ chọn tỉnh nhà").wait_for()
        assert await beside.services.homes.of(lan.id) == "hung-yen"
        await page.reload()
        await stop.click()
        await page.get_by_role("button", name="Theo dõi Hưng Yên", exact=False).wait_for()
        await page.wait_for_function("document.querySelector('[role=status]').textContent.startsWith('🔕')")
        assert await beside.followed(lan) == []


@browser_needed
async def test_by_keyboard_alone_in_english(beside: Beside, lan: User) -> None:
    async with opened(beside, "/en/sipas/2024", lan, DARK) as page:
        await page.get_by_role("button", name="Follow SIPAS").focus()
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Stop following SIPAS").wait_for()
        assert await beside.followed(lan) == [("", "sipas")]


@browser_needed
async def test_who_never_began_a_chat_is_shown_the_way_to_it(beside: Beside) -> None:
    stranger = beside.world.user(name="Minh")
    async with opened(beside, "/tinh/hue", stranger, DARK) as page:
        await page.get_by_role("button", name="Theo dõi Huế").click()
        await page.get_by_role("link", name="Mở cuộc trò chuyện với bot").click()
        assert (await told(page))[-1] == ["web_app_open_tg_link", {"path_full": "/chisotinh_bot?start=help"}]
        assert await page.get_by_role("button", name="Theo dõi Huế").is_visible()
    assert await beside.followed(stranger) == []


@browser_needed
async def test_files_and_other_sites_open_outside(beside: Beside, lan: User) -> None:
    async with opened(beside, "/papi/2024", lan, DARK) as page:
        await page.locator(".files a", has_text="XLSX").click()
        assert (await told(page))[-1] == ["web_app_open_link", {"url": f"{beside.base}/papi/2024.xlsx"}]
        assert "/papi/2024#" in page.url


@browser_needed
async def test_data_that_telegram_did_not_sign_show_no_button(beside: Beside, lan: User) -> None:
    async with launched(beside.base) as browser, browser.page(PHONE, allowed="403") as page:
        await page.add_init_script(BRIDGE)
        forged = beside.data_of(lan)[:-4] + "0000"
        async with page.expect_response("**/app/follow") as answer:
            await page.goto(f"{beside.base}/papi/2024#{location_hash(forged, DARK)}")
        assert (await answer.value).status == 403
        assert await page.locator(".actions").is_hidden()
        assert await style(page, "body", "backgroundColor") == "rgb(23, 33, 43)"


@browser_needed
async def test_outside_telegram_nothing_happens(beside: Beside) -> None:
    async with launched(beside.base) as browser, within(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        await page.goto(f"{beside.base}/tinh/hung-yen")
        assert await told(page) == []
        assert await page.locator(".actions").is_hidden()
        assert await page.evaluate("document.documentElement.getAttribute('style')") is None
        assert not [url for url in asked if not url.startswith(beside.base) or "/app/" in url]


@asynccontextmanager
async def framed(beside: Beside, person: User, parent: str) -> AsyncIterator[Any]:
    """The page of Hưng Yên, at its public address, in a frame of another site, which keeps what it is told."""
    inner = f"{SITE}/tinh/hung-yen#{location_hash(beside.data_of(person), DARK, 'weba')}"
    around = f"""<!doctype html><title>x</title><iframe src="{escape(inner)}"></iframe>
<script>window.told = []; addEventListener("message", (event) => told.push([event.origin, event.data]));</script>"""

    async def outer(route: Any) -> None:
        await route.fulfill(body=around, content_type="text/html")

    async def ours(route: Any) -> None:
        path = route.request.url.removeprefix(SITE)
        await route.fulfill(response=await route.fetch(url=beside.base + path))

    async with launched(beside.base) as browser, browser.page(PHONE) as page:
        await page.route(f"{parent}/**", outer)
        await page.route(f"{SITE}/**", ours)
        await page.goto(f"{parent}/a/")
        yield page


@browser_needed
async def test_in_telegrams_web_client_it_speaks_to_the_frame_around_it(beside: Beside, lan: User) -> None:
    async with framed(beside, lan, "https://web.telegram.org") as page:
        inside = page.frame_locator("iframe")
        await inside.get_by_role("button", name="Theo dõi Hưng Yên").click()
        await inside.get_by_role("button", name="Ngừng theo dõi Hưng Yên").wait_for()
        assert await beside.followed(lan) == [("hung-yen", "")]
        heard = await page.evaluate("window.told")
        assert {origin for origin, _ in heard} == {SITE}
        assert "web_app_ready" in [json.loads(data)["eventType"] for _, data in heard]
        light = json.dumps({"eventType": "theme_changed", "eventData": {"theme_params": LIGHT}})
        await page.evaluate("(said) => frames[0].postMessage(said, '*')", light)
        await page.frames[1].wait_for_function(
            "getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)'"
        )


@browser_needed
async def test_no_other_site_has_it_in_a_frame(beside: Beside) -> None:
    async def outer(_: web.Request) -> web.Response:
        return web.Response(
            text=f'<link rel="icon" href="data:,"><iframe src="{beside.base}/tinh/hung-yen"></iframe>',
            content_type="text/html",
        )

    app = web.Application()
    app.router.add_get("/", outer)
    async with TestServer(app) as other, launched(beside.base) as browser:
        async with browser.page(PHONE, allowed="frame-ancestors") as page:
            said: list[str] = []
            page.on("console", lambda one: said.append(one.text))
            await page.goto(str(other.make_url("/")))
            await page.frames[1].wait_for_load_state()
            assert await page.frame_locator("iframe").locator(".brand").count() == 0
        assert any("frame-ancestors https://web.telegram.org" in one for one in said), said


def test_the_two_dark_themes_are_one() -> None:
    css = static("style.css").decode()
    dark = [re.findall(r"--[\w-]+: #\w+", part.partition("}")[0]) for part in re.split(r":root[^{]*\{", css)]
    system, telegram = (one for one in dark if "--paper: #14181e" in one)
    assert system == telegram
    assert len(system) > 15


@pytest.mark.parametrize(("name", "most"), [("app.js", 75), ("actions.js", 32)])
def test_the_scripts_are_small_and_load_nothing(name: str, most: int) -> None:
    script = static(name).decode()
    assert len(script.splitlines()) <= most
    assert max(map(len, script.splitlines())) <= 130
    for word in ("import", "eval(", "innerHTML", "document.write", "telegram-web-app", "<script"):
        assert word not in script
