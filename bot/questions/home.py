"""Whether a question that names no province is asked of the one that its chat calls its home (pure).

It is where its kind needs a province: "/rank PAPI", "nhiệm vụ", "SIPAS năm 2024". What is plainly asked of all of them
("top 5 papi") or of none ("PAPI là gì") stays as it is.
"""

from __future__ import annotations

from bot.commands import Command
from bot.questions.intents import SAY_NOTHING
from bot.questions.parsed import Parsed
from bot.questions.question import Question
from bot.questions.unsaid import OF_ALL

OF_HOME = (
    "profile", "standing", "components", "history", "gaps", "tasks", "targets", "reach", "records", "comparison",
)  # fmt: skip
"""The kinds of answer that may be of the home province."""
FOLLOWED = ("follow", "unfollow")
"""The wishes that may be about it, where it is pointed at: "theo dõi tỉnh mình"."""
OF_COMMANDS = ("profile", "components", "history", "gaps", "tasks", "targets")
"""The kinds that a command asks of one province."""
OF_ITSELF = frozenset(
    {
        *("index", "difference", "participants", "publisher", "announced", "regions", "about", "help"),
        *("off", "other", "english", "vietnamese", "follow", "unfollow", "following"),
    }
)
"""Phrases of which none is about a province."""


def needs_home(parsed: Parsed, alone: Question, command: Command | None = None) -> bool:
    """Whether a text asks for something of a province and names none. ``alone`` is what it asks without a home."""
    if _is_placed(parsed, alone):
        return False
    mine = "mine" in parsed.asks
    if alone.intent in FOLLOWED:
        return mine
    if parsed.asks & OF_ITSELF or (parsed.asks & OF_ALL and not mine and not _against_all(parsed)):
        return False
    if command is not None:
        return command.intent in OF_COMMANDS and alone.intent != "unknown"
    if alone.intent == "unknown":
        return mine and not parsed.content
    if mine or _against_all(parsed):
        return True
    if alone.intent in ("table", "choose", "index", "movers") and (_is_restricted(alone) or "average" in parsed.asks):
        return False
    named = (parsed.indices or parsed.criteria or parsed.codes) and not parsed.content
    return bool(named or parsed.asks - SAY_NOTHING)


def _is_placed(parsed: Parsed, alone: Question) -> bool:
    """Whether a text says of where it asks, or in words that may be a misspelt name."""
    said = parsed.provinces or parsed.unsure or parsed.senders or parsed.region or parsed.country
    chosen = any(choice.kind == "province" for choice in alone.choices)
    by_paper = parsed.agency or parsed.department or parsed.agency_said or parsed.documents or parsed.document_said
    return bool(said or chosen or by_paper or alone.provinces or alone.region or alone.agency or alone.document)


def _against_all(parsed: Parsed) -> bool:
    """Whether something is held against all provinces, or is on its way past them."""
    return bool(parsed.asks & {"reach", "beside", "compare"})


def _is_restricted(table: Question) -> bool:
    """Whether a table is asked for by places, a group, a line or a direction: only tables are."""
    return bool(table.n or table.place or table.group or table.bound or table.direction or table.bottom or table.topic)
