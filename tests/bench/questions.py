"""Reading questions: the cost of each question of every set, and of texts made to be slow."""

from __future__ import annotations

import datetime as dt
import random
import statistics
import time

from bot.questions import Reader
from tests.bench.tools import Row
from tests.questions.fit import rows as sets
from tests.support.shipped_names import reader

TODAY = dt.date(2026, 11, 29)
ROUNDS = 5
HOSTILE = 5_000
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
    texts = [text for _, text, _ in sets()]
    of = reader()
    for text in texts:
        of.read(text, today=TODAY)
    costs = [min(_cost(of, text) for _ in range(ROUNDS)) for text in texts]
    median = statistics.median(costs) * 1e6
    slow = sorted(costs)[-len(costs) // 100] * 1e6
    worst, text = max((_cost(of, text), text) for text in hostile())
    return [
        Row(
            f"read(): median over {len(texts)} questions",
            f"{median:.0f} µs (the slowest 1 %: {slow:.0f} µs)",
            "≤ 300 µs",
            median <= 300,
        ),
        Row(
            f"read(): the slowest of {HOSTILE:,} hostile texts of up to {LONGEST:,} characters",
            f"{worst * 1e3:.0f} ms ({text[:24]!r}…)",
            "≤ 100 ms",
            worst <= 0.1,
        ),
    ]


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
