"""Whether the file of an open database is still the one at its path."""

from __future__ import annotations

import os
from pathlib import Path

from data.db.location import unreachable
from data.errors import DatabaseReplaced


class FileIdentity:
    """The device and number of the file at a path, as they were when this was made."""

    def __init__(self, path: Path) -> None:
        self._path = path
        found = path.stat()
        self._known = (found.st_dev, found.st_ino)

    def verify(self) -> None:
        """Raise DatabaseReplaced where another file or none is there now. Costs a microsecond or two.

        SQLite would go on with the file that it has open, though it has no name any more, and all would be lost.
        """
        try:
            found = os.stat(self._path)
        except (FileNotFoundError, NotADirectoryError):
            raise DatabaseReplaced(self._path) from None
        except OSError as error:
            raise unreachable(self._path, error.strerror or str(error), error.errno or 0) from error
        if (found.st_dev, found.st_ino) != self._known:
            raise DatabaseReplaced(self._path)
