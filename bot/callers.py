"""Who calls: the address that a request comes from, also through proxies that are trusted to say it (pure).

A proxy adds the address of whoever called it at the right end of a header; everything left of that is only what the
caller says. So the chain is read from the right, as far as addresses are trusted, and nobody else is believed at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from multidict import MultiMapping

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

FORWARDED_FOR: Final = "X-Forwarded-For"
FORWARDED: Final = "Forwarded"
MOST_PROXIES: Final = 10
"""So many trusted proxies may stand one behind another."""
LONGEST: Final = 60
"""Characters of an address with its port, brackets and quotes."""
OF_ONE_SUBSCRIBER: Final = 64
"""Bits of an IPv6 address: providers give a whole network of this size to one subscriber, who chooses the rest."""
WITH_PORT: Final = re.compile(r"\[(?P<six>[0-9A-Fa-f:.]+)\](?::\d{1,5})?|(?P<four>[0-9.]+):\d{1,5}")


def networks_of(text: str) -> tuple[Network, ...]:
    """The networks that a text names, addresses being networks of one; raises ValueError, also for all addresses."""
    found = tuple(ip_network(one, strict=False) for one in re.split(r"[\s,;]+", text) if one)
    if any(one.prefixlen == 0 for one in found):
        raise ValueError("everybody")
    return found


@dataclass(frozen=True, slots=True)
class Callers:
    """Tells callers apart. ``trusted`` are the proxies whose headers are believed; without any nobody's are."""

    trusted: tuple[Network, ...] = ()

    def of(self, peer: str | None, headers: MultiMapping[str]) -> str:
        """Whom a request is counted for: an address, of IPv6 its network; ``peer`` is who holds the connection.

        Where one of both headers is forged, because the proxy writes only the other, they contradict each other, and
        the proxy itself is taken for the caller. So is the last trusted one before something that is no address.
        """
        nearest = _address(peer or "")
        if nearest is None:
            return peer or ""
        if not self._trusts(nearest):
            return _counted(nearest)
        chains = (_for(headers.getall(FORWARDED_FOR, [])), _forwarded(headers.getall(FORWARDED, [])))
        found = {self._first_stranger(nearest, chain) for chain in chains if chain}
        return _counted(found.pop() if len(found) == 1 else nearest)

    def _first_stranger(self, nearest: Address, chain: Sequence[str]) -> Address:
        for one in chain[-MOST_PROXIES:][::-1]:
            next_one = _address(one)
            if next_one is None:
                break
            nearest = next_one
            if not self._trusts(nearest):
                break
        return nearest

    def _trusts(self, address: Address) -> bool:
        return any(address in network for network in self.trusted)


DIRECT: Final = Callers()
"""Whoever holds the connection is the caller."""


def _for(lines: Iterable[str]) -> list[str]:
    """The entries of ``X-Forwarded-For``, the nearest at the end."""
    return [one for line in lines for one in line.split(",")]


def _forwarded(lines: Iterable[str]) -> list[str]:
    """What the elements of ``Forwarded`` name as ``for``, the nearest at the end; '' where one does not.

    Commas part elements also within quotes: else a caller's open quote would swallow what the proxy adds.
    """
    return [_node(element) for line in lines for element in line.split(",")]


def _node(element: str) -> str:
    pairs = [pair.partition("=") for pair in element.split(";")]
    named = [value for name, _, value in pairs if name.strip().lower() == "for"]
    return named[0].strip().strip('"') if len(named) == 1 else ""


def _address(text: str) -> Address | None:
    """The address of an entry, which may have a port; None for anything else."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    if found := WITH_PORT.fullmatch(text):
        text = found["six"] or found["four"]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _counted(address: Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((address, OF_ONE_SUBSCRIBER), strict=False))
