"""What kind of answer a sentence or a command asks for (pure).

For a sentence every kind that can be answered with what was named is scored, and the best wins; a command says it.
"""

from __future__ import annotations

from typing import Literal, cast

from bot.commands import Command
from bot.questions.criteria import Settled
from bot.questions.parsed import Parsed

Intent = Literal[
    "profile",
    "standing",
    "components",
    "table",
    "comparison",
    "history",
    "gaps",
    "tasks",
    "targets",
    "movers",
    "reach",
    "records",
    "index",
    "choose",
    "unknown",
    "help",
    "about",
    "follow",
    "unfollow",
    "following",
]
"""The last three are wishes about alerts, which subscriptions answer and not figures."""

OF_TASKS = ("overdue", "progress")
"""The topics of ``tasks``, and the commands, that ask for what became of them."""
COURTEOUS = ("thanks", "hello")
LANGUAGES = ("english", "vietnamese")
FOLLOWING = ("follow", "unfollow", "following")
ANYWHERE = ("tasks", "targets", "unknown", "about", "help", *COURTEOUS, *LANGUAGES)
"""What may be asked whether or not a province is named."""
OF_ONE = ("standing", "components", "history", "gaps", "reach", "records", "table", "movers", "index", *ANYWHERE)
OF_SEVERAL = ("comparison", "components", "history", "gaps", "reach", "table", *ANYWHERE)
OF_NONE = ("table", "movers", "index", *ANYWHERE)
"""What may be asked where one, several or no provinces are named."""


def allowed(parsed: Parsed, settled: Settled) -> tuple[str, ...]:
    """The labels that can be meant with what was named: kinds of answer, and the topics of ``help``."""
    provinces = len(parsed.provinces) + len(parsed.unsure)
    if "other" in parsed.asks and not parsed.indices:
        return ("unknown", "help", "about")  # another index is named, and none of ours
    wishes = FOLLOWING if parsed.asks & set(FOLLOWING) else ()
    if provinces > 1 and parsed.asks - SAY_NOTHING == {"unfollow"}:
        return ("unfollow",)
    if parsed.document_said and not provinces > 1:
        return ("tasks", "targets") if "targets" in parsed.asks else ("tasks",)
    if provinces > 1:
        return (*OF_SEVERAL, *wishes)
    if provinces and not parsed.asks - SAY_NOTHING:
        return tuple(label for label, holds in _of_facts(parsed, settled) if holds)
    if provinces:
        against = parsed.country or ("beside" in parsed.asks and parsed.content)
        return (*OF_ONE, *wishes, "comparison") if against or "compare" in parsed.asks else (*OF_ONE, *wishes)
    return (*OF_NONE, *wishes)


SAY_NOTHING = frozenset(
    (
        "nothing", "but", "sorry", "misspoke", "except", "right", "signed", "not", "please", "thanks", "hello", "who",
        "mine", "bye",
    )
)  # fmt: skip
"""Phrases that ask for no kind of answer."""


def _of_facts(parsed: Parsed, settled: Settled) -> tuple[tuple[str, bool], ...]:
    """What may be asked of a province where no phrase asks for anything: the facts beside it say so."""
    when = parsed.when
    several = when.since is not None or when.back is not None or when.open
    assigned = parsed.agency is not None or bool(parsed.document_said) or bool(parsed.agency_said)
    return (
        ("standing", True),
        ("history", several),
        ("components", bool(settled.many)),
        ("tasks", assigned),
        ("table", parsed.bound is not None or parsed.place is not None or parsed.n is not None),
        ("reach", bool(parsed.score) or any(one is not None for one in (parsed.bound, parsed.place, parsed.n))),
        ("comparison", bool(parsed.country)),
        ("unknown", parsed.content > 0 or bool(parsed.country)),
        ("thanks", "thanks" in parsed.asks),
    )


def intent_of_label(label: str, settled: Settled) -> tuple[Intent, str]:
    """The kind of answer, and the topic where help is asked for."""
    if label in (*COURTEOUS, *LANGUAGES):
        return "help", label
    if label == "standing" and not named(settled):
        return "profile", ""
    return cast(Intent, label), ""


def named(settled: Settled) -> bool:
    """Whether an index or a criterion was named, if only by a word that several share."""
    return settled.index is not None or bool(settled.options)


def bottom(parsed: Parsed, command: Command | None = None) -> bool:
    """Whether a table is wanted from its end."""
    if command:
        return command.name == "bottom"
    return bool(parsed.asks & {"bottom", "weakest", "gaps"}) and "top" not in parsed.asks


def commanded(command: Command, parsed: Parsed, settled: Settled) -> Intent:
    """The kind of answer of a command.

    It is ``help`` where a province is needed and none was named, ``unknown`` where words that may be one were not
    understood.
    """
    wanted = command.intent
    provinces = len(parsed.provinces) + len(parsed.unsure)
    if provinces:
        if wanted in ("profile", "index"):
            return "comparison" if provinces > 1 else "standing" if named(settled) else "profile"
        return cast(Intent, wanted)
    if parsed.country or (parsed.rest and wanted != "index"):
        return "unknown"
    match wanted:
        case "table" | "movers":
            return cast(Intent, wanted)
        case "index":
            return "index" if named(settled) or not parsed.rest else "unknown"
        case "profile":
            return "table" if named(settled) or parsed.region else "help"
        case "tasks" | "targets":
            # Tasks and targets also exist for the whole country, and by agency.
            said = named(settled) or parsed.agency or parsed.when.year or parsed.region or "due" in parsed.asks
            return cast(Intent, wanted) if said or parsed.documents else "help"
        case _:
            return "help"


TOPICS: tuple[tuple[str, str], ...] = (
    ("compare", "compare"),
    ("history", "trend"),
    ("gaps", "gaps"),
    ("weakest", "gaps"),
    ("strong", "score"),
    ("components", "score"),
    ("tasks", "tasks"),
    ("targets", "targets"),
    ("rank", "rank"),
)
"""Phrases -> the command for which help is given when a province is missing."""


def topic(parsed: Parsed, command: Command | None = None) -> str:
    """The command that would answer if a province were named; '' for help in general."""
    if command:
        return command.name
    if parsed.asks & {"help", "please"}:
        return ""
    return next((name for asks, name in TOPICS if asks in parsed.asks), "")


def aspect(parsed: Parsed) -> str:
    """What is asked about an index: how it differs, by whom and when it is announced, who takes part; '' for all."""
    return next((name for name in ("difference", "publisher", "announced", "participants") if name in parsed.asks), "")
