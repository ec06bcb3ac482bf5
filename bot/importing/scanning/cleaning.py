"""A straightened page -> black letters on white: light evened, stamps taken out, ruling lines painted over."""

from __future__ import annotations

from dataclasses import dataclass

from bot.importing.scanning.pixels import Pixels
from bot.importing.scanning.straightening import COLOURED, LETTER

LONG = 5 * LETTER
"""What is straight for so many pixels is a ruling, not a letter."""
THICKEST = 0.5 * LETTER


@dataclass(frozen=True, slots=True)
class CleanPage:
    """``grey`` holds the letters alone, ``ink`` where they are, ``across`` and ``down`` the rulings, ``coloured`` where
    a stamp or a signature was: there what was read may lack something.
    """

    grey: Pixels
    ink: Pixels
    across: Pixels
    down: Pixels
    coloured: Pixels


def cleaned(pixels: Pixels) -> CleanPage:
    """The page without anything but its letters."""
    import cv2
    import numpy as np

    even = _evenly_lit(pixels)
    grey = even.max(axis=2)
    weakest = even.min(axis=2)
    coloured = ((grey.astype(np.int16) - weakest > COLOURED) & (weakest < 185)).astype(np.uint8) * 255
    coloured = cv2.morphologyEx(coloured, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    grey = np.where(cv2.dilate(coloured, np.ones((3, 3), np.uint8)) > 0, np.where(grey > 110, 255, grey), grey)
    grey = grey.astype(np.uint8)
    soft = cv2.GaussianBlur(grey, (0, 0), 1.0)
    dark = ((soft < 170) * 255).astype(np.uint8)
    # Rulings are thin: in a photograph they are pale, and only darker than what is beside them.
    darker = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    across = _rulings(darker, (int(LONG), 1))
    down = _rulings(darker, (1, int(LONG)))
    lines = cv2.dilate(across | down, np.ones((5, 5), np.uint8))
    grey = grey.copy()
    grey[lines > 0] = 255
    ink = dark.copy()
    ink[lines > 0] = 0
    return CleanPage(grey, _without_specks(ink), across, down, coloured)


def _evenly_lit(pixels: Pixels) -> Pixels:
    """Every colour divided by that of the paper around it: white paper everywhere, also below stripes of a tint."""
    import cv2
    import numpy as np

    scale = 0.25
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    size = int(LETTER * scale * 2.2) | 1
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((size, size), np.uint8)), size)
    paper = cv2.resize(paper, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_LINEAR)
    even = np.empty_like(pixels)
    for colour in range(pixels.shape[2]):  # one after the other, for a page in floating point is large
        lit = pixels[:, :, colour].astype(np.float32)
        lit *= 255.0 / np.maximum(paper[:, :, colour], 40).astype(np.float32)
        even[:, :, colour] = np.clip(lit, 0, 255, out=lit)
    return even


def _rulings(dark: Pixels, length: tuple[int, int]) -> Pixels:
    """Where the page is dark for a length in one direction, but not much in the other."""
    import cv2
    import numpy as np

    kernel = np.ones((length[1], length[0]), np.uint8)
    # A line that wavers by a pixel is found all the same.
    thick = cv2.dilate(dark, np.ones((1, 1) if length == (1, 1) else (3, 1) if length[0] > 1 else (1, 3), np.uint8))
    found = cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel)
    wide = int(THICKEST)
    block = np.ones((wide, 1) if length[0] > 1 else (1, wide), np.uint8)
    solid = cv2.morphologyEx(found, cv2.MORPH_OPEN, block)
    kept: Pixels = cv2.bitwise_and(found, cv2.bitwise_not(solid))
    return kept


def _without_specks(ink: Pixels) -> Pixels:
    import cv2
    import numpy as np

    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    small = stats[:, cv2.CC_STAT_AREA] < 0.008 * LETTER * LETTER
    small[0] = True
    keep = np.where(small, 0, 255).astype(np.uint8)
    return keep[labels] if count > 1 else ink
