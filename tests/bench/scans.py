"""How pictures of tables are read: of every kind and quality the cells right, asked, wrong; the seconds and memory.

``python -m tests.bench scans`` works through all of them, one after the other, each in a process of its own as the bot
does; it takes an hour. What is printed at last is one row for each kind of table and one for each quality of picture.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import sys
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from data.database import Database
from data.queries.catalogue import Catalogue
from tests.bench.tools import Row
from tests.support.picture_desk import Worked, corpus, work_through

KIB_IN_MB = 1024


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of the picture ``label``, and the megabytes its process took at most."""

    label: str
    worked: Worked
    megabytes: float


def rows(path: Path) -> list[Row]:
    labels = [shot.label for shot in corpus(asyncio.run(_catalogue(path)))]
    trials: list[Trial] = []
    with ProcessPoolExecutor(
        1, mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=1
    ) as pool:  # one picture a process: its memory is its own
        for trial in pool.map(_trial, [path] * len(labels), range(len(labels))):
            trials.append(trial)
            print(_told(trial), file=sys.stderr, flush=True)
            for wrong in (*trial.worked.wrong, *trial.worked.misled):
                print(f"    {wrong}", file=sys.stderr, flush=True)
    found = [_row("all pictures of tables", trials)]
    for at in range(len(trials[0].label.split(", ", 3))):
        groups: dict[str, list[Trial]] = defaultdict(list)
        for trial in trials:
            groups[trial.label.split(", ", 3)[at]].append(trial)
        found += [_row(f"  {name}", some) for name, some in groups.items()]
    return found


def _trial(path: Path, at: int) -> Trial:
    catalogue = asyncio.run(_catalogue(path))
    shot = list(corpus(catalogue))[at]
    worked = work_through(shot, catalogue)
    return Trial(shot.label, worked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_IN_MB)


def _told(trial: Trial) -> str:
    worked = trial.worked
    right = worked.cells - worked.asked - len(worked.wrong)
    text = f"{trial.label}: {right} right, {worked.asked} asked, {len(worked.wrong)} wrong, {worked.seconds:.1f} CPU s"
    text += f", {trial.megabytes:.0f} MB"
    return text + (f", stopped: {worked.problems[0].msgid}" if worked.problems else "")


def _row(name: str, trials: Sequence[Trial]) -> Row:
    """Several pictures together; what a stopped picture shows counts as neither right nor asked."""
    done = [trial for trial in trials if not trial.worked.problems]
    cells, asked = sum(one.worked.cells for one in done), sum(one.worked.asked for one in done)
    wrong = sum(len(one.worked.wrong) + len(one.worked.misled) for one in trials)
    seconds = sorted(one.worked.seconds for one in trials)
    text = f"{len(trials)} pictures, {len(trials) - len(done)} stopped; {cells - asked - wrong} cells right, "
    text += f"{asked} asked, {wrong} wrong; {seconds[len(seconds) // 2]:.0f} CPU s, at most {seconds[-1]:.0f}; "
    text += f"{max(one.megabytes for one in trials):.0f} MB"
    return Row(name, text, "0 wrong", wrong == 0)


async def _catalogue(path: Path) -> Catalogue:
    async with await Database.open(path) as opened:
        return await Catalogue.load(opened)
