"""The pages in a real browser: what a reader does with them on a phone, by keyboard alone, in light and dark."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot import addresses
from bot.i18n import LANGUAGES, Language
from bot.web.standalone import site_alone
from data.store import Store
from tests.support.shipped import NOW
from tests.web.browser import DESK, PHONE, Browser, browsing, found

pytestmark = pytest.mark.skipif(found() is None, reason="no browser: install chromium and the extra page-tests")

KINDS = (
    "/", "/papi/2024", "/papi/2024/4.1", "/sipas/2024", "/tinh/hung-yen", "/tinh/bac-giang",
    "/so-sanh?a=hung-yen&b=thai-binh&index=papi&period=2024", "/nhiem-vu/hung-yen", "/hoi?q=hung+yen+yeu+nhat+o+dau",
    "/nguon", "/api", "/nope",
)  # fmt: skip
"""An address of each kind of page."""


@pytest.fixture
async def browser(store: Store, tmp_path: Path) -> AsyncIterator[Browser]:
    with site_alone(store, tmp_path / "pictures", clock=lambda: NOW) as site:
        async with browsing(site) as opened:
            yield opened


def said(address: str, language: Language) -> str:
    path, mark, values = address.partition("?")
    return addresses.within(path, language) + mark + values


async def names(page: Any) -> list[str]:
    cells = await page.locator("tbody th").all_inner_texts()
    return [cell.strip() for cell in cells]


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_no_page_shuts_anybody_out(browser: Browser, theme: str) -> None:
    """Every kind of page in both languages, as axe judges it, and none is wider than a phone."""
    from axe_playwright_python.async_playwright import Axe

    axe, faults = Axe(), []
    for language in LANGUAGES:
        async with browser.page(PHONE, theme) as page:
            for address in KINDS:
                await page.goto(browser.base + said(address, language))
                result = await axe.run(page)
                faults += [
                    (address, language, one["id"], [node["html"][:120] for node in one["nodes"]][:3])
                    for one in result.response["violations"]
                ]
                assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], address
                hidden = "[...document.querySelectorAll('.scroll')].filter((one) => one.scrollWidth > one.clientWidth)"
                assert await page.evaluate(f"{hidden}.length") == 0, (
                    address,
                    language,
                    "a table has more than is seen",
                )
    assert not faults


async def test_a_province_is_found_without_diacritics_and_opened(browser: Browser) -> None:
    async with browser.page() as page:
        await page.goto(browser.base + "/papi/2024")
        await page.get_by_label("Tìm tỉnh, thành phố").fill("hung yen")
        await page.get_by_role("button", name="Xem").click()
        assert await names(page) == ["Hưng Yên"]
        await page.get_by_role("link", name="Hưng Yên").click()
        await page.wait_for_url("**/tinh/hung-yen")
        assert await page.get_by_role("heading", level=1).inner_text() == "Hưng Yên"


async def test_a_table_is_sorted_and_filtered(browser: Browser) -> None:
    async with browser.page(DESK) as page:
        await page.goto(browser.base + "/papi/2024")
        assert (await names(page))[0] == "Quảng Ninh"
        await page.locator("thead").get_by_role("link", name="Điểm").click()
        await page.locator("thead").get_by_role("link", name="Điểm").click()
        assert (await names(page))[0] == "Kiên Giang"
        assert await page.locator("th[aria-sort=ascending]").inner_text() == "Điểm"
        await page.get_by_label("Vùng").select_option(label="Tây Nguyên")
        await page.get_by_role("button", name="Xem").click()
        assert set(await names(page)) == {"Kon Tum", "Gia Lai", "Đắk Lắk", "Đắk Nông", "Lâm Đồng"}
        assert "sort=score" in page.url


async def test_two_provinces_are_compared(browser: Browser) -> None:
    async with browser.page() as page:
        await page.goto(browser.base + "/so-sanh")
        await page.get_by_label("Tỉnh, thành phố thứ nhất").select_option(label="Hưng Yên")
        await page.get_by_label("Tỉnh, thành phố thứ hai").select_option(label="Thái Bình")
        await page.locator("select[name=index]").select_option(label="PAPI")
        await page.get_by_role("button", name="So sánh").click()
        assert "Hưng Yên và Thái Bình" in await page.get_by_role("heading", level=1).inner_text()
        assert "44,40" in await page.locator("table").inner_text()
        assert await page.locator("figure.chart svg").count() == 1


async def test_a_question_is_asked_and_the_language_changed(browser: Browser) -> None:
    async with browser.page() as page:
        await page.goto(browser.base)
        await page.get_by_role("searchbox").fill("hung yen papi 2024")
        await page.get_by_role("searchbox").press("Enter")
        assert "Hạng 19/61" in await page.locator("main").inner_text()
        await page.get_by_role("link", name="English").click()
        assert "Rank 19 of 61" in await page.locator("main").inner_text()
        assert await page.locator("html").get_attribute("lang") == "en"


async def test_by_keyboard_alone(browser: Browser) -> None:
    async with browser.page(DESK) as page:
        await page.goto(browser.base + "/papi/2024")
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.className") == "skip"
        await page.keyboard.press("Enter")
        seen: list[str] = []
        for _ in range(60):
            await page.keyboard.press("Tab")
            seen.append(await page.evaluate("document.activeElement.textContent.trim()"))
            if seen[-1] == "Quảng Ninh":
                break
        assert seen[-1] == "Quảng Ninh", seen
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/tinh/quang-ninh")


async def test_it_works_without_javascript_and_the_charts_follow_the_theme(browser: Browser) -> None:
    ink = {}
    for theme in ("light", "dark"):
        async with browser.page(PHONE, theme, java_script_enabled=True) as page:
            await page.goto(browser.base + "/papi/2024")
            ink[theme] = await page.evaluate(
                "getComputedStyle(document.querySelector('figure.chart svg text.ink')).fill"
            )
    assert ink["light"] != ink["dark"]
    async with browser.page(java_script_enabled=False) as page:
        await page.goto(browser.base + "/papi/2024?q=hue")
        assert await page.locator("tbody tr").count() == 1
