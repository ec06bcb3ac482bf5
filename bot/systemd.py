"""What the service manager of the system is told (sd_notify): a datagram to the socket that it names, else nothing."""

from __future__ import annotations

import os
import socket


def notify(*fields: str) -> bool:
    """Tell systemd ``READY=1``, ``STATUS=…`` and the like in one message. Returns whether it went out: never where no
    systemd waits for it, or waits for another process, nor where the socket would keep us waiting. Never raises.
    """
    name = os.environ.get("NOTIFY_SOCKET", "")
    if name[:1] not in ("/", "@") or not hasattr(socket, "AF_UNIX") or not _ours():
        return False
    address = "\0" + name[1:] if name.startswith("@") else name  # @ stands for a name without a file
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as way:
            way.setblocking(False)
            way.connect(address)
            way.send("\n".join(fields).encode())
    except OSError:
        return False
    return True


def watchdog_seconds() -> float | None:
    """Within how many seconds ``WATCHDOG=1`` is waited for again and again; None where it is not waited for of us."""
    if not _ours():
        return None
    try:
        seconds = int(os.environ["WATCHDOG_USEC"]) / 1_000_000
    except (KeyError, ValueError):
        return None
    return seconds if seconds > 0 else None


def _ours() -> bool:
    """Whether this process is the one that systemd watches, as far as it says so; its children inherit what it says."""
    return os.environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
