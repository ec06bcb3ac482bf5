"""The wording of doubtful cells of a picture: a question in a chat, a numbered list at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Html, Translator
from bot.importing.open_doubts import OpenDoubt
from bot.presses.publishing import Publish
from bot.render import phrases
from bot.render.conversation import cancel
from bot.render.phrases import bold
from bot.reply import Button, Reply, Style

TYPED = "t"
"""The last part of the value of the button that asks for the text to be typed."""


def asked(t: Translator, file: str, doubt: OpenDoubt, number: int, total: int) -> Reply:
    """The question about one cell: it stands under the cut-out of the picture. There is no button for all cells."""
    head = bold("🔍 " + t("Cell {number} of {total} in the picture", number=number, total=total))
    question = t("What stands in the red frame? Press, or write it (“-” for an empty cell).")
    choices: list[Button | None] = [
        Button(text or t("(empty)"), Publish(file, "cell", f"{doubt.cell}.{at}"), style=_style(doubt, text))
        for at, text in enumerate(doubt.readings[:3])
    ]
    typed = Button(t("Type it"), Publish(file, "cell", f"{doubt.cell}.{TYPED}"))
    return phrases.reply([head, *_about(doubt, t), question], [choices, [typed, cancel(t, file)]])


def type_it(t: Translator, doubt: OpenDoubt) -> Reply:
    """What is said to who wants to type it."""
    return phrases.reply([t("Write what stands in the cell: {what}", what=_whose(doubt, t))])


def listed(t: Translator, doubts: Sequence[OpenDoubt], settled: int) -> Reply:
    """All cells that must be looked at, numbered, as a terminal shows them."""
    head = t.plural(
        "{n} cell of the picture must be looked at before anything is published:",
        "{n} cells of the picture must be looked at before anything is published:",
        len(doubts),
    )
    lines = [f"{at}. {doubt.cell} — {' · '.join(_about(doubt, t))}" for at, doubt in enumerate(doubts, 1)]
    known = t.plural("{n} cell was answered.", "{n} cells were answered.", settled) if settled else None
    how = t(
        "Write what stands in each into a file, a line a cell such as “{example}” (“{empty}” for an empty one), and "
        "give it with --answers FILE. Nothing was written.",
        example=f"{doubts[0].cell}={doubts[0].readings[0]}",
        empty=f"{doubts[0].cell}=",
    )
    return phrases.reply([bold(head), *lines, known, how])


def _about(doubt: OpenDoubt, t: Translator) -> list[Html]:
    """Whose the cell is, what was read, and what the order of the ranks says."""
    readings = ", ".join(f"“{text}”" if text else t("nothing") for text in doubt.readings)
    if len(doubt.readings) > 1:
        read = t("The readers differ: {readings}.", readings=readings)
    else:
        read = t("Read as {readings}, but that is not certain.", readings=readings)
    proven = [t("By the order of the ranks it is “{reading}”.", reading=doubt.proven)] if doubt.proven else []
    return [_whose(doubt, t), read, *proven]


def _whose(doubt: OpenDoubt, t: Translator) -> Html:
    row = t("row {row}", row=doubt.row)
    if doubt.field == "province":
        return t("The name of the province, {row}", row=row)
    criterion = t.pick(doubt.criterion.vi, doubt.criterion.en) if doubt.criterion is not None else ""
    name = t.pick(doubt.province.vi, doubt.province.en) if doubt.province is not None else row
    if doubt.field == "rank":
        return t("{province}: the rank in “{criterion}”", province=name, criterion=criterion)
    return t("{province}: the score in “{criterion}”", province=name, criterion=criterion)


def _style(doubt: OpenDoubt, text: str) -> Style:
    return "success" if text == doubt.proven and text else ""
