"""The answer on one province: its standing in one criterion."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.lookup import decimals
from bot.answers.model import Neighbours, Standing, StandingAnswer
from bot.i18n import Html, Translator, escape
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.buttons import about
from bot.render.phrases import bold, name
from bot.reply import Button, Reply
from data.agreement import same_value
from data.model.figures import Figure
from data.model.provinces import Province

BESIDE = 3
"""How many provinces that share a place are named."""
LEFT_OUT = 8
"""How many provinces that were left out for one reason are named."""


def standing(answer: StandingAnswer, t: Translator) -> Reply:
    now = answer.standing
    title = bold(f"🏛 {name(t, now.province, now.year)} — {phrases.subject(t, now)}")
    lines: list[str | None] = [title]
    if now.figure is None:
        lines += _missing(answer, t)
    else:
        lines += _known(answer, t)
    lines += [f"• {escape(t.pick(fact.text_vi, fact.text_en))}" for fact in answer.facts]
    lines += footnotes.context_lines(t, answer.context, now.province)
    tail = footnotes.source_line(t, answer.context.sources, *phrases.kinds(t, now))
    return phrases.reply(lines, _standing_buttons(answer, t), tail=tail)


def _known(answer: StandingAnswer, t: Translator) -> list[str | None]:
    now = answer.standing
    figure = now.figure
    assert figure is not None
    rank = phrases.rank(t, figure, now.measured, now.tied)
    if rank and not now.measured and figure.out_of is None:
        rank = t("{rank} (the source gives no total)", rank=Html(rank))
    first = [
        bold(phrases.sentence(rank)) if rank else None,
        phrases.score(t, figure, decimals(now), scale=now.indicator.maximum),
        phrases.group(t, now),
    ]
    lines: list[str | None] = [Html(" · ".join(part for part in first if part))]
    if answer.within is not None:
        region, place, many = answer.within
        there = t.pick(region.name_vi, region.name_en)
        lines.append(t("In {region}: {place} of {n}", region=there, place=place, n=many))
    if figure.flag == "pilot" and figure.out_of:
        lines.append(t.plural("A pilot year: {n} province only.", "A pilot year: {n} provinces only.", figure.out_of))
    change = phrases.change_line(t, now, answer.change)
    lines.append(phrases.sentence(change) if change else None)
    printing = [one for one in (figure, *now.others) if one.delta_rank is not None or one.delta_score is not None]
    if printing and (answer.change is None or answer.change.rank is None):
        lines.append(phrases.printed_change(t, now, printing[0]))
        if phrases.edition_begins(now):
            lines.append(t("⚠️ But the method changed in {year}, so the two years cannot be compared.", year=now.year))
    if answer.strongest is not None and answer.weakest is not None:
        lines.append(
            t(
                "By rank, strongest: {strongest} ({strong_rank}) · weakest: {weakest} ({weak_rank})",
                strongest=phrases.indicator_name(t, answer.strongest.indicator, short=True),
                strong_rank=_rank_of(answer.strongest, t),
                weakest=phrases.indicator_name(t, answer.weakest.indicator, short=True),
                weak_rank=_rank_of(answer.weakest, t),
            )
        )
    if answer.neighbours is not None:
        lines += _neighbours(answer.neighbours, now, t)
    others = _other_sources(now, t)
    lines += others
    if not now.indicator.code and not others:
        lines += _left_out(answer, t)
    note = t.pick(figure.note_vi, figure.note_en)
    if note:
        lines.append(f"• {escape(note)}")
    if answer.newer_period and not now.province.ended:
        lines.append(
            t(
                "I have found no {period} figure for this province.",
                period=phrases.period_name(t, now.index, answer.newer_period),
            )
        )
    return lines


def _neighbours(around: Neighbours, now: Standing, t: Translator) -> list[str]:
    """Who shares the rank, and who stands just above and below: each place with its rank and its score."""

    def beside(there: tuple[tuple[Province, Figure], ...]) -> Html:
        names = [name(t, province, now.year) for province, _ in there[:BESIDE]]
        if len(there) > BESIDE:
            names.append(t.plural("{n} other province", "{n} other provinces", len(there) - BESIDE))
        return t.list(names)

    def place(there: tuple[tuple[Province, Figure], ...]) -> Html:
        figure = there[0][1]
        rank = f"{figure.rank}. " if figure.rank is not None else ""
        score = phrases.amount(t, figure.score or 0.0, phrases.unit_of(now), decimals(now))
        return Html(f"{rank}{beside(there)} {score}")

    lines: list[str] = []
    if around.equal and now.figure is not None and now.figure.rank is not None:
        lines.append(t("Also at rank {rank}: {provinces}", rank=now.figure.rank, provinces=beside(around.equal)))
    said = [
        t("Just above: {provinces}", provinces=place(around.above)) if around.above else "",
        t("Just below: {provinces}", provinces=place(around.below)) if around.below else "",
    ]
    if any(said):
        lines.append(" · ".join(filter(None, said)))
    return lines


def _left_out(answer: StandingAnswer, t: Translator) -> list[str]:
    """Why a rank is out of 61 and not of 63."""
    if not answer.left_out or answer.standing.measured is None:
        return []
    by_reason: dict[str, list[str]] = {}
    for province, exclusion in answer.left_out:
        reason = t.pick(exclusion.reason_vi, exclusion.reason_en)
        by_reason.setdefault(reason, []).append(name(t, province, answer.standing.year))
    no_reason = t("the sources give no reason")
    absent = [Html(f"{_some(names, t)} ({escape(reason) or no_reason})") for reason, names in by_reason.items()]
    return [
        t.plural(
            "{n} province measured; not published: {provinces}.",
            "{n} provinces measured; not published: {provinces}.",
            answer.standing.measured,
            provinces=Html("; ".join(absent)),
        )
    ]


def _some(names: list[str], t: Translator) -> Html:
    """All names, or the first of very many and how many more there are."""
    more = len(names) - LEFT_OUT
    if more < 2:
        return t.list(names)
    return t.list([*names[:LEFT_OUT], t.plural("{n} other province", "{n} other provinces", more)])


def _rank_of(standing: Standing, t: Translator) -> str:
    figure = standing.figure
    return t("rank {rank}", rank=figure.rank) if figure and figure.rank else ""


def _other_sources(now: Standing, t: Translator) -> list[str]:
    """What other sources say of the same fact, where they differ from the figure shown."""
    figure = now.figure
    assert figure is not None
    lines: dict[str, None] = {}
    for other in now.others:
        if other in now.made_of or any(_says_more(one, other) for one in now.others):
            continue
        out_of = now.measured or figure.out_of or other.out_of
        measured = now.measured or 0
        counted = now.full and other.out_of and measured and other.out_of != measured
        same_rank = other.rank is None or (other.rank == figure.rank and other.out_of in (None, out_of))
        same_score = same_value(other.score, figure.score)
        finer = other.score is not None and now.full and round(other.score, 2) != other.score
        if same_rank and same_score and not finer:
            continue
        said = [phrases.rank(t, other, None), phrases.score(t, replace(other, rank_kind="reported"))]
        text: str = t("Another source gives {said}", said=Html(" · ".join(part for part in said if part)))
        if counted:
            text += t.plural("; in fact {n} province has results", "; in fact {n} provinces have results", measured)
        note = t.pick(other.note_vi, other.note_en)
        mark = "ℹ️" if other.rank in (None, figure.rank) and same_score else "⚠️"  # another denominator is no conflict
        lines[f"{mark} {text}" + (f" ({escape(note)})" if note else "")] = None
    if now.doubted and not lines:
        lines[t("⚠️ This figure is in doubt: the sources do not agree.")] = None
    return list(lines)


def _says_more(one: Figure, other: Figure) -> bool:
    """Whether ``one`` gives the same rank, and the score that ``other`` lacks."""
    return other.score is None and one.score is not None and (one.rank, one.out_of) == (other.rank, other.out_of)


def _missing(answer: StandingAnswer, t: Translator) -> list[str | None]:
    now = answer.standing
    what = phrases.period_name(t, now.index, now.period)
    lines: list[str | None] = []
    if now.missing == "excluded" and now.exclusion is not None:
        lines.append(
            bold(
                t(
                    "Not published: {province} was left out of {what}.",
                    province=name(t, now.province),
                    what=what,
                )
            )
        )
        lines.append(phrases.why(t, now.exclusion))
        if answer.published:
            listed = (phrases.indicator_name(t, one, short=True) for one in answer.published)
            lines.append(t("Still published: {criteria}.", criteria=t.list(listed)))
    elif now.missing == "ended":
        lines.append(t("{province} has not been a provincial unit since 1 July 2025.", province=name(t, now.province)))
    elif now.missing == "not-measured":
        lines.append(t("This criterion was not measured in {year}.", year=now.year))
    elif now.missing == "before-first":
        lines.append(
            t(
                "{index} has no figures for {year}.",
                index=phrases.index_title(t, now.index),
                year=now.year,
            )
        )
    elif now.missing == "not-yet":
        lines.append(t("I have no results for {what} yet.", what=what))
    elif now.missing == "no-release":
        lines.append(t("I have no figures for {what}.", what=what))
    else:
        lines.append(
            t(
                "I have found no {what} figure for {province}.",
                what=what,
                province=name(t, now.province),
            )
        )
    if now.missing == "unknown" and answer.known:
        lines.append(
            t.plural(
                "I have found figures for only {n} province, in the press and on portals, so I show no ranking.",
                "I have found figures for only {n} provinces, in the press and on portals, so I show no ranking.",
                answer.known,
            )
        )
    if answer.older is not None:
        lines.append(
            t(
                "The nearest figures are those for {subject}: {outcome}",
                subject=phrases.subject(t, answer.older),
                outcome=phrases.outcome(t, answer.older),
            )
        )
        if answer.older.edition != now.edition and now.edition is not None and answer.older.edition is not None:
            lines.append(t("⚠️ The method changed between the two years, so they cannot be compared."))
    return lines


def _beside(around: Neighbours | None) -> Province | None:
    """The neighbour to compare with: the one above or, for the first of all, the next best."""
    if around is None:
        return None
    return next((province for province, _ in (*around.above, *around.equal, *around.below)), None)


def _standing_buttons(answer: StandingAnswer, t: Translator) -> list[list[Button | None]]:
    known = answer.standing.figure is not None or bool(answer.published)
    now = answer.standing if known or answer.older is None else answer.older
    total = now.indicator.code == ""
    ask = answer.question
    other = _beside(answer.neighbours)
    year_before = answer.change.before if answer.change else None
    return [
        [
            Button(t("Criteria"), about(ask, now, intent="components")) if answer.published else None,
            Button(t("Through the years"), about(ask, now, intent="history", year=None, period=None)),
            Button(t("Lost points"), about(ask, now, intent="gaps")) if answer.published and total else None,
        ],
        [
            Button(t("Compare with {province}", province=Html(name(t, other))),
                   about(ask, now, intent="comparison", provinces=(now.province.id, other.id)))
            if other
            else None,
            Button(t("Tasks"), about(ask, now, intent="tasks", year=None, period=None)),
            Button(f"◀ {year_before.period}", about(ask, year_before))
            if year_before and year_before.figure and "-" not in year_before.period
            else None,
        ],
        [
            Button(t("All indices"), Question("profile", provinces=(now.province.id,))) if total else
            Button(t("Whole {index}", index=phrases.index_name(t, now.index)), about(ask, now, indicator=None)),
            Button(t("How to climb"), about(ask, now, intent="reach")) if answer.neighbours is not None else None,
            Button(name(t, answer.context.successor), about(ask, now, provinces=(answer.context.successor.id,)))
            if answer.context.successor
            else None,
        ],
    ]  # fmt: skip
