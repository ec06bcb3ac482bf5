"""The rows of buttons under an answer: what asks further above, small tools below, as few rows as a phone can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.presses.answers import Draw, Export, Wrong
from bot.presses.following import Follow
from bot.questions import Question
from bot.reply import Button, Reply

MOST_TOOLS = 4
"""The tools in a row at most."""
MOST_JOINED = 3
"""The buttons in a row that is joined of two, at most."""
JOINED_LETTERS = 42
"""The letters of their labels at most: more would be cut on a phone."""
CALM = 6
"""More rows than these hide the answer on a phone: tools then stand in a row of questions where one has room."""

Row = tuple[Button, ...]


def arranged(reply: Reply) -> Reply:
    """The reply with its tools (bell, pictures, file, page, sharing, what is wrong) together in the last rows, in this
    order, and with short rows of questions joined.
    """
    flat = [button for row in reply.buttons for button in row]
    tools = sorted((one for one in flat if _place(one) is not None), key=lambda one: _place(one) or 0)
    kept = (tuple(one for one in row if _place(one) is None) for row in reply.buttons)
    asking = _joined([row for row in kept if row])
    over = len(tools) % MOST_TOOLS
    if asking and over and len(asking) + len(even(tools)) > CALM and _fit((*asking[-1], *tools[:over])):
        asking[-1] = (*asking[-1], *tools[:over])
        tools = tools[over:]
    return replace(reply, buttons=(*asking, *even(tools)))


def _place(button: Button) -> int | None:
    """The place of a button among the tools; None for one that asks something, or leads elsewhere."""
    match button.press:
        case Follow():
            return 0
        case Draw():
            return 1
        case Export():
            return 2
        case Wrong():
            return 6
        case None:
            return 3 if button.url else 4 if button.share else 5
    return None


def _joined(rows: Sequence[Row]) -> list[Row]:
    """The rows, two of them as one where both are short; a row that turns pages stays alone."""
    found: list[Row] = []
    for row in rows:
        if found and _fit((*found[-1], *row)):
            found[-1] = (*found[-1], *row)
        else:
            found.append(row)
    return found


def _fit(row: Row) -> bool:
    """Whether these may stand in one row: a phone shows their labels, and none of them turns pages."""
    turning = any(button.here and isinstance(button.press, Question) for button in row)
    return not turning and len(row) <= MOST_JOINED and sum(len(one.label) for one in row) <= JOINED_LETTERS


def even(tools: Sequence[Button]) -> tuple[Row, ...]:
    """The tools in as few rows as can be, of nearly the same length, the longer ones first."""
    if not tools:
        return ()
    rows = -(-len(tools) // MOST_TOOLS)
    short, longer = divmod(len(tools), rows)
    found: list[Row] = []
    start = 0
    for place in range(rows):
        end = start + short + (place < longer)
        found.append(tuple(tools[start:end]))
        start = end
    return tuple(found)
