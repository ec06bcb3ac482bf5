"""Every regular expression that reads what people typed or sent takes time in proportion to the text, whatever it is.

The patterns of the rooms that read are collected from their modules, so that a new one is covered. Each is given texts
made of its own words and signs, repeated; what takes suspiciously long is timed with an eighth and with twice as much.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.importing.headers import Headers
from bot.questions import addressed
from tests.support.importing_kit import Kit, kit_of

ROOMS = ("bot.importing", "bot.names", "bot.questions")
SIGNS = " \t\n10axA.,-–()[]/%'’@*¹_"
PAIRS = ("1 ", "a ", "1.", "1,", ". ", "1/", "/1", " /", "( ", "(1", "[1", "1)", "a1", "111 ", "x1x", "(1) ", "2024 ")
SHORT, LONG, LONGEST = 500, 2_000, 4_000
GROWTH = 22.0
"""The most that the longest text may take of what the short one takes: 8 if the time is linear, 64 if quadratic."""
PLAIN = re.compile(r"\w|\W")
QUICK, DEAR = 30, 300
"""How many times longer than this plain pattern one may take for a long text without a closer look (what is linear
takes up to 17, what is quadratic 70 or more), and at all: loops within bounded loops are dear, too.
"""
MADE_OF_DATA = {"Headers.__init__", "_name", "_re"}
"""The functions in which patterns are made: of the catalogue's names, the bot's name, and parts of a pattern."""


@pytest.fixture(scope="module")
def kit(shipped: Path) -> Kit:
    return kit_of(shipped)


def modules() -> Iterator[ModuleType]:
    for room in ROOMS:
        for found in pkgutil.walk_packages(importlib.import_module(room).__path__, f"{room}."):
            yield importlib.import_module(found.name)


def patterns_in(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict):
        yield from patterns_in(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from patterns_in(one)


def collected(kit: Kit) -> dict[re.Pattern[str], str]:
    """Pattern -> where it stands: those of the modules, and those made of names."""
    holders: list[tuple[str, dict[str, Any]]] = [(module.__name__, vars(module)) for module in modules()]
    for index in kit.catalogue.indices:
        holders.append((f"headers of {index}", vars(Headers(kit.catalogue, kit.gazetteer, index, 2026))))
    holders.append(("addressed", {"name": addressed._name("chi_so_tinh_bot")}))
    return {
        pattern: f"{holder}.{name}"
        for holder, values in holders
        for name, value in values.items()
        if not name.startswith("__")
        for pattern in patterns_in(value)
    }


def texts(pattern: re.Pattern[str], size: int) -> Iterator[str]:
    """Texts of about ``size`` characters that repeat what the pattern itself speaks of, in the same order."""
    source = re.sub(r"\\[A-Za-z]|\(\?P<\w+>|\(\?[a-z<!=:>]+", " ", pattern.pattern)
    words = list(dict.fromkeys(re.findall(r"[^\W\d_]{2,}", source)))[:40]
    signs = dict.fromkeys((*SIGNS, *(char for char in source if not char.isspace() and not char.isalnum())))
    pumps = [*signs, *PAIRS, "<!--", *words, *(f"{word} " for word in words), " ".join(words) + " "]
    for front in ("", *(f"{word} " for word in words[:2]), "1 ", "("):
        for pump in pumps:
            yield front + pump * (size // len(pump)) + "§"


def seconds(pattern: re.Pattern[str], text: str, repeats: int) -> float:
    """Of our own time, the best of several runs, searching and matching whole: others may be busy on the machine."""
    best = float("inf")
    for _ in range(repeats):
        began = time.thread_time()
        for _ in pattern.finditer(text):
            pass
        pattern.fullmatch(text)
        best = min(best, time.thread_time() - began)
    return best


@cache
def plainly() -> float:
    """What the plain pattern takes for a long text on this machine: all times are held against it."""
    return seconds(PLAIN, "hưng yên " * (LONG // 9), 50)


def growth(pattern: re.Pattern[str]) -> float:
    """The worst ratio of the times that the longest and a short text take, of those that take any time; infinite for a
    pattern that is too dear.
    """
    worst = 1.0
    quick = QUICK * plainly()
    for short, long, longest in zip(*(texts(pattern, size) for size in (SHORT, LONG, LONGEST)), strict=True):
        if seconds(pattern, long, 1) > quick and (best := seconds(pattern, long, 2)) > quick:
            if best > DEAR * max(plainly(), seconds(PLAIN, long, 5)):
                return float("inf")
            worst = max(worst, _ratio(pattern, short, longest))
        if worst > GROWTH:
            break
    return worst


def is_slow(pattern: re.Pattern[str]) -> bool:
    """Whether it grows too fast, or is too dear, each time that it is looked at: a busy machine may once make it so."""
    return all(growth(pattern) > GROWTH for _ in range(3))


def _ratio(pattern: re.Pattern[str], short: str, longest: str) -> float:
    """Each text is timed in turn with the other, so that whatever else the machine does slows both; the best count."""
    pairs = [(seconds(pattern, short, 3), seconds(pattern, longest, 1)) for _ in range(5)]
    return min(long for _, long in pairs) / min(brief for brief, _ in pairs)


def test_every_pattern_takes_time_in_proportion_to_the_text(kit: Kit) -> None:
    patterns = collected(kit)
    assert len(patterns) > 60
    slow = {place: pattern.pattern for pattern, place in patterns.items() if is_slow(pattern)}
    assert slow == {}


@pytest.mark.parametrize("pattern", [r"\s*(?:%|điểm)\.?$", r"[(\[][^)\]]*\d[)\]]", r"(?:bot |can |bot ){0,13}x"])
def test_the_test_sees_a_pattern_that_is_not(pattern: str) -> None:
    assert is_slow(re.compile(pattern))


def test_no_pattern_is_hidden_in_a_function() -> None:
    """Each is a constant of its module, where the test above finds it, or made in a function named here."""
    hidden = []
    for module in modules():
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for owner in ast.walk(tree):
            if not isinstance(owner, ast.ClassDef | ast.Module):
                continue
            for made in (node for node in owner.body if isinstance(node, ast.FunctionDef)):
                name = f"{owner.name}.{made.name}" if isinstance(owner, ast.ClassDef) else made.name
                calls = (node.func for node in ast.walk(made) if isinstance(node, ast.Call))
                uses = [call for call in calls if isinstance(call, ast.Attribute) and ast.unparse(call.value) == "re"]
                if name not in MADE_OF_DATA and any(call.attr != "escape" for call in uses):
                    hidden.append(f"{module.__name__}.{name}")
    assert hidden == []
