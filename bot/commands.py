"""The one table of commands: Telegram's menus, /help, README and the reader of questions all come from it.

Texts are English msgids, translated when shown. Names and aliases are what Telegram accepts,
``[a-z0-9_]{1,32}``; the first alias is the Vietnamese name, which the Vietnamese menu shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Scope = Literal["all", "private", "group"]

_LINE = re.compile(r"\s*/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]+)?(?=[\s:,]|$)[\s:,]*")


def _N(message: str) -> str:
    """Marks a text for translation where it stands; it is translated where it is shown.

    Not ``bot.i18n.N_``: questions are read with this table, and what reads them knows nothing of languages' texts.
    """
    return message


@dataclass(frozen=True, slots=True)
class Command:
    """One command. ``intent`` is that of the question it asks, '' where it changes a setting instead.

    ``scope`` says in which menus it stands. ``example`` has the canonical name; it is understood as written. ``drawn``:
    it is answered with the picture of its answer, or with a ``map``, where there is one. ``changes``: it changes what
    the chat has chosen, which in groups is for administrators only.
    """

    name: str
    aliases: tuple[str, ...]
    intent: str
    scope: Scope
    menu_en: str
    help_en: str
    example: str
    drawn: Literal["", "chart", "map"] = ""
    changes: bool = False

    @property
    def name_vi(self) -> str:
        return self.aliases[0] if self.aliases else self.name


COMMANDS: tuple[Command, ...] = (
    Command(
        "rank",
        ("xephang", "hang", "thuhang"),
        "profile",
        "all",
        _N("Where a province stands"),
        _N(
            "A province's place in all indices, or in one index, criterion or year. No province: your home, or the top."
        ),
        "/rank Hưng Yên PAPI 2024",
    ),
    Command(
        "score",
        ("thanhphan", "diem", "noidung"),
        "components",
        "all",
        _N("Scores, criterion by criterion"),
        _N("Every criterion of an index: the score, its rank, the national median and the best."),
        "/score Hưng Yên PAPI 2024",
    ),
    Command(
        "top",
        ("dandau", "dungdau"),
        "table",
        "all",
        _N("The leading provinces"),
        _N("The top of an index's table; you may add a number, a criterion, a year or a region."),
        "/top 5 PAPI 2023 Tây Nguyên",
    ),
    Command(
        "bottom",
        ("cuoibang", "doiso"),
        "table",
        "all",
        _N("The provinces at the bottom"),
        _N("The bottom of an index's table; you may add a number, a criterion, a year or a region."),
        "/bottom 5 PAPI 2023",
    ),
    Command(
        "map",
        ("bando",),
        "table",
        "all",
        _N("A map of the provinces"),
        _N("All provinces on a map, coloured by their place; you may add a criterion or a year."),
        "/map PAPI 2024",
        "map",
    ),
    Command(
        "movers",
        ("biendong", "tanghang"),
        "movers",
        "all",
        _N("Who rose and who fell"),
        _N("Who rose and fell most vs the year before; you may add an index, a criterion, a year or a region."),
        "/movers PAPI 2024",
    ),
    Command(
        "compare",
        ("sosanh",),
        "comparison",
        "all",
        _N("Compare two to four provinces"),
        _N("Two to four provinces side by side, separated by commas."),
        "/compare Hưng Yên, Thái Bình PAPI 2024",
        "chart",
    ),
    Command(
        "trend",
        ("quacacnam", "lichsu", "xuhuong"),
        "history",
        "all",
        _N("Results over the years"),
        _N("A province's scores and ranks over the years, with the breaks in method."),
        "/trend Hưng Yên PAPI",
        "chart",
    ),
    Command(
        "gaps",
        ("matdiem", "diemyeu"),
        "gaps",
        "all",
        _N("Where points were lost"),
        _N("Points lost against the best, the median and the year before; the lowest-ranked criterion first."),
        "/gaps Hưng Yên PAPI 2024",
        "chart",
    ),
    Command(
        "tasks",
        ("nhiemvu",),
        "tasks",
        "all",
        _N("Tasks assigned"),
        _N("Tasks that documents assign, by criterion, with agencies and deadlines."),
        "/tasks Hưng Yên PAPI minh bạch",
    ),
    Command(
        "overdue",
        ("quahan",),
        "tasks",
        "all",
        _N("Overdue tasks"),
        _N("Tasks of the plans in force whose date has passed; you may add an agency, an index or a document."),
        "/overdue Hưng Yên",
    ),
    Command(
        "progress",
        ("tiendo",),
        "tasks",
        "all",
        _N("How far plans have come"),
        _N("How many tasks of a province's plans are done and overdue: by plan, by agency, by criterion."),
        "/progress Hưng Yên",
    ),
    Command(
        "targets",
        ("muctieu",),
        "targets",
        "all",
        _N("Targets and results"),
        _N("What a province set out to reach in an index and a year, beside the result."),
        "/targets Bắc Giang 2024",
    ),
    Command(
        "index",
        ("chiso", "bochiso"),
        "index",
        "all",
        _N("What an index measures"),
        _N("What an index measures, who publishes it, its criteria and the breaks in its method."),
        "/index SIPAS",
    ),
    Command(
        "export",
        ("xuat", "taive"),
        "",
        "all",
        _N("Export to Excel"),
        _N("An index, a criterion, a province or tasks as an Excel file with sources; add “csv” for CSV."),
        "/export PAPI 2024",
    ),
    Command(
        "follow",
        ("theodoi", "dangky", "subscribe"),
        "",
        "all",
        _N("Get news of new rankings"),
        _N("Hear of new figures of a province or an index, or of tasks that are due: “/follow tasks Hung Yen”."),
        "/follow Hưng Yên PAPI",
        changes=True,
    ),
    Command(
        "unfollow",
        ("botheodoi", "bothodoi", "huytheodoi", "huydangky", "unsubscribe"),
        "",
        "all",
        _N("Stop that news"),
        _N("Stop following what you name; without a name, see what is followed."),
        "/unfollow Hưng Yên",
        changes=True,
    ),
    Command(
        "following",
        ("dangtheodoi",),
        "",
        "all",
        _N("What is followed here"),
        _N("See what this chat follows, with a button to remove each item."),
        "/following",
    ),
    Command(
        "quiet",
        ("yenlang",),
        "",
        "all",
        _N("Quiet hours"),
        _N("Hours in which no alert comes; alerts wait until they end. Off: alerts at any hour."),
        "/quiet 21-7",
        changes=True,
    ),
    Command(
        "home",
        ("tinhnha",),
        "",
        "all",
        _N("Your home province"),
        _N("Choose the province that a question means when it names none; the command alone shows your choice."),
        "/home Hưng Yên",
        changes=True,
    ),
    Command(
        "cancel",
        ("huy", "thoi", "boqua"),
        "",
        "all",
        _N("Give up what is begun"),
        _N(
            "End what is begun: a report on a task, a file, feedback, a question of mine. “cancel” alone does the same."
        ),
        "/cancel",
    ),
    Command(
        "help",
        ("trogiup", "huongdan"),
        "help",
        "all",
        _N("How to ask"),
        _N("All commands; add a command's name to see that one with an example."),
        "/help rank",
    ),
    Command(
        "about",
        ("nguon", "gioithieu"),
        "about",
        "all",
        _N("Sources and limits of the data"),
        _N("Where the figures come from, how far they go and what is missing."),
        "/about",
    ),
    Command(
        "lang",
        ("ngonngu",),
        "",
        "all",
        _N("Tiếng Việt or English"),
        _N("Change the language of this chat."),
        "/lang en",
        changes=True,
    ),
    Command(
        "feedback",
        ("gopy",),
        "",
        "all",
        _N("Say what is wrong"),
        _N("Tell the operators what is wrong or missing; they answer here."),
        "/feedback",
    ),
    Command(
        "privacy",
        ("riengtu",),
        "",
        "all",
        _N("What I keep about you"),
        _N("What I keep about this chat, why, how long and who sees it."),
        "/privacy",
    ),
    Command(
        "mydata",
        ("dulieucuatoi",),
        "",
        "all",
        _N("Your data as a file"),
        _N("Everything that I keep about this chat, as a file."),
        "/mydata",
    ),
    Command(
        "forget",
        ("xoadulieu",),
        "",
        "all",
        _N("Delete your data"),
        _N("Delete everything that I keep about this chat; I ask first."),
        "/forget",
        changes=True,
    ),
    Command(
        "tables",
        ("bang",),
        "",
        "all",
        _N("Real tables or text"),
        _N("Send rankings, criteria and tasks here as real tables (on) or as text (off)."),
        "/tables on",
        changes=True,
    ),
    Command(
        "start",
        ("batdau",),
        "help",
        "private",
        _N("Begin"),
        _N("A few words on what you can ask."),
        "/start",
    ),
)

FOR_OPERATORS: tuple[Command, ...] = (
    Command(
        "mytasks",
        ("baocao", "vieccuatoi"),
        "",
        "private",
        _N("Report on tasks"),
        _N("For those with a role: the tasks that they report on or judge, with buttons to report and to decide."),
        "/mytasks",
    ),
    Command(
        "resume",
        ("guitiep",),
        "",
        "private",
        _N("Send on alerts that are held"),
        _N("For operators: sends on the alerts that were held for a mistake of the bot; a number names one."),
        "/resume",
        changes=True,
    ),
    Command(
        "plans",
        ("kehoach",),
        "",
        "private",
        _N("Plans of your province"),
        _N("For editors: the plans brought for a province, to withdraw or reinstate one, and to set its reminders."),
        "/plans Hưng Yên",
    ),
    Command(
        "roles",
        ("vaitro",),
        "",
        "private",
        _N("Who may bring plans and report on tasks"),
        _N(
            "Your roles, with a button to leave each. For operators: everybody's, and an invitation of whom you name: "
            "the province, “editor” or “reporter” with the agency, and the person's name."
        ),
        "/roles Hưng Yên editor Nguyễn Văn A",
        changes=True,
    ),
)
"""Commands that stand in no menu and no list: whoever may not use them need not see them."""

_BY_NAME = {name: command for command in COMMANDS + FOR_OPERATORS for name in (command.name, *command.aliases)}


def find(name: str) -> Command | None:
    """The command of this name or alias, with or without the slash, in any capitals; None if unknown."""
    return _BY_NAME.get(name.strip().removeprefix("/").lower())


def split(text: str) -> tuple[Command | None, str]:
    """Splits a command line into its command and its arguments; (None, text) if it is none that we know.

    ``/rank@ChiSoTinhBot Hưng Yên`` and ``/xephang Hưng Yên`` both give ``rank`` and ``Hưng Yên``.
    """
    line = _LINE.match(text)
    command = _BY_NAME.get(line[1].lower()) if line else None
    return (command, text[line.end() :]) if line and command else (None, text)
