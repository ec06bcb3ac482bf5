"""The wording of quiet hours."""

from __future__ import annotations

from bot.i18n import Html, Translator
from bot.presses.following import Quiet
from bot.render import phrases
from bot.render.phrases import bold
from bot.reply import Button, Reply

Hours = tuple[int, int] | None
"""Start and end in minutes of the day; None means no quiet hours."""
QUIETS = ((21 * 60, 7 * 60), (22 * 60, 6 * 60), (18 * 60, 8 * 60))


def clock(minutes: int) -> str:
    """The time of day: 1260 -> "21:00"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def quiet_words(t: Translator, hours: Hours) -> Html:
    if hours is None:
        return t("At any hour: quiet hours are off (to set them: /quiet).")
    start, end = clock(hours[0]), clock(hours[1])
    return t(
        "Not between {start} and {end}: alerts from those hours are sent after {end} (to change this: /quiet).",
        start=start,
        end=end,
    )


def quiet(t: Translator, hours: Hours, *, changed: bool) -> Reply:
    """The quiet hours, and buttons for the usual ones."""
    lines: list[str | None] = [
        bold(
            t("🌙 Quiet hours are off.")
            if hours is None
            else t("🌙 Quiet hours: {start}–{end}", start=clock(hours[0]), end=clock(hours[1]))
        )
    ]
    lines.append(
        t("Alerts come at any hour.")
        if hours is None
        else t(
            "Alerts in these hours are held, not dropped, and come after {end} (Vietnam time).",
            end=clock(hours[1]),
        )
    )
    if not changed:
        lines.append(t("For example: {example}", example="/yenlang 22-6" if t.language == "vi" else "/quiet 22-6"))
    row: list[Button | None] = [
        Button(f"{clock(start)}–{clock(end)}", Quiet(start, end)) for start, end in QUIETS if (start, end) != hours
    ]
    if hours is not None:
        row.append(Button(t("Off"), Quiet(0, 0)))
    return phrases.reply(lines, [row])
