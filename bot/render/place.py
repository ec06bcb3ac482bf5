"""Answers on one province: its standing on one criterion, and the profile of all indices."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.groups import GROUPED
from bot.answers.kinds import ProfileAnswer, Standing, StandingAnswer
from bot.answers.standings import decimals
from bot.i18n import Html, Translator, escape
from bot.questions import Question
from bot.render import notes, words
from bot.render.words import bold, name
from bot.reply import Button, Reply


def about(question: Question, standing: Standing, **changes: object) -> Question:
    """The question behind a button: the same province, index and period unless changed."""
    same = Question(
        "standing",
        provinces=(standing.province.id,),
        index=standing.index.id,
        indicator=standing.indicator.code or None,
        year=standing.year,
        period=standing.period if "-" in standing.period else None,
    )
    return replace(same, **changes)  # type: ignore[arg-type]


def standing(answer: StandingAnswer, t: Translator) -> Reply:
    now = answer.standing
    title = bold(f"🏛 {name(t, now.province, now.year)} — {words.subject(t, now)}")
    lines: list[str | None] = [title]
    if now.figure is None:
        lines += _missing(answer, t)
    else:
        lines += _known(answer, t)
    lines += [f"• {escape(t.pick(fact.text_vi, fact.text_en))}" for fact in answer.facts]
    shown = now.figure is not None or answer.older is not None or bool(answer.published)
    lines += notes.context_lines(t, answer.context, now.province, figures=shown)
    label = words.rank_kind(t, now.figure, grouped=now.index.id in GROUPED) if now.figure else ""
    return words.reply(lines, _standing_buttons(answer, t), tail=notes.source_line(t, answer.context.sources, label))


def _known(answer: StandingAnswer, t: Translator) -> list[str | None]:
    now = answer.standing
    figure = now.figure
    assert figure is not None
    rank = words.rank(t, figure, now.measured, now.tied)
    if rank and not now.measured and figure.out_of is None:
        rank = t("{rank} (the source gives no total)", rank=Html(rank))
    first = [
        bold(words.sentence(rank)) if rank else None,
        words.score(t, figure, decimals(now), scale=now.indicator.maximum),
        words.group(t, now),
    ]
    lines: list[str | None] = [Html(" · ".join(part for part in first if part))]
    if answer.within is not None:
        region, place, many = answer.within
        there = t.pick(region.name_vi, region.name_en)
        lines.append(t("In {region}: {place} of {n}", region=there, place=place, n=many))
    if figure.flag == "pilot" and figure.out_of:
        lines.append(t.plural("A pilot year: {n} province only.", "A pilot year: {n} provinces only.", figure.out_of))
    change = words.change_line(t, now, answer.change)
    lines.append(words.sentence(change) if change else None)
    printing = [one for one in (figure, *now.others) if one.delta_rank is not None or one.delta_score is not None]
    if printing and (answer.change is None or answer.change.rank is None):
        lines.append(words.printed_change(t, printing[0], now.year))
        if _edition_begins(now):
            lines.append(t("⚠️ The method changed in {year}; the two years do not compare.", year=now.year))
    if answer.strongest is not None and answer.weakest is not None:
        lines.append(
            t(
                "Strongest: {strongest} ({strong_rank}) · Weakest: {weakest} ({weak_rank})",
                strongest=words.indicator_name(t, answer.strongest.indicator, short=True),
                strong_rank=_rank_of(answer.strongest, t),
                weakest=words.indicator_name(t, answer.weakest.indicator, short=True),
                weak_rank=_rank_of(answer.weakest, t),
            )
        )
    if answer.neighbours:
        around = " · ".join(
            f"{other.rank}. {name(t, province, now.year)} {t.number(other.score, decimals(now))}"
            for province, other in answer.neighbours
            if other.score is not None
        )
        lines.append(t("Next to it: {neighbours}", neighbours=around))
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
                "No figure of {period} for this province in the sources gathered.",
                period=words.period_name(t, now.index, answer.newer_period),
            )
        )
    return lines


def _left_out(answer: StandingAnswer, t: Translator) -> list[str]:
    """Why a rank is of 61 and not of 63."""
    if not answer.left_out or answer.standing.measured is None:
        return []
    by_reason: dict[str, list[str]] = {}
    for province, exclusion in answer.left_out:
        reason = t.pick(exclusion.reason_vi, exclusion.reason_en)
        by_reason.setdefault(reason, []).append(name(t, province, answer.standing.year))
    no_reason = t("the sources give no reason")
    absent = [Html(f"{t.list(names)} ({escape(reason) or no_reason})") for reason, names in by_reason.items()]
    return [
        t.plural(
            "{n} province measured; not published: {provinces}.",
            "{n} provinces measured; not published: {provinces}.",
            answer.standing.measured,
            provinces=Html("; ".join(absent)),
        )
    ]


def _edition_begins(now: Standing) -> bool:
    return now.edition is not None and now.edition.first_year == now.year and bool(now.edition.change_vi)


def _rank_of(standing: Standing, t: Translator) -> str:
    figure = standing.figure
    return t("rank {rank}", rank=figure.rank) if figure and figure.rank else ""


def _other_sources(now: Standing, t: Translator) -> list[str]:
    """Other sources' words on the same fact, where they differ from the figure shown."""
    figure = now.figure
    assert figure is not None
    lines: dict[str, None] = {}
    for other in now.others:
        same_rank = other.rank in (None, figure.rank) and (other.out_of in (None, now.measured or figure.out_of))
        same_score = other.score is None or figure.score is None or abs(other.score - figure.score) < 0.005
        finer = other.score is not None and now.full and round(other.score, 2) != other.score
        if same_rank and same_score and not finer:
            continue
        said = [words.rank(t, other, None), words.score(t, replace(other, rank_kind="reported"))]
        text = t("Another source says: {said}", said=Html(" · ".join(part for part in said if part)))
        if now.full and other.out_of and now.measured and other.out_of != now.measured:
            text = Html(
                t("Printed elsewhere as: {said}", said=Html(" · ".join(part for part in said if part)))
                + t.plural("; {n} province was measured", "; {n} provinces were measured", now.measured)
            )
        note = t.pick(other.note_vi, other.note_en)
        lines[f"⚠️ {text}" + (f" ({escape(note)})" if note else "")] = None
    if figure.flag in ("conflict", "suspect") and not lines:
        lines[t("⚠️ This figure is in doubt: the sources do not agree.")] = None
    return list(lines)


def _missing(answer: StandingAnswer, t: Translator) -> list[str | None]:
    now = answer.standing
    what = words.period_name(t, now.index, now.period)
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
        lines.append(words.why(t, now.exclusion))
        if answer.published:
            listed = (words.indicator_name(t, one, short=True) for one in answer.published)
            lines.append(t("Published all the same: {criteria}.", criteria=t.list(listed)))
    elif now.missing == "ended":
        lines.append(t("{province} has not been a provincial unit since 1 July 2025.", province=name(t, now.province)))
    elif now.missing == "not-measured":
        lines.append(t("This criterion was not measured in {year}.", year=now.year))
    elif now.missing == "before-first":
        first = now.index
        lines.append(t("{index} has no figures of {year}.", index=first.short, year=now.year))
    elif now.missing == "not-yet":
        lines.append(t("{what} is not in the database yet.", what=what))
    elif now.missing == "no-release":
        lines.append(t("There are no figures of {what} in the database.", what=what))
    else:
        lines.append(
            t(
                "No figure of {what} for {province} in the sources gathered.",
                what=what,
                province=name(t, now.province),
            )
        )
    if now.missing == "unknown" and answer.known:
        lines.append(
            t.plural(
                "No complete table is public as text; the figure of {n} province is known, so no ranking is shown.",
                "No complete table is public as text; figures of {n} provinces are known, so no ranking is shown.",
                answer.known,
            )
        )
    if answer.older is not None:
        lines.append(
            t(
                "Nearest known: {subject}: {outcome}",
                subject=words.subject(t, answer.older),
                outcome=words.outcome(t, answer.older),
            )
        )
        if answer.older.edition != now.edition and now.edition is not None and answer.older.edition is not None:
            lines.append(t("⚠️ The method changed between the two years; they do not compare."))
    return lines


def _standing_buttons(answer: StandingAnswer, t: Translator) -> list[list[Button | None]]:
    known = answer.standing.figure is not None or bool(answer.published)
    now = answer.standing if known or answer.older is None else answer.older
    total = now.indicator.code == ""
    ask = answer.question
    other = next((province for province, _ in answer.neighbours), None)
    year_before = answer.change.before if answer.change else None
    return [
        [
            Button(t("Criteria"), about(ask, now, intent="components")) if answer.published else None,
            Button(t("Through the years"), about(ask, now, intent="history", year=None, period=None)),
            Button(t("Lost points"), about(ask, now, intent="gaps")) if answer.published and total else None,
        ],
        [
            Button(t("Beside {province}", province=Html(name(t, other))),
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
            Button(t("Whole {index}", index=now.index.short), about(ask, now, indicator=None)),
            Button(name(t, answer.context.successor), about(ask, now, provinces=(answer.context.successor.id,)))
            if answer.context.successor
            else None,
        ],
    ]  # fmt: skip


def profile(answer: ProfileAnswer, t: Translator) -> Reply:
    asked = answer.question.year
    title = name(t, answer.province, asked) + (f" — {asked}" if asked else "")
    lines: list[str | None] = [bold(f"🏛 {title}")]
    if answer.empty_year is not None:
        lines.append(t("No figures of {year} yet; the newest known are:", year=answer.empty_year))
    for now, change in answer.standings:
        title = bold(words.period_name(t, now.index, now.period))
        group = words.group(t, now)
        text = words.outcome(t, now, with_scale=True) + (f" · {group}" if group else "")
        lines.append(f"{title}: {text}")
        moved = words.change_line(t, now, change)
        if moved is None and now.figure is not None:
            moved = words.printed_change(t, now.figure, now.year)
            if moved is not None and _edition_begins(now):
                method = t("⚠️ The method changed in {year}; the two years do not compare.", year=now.year)
                moved = f"{moved}\n    {method}"
        if moved:
            lines.append(f"    {moved}")
        if now.figure is None and now.exclusion is not None:
            lines.append("    " + words.why(t, now.exclusion))
        if now.figure is not None and now.figure.flag in ("conflict", "suspect"):
            lines.append("    " + t("⚠️ This figure is in doubt: the sources do not agree."))
    if answer.unknown:
        lines.append(
            t(
                "No figure in the sources gathered: {indices}",
                indices=t.list(one.short for one in answer.unknown),
            )
        )
    counted = [
        t.plural("{n} task assigned", "{n} tasks assigned", answer.tasks) if answer.tasks else None,
        t.plural("{n} target set", "{n} targets set", answer.targets) if answer.targets else None,
    ]
    if any(counted):
        lines.append("📌 " + " · ".join(part for part in counted if part))
    lines += notes.context_lines(t, answer.context, answer.province, figures=bool(answer.standings))
    slug = (answer.province.id,)
    buttons: list[list[Button | None]] = [
        [Button(now.index.short, about(answer.question, now)) for now, _ in answer.standings],
        [
            Button(t("Tasks"), Question("tasks", provinces=slug)) if answer.tasks else None,
            Button(t("Targets"), Question("targets", provinces=slug)) if answer.targets else None,
            Button(
                name(t, answer.context.successor),
                Question("profile", provinces=(answer.context.successor.id,)),
            )
            if answer.context.successor
            else None,
        ],
    ]
    labels = words.labels(t, (now.figure for now, _ in answer.standings))
    return words.reply(lines, buttons, tail=notes.source_line(t, answer.context.sources, *labels))
