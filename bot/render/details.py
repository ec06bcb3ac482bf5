"""What is said about a release, before and after it was corrected: its title, its source, its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.i18n import N_, Html, Translator, escape
from bot.render import phrases
from data.releases.details import DetailChange, DetailValue

LONGEST = 120
"""UTF-16 units of a text that was changed."""
LABELS = {
    "title": N_("Title: {before} → {after}"),
    "issuer": N_("Issuer: {before} → {after}"),
    "source": N_("Source: {before} → {after}"),
    "address": N_("Address of the source: {before} → {after}"),
    "announced": N_("Announced: {before} → {after}"),
}


def detail_lines(t: Translator, changes: Sequence[DetailChange]) -> list[Html]:
    """One line for each change."""
    return [Html("• " + t(LABELS[one.what], before=_old(t, one), after=_new(t, one))) for one in changes]


def _old(t: Translator, one: DetailChange) -> Html:
    return Html(f"<s>{escape(_shown(t, one.before, one))}</s>")


def _new(t: Translator, one: DetailChange) -> Html:
    return phrases.bold(_shown(t, one.after, one))


def _shown(t: Translator, value: DetailValue, change: DetailChange) -> str:
    if value is None:
        return t("not known")
    if isinstance(value, dt.date):
        return t.date(value)
    mine = 0 if t.language == "vi" else 1
    pair = (change.before, change.after)
    if all(isinstance(side, tuple) for side in pair) and pair[0][mine] == pair[1][mine]:  # type: ignore[index]
        mine = 1 - mine  # only the other language's text was corrected
    return phrases.cut(value[mine], LONGEST) or t("none")
