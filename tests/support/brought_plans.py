"""Plans as offices send them to the bot, with the head of a real document; and who may bring them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from docx import Document
from sqlalchemy import Connection, insert, update

from data.database import Database
from data.db.schema_tasks import role

HEADER = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm", "Tiêu chí")
ROWS = (
    ("1", "Rà soát, công khai danh sách hộ nghèo", "Sở Nội vụ", "Sở Tài chính", "Quý III/2026", "Báo cáo",
     "PAPI - Công khai, minh bạch trong việc ra quyết định"),
    ("2", "Niêm yết thu, chi ngân sách cấp xã", "Sở Tài chính", "", "Thường xuyên", "", "PAPI"),
)  # fmt: skip
UNSURE = (
    ("3", "Khảo sát sự hài lòng", "Sở Nội vụu", "", "Trước 30/9/2026", "", "PAPI"),
    ("4", "Số hóa hồ sơ", "Sở Tư pháp", "Sở Nội vụu", "Quý IV/2026", "", "Thủ tục hành chính"),
)
"""An agency with a slip in two rows, and a criterion of several indices."""
WORD = {
    "number": "12/KH-UBND",
    "day": "15 tháng 01 năm 2026",
    "place": "Hưng Yên",
    "kind": "KẾ HOẠCH",
    "title": "Nâng cao Chỉ số PAPI tỉnh Hưng Yên năm 2026",
}


def word_plan(rows: Sequence[Sequence[str]] = ROWS, **head: str) -> bytes:
    """A plan in Word, with its head as it is printed; '' leaves a part of it open, as in a draft."""
    said = WORD | head
    made = Document()
    top = made.add_table(rows=2, cols=2)
    top.cell(0, 0).text = f"ỦY BAN NHÂN DÂN\nTỈNH {said['place'].upper()}\n_______"
    top.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    top.cell(1, 0).text = f"Số: {said['number'] or '      /KH-UBND'}"
    top.cell(1, 1).text = f"{said['place']}, ngày {said['day'] or '    tháng 01 năm 2026'}"
    made.add_paragraph("")
    if said["title"]:
        made.add_paragraph(said["kind"])
        made.add_paragraph(said["title"])
    made.add_paragraph("")
    made.add_paragraph("Căn cứ Kế hoạch số 5/KH-UBND ngày 3/1/2025 của UBND tỉnh; Thực hiện Nghị quyết số 76/NQ-CP.")
    annex = made.add_table(rows=0, cols=len(HEADER))
    for row in (HEADER, *rows):
        for cell, value in zip(annex.add_row().cells, row, strict=True):
            cell.text = value
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


async def appoint(database: Database, person: int, province: str = "hung-yen", agency: str = "") -> None:
    """Give a person a role, as an invitation does."""
    values = {
        "platform": "telegram", "person": person, "kind": "reporter" if agency else "editor", "province": province,
        "agency": agency, "granted_by": 1, "granted": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    }  # fmt: skip
    await database.work(lambda connection: connection.execute(insert(role).values(values)) and None)


async def dismiss(database: Database, person: int) -> None:
    """End all roles of a person."""

    def work(connection: Connection) -> None:
        ended = {"ended": dt.datetime(2026, 11, 22, tzinfo=dt.UTC), "ended_why": "removed"}
        connection.execute(update(role).where(role.c.person == person).values(ended))

    await database.work(work)
