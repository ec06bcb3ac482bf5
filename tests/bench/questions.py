"""Reading questions: the cost of each question when it is first read, and of texts made to be slow."""

from __future__ import annotations

import csv
import datetime as dt
import math
import random
import statistics
import time
from pathlib import Path

from bot.questions import Reader
from bot.runtime import settle
from tests.bench.tools import Row
from tests.questions.fit import rows as sets
from tests.support.shipped_names import reader

TODAY = dt.date(2026, 11, 29)
ROUNDS = 5
HOSTILE = 5_000
QUESTIONS = Path(__file__).parents[1] / "questions" / "questions_vi.csv"
WARM = 500
"""So many questions are read before anything is measured."""
FORGETTING = 300
"""So many hostile texts are read before each half is measured: what is remembered is mostly of them."""
LONGEST = 4_096
PIECES = (
    "hung yen ", "hugn yne ", "quảng ", "năm 2024 ", "4.1 ", "tháng 9 ", "so sánh xqz vbn ", "1", "/", "ﷺ",
    "h\u0301\u0302",
    "không phải ", "à nhầm ", "hai không hai ", "87/KH-UBND ", "trên 45 điểm ", "tham gia lai châu ", "từ 2018 đến ",
    "a", ".",
    "papilongan2022", "nguyễn thái bình ", "em là cán bộ sở ", "top ", "binh ", "giang ", "cho em hỏi ", "\u200b",
    ",", "ddieemr ",
)  # fmt: skip
"""What hostile texts are made of, one piece over and over or several mixed."""


def rows() -> list[Row]:
    of = reader()
    settle()
    everyday = [row["question"] for row in csv.DictReader(QUESTIONS.open(encoding="utf-8"))]
    texts = [text for _, text, _ in sets()]
    for text in (*everyday, *texts[:: len(texts) // WARM]):
        of.read(text, today=TODAY)
    known = [min(_cost(of, text) for _ in range(ROUNDS)) for text in everyday]
    every = _first_costs(of, texts)
    worst, text = max((_cost(of, text), text) for text in hostile())
    return [
        _row(f"read(): median over the {len(known)} questions of {QUESTIONS.name}", known, 300),
        _row(f"the same over all {len(every)} questions of the sets, letters included, each read once", every),
        Row(
            f"read(): the slowest of {HOSTILE:,} hostile texts of up to {LONGEST:,} characters",
            f"{worst * 1e3:.0f} ms ({text[:24]!r}…)",
            "≤ 100 ms",
            worst <= 0.1,
        ),
    ]


def _row(what: str, costs: list[float], most: float = math.inf) -> Row:
    median = statistics.median(costs) * 1e6
    slow = sorted(costs)[-len(costs) // 100] * 1e6
    return Row(
        what,
        f"{median:.0f} µs (the slowest 1 %: {slow:.0f} µs)",
        f"≤ {most} µs" if most < math.inf else "",
        None if most == math.inf else median <= most,
    )


def _first_costs(of: Reader, texts: list[str]) -> list[float]:
    """What each text costs when nothing of it was read lately: its words may be remembered, as in a day's work."""
    costs = []
    for half in (texts[::2], texts[1::2]):
        for text in hostile()[:FORGETTING]:
            of.read(text, today=TODAY)
        costs += [_cost(of, text) for text in half]
    return costs


def hostile() -> list[str]:
    """The same texts each time: each piece alone, then mixtures, of all lengths."""
    chance = random.Random(11)
    found = [(piece * LONGEST)[:LONGEST] for piece in PIECES]
    while len(found) < HOSTILE:
        some = [chance.choice(PIECES) for _ in range(chance.randint(1, 6))]
        text = "".join(chance.choice(some) for _ in range(chance.choice((5, 40, 200, LONGEST))))
        found.append(text[: chance.choice((60, 400, LONGEST))])
    return found


def _cost(of: Reader, text: str) -> float:
    start = time.process_time()
    of.read(text, today=TODAY)
    return time.process_time() - start
