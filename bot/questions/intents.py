"""What kind of answer a sentence or a command asks for, judged by the phrases and the names in it (pure)."""

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
]


INDEX = frozenset({"index", "announced", "publisher"})
TASKS = frozenset({"tasks", "due"})
COURTEOUS = ("thanks", "hello")


def intent_of(parsed: Parsed, settled: Settled, command: Command | None = None) -> Intent:
    """The kind of answer.

    It is ``help`` where a province is needed and none was named, ``unknown`` where words that may be one
    were not understood.
    """
    provinces = len(parsed.provinces) + len(parsed.unsure)
    if command:
        return _commanded(command.intent, parsed, settled, provinces)
    if provinces > 1:
        return _of_several(parsed)
    return _of_one(parsed, settled) if provinces else _of_none(parsed, settled)


def bottom(parsed: Parsed, command: Command | None = None) -> bool:
    """Whether a table is wanted from its end."""
    if command:
        return command.name == "bottom"
    return bool(parsed.asks & {"bottom", "weakest", "gaps"}) and "top" not in parsed.asks


def _named(settled: Settled) -> bool:
    return settled.index is not None or bool(settled.options)


def _of_several(parsed: Parsed) -> Intent:
    asks = parsed.asks
    if "compare" in asks or "beside" in asks:
        return "comparison"
    if "targets" in asks:
        return "targets"
    if asks & TASKS or parsed.department:
        return "tasks"
    if asks & {"history", "year"} or parsed.when.back or parsed.when.since:
        return "history"
    return "comparison"


def _of_one(parsed: Parsed, settled: Settled) -> Intent:
    asks, when = parsed.asks, parsed.when
    if "targets" in asks:
        return "targets"
    if asks & TASKS or parsed.department:
        return "tasks"
    if "off" in asks and not _named(settled):
        return "unknown"
    if asks & {"compare", "beside"} and not parsed.country:
        if parsed.region and not parsed.passed:
            return "standing" if _named(settled) else "profile"
        if asks & {"nation", "average"} and not when.since and not settled.indicator:
            return "components"
    if "why" in asks and asks & {"fall", "change"} and not settled.indicator:
        return "gaps" if "fall" in asks else "components"
    if "compare" in asks and not when.since and not when.against and not settled.many:
        return "comparison"
    if parsed.country or ("beside" in asks and parsed.rest):
        return "comparison"
    if asks & {"history", "year"} or when.since or when.back:
        return "history"
    if "strong" in asks:
        return "components"
    if asks & {"gaps", "weakest"} or {"bottom", "part"} <= asks:
        return "gaps"
    if "components" in asks or {"top", "part"} <= asks or ("part" in asks and settled.indicator is None):
        return "components"
    if "about" in asks and not _named(settled):
        return "about"
    if settled.many:
        return "components"
    return "standing" if _named(settled) else "profile"


def _of_none(parsed: Parsed, settled: Settled) -> Intent:
    asks, named = parsed.asks, _named(settled)
    if parsed.country:
        return "unknown"
    if "about" in asks and not settled.indicator and not parsed.department:
        return "about"
    ranking = bool(asks & {"top", "bottom", "who"}) or bool(parsed.n or parsed.place)
    if "help" in asks and not named and not ranking:
        return "help"
    if asks & {"please", *COURTEOUS} and not (
        named
        or ranking
        or parsed.rest
        or parsed.region
        or parsed.when.year
        or asks - {"please", "rank", "nothing", *COURTEOUS}
    ):
        return "help"
    if (
        asks & INDEX
        and named
        and ("who" not in asks or asks & {"announced", "publisher"})
        and not (asks & {"top", "bottom"} or parsed.n or parsed.place)
    ):
        return "index"
    if "targets" in asks:
        return _without_province("targets", parsed, named)
    if asks & TASKS or parsed.department:
        return _without_province("tasks", parsed, named)
    if ranking or (named and "weakest" in asks):
        return "table" if named or not parsed.rest else "unknown"
    if named and asks & {"components", "part", "strong"} and not settled.indicator and not parsed.rest:
        return "index"
    if asks & {"compare", "history", "gaps", "components", "strong", "weakest"} and not settled.options:
        return "unknown" if parsed.rest else "help"
    if named:
        return _of_index(parsed, settled)
    if parsed.rest:
        return "unknown"
    if parsed.region or asks & {"table", "nation"}:
        return "table"
    if asks & INDEX:
        return "index"
    return "help" if "rank" in asks else "unknown"


def _of_index(parsed: Parsed, settled: Settled) -> Intent:
    """The kind of answer when an index or a criterion is named and nothing says what for."""
    if parsed.asks & {"table", "nation"} or ("average" in parsed.asks and not parsed.rest):
        return "table"
    if parsed.rest:
        return "unknown"
    if settled.indicator or parsed.when.year or parsed.region or parsed.asks & {"rank", "change", "fall"}:
        return "table"
    return "table" if any(kind == "indicator" for kind, _ in settled.options) else "index"


def _without_province(intent: Literal["targets", "tasks"], parsed: Parsed, named: bool) -> Intent:
    """The kind of answer without a province: tasks and targets also exist for the whole country, and by agency."""
    if parsed.rest:
        return "unknown"
    return intent if named or parsed.agency or parsed.when.year or parsed.region or "due" in parsed.asks else "help"


def _commanded(wanted: str, parsed: Parsed, settled: Settled, provinces: int) -> Intent:
    named = _named(settled)
    if provinces:
        if wanted in ("profile", "index"):
            return "comparison" if provinces > 1 else "standing" if named else "profile"
        return cast(Intent, wanted)
    if parsed.country or (parsed.rest and wanted != "index"):
        return "unknown"
    match wanted:
        case "table" | "movers":
            return "table" if wanted == "table" else "movers"
        case "index":
            return "index" if named or not parsed.rest else "unknown"
        case "profile":
            return "table" if named or parsed.region else "help"
        case "tasks" | "targets":
            return _without_province("tasks" if wanted == "tasks" else "targets", parsed, named)
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
    """The command that would answer if a province were named; '' for help in general.

    It is ``hello`` or ``thanks`` where nothing else was said.
    """
    if command:
        return command.name
    if parsed.asks & {"help", "please"}:
        return ""
    found = next((name for asks, name in TOPICS if asks in parsed.asks), "")
    return found or next((name for name in COURTEOUS if name in parsed.asks), "")


def aspect(parsed: Parsed) -> str:
    """What is asked about an index: ``announced`` (when), ``publisher`` (by whom), '' for everything."""
    return next((name for name in ("publisher", "announced") if name in parsed.asks), "")
