"""How much a published file may hold. A table of all criteria of all provinces is far below each limit."""

from __future__ import annotations

MOST_BYTES = 5 * 1024 * 1024
"""Size of the file in bytes: asked before it is fetched, and checked again before anything is parsed."""
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
READ_MEMORY = 512 * 1024 * 1024
"""Bytes of address space of the reading process: one far-away cell makes calamine ask for hundreds of gigabytes."""
MOST_SIDE = 12_000
"""Pixels of a picture's longer side."""
MOST_PIXELS = 80_000_000
"""Pixels of a picture; a page scanned at 600 dots an inch has 35 million."""
LEAST_PIXELS = 300
"""Pixels of a picture's shorter side; no table of provinces can be read from less."""
