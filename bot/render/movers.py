"""Who rose and who fell against the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.lookup import decimals
from bot.answers.model import Change, MoversAnswer, Standing
from bot.i18n import Html, Translator, escape
from bot.questions import Question
from bot.render import footnotes, incomparable, phrases, regions
from bot.render.incomparable import same, table_button
from bot.render.phrases import bold, name
from bot.reply import Button, Reply

BOTH = 5
"""How many of each side are shown, where both are."""
ONE = 10
"""The same where only one side is."""
MOST = 20
BY_POINTS = 3
NAMED = 8
"""How many provinces that only one table has are named."""

Move = tuple[Standing, Change]


def movers(answer: MoversAnswer, t: Translator) -> Reply:
    what = phrases.period_name(t, answer.index, answer.period) if answer.period else phrases.index_name(t, answer.index)
    if answer.indicator.code:
        what += ", " + phrases.indicator_name(t, answer.indicator)
    if answer.why is not None:
        return incomparable.cannot(answer, what, t)
    lines: list[str | None] = [bold(title(answer, what, t)), *compared(answer, t)]
    up, down = sides(answer)
    anyone = bool(answer.risers or answer.fallers or answer.steady)
    if up and anyone:
        lines += _side(answer, answer.risers, t, up=True)
    if down and anyone:
        lines += _side(answer, answer.fallers, t, up=False)
    if not answer.question.page:
        lines += _by_points(answer, t, up=up, down=down)
        lines += unmatched(answer, t)
    first = next((one.figure for one, _ in (*answer.risers, *answer.fallers) if one.figure), None)
    label = phrases.rank_kind(t, first, answer.index) if first is not None else ""
    return phrases.reply(lines, _buttons(answer, t), tail=footnotes.source_line(t, answer.sources, label))


def sides(answer: MoversAnswer) -> tuple[bool, bool]:
    """Whether those that rose are shown, and those that fell."""
    return answer.question.direction != "down", answer.question.direction != "up"


def title(answer: MoversAnswer, what: str, t: Translator) -> Html:
    """The title, with what is compared and with when."""
    said = {"what": what, "before": _when(answer.before, t)}
    match answer.question.direction:
        case "up":
            return t("📈 {what} against {before}: who rose", **said)
        case "down":
            return t("📉 {what} against {before}: who fell", **said)
        case _:
            return t("📈 {what} against {before}: who rose, who fell", **said)


def _when(period: str, t: Translator) -> str:
    return t.partial_date(period)


def compared(answer: MoversAnswer, t: Translator) -> list[str]:
    """How many can be compared and how they moved; how many each table has, where that shifts ranks by itself."""
    up, down = len(answer.risers), len(answer.fallers)
    many = up + down + answer.steady
    region = answer.region
    if region is not None and not many:
        return [regions.no_region(t, region, int(answer.period[:4]))]
    if not many:
        return [t("No province has a rank in both.")]
    where = f"{phrases.sentence(regions.region_name(t, region))}: " if region is not None else ""
    counted = t.plural(
        "{n} province compared: {up} rose, {down} fell, {same} kept the rank",
        "{n} provinces compared: {up} rose, {down} fell, {same} kept the rank",
        many, up=up, down=down, same=answer.steady,
    )  # fmt: skip
    said = [f"{escape(where)}{counted}" if where else phrases.sentence(counted)]
    if region is not None:
        said.append(t("Ranks are those in the whole country."))
    then, now = answer.measured
    if then != now:
        said.append(t("{before}: {then} provinces with a score; {period}: {now}. This alone shifts ranks a little.",
                      before=_when(answer.before, t), then=then, period=_when(answer.period, t), now=now))  # fmt: skip
    return said


def _shown(answer: MoversAnswer) -> int:
    both = all(sides(answer))
    return max(1, min(answer.question.n or (BOTH if both else ONE), ONE if both else MOST))


def page_of(answer: MoversAnswer, moves: Sequence[Move]) -> tuple[int, int]:
    """Which of the moves are shown: from, to."""
    size = _shown(answer)
    pages = max(1, -(-len(moves) // size))
    start = min(answer.question.page, pages - 1) * size
    return start, min(start + size, len(moves))


def _side(answer: MoversAnswer, moves: Sequence[Move], t: Translator, *, up: bool) -> list[str]:
    if not moves:
        return ["", t("No province rose.") if up else t("No province fell.")]
    start, end = page_of(answer, moves)
    head = t("Rose the most") if up else t("Fell the most")
    if start:
        head = Html(f"{head} · {start + 1}–{end} / {len(moves)}")
    lines = ["", bold(head)]
    lines += [_row(move, moves, t) for move in moves[start:end]]
    more = further(moves, end, t)
    return [*lines, more] if more else lines


def further(moves: Sequence[Move], end: int, t: Translator) -> str:
    """How many of those not shown moved as far as the last that is; '' where none did."""
    last = moves[end - 1][1].rank
    equal = sum(move[1].rank == last for move in moves[end:])
    if not equal or last is None:
        return ""
    moved = phrases.moved_rank(t, last)
    return t.plural("… and {n} more, also {moved}", "… and {n} more, also {moved}", equal, moved=moved)


def _row(move: Move, moves: Sequence[Move], t: Translator) -> str:
    """ "1. Hải Phòng — ▲ 23 bậc (45 → 22) · ▲ 1,24 điểm"; who moved equally far shares the number."""
    standing, change = move
    place = 1 + sum(abs(other[1].rank or 0) > abs(change.rank or 0) for other in moves)
    before = change.before.figure if change.before is not None else None
    now = standing.figure
    ranks = f"{before.rank} → {now.rank}" if before is not None and now is not None else ""
    if standing.tied:
        ranks = t("{ranks}, joint", ranks=ranks)
    text = f"{place}. {escape(name(t, standing.province, standing.year))} — "
    text += f"<b>{phrases.moved_rank(t, change.rank or 0)}</b> ({ranks})"
    if change.score is not None:
        text += f" · {phrases.moved_score(t, change.score, phrases.unit_of(standing), decimals(standing))}"
    return text


def _by_points(answer: MoversAnswer, t: Translator, *, up: bool, down: bool) -> list[str]:
    """The furthest by points: not always those that moved furthest in ranks."""
    said = [""]
    if up and answer.gained:
        said.append(t("Gained the most points: {provinces}", provinces=_few(answer.gained, t)))
    if down and answer.lost:
        said.append(t("Lost the most points: {provinces}", provinces=_few(answer.lost, t)))
    return said if len(said) > 1 else []


def _few(moves: Sequence[Move], t: Translator) -> Html:
    """The first three; one more that moved as far as the last of them is not kept back."""
    last = moves[min(BY_POINTS, len(moves)) - 1][1].score
    shown = [move for place, move in enumerate(moves) if place < BY_POINTS or move[1].score == last][: 2 * BY_POINTS]
    return Html(" · ".join(
        f"{escape(name(t, standing.province, standing.year))} "
        f"{phrases.arrow(change.score or 0)} {phrases.amount(t, abs(change.score or 0), '', decimals(standing))}"
        for standing, change in shown
    ))  # fmt: skip


def unmatched(answer: MoversAnswer, t: Translator) -> list[str]:
    """The provinces that one of the tables lacks, by the table that does."""
    said: list[str] = []
    for period in (answer.before, answer.period):
        missing = [name(t, province, int(period[:4])) for province, lacking in answer.unmatched if lacking == period]
        more = [t.plural("{n} more", "{n} more", len(missing) - NAMED)] if len(missing) > NAMED else []
        if missing:
            named = t.list((*missing[:NAMED], *more))
            said.append(t("Not compared, without a figure in {period}: {provinces}.",
                          period=_when(period, t), provinces=named))  # fmt: skip
    return said


def _buttons(answer: MoversAnswer, t: Translator) -> list[list[Button | None]]:
    asked = replace(same(answer, answer.period), since=answer.question.since)
    up, down = sides(answer)
    pager: list[Button | None] = []
    if up != down:
        moves = answer.risers if up else answer.fallers
        start, end = page_of(answer, moves)
        page = answer.question.page
        pager = [
            Button("◀", replace(asked, page=start // _shown(answer) - 1), here=True) if start else None,
            Button(t("More ▶"), replace(asked, page=page + 1), here=True) if end < len(moves) else None,
        ]
    other = [
        Button(t("Only who rose"), replace(asked, direction="up", n=None)) if down and answer.risers else None,
        Button(t("Only who fell"), replace(asked, direction="down", n=None)) if up and answer.fallers else None,
    ]
    shown = (answer.risers if up else (), answer.fallers if down else ())
    named = [one for side in shown for one, _ in side[:BY_POINTS]]
    deeper: list[Button | None] = [
        Button(name(t, one.province), Question("standing", (one.province.id,), one.index.id,
               one.indicator.code or None, one.year, one.period if "-" in one.period else None))
        for one in named
    ]  # fmt: skip
    return [
        pager,
        *(deeper[start : start + BY_POINTS] for start in range(0, len(deeper), BY_POINTS)),
        other,
        [
            table_button(answer, t),
            Button(f"◀ {_when(answer.before, t)}", same(answer, answer.before)) if answer.earlier else None,
        ],
    ]
