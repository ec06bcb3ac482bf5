"""Plans that must be refused: how each is made, and what is said about it."""

# ruff: noqa: E501 - a message stands on one line.

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from docx import Document

from bot.importing.limits import MOST_BYTES, MOST_TABLES
from tests.support.table_files import as_csv, as_xlsx, ole2, zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEADER = ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành"]


@dataclass(frozen=True, slots=True)
class BadPlan:
    """``says`` is the line shown in English, whole, without the sign and the file's name before it."""

    label: str
    name: str
    make: Callable[[], bytes]
    says: str


def document(*tables: list[list[str]], text: str = "") -> bytes:
    """A Word document with these tables."""
    made = Document()
    if text:
        made.add_paragraph(text)
    for rows in tables:
        table = made.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                cell.text = value
        made.add_paragraph("")
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def word_xml(body: str, before: str = "") -> bytes:
    """A Word document with this XML within its body."""
    return zipped({"word/document.xml": f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'})


def _with(part: str, content: str | bytes) -> bytes:
    """A good document with one more part."""
    file = io.BytesIO(document([HEADER, ["1", "Rà soát", "Sở Nội vụ", "Quý I"]]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, content)
    return file.getvalue()


def _cells(count: int) -> str:
    return f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * count}</w:tr></w:tbl>"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
BAD: tuple[BadPlan, ...] = (
    BadPlan("empty", "a.docx", lambda: b"", "The file is empty."),
    BadPlan("too large", "a.docx", lambda: b" " * (MOST_BYTES + 1), "The file is larger than 5 MB."),
    BadPlan("a damaged PDF", "kehoach.pdf", lambda: b"%PDF-1.7 x", "The PDF is damaged or no real PDF. Open it, print it to PDF anew and send that."),
    BadPlan("a photograph", "anh.jpg", lambda: b"\xff\xd8\xff\xe0 x", "This is a picture. Send the plan's annex as a Word (.docx), XLSX or CSV file."),
    BadPlan("an old Word file", "a.doc", lambda: ole2("WordDocument"), "This is an old Office format (.doc or .xls). Save it as .docx or .xlsx and send that."),
    BadPlan("a password", "a.docx", lambda: ole2("EncryptedPackage"), "The file is protected by a password. Remove the password and send it again."),
    BadPlan("RTF", "a.docx", lambda: b"{\\rtf1 x}", "This is an RTF document. Save it as .docx and send that."),
    BadPlan("a RAR archive", "a.rar", lambda: b"Rar!\x1a\x07 x", "This is an archive, not a plan. Unpack it and send the Word (.docx), XLSX or CSV file inside."),
    BadPlan("a ZIP archive", "a.zip", lambda: zipped({"kehoach.pdf": "x"}), "This is an archive, not a plan. Unpack it and send the Word (.docx), XLSX or CSV file inside."),
    BadPlan("PowerPoint", "a.pptx", lambda: zipped({"ppt/presentation.xml": "<a/>"}), "This is a PowerPoint file. Send the plan's annex as a Word (.docx), XLSX or CSV file."),
    BadPlan("OpenDocument", "a.odt", lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "This is an OpenDocument, Numbers or Pages file. Save it as .docx or .xlsx and send that."),
    BadPlan("macros", "a.docm", lambda: _with("word/vbaProject.bin", "x"), "The file contains macros; such files are not opened. Save it as .docx or .xlsx (without macros)."),
    BadPlan("a zip bomb", "a.docx", lambda: _with("word/media/a.xml", b" " * 3_000_000), "A part of the file unpacks to more than 200 times its size, as in a zip bomb; it is not read."),
    BadPlan("entities", "a.docx", lambda: word_xml("<w:p/>", BOMB), "The file declares a document type, which no office program does; it is not read."),
    BadPlan("broken XML", "a.docx", lambda: word_xml("<w:tbl>"), "The file is damaged or no real Word or Excel file. Open it, save it anew and send that."),
    BadPlan("a cut file", "a.docx", lambda: document([HEADER])[:900], "The file is damaged or no real Word or Excel file. Open it, save it anew and send that."),
    BadPlan("no table", "a.docx", lambda: document(text="Kế hoạch"), "The document has no table. Tasks are read from the annex's table; send the file that has it."),
    BadPlan("many tables", "a.docx", lambda: word_xml("<w:tbl/>" * (MOST_TABLES + 1)), "The document has more than 60 tables. Send one with only the table of tasks in it."),
    BadPlan("many columns", "a.docx", lambda: word_xml(_cells(300)), "Row 1 has more than 200 columns."),
    BadPlan("many parts", "a.docx", lambda: zipped({"word/document.xml": "<a/>", **{f"x{n}": "" for n in range(500)}}), "The file holds 501 files inside; at most 500 are read."),
    BadPlan("a web page", "a.xls", lambda: b"<html><table>", "This is a web page, whatever its name says. Open it in a spreadsheet program and save it as .xlsx."),
    BadPlan("garbled letters", "a.csv", lambda: "TT,Nhiá»\x87m vá»\xa5,CÆ¡ quan chá»§ trÃ¬\n1,a,b".encode(), "The Vietnamese letters are garbled, as in “HÆ°ng YÃªn”. Save the file anew as CSV UTF-8 or .xlsx."),
    BadPlan("another table", "a.xlsx", lambda: as_xlsx([["Tỉnh", "Điểm"], ["Hà Nội", 45.2]]), "No table of tasks was found: it needs a header with a column for the task and one for the agency in charge or the time, such as “Task”, “Lead agency”, “Due”."),
    BadPlan("signatures only", "a.docx", lambda: document([["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"]]), "No table of tasks was found: it needs a header with a column for the task and one for the agency in charge or the time, such as “Task”, “Lead agency”, “Due”."),
    BadPlan("a header only", "a.csv", lambda: as_csv([HEADER]), "The table of tasks has a header, but no task below it."),
)  # fmt: skip
