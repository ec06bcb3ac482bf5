"""The due dates of tasks as a calendar file (RFC 5545): an all-day event for each task that has a date (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from bot.answers.tasks import has_date
from bot.i18n import Translator
from bot.render.phrases import cut
from bot.render.tasks import agencies
from bot.reply import plain_text
from data.model.tasks import Task

PRODUCT = "-//Chi So Tinh//Tasks//EN"
DOMAIN = "chi-so-tinh.invalid"
"""What makes an event's id unlike those of other programs; it never changes, so that a newer file moves an older one's
events instead of adding to them.
"""
LONGEST_LINE = 75
"""Octets of a line; a longer one is folded."""
SUMMARY = 120
CONTROLS = dict.fromkeys((*range(32), 127))


def calendar(tasks: Iterable[Task], title: str, made: dt.datetime, t: Translator) -> bytes:
    """The file: UTF-8, each line ended by CR and LF. Tasks without a date, and those that are closed, are left out."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
             f"X-WR-CALNAME:{escaped(title)}"]  # fmt: skip
    for task in dated(tasks):
        lines += _event(task, made, t)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def dated(tasks: Iterable[Task]) -> list[Task]:
    """The tasks that have a date in a calendar, the earliest first."""
    return sorted(filter(has_date, tasks), key=lambda task: task.due or dt.date.max)


def _event(task: Task, made: dt.datetime, t: Translator) -> Iterator[str]:
    assert task.due is not None
    number = task.number.strip().rstrip(".)")
    text = t.pick(task.text_vi, task.text_en)
    about = [text, plain_text(agencies(task, t)), task.document.called]
    about += [plain_text(t("product: {product}", product=task.product))] if task.product else []
    yield "BEGIN:VEVENT"
    yield f"UID:{task.document.id}.{task.key or task.id}@{DOMAIN}"
    yield f"DTSTAMP:{made.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{task.due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{task.due + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(cut(f'{number}. {text}' if number else text, SUMMARY))}"
    yield "DESCRIPTION:" + escaped("\n".join(part for part in about if part))
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text as a value: nothing within it ends a line or parts values."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate({**CONTROLS, 9: " ", 10: "\n"})
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A line with its end, in pieces of at most 75 octets, all but the first behind a blank; no letter is parted."""
    pieces: list[bytes] = []
    piece = b""
    for char in line:
        one = char.encode(errors="replace")
        if len(piece) + len(one) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += one
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
