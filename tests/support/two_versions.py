"""Newer versions of this program, made of the working tree, and programs of any version as processes of their own."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.db.schema import SCHEMA_VERSION
from data.version import VERSION
from tests.support.trial_index import FIGURES, ROWS, append

ROOT = Path(__file__).parent.parent.parent
DRIVER = Path(__file__).parent / "one_version.py"
PATIENCE = 60.0
FLOORS = ("bot", "data", "handlers", "locales")

NEXT, LAST = (f"{int(SCHEMA_VERSION) + number:04}" for number in (1, 2))
"""The tables of the next version, which expands them, and of the one after it, which contracts them."""

STEP = '''"""{what}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None
contract = {contract}


def upgrade() -> None:
{up}


def downgrade() -> None:
    raise NotImplementedError
'''
EXPAND = """\
    op.add_column("chat", sa.Column("pace", sa.String(), server_default=sa.text("'usual'"), nullable=False))
    op.add_column("outbox", sa.Column("colour", sa.Text(), nullable=True))
    op.create_table(
        "chat_note",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("platform", "chat", name=op.f("pk_chat_note")),
        sa.ForeignKeyConstraint(
            ["platform", "chat"], ["chat.platform", "chat.id"], name="fk_chat_note_platform", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_outbox_colour", "outbox", ["colour"])"""
CONTRACT = """\
    op.drop_table("chat_note")
    op.drop_column("chat", "pace")"""


def newer(folder: Path, *, contracts: bool = False) -> Path:
    """A copy of the working tree as its next version: with a step that adds to the tables and an index, XYZ, among the
    shipped figures. With ``contracts`` it is the version after that, whose step takes away what the one before added.
    """
    folder.mkdir()
    for floor in FLOORS:
        shutil.copytree(ROOT / floor, folder / floor, ignore=shutil.ignore_patterns("held"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    major, minor, *_ = VERSION.split(".")
    version = f"{major}.{int(minor) + (2 if contracts else 1)}.0"
    replace(folder / "data/version.py", f'VERSION = "{VERSION}"', f'VERSION = "{version}"')
    replace(folder / "pyproject.toml", f'version = "{VERSION}"', f'version = "{version}"')
    tables, steps = folder / "data/db/schema.py", folder / "data/migrations/versions"
    last = LAST if contracts else NEXT
    replace(tables, f'SCHEMA_VERSION = "{SCHEMA_VERSION}"', f'SCHEMA_VERSION = "{last}"')
    said = STEP.format(what="what is added", revision=NEXT, before=SCHEMA_VERSION, contract=False, up=EXPAND)
    (steps / f"v{NEXT}_expand.py").write_text(said)
    if contracts:
        said = STEP.format(what="what is taken away", revision=LAST, before=NEXT, contract=True, up=CONTRACT)
        (steps / f"v{LAST}_contract.py").write_text(said)
    for name, rows in ROWS.items():
        append(folder / "data/seed" / name, rows)
    (folder / "data/seed/xyz-trial.csv").write_text(FIGURES, encoding="utf-8")
    return folder


def replace(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, (path, before)
    path.write_text(text.replace(before, after), encoding="utf-8")


class Machine:
    """Where programs of any version run on one database; ``home`` is where they all keep what is this machine's."""

    def __init__(self, place: str, home: Path) -> None:
        self._place, self._home = place, home
        self._programs: list[Program] = []

    async def start(self, tree: Path = ROOT) -> Program:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", str(DRIVER), self._place),
            env={**os.environ, "PYTHONPATH": str(tree), "XDG_DATA_HOME": str(self._home)},
            stdin=PIPE, stdout=PIPE, stderr=PIPE, limit=1 << 20,
        )  # fmt: skip
        self._programs.append(Program(process, {}))
        self._programs[-1].opened = await _line(process)
        return self._programs[-1]

    async def end(self) -> None:
        """Kills what still runs."""
        for program in self._programs:
            if program.process.returncode is None:
                await program.kill()


@dataclass(slots=True)
class Program:
    """A program of a version, running. ``opened`` is how it opened the database, or was refused."""

    process: Process
    opened: dict[str, Any]

    async def run(self, code: str) -> Any:
        """What the body of a function of ``app``, ``database`` and ``world`` returns there."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(code).encode() + b"\n")
        return await _line(self.process)

    async def say(self, person: int, text: str) -> str:
        said: str = await self.run(f"return await say(world, {person}, {text!r})")
        return said

    async def deliver(self, *people: int) -> dict[str, list[str]]:
        got: dict[str, list[str]] = await self.run(f"return await deliver(app, world, {list(people)})")
        return got

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()

    async def end(self) -> str:
        """Ends it as at the end of its input; returns what it logged."""
        _, logged = await asyncio.wait_for(self.process.communicate(b""), PATIENCE)  # which closes its input
        assert self.process.returncode == 0, logged.decode()
        return logged.decode()


async def _line(process: Process) -> Any:
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
    if not line:
        _, said = await process.communicate()
        raise AssertionError(said.decode())
    return json.loads(line)
