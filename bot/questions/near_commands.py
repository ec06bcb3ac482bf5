"""A command that does not exist, and those it is near: "/rnak", "/rieng tu", "/xếp hạng", "/subscibe" (pure).

What a near command only reads is read; what it would change is left alone, and the command is named. Telegram cuts a
command off at a space or a letter with an accent, people do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot import commands
from bot.commands import Command
from bot.names.normalize import fold
from bot.questions.slips import is_syllable

COMMAND = "command"
"""The topic of a question that is a command near one that would change something, or near several."""
MOST_NAMED = 3
MOST_WORDS = 4
"""A command may be typed as so many words ("/dữ liệu của tôi")."""
LOOKED_AT = 200
"""Letters of a text among which the words of a command may stand."""
SHORTEST, LONG = 4, 8
"""Names of fewer letters are near only as they are; in names of so many letters two slips are forgiven."""
SYNONYMS = {
    "subscribe": "follow", "dangky": "follow", "dangki": "follow", "notify": "follow", "alert": "follow",
    "unsubscribe": "unfollow", "huydangky": "unfollow", "huydangki": "unfollow", "stop": "unfollow",
    "huy": "unfollow", "cancel": "unfollow", "subscriptions": "following", "language": "lang",
    "delete": "forget", "xoa": "forget", "erase": "forget", "excel": "export", "download": "export", "csv": "export",
    "xuatexcel": "export", "xuatfile": "export", "report": "feedback", "baoloi": "feedback", "phanhoi": "feedback",
    "menu": "help", "commands": "help", "lenh": "help", "caclenh": "help", "ranking": "rank", "xhang": "rank",
    "history": "trend", "scores": "score", "diemso": "score", "province": "rank", "tinh": "rank", "source": "about",
    "sources": "about", "settings": "help", "silent": "quiet", "mute": "quiet", "tatthongbao": "quiet",
    "sosanhtinh": "compare", "versus": "compare", "bxh": "top", "bangxephang": "top", "worst": "bottom",
    "best": "top", "changes": "movers", "task": "tasks", "target": "targets", "gap": "gaps",
}  # fmt: skip
"""Names that other bots give to what a command does."""
_COMMAND = re.compile(r"/(?P<name>[^\W_][\w-]{0,63})(?:@\w{1,64})?(?P<rest>[\s:,].*|)\Z", re.DOTALL)
_WORD = re.compile(r"[\s:,]*([^\s:,]+)")


@dataclass(frozen=True, slots=True)
class NearCommand:
    """Commands near one that was ``typed`` and does not exist, the nearest first; ``rest`` is what follows it."""

    typed: str
    commands: tuple[Command, ...]
    rest: str

    @property
    def harmless(self) -> Command | None:
        """The one command that is meant, if it only reads."""
        one = self.commands[0] if len(self.commands) == 1 else None
        return one if one is not None and one.intent else None


def near(text: str) -> NearCommand | None:
    """What a text that begins with an unknown command is near; None for any other text, and where nothing is near."""
    begins = len(text) - len(text.lstrip())
    found = _COMMAND.match(text, begins, begins + LOOKED_AT)
    if found is None or commands.split(text)[0] is not None:
        return None
    words, ends = [found["name"]], [found.start("rest")]
    for word in _WORD.finditer(text, found.start("rest"), begins + LOOKED_AT):
        if len(words) == MOST_WORDS:
            break
        words.append(word[1])
        ends.append(word.end())
    for size in range(len(words), 0, -1):
        name = fold("".join(words[:size])).replace(" ", "")
        command = commands.find(name) or commands.find(SYNONYMS.get(name, ""))
        if command is not None and command in commands.COMMANDS:
            return NearCommand(_typed(text, ends[size - 1]), (command,), text[ends[size - 1] :].lstrip(" :,\n"))
    several = _nearest(fold(words[0]).replace(" ", ""))
    return NearCommand(_typed(text, ends[0]), several, text[ends[0] :].lstrip(" :,\n")) if several else None


@lru_cache(maxsize=512)
def _nearest(name: str) -> tuple[Command, ...]:
    """The commands whose names, or names for them elsewhere, are a slip away; of long ones two."""
    if len(name) < SHORTEST or is_syllable(name):
        return ()  # "/hung yen" is rather a province
    far = 2 if len(name) >= LONG else 1
    names = {one: command for command in commands.COMMANDS for one in (command.name, *command.aliases)}
    names |= {one: command for one, of in SYNONYMS.items() if (command := commands.find(of)) is not None}
    distances = [
        (OSA.distance(name, one, score_cutoff=far), one[0] != name[0], command)
        for one, command in names.items()
        if len(one) >= SHORTEST - 1
    ]
    best = min((distance, other) for distance, other, _ in distances)
    if best[0] > far:
        return ()
    return tuple(dict.fromkeys(command for *at, command in distances if tuple(at) == best))[:MOST_NAMED]


def _typed(text: str, end: int) -> str:
    return " ".join(text[:end].split())[:40]
