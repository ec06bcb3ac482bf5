"""Which index a file is of, by its name: "bang766.csv", "ketquaPAPI2025.xlsx", "PAR_INDEX-2024.xlsx" (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.names.normalize import fold
from data.model.indices import Index

RUNS = re.compile(r"[a-z]+|[0-9]+")
LONG_ENOUGH = 4
"""Letters; a shorter name may be a part of another word ("par" in "department")."""


def index_named(name: str, indices: Iterable[Index]) -> str | None:
    """The one index that the name speaks of, also where its words are glued together; None for none or several."""
    runs = RUNS.findall(fold(name))
    solid = "".join(run if run.isalpha() else f" {run} " for run in runs)
    found = {
        index.id
        for index in indices
        for own in {fold(index.id), fold(index.short).replace(" ", "")}
        if own in runs or (len(own) >= LONG_ENOUGH and own in solid)
    }
    return found.pop() if len(found) == 1 else None
