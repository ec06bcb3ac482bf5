"""A picture on its side or upside down -> by how many quarters it is to be turned. Phones often do not say.

Along which way the lines of text run is seen by their words, which are long; which end is up is asked of a reader, who
is surer of words that stand upright. Nothing beyond the readers is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from bot.importing.scanning.boxes import Box
from bot.importing.scanning.pixels import Pixels
from bot.importing.scanning.readers import CellReader, LineReading
from bot.importing.scanning.straightening import LETTER, darkness, letter_height

WORDS = 12
"""How many of the longest words are read."""
LONG = 3.5
"""What is so many times as long as high is a word."""
CLEAR = 1.6
"""Where words are so many times as long in one way as in the other, only that way is tried."""
UPRIGHT = 0.8
"""Words read so surely, of 1, stand upright: upside down they came to 0.7 at most."""
SURER = 0.12
"""By so much the readings of a turned picture must be better than those of the picture as it is."""


def quarters(pixels: Pixels, asked: Sequence[CellReader]) -> int:
    """By how many quarters, against the clock, the picture is to be turned so that its text stands upright; 0 where
    that is not clear.
    """
    level = _words(pixels)
    as_it_is = _legible(*level, asked)
    if as_it_is >= UPRIGHT:
        return 0
    upright = _words(turned(pixels, 1))
    found = {0: as_it_is}
    if _length(level[1]) * CLEAR >= _length(upright[1]):
        found[2] = _legible(*_upside_down(*level), asked)
    if _length(upright[1]) * CLEAR >= _length(level[1]):
        found[1] = _legible(*upright, asked)
        found[3] = _legible(*_upside_down(*upright), asked)
    best = max(found, key=lambda way: found[way])
    return best if found[best] >= as_it_is + SURER else 0


def turned(pixels: Pixels, turns: int) -> Pixels:
    """The picture turned against the clock by so many quarters."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(pixels, turns)) if turns else pixels


def _words(pixels: Pixels) -> tuple[Pixels, list[Box]]:
    """The picture in grey, with letters of the height that readers like, and its longest words."""
    import cv2
    import numpy as np

    dark = darkness(pixels)
    height = letter_height(dark)
    if not height:
        return dark, []
    scale = min(LETTER / height, 1.5)
    size = (round(dark.shape[1] * scale), round(dark.shape[0] * scale))
    dark = ((cv2.resize(dark, size, interpolation=cv2.INTER_AREA) > 100) * 255).astype(np.uint8)
    grey = cv2.resize(pixels.max(axis=2), size, interpolation=cv2.INTER_AREA)
    letter = height * scale
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    letters = (np.maximum(wide, high) < 2.5 * letter) & (np.maximum(wide, high) > 0.3 * letter)
    letters[0] = False
    text = (letters[labels] * 255).astype(np.uint8)
    joined = cv2.morphologyEx(text, cv2.MORPH_CLOSE, np.ones((1, int(0.6 * letter) | 1), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes = [
        (max(0, int(left) - 3), max(0, int(top) - 3), int(left + across) + 3, int(top + down) + 3)
        for left, top, across, down, _ in stats[1:]
        if 0.6 * letter < down < 2.2 * letter and across > LONG * down
    ]
    return grey, sorted(boxes, key=lambda box: box[0] - box[2])[:WORDS]


def _upside_down(grey: Pixels, words: Sequence[Box]) -> tuple[Pixels, list[Box]]:
    high, wide = grey.shape
    return turned(grey, 2), [
        (wide - right, high - bottom, wide - left, high - top) for left, top, right, bottom in words
    ]


def _legible(grey: Pixels, words: Sequence[Box], asked: Sequence[CellReader]) -> float:
    """How sure the last reader is of the words, from 0 to 1; what is read as no letters counts as nothing."""
    return mean(map(_sure, asked[-1].read(grey, words))) if words else 0.0


def _length(words: Sequence[Box]) -> int:
    return sum(right - left for left, _, right, _ in words)


def _sure(reading: LineReading) -> float:
    letters = sum(map(str.isalpha, reading.text))
    return reading.sure if 2 * letters > len(reading.text) else 0.0
