"""Scanned PDF files that are refused: each in words, within the time and the memory that reading one may take."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace

import pytest

from bot.i18n import LANGUAGES, translator
from bot.importing.draft import FileRefused
from bot.importing.files import examine_file
from bot.offline.html import parse_html
from bot.render.preview import problem_text
from tests.importing.scanning.test_bad_pictures import SIPAS
from tests.importing.scanning.test_corpus import needs_both
from tests.support.bad_scans import BAD_SCANS, BadScan
from tests.support.importing_kit import Kit


@needs_both
@pytest.mark.parametrize("bad", BAD_SCANS, ids=lambda bad: bad.label)
def test_a_bad_scan_is_refused_in_words(bad: BadScan, kit: Kit) -> None:
    data, request, began = bad.make(), replace(SIPAS, pages=bad.pages), os.times()
    with pytest.raises(FileRefused) as caught:
        asyncio.run(examine_file("a.pdf", data, request, kit.background("sipas")))
    problem, ended = caught.value.problem, os.times()
    assert parse_html(problem_text(problem, translator("en")))[0] == bad.says
    assert all(problem_text(problem, translator(language)) for language in LANGUAGES)
    assert ended.children_user + ended.children_system - began.children_user - began.children_system < 20
