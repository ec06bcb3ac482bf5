"""What the buttons under tasks do. A task is named by its key alone, a number that no task of any document shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast, get_args

from bot.presses.fields import number_field
from data.tasks.model import ReportState

KEY = re.compile(r"[0-9]{1,18}")
PAGE = re.compile(r"[0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class ShowTask:
    """Show what became of a task, and what the person may say of it."""

    key: str


@dataclass(frozen=True, slots=True)
class SayOfTask:
    """Say this of a task: what is done about it, or what an editor decides. ``plain``: without any words."""

    key: str
    state: ReportState
    plain: bool = False


@dataclass(frozen=True, slots=True)
class SayNothing:
    """Say nothing of a task after all."""

    key: str


@dataclass(frozen=True, slots=True)
class OwnTasks:
    """List the tasks that the person reports on."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowFile:
    """Send the file that came with a report, by the number of that."""

    report: int


TaskPress = ShowTask | SayOfTask | SayNothing | OwnTasks | ShowFile


def fields_of(press: TaskPress) -> tuple[str, ...]:
    """The letters of the press and its fields."""
    match press:
        case ShowTask():
            return "tk", press.key
        case SayOfTask():
            return "ts", press.key, press.state, "p" if press.plain else ""
        case SayNothing():
            return "tn", press.key
        case OwnTasks():
            return "tm", number_field(press.page)
        case ShowFile():
            return "tf", str(press.report)


def press_of(letters: str, fields: Sequence[str]) -> TaskPress | None:
    """The press of these letters and fields."""
    first, second, third = fields[:3]
    if letters == "tm":
        return OwnTasks(int(first or 0)) if PAGE.fullmatch(first) else None
    if not KEY.fullmatch(first):
        return None
    match letters:
        case "tk":
            return ShowTask(first)
        case "ts" if second in get_args(ReportState):
            return SayOfTask(first, cast(ReportState, second), third == "p")
        case "tn":
            return SayNothing(first)
        case "tf":
            return ShowFile(int(first))
    return None
