"""The quick look of ``chisotinh status --quick``, cheap enough for a container's health check: it asks nothing of
Telegram, loads neither its library nor the figures, and changes nothing.
"""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from data.db.address import ServerAddress

SECONDS: Final = 5.0
"""How long a running bot may take to answer."""
LARGEST: Final = 1 << 16
"""Bytes of an answer that are read."""
EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""Addresses that mean every one of this machine, each with the one to ask at."""

Found = Literal["well", "no_bot", "no_answer", "no_database", "new"]


def ask(host: str, port: int, seconds: float = SECONDS) -> Found:
    """What a running bot says of itself at its CHISOTINH_METRICS: ``well``, ``no_database`` when that does not answer,
    ``no_bot`` when nobody listens there, ``no_answer`` when who listens does not answer as the bot does, or too late.

    That Telegram is silent is no fault of the bot's: to start it again would mend nothing.
    """
    connection = http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=seconds)
    try:
        connection.request("GET", "/readyz")
        said = json.loads(connection.getresponse().read(LARGEST))
        return "well" if said["checks"]["database"]["ok"] is True else "no_database"
    except ConnectionRefusedError:
        return "no_bot"
    except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError):
        return "no_answer"
    finally:
        connection.close()


def look(place: Any | ServerAddress) -> Found:
    """Whether the database answers; ``new`` where none is built. Raises DatabaseRefused and DatabaseTrouble."""
    from data.database import standing_of

    return "new" if standing_of(place) is None else "well"
