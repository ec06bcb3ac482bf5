"""How far plans have come: for each leading agency a bar of its tasks by what became of them (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.model import ProgressAnswer, Tally, TallyOf
from bot.charts.canvas import FIGURE, MARGIN, NOTE, STRONG, TEXT, WIDTH, Canvas, Chart, Face
from bot.charts.frame import ROOM, foot, head, key
from bot.i18n import Translator
from bot.render import duties, phrases
from bot.reply import plain_text

MOST = 14
"""More rows than these are told, not drawn."""
ROW, THICK = 46.0, 14.0
LATE = Face(11.5, "bad", bold=True)
COLOURS = {
    "accepted": "group-4",
    "waiting": "group-3",
    "doing": "group-2",
    "stuck": "group-1",
    "silent": "group-0",
    "closed": "rule",
}
"""What became of tasks -> the class of its colour, in the order of the bar."""
ON_DARK = frozenset({"accepted", "stuck"})
LEAST = 16.0
"""A figure stands in a part of the bar that is at least so wide."""


def is_drawn(answer: ProgressAnswer) -> bool:
    """Whether the reader may read any reports."""
    return answer.whole is not None and answer.whole.total > 0


def progress(answer: ProgressAnswer, t: Translator) -> Chart | None:
    """The chart: all tasks, then the agencies that lead any, those with most that is overdue first."""
    if answer.whole is None or not is_drawn(answer):
        return None
    canvas = Canvas()
    who = phrases.name(t, answer.province) if answer.province is not None else ""
    title = plain_text(t("Progress of the tasks of {who}", who=who) if who else t("Progress of the tasks"))
    plans = [document.called for document, shown, _ in answer.documents if shown]
    y = head(canvas, title, "; ".join(plans))
    y = key(canvas, y + 18, _entries(answer.whole, t)) - 4
    everything = plain_text(t("All tasks"))
    y += _row(canvas, TallyOf(everything, everything, answer.whole), y, t)
    for one in answer.agencies[:MOST]:
        y += _row(canvas, one, y, t)
    notes = [plain_text(t("On {day}, as reported here.", day=t.date(answer.today)))]
    if len(answer.agencies) > MOST:
        notes.append(plain_text(t("Not all agencies are shown.")))
    if len(answer.agencies) > 1:
        notes.append(plain_text(t("A task that several agencies lead counts for each of them.")))
    foot(canvas, y + 10, notes, answer.context.sources, t)
    return canvas.chart(title, _described(answer.agencies, t))


def _entries(whole: Tally, t: Translator) -> list[tuple[str, str]]:
    """The key: what there is of all tasks, in the bar's order."""
    names = {
        "accepted": t("done, accepted"),
        "waiting": t("reported as done and waiting to be accepted"),
        "doing": t("being done"),
        "stuck": t("stuck"),
        "silent": t("no report"),
        "closed": t("closed"),
    }
    there = {name for name, _, _ in duties.parts(whole, t)}
    return [(COLOURS[name], plain_text(names[name])) for name in COLOURS if name in there]


def _row(canvas: Canvas, one: TallyOf, y: float, t: Translator) -> float:
    """Draw a name, how much is done and overdue, and below them the bar. Returns the height that it took."""
    tally, line = one.tally, y + 13
    late = plain_text(t("{n} overdue", n=tally.overdue)) if tally.overdue else ""
    left = canvas.text(WIDTH - MARGIN, line, late, LATE, anchor="end").left if late else WIDTH - MARGIN
    done = plain_text(t("{n}/{total} done", n=tally.accepted, total=tally.total))
    left = canvas.text(left - (10 if late else 0), line, done, NOTE, anchor="end").left
    face = STRONG if one.name_vi == one.name_en == plain_text(t("All tasks")) else TEXT
    name = plain_text(phrases.sentence(t.pick(one.name_vi, one.name_en)))
    canvas.text(MARGIN, line, name, face, room=left - 10 - MARGIN)
    x, top = MARGIN, line + 7
    for name, colour in COLOURS.items():
        n = getattr(tally, name)
        wide = ROOM * n / tally.total
        if not n:
            continue
        canvas.rect(x, top, wide - (1 if x + wide < WIDTH - MARGIN - 1 else 0), THICK, colour)
        if wide >= LEAST:
            ink = Face(FIGURE.size, "on-dark" if name in ON_DARK else "ink", bold=True)
            canvas.text(x + wide / 2, top + THICK - 3, str(n), ink, anchor="middle")
        x += wide
    return ROW


def _described(agencies: Sequence[TallyOf], t: Translator) -> str:
    said = (f"{t.pick(one.name_vi, one.name_en)}: {duties.short(one.tally, t)}" for one in agencies)
    return plain_text("; ".join(said))
