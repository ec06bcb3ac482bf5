"""How much a published file may hold. A table of all criteria of all provinces is far below each limit."""

from __future__ import annotations

MOST_BYTES = 5 * 1024 * 1024
"""Size of the file in bytes: asked before it is fetched, and checked again before anything is parsed."""
MOST_PDF_BYTES = 20 * 1024 * 1024
"""The same for a PDF, whose pictures take room; Telegram lets a bot fetch no larger file."""
MOST_ENTRIES = 500
"""Files inside an XLSX (which is a zip archive)."""
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes of all files inside an XLSX together, unpacked."""
MOST_RATIO = 200
"""Unpacked to packed size of one file inside an XLSX; only files larger than ``RATIO_FROM`` are judged."""
RATIO_FROM = 1024 * 1024
MOST_SHEETS = 30
MOST_ROWS = 10_000
"""The highest number of the last row with a value. PAPI in long form has 2,400 rows."""
MOST_COLUMNS = 200
MOST_CELLS = 60_000
"""Cells with a value, in all sheets together."""
MOST_MERGED = 5_000
"""How many merged areas of a sheet are looked at."""
MOST_TEXT = 2_000_000
"""Characters in all cells, after each cell was cut to ``LONGEST_CELL``."""
LONGEST_CELL = 1_000
"""Characters of one cell that are read; of a longer one it is said where it stands."""
LONGEST_TASK = 4_000
"""The same for a cell of a plan, in which a task may be a whole paragraph."""
MOST_TABLES = 60
"""Tables of a Word document."""
READ_SECONDS = 10.0
"""The time that reading a file, understanding it and checking it may take together."""
PDF_SECONDS = 30.0
"""The same for a PDF: a page with a full table takes a fifth of a second."""
READ_MEMORY = 512 * 1024 * 1024
"""Bytes of address space of the reading process: one far-away cell makes calamine ask for hundreds of gigabytes."""
MOST_SIDE = 12_000
"""Pixels of a picture's longer side."""
MOST_PIXELS = 80_000_000
"""Pixels of a picture; a page scanned at 600 dots an inch has 35 million."""
LEAST_PIXELS = 300
"""Pixels of a picture's shorter side; no table of provinces can be read from less."""
PDF_MEMORY = 768 * 1024 * 1024
"""The same for a PDF, whose streams may unpack to any size."""
MOST_PAGES = 300
"""Pages of a PDF, unless it is said which of them are to be read."""
MOST_READ_PAGES = 40
"""Pages of a PDF that are read: those asked for, or those that have figures."""
MOST_PLAN_PAGES = 60
"""Pages of a plan that comes as PDF, all of which are read."""
MOST_PICTURED = 12
"""Pages of a PDF that are read as pictures."""
MOST_GLYPHS = 40_000
"""Letters on one page of a PDF."""
LARGEST_PAGE = 10_000.0
"""Points of a page's width and height: three and a half metres."""
SCAN_SECONDS = 90.0
"""The time that reading a picture may take: a page with 63 rows of 11 columns takes ten seconds of a processor."""
PICTURES_IN_PDF = 10
"""How many times its own seconds a PDF may take whose pages turn out to be pictures."""
SCANNED_SECONDS = 270.0
"""The time that reading such pages may take: one takes four to fifteen seconds of a processor."""
SCAN_MEMORY = 1536 * 1024 * 1024
"""Bytes of address space of the process that reads a picture, and of each reader that it starts."""
SCAN_BYTES = 20 * 1024 * 1024
"""Size of a picture in bytes: Telegram lets a bot fetch no more."""
