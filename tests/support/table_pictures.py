"""Pictures of tables as ministries publish them and phones photograph them, drawn by this script; nothing is copied.

The figures are made up from a seed. What a picture shows is known exactly, so every cell that is read can be judged.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from data.rules import competition_ranks

FONTS = Path(__file__).parent.parent.parent / "bot" / "charts" / "fonts"
PAGE = 1240
"""Width of a page in the units in which everything is laid out: a tenth of a millimetre and a half."""
MARGIN = 90
RED, BLUE, INK = (196, 30, 40), (40, 60, 170), (25, 25, 25)
FIELDS = (
    "Chỉ đạo, điều hành", "Cải cách thể chế", "Thủ tục hành chính", "Tổ chức bộ máy", "Chế độ công vụ",
    "Tài chính công", "Chính quyền điện tử, chính quyền số", "Tác động của cải cách hành chính",
)  # fmt: skip
"""Headers of the eight fields of PAR INDEX, numbered in the header as ministries do."""

Ruling = Literal["ruled", "unruled", "striped"]
Kind = Literal["plain", "par", "sipas", "halves"]


@dataclass(frozen=True, slots=True)
class TableLook:
    """What a picture shows: ``kind`` of table for the ``names`` of provinces, ``ruling``, ``extras`` over and below
    it, and the ``seed`` of its figures.
    """

    kind: Kind
    names: tuple[str, ...]
    ruling: Ruling = "ruled"
    stamp: bool = False
    seed: int = 1


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One province: its ``rank`` and its scores by criterion; '' is the total."""

    name: str
    rank: int
    scores: dict[str, float]


@cache
def shown_rows(look: TableLook) -> tuple[ShownRow, ...]:
    """The figures of a picture, in the order in which they stand in it: by rank, but by name for ``sipas``."""
    dice = random.Random(look.seed)
    scored: list[tuple[str, dict[str, float]]] = []
    for name in look.names:
        if look.kind == "par":
            limits = (9.5, 10.0, 13.0, 10.5, 15.0, 12.0, 13.5, 16.5)
            parts = {str(at): round(dice.uniform(0.62, 0.99) * most, 2) for at, most in enumerate(limits, 1)}
            scored.append((name, {"": round(sum(parts.values()), 2), **parts}))
        elif look.kind == "sipas":
            parts = {code: round(dice.uniform(68, 96), 2) for code in ("1", "2")}
            scored.append((name, {**parts, "": round(sum(parts.values()) / 2, 2)}))
        else:
            scored.append((name, {"": round(dice.uniform(61, 97), 2)}))
    ranks = competition_ranks([scores[""] for _, scores in scored])
    rows = [ShownRow(name, ranks[scores[""]], scores) for name, scores in scored]
    return tuple(rows if look.kind == "sipas" else sorted(rows, key=lambda row: row.rank))


def drawn(look: TableLook, width: int) -> Any:
    """The picture, so many pixels wide (a ``PIL.Image``)."""
    from tests.support.table_drawing import Drawing

    return Drawing(look, width).made()


def png(image: Any) -> bytes:
    return _saved(image, "PNG")


def jpeg(image: Any, quality: int = 60, **more: Any) -> bytes:
    return _saved(image, "JPEG", quality=quality, **more)


def _saved(image: Any, format: str, **more: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **more)
    return file.getvalue()


def photographed(image: Any, *, turn: float = 2.0, lean: float = 0.03, noise: float = 5.0, seed: int = 1) -> Any:
    """The picture as a phone takes it: on a darker table, turned by so many degrees, leaning, unevenly lit, a little
    blurred, with noise.
    """
    import cv2
    import numpy as np
    from PIL import Image

    page = np.asarray(image.convert("RGB")).astype(np.float32)
    high, wide = page.shape[:2]
    desk = int(0.06 * wide)
    full = (wide + 2 * desk, high + 2 * desk)
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    moved = corners + desk
    moved[0] += (lean * wide, lean * 0.5 * high)
    moved[1] += (-lean * 0.6 * wide, 0)
    moved[2] += (0, -lean * 0.4 * high)
    turned = cv2.getRotationMatrix2D((full[0] / 2, full[1] / 2), turn, 0.95)
    moved = (np.hstack([moved, np.ones((4, 1), np.float32)]) @ turned.T).astype(np.float32)
    warp = cv2.getPerspectiveTransform(corners, moved)
    photo = cv2.warpPerspective(page, warp, full, flags=cv2.INTER_CUBIC, borderValue=(92, 74, 60))
    across = np.linspace(0, 1, full[0], dtype=np.float32)[None, :]
    down = np.linspace(0, 1, full[1], dtype=np.float32)[:, None]
    light = 0.62 + 0.36 * np.exp(-((across - 0.35) ** 2 + (down - 0.3) ** 2) / 0.5)
    soft: Any = cv2.GaussianBlur(photo * light[..., None], (0, 0), 0.7 * wide / 1653)
    soft = soft + np.random.default_rng(seed).normal(0, noise, soft.shape)
    return Image.fromarray(np.clip(soft, 0, 255).astype(np.uint8))


def columns_of(kind: Kind) -> Sequence[str]:
    """The criteria whose scores stand side by side, in this order; '' is the total."""
    return {"plain": ("",), "halves": ("",), "par": (*"12345678", ""), "sipas": ("1", "2", "")}[kind]
