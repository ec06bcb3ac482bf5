"""The two readers of cells: tesseract, a program of the system's, and rapidocr, of the extra ``scan``.

Both are given the same clean cells. They were made by different people from different examples, so they err in
different places: that is why two are asked.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from bot.importing.scanning.boxes import Box
from bot.importing.scanning.pixels import Pixels
from bot.importing.scanning.straightening import LETTER

TESSERACT_SECONDS = 60
HIGH = 48
"""The height at which rapidocr's recogniser looks at a text."""
PAD = 6
DARKEST, PAPER = 40, 205
"""What is darker, and what is lighter than this, is all alike to tesseract."""
LARGER = 1.25
"""By how much tesseract likes letters larger than ``LETTER``."""


@dataclass(frozen=True, slots=True)
class LineReading:
    """What a reader made of a line of text, and how sure it says it is, from 0 to 1."""

    text: str
    sure: float


NOTHING = LineReading("", 0.0)


class CellReader(Protocol):
    """Reads lines of text from a clean page: for each box what it says, in the same order."""

    @property
    def version(self) -> str: ...

    def read(self, grey: Pixels, lines: Sequence[Box]) -> list[LineReading]: ...


def readers() -> list[CellReader]:
    """The readers that this system has."""
    found: list[CellReader] = []
    if Tesseract.available():
        found.append(Tesseract())
    if RapidOcr.available():
        found.append(RapidOcr())
    return found


class Tesseract:
    """Reads with ``tesseract`` and its Vietnamese data. It is given the lines alone, each where it was on the page."""

    @staticmethod
    @cache
    def available() -> bool:
        program = shutil.which("tesseract")
        if program is None:
            return False
        known = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
        return "vie" in known.stdout.split()

    @property
    def version(self) -> str:
        said = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, timeout=20, check=False)
        return " ".join(said.stdout.split()[:2])

    def read(self, grey: Pixels, lines: Sequence[Box]) -> list[LineReading]:
        import cv2
        import numpy as np

        if not lines:
            return []
        page = np.full(grey.shape, 255, np.uint8)
        for left, top, right, bottom in lines:
            page[top:bottom, left:right] = grey[top:bottom, left:right]
        page = np.clip((page.astype(np.int32) - DARKEST) * 255 // (PAPER - DARKEST), 0, 255).astype(np.uint8)
        page = cv2.resize(page, None, fx=LARGER, fy=LARGER, interpolation=cv2.INTER_CUBIC)
        page = cv2.GaussianBlur(page, (0, 0), 1.0)
        lines = [(round(a * LARGER), round(b * LARGER), round(c * LARGER), round(d * LARGER)) for a, b, c, d in lines]
        _, file = cv2.imencode(".bmp", page)
        command = ["tesseract", "stdin", "stdout", "-l", "vie", "--psm", "6", "--dpi", "300", "tsv"]
        one = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        said = subprocess.run(
            command, input=file.tobytes(), capture_output=True, timeout=TESSERACT_SECONDS, env=one, check=False
        )
        return _placed(said.stdout.decode(errors="replace"), lines)


def _placed(table: str, lines: Sequence[Box]) -> list[LineReading]:
    """The words of tesseract's table, each in the line in which its middle is."""
    words: list[list[tuple[int, str, float]]] = [[] for _ in lines]
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) < 12 or not fields[11].strip():
            continue
        left, top, wide, high = map(int, fields[6:10])
        x, y = left + wide / 2, top + high / 2
        for at, box in enumerate(lines):
            if box[0] <= x <= box[2] and box[1] - 4 <= y <= box[3] + 4:
                words[at].append((left, fields[11].strip(), float(fields[10]) / 100))
                break
    return [_line(found) for found in words]


def _line(words: list[tuple[int, str, float]]) -> LineReading:
    """The words of a line from the left, as sure as the least sure of them."""
    if not words:
        return NOTHING
    return LineReading(" ".join(text for _, text, _ in sorted(words)), min(sure for _, _, sure in words))


class RapidOcr:
    """Reads with rapidocr's recogniser, line by line; the models come with the package, and nothing is fetched."""

    @staticmethod
    @cache
    def _engine() -> Any:
        """The recogniser, which takes a second to load: once for all pages."""
        import rapidocr

        one = {"EngineConfig.onnxruntime.intra_op_num_threads": 1, "EngineConfig.onnxruntime.inter_op_num_threads": 1}
        return rapidocr.RapidOCR(params={"Global.log_level": "critical", "Rec.rec_img_shape": [3, HIGH, 96], **one})

    @staticmethod
    @cache
    def available() -> bool:
        from importlib.util import find_spec

        return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None

    @property
    def version(self) -> str:
        from importlib.metadata import version

        return f"rapidocr {version('rapidocr')}"

    def read(self, grey: Pixels, lines: Sequence[Box]) -> list[LineReading]:
        import cv2

        crops = []
        for left, top, right, bottom in lines:
            crop = grey[top:bottom, left:right]
            pad = PAD + max(0, round((LETTER * 1.3 - crop.shape[0]) / 2))
            crop = cv2.copyMakeBorder(crop, pad, pad, PAD * 2, PAD * 2, cv2.BORDER_CONSTANT, value=255)
            crops.append(cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR))
        if not crops:
            return []
        said = self._engine().recognize_txt(crops)
        return [LineReading(str(text).strip(), float(sure)) for text, sure in zip(said.txts, said.scores, strict=True)]
