"""Whole answers held against the golden files that a reader of the language has reviewed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from bot.i18n import Language
from bot.questions import Question
from tests.support.shipped import ShippedDesk, plain

GOLDEN = Path(__file__).parent.parent / "golden"


def transcript(desk: ShippedDesk, asked: Iterable[tuple[str, Question]], language: Language) -> str:
    """Each question as it was put, its answer and the rows of its buttons."""
    parts = []
    for said, question in asked:
        reply = desk.answer(question, language).reply
        rows = ["  ".join(f"[{button.label}]" for button in row) for row in reply.buttons]
        parts.append("\n".join([f"> {said}", "", plain(reply), *rows]))
    return "\n\n\n".join(parts) + "\n"


def hold(name: str, said: str) -> None:
    """Compare answer by answer with the golden file; ``UPDATE_GOLDEN=1`` writes it anew first."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(said, encoding="utf-8")
    reviewed = path.read_text(encoding="utf-8").split("\n\n\n")
    for ours, theirs in zip(said.split("\n\n\n"), reviewed, strict=True):
        assert ours == theirs
