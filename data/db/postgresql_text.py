"""Texts on the way to PostgreSQL, which takes no NUL: nobody can see one, so it is left out."""

from __future__ import annotations

from typing import Any

from psycopg.types.string import StrDumperUnknown


class NoNulls(StrDumperUnknown):
    """A text as psycopg sends it, without NUL."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", "") if "\0" in obj else obj)
