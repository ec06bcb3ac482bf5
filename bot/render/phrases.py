"""The small phrases of which every answer is made: a period, a score, a rank, a change, a source line (pure)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from bot.answers.lookup import decimals
from bot.answers.model import Change, Group, Standing
from bot.i18n import N_, Html, Translator, escape
from bot.reply import LIMIT, Button, Reply, plain_text, units
from data.model.figures import Exclusion, Figure
from data.model.indices import Index, Indicator
from data.model.provinces import Province

BARRED = str.maketrans("đĐ", "dD")
HEARD_SHOWN = 80
LONGEST_TEXT = 300
"""UTF-16 units of a title or a reason that are shown at most."""
PERCENT = "percent"
BESIDE = 5
"""How many buttons a row has at most."""
NOTES = 300
"""UTF-16 units left free in every text for the notes on what was not taken into account."""
GROUP_NAMES: dict[Group, str] = {
    "highest": N_("highest group"),
    "high-average": N_("high average group"),
    "low-average": N_("low average group"),
    "lowest": N_("lowest group"),
}


def parsed_units(text: str) -> int:
    """The UTF-16 units that Telegram counts, after tags are removed and entities decoded."""
    return units(plain_text(text))


def reply(
    lines: Iterable[str | None], buttons: Iterable[Iterable[Button | None]] = (), *, tail: str = "", rich: str = ""
) -> Reply:
    """Lines (None is left out) as one text within Telegram's limit, and those buttons that are not None.

    A text that is too long loses whole lines at its end, never half a tag; ``tail`` (the sources) is always kept.
    ``rich`` says the same with real tables.
    """
    shown = [line for line in lines if line is not None]
    if 2 * (sum(map(len, shown)) + len(shown) + len(tail)) > LIMIT - NOTES:  # no text is longer in units than that
        shown = _fitting(shown, LIMIT - parsed_units(tail) - NOTES)
    while shown and not shown[-1] and not tail:
        shown.pop()
    text = "\n".join([*shown, tail] if tail else shown)
    rows = tuple(row for line in buttons for row in _rows([button for button in line if button]))
    return Reply(text, rows, rich)


def _rows(buttons: list[Button]) -> list[tuple[Button, ...]]:
    """One row, or several of nearly the same length where a phone could not show all beside one another."""
    if not buttons:
        return []
    long = -(-len(buttons) // -(-len(buttons) // BESIDE))
    return [tuple(buttons[start : start + long]) for start in range(0, len(buttons), long)]


def _fitting(lines: list[str], room: int) -> list[str]:
    length = 0
    for place, line in enumerate(lines):
        length += parsed_units(line) + 1
        if length > room:
            return [*lines[:place], "…"]
    return lines


def cut(text: str, longest: int = LONGEST_TEXT) -> str:
    """A text of the data or of an operator on one line, at most so many UTF-16 units long."""
    text = " ".join(text.split())
    if units(text) <= longest:
        return text
    kept = text[: longest - 1]
    while units(kept) >= longest:
        kept = kept[:-1]
    return kept + "…"


def bold(text: object) -> Html:
    return Html(f"<b>{escape(text)}</b>")


def sentence(text: str) -> Html:
    """The phrase as the beginning of a line, with a capital as its first letter."""
    safe = escape(text)
    return Html(safe[:1].upper() + safe[1:])


def name(t: Translator, province: Province, year: int | None = None) -> str:
    """The province's name, as it was in ``year`` if one is given."""
    return t.pick(*province.named(year)) if year else t.pick(province.name_vi, province.name_en)


def indicator_name(t: Translator, indicator: Indicator, *, short: bool = False) -> str:
    if short:
        return t.pick(indicator.short_vi, indicator.short_en)
    return t.pick(indicator.name_vi, indicator.name_en)


def spelt(t: Translator, text: str) -> str:
    """Vietnamese names as this language writes them: in English without accents."""
    if t.language == "vi":
        return text
    apart = unicodedata.normalize("NFD", text.translate(BARRED))
    return "".join(char for char in apart if not unicodedata.combining(char))


def index_name(t: Translator, index: Index) -> str:
    """The index as it is called within a sentence: "PAPI", "Bộ chỉ số 766"; ``Index.short`` is for buttons."""
    return t.pick(index.spoken_vi, index.spoken_en) or index.short


def index_title(t: Translator, index: Index) -> str:
    """The index as it is called at the beginning of a line: "Bộ chỉ số 766", "The 766 index"."""
    return sentence(index_name(t, index))


def period_name(t: Translator, index: Index, period: str) -> str:
    """The index with its period: "PAPI 2024"; a running score is named by its date: "Bộ chỉ số 766 (17/9/2026)"."""
    called = index_name(t, index)
    if "-" in period:
        return f"{called} ({t.partial_date(period)})"
    if index.dated:
        return t("{index} in {year}", index=called, year=period)
    return f"{called} {period}"


def subject(t: Translator, standing: Standing) -> str:
    """What a standing is about: "PAPI 2024" or "PAPI 2024, Kiểm soát tham nhũng trong khu vực công"."""
    text = period_name(t, standing.index, standing.period)
    if standing.indicator.code:
        text += ", " + indicator_name(t, standing.indicator)
    return text


def score(t: Translator, figure: Figure, places: int = 2, *, scale: float | None = None) -> str | None:
    """The score with its unit: "44,40 điểm (thang 80)", "81,45%"; single facts keep the decimals they
    were printed with.
    """
    if figure.score is None:
        return None
    printed = figure.rank_kind in ("reported", "derived")
    number = t.exact(figure.score) if printed else t.number(figure.score, places)
    if figure.unit == PERCENT:
        return number + "%"
    of = scale or figure.scale
    if of:
        return t("{score} points (scale {scale})", score=number, scale=plain(t, of))
    return t("{score} points", score=number)


def amount(t: Translator, number: float, unit: str, places: int) -> str:
    """A score within a line or a table that names its unit if it is points; a percentage always bears its sign."""
    return t.number(number, places) + ("%" if unit == PERCENT else "")


def unit_of(standing: Standing) -> str:
    """The unit of the figure or, where only a rank or a change is known, of the index."""
    return (standing.figure.unit if standing.figure is not None else "") or standing.index.unit


def plain(t: Translator, value: float) -> str:
    """A maximum as text: 80, 9,5."""
    return t.integer(int(value)) if float(value).is_integer() else t.exact(value).rstrip("0")


def why(t: Translator, exclusion: Exclusion) -> Html:
    """Why a province was left out, or that the sources do not say."""
    if not exclusion.reason_en:
        return t("The sources give no reason.")
    return t("Why: {reason}.", reason=t.pick(exclusion.reason_vi, exclusion.reason_en))


def doubt(standing: Standing) -> str:
    """The mark behind a figure on which the sources do not agree."""
    return " ⚠️" if standing.doubted else ""


def rank(t: Translator, figure: Figure, measured: int | None, tied: int = 0) -> str | None:
    """The rank: "hạng 19/61" with the true denominator where known, else the printed one, else none."""
    if figure.rank is None:
        return None
    out_of = measured or figure.out_of
    if out_of and tied:
        return t("joint rank {rank} of {out_of}", rank=figure.rank, out_of=out_of)
    if out_of:
        return t("rank {rank} of {out_of}", rank=figure.rank, out_of=out_of)
    return t("rank {rank}", rank=figure.rank)


def group(t: Translator, standing: Standing) -> str | None:
    if standing.group is None:
        return None
    text = t(GROUP_NAMES[standing.group])
    return text if standing.group_checked else t("{group} (computed)", group=text)


def rank_kind(t: Translator, figure: Figure, index: Index | None = None) -> Html:
    """The label that says how a figure came about, and that the publisher of ``index`` prints groups if it does."""
    if figure.rank_kind == "computed":
        if index is not None and index.grouped:
            return t("ranks computed from the scores ({index} publishes groups, not ranks)", index=index_name(t, index))
        return t("ranks computed from the scores")
    if figure.rank_kind == "derived":
        return t("derived from the source's wording")
    if figure.rank_kind == "published":
        return t("as published")
    return t("from the press and portals, not checked against the published table")


def labels(t: Translator, standings: Iterable[Standing]) -> list[Html]:
    """The labels of several figures, each of them once; a figure published as it stands needs none."""
    known = (half for standing in standings for half in standing.made_of if half.rank_kind != "published")
    return list(dict.fromkeys(rank_kind(t, half) for half in known))


def kinds(t: Translator, standing: Standing) -> list[Html]:
    """The labels of one figure: two where its score and its rank came about differently."""
    return list(dict.fromkeys(rank_kind(t, half, standing.index) for half in standing.made_of))


def arrow(value: float) -> str:
    return "▲" if value > 0 else "▼" if value < 0 else "="


def moved_rank(t: Translator, by: int) -> str:
    """A change of rank: "▼ 7 bậc"."""
    if by == 0:
        return t("same rank")
    return t.plural("{arrow} {n} place", "{arrow} {n} places", abs(by), arrow=arrow(by))


def moved_score(t: Translator, by: float, unit: str, places: int = 2) -> str:
    """A change of score: "▲ 0,18 điểm"; a share moves by percentage points; what rounds to nothing did not move."""
    if abs(by) < 0.5 * 10**-places:
        return t("same score")
    number = t.number(abs(by), places)
    if unit == PERCENT:
        return t("{arrow} {score} percentage points", arrow=arrow(by), score=number)
    return t("{arrow} {score} points", arrow=arrow(by), score=number)


def outcome(t: Translator, standing: Standing, *, with_scale: bool = False) -> str:
    """Rank, score and group in one phrase: "hạng 19/61 · 44,40 điểm"."""
    figure = standing.figure
    if figure is None:
        if standing.missing == "ended":
            return t("no longer a provincial unit")
        return t("not published") if standing.missing == "excluded" else t("no figure")
    scale = standing.indicator.maximum if with_scale else None
    known = [
        rank(t, figure, standing.measured, standing.tied),
        score(t, figure, decimals(standing), scale=scale) if with_scale else bare_score(t, standing),
    ]
    return " · ".join(part for part in known if part) + doubt(standing)


def bare_score(t: Translator, standing: Standing) -> str | None:
    """The score with its unit, and with its scale only if that is not the criterion's own: "44,40 điểm", "81,45%"."""
    figure = standing.figure
    if figure is None or figure.score is None:
        return None
    if figure.unit == PERCENT:
        return score(t, figure, decimals(standing))
    exact = figure.rank_kind in ("reported", "derived")
    number = t.exact(figure.score) if exact else t.number(figure.score, decimals(standing))
    if exact and figure.scale and figure.scale != standing.indicator.maximum:
        return t("{score} of {scale} points", score=number, scale=plain(t, figure.scale))
    return t("{score} points", score=number)


def by_score(t: Translator, by: float, unit: str, places: int = 2) -> Html:
    """The distance between two scores: "0,34 điểm"."""
    number = t.number(by, places)
    if unit == PERCENT:
        return t("{score} percentage points", score=number)
    return t("{score} points", score=number)


def change_line(t: Translator, standing: Standing, change: Change | None) -> str | None:
    """What changed, or why that cannot be said; None where there is nothing before."""
    if change is None or standing.figure is None:
        return None
    before = change.before
    if change.why is None and before is not None:
        moves = [
            moved_rank(t, change.rank) if change.rank is not None else None,
            moved_score(t, change.score, unit_of(standing), decimals(standing)) if change.score is not None else None,
        ]
        when = before.period if "-" not in before.period else t.partial_date(before.period)
        return t(
            "{moves} vs {year} ({before})",
            moves=Html(" · ".join(move for move in moves if move)),
            year=when,
            before=outcome(t, before),
        )
    if before is None or before.figure is None:
        return None
    reasons = {
        "merger": t("63 provinces became 34 on 1 July 2025"),
        "edition": t.pick(standing.edition.change_vi, standing.edition.change_en) if standing.edition else "",
        "dated": t("the score is a running one"),
    }
    return t(
        "{year}: {before}; not comparable: {reason}",
        year=before.period,
        before=outcome(t, before),
        reason=inside(reasons.get(change.why or "", "")),
    )


def inside(text: str) -> str:
    """A sentence of the data within another: its first letter is small, unless it begins with an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def printed_change(t: Translator, standing: Standing, figure: Figure) -> str | None:
    """The change as the source of one of the standing's figures prints it."""
    moves = [
        moved_rank(t, figure.delta_rank) if figure.delta_rank is not None else None,
        moved_score(t, figure.delta_score, figure.unit or standing.index.unit, standing.index.decimals)
        if figure.delta_score is not None
        else None,
    ]
    known = [move for move in moves if move]
    if not known:
        return None
    return t("{moves} vs {year}, according to the source", moves=Html(" · ".join(known)), year=standing.year - 1)


def edition_begins(now: Standing) -> bool:
    return now.edition is not None and now.edition.first_year == now.year and bool(now.edition.change_vi)
