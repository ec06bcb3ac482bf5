"""Every figure of a draft as a line of JSON, for programs: what was read, and where on which page (pure)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.importing.draft import Draft


def figure_lines(draft: Draft) -> Iterator[str]:
    """An object a line: ``province``, ``indicator`` ('' is the total), ``score``, ``rank``, ``doubtful``, ``page`` and
    ``box`` (left, top, right, bottom as shares of the page), both null where the file has no pages.
    """
    for figure in draft.figures:
        cells = draft.cells_of(figure)
        place = next((cell.place for cell in cells if cell.place is not None), None)
        yield json.dumps(
            {
                "province": figure.province,
                "indicator": figure.indicator,
                "score": figure.score,
                "rank": figure.rank,
                "doubtful": any(cell.doubt is not None for cell in cells),
                "page": place.page if place is not None else None,
                "box": place.box if place is not None else None,
            },
            ensure_ascii=False,
        )
