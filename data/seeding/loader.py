"""The shipped figures: CSV files in one folder -> SeedContent. All faults are told at once."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import SeedError, SeedProblem

if TYPE_CHECKING:
    from data.seeding.content import SeedContent

SEED_FOLDER = Path(__file__).parent.parent / "seed"

BUILDER_VERSION = 1
"""Raise this number when the same files must give other rows than before."""


def seed_version(folder: Path = SEED_FOLDER) -> str:
    """A short hash of the files and of how they are read: when it changes, the rows must be built anew."""
    digest = hashlib.sha256(f"builder {BUILDER_VERSION}".encode())
    for path in sorted(folder.glob("*.csv")):
        content = path.read_bytes()
        digest.update(f"\n{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def load_seed(folder: Path = SEED_FOLDER) -> SeedContent:
    """Every row of the seed files, each cell checked; takes about half a second. Raises SeedError."""
    # Every start reads only the version; the readers are imported by the few starts that build.
    from data.seeding.content import SeedContent
    from data.seeding.figures import read_figures
    from data.seeding.indices import read_indicators, read_indices
    from data.seeding.places import read_names, read_provinces
    from data.seeding.references import Known
    from data.seeding.tasks import read_tasks

    if not folder.is_dir():
        raise SeedError((SeedProblem(str(folder), 0, "", "", "is not a folder"),))
    known = Known(folder)
    content = SeedContent()
    for read in (read_provinces, read_names, read_indices, read_indicators, read_figures, read_tasks):
        content = read(known, content)
    known.strangers()
    if known.problems:
        raise SeedError(tuple(known.problems))
    return content
