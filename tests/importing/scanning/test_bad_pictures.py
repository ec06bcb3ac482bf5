"""Pictures that are no table, hostile ones, odd ones: each is answered in words, within its bounds."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace

import pytest

from bot.i18n import LANGUAGES, translator
from bot.importing import files, scan
from bot.importing.draft import FileRefused
from bot.importing.files import examine_file, too_large
from bot.importing.limits import SCAN_BYTES, SCAN_MEMORY
from bot.importing.picture_shelf import PictureShelf
from bot.importing.plan_reasons import PLAN_REASONS
from bot.importing.worker import read
from bot.offline.html import parse_html
from bot.render.preview import problem_text
from tests.importing.scanning.test_corpus import needs_both
from tests.support.bad_pictures import BAD, NAMES, ODD, SMALL, BadPicture, image
from tests.support.importing_kit import REQUEST, Kit
from tests.support.table_pictures import png, shown_rows

SIPAS = replace(REQUEST, index="sipas", year=2025, period="2025", announced=None, partial=True)


def refused(kit: Kit, data: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        asyncio.run(examine_file("a.png", data, SIPAS, kit.background("sipas")))
    return caught.value


@needs_both
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.label)
def test_a_bad_picture_is_refused_in_words(bad: BadPicture, kit: Kit) -> None:
    problem = refused(kit, bad.make()).problem
    assert parse_html(problem_text(problem, translator("en")))[0] == bad.says
    assert all(problem_text(problem, translator(language)) for language in LANGUAGES)


@needs_both
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_picture_is_read_like_any_other(odd: str) -> None:
    found = read(ODD[odd]())
    assert "sheets" in found, found
    cells = {cell for _, row in found["sheets"][0]["rows"] for cell in row}
    totals = {f"{row.scores['']:.2f}".replace(".", ",") for row in shown_rows(SMALL)}
    assert len(cells & totals) >= len(NAMES) - 1


@needs_both
def test_it_is_read_within_its_memory_once(kit: Kit) -> None:
    """The second time its cells come from the shelf: they are there word for word."""
    shelf, data = PictureShelf(), png(image())
    background = kit.background("sipas")
    first = asyncio.run(examine_file("a.png", data, SIPAS, background, (), shelf))
    assert asyncio.run(examine_file("a.png", data, SIPAS, background, (), shelf)) == first
    (kept,) = shelf._kept.values()
    assert json.loads(kept)["sheets"][0]["readers"]
    assert SCAN_MEMORY <= 1536 * 1024 * 1024


def test_what_is_too_large_is_refused_before_it_is_fetched_or_read(kit: Kit) -> None:
    assert too_large("a.jpg", SCAN_BYTES) is None
    assert too_large("a.jpg", SCAN_BYTES + 1) is not None
    large = refused(kit, b"\x89PNG" + b"x" * SCAN_BYTES).problem
    assert parse_html(problem_text(large, translator("en")))[0] == "The picture is larger than 20 MB. Send it smaller."


def test_a_picture_that_takes_too_long_is_given_up(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SCAN_SECONDS", 0.05)
    assert refused(kit, b"\x89PNG" + b"x" * 900).problem.msgid.startswith("Reading the picture took more than")


def test_without_the_extra_a_picture_is_answered_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "NEEDED", ("a_package_that_nobody_has",))
    assert read(b"\x89PNG" + b"x" * 900) == {"refused": ["picture", {}]}
    assert "pip install 'chisotinh[scan]'" in files.REASONS["picture"]
    assert "pip install" not in PLAN_REASONS["picture"]


def test_the_readers_are_not_loaded_for_anything_else() -> None:
    code = "import sys, bot.importing.worker, bot.importing.files, bot.importing.scan; print(*sys.modules)"

    async def run() -> bytes:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, cwd=files.ROOT, stdout=asyncio.subprocess.PIPE
        )
        return (await process.communicate())[0]

    assert not {"numpy", "cv2", "rapidocr", "PIL"} & set(asyncio.run(run()).decode().split())
