"""Links that open the bot at an answer: ``t.me/…?start=`` with a question in at most 64 of ``A-Za-z0-9_-``. Pure.

What follows ``start=`` is the callback data of a button that asks the same, in which each mark that a link may not have
is a capital or an underscore: ``s|hung-yen|papi||2024`` is ``s_hung-yen_papi__2024``. A capital of an id, as in
criterion B1, is written ``Ub``.
"""

from __future__ import annotations

import re

from bot import callbacks
from bot.presses.answers import Draw
from bot.questions import Question

HELP = "help"
"""What opens the bot without a question of its own. No question is written so."""
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
MARKS = {
    "|": "_", "+": "P", "*": "A", ",": "C", ">": "G", "<": "L", "/": "S", ".": "D", "?": "Q", "#": "H", "%": "M",
}  # fmt: skip
"""What stands in callback data -> what stands for it in a link."""
SIGNS = {sign: mark for mark, sign in MARKS.items()}
UNWRITABLE = re.compile(r"[A-Z|+*,></.?#%]")
WRITTEN = re.compile(r"U[a-z]|[PACGLSDQHM_]")


def payload(question: Question | Draw) -> str | None:
    """What stands behind ``start=``; None for a question that cannot be written there, most often as it is too long."""
    data = callbacks.encode(question)
    if data is None:
        return None
    written = UNWRITABLE.sub(lambda found: MARKS.get(found[0], f"U{found[0].lower()}"), data)
    return written if PAYLOAD.fullmatch(written) else None


def read(written: str) -> Question | Draw | None:
    """The question behind ``start=``; None for what no link of ours ends with."""
    if not PAYLOAD.fullmatch(written):
        return None
    pressed = callbacks.decode(WRITTEN.sub(lambda found: SIGNS.get(found[0], found[0][-1].upper()), written))
    return pressed.press if pressed is not None and isinstance(pressed.press, Question | Draw) else None


def link(username: str, question: Question | None) -> str:
    """The address that opens the bot in a private chat at this answer, or at its help."""
    return f"https://t.me/{username}?start={(payload(question) if question is not None else None) or HELP}"
