"""How an answer looks among several to choose from: a title and a description, short and plain (pure)."""

from __future__ import annotations

from bot.answers.model import Answer, HistoryAnswer, StandingAnswer
from bot.i18n import N_, Translator
from bot.questions import Intent
from bot.render import phrases
from bot.reply import Reply, plain_text

TITLE, DESCRIPTION = 120, 160
"""Characters of a title and of a description: a phone shows about so many."""
LINES = 3
LABELS: dict[Intent, str] = {
    "components": N_("Criteria"),
}
"""What stands before the title of an answer whose first line does not say of which kind it is."""


def title(answer: Answer, reply: Reply, t: Translator) -> str:
    """The fact itself where there is one: "Hưng Yên · PAPI 2024: hạng 19/61 · 44,40 điểm"; else the first line."""
    if isinstance(answer, StandingAnswer):
        now = answer.standing
        who = phrases.name(t, now.province, now.year)
        said = f"{who} · {phrases.subject(t, now)}: {phrases.outcome(t, now)}"
    else:
        said = _lines(reply)[0]
        label = LABELS.get(answer.question.intent)
        if label is not None:
            said = f"{t(label)}: {said.lstrip('🏛 ')}"
    return phrases.cut(plain_text(said), TITLE)


def description(answer: Answer, reply: Reply, t: Translator) -> str:
    """The lines after the first, beside one another; of a history the newest years."""
    lines = [line.removeprefix("• ") for line in _lines(reply)[1:]]
    if isinstance(answer, StandingAnswer):
        lines = lines[1:] if answer.standing.figure is not None else lines
    elif isinstance(answer, HistoryAnswer):
        known = [f"{one.period}: {phrases.outcome(t, one)}" for one in reversed(answer.points) if one.figure]
        lines = known or lines
    return phrases.cut(" · ".join(lines[:LINES]), DESCRIPTION)


def in_private(t: Translator) -> str:
    """The label of the button that leads to the private chat, where nothing was understood."""
    return t("Ask in a private chat")


def _lines(reply: Reply) -> list[str]:
    return [line.strip() for line in plain_text(reply.html).split("\n") if line.strip()]
