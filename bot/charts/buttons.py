"""The buttons under an answer that show it as a picture (pure)."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.model import Answer
from bot.charts import is_drawn
from bot.i18n import N_, Translator
from bot.presses.answers import ChartName, Draw
from bot.reply import Button, Reply

LABELS: dict[ChartName, str] = {"": N_("📈 Chart"), "map": N_("🗺 Map")}


def with_pictures(reply: Reply, answer: Answer, t: Translator) -> Reply:
    """The reply with a button for each picture of its answer."""
    question = replace(answer.question, via="", heard="", left_out=())
    row = tuple(Button(t(label), Draw(question, chart)) for chart, label in LABELS.items() if is_drawn(answer, chart))
    return replace(reply, buttons=(*reply.buttons, row)) if row else reply
