"""The wording of the bot's own name and descriptions, which Telegram shows before anybody writes to it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.i18n import Translator
from bot.render.help import EXAMPLE, spoken
from bot.reply import BotProfile, plain_text
from data.model.indices import Index


def bot_profile(t: Translator, indices: Iterable[Index]) -> BotProfile:
    description = t(
        "How Vietnam's provinces rank and score on {indices}, and the tasks assigned to them. Every figure has its "
        "source and year. Follow a province or an index, and I tell you as soon as a new ranking is out.\n\nAsk in "
        "your own words, for example: “{example}”",
        indices=spoken(indices, t),
        example=EXAMPLE[t.language],
    )
    short = t("Ranks, scores and tasks of Vietnam's provinces, each with its source and year.")
    return BotProfile(plain_text(t("Province Indices")), plain_text(description), plain_text(short))
