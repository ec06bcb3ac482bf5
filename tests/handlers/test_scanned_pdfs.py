"""The whole road of a scanned PDF: sent, its doubtful cells shown and answered, published, kept in the record."""

# The fixtures of the other module are parameters here.
# ruff: noqa: F811
from __future__ import annotations

from hashlib import sha256

from bot.offline import OfflineTelegram
from tests.handlers.test_photographed_tables import answer_all, look  # noqa: F401
from tests.handlers.test_publish import Office, clock, follower, last, office  # noqa: F401
from tests.importing.scanning.test_corpus import needs_both
from tests.support.scanned_pdfs import parted, scanned, sheet_of_words
from tests.support.table_pictures import TableLook, shown_rows


@needs_both
async def test_a_scanned_pdf_goes_the_road_of_a_photograph(
    office: Office, look: TableLook, world: OfflineTelegram
) -> None:
    user = await follower(world, "SIPAS")
    data = scanned(sheet_of_words(1240), *parted(look, 1240, 20), dpi=150)
    await office.send(data, "quyet-dinh.pdf", "SIPAS 2025")
    await office.answer("Bộ Nội vụ", "Hôm nay, 11/10/2026", "Cả bảng")
    filing = await office.file()
    assert filing.step == "cell", office.chat.last.text
    assert {doubt.page for doubt in filing.doubts} <= {2, 3}
    assert filing.doubts[-1].page == 3, "the stamp is on the last page"
    assert f"🔍 Ô 1/{len(filing.doubts)}, trang {filing.doubts[0].page} của tệp PDF" in office.chat.last.text
    assert "✅ Tôi đã đọc xong tệp." in [seen.text for seen in office.chat.answers], "the question that was waited on"
    assert await answer_all(office, look) > 0
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
    assert entry.detail.startswith("pages 2, 3 read by tesseract 5")
    assert " and rapidocr 3" in entry.detail
    assert "confirmed by a person: " in entry.detail
    assert entry.file_hash == sha256(data).hexdigest()
    await user.say("SIPAS 2025 Hưng Yên")
    assert "Bộ Nội vụ (đọc từ bản PDF, đã kiểm tra)" in last(world, user)
