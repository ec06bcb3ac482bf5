"""The columns of a file to be published, and what each was taken for -> text."""

from __future__ import annotations

from bot.i18n import Html, Translator, escape
from bot.importing.draft import Reading
from bot.importing.preview import Preview
from bot.render import phrases
from bot.render.phrases import bold
from data.model.indices import Indicator

LONGEST_HEADER = 40
HEADINGS = " / "
"""What stands in a header between the texts above a column."""
MOST_FOLDED = 2_000
"""Units of the folded list."""


def total_columns(reading: Reading) -> dict[str, str]:
    """Where the total stands: ``score`` and ``rank``, those that there are, as letter and header."""
    headers = told_apart([header for _, header, _, _ in reading.columns])
    return {
        what: f"{letter} “{header}”" if header else letter
        for (letter, _, code, what), header in zip(reading.columns, headers, strict=True)
        if not code
    }


def folded_columns(preview: Preview, room: int, t: Translator) -> Html | None:
    """Every column and what it was taken for, folded, the total first, in at most ``room`` units; None if there is
    nothing more to say than where the total is.
    """
    reading = preview.draft.reading
    room = min(room, MOST_FOLDED)
    if room < 0 or all(not code for _, _, code, _ in reading.columns):
        return None
    names = {row.code: row for row in preview.criteria}
    headers = told_apart([header for _, header, _, _ in reading.columns])
    lines = [bold(t.plural("{n} column read", "{n} columns read", len(reading.columns)))]
    columns = sorted(zip(reading.columns, headers, strict=True), key=lambda pair: bool(pair[0][2]))
    for place, ((letter, _, code, what), header) in enumerate(columns):
        meaning = _meaning(t, names.get(code), what, long=reading.form == "long")
        line = Html(f"{letter} “{escape(header)}” → {meaning}" if header else f"{letter} → {meaning}")
        room -= phrases.parsed_units(line) + 1
        if room < 0:
            lines.append(t.plural("… and {n} more.", "… and {n} more.", len(columns) - place))
            break
        lines.append(line)
    return Html("<blockquote expandable>" + "\n".join(lines) + "</blockquote>")


def told_apart(headers: list[str]) -> list[str]:
    """The headers without the headings that stand above all of them, cut at their beginning; '' for one that is not
    the only one of its kind, since it tells nothing.
    """
    parts = [header.split(HEADINGS) for header in headers]
    while len(parts) > 1 and all(len(one) > 1 for one in parts) and len({one[0] for one in parts}) == 1:
        parts = [one[1:] for one in parts]
    shown = [" ".join(HEADINGS.join(one).split()) for one in parts]
    shown = [one if len(one) <= LONGEST_HEADER else "…" + one[1 - LONGEST_HEADER :] for one in shown]
    return [one if shown.count(one) == 1 else "" for one in shown]


def _meaning(t: Translator, criterion: Indicator | None, what: str, *, long: bool) -> str:
    if criterion is None or long:
        return t("score") if what == "score" else t("rank")
    if not criterion.code:
        return t("total score") if what == "score" else t("overall rank")
    field = t("score") if what == "score" else t("rank")
    return f"{escape(phrases.indicator_name(t, criterion, short=True))}, {field}"
