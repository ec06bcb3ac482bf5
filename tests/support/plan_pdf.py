"""Plans as PDF: the texts in ``tests/importing/plans``, printed in the ways of offices, and the same as scans."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2

from tests.support.brought_plans import HEADER, ROWS, WORD
from tests.support.plan_files import Page, PlanFile, plan_text
from tests.support.plan_printer import Layout, PlanPrinter, broken

LAYOUTS = (
    Layout("header repeated, rows broken"),
    Layout("header once, rows whole", repeat=False, breaks=False),
    Layout("landscape, centred", wide=True, align="centre"),
    Layout("the annex alone, header once", wide=True, repeat=False, head=False, signed=False),
    Layout("justified, in the middle, running heads", justified=True, middle=True, numbers="top", size=9, breaks=False,
           running="UBND TỈNH - PHỤ LỤC KẾ HOẠCH"),
    Layout("many low pages", floor=560, justified=True),
    Layout("many low pages, header once, large letters", wide=True, floor=330, align="centre", repeat=False, size=12),
)  # fmt: skip
PLAN_TITLE = "Nâng cao các chỉ số về quản trị và hành chính công của tỉnh trong năm {year}"
GROUNDS = (
    "Căn cứ Kế hoạch số 5/KH-UBND ngày 3/1/2025 của UBND tỉnh về cải cách hành chính; xét đề nghị của Sở Nội vụ, UBND "
    "tỉnh ban hành Kế hoạch với các nội dung sau:"
)
PURPOSE = (
    "1. Nâng cao trách nhiệm của các cơ quan, đơn vị, địa phương trong thực hiện các chỉ số; phát huy kết quả đã đạt "
    "được, khắc phục tồn tại, hạn chế của năm trước."
)

OUTLINE = (
    "I. NHIỆM VỤ NÂNG CAO CHỈ SỐ PAPI",
    "1. Công khai, minh bạch trong việc ra quyết định",
    "1.1. Rà soát, công khai danh sách hộ nghèo ở 100% xã, phường, đặc khu trên địa bàn tỉnh; niêm yết tại nhà văn hóa "
    "thôn, tổ dân phố.",
    "- Cơ quan chủ trì: Sở Nông nghiệp và Môi trường.",
    "- Cơ quan phối hợp: Sở Nội vụ, Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, Ủy ban nhân dân các xã, phường và các cơ "
    "quan, đơn vị liên quan.",
    "- Thời gian hoàn thành: Trước ngày 30/9/2026.",
    "1.2. Niêm yết thu, chi ngân sách. Cơ quan chủ trì: Sở Tài chính; thời gian thực hiện: Thường xuyên.",
    "2. Thủ tục hành chính công",
    "- Số hóa hồ sơ đất đai",
    "+ Đơn vị thực hiện: Sở Nông nghiệp và Môi trường",
    "+ Thời hạn: Quý III/2026",
    "- Cắt giảm giấy tờ",
    "+ Đơn vị thực hiện: Văn phòng UBND tỉnh",
    "Trên đây là Kế hoạch nâng cao Chỉ số PAPI của tỉnh.",
)
"""Tasks in numbered paragraphs."""


def plan_pdf(name: str, layout: Layout) -> PlanFile:
    """The plan of a text, printed."""
    text = plan_text(name)
    printer = PlanPrinter(layout)
    if layout.head:
        printer.letterhead(text.province, text.date, "12/KH-UBND")
        printer.centred("KẾ HOẠCH", 12, bold=True)
        for line, _ in broken(PLAN_TITLE.format(year=text.date.year), printer.width * 0.75, 12, bold=True):
            printer.centred(line, 12, bold=True)
        printer.y -= 14
        printer.paragraph(GROUNDS)
        printer.paragraph("I. MỤC ĐÍCH, YÊU CẦU", bold=True)
        printer.paragraph(PURPOSE)
        printer.new_page()
    for page in text.pages:
        for title in page.titles:
            for line, _ in broken(title, printer.width * 0.9, 11, bold=True):
                printer.centred(line, 11, bold=True)
        printer.y -= 10
        printer.table(page)
        printer.y -= 10
    if layout.signed:
        printer.signatures()
    return text.file("pdf", printer.done(), " ".join(text.pages[0].titles))


def brought_pdf(rows: Sequence[Sequence[str]] = ROWS, layout: Layout | None = None, **head: str) -> bytes:
    """The plan that ``brought_plans.word_plan`` makes in Word, printed; '' leaves a part of its head open."""
    said = WORD | head
    printer = begun(said, layout or Layout("brought", head=False))
    printer.table(Page(list(HEADER), [], [("row", list(row)) for row in rows]))
    printer.signatures()
    return printer.done()


def begun(said: dict[str, str], layout: Layout) -> PlanPrinter:
    """A printer with the head of that plan on its first page."""
    printer = PlanPrinter(layout)
    number, day = said["number"] or "        /KH-UBND", said["day"] or "       tháng 01 năm 2026"
    printer.halves(f"TỈNH {said['place'].upper()}", f"Số: {number}", f"{said['place']}, ngày {day}")
    if said["title"]:
        printer.centred(said["kind"], 12, bold=True)
        printer.centred(said["title"], 12, bold=True)
        printer.y -= 14
    printer.paragraph(GROUNDS)
    return printer


def outline_pdf(lines: Sequence[str], layout: Layout | None = None, **head: str) -> bytes:
    """A plan without a table: its tasks are paragraphs."""
    printer = begun(WORD | head, layout or Layout("outline", head=False))
    for line in lines:
        printer.paragraph(line)
    printer.signatures()
    return printer.done()


def scanned(data: bytes, pages: Sequence[int] = ()) -> bytes:
    """The same file with these pages (counted from 1; all, if none is named) as pictures, as a scanner makes them."""
    source, made = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    for number in range(1, len(source) + 1):
        if pages and number not in pages:
            made.import_pages(source, [number - 1])
            continue
        width, height = source[number - 1].get_size()
        drawn = io.BytesIO()
        source[number - 1].render(scale=1.5).to_pil().convert("L").save(drawn, "JPEG")
        image = pypdfium2.PdfImage.new(made)
        image.load_jpeg(drawn)
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page = made.new_page(width, height)
        page.insert_obj(image)
        page.gen_content()
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()
