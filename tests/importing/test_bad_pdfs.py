"""PDF files that are refused: each in words, within the time and the memory that reading one may take."""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import replace

import pytest

from bot.i18n import LANGUAGES, translator
from bot.importing import files, scan
from bot.importing.draft import FileRefused
from bot.importing.files import examine_file
from bot.importing.limits import PDF_SECONDS, PICTURES_IN_PDF
from bot.importing.worker import read
from bot.offline.html import parse_html
from bot.render.preview import render_problems
from bot.reply import LIMIT, units
from tests.support.bad_pdfs import BAD_PDFS, PICTURE, BadPdf
from tests.support.importing_kit import Kit, Sent
from tests.support.pdf_tables import SIPAS, sipas


@pytest.mark.parametrize("bad", BAD_PDFS, ids=lambda bad: bad.label)
def test_a_bad_pdf_is_told_what_is_wrong(bad: BadPdf, kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PDF_SECONDS", bad.seconds)
    monkeypatch.setattr(scan, "NEEDED", ("a_package_that_nobody_has",))
    data = bad.make(kit)
    began = time.perf_counter()
    request = replace(SIPAS, pages=bad.pages)
    try:
        if bad.says == PICTURE:  # in this process, which has no extra to read it as one
            found = files.examined("a.pdf", read(data, pages=bad.pages))
        else:
            found = asyncio.run(examine_file("a.pdf", data, request, kit.background("sipas")))
        sent = Sent(found.draft, found.problems)
    except FileRefused as refused:
        sent = Sent(None, (refused.problem,), refused=True)
    assert sent.lines() == [f"⛔ a.pdf: {bad.says}"]
    assert time.perf_counter() - began < PDF_SECONDS * PICTURES_IN_PDF
    for language in LANGUAGES:
        shown, _ = parse_html(render_problems(sent.problems, translator(language)).html)
        assert units(shown) <= LIMIT


@pytest.mark.skipif(not scan.can_read(), reason="pictures of tables: pip install 'chisotinh[scan]'")
def test_a_page_whose_letters_cannot_be_known_is_read_as_a_picture(kit: Kit) -> None:
    (bad,) = (one for one in BAD_PDFS if one.label == "letters that are not mapped")
    found = asyncio.run(examine_file("a.pdf", bad.make(kit), SIPAS, kit.background("sipas")))
    assert "read as a picture" in Sent(found.draft, found.problems).lines()[0]


def test_without_the_extra_it_says_how_to_install_it(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    sent = kit.send("a.pdf", sipas(kit), SIPAS)
    assert sent.refused
    (line,) = sent.lines("vi")
    assert "pip install 'chisotinh[pdf]'" in line


async def test_a_pdf_that_takes_too_long_is_given_up(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PDF_SECONDS", 0.005)
    with pytest.raises(FileRefused) as refused:
        await examine_file("a.pdf", sipas(kit), SIPAS, kit.background("sipas"))
    assert refused.value.problem.msgid == files.REASONS["pdf-time"]


def test_bytes_before_the_mark_are_passed_over(kit: Kit) -> None:
    assert kit.send("a.pdf", b"\r\n" + sipas(kit), SIPAS).draft is not None
