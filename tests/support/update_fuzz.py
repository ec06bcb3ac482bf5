"""Updates changed in every way, the same for the same seed: fields gone, of other types, extreme, hostile, doubled."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.support.update_contents import DATE, JSON
from tests.support.update_shapes import TEXTS, shapes

FIRST_NUMBER = 500_000_001
UNTOUCHED = 0.1
"""So many of the updates stay as Telegram would send them."""

OTHER_TYPES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    7,
    3.5,
    "",
    "chữ",
    [],
    {},
    [[]],
    [None],
    {"a": 1},
    [{"id": 1}],
)
NUMBERS: tuple[Any, ...] = (
    *(0, 1, -1, 2**31, -(2**31) - 1, 2**52 - 1, 2**52, 2**53, 2**63 - 1, 2**63, -(2**63), 2**64, 2**70, 10**400),
    *(1e308, float("inf"), float("-inf"), float("nan"), -0.0, 1.5),
)
DATES: tuple[Any, ...] = (
    0,
    -1,
    1,
    DATE * 1000,
    DATE * 10**6,
    -(2**40),
    2**33,
    10**18,
    "2026-11-22T10:00:00Z",
    1e12,
    253402300800,
)
STRINGS: tuple[str, ...] = (
    *("", " ", "\n", "\0", "a\0b", "\ud800", "\udfff\ud83d", "Hưng\ud800Yên PAPI", "\ufeff", "\uffff", "\u202etxet"),
    *("😀" * 4096, "x" * 100_000, "\n" * 4096, " " * 4096, "ạ\u0301\u0302\u0303" * 1000, "﷽" * 500, "🇻🇳" * 200),
    *("<b>", "&lt;&#0;", "</blockquote>", "'; DROP TABLE chat; --", "%s%n{}{0}", "../../etc/passwd", "tg://user?id=1"),
    *("/", "/@", "//", "/rank@", "@chisotinh_bot", "/start " + "a" * 64, "/rank " * 600, "1" * 4000, "1e999 -0 ١٢٣ ½"),
    *("xếp " + " " * 990 + "x", "(" * 990, "so với " * 500, "PAPI " * 800, "Hưng Yên, " * 400, "2024-" * 800),
    *("/quiet 99:99-1:1", "/quiet " + "9" * 500, "/follow " + "Hưng Yên " * 300, "/follow -> @" + "k" * 300),
    *("/lang \ud83d", "\r\n\t\v\f", "\u2028\u2029", "\u200b\u200d\ufe0f", "Hưng" + "\u0323" * 2000),
)  # fmt: skip

Place = tuple[Any, Any]
"""A dictionary or list, and the key or position in it."""


def places(value: Any) -> Iterator[Place]:
    """Everything inside, from the outside to the inside."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in list(inside):
        yield value, key
        yield from places(item)


def fuzzed(seed: int, count: int) -> Iterator[JSON]:
    """So many updates with their numbers, in the order they come."""
    random = Random(seed)
    known = shapes()
    number = FIRST_NUMBER
    for _ in range(count):
        update = copy.deepcopy(random.choice(known))
        if random.random() > UNTOUCHED:
            for _ in range(random.choice((1, 1, 1, 2, 4))):
                _change(random, update, known)
        number += random.random() > 0.02  # now and then the same update comes twice
        yield {"update_id": number, **update}


def _change(random: Random, update: JSON, known: list[JSON]) -> None:
    found = list(places(update))
    if found:
        holder, key = random.choice(found)
        random.choice(CHANGES)(random, holder, key, known)


def _remove(random: Random, holder: Any, key: Any, known: list[JSON]) -> None:
    del holder[key]


def _other_type(random: Random, holder: Any, key: Any, known: list[JSON]) -> None:
    holder[key] = copy.deepcopy(random.choice(OTHER_TYPES))


def _extreme(random: Random, holder: Any, key: Any, known: list[JSON]) -> None:
    """A number or a string out of all bounds, of the kind that was there, where there was one."""
    if isinstance(key, str) and key.endswith("date"):
        holder[key] = random.choice(DATES)
    elif isinstance(holder[key], int | float):
        holder[key] = random.choice(NUMBERS)
    else:
        holder[key] = random.choice(STRINGS)


def _hostile_text(random: Random, holder: Any, key: Any, known: list[JSON]) -> None:
    """Strings where people write them; anywhere else a field that nobody knows."""
    if isinstance(holder[key], str):
        holder[key] = random.choice((*STRINGS, holder[key] * 50, holder[key][::-1], random.choice(TEXTS)))
    elif isinstance(holder, dict):
        holder[random.choice(STRINGS)] = random.choice(NUMBERS)


def _transplant(random: Random, holder: Any, key: Any, known: list[JSON]) -> None:
    donor = list(places(random.choice(known)))
    if donor:
        other, place = random.choice(donor)
        holder[key] = copy.deepcopy(other[place])


def _double(random: Random, holder: Any, key: Any, known: list[JSON]) -> None:
    if isinstance(holder, list):
        holder.extend([copy.deepcopy(holder[key])] * random.choice((1, 3, 400)))
    else:
        holder[f"{key}_2"] = copy.deepcopy(holder[key])


def _nest(random: Random, holder: Any, key: Any, known: list[JSON]) -> None:
    value: Any = copy.deepcopy(holder[key])
    for _ in range(random.choice((1, 2, 40, 200))):
        value = [value] if random.random() < 0.5 else {"reply_to_message": value}
    holder[key] = value


CHANGES: tuple[Callable[[Random, Any, Any, list[JSON]], None], ...] = (
    *(_remove, _other_type, _other_type, _extreme, _extreme),
    *(_hostile_text, _hostile_text, _transplant, _double, _nest),
)
