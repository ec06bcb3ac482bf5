"""A corpus of PDF tables: how each is printed, and the figures that it must give. All scores are made up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.importing.table_reader import ImportRequest
from tests.support.importing_kit import Kit
from tests.support.pdf_printer import Column, Printer
from tests.support.pdf_tables import (
    PAR,
    PAR_2025,
    RANKED,
    SIPAS,
    SIPAS_2025,
    Held,
    bold_twice,
    fields_2024,
    fields_2025,
    halves,
    marked,
    of_2024,
    of_2025,
    par,
    par_columns,
    per_page,
    report,
    sipas,
    stamped,
    taken_apart,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A file, the figures in it (None: a rank that is not printed), and what an operator says that it is."""

    label: str
    make: Callable[[Kit], bytes]
    holds: Callable[[Kit], Held]
    request: ImportRequest


CORPUS = [
    Printed("PAR INDEX, 63 rows, two-row header, ruled, three pages", par, fields_2024, PAR),
    Printed("PAR INDEX, column numbers below the header", lambda kit: par(kit, numbered=True), fields_2024, PAR),
    Printed(
        "PAR INDEX, full names of the fields",
        lambda kit: par(kit, columns=par_columns(kit, short=False)),
        fields_2024,
        PAR,
    ),
    Printed("PAR INDEX, unruled", lambda kit: par(kit, ruling="none"), fields_2024, PAR),
    Printed("PAR INDEX, striped", lambda kit: par(kit, ruling="striped"), fields_2024, PAR),
    Printed("PAR INDEX, level rules only", lambda kit: par(kit, ruling="level"), fields_2024, PAR),
    Printed(
        "PAR INDEX, upright heads",
        lambda kit: par(kit, turned=True, columns=par_columns(kit, width=40)),
        fields_2024,
        PAR,
    ),
    Printed("PAR INDEX, 34 rows", lambda kit: par(kit, 2025), fields_2025, PAR_2025),
    Printed("PAR INDEX, 34 rows, unruled", lambda kit: par(kit, 2025, ruling="none"), fields_2025, PAR_2025),
    Printed("PAR INDEX, white heads on dark", lambda kit: par(kit, 2025, dark=True), fields_2025, PAR_2025),
    Printed(
        "PAR INDEX, the page is turned", lambda kit: par(kit, printer=Printer(wide=True, rotate=90)), fields_2024, PAR
    ),
    Printed(
        "PAR INDEX, the page is turned the other way, unruled",
        lambda kit: par(kit, printer=Printer(wide=True, rotate=270), ruling="none"),
        fields_2024,
        PAR,
    ),
    Printed("SIPAS, 63 rows, ruled", sipas, of_2024, SIPAS),
    Printed("SIPAS, unruled", lambda kit: sipas(kit, ruling="none"), of_2024, SIPAS),
    Printed("SIPAS, striped", lambda kit: sipas(kit, ruling="striped"), of_2024, SIPAS),
    Printed("SIPAS, only the columns ruled", lambda kit: sipas(kit, ruling="columns"), of_2024, SIPAS),
    Printed("SIPAS, 34 rows", lambda kit: sipas(kit, 2025, height=16), of_2025, SIPAS_2025),
    Printed("SIPAS by province, several pages, heads again", lambda kit: per_page(kit, repeat=True), of_2024, SIPAS),
    Printed("SIPAS by province, several pages, heads once", lambda kit: per_page(kit, repeat=False), of_2024, SIPAS),
    Printed(
        "SIPAS by province, unruled, heads again", lambda kit: per_page(kit, repeat=True, ruling="none"), of_2024, SIPAS
    ),
    Printed(
        "SIPAS by province, unruled, heads once", lambda kit: per_page(kit, repeat=False, ruling="none"), of_2024, SIPAS
    ),
    Printed("two columns of provinces in one table", halves, of_2024, SIPAS),
    Printed("two columns of provinces, unruled", lambda kit: halves(kit, ruling="none"), of_2024, SIPAS),
    Printed("two tables side by side", lambda kit: halves(kit, apart=20), of_2024, SIPAS),
    Printed("two tables side by side, unruled", lambda kit: halves(kit, apart=20, ruling="none"), of_2024, SIPAS),
    Printed(
        "names of two lines, ruled",
        lambda kit: sipas(kit, columns=(RANKED[0], Column("Tỉnh, thành phố", 46, "left"), RANKED[2]), height=16),
        of_2024,
        SIPAS,
    ),
    Printed(
        "names of two lines, unruled",
        lambda kit: sipas(
            kit, columns=(RANKED[0], Column("Tỉnh, thành phố", 46, "left"), RANKED[2]), height=16, ruling="none"
        ),
        of_2024,
        SIPAS,
    ),
    Printed(
        "names of two lines beside the first, unruled",
        lambda kit: sipas(
            kit,
            columns=(RANKED[0], Column("Tỉnh, thành phố", 46, "left"), RANKED[2]),
            height=16,
            ruling="none",
            names="top",
        ),
        of_2024,
        SIPAS,
    ),
    Printed("raised marks of footnotes", marked, of_2024, SIPAS),
    Printed(
        "stamps, signatures, watermark, running heads",
        lambda kit: sipas(kit, printer=Printer(each=stamped)),
        of_2024,
        SIPAS,
    ),
    Printed("the same, unruled", lambda kit: sipas(kit, printer=Printer(each=stamped), ruling="none"), of_2024, SIPAS),
    Printed("drawn twice to look bold", bold_twice, of_2024, SIPAS),
    Printed("marks drawn apart from their letters", taken_apart, of_2024, SIPAS),
    Printed("a report, the pages are said", report, of_2024, replace(SIPAS, pages=(12, 14))),
    Printed("a report with two years, the title says which", report, of_2024, SIPAS),
]
