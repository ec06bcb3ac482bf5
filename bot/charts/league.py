"""What the pictures of a whole table share: the colour of a score, who is stressed, who has no figure (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.answers.model import Group, TableAnswer
from bot.i18n import Html, Translator
from bot.render import phrases
from bot.reply import plain_text
from data.model.figures import Figure

QUARTERS: dict[Group, str] = {
    "highest": "group-4", "high-average": "group-3", "low-average": "group-2", "lowest": "group-1",
}  # fmt: skip
FIFTHS = ("group-4", "group-3", "middle", "group-2", "group-1")
NONE = "group-0"
"""The colour of a province without a figure."""
ON_DARK = frozenset({"group-4", "group-1"})
"""The colours on which letters are light."""


@dataclass(frozen=True, slots=True)
class Shade:
    """Provinces that share a colour: what they are called, their lowest and highest scores, how many they are."""

    colour: str
    name: str
    low: float
    high: float
    many: int


def shades(answer: TableAnswer, t: Translator) -> tuple[Shade, ...]:
    """The groups that the index publishes or, where it has none, the fifths of the provinces; the highest first."""
    if answer.quarters:
        return tuple(
            Shade(QUARTERS[one.group], phrases.sentence(t(phrases.GROUP_NAMES[one.group])), one.lowest, one.highest,
                  one.many)
            for one in answer.quarters
        )  # fmt: skip
    parted: dict[int, list[Figure]] = {}
    scores = [figure.score for _, figure in answer.everybody if figure.score is not None]
    for _, figure in answer.everybody:
        if figure.score is not None:
            above = sum(score > figure.score for score in scores)  # equal scores share a fifth
            parted.setdefault(above * len(FIFTHS) // len(scores), []).append(figure)
    return tuple(_fifth(FIFTHS[at], figures, t) for at, figures in sorted(parted.items()))


def _fifth(colour: str, figures: list[Figure], t: Translator) -> Shade:
    ranks = [figure.rank for figure in figures if figure.rank is not None]
    known = [figure.score for figure in figures if figure.score is not None]
    name = plain_text(t("Ranks {first}–{last}", first=min(ranks), last=max(ranks))) if ranks else ""
    return Shade(colour, name, min(known), max(known), len(figures))


def colour_of(among: Iterable[Shade], score: float | None) -> str:
    """The colour of a score."""
    return next((one.colour for one in among if score is not None and one.low <= score <= one.high), NONE)


def stressed(answer: TableAnswer) -> frozenset[str]:
    """The provinces that the question is about: those named, or those of the region."""
    asked, region = answer.question, answer.region
    named = {*asked.provinces, *([asked.bound.province] if asked.bound is not None and asked.bound.province else [])}
    if region is not None:
        everyone = [province for province, _ in (*answer.everybody, *answer.absent)]
        named |= {province.id for province in everyone if region.holds(province, answer.year)}
    return frozenset(named)


def subject(answer: TableAnswer, t: Translator) -> str:
    """What the table is of: "PAPI 2024, Kiểm soát tham nhũng trong khu vực công"."""
    what = phrases.period_name(t, answer.index, answer.period)
    return what + (", " + phrases.indicator_name(t, answer.indicator) if answer.indicator.code else "")


def places(answer: TableAnswer) -> int:
    """How many decimals the scores are shown with."""
    return answer.index.decimals + (1 if "." in answer.indicator.code else 0)


def unit(answer: TableAnswer, t: Translator) -> str:
    """What the scores are in: "đơn vị: điểm, thang 80"."""
    if answer.unit == phrases.PERCENT:
        return plain_text(t("scores in %"))
    if answer.indicator.maximum is None:
        return plain_text(t("scores in points"))
    return plain_text(t("scores in points (scale {scale})", scale=phrases.plain(t, answer.indicator.maximum)))


def notes(answer: TableAnswer, t: Translator, *, coloured: bool = True) -> list[str]:
    """How ranks and colours came about, who has no figure and why, as lines below a picture."""
    said = [phrases.rank_kind(t, answer.everybody[0][1], answer.index)] if answer.everybody else []
    if coloured and answer.quarters and not all(one.checked for one in answer.quarters):
        said.append(t("groups computed by the published rule"))
    if coloured and not answer.quarters:
        said.append(t("each colour is a fifth of the provinces by score, computed"))
    return [plain_text(phrases.sentence(" · ".join(said))) + ".", missing(answer, t)]


def missing(answer: TableAnswer, t: Translator) -> str:
    """The provinces that the whole table lacks, by the reason that a source gives; '' where none is lacking."""
    by_reason: dict[str, list[str]] = {}
    for province, exclusion in answer.absent:
        reason = t.pick(exclusion.reason_vi, exclusion.reason_en) if exclusion is not None else ""
        by_reason.setdefault(reason or t("the sources give no reason"), []).append(
            phrases.name(t, province, answer.year)
        )
    if not by_reason:
        return ""
    said = "; ".join(f"{plain_text(t.list(names))} ({plain_text(Html(why))})" for why, names in by_reason.items())
    return plain_text(t("No figure: {provinces}.", provinces=said))
