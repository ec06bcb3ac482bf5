"""resolve() on the noise set, against the usual fuzzy search over the same spellings."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from itertools import chain

from rapidfuzz import fuzz, process

from bot.names import Found, Gazetteer, fold
from data.model.names import Name
from tests.bench.tools import Row, at_least, in_turns, ratio
from tests.support.typed_names import load_names, noise

ROUNDS = 5
EVERY = 3
"""The fuzzy search is slow: it gets every third text of the set, and so does ``resolve`` beside it."""


def rows() -> list[Row]:
    names = load_names()
    texts = list(noise(names))
    some = texts[::EVERY]
    gazetteer = Gazetteer(names)
    provinces = [name for name in names if name.kind == "province"]
    owner = {fold(alias): name.id for name in provinces for alias in _spellings(name)}
    choices = list(owner)

    def ours(text: str) -> str | None:
        outcome = gazetteer.resolve(text)
        return outcome.name.id if isinstance(outcome, Found) else None

    def theirs(text: str) -> str | None:
        return owner[process.extractOne(fold(text), choices, scorer=fuzz.WRatio)[0]]

    ours("Hưng Yên")  # the index is built on the first asking
    whole = [_timed(ours, text) for _, _, text in texts]
    mine, other = in_turns(ROUNDS, lambda: _median(ours, some), lambda: _median(theirs, some))
    microseconds = statistics.median(whole) * 1e6
    right = _right(ours, some), _right(theirs, some)
    speed = f"{statistics.median(mine) * 1e6:.0f} µs, {statistics.median(other) * 1e6:.0f} µs"
    accuracy = f"{right[0]:.1%} right, {right[1]:.1%} right"
    return [
        Row(
            f"resolve(): median over {len(texts)} noisy names",
            f"{microseconds:.0f} µs (the slowest 1 %: {sorted(whole)[-len(whole) // 100] * 1e6:.0f} µs)",
            "≤ 40 µs",
            microseconds <= 40,
        ),
        at_least("resolve(): speed / process.extractOne(WRatio)", ratio(other, mine), 1, speed),
        at_least("resolve(): accuracy / process.extractOne(WRatio)", right[0] / right[1], 1, accuracy),
    ]


def _spellings(name: Name) -> chain[str]:
    return chain((name.name_vi, name.name_en), name.aliases)


def _timed(work: Callable[[str], str | None], text: str) -> float:
    start = time.perf_counter()
    work(text)
    return time.perf_counter() - start


def _median(work: Callable[[str], str | None], texts: list[tuple[Name, str, str]]) -> float:
    return statistics.median(_timed(work, text) for _, _, text in texts)


def _right(work: Callable[[str], str | None], texts: list[tuple[Name, str, str]]) -> float:
    return sum(work(text) == name.id for name, _, text in texts) / len(texts)
