"""The parts of a text put together with the question before it (pure): what is said anew wins, the rest stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from bot.names import Found, Mention
from bot.questions.dates import When
from bot.questions.followup_words import Leaning
from bot.questions.intents import Intent
from bot.questions.parsed import Parsed, Said
from bot.questions.question import Question

IndexSaid = Callable[[str], Said]
UNDATED = frozenset(
    {"history", "tasks", "due", "targets", "records", "when-best", "index", "announced", "publisher", "difference"}
)
"""Phrases that ask for what has no year unless one is named."""
PLANNED = frozenset({"tasks", "targets"})
"""Answers of plans, which are made for a year."""
OF_ALL = frozenset(
    {"top", "bottom", "table", "who", "nation", "movers", "fallers", "region-means", "participants", "publisher",
     "announced", "group-highest", "group-high-average", "group-low-average", "group-lowest"}
)  # fmt: skip
"""Phrases that ask for all provinces."""
OF_ONE_PROVINCE = frozenset({"records", "history"})
"""Phrases that ask about one province, whatever table they speak of."""
EMPTY_HANDED = frozenset(
    {"hello", "thanks", "bye", "please", "nothing", "but", "part", "mine", "sorry", "not", "signed"}
)
"""Phrases of which no question can be made."""
EMPTY = EMPTY_HANDED | frozenset(
    {"rank", "beside", "why", "not", "sorry", "except", "right", "misspoke", "signed",
     "more-rows", "either"}
)  # fmt: skip
"""Phrases that do not ask for any kind of answer by themselves."""
RANKED: tuple[Intent, ...] = ("table", "movers")
SEVERAL = (frozenset(("ai",)), frozenset(("tinh", "nao")), frozenset(("who",)), frozenset(("movers",)))
"""Words of those who rose and those who fell, by which "either" asks for more than the last province's change."""
OVERTAKING = frozenset(("vuot", "overtake", "overtakes", "overtaking", "surpass", "outrank"))
"""Words of aims, though they say no more than "above" by themselves."""
COMPARABLE: tuple[Intent, ...] = ("profile", "standing", "comparison")
MOST_COMPARED = 4
PLACED: tuple[Intent, ...] = ("profile", "standing", "table", "comparison", "movers")
"""Answers that say who stands where: "xếp thứ mấy" asks for nothing else after them."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The parts of a text with those of the last question, and the kind of answer ('' where the parts decide);
    ``carried``: so is the year.
    """

    parsed: Parsed
    kind: Intent | Literal[""]
    last: Question
    carried: bool = False


def says_something(parsed: Parsed) -> bool:
    """Whether a text says anything that a question can be made of."""
    when = parsed.when
    named = parsed.provinces or parsed.unsure or parsed.indices or parsed.criteria or parsed.codes or parsed.region
    counted = parsed.n or parsed.place or parsed.agency or parsed.bound or parsed.agency_said
    timed = when.year or when.back or when.against or when.since or when.step
    return bool(named or counted or timed or parsed.asks - EMPTY_HANDED)


def of_all(parsed: Parsed, last: Question, leaning: Leaning) -> bool:
    """Whether all provinces are asked for, whichever was asked about before."""
    asks = parsed.asks
    if parsed.provinces or parsed.unsure or asks & {"tasks", "reach", "due", "targets"}:
        return False
    if asks & {"part", "components"} and asks & {"bottom", "less"} and last.provinces:
        return False  # "dở nhất là nội dung nào"
    if asks & {"nation", "average", "mean"} and asks & {"beside", "compare", "above", "below"}:
        return False
    if asks & OF_ONE_PROVINCE and last.provinces and "who" not in asks:
        return False  # "how many times in the top ten?"
    within = "rank" in asks and last.intent in ("standing", "profile") and not asks & OF_ALL
    region = parsed.region is not None and not (leaning.inside or within)
    bound = parsed.bound is not None and bool(asks & {"above", "below"})
    either = "either" in asks and any(words <= _known(parsed) for words in SEVERAL)
    return bool(region or asks & OF_ALL or parsed.n or parsed.place or bound or either)


def _known(parsed: Parsed) -> frozenset[str]:
    """The words of a text that something explains."""
    return frozenset(parsed.explanation.known if parsed.explanation is not None else ())


def compares(parsed: Parsed, last: Question) -> bool:
    """Whether a province is named only to be held against the last one ("cao hơn Hà Nội không?")."""
    one = len(parsed.provinces) + len(parsed.unsure) == 1
    asks = parsed.asks
    beside = bool(asks & {"beside", "compare", "above", "below"}) and not asks & {"nation", "average", "who", "reach"}
    return one and beside and bool(last.provinces) and not (parsed.indices or asks & {"top", "bottom", "records"})


def chases(parsed: Parsed, last: Question) -> bool:
    """Whether a province is named only as the one that the last one is to pass ("vượt Long An được không")."""
    named = [id for id, _ in parsed.provinces]
    aimed = "reach" in parsed.asks or not OVERTAKING.isdisjoint(_known(parsed))
    aimed = aimed and named == [parsed.rival] and not parsed.unsure
    return aimed and bool(last.provinces) and parsed.rival not in last.provinces


def regrouped(parsed: Parsed, last: Question, leaning: Leaning) -> tuple[str, ...]:
    """The provinces of a comparison once some were added to those of the last question, or left out; () where no such
    thing is said: "thêm Điện Biên vào", "bỏ Hải Phòng ra", "đổi Hà Nam thành Nam Định".
    """
    said, gone = [id for id, _ in parsed.provinces], _denied(parsed)
    if "leave" in leaning.said:
        gone = [*gone, *(id for id in said if id in last.provinces)]
    leaves = not set(gone).isdisjoint(last.provinces)
    if not said or parsed.unsure or last.intent not in COMPARABLE or parsed.asks - EMPTY - {"compare", "fall"}:
        return ()
    if not leaves and "add" not in leaning.said:
        return ()
    stay = [id for id in last.provinces if id not in gone]
    group = (*stay, *(id for id in said if id not in last.provinces))
    return group if 0 < len(group) <= MOST_COMPARED else ()


def _denied(parsed: Parsed) -> list[str]:
    """The provinces that are named, but denied."""
    items = parsed.explanation.items if parsed.explanation is not None else ()
    whats = [items[i].what for i in sorted(parsed.gone)]
    mentions = [what for what in whats if isinstance(what, Mention) and what.kind == "province"]
    return [one.outcome.name.id for one in mentions if isinstance(one.outcome, Found)]


def merged(parsed: Parsed, last: Question, leaning: Leaning, index: IndexSaid) -> Merged:
    """The parts of the text, completed by those of ``last`` that it leaves out.

    A province replaces the last one, or is compared with it after "so với" or a comparison; a year replaces the last
    year; the criterion stays as long as the index does.
    """
    parsed = replace(parsed, when=_stepped(parsed.when, last))
    group = regrouped(parsed, last, leaning)
    if group:
        parsed = replace(parsed, provinces=[(id, "") for id in group])
    chasing = chases(parsed, last)
    named = bool(parsed.provinces or parsed.unsure)
    said = bool(parsed.n or parsed.place or parsed.group) and not parsed.asks - EMPTY - {"top", "reach"}
    goal = last.intent == "reach" and not named and said  # "còn top 5?" is another goal of the same province
    everywhere = of_all(parsed, last, leaning) and not goal
    comparing = bool(last.provinces) and named and (compares(parsed, last) or last.intent == "comparison")
    comparing = comparing and len(last.provinces) + len(parsed.provinces) + len(parsed.unsure) <= MOST_COMPARED
    comparing = comparing and not group and any(id not in last.provinces for id, _ in parsed.provinces or [("", "")])
    kind = "reach" if goal or chasing else _kind(parsed, last, leaning, everywhere, comparing)
    if group:
        kind = "comparison" if len(group) > 1 else "standing"
    provinces = list(parsed.provinces)
    if (comparing or chasing or not named) and not everywhere:
        before = [(id, "") for id in last.provinces[: 1 if chasing else None]]
        if before and last.via:
            before[0] = (before[0][0], last.via)
        provinces = before + [pair for pair in provinces if pair[0] not in last.provinces]
    indices, codes = list(parsed.indices), list(parsed.codes)
    if {"difference"} <= parsed.asks and len(indices) == 1 and last.intent == "index" and last.index is not None:
        indices = [index(last.index), *indices]  # "khác gì SIPAS"
    if not indices and last.index is not None:
        indices = [index(last.index)]
        if (
            last.indicator
            and not parsed.criteria
            and not codes
            and not parsed.asks & {"index", "publisher", "announced"}
        ):
            codes = [(last.index, last.indicator)]
    asks = parsed.asks | {"compare"} if comparing else parsed.asks
    if last.intent == "index" and last.topic == "difference" and len(indices) == 2 and not asks - EMPTY:
        asks |= {"difference"}
    again = replace(
        parsed,
        when=_when(parsed, last, kind),
        provinces=provinces,
        indices=indices,
        codes=codes,
        asks=asks,
        bound=None if comparing else parsed.bound,
        region=parsed.region or (last.region if leaning.inside or last.intent == "standing" else None),
        agency=parsed.agency or (None if parsed.agency_said else last.agency),
        rest="",
        passed=parsed.passed if leaning.strange else "",
        passed_wide=parsed.passed_wide if leaning.strange else "",
        content=0,
        numbers=[],
    )
    carried = again.when.year is not None and again.when.year == last.year != parsed.when.year
    return Merged(again, kind, last, carried)


def _stepped(when: When, last: Question) -> When:
    """The time with a year that is told by that of the last question: "năm trước đó", or a year that it was held
    against ("so với 2022" after 2023).
    """
    if last.year is None:
        return when
    if when.step and when.year is None:
        return replace(when, year=last.year + when.step)
    if when.than is not None and when.than == last.year - 1:
        return replace(when, year=last.year, since=None, against=True)
    return when


def _kind(parsed: Parsed, last: Question, leaning: Leaning, everywhere: bool, comparing: bool) -> Intent | Literal[""]:
    named = bool(parsed.provinces or parsed.unsure)
    when, own = parsed.when, parsed.asks - EMPTY
    if parsed.region is not None and last.intent in RANKED:
        own -= {"who"}  # "chỉ tính miền Nam", "which of the north"
    if comparing:
        return "comparison"
    if "why" in parsed.asks and own <= {"fall", "change", "bottom", "weakest", "less"}:
        return "gaps" if named or last.provinces else ""
    if "those" in leaning.pointing and last.intent in ("gaps", "components") and own <= {"part", "components"}:
        return last.intent
    if own & {"bottom", "less"} and own <= {"bottom", "less", "part", "components"} and own & {"part", "components"}:
        return "gaps" if last.provinces and not named else ""
    criterion = bool(parsed.criteria or parsed.codes)
    if parsed.asks == {"part"} and not (named or everywhere or criterion) and last.intent in ("profile", "standing"):
        return "components"
    if own == {"tasks"} and last.intent == "tasks" and not named:
        return "tasks"
    if own or when.against or (not named and "rank" in parsed.asks and last.intent not in PLACED):
        return ""
    if (parsed.agency or parsed.agency_said) and last.intent != "tasks":
        return "tasks"
    if everywhere:
        moved = last.intent == "movers" or "either" in parsed.asks
        return "movers" if moved and not parsed.place else "table"
    if named and len(parsed.provinces) + len(parsed.unsure) > 1:
        return "comparison"
    span = when.since is not None or when.open or when.back is not None
    if span and last.intent in ("profile", "standing", "components", "gaps", "records", "reach"):
        return "history"
    single = when.year is not None and not span
    match last.intent:
        case "table" | "movers" if named:
            return "standing"
        case "index" if named:
            return "standing"
        case "comparison" if named:
            return "standing" if last.index or parsed.indices or parsed.criteria else "profile"
        case "index" if single:
            return ""
        case "history" | "records" if single:
            return "standing"
        case "profile":
            return "standing"
        case _:
            return last.intent


def _when(parsed: Parsed, last: Question, kind: str) -> When:
    """The time said, or else the last one, unless what is asked has none or the days were those of another index."""
    when = parsed.when
    if when.year is not None or when.back is not None or when.since is not None:
        return when
    undated = UNDATED - (PLANNED if last.intent in PLANNED else frozenset())
    other = bool(last.period and parsed.indices) or bool((parsed.asks - EMPTY) & undated)
    again = kind == "history" == last.intent
    return replace(
        when,
        year=None if other else last.year,
        period=None if other else last.period,
        since=last.since if again else None,
        back=last.n if again else None,
    )


def kept(question: Question, merged: Merged) -> Question:
    """The question with what the last one of its kind was restricted to, where nothing else was said of it."""
    last, parsed = merged.last, merged.parsed
    if question.intent == "choose" and question.then is not None:
        return replace(question, then=kept(question.then, merged))
    if merged.carried and question.year == last.year:
        question = replace(question, carried=True)
    if last.evil and (question.index, question.indicator) == (last.index, last.indicator):
        question = replace(question, evil=True)
    if question.intent != last.intent or not merged.kind:
        return question
    said = parsed.n or parsed.place or parsed.bound or parsed.asks & OF_ALL
    match question.intent:
        case "table":
            region = question.region or (None if "nation" in parsed.asks else last.region)
            opposite = last.evil and bool(parsed.criteria) and not parsed.evil  # "còn minh bạch nhất?"
            down = question.bottom or (last.bottom and "top" not in parsed.asks and not opposite)
            question = replace(question, region=region, bottom=down)
            if said:
                return question
            return replace(
                question,
                n=last.n,
                place=last.place,
                place_to=last.place_to,
                group=last.group,
                bound=last.bound,
                topic=last.topic if parsed.region is None else "",
            )
        case "movers":
            return replace(
                question,
                region=question.region or last.region,
                n=question.n or last.n,
                direction=question.direction or last.direction,
            )
        case "reach" if not said:
            return replace(question, place=last.place, group=last.group, bound=last.bound)
        case "tasks":
            here = question.provinces == last.provinces
            other = parsed.agency or parsed.agency_said
            return replace(
                question,
                document=question.document or (last.document if here else None),
                agency_said=question.agency_said or ("" if other else last.agency_said),
            )
        case "components" | "index":
            return replace(question, topic=question.topic or last.topic)
        case "comparison":
            return replace(question, region=question.region or last.region)
        case _:
            return question
