"""Why a PDF is not read, in words; the keys are the reasons of ``Refusal``."""

from __future__ import annotations

from bot.i18n import N_

PDF_REASONS = {
    "pdf-crowded": N_("Page {page} of the PDF holds more than {most} letters, more than any table; it is not read."),
    "pdf-damaged": N_("The PDF is damaged or no real PDF. Open it, print it to PDF anew and send that."),
    "pdf-extra": N_(
        "This is a PDF. Reading tables from PDF needs an extra on the bot's machine: pip install 'chisotinh[pdf]'. "
        "Until it is there, send XLSX or CSV."
    ),
    "pdf-failed": N_("The PDF could not be read. Print it to PDF anew, or send the table as XLSX or CSV."),
    "pdf-large-page": N_("Page {page} of the PDF is larger than any sheet of paper; it is not read."),
    "pdf-many": N_(
        "{n} pages of the PDF hold figures; at most {most} are read. Say which hold the table: send the file again "
        "with “trang 12–14” in the caption, or give --pages 12-14 at a terminal."
    ),
    "pdf-memory": N_("The PDF would need too much memory to read. Send one with only the pages of the table in it."),
    "pdf-no-page": N_("The PDF has no page {pages}: its pages are 1 to {n}."),
    "pdf-no-table": N_("No table was found in the PDF. Send the file that has it, or the table as XLSX or CSV."),
    "pdf-no-table-there": N_("No table was found on page {pages} of the PDF."),
    "pdf-pages": N_(
        "The PDF has {n} pages; at most {most} are looked through. Say which hold the table: send the file again with "
        "“trang 12–14” in the caption, or give --pages 12-14 at a terminal."
    ),
    "pdf-large-picture": N_(
        "Page {page} of the PDF is a picture of {width}×{height} pixels; at most {most} on a side and {millions} "
        "million in all are read. Scan it again at 300 dots an inch."
    ),
    "pdf-picture": N_(
        "The text on page {page} of the PDF cannot be read: it is a picture, or its letters are not what they look "
        "like. Reading it as a picture needs an extra on the bot's machine: pip install 'chisotinh[scan]' (and, better "
        "still, tesseract with Vietnamese). Until it is there, send XLSX or CSV."
    ),
    "pdf-picture-no-table": N_(
        "The pages of the PDF are pictures ({n} of them were looked at), and no table was found on them. Scan the "
        "table anew, flat and with all its rows and columns, or send it as XLSX or CSV."
    ),
    "pdf-pictures": N_(
        "The text on {n} pages of the PDF cannot be read, and at most {most} are read as pictures. Say which hold the "
        "table: send the file again with “trang 12–14” in the caption, or give --pages 12-14 at a terminal."
    ),
    "pdf-range": N_("Page {pages}: these are too many pages; at most {most} are read at once."),
    "pdf-slow": N_(
        "{n} pages of the PDF are pictures; in {seconds} seconds {done} of them were read. Say which hold the table, "
        "at most {done} at once: send the file again with “trang 12–14” in the caption, or give --pages 12-14 at a "
        "terminal."
    ),
    "pdf-tables": N_("The PDF has more than {most} tables. Say which pages hold the one to publish."),
    "pdf-time": N_(
        "Reading the PDF took more than {seconds} seconds and was stopped. Say which pages hold the table: send the "
        "file again with “trang 12–14” in the caption, or give --pages 12-14 at a terminal."
    ),
}
