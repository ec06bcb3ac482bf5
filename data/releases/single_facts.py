"""Single facts: a few figures of one source, published for themselves, between a whole table and nothing.

Those of several sources stand beside each other in a period, and beside whatever else there is of it. A source says
each thing once: whoever states it otherwise from the same source corrects what was published before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from data.agreement import same_value
from data.db import schema
from data.db.rows import columns, fetch
from data.model.figures import Figure, Release, Source
from data.releases.draft import FigureDraft, ReleaseDraft

OF_FACTS = re.compile(r"-facts\d{1,6}-\d{1,6}")
"""The end of the id of such a release: the number of its series in the period, then its revision."""


def is_of_facts(release: Release) -> bool:
    """Whether the release holds single facts that were stated for themselves, not a table of them."""
    return release.origin == "operator" and release.coverage == "partial" and bool(OF_FACTS.search(release.id))


def from_source(source: Source, title: str, url: str) -> bool:
    """Whether a source is the one of this title and address: by the address where both have one."""
    if source.url and url:
        return _bare(source.url) == _bare(url)
    return " ".join(source.title_vi.split()).casefold() == " ".join(title.split()).casefold()


def contradicts(one: FigureDraft | Figure, other: FigureDraft | Figure) -> bool:
    """Whether both give a score or a rank, and not the same; with fewer decimals a score is still the same."""
    return not same_value(one.score, other.score) or one.rank not in (None, other.rank or one.rank)


def adds_nothing(one: FigureDraft | Figure, other: FigureDraft | Figure) -> bool:
    """Whether whatever ``one`` says is said by ``other``."""
    scored = one.score is None or (other.score is not None and same_value(one.score, other.score))
    return scored and one.rank in (None, other.rank)


def contradicted(connection: Connection, draft: ReleaseDraft, in_force: Sequence[Release]) -> Release | None:
    """The release of facts in force that says otherwise what the draft has from the same source, if there is one."""
    figures = {(one.province, one.indicator): one for one in draft.figures}
    title = draft.source_title or draft.issuer
    for release in filter(is_of_facts, in_force):
        held = schema.figure
        query = select(*columns(held, Figure)).where(held.c.release == release.id)
        kept = fetch(connection, query, Figure)
        mine = [(figures.get((one.province, one.indicator)), one) for one in kept]
        if any(new is not None and contradicts(new, old) for new, old in mine):
            of = schema.source
            source = fetch(connection, select(*columns(of, Source)).where(of.c.id == release.source), Source)[0]
            if from_source(source, title, draft.source_url):
                return release
    return None


def new_series(index: str, period: str, ids: Iterable[str]) -> str:
    """What the ids of new facts of a period begin with; ``ids`` are those of all its releases."""
    start = f"{index}-{period}-facts"
    taken = {id.rpartition("-")[0] for id in ids}
    number = next(n for n in range(1, len(taken) + 2) if f"{start}{n}" not in taken)
    return f"{start}{number}"


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url.strip()).rstrip("/")
