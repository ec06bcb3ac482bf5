"""A table sent as PDF, through the whole bot: preview, what is asked, publishing, and the alert of a follower."""

from __future__ import annotations

from bot.offline import OfflineTelegram
from data.queries.catalogue import Catalogue
from data.store import Store
from tests.handlers.test_publish import HELD, Office, clock, follower, last, office, told  # noqa: F401
from tests.support.pdf_printer import Column, Printer, Table
from tests.support.table_files import CODES, held

CAPTION = "766 2026-10-10"


def rows(catalogue: Catalogue, less: float = 0) -> list[list[str]]:
    """The held table as it would be printed; ``less`` is taken from every score."""
    printed = []
    for province, figures in held().items():
        score, rank = figures[""]
        numbers = [f"{figures[code][0] - less:.2f}".replace(".", ",") for code in CODES]
        total = f"{score - less:.2f}".replace(".", ",")
        printed.append([catalogue.provinces[province].name_vi, total, str(rank), *numbers])
    return printed


def columns() -> list[Column]:
    return [Column("Tỉnh, thành phố", 130, "left"), *(Column(text, 48) for text in ("Tổng điểm", "Hạng", *CODES))]


def printed_table(catalogue: Catalogue, *, doubtful: bool = False) -> bytes:
    paper = Printer()
    plain = paper.canvas.drawString
    first = rows(catalogue)[0][1]

    def draw(x: float, y: float, text: str) -> None:
        """The first total with a red digit, as if somebody had written it in."""
        plain(x, y, text[:-1] if text == first else text)
        if text == first:
            paper.canvas.setFillColorRGB(1, 0, 0)
            plain(x + paper.canvas.stringWidth(text[:-1], "Sans", 9), y, text[-1])
            paper.canvas.setFillGray(0)

    if doubtful:
        paper.canvas.drawString = draw
    paper.lines("BỘ CHỈ SỐ 766, SỐ LIỆU NGÀY 10/10/2026", bold=True)
    paper.table(Table(columns(), rows(catalogue)))
    return paper.done()


async def test_a_pdf_is_previewed_published_and_told(office: Office, world: OfflineTelegram, store: Store) -> None:  # noqa: F811
    lan = await follower(world, "766 Hưng Yên")
    await office.send(printed_table(store.catalogue), "bang.pdf", CAPTION)
    await office.answer("Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia", "Hôm nay, 11/10/2026", "Cả bảng")
    preview = next(seen.text for seen in reversed(office.chat.answers) if "chờ đăng" in seen.text)
    assert "bang.pdf (PDF" in preview
    assert "đọc từ bản PDF, đã kiểm tra" in preview
    assert "34/34 tỉnh, thành phố" in preview
    while "Đúng vậy" in office.chat.last.labels:
        await office.answer("Đúng vậy")
    assert told(world, lan) == 0
    await office.answer(office.chat.last.labels[0])
    await office.delivered()
    assert told(world, lan) == 1
    assert "Hưng Yên" in last(world, lan)
    await lan.say("766 Hưng Yên")
    assert "hạng 28/34" in last(world, lan).lower()
    assert "đọc từ bản PDF, đã kiểm tra" in last(world, lan)
    john = world.user(language_code="en")
    await john.say("766 Hung Yen")
    assert "(read from the PDF, checked)" in last(world, john)


async def test_a_doubtful_cell_is_a_question_of_its_own(office: Office, store: Store) -> None:  # noqa: F811
    await office.send(printed_table(store.catalogue, doubtful=True), "bang.pdf", CAPTION)
    await office.answer("Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia", "Hôm nay, 11/10/2026", "Cả bảng")
    assert "Không chắc đã đọc đúng ô này" in office.chat.last.text
    assert "trang 1" in office.chat.last.text
    assert rows(store.catalogue)[0][1] in office.chat.last.text


async def test_the_caption_says_which_pages(office: Office, store: Store) -> None:  # noqa: F811
    paper = Printer()
    for less in (1.5, 0.0):
        paper.lines("Bảng điểm các tỉnh, thành phố")
        paper.table(Table(columns(), rows(store.catalogue, less)))
        if less:
            paper.new_page()
    data = paper.done()
    await office.send(data, "bang.pdf", CAPTION)
    await office.answer("Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia", "Hôm nay, 11/10/2026", "Cả bảng")
    assert "nhiều bảng phù hợp, ở các trang 1 và 2" in office.chat.last.text
    await office.send(data, "bang.pdf", f"{CAPTION}, trang 2")
    assert (await office.file()).pages == (2, 2)
    await office.answer("Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia", "Hôm nay, 11/10/2026", "Cả bảng")
    while "Đúng vậy" in office.chat.last.labels:
        await office.answer("Đúng vậy")
    await office.answer(office.chat.last.labels[0])
    await office.delivered()
    (release,) = [
        one.release for one in await office.services.publishing.releases() if one.release.origin == "operator"
    ]
    assert (release.index, release.period) == ("766", "2026-10-10")


async def test_a_correction_by_csv_no_longer_says_pdf(office: Office, world: OfflineTelegram, store: Store) -> None:  # noqa: F811
    await office.send(printed_table(store.catalogue), "bang.pdf", CAPTION)
    await office.answer("Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia", "Hôm nay, 11/10/2026", "Cả bảng")
    while "Đúng vậy" in office.chat.last.labels:
        await office.answer("Đúng vậy")
    await office.answer(office.chat.last.labels[0])
    await office.delivered()
    await office.publish(HELD.read_bytes(), why="bảng gốc")
    lan = world.user()
    await lan.say("766 Hưng Yên")
    assert "đọc từ bản PDF" not in last(world, lan)
