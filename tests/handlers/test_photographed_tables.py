"""The whole road of a photographed table: sent, doubts answered, previewed, published, heard; albums; who may not."""

# The fixtures of the other module are parameters here.
# ruff: noqa: F811
from __future__ import annotations

import pytest

from bot.importing.open_doubts import OpenDoubt
from bot.offline import OfflineTelegram
from tests.handlers.test_publish import (
    Office,
    clock,  # noqa: F401
    follower,
    last,
    office,  # noqa: F401
)
from tests.importing.scanning.test_corpus import needs_both
from tests.support.table_pictures import TableLook, drawn, jpeg, photographed, shown_rows


@pytest.fixture
def look(office: Office) -> TableLook:
    names = tuple(unit.name_vi for unit in office.services.store.catalogue.units(2025))
    return TableLook("plain", names, "ruled", stamp=True, seed=11)


def drawn_there(doubt: OpenDoubt, look: TableLook) -> str:
    """What was drawn in the cell that is asked about."""
    rows = shown_rows(look)
    row = next((one for one in rows if doubt.province is not None and one.name == doubt.province.vi), None)
    row = row or rows[doubt.row - 2]
    if doubt.field == "province":
        return row.name
    return str(row.rank) if doubt.field == "rank" else f"{row.scores['']:.2f}".replace(".", ",")


async def answer_all(office: Office, look: TableLook) -> int:
    """Answers every doubtful cell, by its button where that is right; how many there were."""
    answered = 0
    while (await office.file()).step == "cell":
        doubt = (await office.file()).doubts[0]
        asked = office.chat.last
        assert asked.photo is not None, "the cell is shown"
        assert asked.photo.startswith(b"\x89PNG")
        assert asked.text.startswith("🔍 Ô ")
        assert "Gõ lại" in asked.labels
        text = drawn_there(doubt, look)
        if text in asked.labels:
            await office.operator.press(text)
        else:
            await office.operator.press("Gõ lại")
            assert "Hãy gõ nội dung của ô" in office.chat.last.text
            await office.operator.say(text)
        answered += 1
    return answered


@needs_both
async def test_a_photograph_is_published_once_every_doubt_is_answered(
    office: Office, look: TableLook, world: OfflineTelegram
) -> None:
    user = await follower(world, "SIPAS")
    await office.operator.send_photo(jpeg(photographed(drawn(look, 1280)), 80), caption="SIPAS 2025")
    await office.answer("Bộ Nội vụ", "Hôm nay, 11/10/2026", "Cả bảng")
    assert (await office.file()).step == "cell", office.chat.last.text
    assert not [label for seen in office.chat.answers for label in seen.labels if label.startswith("Đăng")]
    answered = await answer_all(office, look)
    assert answered > 0
    while "Đúng vậy" in office.chat.last.labels:
        await office.answer("Đúng vậy")
    await office.answer(office.chat.last.labels[0])
    await office.delivered()
    results = await office.services.store.results("sipas", "2025")
    assert results is not None
    ids = {unit.name_vi: unit.id for unit in office.services.store.catalogue.units(2025)}
    for row in shown_rows(look):
        figure = results.figure(ids[row.name], "")
        assert figure is not None
        assert (figure.score, figure.rank) == (row.scores[""], row.rank)
    assert "SIPAS" in last(world, user)
    (entry, *_) = await office.services.publisher._publishing.audit(1)
    assert entry.detail.startswith("read by tesseract")
    assert "confirmed by a person: " in entry.detail
    assert entry.who == f"telegram:{office.operator.id}"
    assert len(entry.file_hash) == 64
    release = office.services.store.catalogue.releases["sipas"]["2025"][0]
    assert office.services.store.catalogue.sources[release.source].title_vi == "Bộ Nội vụ (đọc từ ảnh, đã kiểm tra)"


@needs_both
async def test_an_old_button_of_a_cell_changes_nothing(office: Office, look: TableLook) -> None:
    await office.operator.send_photo(jpeg(photographed(drawn(look, 1280)), 80), caption="SIPAS 2025")
    await office.answer("Bộ Nội vụ", "Không rõ", "Cả bảng")
    first = office.chat.last
    before = await office.file()
    await office.operator.press(first.labels[0], on=first)
    after = await office.file()
    assert len(after.answers) == len(before.answers) + 1
    if after.doubts:
        await office.operator.press(first.labels[-3], on=first)
        again = await office.file()
        assert again.answers == after.answers
    await office.operator.say("đây không phải là số")
    assert (await office.file()).answers == after.answers


@needs_both
async def test_pictures_of_an_album_are_one_table(office: Office, look: TableLook) -> None:
    whole = drawn(look, 1280)
    high = whole.height
    upper, lower = whole.crop((0, 0, whole.width, int(high * 0.6))), whole.crop((0, int(high * 0.5), whole.width, high))
    await office.operator.send_photo(jpeg(upper, 85), caption="SIPAS 2025", album="77")
    assert "Đọc bảng" in office.chat.last.labels
    answers = len(office.chat.answers)
    await office.operator.send_photo(jpeg(lower, 85), album="77")
    assert len(office.chat.answers) == answers, "one question is enough"
    await office.answer("Đọc bảng", "Bộ Nội vụ", "Không rõ", "Cả bảng")
    filing = await office.file()
    assert {doubt.place.page for doubt in filing.doubts if doubt.place is not None} <= {1, 2}
    assert "Thiếu" not in office.chat.last.text
    await office.operator.send_photo(jpeg(lower, 70), album="77")
    assert "Hãy gửi lại tất cả" in office.chat.last.text


async def test_a_photograph_of_anybody_else_is_not_taken(world: OfflineTelegram, office: Office) -> None:
    user = world.user(language_code="vi")
    await user.send_photo(b"\x89PNG", caption="SIPAS 2025")
    assert await office.services.conversation._filings.newest(user.id) is None
