"""A crowd of clients in a process of its own: real connections to one port, all of them open at the same time.

    python -m tests.support.crowd PORT COUNT < request

Each sends the request as soon as it is connected and reads until the other side has closed. None is closed before all
are answered. What came of it is one line of JSON, ``Crowd`` by its fields.
"""

from __future__ import annotations

import asyncio
import errno
import json
import resource
import selectors
import socket
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import asdict, dataclass, field

CONNECTING = 400
"""So many connect at the same time, below what a listener lets wait."""
SPARE = 200
"""Files that the process needs besides."""
PATIENCE = 20.0


@dataclass
class Crowd:
    """What the clients saw."""

    answers: dict[str, int] = field(default_factory=dict)
    """First and last line of what was read, joined by ``|``, and how often."""
    resets: int = 0
    """Connections that were not closed but broken off, whatever was read before."""
    at_once: int = 0
    """The most that were connected at the same time."""
    silent: int = 0
    """Connections that the other side left open, without an answer."""
    seconds: float = 0.0


def files_at_most() -> int:
    """How many connections a crowd can have on this machine."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 1 << 30 if hard == resource.RLIM_INFINITY else hard - SPARE


async def crowd(port: int, count: int, request: bytes) -> Crowd:
    """Let so many clients come to a port of this machine, and wait for all of them."""
    arguments = ("-m", "tests.support.crowd", str(port), str(count))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=pipe, stdout=pipe)
    said, _ = await process.communicate(request)
    assert process.returncode == 0
    return Crowd(**json.loads(said))


def _come(port: int, count: int, request: bytes) -> Crowd:
    seen, answers, began = Crowd(), Counter[str](), time.monotonic()
    selector = selectors.EpollSelector()
    read: dict[socket.socket, bytes] = {}
    everybody: list[socket.socket] = []
    connecting = open_now = ended = 0

    while ended < count and time.monotonic() < began + PATIENCE:
        while connecting < CONNECTING and len(everybody) < count:
            one = socket.socket()
            one.setblocking(False)
            assert one.connect_ex(("127.0.0.1", port)) in (0, errno.EINPROGRESS)
            selector.register(one, selectors.EVENT_WRITE)
            everybody.append(one)
            connecting += 1
        for key, events in selector.select(0.5):
            one = key.fileobj  # type: ignore[assignment]
            if events & selectors.EVENT_WRITE:
                connecting -= 1
                open_now += 1
                seen.at_once = max(seen.at_once, open_now)
                selector.modify(one, selectors.EVENT_READ)
                read[one] = b""
                with suppress(ConnectionError):  # it is closed already; what it said is read all the same
                    one.sendall(request)
                continue
            try:
                part = one.recv(1 << 16)
            except ConnectionError:
                part = b""
                seen.resets += 1
            read[one] += part
            if not part:
                lines = read[one].decode().splitlines() or [""]
                answers[f"{lines[0]}|{lines[-1]}"] += 1
                selector.unregister(one)
                ended += 1
    seen.silent = count - ended
    for one in everybody:
        one.close()
    seen.answers, seen.seconds = dict(answers), time.monotonic() - began
    return seen


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    print(json.dumps(asdict(_come(int(sys.argv[1]), int(sys.argv[2]), sys.stdin.buffer.read()))))
