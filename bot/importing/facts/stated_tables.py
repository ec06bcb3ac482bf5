"""What a sentence states, as tables: one for each index and period that it speaks of (pure)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from bot.importing.facts.fact_table import FactRow, FactTable
from bot.importing.facts.sentence import Statement
from data.queries.catalogue import Catalogue


def stated_tables(statement: Statement, catalogue: Catalogue) -> tuple[FactTable, ...]:
    """The tables of a statement without problems, in the order in which they are stated. Where it does not say the
    index or the period, that of the table is ''.
    """
    rows: dict[tuple[str, str], list[FactRow]] = defaultdict(list)
    for fact in statement.facts:
        of = rows[fact.index, fact.period]
        name = catalogue.provinces[fact.province].name_vi
        of.append(FactRow(len(of) + 2, name, fact.criterion, fact.score or None, fact.rank or None))
    day = dt.date.fromisoformat(statement.day) if statement.day else None
    return tuple(
        FactTable(index, period, statement.source, statement.url, "", day, tuple(of))
        for (index, period), of in rows.items()
    )
