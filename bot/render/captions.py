"""The caption of a picture: the head of the answer's text and its source, short enough for Telegram (pure)."""

from __future__ import annotations

from bot.callbacks import Draw, Export
from bot.i18n import Translator
from bot.questions import Question
from bot.render.phrases import parsed_units
from bot.reply import Button, Reply

LIMIT = 1024
"""The UTF-16 units that a caption may have."""
LINES = 12
"""A caption of more lines hides the picture on a phone."""


def caption(reply: Reply, wanted: Draw, t: Translator) -> Reply:
    """The lines of an answer that fit under its picture, its last line (the source) always; what is folded is left out.

    Of a history the newest years stay, and of any answer the line that names the home province. The button below leads
    to the whole text; the bell and what shares stay.
    """
    title, *lines, tail = reply.html.split("\n")
    if wanted.question.home:  # which province was meant is said above all that follows
        title = "\n".join((title, lines.pop(0)))
    newest_first = wanted.question.intent == "history"
    lines = _unfolded(lines)
    shown: list[str] = []
    room = LIMIT - parsed_units(title) - parsed_units(tail) - 2
    for line in reversed(lines) if newest_first else lines:
        room -= parsed_units(line) + 1
        if room < 0 or len(shown) == LINES:
            break
        shown.append(line)
    shown = [title, *(reversed(shown) if newest_first else shown), tail]
    kept = (tuple(one for one in row if not isinstance(one.press, Question | Draw | Export)) for row in reply.buttons)
    return Reply("\n".join(shown), ((Button(t("In words"), wanted.question),), *filter(None, kept)))


def _unfolded(lines: list[str]) -> list[str]:
    """The lines that are not within a quote that a reader has to unfold."""
    shown: list[str] = []
    folded = False
    for line in lines:
        folded = folded or "<blockquote" in line
        if not folded:
            shown.append(line)
        folded = folded and "</blockquote>" not in line
    return shown
