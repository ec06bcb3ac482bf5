"""The address of a database on a server. It holds a password, which neither ``str()`` nor ``repr()`` shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from data.errors import DatabaseRefused

SCHEME = "postgresql+psycopg"
SCHEMES = re.compile(r"([a-z][a-z0-9+]*):/{1,2}", re.IGNORECASE)
SHOWN = re.compile(
    r"(?:(?P<user>[^:/?#@]*)(?::[^/?#@]*)?@)?(?P<host>(?:[^/?#@:\[]*|\[[0-9a-fA-F:.]*\])(?::\d+)?)"
    r"(?P<name>/[^/?#@]*)?(?:[?#].*)?",
    re.DOTALL,
)
OTHER = "Name a file, or a database on a server: postgresql+psycopg://user:password@host/database"


@dataclass(frozen=True, slots=True, repr=False)
class ServerAddress:
    """``postgresql+psycopg://user:password@host:port/database?option=value``, with psycopg's options; the password may
    also come from PGPASSWORD or ~/.pgpass. It was judged when it was made by ``read``, not otherwise.
    """

    url: str = field(repr=False)

    @staticmethod
    def is_one(place: str | Path) -> bool:
        """Whether a text is an address of any kind but a file's. A Path has lost one of its slashes."""
        found = SCHEMES.match(str(place))
        return found is not None and not found[1].lower().startswith("sqlite")

    @classmethod
    def read(cls, place: str | Path | ServerAddress) -> Self:
        """The address, judged; raises DatabaseRefused for any that cannot be one of ours."""
        text = place.url if isinstance(place, ServerAddress) else str(place)
        whole = cls(SCHEMES.sub(r"\1://", text, count=1))
        try:
            parts = urlsplit(whole.url)
            fit = parts.scheme == SCHEME and len(parts.path) > 1 and "/" not in parts.path[1:]
            _ = parts.port
        except ValueError:
            fit = False
        if not fit:
            raise DatabaseRefused(str(whole), "is not the address of a database", OTHER, kind="address")
        return whole

    def __str__(self) -> str:
        """The address without password and options, some of which are secret, too; little of one that is not well
        formed, as nobody knows where in it a password is.
        """
        scheme, _, rest = self.url.partition("://")
        found = SHOWN.fullmatch(rest)
        if found is None or (found["user"] is None and "@" in rest):
            return f"{scheme}://…"
        user = "" if found["user"] is None else f"{found['user']}@"
        return f"{scheme}://{user}{found['host']}{found['name'] or ''}"

    def __repr__(self) -> str:
        return f"ServerAddress({str(self)!r})"
