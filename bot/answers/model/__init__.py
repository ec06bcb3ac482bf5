"""The kinds of answer as plain values: facts and the reasons beside them, no wording. One dataclass each.

An answer holds everything its text needs, so that rendering asks nothing more; ``bot.answers.contract`` prints the few
parts of it that the public JSON names.
"""

from __future__ import annotations

from bot.answers.model.aims import (
    Gap,
    GapsAnswer,
    Goal,
    GoalKind,
    Lag,
    Promise,
    ReachAnswer,
    TargetsAnswer,
    TasksAnswer,
)
from bot.answers.model.digest import DigestAnswer, Lost
from bot.answers.model.duties import OverdueAnswer, ProgressAnswer, Tally, TallyOf
from bot.answers.model.reference import (
    LANGUAGE_ASKED,
    AboutAnswer,
    Announced,
    ChooseAnswer,
    HelpAnswer,
    IndexAnswer,
    Participants,
    UnknownAnswer,
)
from bot.answers.model.standings import (
    GROUPS,
    AnswerContext,
    Change,
    ComparisonAnswer,
    ComponentsAnswer,
    Group,
    Missing,
    Neighbours,
    Part,
    ProfileAnswer,
    Standing,
    StandingAnswer,
    WhyNoChange,
)
from bot.answers.model.tables import InGroup, Line, MoversAnswer, RegionMean, Spread, TableAnswer, WhyNoMovers
from bot.answers.model.years import HistoryAnswer, RecordsAnswer, Run, Stretch

__all__ = [
    "GROUPS",
    "LANGUAGE_ASKED",
    "AboutAnswer",
    "Announced",
    "Answer",
    "AnswerContext",
    "Change",
    "ChooseAnswer",
    "ComparisonAnswer",
    "ComponentsAnswer",
    "DigestAnswer",
    "Gap",
    "GapsAnswer",
    "Goal",
    "GoalKind",
    "Group",
    "HelpAnswer",
    "HistoryAnswer",
    "InGroup",
    "IndexAnswer",
    "Lag",
    "Line",
    "Lost",
    "Missing",
    "MoversAnswer",
    "Neighbours",
    "OverdueAnswer",
    "Part",
    "Participants",
    "ProfileAnswer",
    "ProgressAnswer",
    "Promise",
    "ReachAnswer",
    "RecordsAnswer",
    "RegionMean",
    "Run",
    "Spread",
    "Standing",
    "StandingAnswer",
    "Stretch",
    "TableAnswer",
    "Tally",
    "TallyOf",
    "TargetsAnswer",
    "TasksAnswer",
    "UnknownAnswer",
    "WhyNoChange",
    "WhyNoMovers",
]

Answer = (
    StandingAnswer
    | ProfileAnswer
    | ComponentsAnswer
    | TableAnswer
    | MoversAnswer
    | ComparisonAnswer
    | HistoryAnswer
    | GapsAnswer
    | ReachAnswer
    | RecordsAnswer
    | TasksAnswer
    | OverdueAnswer
    | ProgressAnswer
    | TargetsAnswer
    | IndexAnswer
    | ChooseAnswer
    | UnknownAnswer
    | HelpAnswer
    | AboutAnswer
)
