"""Previews and problems of a file to be published -> text. The caller adds the buttons."""

from __future__ import annotations

import datetime as dt
import html

from bot.i18n import N_, Html, Translator, escape
from bot.importing.draft import Both, Delta, FileProblem, Move, Pair, Reading, Say, Value
from bot.importing.preview import Difference, Placed, Preview
from bot.render import phrases
from bot.render.columns import folded_columns, total_columns
from bot.render.details import detail_lines
from bot.render.phrases import bold
from bot.reply import LIMIT, Reply
from data.model.indices import Indicator

MOST_PROBLEMS = 12
MOST_NAMES = 12
LONGEST_TEXT = 120
LONGEST_SAID = 400
ROOM_LEFT = 150
"""Units that the marks around the folded columns may take."""
GROUPED_FROM = 10_000
"""Smaller numbers are not grouped, so that years are not."""
SIGNS = {"error": "⛔", "warning": "⚠️"}
FORMS = {"wide": N_("a column per criterion"), "long": N_("a row per criterion")}


def problem_line(problem: FileProblem, t: Translator) -> Html:
    """One line: how serious the problem is, where in the file, what is wrong, what was read."""
    return Html(f"{SIGNS[problem.kind]} <b>{_place(problem, t)}:</b> {problem_text(problem, t)}")


def problem_text(problem: FileProblem, t: Translator) -> Html:
    """What is wrong, and what was read, without the place."""
    text = t(problem.msgid, **{key: _shown(value, t) for key, value in problem.values})
    read = " " + t("(Read: “{read}”)", read=_cut(problem.read)) if problem.read else ""
    return Html(f"{text}{read}")


def problem_lines(problems: tuple[FileProblem, ...], t: Translator, most: int = MOST_PROBLEMS) -> list[Html]:
    """The first ``most`` problems, one line each, and how many more there are."""
    lines = [problem_line(problem, t) for problem in problems[:most]]
    if len(problems) > most:
        lines.append(t.plural("… and {n} more.", "… and {n} more.", len(problems) - most))
    return lines


def render_problems(problems: tuple[FileProblem, ...], t: Translator) -> Reply:
    """The reply for a file that cannot be published: all that stops it, then the warnings."""
    ordered = tuple(sorted(problems, key=lambda problem: problem.kind != "error"))
    errors = sum(1 for problem in problems if problem.kind == "error")
    head = t.plural("The file cannot be published: {n} error.", "The file cannot be published: {n} errors.", errors)
    return phrases.reply([bold(head), *problem_lines(ordered, t), t("Nothing was written.")])


def render_preview(preview: Preview, t: Translator) -> Reply:
    """What will be published, as it was understood; how many chats will be told stands last and is never cut off."""
    draft = preview.draft
    head = phrases.period_name(t, preview.index, draft.period)
    lines: list[str | None] = [
        bold("📄 " + t("{what}: to be published", what=head)),
        escape(_cut(t.pick(draft.title_vi, draft.title_en))),
        _extent(preview, t),
        _source(preview, t),
        *_amended(preview, t),
        "",
        *_reading(preview, t),
        "",
        *_ends(preview, t),
        _difference(preview.difference, preview, t) if not preview.details else None,
    ]
    warnings = tuple(problem for problem in preview.problems if problem.kind == "warning")
    if warnings:
        lines += ["", bold(t.plural("{n} warning to confirm", "{n} warnings to confirm", len(warnings)))]
        lines += problem_lines(warnings, t)
    tail = _audience(preview, t)
    used = sum(phrases.parsed_units(line) + 1 for line in (*lines, tail) if line is not None)
    columns = folded_columns(preview, LIMIT - used - ROOM_LEFT, t)
    return phrases.reply([*lines, columns], tail="\n" + tail)


def _amended(preview: Preview, t: Translator) -> list[str | None]:
    """What alone is corrected, where the figures are those in force."""
    if not preview.details:
        return []
    return ["", t("The figures are those in force. Only this is corrected:"), *detail_lines(t, preview.details)]


def _audience(preview: Preview, t: Translator) -> Html:
    """How many will be told; where nobody will, whether nobody follows it or why those who do are not told."""
    if preview.listeners:
        return t.plural("🔔 {n} chat will hear it.", "🔔 {n} chats will hear it.", preview.listeners)
    if preview.late:
        return t.plural(
            "🔕 {n} chat follows this, but the announcement is too old to be news; nobody will be told.",
            "🔕 {n} chats follow this, but the announcement is too old to be news; nobody will be told.",
            preview.late,
        )
    if preview.followers:
        return t.plural(
            "🔕 {n} chat follows this, but wants no message about such a change; nobody will be told.",
            "🔕 {n} chats follow this, but want no message about such a change; nobody will be told.",
            preview.followers,
        )
    return t("🔕 No chat follows this; nobody will be told.")


def _extent(preview: Preview, t: Translator) -> str:
    draft = preview.draft
    parts = [
        t("whole table") if draft.coverage == "full" else t("single facts, no ranking"),
        t("{measured} of {units} provinces", measured=preview.measured, units=preview.units),
        t.plural("{n} criterion", "{n} criteria", len(preview.criteria)),
        t.plural("{n} figure", "{n} figures", len(draft.figures)),
    ]
    if draft.rank_kind == "published":
        parts.append(t("ranks as in the file"))
    elif draft.rank_kind == "computed":
        parts.append(t("ranks computed from the scores"))
    return phrases.sentence(" · ".join(parts))


def _source(preview: Preview, t: Translator) -> str:
    draft = preview.draft
    title = escape(_cut(draft.source_title or draft.issuer))
    if draft.source_url:
        title = Html(f'<a href="{html.escape(draft.source_url[:500], quote=True)}">{title}</a>')
    when = t.date(draft.announced) if draft.announced else t("date not known")
    return t("Issued by {issuer}, {date}. Source: {source}", issuer=_cut(draft.issuer), date=when, source=Html(title))


def _reading(preview: Preview, t: Translator) -> list[str | None]:
    """What the file was read as: where the total and its rank stand, and what was left aside."""
    reading = preview.draft.reading
    if reading.said:
        passed = t("Known already: {provinces}", provinces=_some(reading.passed, t)) if reading.passed else None
        return [t("Read from your words: “{words}”", words=_cut(reading.said, LONGEST_SAID)), passed]
    where = f"{reading.file} · {reading.sheet}" if reading.sheet else reading.file
    form = t(FORMS[reading.form])
    total = total_columns(reading)
    return [
        t("Read from {file} ({format}, {form}):", file=where, format=reading.format.upper(), form=form),
        _confirmed(reading, t),
        t("Total score: column {column}", column=total["score"]) if "score" in total else None,
        t("Rank of the total: column {column}", column=total["rank"]) if "rank" in total else None,
        t("Columns left aside: {columns}", columns=_some(reading.unused, t)) if reading.unused else None,
        t("Rows left aside: {rows}", rows=_some(reading.passed, t)) if reading.passed else None,
        t("Not published: {provinces}", provinces=t.list(_shown(one, t) for one in preview.excluded[:MOST_NAMES]))
        if preview.excluded
        else None,
    ]


def _confirmed(reading: Reading, t: Translator) -> Html | None:
    """How many cells of a picture a person looked at; None for what is no picture."""
    if reading.confirmed is None:
        return None
    if not reading.confirmed:
        return t("It was read off a picture; in every cell both readers agree.")
    return t.plural(
        "It was read off a picture: {n} cell was confirmed by a person, in all others both readers agree.",
        "It was read off a picture: {n} cells were confirmed by a person, in all others both readers agree.",
        reading.confirmed,
    )


def _ends(preview: Preview, t: Translator) -> list[str | None]:
    names = {row.code: row for row in preview.criteria}
    if preview.draft.coverage == "partial":
        facts = [_placed(one, preview, t, names.get(one.criterion)) for one in preview.top]
        return [bold(t("The first facts")), *facts]
    if not preview.top:
        return []
    rows = [bold(t("First and last")), *(_placed(one, preview, t) for one in preview.top)]
    if preview.bottom:
        rows += ["…", *(_placed(one, preview, t) for one in preview.bottom)]
    return list(rows)


def _placed(one: Placed, preview: Preview, t: Translator, criterion: Indicator | None = None) -> str:
    rank = f"{one.rank}. " if one.rank is not None else "• "
    parts = [rank + escape(_shown(one.province, t))]
    if criterion is not None and criterion.code:
        parts.append(escape(phrases.indicator_name(t, criterion, short=True)))
    if one.score is not None:
        parts.append(phrases.amount(t, one.score, "" if one.criterion else preview.index.unit, preview.index.decimals))
    if one.before is not None:
        parts.append(t("before: rank {rank}", rank=one.before))
    return " · ".join(parts)


def _difference(difference: Difference | None, preview: Preview, t: Translator) -> str | None:
    if difference is None:
        return t("There is no earlier edition to compare with.")
    before = phrases.period_name(t, preview.index, difference.period)
    if difference.why == "merger":
        return t("Not comparable with {before}: 63 provinces became 34 on 1 July 2025.", before=before)
    if difference.why == "edition":
        return t("Not comparable with {before}: the method changed.", before=before)
    decimals = preview.index.decimals
    text = t(
        "Against {before}: {up} scores up, {down} down, {same} unchanged; the usual change is {usual}.",
        before=before,
        up=difference.up,
        down=difference.down,
        same=difference.same,
        usual=t.number(difference.usual or 0.0, decimals, sign=True),
    )
    for msgid, found in ((UP, difference.most_up), (DOWN, difference.most_down)):
        if found is not None:
            text = Html(text + " " + t(msgid, province=_shown(found[0], t), by=t.number(found[1], decimals, sign=True)))
    return text


def _place(problem: FileProblem, t: Translator) -> Html:
    """The place of a problem: "bang.xlsx, sheet “PAPI”, row 12, column C"."""
    parts = [escape(_cut(problem.file, 60))]
    if problem.sheet:
        parts.append(t("sheet “{sheet}”", sheet=_cut(problem.sheet, 40)))
    if problem.table:
        parts.append(t("table {n}", n=problem.table))
    if problem.page:
        parts.append(t("page {n}", n=problem.page))
    if problem.row is not None and problem.text:
        parts.append(t("paragraph {n}", n=problem.row))
    elif problem.row is not None:
        parts.append(t("row {row}", row=problem.row))
    if problem.column:
        parts.append(t("column {column}", column=problem.column))
    return Html(", ".join(parts))


def _shown(value: Value, t: Translator) -> str:
    """A placeholder's value as text; a tuple becomes a list, cut to ``MOST_NAMES``."""
    match value:
        case Both():
            return t.pick(value.vi, value.en)
        case Pair():
            return Html(f"{escape(_shown(value.first, t))} ({escape(_shown(value.second, t))})")
        case Delta():
            return t.number(value.by, 2, sign=value.signed)
        case Move():
            return t(
                "{province} {before} ({then}) → {after} ({now})",
                province=_shown(value.province, t),
                before=phrases.plain(t, value.before),
                then=t.partial_date(value.then),
                after=phrases.plain(t, value.after),
                now=t.partial_date(value.now),
            )
        case Say():
            return t(value.msgid)
        case tuple():
            return _some(value, t)
        case dt.date():
            return t.date(value)
        case float():
            return phrases.plain(t, value)
        case int():
            return t.integer(value) if value >= GROUPED_FROM else str(value)
        case str():
            return value
    raise TypeError(f"no placeholder: {value!r}")


def _some(values: tuple[Value, ...], t: Translator) -> Html:
    shown = [
        _cut(_shown(value, t), 60) if isinstance(value, str) else _shown(value, t) for value in values[:MOST_NAMES]
    ]
    if len(values) > MOST_NAMES:
        shown.append(t.plural("{n} more", "{n} more", len(values) - MOST_NAMES))
    return t.list(shown)


def _cut(text: str, longest: int = LONGEST_TEXT) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


UP = N_("Up most: {province} ({by}).")
DOWN = N_("Down most: {province} ({by}).")
