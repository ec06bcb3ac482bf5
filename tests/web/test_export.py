"""The site as files: every link of theirs leads to a file."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.pictures.files import PictureFiles
from bot.web import export as exporting
from bot.web.export import export, kept, still
from bot.web.site import Sent
from tests.support.shipped import ShippedDesk
from tests.web.site_desk import SiteDesk, read

SOME = ("/", "/papi/2024", "/papi/2024/4.1", "/sipas/2024", "/tinh/hung-yen", "/nhiem-vu/hung-yen", "/nguon", "/api")


@pytest.fixture
def folder(desk: ShippedDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(exporting, "kept", lambda _: list(SOME))
    site = SiteDesk(desk, PictureFiles(tmp_path / "pictures"), "https://chiso.example", still)
    assert desk.wait(export(site.site, desk.catalogue, tmp_path / "site")) == 2 * len(SOME)
    return tmp_path / "site"


def test_every_page_is_a_file_that_asks_nothing(folder: Path, desk: ShippedDesk) -> None:
    known = set(kept(desk.catalogue))
    for language, name in (("vi", ""), ("en", "en/")):
        for address in SOME:
            file = folder / f"{name}{address.strip('/')}" / "index.html"
            page = read(Sent(file.read_bytes(), "text/html"))
            body = file.read_text(encoding="utf-8")
            assert f'<html lang="{language}">' in body
            assert "<form" not in body
            for link in page.links:
                parts = urlsplit(link)
                if parts.scheme or not parts.path.startswith("/"):
                    continue
                assert not parts.query, link
                bare = parts.path.removeprefix("/en") or "/"
                stem = bare.rpartition(".")[0] if bare.endswith((".json", ".svg", ".png")) else bare
                assert stem in known or bare == "/feed.atom", link


def test_what_stands_beside_the_pages(folder: Path) -> None:
    assert (folder / "static" / "style.css").stat().st_size > 1000
    assert (folder / "papi" / "2024.json").is_file()
    assert (folder / "papi" / "2024.svg").read_text(encoding="utf-8").startswith("<svg")
    assert "papi/2024" in (folder / "feed.atom").read_text(encoding="utf-8")
    assert (folder / "404.html").is_file()
