"""Figures that a newer program shipped, read by this one: what it does not know is passed over or shown as it stands,
and what it knows but no longer finds is said to be unknown. Nothing fails.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.callbacks import decode
from bot.i18n import LANGUAGES
from bot.questions import Question
from data.checking.check import CheckReport, check
from data.database import Database
from tests.support.shipped import ShippedDesk, plain

UNKNOWN = (
    "INSERT INTO name (kind, id, name_vi, name_en, aliases) VALUES ('river', 'red', 'Sông Hồng', 'Red River', '')",
    "INSERT INTO region (id, name_vi, name_en, frame, members, position) VALUES"
    " ('coast', 'Ven biển', 'The coast', 0, 'hue;a-unit-to-come;a-kind-to-come', 99)",
    "INSERT INTO province (id, name_vi, name_en, kind_2024, kind_2025, region_2025, absorbed, aliases, position) VALUES"
    " ('cam-ranh', 'Cam Ranh', 'Cam Ranh', '', 'municipality', 'coast', '', '', 99)",
    "UPDATE source SET kind = 'hologram'",
    "UPDATE document SET kind = 'decree'",
    "UPDATE fact SET key = 'mood' WHERE key = 'mean'",
    "INSERT INTO fact (\"index\", period, key, value, source) SELECT 'papi', '2031', 'mood', 7, min(id) FROM source",
    "UPDATE province SET aliases = 'Xứ Nhãn' WHERE id = 'hung-yen'",
    # Criteria of which the lexicon and the weights of this program speak, and an index that has nothing.
    "DELETE FROM indicator WHERE \"index\" = 'papi' AND code LIKE '4%'",
    "DELETE FROM indicator WHERE \"index\" = 'dti' AND code <> ''",
    "INSERT INTO index_ (id, unit, dated, decimals, aliases, name_vi, name_en, short, position) VALUES"
    " ('new', 'points', 0, 2, '', 'Chỉ số mới', 'A new index', 'NEWX', 99)",
    "INSERT INTO edition (\"index\", first_year, scale, source) SELECT 'new', 2025, 10, min(id) FROM source",
    'INSERT INTO indicator ("index", code, first_year, name_vi, name_en, split, aliases, position) VALUES'
    " ('new', '', 2025, 'Tổng', 'Total', 0, '', 999)",
)
QUESTIONS = (
    *(
        "/rank Hưng Yên PAPI 2024",
        "Hưng Yên",
        "Hưng Yên tham nhũng PAPI 2024",
        "hối lộ bệnh viện Hưng Yên",
        "Xứ Nhãn PAPI",
    ),
    *("top 5 PAPI", "bảng DTI", "/compare Hưng Yên, Huế PAPI 2024", "/trend Hưng Yên PAPI", "/gaps Hưng Yên PAPI 2024"),
    *("/tasks Hưng Yên", "/targets Hưng Yên", "/index papi", "/index newx", "Hưng Yên NEWX", "/movers PAPI", "/about"),
    *("Ven biển PAPI 2024", "Cam Ranh PAPI", "Sông Hồng", "thành phố trực thuộc trung ương PAPI 2024", "PAPI 2031"),
)


@pytest.fixture(scope="module")
def newer(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ShippedDesk]:
    path = Path(shutil.copy(shipped, tmp_path_factory.mktemp("newer") / "a.sqlite3"))
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in UNKNOWN:
            connection.execute(statement)
    with ShippedDesk(path) as opened:
        yield opened


def test_everything_is_answered(newer: ShippedDesk) -> None:
    for question in QUESTIONS:
        for language in LANGUAGES:
            assert newer.text(question, language).strip()
    assert "Hạng 19/61" in newer.text("/rank Hưng Yên PAPI 2024")
    assert "Hưng Yên — PAPI 2024" in newer.text("Xứ Nhãn PAPI"), "what is new in kind is understood"


BUTTONS = (
    *("s|hung-yen|papi|4.2|2024", "s|hung-yen|new", "c|hung-yen|dti", "t||papi|4.1|2024", "h|hung-yen|papi|4"),
    *("i||new", "s|a-unit-to-come|papi", "t||an-index-to-come", "t||papi||2024||a-region-to-come"),
    "w|hung-yen||||||a-body-to-come",
)


@pytest.mark.parametrize("button", BUTTONS)
def test_buttons_that_another_version_made_are_answered(newer: ShippedDesk, button: str) -> None:
    """Those about what this one's figures do not have, too."""
    pressed = decode(button)
    assert pressed is not None
    assert isinstance(pressed.press, Question)
    for language in LANGUAGES:
        assert plain(newer.answer(pressed.press, language).reply)


UNREADABLE = ("z|hung-yen|papi", "s|hung-yen|papi||||||||Q7", "zz:1|2", "p:", "forget:later", "😀")


@pytest.mark.parametrize("button", UNREADABLE)
def test_buttons_that_only_another_version_reads_are_none(button: str) -> None:
    assert decode(button) is None


def test_the_check_tells_instead_of_failing(newer: ShippedDesk) -> None:
    async def report() -> CheckReport:
        async with await Database.open(newer._path) as database:
            return await check(database)

    assert asyncio.run(report()).errors
