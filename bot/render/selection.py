"""What a table is restricted to, in words: a group, one side of a line, some places; and the buttons of its pages."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.model import GROUPS, InGroup, Line, TableAnswer
from bot.answers.selection import PAGE, ROWS
from bot.i18n import Html, Translator, escape
from bot.questions import Bound, Question
from bot.render import phrases
from bot.render.phrases import name
from bot.reply import Button


def whole(question: Question) -> Question:
    """The question without what restricts a table, but for its region."""
    return replace(question, page=0, place=None, place_to=None, group="", bound=None, topic="")


def title(answer: TableAnswer, what: str, t: Translator) -> Html:
    question = answer.question
    if answer.in_group is not None:
        group = phrases.sentence(t(phrases.GROUP_NAMES[answer.in_group.group]))
        return Html(f"📊 {group}: {escape(what)}")
    if answer.line is not None:
        where, above = _line_name(answer, answer.line, t), answer.line.bound.side == "above"
        if answer.line.province is not None:
            beside = {"province": where, "what": what}
            return t("📊 Ahead of {province}: {what}", **beside) if above else t(
                "📊 Behind {province}: {what}", **beside)  # fmt: skip
        if above:
            return t("📊 Above {line}: {what}", line=where, what=what)
        return t("📊 Below {line}: {what}", line=where, what=what)
    if question.place is not None and question.place_to is not None:
        first, last = sorted((question.place, question.place_to))
        return t("📊 Ranks {first} to {last}: {what}", first=first, last=last, what=what)
    if question.place is not None:
        return t("📊 Rank {n}: {what}", n=question.place, what=what)
    wanted = question.n or ROWS
    if not answer.rows or answer.page:
        return Html(f"📊 {escape(phrases.sentence(what))}")
    if wanted >= answer.total:
        return t.plural("📊 Ranking of {n} province: {what}", "📊 Ranking of {n} provinces: {what}", answer.total,
                        what=what)  # fmt: skip
    n = min(wanted, answer.listed)
    if answer.bottom:
        return t.plural("📊 Bottom {n}: {what}", "📊 Bottom {n}: {what}", n, what=what)
    return t.plural("📊 Top {n}: {what}", "📊 Top {n}: {what}", n, what=what)


def lines(answer: TableAnswer, places: int, t: Translator) -> list[str]:
    """What is said of the group or of the line, beside its rows."""
    said: list[str] = []
    if answer.no_groups:
        said.append(
            t("{index} is not published in groups; this is its table.", index=phrases.index_title(t, answer.index))
        )
    if answer.in_group is not None:
        said.append(_group(answer, answer.in_group, places, t))
    if answer.line is not None:
        said.append(_line(answer, answer.line, places, t))
    if said and answer.region is not None and answer.listed and not answer.no_groups:
        where = phrases.sentence(t.pick(answer.region.name_vi, answer.region.name_en))
        said.append(t.plural("{region}: {n} of them", "{region}: {n} of them", answer.listed, region=where))
    return said


def _group(answer: TableAnswer, group: InGroup, places: int, t: Translator) -> str:
    unit = answer.unit
    low, high = (_score(t, one, unit, places) for one in (group.lowest, group.highest))
    if group.group == GROUPS[-1]:
        text = t.plural("{n} province is in it, from {low} up", "{n} provinces are in it, from {low} up", group.many,
                        low=low)  # fmt: skip
    else:
        text = t.plural("{n} province is in it, from {low} to {high}", "{n} provinces are in it, from {low} to {high}",
                        group.many, low=low, high=high)  # fmt: skip
    return text if group.checked else t("{group} (computed)", group=text)


def _line(answer: TableAnswer, line: Line, places: int, t: Translator) -> str:
    if line.value is None:
        who = name(t, line.province, answer.year) if line.province is not None else ""
        return t("{province} has no figure here, so no line can be drawn at its score.", province=who)
    parts = [
        t.plural("{n} province above", "{n} provinces above", line.above),
        t.plural("{n} below", "{n} below", line.below),
        t.plural("{n} equal", "{n} equal", line.equal) if line.equal else "",
    ]
    value = _score(t, line.value, answer.unit, places)
    counted = ", ".join(part for part in parts if part)
    if line.bound.of == "score":
        return phrases.sentence(counted)
    where = phrases.sentence(_line_name(answer, line, t))
    if line.bound.of == "mean":
        value = t("{score} (simple mean of the provinces, computed)", score=value)
    return f"{where}: {value} · {counted}"


def _line_name(answer: TableAnswer, line: Line, t: Translator) -> Html:
    match line.bound.of:
        case "mean":
            return t("the mean")
        case "median":
            return t("the median")
        case "province" if line.province is not None:
            return Html(escape(name(t, line.province, answer.year)))
        case _:
            return _score(t, line.bound.score or 0.0, answer.unit, answer.index.decimals, exact=True)


def _score(t: Translator, value: float, unit: str, places: int, *, exact: bool = False) -> Html:
    """A score with its unit; as it was asked for, without needless zeros."""
    if exact:
        return Html(phrases.plain(t, value) + "%") if unit == phrases.PERCENT else t(
            "{score} points", score=phrases.plain(t, value))  # fmt: skip
    return Html(phrases.amount(t, value, unit, places)) if unit == phrases.PERCENT else t(
        "{score} points", score=t.number(value, places))  # fmt: skip


def span(answer: TableAnswer) -> str:
    """Which of the rows these are: "21–40 / 61"; '' where all are shown, or those that begin the table."""
    if answer.pages == 1 or not answer.rows:
        return ""
    wanted = answer.question.n or ROWS
    restricted = answer.question.place is not None or answer.in_group is not None or answer.line is not None
    if not answer.page and wanted <= PAGE and not restricted:
        return ""
    return f"{answer.first}–{answer.first + len(answer.rows) - 1} / {answer.listed}"


def pager(answer: TableAnswer, t: Translator) -> list[Button | None]:
    """The buttons to the page before and the page after, which take the place of this one."""
    page = answer.page
    return [
        Button("◀", replace(answer.question, page=page - 1), here=True) if page else None,
        Button(t("More ▶"), replace(answer.question, page=page + 1), here=True) if page + 1 < answer.pages else None,
    ]


def others(answer: TableAnswer, t: Translator) -> list[Button | None]:
    """The other groups, or the other side of the line."""
    base = replace(answer.question, page=0, heard="")
    if answer.in_group is not None:
        return [
            Button(phrases.sentence(t(phrases.GROUP_NAMES[one])), replace(base, group=one))
            for one in reversed(GROUPS)
            if one != answer.in_group.group
        ]
    if answer.line is not None and answer.line.value is not None:
        bound = answer.line.bound
        turned: Bound = replace(bound, side="below" if bound.side == "above" else "above")
        many = answer.line.below if bound.side == "above" else answer.line.above
        label = (
            t.plural("{n} below", "{n} below", many)
            if bound.side == "above"
            else t.plural("{n} above", "{n} above", many)
        )
        return [Button(phrases.sentence(label), replace(base, bound=turned))]
    return []
