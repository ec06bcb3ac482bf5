"""The proxy that Telegram and the feed are reached through: CHISOTINH_PROXY, else what the environment says.

Its user and password are in no ``repr``, no message and no error of this module.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Literal, cast
from urllib.parse import SplitResult, unquote, urlsplit

from bot.i18n import N_

if TYPE_CHECKING:
    from aiohttp import ClientSession

Kind = Literal["http", "https", "socks5"]
KINDS: Final[Mapping[str, Kind]] = {"http": "http", "https": "https", "socks5": "socks5", "socks5h": "socks5"}
PORTS: Final[Mapping[Kind, int]] = {"http": 80, "https": 443, "socks5": 1080}
HOST: Final = re.compile(r"[^\s/?#\\%:@]+|[0-9A-Fa-f:.]+")
SOCKS: Final = "aiohttp_socks"
"""The library for SOCKS, which the extra ``socks`` brings."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy. ``name`` is the setting that it comes from."""

    kind: Kind
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    name: str = ""

    @property
    def place(self) -> str:
        """Its address without user and password, to be shown."""
        return f"{self.kind}://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


class ProxyWrong(ValueError):
    """No address of a proxy. ``text`` goes on after the setting's ``name``; nothing of the address is in it."""

    def __init__(self, text: str, name: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.name = name


WRONG: Final = N_(
    "must be the address of a proxy that begins with http:// or https:// (or socks5://) and names a host; "
    "in its user and password special characters are written as % and two digits, @ as %40"
)
LONGER: Final = N_("must end after the host and the port of the proxy; in its password / is written as %2F")
NO_SOCKS: Final = N_(
    "is a SOCKS proxy, not one with http:// or https://: for it, install the extra, pip install 'chisotinh[socks]'"
)
COLON: Final = N_("names a user with a colon, which no proxy can take")
ACCENTS: Final = N_("is a SOCKS proxy, whose user and password can only have plain letters, without accents")


def read_proxy(text: str, name: str = "", *, bare: bool = False) -> Proxy:
    """The proxy of an address such as ``http://user:password@host:3128``; ``bare`` also takes ``host:3128``.

    ``name`` is the setting that it comes from. Raises ProxyWrong.
    """
    text = text.strip()
    if bare and "://" not in text:
        text = f"http://{text}"
    parts = _split(text)
    if parts is None or parts.scheme not in KINDS or not parts.hostname or not HOST.fullmatch(parts.hostname):
        raise ProxyWrong(WRONG, name)
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ProxyWrong(LONGER, name)
    kind = KINDS[parts.scheme]
    if kind == "socks5" and find_spec(SOCKS) is None:
        raise ProxyWrong(NO_SOCKS, name)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if ":" in user:
        raise ProxyWrong(COLON, name)
    if kind == "socks5" and not (user + password).isascii():
        raise ProxyWrong(ACCENTS, name)
    port = parts.port if parts.port is not None else PORTS[kind]
    return Proxy(kind, parts.hostname, port, user, password, name)


def _split(text: str) -> SplitResult | None:
    """The parts of an address, None if it is none."""
    try:
        parts = urlsplit(text)
        return None if parts.port == 0 else parts
    except ValueError:
        return None


def environment_proxy(address: str) -> Proxy | None:
    """The proxy that HTTPS_PROXY, HTTP_PROXY or ALL_PROXY (also in small letters) name for an address.

    Raises ProxyWrong when it cannot be used.
    """
    from urllib.request import getproxies_environment

    found = getproxies_environment()
    for name in (urlsplit(address).scheme, "all"):
        if found.get(name):
            shown = f"{name}_proxy" if f"{name}_proxy" in os.environ else f"{name}_proxy".upper()
            return read_proxy(found[name], shown, bare=True)
    return None


def goes_directly(address: str) -> bool:
    """Whether NO_PROXY names the host of an address."""
    request: Any = import_module("urllib.request")  # whose types leave this function out
    return bool(request.proxy_bypass_environment(urlsplit(address).netloc.rpartition("@")[2]))


def open_session(proxy: Proxy | None, *, limit: int = 100, ssl: Any = True, **options: Any) -> ClientSession:
    """A session whose every request goes through the proxy; ``options`` are ClientSession's.

    The names of hosts are looked up by a SOCKS proxy, not here. Needs a running loop.
    """
    import aiohttp
    from yarl import URL

    if proxy is not None and proxy.kind == "socks5":
        socks = import_module(SOCKS)
        made = {"host": proxy.host, "port": proxy.port, "rdns": True, "limit": limit, "ssl": ssl}
        signed = {"username": proxy.user, "password": proxy.password} if proxy.user or proxy.password else {}
        connector = socks.ProxyConnector(proxy_type=socks.ProxyType.SOCKS5, **made, **signed)
        return aiohttp.ClientSession(connector=cast(aiohttp.BaseConnector, connector), **options)
    if proxy is not None:
        # aiohttp sends user and password in Latin-1: the letters given to it are those that make the bytes of UTF-8.
        user, password = (one.encode().decode("latin-1") for one in (proxy.user, proxy.password))
        url = URL(proxy.place)
        options["proxy"] = url.with_user(user).with_password(password) if user or password else url
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=limit, ssl=ssl), **options)
