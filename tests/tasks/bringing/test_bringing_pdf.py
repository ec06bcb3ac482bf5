"""An editor brings a plan as PDF: it is asked about and published as one in Word is; a scan is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.context import App
from bot.offline import PrivateChat, User
from tests.support.brought_plans import ROWS, UNSURE
from tests.support.importing_kit import kit_of
from tests.support.pdf_tables import sipas
from tests.support.plan_pdf import OUTLINE, brought_pdf, outline_pdf, scanned
from tests.support.plans import ID
from tests.tasks.bringing.test_bringing import PUBLISH, plans


@pytest.fixture(scope="module")
def ranking(shipped: Path) -> bytes:
    """A table of SIPAS, as a ministry prints it."""
    return sipas(kit_of(shipped))


async def test_a_printed_plan_is_asked_about_and_published_as_one_in_word(
    app: App, lan: User, chat: PrivateChat
) -> None:
    await lan.send_document("ke-hoach.pdf", brought_pdf((*ROWS[1:], UNSURE[0])))
    assert "ke-hoach.pdf, bảng 1, trang 1, hàng 3, cột C" in chat.last.text
    await lan.press("Sở Nội vụ")
    preview, ready = chat.answers[-2:]
    assert preview.text.startswith(
        "📄 12/KH-UBND ngày 15/1/2026, Hưng Yên\nKế hoạch nâng cao Chỉ số PAPI tỉnh Hưng Yên năm 2026"
    )
    assert "Cơ quan ban hành: UBND tỉnh Hưng Yên" in preview.text
    assert "Đọc từ ke-hoach.pdf (PDF): 2 nhiệm vụ" in preview.text
    await lan.press(PUBLISH)
    assert ready.text == f"✅ Đã đăng 12/KH-UBND ({ID}-1): 2 nhiệm vụ."
    (one,) = await plans(app)
    assert (one.plan.number, one.plan.issuer, one.plan.date.isoformat()) == (
        "12/KH-UBND", "UBND tỉnh Hưng Yên", "2026-01-15",
    )  # fmt: skip


async def test_what_the_head_of_a_pdf_leaves_open_is_asked(app: App, lan: User, chat: PrivateChat) -> None:
    await lan.send_document("kh.pdf", brought_pdf(ROWS[1:], number="", day=""))
    assert "Số, ký hiệu của văn bản là gì?" in chat.last.text
    await lan.say("12/KH-UBND")
    assert "ban hành ngày nào?" in chat.last.text
    await lan.say("15/1/2026")
    assert chat.last.labels[0] == PUBLISH


async def test_tasks_in_paragraphs_are_shown_with_what_was_left_aside(app: App, lan: User, chat: PrivateChat) -> None:
    await lan.send_document("kh.pdf", outline_pdf(OUTLINE))
    shown = "\n".join(seen.text for seen in chat.answers[-3:])
    assert "4 nhiệm vụ" in shown
    assert "Văn bản không có bảng nhiệm vụ: nhiệm vụ được đọc từ các đoạn có đánh số" in shown
    assert chat.last.labels[0] == PUBLISH


async def test_a_scan_is_refused_with_what_to_send(app: App, lan: User, chat: PrivateChat) -> None:
    await lan.send_document("ban-ky.pdf", scanned(brought_pdf()))
    assert "trang là bản quét" in chat.last.text
    assert "Hãy gửi tệp Word (.docx)" in chat.last.text
    assert await plans(app) == ()


async def test_a_ranking_as_pdf_is_for_the_operators(
    app: App, lan: User, chat: PrivateChat, hoa: User, office: PrivateChat, ranking: bytes
) -> None:
    await lan.send_document("sipas.pdf", ranking)
    assert chat.last.text.startswith("Tôi không thấy bảng nhiệm vụ nào")
    await hoa.send_document("bang.pdf", ranking)
    assert "Số liệu này thuộc chỉ số nào?" in office.last.text
    await hoa.say("hủy")
    await hoa.send_document("ke-hoach.pdf", brought_pdf(ROWS[1:]))
    assert office.answers[-2].text.startswith("📄 12/KH-UBND ngày 15/1/2026, Hưng Yên")
