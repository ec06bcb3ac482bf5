"""How far it is to a goal: the sentence that a plan begins with, and the criteria it is about."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.lookup import decimals
from bot.answers.model import GROUPS, Goal, Lag, ReachAnswer, Standing
from bot.i18n import Html, Translator, escape
from bot.questions import Question
from bot.render import footnotes, nearest, phrases
from bot.render.buttons import about
from bot.render.folded import folded
from bot.render.phrases import bold, name
from bot.render.tasks import of_plan
from bot.reply import Button, Reply

OPEN = 3
"""How many criteria are shown unfolded, each with its first task."""
LONGEST_TASK = 110
"""UTF-16 units of a task's text that are shown."""
TEN = 10


def reach(answer: ReachAnswer, t: Translator) -> Reply:
    now, goal = answer.standing, answer.goal
    title = t("🎯 {province} — {what}", province=name(t, now.province, now.year), what=phrases.subject(t, now))
    if goal is not None:
        title = Html(title + ": " + _aim(goal, now, t))
    lines: list[str | None] = [f"<b>{title}</b>"]
    if goal is None:
        lines += _untold(answer, t)
    elif answer.missing is None:
        lines += _reached(answer, goal, t)
    else:
        lines += _missing(answer, goal, answer.missing, t)
    if answer.newer is not None:
        without = phrases.period_name(t, now.index, answer.newer.period)
        text = t("No figure of {period} for this province; this is the newest with one.", period=without)
        lines.insert(1, text)
    end: list[str | None] = [
        t("If the scores of the others stay as they are.") if goal is not None and answer.missing is not None else None,
        *footnotes.context_lines(t, answer.context, now.province),
    ]
    label = phrases.rank_kind(t, now.figure, now.index) if now.figure is not None else ""
    tail = footnotes.source_line(t, answer.context.sources, label)
    unfolded = [*lines, *_criteria(answer.lags, answer, t)]
    fold = folded(_rest(answer.lags, t), [*unfolded, *end, tail])
    return phrases.reply([*unfolded, fold, *end], _buttons(answer, t), tail=tail)


def _aim(goal: Goal, now: Standing, t: Translator) -> Html:
    """What is wanted, as it follows the subject: "để vào nhóm cao nhất"."""
    if goal.place == TEN:
        return t("to be among the first ten")
    if goal.place is not None:
        return t("to reach rank {place}", place=goal.place)
    if goal.group is not None:
        return t("to enter the {group}", group=t(phrases.GROUP_NAMES[goal.group]))
    if goal.kind == "province":
        return t("to overtake {province}", province=name(t, goal.holder.province, goal.holder.year))
    score = phrases.amount(t, goal.score, phrases.unit_of(now), decimals(now))
    if goal.kind == "mean":
        return t("to reach the mean of the provinces, {score}", score=score)
    if goal.kind == "median":
        return t("to reach the median, {score}", score=score)
    return t("to reach {score}", score=score if score.endswith("%") else t("{score} points", score=score))


def _missing(answer: ReachAnswer, goal: Goal, missing: float, t: Translator) -> list[str | None]:
    now, places, unit = answer.standing, decimals(answer.standing), phrases.unit_of(answer.standing)
    figure = now.figure
    assert figure is not None
    lines: list[str | None] = []
    if answer.no_groups:
        lines.append(
            t("{index} has no groups; the first ten are taken instead.", index=phrases.index_title(t, now.index))
        )
    least = 10**-places
    amount = phrases.by_score(t, max(missing, least), unit, places)
    if missing < least:
        lines.append(bold(t("Less than {amount} short", amount=amount)))
    else:
        scores = {
            "own": phrases.amount(t, figure.score or 0.0, unit, places),
            "goal": phrases.amount(t, goal.score, unit, places),
        }
        lines.append(bold(t("{amount} short: from {own} to {goal}", amount=amount, **scores)))
    lines += [_holder(goal, now, t), _own(now, t)]
    if not answer.lags:
        lines.append(t("No criterion of both is known, so where the distance lies cannot be told."))
    return lines


def _own(now: Standing, t: Translator) -> Html:
    said = [phrases.outcome(t, now), phrases.group(t, now)]
    outcome = Html(" · ".join(part for part in said if part))
    return Html(f"{escape(name(t, now.province, now.year))}: {outcome}")


def _holder(goal: Goal, now: Standing, t: Translator) -> Html:
    """Who stands at the goal now."""
    there = {
        "province": name(t, goal.holder.province, goal.holder.year),
        "outcome": Html(phrases.outcome(t, goal.holder)),
    }
    if goal.kind == "province":
        return _own(goal.holder, t)
    if not goal.many:
        return t("No province has reached it; the best is {province}, {outcome}", **there)
    if goal.kind == "place":
        return t("There now: {province}, {outcome}", **there)
    return t.plural(
        "{n} province has reached it: {province}, {outcome}",
        "{n} provinces have reached it; the last of them: {province}, {outcome}",
        goal.many,
        **there,
    )


def _reached(answer: ReachAnswer, goal: Goal, t: Translator) -> list[str | None]:
    now = answer.standing
    lines: list[str | None] = []
    if answer.no_groups:
        lines.append(
            t("{index} has no groups; the first ten are taken instead.", index=phrases.index_title(t, now.index))
        )
    lines += [bold(t("Reached already")), _own(now, t)]
    if answer.margin is not None:
        lines.append(_margin(answer, answer.margin, t))
    above = answer.above
    if above is not None:
        there = {"province": name(t, above.province, above.year), "outcome": Html(phrases.outcome(t, above))}
        lines.append(t("Next above: {province} ({outcome})", **there))
    elif answer.margin is not None:
        lines.append(t("Nobody has a higher score."))
    return lines


def _margin(answer: ReachAnswer, margin: float, t: Translator) -> Html:
    """By how much the score is above the goal, or above the best of those that have not reached it."""
    now, other = answer.standing, answer.outside
    least = 10 ** -decimals(now)
    amount = phrases.by_score(t, max(margin, least), phrases.unit_of(now), decimals(now))
    if other is None:
        if margin < least:
            return t("Margin: less than {amount}", amount=amount)
        return t("Margin: {amount}", amount=amount)
    there = {"province": name(t, other.province, other.year), "outcome": Html(phrases.outcome(t, other))}
    if margin < least:
        return t("Margin: less than {amount} above {province} ({outcome})", amount=amount, **there)
    return t("Margin: {amount} above {province} ({outcome})", amount=amount, **there)


def _criteria(lags: tuple[Lag, ...], answer: ReachAnswer, t: Translator) -> list[str]:
    """The criteria with the largest lags, each with what the tasks say of it."""
    if not lags or answer.goal is None:
        return []
    behind = [lag for lag in lags if lag.by > 0]
    other = name(t, answer.goal.holder.province, answer.goal.holder.year)
    lines = ["", bold(t("Against {province}: behind on {n} of {total} criteria",
                        province=other, n=len(behind), total=len(lags)))]  # fmt: skip
    for place, lag in enumerate(behind[:OPEN], 1):
        lines.append(f"{place}. {_lag(lag, t)}")
        if lag.tasks:
            lines.append(_task(lag, 0, t))
        elif answer.tasks:
            lines.append(t("    📌 none of its tasks is for this"))
    if not answer.tasks:
        lines.append(
            t("📌 No task of the province for {index} is known.", index=phrases.index_name(t, answer.standing.index))
        )
    return lines


def _task(lag: Lag, at: int, t: Translator) -> str:
    """One task; before the first how many there are."""
    text = escape(phrases.cut(t.pick(lag.tasks[at].text_vi, lag.tasks[at].text_en), LONGEST_TASK))
    text += of_plan(lag.tasks[at], t)
    if at or len(lag.tasks) == 1:
        return f"    📌 {text}"
    return "    📌 " + t.plural("{n} task: {text}", "{n} tasks, the first: {text}", len(lag.tasks), text=Html(text))


def _lag(lag: Lag, t: Translator) -> Html:
    mine, theirs = lag.mine, lag.theirs
    assert mine.figure is not None
    assert theirs.figure is not None
    places, unit = decimals(mine), phrases.unit_of(mine)
    said = {
        "criterion": bold(phrases.indicator_name(t, mine.indicator, short=True)),
        "own": phrases.amount(t, mine.figure.score or 0.0, unit, places),
        "theirs": phrases.amount(t, theirs.figure.score or 0.0, unit, places),
        "amount": phrases.by_score(t, abs(lag.by), unit, places),
    }
    if lag.by > 0:
        return t("{criterion}: {own} against {theirs}, {amount} behind", **said)
    if lag.by < 0:
        return t("{criterion}: {own} against {theirs}, {amount} ahead", **said)
    return t("{criterion}: {own}, equal", criterion=said["criterion"], own=said["own"])


def _rest(lags: tuple[Lag, ...], t: Translator) -> list[str]:
    """What is folded: the further criteria, and the second tasks of the first ones."""
    behind = [lag for lag in lags if lag.by > 0]
    lines = [f"{place}. {_lag(lag, t)}" for place, lag in enumerate(lags, 1) if place > min(OPEN, len(behind))]
    for lag in behind[:OPEN]:
        if len(lag.tasks) > 1:
            lines.append("")
            lines.append(bold(phrases.indicator_name(t, lag.mine.indicator, short=True)))
            lines += [_task(lag, at, t) for at in range(1, min(OPEN, len(lag.tasks)))]
    return lines


def _untold(answer: ReachAnswer, t: Translator) -> list[str | None]:
    """Why the distance cannot be told, and what is known in its place."""
    now = answer.standing
    lines: list[str | None] = []
    if now.full and answer.named is not None:
        other = name(t, answer.named.province, answer.named.year)
        lines.append(bold(t("{province} has no score there, so the distance to it cannot be told.", province=other)))
        lines.append(phrases.why(t, answer.named.exclusion) if answer.named.exclusion is not None else None)
    elif now.full:
        lines.append(bold(t("This province has no score there, so the distance cannot be told.")))
        lines.append(phrases.why(t, now.exclusion) if now.exclusion is not None else None)
    else:
        lines.append(bold(t("No complete table is public as text, so the distance cannot be told.")))
    lines.append(_own(now, t))
    lines.append(nearest.line(answer.instead, now.index, t))
    if answer.named is not None and not now.full:
        lines.append(_own(answer.named, t))
    lines += [f"• {escape(t.pick(fact.text_vi, fact.text_en))}" for fact in answer.facts]
    return lines


def _buttons(answer: ReachAnswer, t: Translator) -> list[list[Button | None]]:
    ask, now, goal = answer.question, answer.standing, answer.goal
    worst = answer.lags[0].mine.indicator if answer.lags and answer.lags[0].tasks else None
    tasks = about(ask, now, intent="tasks", year=None, period=None)
    side = about(ask, now, intent="comparison", provinces=(now.province.id, goal.holder.province.id)) if goal else None
    first: list[Button | None] = [
        Button(t("Tasks: {criterion}", criterion=phrases.indicator_name(t, worst, short=True)),
               replace(tasks, indicator=worst.code))
        if worst is not None
        else Button(t("Tasks"), tasks)
        if answer.tasks
        else None,
        Button(t("Side by side"), side) if side is not None and answer.missing is not None else None,
    ]  # fmt: skip
    return [first, _other_goals(answer, t)]


def _other_goals(answer: ReachAnswer, t: Translator) -> list[Button | None]:
    """The goals that are usually wanted, beside the one of the answer and those that are reached."""
    now, goal = answer.standing, answer.goal
    if goal is None or now.figure is None:
        overview = Button(t("Overview"), about(answer.question, now))
        return [nearest.button(answer.instead, now.index, t), overview]
    base: Question = about(answer.question, now, intent="reach")
    rank, highest = now.figure.rank or 0, GROUPS[-1]
    return [
        Button(phrases.sentence(t(phrases.GROUP_NAMES[highest])), replace(base, group=highest))
        if now.group is not None and now.group != highest and goal.group != highest
        else None,
        Button(t("The first ten"), replace(base, place=TEN)) if rank > TEN and goal.place != TEN else None,
        Button(t("Rank 1"), replace(base, place=1)) if 1 < rank <= TEN and goal.place != 1 else None,
    ]
