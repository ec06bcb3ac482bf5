"""The words around a province's name that only say what it is: "tỉnh", "TP.", "province", "city" (pure functions)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.names.telex import decode_telex

_BEFORE = (
    ("uy", "ban", "nhan", "dan", "tinh"),
    ("thanh", "pho"),
    ("province", "of"),
    ("city", "of"),
    ("ubnd", "tinh"),
    ("thi", "xa"),
    ("thu", "do"),
    ("ubnd",),
    ("tinh",),
    ("tp",),
    ("tx",),
    ("t",),
)
_AFTER = (
    ("viet", "nam"),
    ("vietnam",),
    ("vn",),
    ("province",),
    ("provinces",),
    ("prov",),
    ("city",),
    ("municipality",),
)
_GLUED_BEFORE = ("thanhpho", "tinh", "tp")
_GLUED_AFTER = ("province", "city")


def without(words: Sequence[str]) -> slice | None:
    """Which of the words are the name itself; None if nothing can be taken off. The name is never empty.

    The words before the name may be raw keystrokes ("tinhr", "thanhf phoos").
    """
    start, end = 0, len(words)
    decoded = [decode_telex(word) for word in words[:5]]
    for before in _BEFORE:
        n = len(before)
        if end > n and (tuple(words[:n]) == before or tuple(decoded[:n]) == before):
            start = n
            break
    for _ in range(2):  # "Hue City, Vietnam"
        for after in _AFTER:
            n = len(after)
            if end - start > n and tuple(words[end - n : end]) == after:
                end -= n
                break
    return slice(start, end) if (start, end) != (0, len(words)) else None


def is_before(word: str) -> bool:
    """Whether the word, standing alone, announces a name: "tinh", "tp"."""
    return (word,) in _BEFORE


def unglued(solid: str) -> Iterator[str]:
    """What may be left of a text without spaces when these words are taken off: ``tinhhungyen`` -> ``hungyen``."""
    for before in _GLUED_BEFORE:
        if solid.startswith(before) and len(solid) > len(before) + 2:
            yield solid[len(before) :]
    for after in _GLUED_AFTER:
        if solid.endswith(after) and len(solid) > len(after) + 2:
            yield solid[: -len(after)]


def widened(words: Sequence[str], start: int, end: int, free: Callable[[int], bool]) -> tuple[int, int]:
    """The span of a name together with such words around it, as far as those are free."""
    for before in _BEFORE:
        at = start - len(before)
        if at >= 0 and tuple(words[at:start]) == before and all(map(free, range(at, start))):
            start = at
            break
    for after in _AFTER:
        to = end + len(after)
        if tuple(words[end:to]) == after and all(map(free, range(end, to))):
            return start, to
    return start, end
