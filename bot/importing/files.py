"""A file's bytes -> a checked draft, or a refusal in words. It is all done in a process of its own (see ``worker``)."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import pickle
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from base64 import b64decode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from bot.i18n import N_
from bot.importing.cell_places import CellPlace
from bot.importing.draft import FileProblem, FileRefused, Location
from bot.importing.examination import Background, Examined
from bot.importing.facts.facts_file import FactsFile
from bot.importing.grid import PICTURES
from bot.importing.limits import (
    MOST_BYTES,
    MOST_PDF_BYTES,
    PDF_SECONDS,
    PICTURES_IN_PDF,
    READ_SECONDS,
    SCAN_BYTES,
    SCAN_SECONDS,
)
from bot.importing.open_doubts import CellAnswer
from bot.importing.outline import FileOutline
from bot.importing.page_range import ALL, PageRange
from bot.importing.pdf_reasons import PDF_REASONS
from bot.importing.picture_reasons import PICTURE_REASONS
from bot.importing.picture_shelf import PictureShelf
from bot.importing.plain_values import unpacked
from bot.importing.plan_reasons import PLAN_REASONS
from bot.importing.plans.reading import PlanRequest, ReadPlan
from bot.importing.sniff import CELLS_MARK, is_pdf, is_picture
from bot.importing.table_reader import ImportRequest
from bot.importing.worker import CUTTING, FACTS, OUTLINE, PLAN, TABLE
from data.queries.catalogue import Catalogue

log = logging.getLogger(__name__)

ROOT = Path(__file__).parent.parent.parent
LONGEST_NAME = 80
OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0) or None
"""How a process ends that used up its time; Windows has no such end."""

REASONS = {
    "archive": N_("This is an archive, not a table. Unpack it and send the XLSX or CSV file inside."),
    "cells": N_("The file has more than {most} filled cells; a table of all criteria has a few thousand."),
    "columns": N_("Row {row} has more than {most} columns."),
    "damaged": N_("The file is damaged or no real Excel workbook. Open it, save it anew as .xlsx and send that."),
    "doctype": N_("The workbook declares a document type, which no spreadsheet program does; it is not read."),
    "empty": N_("The file is empty."),
    "encoding": N_("The text's encoding was not recognised. Save the file as CSV UTF-8 or as .xlsx."),
    "entries": N_("The workbook holds {n} files inside; at most {most} are read."),
    "failed": N_("The file could not be read. Open it, save it anew as .xlsx or CSV UTF-8 and send that."),
    "far": N_("Cell {cell} of sheet “{sheet}” is far below any table (at most {most} rows are read). Empty it."),
    "garbled": N_("The Vietnamese letters are garbled, as in “HÆ°ng YÃªn”. Save the file anew as CSV UTF-8 or .xlsx."),
    "html": N_("This is a web page, whatever its name says. Open it in a spreadsheet program and save it as .xlsx."),
    "json": N_("This is JSON, not a table. Send XLSX or CSV."),
    "macros": N_("The workbook contains macros; such files are not opened. Save it as .xlsx (without macros)."),
    "memory": N_("The file would need too much memory to read. Send a workbook with only the table in it."),
    "nul": N_("The text contains zero bytes: it is not a CSV file, or it is damaged."),
    "old-excel": N_("This is the old Excel format (.xls). Save it as .xlsx and send that."),
    "opendocument": N_("This is not an Excel workbook (OpenDocument or Numbers). Save it as .xlsx and send that."),
    "password": N_("The file is protected by a password. Remove the password and send it again."),
    "quotes": N_("Quotation marks do not match from row {row} on: one is opened and not closed."),
    "ratio": N_("A part of the workbook unpacks to more than {most} times its size, as in a zip bomb; it is not read."),
    "rows": N_("The table goes on beyond row {row}: at most {most} rows are read."),
    "rtf": N_("This is a text document, not a table. Send XLSX or CSV."),
    "sheets": N_("The workbook has more than {most} sheets. Send one with only the table in it."),
    "size": N_("The file is larger than {most} MB."),
    "text": N_("The cells hold more than {most} characters of text; this is not a table of figures."),
    "time": N_("Reading took more than {seconds} seconds and was stopped. Send a workbook with only the table in it."),
    "unknown": N_("The file's format was not recognised. Send XLSX or CSV."),
    "unpacked": N_("The workbook unpacks to more than {most} MB; it is not read."),
    "wide": N_("Cell {cell} of sheet “{sheet}” is far to the right (at most {most} columns are read). Empty it."),
    "word": N_("This is a Word or PowerPoint file. Send the table as XLSX or CSV."),
    "xlsb": N_("This is a binary Excel workbook (.xlsb). Save it as .xlsx and send that."),
    "xml": N_("This is an XML file. Save it as .xlsx and send that."),
    **PDF_REASONS,
    **PICTURE_REASONS,
}  # fmt: skip
NO_FACTS = N_("Single facts are read from an XLSX or CSV file with a fact in each row.")


async def examine_file(
    name: str,
    data: bytes,
    request: ImportRequest,
    background: Background,
    answers: Sequence[CellAnswer] = (),
    shelf: PictureShelf | None = None,
) -> Examined:
    """Read XLSX, CSV, PDF or a picture (the content decides which it is), understand it, with what a person has said of
    single cells, and check it. Raises ``FileRefused``.

    This takes at most ``READ_SECONDS`` (of a PDF ``PDF_SECONDS``, of a picture ``SCAN_SECONDS``) and, beside the bytes
    themselves, little memory of this process; the loop is free meanwhile. What was read off a picture is kept on the
    ``shelf``, and taken from there the next time.
    """
    name = file_name(name)
    _bounded(name, data)
    file_hash = sha256(data).hexdigest()
    kind = "pdf" if is_pdf(data) else "picture" if is_picture(data) else "sheet"
    cells = shelf.find(file_hash) if shelf is not None else None
    if cells is not None:
        kind, data = "sheet", CELLS_MARK + cells
    given = _parcel(TABLE, (name, file_hash, request, background, tuple(answers)), data, request.pages)
    answer = json.loads(await _answer(name, given, kind))
    if shelf is not None and cells is None and "cells" in answer:
        shelf.keep(file_hash, json.dumps(answer["cells"]).encode())
    return examined(name, answer)


async def cut_out(name: str, data: bytes, places: Sequence[CellPlace]) -> bytes:
    """A picture (PNG) of single cells of a picture, the last of them framed, with what is around it. Raises
    ``FileRefused``.
    """
    answer = json.loads(await _answer(name, _parcel(CUTTING, tuple(places), data), "picture"))
    _raise_refused(name, answer, REASONS)
    return b64decode(answer["png"])


async def examine_plan(name: str, data: bytes, request: PlanRequest, catalogue: Catalogue) -> ReadPlan:
    """Read a plan's annex (Word, PDF, XLSX or CSV) and understand it, as ``examine_file`` does a table of figures.
    Raises ``FileRefused``.
    """
    name = file_name(name)
    _bounded(name, data)
    output = await _answer(name, plan_parcel(name, data, request, catalogue), _sort(data))
    return read_plan(name, json.loads(output))


async def facts_in(name: str, data: bytes, catalogue: Catalogue) -> FactsFile:
    """Read a file of single facts (XLSX or CSV), as ``examine_file`` does a table. Raises ``FileRefused``."""
    name = file_name(name)
    _bounded(name, data)
    if is_pdf(data) or is_picture(data):
        raise FileRefused(Location(name).error(NO_FACTS))
    answer = json.loads(await _answer(name, facts_parcel(name, data, catalogue), "sheet"))
    return read_facts(name, answer)


async def outline_file(name: str, data: bytes, catalogue: Catalogue) -> FileOutline:
    """Read a file as far as to know whether it is a plan or a table of figures, and what its head says. Raises
    ``FileRefused`` for what is neither.
    """
    name = file_name(name)
    _bounded(name, data)
    output = await _answer(name, outline_parcel(name, data, catalogue), _sort(data))
    return read_outline(name, json.loads(output))


def _sort(data: bytes) -> str:
    """By which limits a plan is read: a picture is none."""
    return "pdf" if is_pdf(data) else "sheet"


def _bounded(name: str, data: bytes) -> None:
    if is_picture(data) and len(data) > SCAN_BYTES:
        raise refused(name, "picture-size", most=SCAN_BYTES // 1024 // 1024)
    most = SCAN_BYTES if is_picture(data) else MOST_PDF_BYTES if is_pdf(data) else MOST_BYTES
    if len(data) > most:
        raise refused(name, "size", most=most // 1024 // 1024)
    if not data:
        raise refused(name, "empty")


def file_name(name: str) -> str:
    """The name without the folders before it, of bounded length."""
    return PurePosixPath(name.replace("\\", "/")).name[-LONGEST_NAME:] or "?"


def parcel(name: str, data: bytes, request: ImportRequest, background: Background) -> bytes:
    """What the reading process is given: what is known, its size before it, then the file."""
    return _parcel(TABLE, (name, sha256(data).hexdigest(), request, background, ()), data, request.pages)


def plan_parcel(name: str, data: bytes, request: PlanRequest, catalogue: Catalogue) -> bytes:
    """The same for a plan."""
    return _parcel(PLAN, (name, sha256(data).hexdigest(), request, catalogue, ()), data)


def outline_parcel(name: str, data: bytes, catalogue: Catalogue) -> bytes:
    """The same for a file that may be anything."""
    return _parcel(OUTLINE, (name, sha256(data).hexdigest(), None, catalogue, ()), data)


def facts_parcel(name: str, data: bytes, catalogue: Catalogue) -> bytes:
    """The same for a file of single facts."""
    return _parcel(FACTS, (name, sha256(data).hexdigest(), None, catalogue, ()), data)


def _parcel(kind: bytes, known: tuple[Any, ...], data: bytes, pages: PageRange = ALL) -> bytes:
    pickled = pickle.dumps(known, pickle.HIGHEST_PROTOCOL)
    span = b"".join(page.to_bytes(4, "big") for page in pages)
    return len(pickled).to_bytes(8, "big") + kind + span + pickled + data


def examined(name: str, answer: dict[str, Any]) -> Examined:
    """What the reading process answered. Raises ``FileRefused``."""
    _raise_refused(name, answer, REASONS)
    return Examined(unpacked(answer["draft"]), unpacked(answer["problems"]), unpacked(answer["doubts"]))


def read_plan(name: str, answer: dict[str, Any]) -> ReadPlan:
    """What the reading process answered of a plan. Raises ``FileRefused``."""
    _raise_refused(name, answer, {**REASONS, **PLAN_REASONS})
    plan: ReadPlan = unpacked(answer["plan"])
    return plan


def read_outline(name: str, answer: dict[str, Any]) -> FileOutline:
    """What the reading process answered of a file that may be anything."""
    _raise_refused(name, answer, {**REASONS, **PLAN_REASONS})
    outline: FileOutline = unpacked(answer["outline"])
    return outline


def read_facts(name: str, answer: dict[str, Any]) -> FactsFile:
    """What the reading process answered of a file of single facts. Raises ``FileRefused``."""
    _raise_refused(name, answer, REASONS)
    found: FactsFile = unpacked(answer["facts"])
    return found


def _raise_refused(name: str, answer: dict[str, Any], reasons: dict[str, str]) -> None:
    if "refused" in answer:
        reason, values = answer["refused"]
        if "trace" in answer:
            log.error("A file could not be examined:\n%s", answer["trace"])
        raise FileRefused(Location(name).error(reasons.get(reason, reasons["unknown"]), **values))


def refused(name: str, reason: str, **values: str | int) -> FileRefused:
    return FileRefused(Location(name).error(REASONS.get(reason, REASONS["unknown"]), **values))


def too_large(name: str, size: int) -> FileProblem | None:
    """The problem of a file of that size, if it has one; to be asked before the file is fetched."""
    most = most_bytes(name)
    reason = "picture-size" if name.lower().endswith(PICTURES) else "size"
    return refused(name, reason, most=most // 1024 // 1024).problem if size > most else None


def most_bytes(name: str) -> int:
    """The size that a file of that name may have."""
    if name.lower().endswith(PICTURES):
        return SCAN_BYTES
    return MOST_PDF_BYTES if name.lower().endswith(".pdf") else MOST_BYTES


async def _answer(name: str, given: bytes, kind: str) -> bytes:
    seconds = {"sheet": READ_SECONDS, "pdf": PDF_SECONDS, "picture": SCAN_SECONDS}[kind]
    # The process ends itself in its time. One that met pictures in a PDF has more, and this one cannot know.
    patience = seconds * PICTURES_IN_PDF if kind == "pdf" else seconds
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.importing.worker",
        kind,
        cwd=ROOT,
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env=_environment(),
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(given), patience)
    except TimeoutError:
        raise refused(name, _reason("time", kind), seconds=int(patience)) from None
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode == OUT_OF_TIME:
        raise refused(name, _reason("time", kind), seconds=int(seconds))
    if process.returncode != 0:
        # Lack of memory ends it without a word, and so does anything that the parser was not prepared for.
        raise refused(name, _reason("memory", kind))
    return output


def _reason(reason: str, kind: str) -> str:
    return reason if kind == "sheet" else f"{kind}-{reason}"


def _environment() -> dict[str, str]:
    """The variables Python needs to start; the token and all else in this process's environment is not passed on.

    Each thread of a reader would reserve addresses for itself, which count as memory: two reserves are enough for all.
    """
    known = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMPDIR") if name in os.environ}
    return {**known, "MALLOC_ARENA_MAX": "2"}
