"""Why a file that was to be a plan is not read, in words; the keys are the reasons of ``Refusal``."""

from __future__ import annotations

from bot.i18n import N_

PLAN_REASONS = {
    "archive": N_("This is an archive, not a plan. Unpack it and send the Word (.docx), XLSX or CSV file inside."),
    "damaged": N_("The file is damaged or no real Word or Excel file. Open it, save it anew and send that."),
    "doctype": N_("The file declares a document type, which no office program does; it is not read."),
    "entries": N_("The file holds {n} files inside; at most {most} are read."),
    "macros": N_("The file contains macros; such files are not opened. Save it as .docx or .xlsx (without macros)."),
    "memory": N_("The file would need too much memory to read. Send a file with only the table of tasks in it."),
    "no-table": N_("The document has no table. Tasks are read from the annex's table; send the file that has it."),
    "old-excel": N_("This is an old Office format (.doc or .xls). Save it as .docx or .xlsx and send that."),
    "opendocument": N_("This is an OpenDocument, Numbers or Pages file. Save it as .docx or .xlsx and send that."),
    "pdf-extra": N_(
        "This is a PDF. Reading it needs an extra on the bot's machine: pip install 'chisotinh[pdf]'. Until it is "
        "there, send Word (.docx), XLSX or CSV."
    ),
    "pdf-failed": N_("The PDF could not be read. Print it to PDF anew, or send the Word (.docx) or Excel file."),
    "pdf-no-table": N_(
        "No table with ruled lines was found in the PDF, and no tasks in its numbered paragraphs. Send the Word "
        "(.docx) or Excel file."
    ),
    "pdf-pages": N_("The PDF has {n} pages; of a plan at most {most} are read. Send one with only the annex in it."),
    "pdf-picture": N_(
        "The text on page {page} of the PDF cannot be read: it is a scan, or its letters are not what they look "
        "like. Scans of plans are not read, for a word misread in a task would not be noticed. Send the Word file "
        "(.docx), or the PDF that was saved from it."
    ),
    "pdf-tables": N_("The PDF has more than {most} tables. Send one with only the table of tasks in it."),
    "pdf-unparted": N_(
        "On page {page} of the PDF no lines part the rows of the table, so its tasks cannot be told apart. Send the "
        "Word (.docx) or Excel file."
    ),
    "picture": N_("This is a picture. Send the plan's annex as a Word (.docx), XLSX or CSV file."),
    "ratio": N_("A part of the file unpacks to more than {most} times its size, as in a zip bomb; it is not read."),
    "rtf": N_("This is an RTF document. Save it as .docx and send that."),
    "tables": N_("The document has more than {most} tables. Send one with only the table of tasks in it."),
    "text": N_("The cells hold more than {most} characters of text; this is no annex of a plan."),
    "time": N_("Reading took more than {seconds} seconds and was stopped. Send a file with only the table in it."),
    "unknown": N_("The file's format was not recognised. Send Word (.docx), XLSX or CSV."),
    "unpacked": N_("The file unpacks to more than {most} MB; it is not read."),
    "word": N_("This is a PowerPoint file. Send the plan's annex as a Word (.docx), XLSX or CSV file."),
}
"""What is said instead where the file was to be a plan."""
