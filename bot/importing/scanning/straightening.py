"""A photographed page -> the page as if it lay below a copier: no turn, no leaning, letters of one height."""

from __future__ import annotations

from dataclasses import dataclass

from bot.importing.scanning.pixels import Pixels

LETTER = 26.0
"""Height of a figure, in pixels, that both readers read best."""
MOST_WIDTH, MOST_HEIGHT = 3_800, 5_200
SMALL = 1_000
"""The longer side of the picture in which the sheet's own edges are looked for."""
MOST_TURN = 8.0
COLOURED = 55
"""By how much the strongest and the weakest colour of a stamp's or a signature's ink differ."""
EDGE = 6
"""Pixels along the edge of a sheet that show what lies below it."""


@dataclass(frozen=True, slots=True)
class Straight:
    """The straightened picture, and the ``way`` back: the matrix that takes a place in it to one in the original."""

    pixels: Pixels
    way: Pixels


def straightened(pixels: Pixels) -> Straight:
    """The picture with horizontal rows, vertical columns and letters of about ``LETTER`` pixels."""
    import cv2
    import numpy as np

    dark = darkness(pixels)
    whole = np.eye(3)
    high, wide = pixels.shape[:2]
    sheet = sheet_corners(pixels)
    corners = table_corners(dark)
    if corners is None:
        corners = sheet
    if corners is not None:
        whole = cv2.getPerspectiveTransform(corners, _upright(corners)).astype(float)
        dark = cv2.warpPerspective(dark, whole, (wide, high), flags=cv2.INTER_LINEAR)
    else:
        turn = text_angle(dark)
        whole = np.vstack([cv2.getRotationMatrix2D((wide / 2, high / 2), turn, 1.0), [0, 0, 1]])
        dark = cv2.warpPerspective(dark, whole, (wide, high), flags=cv2.INTER_LINEAR)
    height = letter_height(dark)
    left, top, right, bottom = _extent(whole, wide, high, sheet)
    scale = LETTER / height if height else 1.0
    scale = min(max(scale, 0.5), 3.2, MOST_WIDTH / (right - left), MOST_HEIGHT / (bottom - top))
    whole = np.array([[scale, 0, -left * scale], [0, scale, -top * scale], [0, 0, 1.0]]) @ whole
    size = (round((right - left) * scale), round((bottom - top) * scale))
    way = cv2.INTER_AREA if scale < 0.75 else cv2.INTER_CUBIC
    made = cv2.warpPerspective(pixels, whole, size, flags=way, borderMode=cv2.BORDER_REPLICATE)
    return Straight(made, np.linalg.inv(whole))


def darkness(pixels: Pixels) -> Pixels:
    """White where there is ink and black elsewhere, whatever the light. Ink of a colour (stamps) counts as paper."""
    import cv2
    import numpy as np

    strongest, weakest = pixels.max(axis=2), pixels.min(axis=2)
    coloured = (strongest.astype(np.int16) - weakest > COLOURED) & (strongest > 90)
    grey = np.where(cv2.dilate(coloured.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0, 255, strongest)
    grey = cv2.GaussianBlur(grey.astype(np.uint8), (0, 0), 0.8)
    block = max(31, (min(grey.shape) // 40) | 1)
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 14)


def table_corners(dark: Pixels) -> Pixels | None:
    """The corners of the largest ruled table, from the upper left one clockwise; None where none is ruled."""
    import cv2
    import numpy as np

    high, wide = dark.shape
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    if count < 2:
        return None
    areas = stats[1:, cv2.CC_STAT_WIDTH].astype(float) * stats[1:, cv2.CC_STAT_HEIGHT]
    best = 1 + int(areas.argmax())
    left, top, across, down, filled = (int(one) for one in stats[best])
    if across < 0.25 * wide or down < 0.2 * high or filled > 0.4 * across * down:
        return None
    ys, xs = np.nonzero(labels[top : top + down, left : left + across] == best)
    if _rulings(labels, best, (left, top, across, down)) < 8:
        return None
    sums, differences = xs + ys, xs - ys
    at = [sums.argmin(), differences.argmax(), sums.argmax(), differences.argmin()]
    corners = np.array([[xs[one] + left, ys[one] + top] for one in at], np.float32)
    return corners if _plausible(corners) else None


def _rulings(labels: Pixels, best: int, box: tuple[int, int, int, int]) -> int:
    """How many rulings cross the middle of a frame from above to below: a table has many, a frame around text none."""
    import numpy as np

    left, top, across, down = box
    most = 0
    for share in (0.3, 0.5, 0.7):
        x = left + int(across * share)
        strip = (labels[top : top + down, max(0, x - 12) : x + 13] == best).mean(axis=1) > 0.5
        most = max(most, int(np.count_nonzero(np.diff(strip.astype(int)) == 1)))
    return most


def sheet_corners(pixels: Pixels) -> Pixels | None:
    """The corners of a bright sheet on something darker; None where the picture shows nothing beside the sheet."""
    import cv2
    import numpy as np

    high, wide = pixels.shape[:2]
    scale = SMALL / max(high, wide)
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).min(axis=2)
    small = cv2.GaussianBlur(small, (0, 0), 3)
    _level, bright = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    largest = max(contours, key=cv2.contourArea)
    share = cv2.contourArea(largest) / (small.shape[0] * small.shape[1])
    if not 0.2 < share < 0.96:
        return None
    hull = cv2.convexHull(largest)[:, 0, :].astype(np.float32)
    sums, differences = hull.sum(axis=1), hull[:, 0] - hull[:, 1]
    at = [sums.argmin(), differences.argmax(), sums.argmax(), differences.argmin()]
    corners = hull[at]
    if cv2.contourArea(corners) < 0.94 * cv2.contourArea(hull.reshape(-1, 1, 2)):
        return None
    return (corners / scale).astype(np.float32) if _plausible(corners) else None


def _plausible(corners: Pixels) -> bool:
    """Whether four corners are those of a leaning rectangle rather than of anything else."""
    import numpy as np

    sides = [float(np.hypot(*(corners[(at + 1) % 4] - corners[at]))) for at in range(4)]
    if min(sides) < 40:
        return False
    turns = [abs(float(np.degrees(np.arctan2(*(corners[b] - corners[a])[::-1])))) for a, b in ((0, 1), (3, 2))]
    return min(sides[0], sides[2]) > 0.6 * max(sides[0], sides[2]) and max(turns) < 25


def _upright(corners: Pixels) -> Pixels:
    """Where the corners belong: a rectangle of the same size in the same place."""
    import numpy as np

    wide = (np.hypot(*(corners[1] - corners[0])) + np.hypot(*(corners[2] - corners[3]))) / 2
    high = (np.hypot(*(corners[3] - corners[0])) + np.hypot(*(corners[2] - corners[1]))) / 2
    x, y = corners.mean(axis=0) - (wide / 2, high / 2)
    return np.array([[x, y], [x + wide, y], [x + wide, y + high], [x, y + high]], np.float32)


def text_angle(dark: Pixels) -> float:
    """By how many degrees the picture is to be turned so that its lines lie level: then its rows differ most."""
    import cv2
    import numpy as np

    scale = min(1.0, 1_400 / max(dark.shape))
    small = cv2.resize(dark, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    high, wide = small.shape

    def sharpness(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
        rows = cv2.warpAffine(small, turn, (wide, high)).sum(axis=1, dtype=np.float64)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    best = max(np.arange(-MOST_TURN, MOST_TURN + 0.1, 0.5), key=sharpness)
    return float(max(np.arange(best - 0.5, best + 0.51, 0.1), key=sharpness))


def letter_height(dark: Pixels) -> float:
    """The height of most letters and figures, in pixels; 0 where there are none."""
    import cv2
    import numpy as np

    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    wide, high, filled = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_AREA]
    like = (high >= 6) & (high <= 90) & (wide <= 1.6 * high) & (wide >= 0.2 * high) & (filled > 0.15 * wide * high)
    heights = high[like]
    return float(np.percentile(heights, 70)) if len(heights) >= 20 else 0.0


def _extent(whole: Pixels, wide: int, high: int, sheet: Pixels | None) -> tuple[float, float, float, float]:
    """The rectangle that is kept once all is straight: within the sheet's edges where they are seen, else the picture,
    at most half as large again.
    """
    import cv2
    import numpy as np

    if sheet is not None:
        found = cv2.perspectiveTransform(sheet[None], whole)[0]
        (_, left, right, _), (_, top, bottom, _) = np.sort(found[:, 0]), np.sort(found[:, 1])
        return float(left) + EDGE, float(top) + EDGE, float(right) - EDGE, float(bottom) - EDGE
    corners = np.array([[[0, 0], [wide, 0], [wide, high], [0, high]]], np.float32)
    found = cv2.perspectiveTransform(corners, whole)[0]
    left, top = np.maximum(found.min(axis=0), (-0.25 * wide, -0.25 * high))
    right, bottom = np.minimum(found.max(axis=0), (1.25 * wide, 1.25 * high))
    return float(left), float(top), float(right), float(bottom)
