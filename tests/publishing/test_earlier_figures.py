"""What an alert says of earlier figures is what the answer says of them, once the table is published."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.answers import model
from bot.assistant import Assistant
from bot.importing.table_reader import ImportRequest
from bot.publishing.outcomes import Checked
from bot.publishing.service import Publisher
from bot.questions import Question
from data.alerts.model import Interest, Recipient
from data.database import Database
from data.releases.publishing import Publishing
from data.store import Store
from tests.support.shipped import NOW, TODAY, plain
from tests.support.table_files import Rows, as_csv


def whole_table(store: Store, year: int) -> Rows:
    rows: Rows = [["Tỉnh/TP", "Chỉ số (%)"]]
    for at, one in enumerate(store.catalogue.units(year)):
        rows.append([one.name_vi, f"{90 - at / 10:.2f}"])
    return rows


@pytest.mark.parametrize("index", ["par", "sipas"])
async def test_alert_and_answer_show_the_same_earlier_figures(database: Database, store: Store, index: str) -> None:
    """PAR INDEX and SIPAS 2025 are the first whole tables; of 2024 only single figures are known."""
    publishing = Publishing(database, news=dt.timedelta(days=14))
    publisher = Publisher(database, store, publishing, lambda: NOW, language="vi")
    request = ImportRequest(index, 2025, "2025", "A", "Bộ Nội vụ", "B", "https://moha.gov.vn", TODAY)
    checked = await publisher.check("a.csv", as_csv(whole_table(store, 2025)), request)
    assert isinstance(checked, Checked), checked
    composer = await publisher._composers.release(checked.draft)
    await publisher.publish(checked, "Hoa")
    assistant = Assistant(store, lambda: TODAY)
    shown = 0
    for province in store.catalogue.units(2025):
        question = Question("standing", provinces=(province.id,), index=index, year=2025)
        answered = await assistant.answer(question, "vi")
        assert isinstance(answered.answer, model.StandingAnswer)
        change = answered.answer.change
        (mine,) = composer.letter([province.id], "release").mine
        assert change is not None
        assert mine.change is not None
        assert mine.change.before == change.before
        assert (mine.change.score, mine.change.rank, mine.change.why) == (change.score, change.rank, change.why)
        mail = composer.mail(Recipient("vi", "private", (Interest(province.id, 0, True),), "", ()))
        assert mail is not None
        text = plain(answered.reply)
        for said in (text, mail.html):
            assert ("2024: " in said) == (change.before is not None and change.before.figure is not None)
        assert ("Không có số liệu kỳ trước" in mail.html) == ("2024: " not in text)
        shown += "2024: " in text
        assert "ℹ️ Số liệu" not in text  # what is shown is of the 34 provinces
    assert shown > 5
