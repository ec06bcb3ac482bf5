"""Who calls: only what a trusted proxy adds is believed, whatever a caller writes into the headers."""

from __future__ import annotations

import pytest
from multidict import CIMultiDict

from bot.callers import Callers, networks_of

PROXIES = "127.0.0.1, ::1, 10.0.0.0/8 2001:db8:aa::/48"
OURS = Callers(networks_of(PROXIES))
VICTIM, FORGER = "198.51.100.7", "203.0.113.9"


def called(*headers: tuple[str, str], peer: str | None = "127.0.0.1", callers: Callers = OURS) -> str:
    return callers.of(peer, CIMultiDict(headers))


def forwarded_for(*values: str) -> tuple[tuple[str, str], ...]:
    return tuple(("X-Forwarded-For", value) for value in values)


def forwarded(*values: str) -> tuple[tuple[str, str], ...]:
    return tuple(("Forwarded", value) for value in values)


@pytest.mark.parametrize("headers", [forwarded_for(VICTIM), forwarded(f"for={VICTIM}"), forwarded_for("127.0.0.1")])
def test_nobody_but_a_trusted_proxy_is_believed(headers: tuple[tuple[str, str], ...]) -> None:
    assert called(*headers, peer=FORGER) == FORGER
    assert called(*headers, peer="127.0.0.1", callers=Callers()) == "127.0.0.1", "by default not even this machine"
    assert called(*headers, peer=None) == ""


@pytest.mark.parametrize(
    ("headers", "caller"),
    [
        ((), "127.0.0.1"),
        (forwarded_for(FORGER), FORGER),
        # What the caller wrote stands left of what the proxy added.
        (forwarded_for(f"{VICTIM}, {FORGER}"), FORGER),
        (forwarded_for(VICTIM, FORGER), FORGER),
        (forwarded_for(f"{VICTIM}, 127.0.0.1, {FORGER}"), FORGER),
        (forwarded_for(f"unknown, {FORGER}"), FORGER),
        # A chain of trusted proxies is followed back to the first who is not one.
        (forwarded_for(f"{VICTIM}, {FORGER}, 10.1.2.3, 10.0.0.1"), FORGER),
        (forwarded_for(f"{VICTIM}, {FORGER}", "10.1.2.3"), FORGER),
        (forwarded_for("10.1.2.3"), "10.1.2.3"),
        # Who puts something there that is no address is counted with the proxy that passed it on.
        *((forwarded_for(f"{VICTIM}, {odd}, 10.0.0.1"), "10.0.0.1") for odd in ("", "unknown", "_x", "1.2", "a" * 900)),
        (forwarded_for("1.2.3.4.5"), "127.0.0.1"),
        (forwarded_for(""), "127.0.0.1"),
        # Ports, brackets, and IPv4 within IPv6.
        (forwarded_for(f"{FORGER}:4711"), FORGER),
        (forwarded_for(f"::ffff:{FORGER}"), FORGER),
        (forwarded_for("[2001:db8:1:2:3:4:5:6]:443"), "2001:db8:1:2::/64"),
        (forwarded_for("fe80::1%eth0"), "fe80::/64"),
        (forwarded(f"for={FORGER};proto=https;by=10.0.0.1"), FORGER),
        (forwarded(f'For="{FORGER}:4711"'), FORGER),
        (forwarded('for="[2001:db8:1:2::17]:4711"'), "2001:db8:1:2::/64"),
        (forwarded(f"for={VICTIM}, for={FORGER}, for=10.0.0.1"), FORGER),
        (forwarded(f"for={VICTIM}", f"for={FORGER}"), FORGER),
        # Neither quotes that are never closed nor a second name hide what the proxy adds.
        (forwarded(f'for="{VICTIM}, for={FORGER}'), FORGER),
        (forwarded(f'for={VICTIM};x="y, for={FORGER}'), FORGER),
        (forwarded(f"for={VICTIM};for={FORGER}"), "127.0.0.1"),
        (forwarded("proto=https"), "127.0.0.1"),
        # The proxy writes one header; the other is the caller's own, and convicts them unless it says the same.
        (forwarded_for(FORGER) + forwarded(f"for={VICTIM}"), "127.0.0.1"),
        (forwarded_for(VICTIM) + forwarded(f"for={FORGER}"), "127.0.0.1"),
        (forwarded_for(FORGER) + forwarded(f"for={FORGER}"), FORGER),
    ],
)  # fmt: skip
def test_the_nearest_who_is_no_proxy_of_ours_is_the_caller(headers: tuple[tuple[str, str], ...], caller: str) -> None:
    assert called(*headers) == caller


def test_a_chain_is_followed_only_so_far() -> None:
    hops = [f"10.0.0.{number}" for number in range(40)]
    assert called(*forwarded_for(", ".join([VICTIM, *hops]))) == hops[-10]


def test_of_ipv6_a_subscriber_is_one_caller() -> None:
    """A provider gives each subscriber at least a /64, and who had a pace for each address of it had no bound."""
    assert called(peer="2001:db8:1:2::1") == called(peer="2001:db8:1:2:ffff::9") != called(peer="2001:db8:1:3::1")
    assert called(peer="::ffff:203.0.113.9") == FORGER, "and IPv4 stays itself where both come to one socket"
    assert called(*forwarded_for(FORGER), peer="::1") == FORGER
    assert called(*forwarded_for(FORGER), peer="2001:db8:aa:7::1") == FORGER
    assert called(*forwarded_for(FORGER), peer="::ffff:127.0.0.1") == FORGER


def test_networks_are_read() -> None:
    assert [str(one) for one in networks_of("10.1.2.3/8;::1")] == ["10.0.0.0/8", "::1/128"]
    assert networks_of(" ") == ()
    for wrong in ("0.0.0.0/0", "10.0.0.1, ::/0", "example.vn", "10.0.0.0/33", "10.0.0", "127.0.0.1:80"):
        with pytest.raises(ValueError):  # noqa: PT011
            networks_of(wrong)
