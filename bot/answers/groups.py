"""The four groups that a grouped index publishes in place of ranks: quarters of the provinces measured (pure).

The published rule: the highest group starts at the 75th percentile, the next at the 50th, then at the 25th. Whether a
province exactly on a percentile counts up or down was checked against the printed group sizes for some years only
(facts with key ``group_border``: 1 = up, 0 = down); for the others up is assumed, and the answer says that the
group is computed.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.model import GROUPS, Group
from data.model.figures import Figure, Results
from data.model.indices import Index


def percentile(ranking: Sequence[Figure], share: float) -> float:
    """The score below which ``share`` of a ranking (best first, all with scores) lie, linear between neighbours."""
    place = (len(ranking) - 1) * share
    low = int(place)
    high = min(low + 1, len(ranking) - 1)
    below, above = ranking[-1 - low].score or 0.0, ranking[-1 - high].score or 0.0
    return below + (above - below) * (place - low)


def group(index: Index, results: Results, indicator: str, score: float | None) -> tuple[Group | None, bool]:
    """The group of a score among the provinces measured, and whether the rule was checked for that year.

    None where the index publishes no groups.
    """
    ranking = results.ranking.get(indicator, ())
    if not index.grouped or not results.full or score is None or len(ranking) < len(GROUPS):
        return None, False
    borders = [fact.value for fact in results.facts if fact.key == "group_border" and not fact.province]
    up = not borders or borders[0] != 0
    above = sum(
        score >= border if up else score > border
        for border in (percentile(ranking, share) for share in (0.25, 0.5, 0.75))
    )
    # The printed sizes are those of the totals; for a criterion the rule is only likely.
    return GROUPS[above], bool(borders) and indicator == ""
