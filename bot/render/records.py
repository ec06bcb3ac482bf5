"""The best and the worst years of a province."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers.model import RecordsAnswer, Run, Standing, Stretch
from bot.answers.records import is_pilot
from bot.i18n import Html, Translator, escape
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.buttons import about
from bot.render.phrases import bold, name
from bot.reply import Button, Reply

YEARS_SHOWN = 12
"""How many of the years among the first ten are named."""


def records(answer: RecordsAnswer, t: Translator) -> Reply:
    what = phrases.index_name(t, answer.index)
    if answer.indicator.code:
        what += ", " + phrases.indicator_name(t, answer.indicator)
    lines: list[str | None] = [
        bold(t("🏅 {province} — best and worst years, {what}", province=name(t, answer.province), what=what))
    ]
    if answer.points:
        lines += _all_years(answer, t)
        for stretch in reversed(answer.stretches):
            told = _stretch(stretch, answer, t)
            lines += ["", *told] if told else []
    else:
        lines.append(
            t(
                "I have found no {what} figure for {province}.",
                what=what,
                province=name(t, answer.province),
            )
        )
    notes = [*_absent(answer, t), *footnotes.context_lines(t, answer.context, answer.province)]
    if any(one.doubted for one in answer.points):
        notes.append(t("⚠️ marks a figure on which the sources do not agree."))
    lines += ["", *notes] if notes else []
    code = answer.indicator.code or None
    newest = answer.points[-1] if answer.points else None
    buttons = [
        [
            Button(t("Through the years"),
                   Question("history", provinces=(answer.province.id,), index=answer.index.id, indicator=code)),
            Button(phrases.period_name(t, newest.index, newest.period), about(answer.question, newest))
            if newest
            else None,
        ]
    ]  # fmt: skip
    labels = phrases.labels(t, answer.points)
    return phrases.reply(lines, buttons, tail=footnotes.source_line(t, answer.context.sources, *labels))


def _all_years(answer: RecordsAnswer, t: Translator) -> list[str | None]:
    """The best and the worst rank of all, how often among the first ten, and how many years are known."""
    best, worst = answer.best, answer.worst
    lines: list[str | None] = []
    if best is not None and worst is not None:
        ranks = {"best": _rank_in(best, answer.points, t), "worst": _rank_in(worst, answer.points, t)}
        lines.append(bold(t("Best rank: {best} · Worst rank: {worst}", **ranks)))
        if not any(best in stretch.points and worst in stretch.points for stretch in answer.stretches):
            lines.append(t("The method or the map changed between these years: their ranks do not compare directly."))
    else:
        lines.append(bold(t("One figure only: {what}", what=_one(answer.points[-1], t)))
                     if len(answer.points) == 1 else None)  # fmt: skip
    if answer.ranked > 1:
        lines.append(_first_ten(answer, t))
    if not answer.full:
        lines.append(t("Only single figures from reports are known: other years may have been better or worse."))
    return lines


def _first_ten(answer: RecordsAnswer, t: Translator) -> Html:
    there = answer.first_ten
    of = _count(t, answer)
    if not there:
        return t("Never among the first ten in {years}", years=of)
    named = [_when(one, t) for one in there[-YEARS_SHOWN:]]
    more = ["…"] if len(there) > YEARS_SHOWN else []
    return t.plural(
        "Among the first ten {n} time in {years}: {when}",
        "Among the first ten {n} times in {years}: {when}",
        len(there),
        years=of,
        when=", ".join([*more, *named]),
    )


def _count(t: Translator, answer: RecordsAnswer) -> Html:
    if answer.index.dated:
        return t.plural("{n} known day or year with a rank", "{n} known days or years with a rank", answer.ranked)
    if answer.full:
        return t.plural("{n} year measured", "{n} years measured", answer.ranked)
    return t.plural("{n} year whose rank is known", "{n} years whose rank is known", answer.ranked)


def _when(one: Standing, t: Translator) -> str:
    return t.partial_date(one.period) if "-" in one.period else one.period


def _rank_in(one: Standing, among: Iterable[Standing], t: Translator) -> Html:
    """A rank and the periods that had it, out of as many provinces: "1/63 (2021, 2024)"."""

    def said(point: Standing) -> str:
        figure = point.figure
        out_of = point.measured or (figure.out_of if figure is not None else None)
        rank = str(figure.rank) if figure is not None else ""
        return rank + (f"/{out_of}" if out_of else "")

    alike = [point for point in among if said(point) == said(one) and not is_pilot(point)]
    return Html(f"{said(one)} ({', '.join(_when(point, t) + phrases.doubt(point) for point in alike)})")


def _score_in(one: Standing, t: Translator) -> Html:
    return Html(f"{phrases.bare_score(t, one)}{phrases.doubt(one)} ({_when(one, t)})")


def _one(one: Standing, t: Translator) -> Html:
    return Html(f"{_when(one, t)}: {phrases.outcome(t, one)}")


def _stretch(stretch: Stretch, answer: RecordsAnswer, t: Translator) -> list[str]:
    """The years that compare with each other: the best and the worst of them, and how long they rose."""
    lines: list[str] = []
    if len(answer.stretches) > 1:
        first, last = stretch.points[0], stretch.points[-1]
        span = _when(first, t) if first is last else f"{_when(first, t)}–{_when(last, t)}"
        lines.append(bold(span) + _why_apart(stretch, t))
    if len(stretch.points) == 1:
        only = stretch.points[0]
        outcome = phrases.sentence(phrases.outcome(t, only)) + (t(" (a pilot year)") if is_pilot(only) else "")
        return [*lines, "• " + outcome] if lines else []
    told = answer.best in stretch.points and answer.worst in stretch.points
    if stretch.best_rank is not None and stretch.worst_rank is not None and not told:
        points = stretch.points
        ranks = {"best": _rank_in(stretch.best_rank, points, t), "worst": _rank_in(stretch.worst_rank, points, t)}
        lines.append("• " + t("Rank: best {best}, worst {worst}", **ranks))
    if stretch.best_score is not None and stretch.worst_score is not None:
        scores = {"best": _score_in(stretch.best_score, t), "worst": _score_in(stretch.worst_score, t)}
        lines.append("• " + t("Score: highest {best}, lowest {worst}", **scores))
    if not answer.index.dated:
        lines += _rises(stretch, answer, t)
    if len(lines) == (1 if len(answer.stretches) > 1 else 0):
        lines += ["• " + _one(one, t) for one in stretch.points]
    return lines


def _why_apart(stretch: Stretch, t: Translator) -> Html:
    """Why the years do not compare with those before them."""
    if stretch.begins is not None:
        why = t.pick(stretch.begins.change_vi, stretch.begins.change_en) or t("the method changed")
        return Html(f" — {escape(why)}")
    if stretch.merged:
        return Html(" — " + t("63 provinces became 34 on 1 July 2025"))
    return Html("")


def _rises(stretch: Stretch, answer: RecordsAnswer, t: Translator) -> list[str]:
    """The longest runs of years in which the score rose and the rank improved, and those that still last."""
    newest = stretch.points[-1] is answer.points[-1]
    lines: list[str] = []
    scored = sum(one.figure is not None and one.figure.score is not None for one in stretch.points) > 1
    run = stretch.rises_score
    if run is not None:
        text = t.plural(
            "Longest rise of the score: {n} year ({span})",
            "Longest rise of the score: {n} years in a row ({span})",
            run.years,
            span=_span(run),
        )
        lines.append("• " + text + _lasts(run, stretch.rising_score if newest else None, t))
    elif scored and answer.full:
        lines.append("• " + t("The score never rose from one year to the next"))
    run = stretch.rises_rank
    if run is not None:
        text = t.plural(
            "Longest climb in rank: {n} year ({span})",
            "Longest climb in rank: {n} years in a row ({span})",
            run.years,
            span=_span(run),
        )
        lines.append("• " + text + _lasts(run, stretch.rising_rank if newest else None, t))
    elif stretch.best_rank is not None and answer.full:
        lines.append("• " + t("The rank never improved from one year to the next"))
    return lines


def _span(run: Run) -> str:
    return f"{run.first}–{run.last}"


def _lasts(longest: Run | None, current: Run | None, t: Translator) -> Html:
    """Whether the rise goes on until the newest year."""
    if current is None:
        return Html("")
    if current == longest:
        return t(", until the newest year")
    return t.plural("; now for {n} year ({span})", "; now for {n} years ({span})", current.years, span=_span(current))


def _absent(answer: RecordsAnswer, t: Translator) -> list[str]:
    """The years without a figure, those of the same reason together."""
    by_reason: dict[str, list[str]] = {}
    reason: str
    for one in answer.absent:
        if one.missing == "not-measured":
            reason = t("not measured")
        elif one.exclusion is not None:
            reason = escape(t.pick(one.exclusion.reason_vi, one.exclusion.reason_en)) or t("the sources give no reason")
        else:
            reason = t("no figure known")
        by_reason.setdefault(reason, []).append(_when(one, t))
    said = [Html(f"{', '.join(when)} ({reason})") for reason, when in by_reason.items()]
    return [t("Without a figure: {years}", years=Html("; ".join(said)))] if said else []
