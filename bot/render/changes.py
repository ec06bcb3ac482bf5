"""Which criteria of a province rose and which fell on the year before."""

from __future__ import annotations

from bot.answers.lookup import decimals
from bot.answers.model import Change, ComponentsAnswer, Standing
from bot.i18n import Html, Translator, escape
from bot.render import footnotes, nearest, phrases
from bot.render.buttons import about
from bot.render.phrases import bold, name
from bot.reply import Button, Reply

Moved = tuple[Standing, Change | None]


def changes(answer: ComponentsAnswer, t: Translator) -> Reply:
    now, change = answer.standing, answer.change
    lines: list[str | None] = [
        bold(
            t(
                "📊 {province} — {what}: changes by criterion",
                province=name(t, now.province, now.year),
                what=phrases.subject(t, now),
            )
        ),
        phrases.sentence(phrases.outcome(t, now, with_scale=True)),
    ]
    if now.figure is None and now.exclusion is not None:
        lines.append(phrases.why(t, now.exclusion))
    said = phrases.change_line(t, now, change) or _printed(now, t)
    if said:
        lines.append(phrases.sentence(said))
    elif now.figure is not None:
        lines.append(_no_year_before(change, t))
    known = [(one, by) for one, by in answer.changes if by is not None and by.score is not None]
    rest = [one for one, by in answer.changes if by is None or by.score is None]
    risen = [pair for pair in known if _by(pair) > 0]
    fallen = sorted((pair for pair in known if _by(pair) < 0), key=_by)
    for title, found in (
        (t("Rose ({n})", n=len(risen)), risen),
        (t("Fell ({n})", n=len(fallen)), fallen),
        (t("Unchanged"), [pair for pair in known if not _by(pair)]),
    ):
        if found:
            lines += ["", bold(title), *(f"• {_moved(pair, t)}" for pair in found)]
    if rest:
        lines += ["", bold(t("No change to be told")) if known else None]
        names = [phrases.indicator_name(t, one.indicator, short=True) for one in rest]
        lines += [f"• {escape(what)}: {phrases.outcome(t, one)}" for what, one in zip(names, rest, strict=True)]
    elif not known:
        lines.append(t("I have no scores by criterion for this province and period."))
        lines.append(nearest.line(answer.instead, now.index, t))
    notes = footnotes.context_lines(t, answer.context, now.province)
    lines += ["", *notes] if notes else []
    ask = answer.question
    buttons = [
        [
            nearest.button(answer.instead, now.index, t),
            Button(t("Criteria"), about(ask, now, intent="components")) if answer.parts else None,
            Button(t("Lost points"), about(ask, now, intent="gaps")) if answer.parts else None,
            Button(t("Through the years"), about(ask, now, intent="history", year=None, period=None)),
        ]
    ]
    figure = now.figure or (answer.parts[0].standing.figure if answer.parts else None)
    label = phrases.rank_kind(t, figure) if figure else ""
    return phrases.reply(lines, buttons, tail=footnotes.source_line(t, answer.context.sources, label))


def _by(pair: Moved) -> float:
    change = pair[1]
    return change.score or 0.0 if change is not None else 0.0


def _printed(now: Standing, t: Translator) -> str | None:
    """The change as a source prints it, where the year before is not known."""
    return phrases.printed_change(t, now, now.figure) if now.figure is not None else None


def _no_year_before(change: Change | None, t: Translator) -> Html | None:
    """That there is nothing to compare with, and why."""
    before = change.before if change is not None else None
    if before is None:
        return t("No figures of an earlier year are known to compare with.")
    if before.missing == "excluded":
        return t("Not published for {year}, so no change can be told.", year=before.year)
    return t("No figure of {year} is known, so no change can be told.", year=before.year)


def _moved(pair: Moved, t: Translator) -> Html:
    """One criterion: both scores, and the changes of score and rank."""
    one, change = pair
    assert change is not None
    assert one.figure is not None
    assert change.before is not None
    assert change.before.figure is not None
    unit, places = phrases.unit_of(one), decimals(one)
    moves = [
        phrases.moved_score(t, change.score or 0.0, unit, places),
        phrases.moved_rank(t, change.rank) if change.rank is not None else None,
    ]
    return t(
        "{criterion}: {before} → {after} ({moves})",
        criterion=phrases.indicator_name(t, one.indicator, short=True),
        before=phrases.amount(t, change.before.figure.score or 0.0, unit, places),
        after=phrases.amount(t, one.figure.score or 0.0, unit, places),
        moves=Html(" · ".join(move for move in moves if move)),
    )
