"""Whatever an operator may write into the data is text on a page, and never markup, a template or a script."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.pictures.files import PictureFiles
from tests.support.shipped import ShippedDesk
from tests.web.site_desk import SiteDesk, read

HOSTILE = "{{7*7}}{% raw %}<script>alert(1)</script><img src=x onerror=alert(1)>\"'&lt;"
FIELDS = {
    "release": ("title_vi", "title_en", "issuer", "why"),
    "source": ("title_vi", "title_en"),
    "fact": ("text_vi", "text_en"),
    "exclusion": ("reason_vi", "reason_en"),
    "edition": ("change_vi", "change_en", "structure_vi", "structure_en"),
    "task": ("text_vi", "text_en"),
    "document": ("title_vi", "title_en", "number"),
    "province": ("name_vi", "name_en"),
    "indicator": ("name_vi", "name_en", "short_vi", "short_en"),
    "index_": ("name_vi", "name_en", "measures_vi", "measures_en", "limits_vi", "limits_en"),
}
"""Table -> its columns of text: an operator's correction may hold anything."""
PAGES = (
    "/", "/papi/2024", "/papi/2024/4", "/sipas/2024", "/tinh/hung-yen", "/tinh/thai-binh", "/nhiem-vu/hung-yen",
    "/nguon",
    "/so-sanh?a=hung-yen&b=thai-binh&index=papi&period=2024", "/hoi?q=hung+yen+papi", "/en/papi/2023",
    "/en/tinh/hung-yen",
)  # fmt: skip


@pytest.fixture
def site(database_file: Path, tmp_path: Path) -> Iterator[SiteDesk]:
    with sqlite3.connect(database_file) as connection:
        for table, columns in FIELDS.items():
            known = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            assert known.issuperset(columns), (table, set(columns) - known)
            for column in columns:
                connection.execute(f"UPDATE {table} SET {column} = {column} || ?", (HOSTILE,))
        connection.execute("UPDATE source SET url = 'javascript:alert(1)' WHERE rowid % 2 = 0")
    with ShippedDesk(database_file) as desk:
        yield SiteDesk(desk, PictureFiles(tmp_path / "pictures"), "https://chiso.example")


@pytest.mark.parametrize("address", PAGES)
def test_what_operators_write_is_text(site: SiteDesk, address: str) -> None:
    sent = site.get(address)
    body = sent.body.decode()
    assert sent.status == 200
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert "javascript:" not in body
    assert "49{%" not in body
    read(sent)


def test_the_feed_and_the_drawing_hold_it_as_text(site: SiteDesk) -> None:
    for address in ("/feed.atom", "/papi/2024.svg", "/tinh/hung-yen.svg"):
        body = site.get(address).body.decode()
        assert "<script>alert" not in body
        assert "{{7*7}}" in body or address != "/feed.atom"
