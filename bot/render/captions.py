"""The caption of a picture: the head of the answer's text and its source, short enough for Telegram (pure)."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.i18n import Translator
from bot.presses.answers import Draw, Export
from bot.questions import Question
from bot.render.phrases import parsed_units
from bot.render.rows import even
from bot.reply import Button, Reply

LIMIT = 1024
"""The UTF-16 units that a caption may have."""
NOTES = ("ℹ️", "⚠️", "◀")
"""How a line begins that explains the figures above it."""
HEADING = re.compile(r"<b>[^<>]*</b>")
"""A line that only names what follows it."""
LINES = 12
"""A caption of more lines hides the picture on a phone."""


def caption(reply: Reply, wanted: Draw, t: Translator) -> Reply:
    """The lines of an answer that fit under its picture, its last line (the source) always; what is folded is left out.

    Of a history the newest years stay, and of any answer the line that names the home province and the notes without
    which its figures are misread. The button below leads to the whole text; the bell and what shares stay.
    """
    title, *lines, tail = reply.html.split("\n")
    if wanted.question.home:  # which province was meant is said above all that follows
        title = "\n".join((title, lines.pop(0)))
    newest_first = wanted.question.intent == "history"
    lines = _unfolded(lines)
    notes = _notes(lines, LIMIT - parsed_units(title) - parsed_units(tail) - 2)
    lines = [line for line in lines if line not in notes]
    shown: list[str] = []
    room = LIMIT - sum(parsed_units(line) + 1 for line in (title, *notes, tail))
    for line in reversed(lines) if newest_first else lines:
        room -= parsed_units(line) + 1
        if room < 0 or len(shown) == LINES:
            break
        shown.append(line)
    shown = list(reversed(shown)) if newest_first else shown
    while shown and (not shown[-1] or HEADING.fullmatch(shown[-1])):
        shown.pop()
    shown = [title, *shown, *notes, tail]
    kept = [one for row in reply.buttons for one in row if not isinstance(one.press, Question | Draw | Export)]
    return Reply("\n".join(shown), even((Button(t("In words"), wanted.question), *kept)))


def as_pictures(reply: Reply, wanted: Draw) -> Reply:
    """What is asked back where a picture is wanted: each choice shows the picture."""

    def drawn(button: Button) -> Button:
        press = button.press
        if not isinstance(press, Question) or press.intent in ("help", "about", "choose", "unknown"):
            return button
        return replace(button, press=Draw(press, wanted.chart), here=False)

    return replace(reply, buttons=tuple(tuple(drawn(button) for button in row) for row in reply.buttons))


def no_picture(reply: Reply, t: Translator) -> Reply:
    """The answer in words to whoever asked for a picture of it, with a second line that there is none."""
    first, *rest = reply.html.split("\n", 1)
    return replace(reply, html="\n".join([first, t("There is no picture of this; in words:"), *rest]), rich="")


def _notes(lines: list[str], room: int) -> list[str]:
    """The lines that say what a figure is not, or what a mark means, as far as there is room for them."""
    kept: list[str] = []
    for line in lines:
        room -= parsed_units(line) + 1 if line.startswith(NOTES) else 0
        if line.startswith(NOTES) and room >= 0:
            kept.append(line)
    return kept


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
