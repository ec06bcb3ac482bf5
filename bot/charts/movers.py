"""Who rose and who fell: each province a line from its rank before to its rank now, the first rank at the right (pure).

They are those that the text shows, on the same page of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.model import Change, MoversAnswer, Standing
from bot.charts.arrows import moved
from bot.charts.canvas import MARGIN, NOTE, STRONG, TEXT, WIDTH, Canvas, Chart, Face
from bot.charts.frame import foot, head
from bot.charts.scale import Scale
from bot.charts.typeface import drawable, width
from bot.i18n import Translator
from bot.render import movers as words
from bot.render import phrases
from bot.reply import plain_text

Move = tuple[Standing, Change]
HIGH = 25.0
"""The height of a row."""
STEP = 10
"""A line at every tenth rank."""
BESIDE = 24.0
"""The room for a rank beside its dot."""
MOVED = 46.0
"""The room for "▲ 58" at the end of a row."""


def is_drawn(answer: MoversAnswer) -> bool:
    """Whether anybody of those asked for moved."""
    up, down = words.sides(answer)
    return answer.why is None and bool((answer.risers and up) or (answer.fallers and down))


def movers(answer: MoversAnswer, t: Translator) -> Chart | None:
    """The chart; None where the two tables do not compare or nobody moved."""
    up, down = words.sides(answer)
    shown = [moves for moves, wanted in ((answer.risers, up), (answer.fallers, down)) if moves and wanted]
    if not is_drawn(answer):
        return None
    canvas, what = Canvas(), phrases.period_name(t, answer.index, answer.period)
    what += ", " + phrases.indicator_name(t, answer.indicator) if answer.indicator.code else ""
    title = drawable(plain_text(words.title(answer, what, t)))
    y = head(canvas, title, phrases.sentence(plain_text(t("ranks; a line to the right is a rise"))))
    pages = [(moves, *words.page_of(answer, moves)) for moves in shown]
    drawn = [move for moves, start, end in pages for move in moves[start:end]]
    names = max(width(_name(move, t), TEXT.size, bold=True) for move in drawn)
    scale = Scale(float(max(answer.measured)), 1.0, MARGIN + names + 10 + BESIDE, WIDTH - MARGIN - MOVED - BESIDE)
    y = _key(canvas, y + 18, answer, t)
    for moves, start, end in pages:
        y = _side(canvas, scale, y, (moves, start, end), t)
    foot(canvas, y + 24, _notes(answer, drawn, t), answer.sources, t)
    return canvas.chart(title, "; ".join(_words(move, t) for move in drawn))


def _key(canvas: Canvas, y: float, answer: MoversAnswer, t: Translator) -> float:
    """What the two dots stand for. Returns where the rows may begin."""
    x = MARGIN + 5
    for period, colour in ((answer.before, "before"), (answer.period, "now")):
        _dot(canvas, x, y - 4, "muted", filled=colour == "now")
        label = canvas.text(x + 11, y, plain_text(t("rank in {period}", period=t.partial_date(period))), NOTE)
        x = label.right + 22
    return y + 6


def _side(canvas: Canvas, scale: Scale, y: float, page: tuple[Sequence[Move], int, int], t: Translator) -> float:
    """Those that rose or those that fell: a heading, the ranks above, a row for each. Returns where it ends."""
    moves, start, end = page
    up = (moves[0][1].rank or 0) > 0
    heading = t("Rose the most") if up else t("Fell the most")
    y += 26
    canvas.text(MARGIN, y, plain_text(heading), STRONG)
    y += 17
    rows = end - start
    last = int(scale.low)
    for rank in [1, *range(STEP, last - STEP // 2, STEP), last]:
        x = scale.at(rank)
        canvas.line([(x, y + 8), (x, y + 10 + rows * HIGH)])
        canvas.text(x, y, str(rank), NOTE, anchor="middle")
    y += 10
    for move in moves[start:end]:
        _row(canvas, scale, y + HIGH / 2, move, t)
        y += HIGH
    more = words.further(moves, end, t)
    if more:
        moved(canvas, MARGIN, y + 16, plain_text(more), NOTE)
        y += 22
    return y


def _row(canvas: Canvas, scale: Scale, y: float, move: Move, t: Translator) -> None:
    """One province, in the middle of its row."""
    now, before = move[0].figure, move[1].before.figure if move[1].before is not None else None
    assert now is not None
    assert now.rank is not None
    assert before is not None
    assert before.rank is not None
    up = before.rank > now.rank
    colour, line = ("good" if up else "bad"), y + TEXT.size * 0.36
    canvas.text(MARGIN, line, _name(move, t), TEXT)
    start, end = scale.at(before.rank), scale.at(now.rank)
    canvas.line([(start, y), (end, y)], colour, thick=3.0)
    _dot(canvas, start, y, colour, filled=False)
    _dot(canvas, end, y, colour, filled=True)
    old, new = Face(12.0, "muted", halo=True), Face(12.5, "good" if up else "bad", bold=True, halo=True)
    canvas.text(start + (-9 if up else 9), line, str(before.rank), old, anchor="end" if up else "start")
    canvas.text(end + (9 if up else -9), line, str(now.rank), new, anchor="start" if up else "end")
    by = plain_text(t.integer(abs(before.rank - now.rank)))
    wide = width(by, STRONG.size, bold=True)
    canvas.text(WIDTH - MARGIN, line, by, STRONG, anchor="end")
    canvas.arrow(WIDTH - MARGIN - wide - 13, line, 1.0 if up else -1.0, size=9.0)


def _dot(canvas: Canvas, x: float, y: float, colour: str, *, filled: bool) -> None:
    canvas.dot(x, y, 5.0, colour)
    if not filled:
        canvas.dot(x, y, 3.0, "paper")


def _notes(answer: MoversAnswer, drawn: Sequence[Move], t: Translator) -> list[str]:
    first = drawn[0][0].figure
    said = [*words.compared(answer, t), *words.unmatched(answer, t)]
    kind = phrases.sentence(phrases.rank_kind(t, first, answer.index)) + "." if first is not None else ""
    ended = [line if line.endswith(".") else f"{line}." for line in map(plain_text, said)]
    return [*ended, plain_text(kind)]


def _name(move: Move, t: Translator) -> str:
    return phrases.name(t, move[0].province, move[0].year)


def _words(move: Move, t: Translator) -> str:
    before = move[1].before
    ranks = [one.figure.rank for one in (before, move[0]) if one is not None and one.figure is not None]
    return f"{_name(move, t)}: {' → '.join(map(str, ranks))}"
