"""HTTP around the site: one handler for every address, with bounds, headers and tags; health beside it."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.callers import DIRECT, Callers
from bot.listening import Bounds, listening
from bot.web.actions import Actions
from bot.web.cache import Cache, Kept, Key
from bot.web.posts import LARGEST, TOO_FAST, add_actions

log = logging.getLogger(__name__)

MOST_VALUES, LONGEST_VALUE, LONGEST_PATH = 12, 600, 200
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self';"
    " script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors https://web.telegram.org",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
"""Nothing but what lies here may run, and no cookie is ever set."""
DRAWING = "default-src 'none'; style-src 'unsafe-inline'"
"""A drawing alone carries its colours with it."""
FOR_A_WHILE, FOR_EVER = "public, max-age=300", "public, max-age=31536000, immutable"
BOUNDS = Bounds(connections=500, request=30.0, idle=30.0)
"""Who reads or writes too slowly is cut, and who comes when all places are taken is told so."""
PACE, BURST, CALLERS = 20.0, 60.0, 20_000
"""Pages a second that one address may have made, how many at once, and of how many addresses this is remembered."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Pace:
    """How much each caller may still ask for: a bucket that fills again, of bounded memory."""

    def __init__(self, pace: float = PACE, burst: float = BURST, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace, self._burst, self._clock = pace, burst, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def takes(self, caller: str) -> bool:
        """Take one; False where none is left."""
        now = self._clock()
        left, since = self._left.pop(caller, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._pace)
        allowed = left >= 1
        self._left[caller] = (left - 1 if allowed else left, now)
        if len(self._left) > CALLERS:
            self._left.popitem(last=False)
        return allowed


def application(
    cache: Cache,
    pace: Pace | None = None,
    actions: Actions | None = None,
    base: str = "",
    callers: Callers = DIRECT,
) -> web.Application:
    """The aiohttp application that serves the site of a cache and, beside a bot, takes what people do on its pages;
    ``base`` is the public address of the site, '' where none is set; each of the ``callers`` has a pace of its own.
    """
    limits = pace or Pace()

    def admits(request: web.Request) -> bool:
        return limits.takes(callers.of(request.remote, request.headers))

    async def answer(request: web.Request) -> web.StreamResponse:
        key = _key(request)
        if key is None:
            return _refused(414, "Too long.")
        kept = cache.at_hand(key)
        if kept is None:
            if not admits(request):
                return _refused(429, TOO_FAST, {"Retry-After": "3"})
            kept = await cache.get(key)
        return _response(request, kept)

    async def healthy(_: web.Request) -> web.Response:
        return web.Response(text="ok\n", headers={"Cache-Control": "no-store"})

    app = web.Application(client_max_size=LARGEST, middlewares=[_guarded])
    app.router.add_get("/healthz", healthy)
    if actions is not None:
        add_actions(app, actions, base, admits)
    app.router.add_get("/{path:.*}", answer)
    return app


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every response has the headers that protect; what goes wrong is logged, and said without its reasons."""
    try:
        response = await handler(request)
    except web.HTTPException as refused:
        response = _refused(refused.status, refused.reason)
    except Exception:
        log.exception("a page could not be made")
        response = _refused(500, "This page could not be made. It was noted.")
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _key(request: web.Request) -> Key | None:
    """The address that is asked for; None where it is longer than any that there is."""
    values = tuple(sorted((name, value) for name, value in request.query.items() if value.strip()))
    long = len(values) > MOST_VALUES or any(len(name) + len(value) > LONGEST_VALUE for name, value in values)
    if long or len(request.path) > LONGEST_PATH:
        return None
    return request.path, values


def _response(request: web.Request, kept: Kept) -> web.Response:
    headers = {
        "ETag": kept.tag,
        "Cache-Control": FOR_EVER if kept.sent.lasting else FOR_A_WHILE if kept.sent.status == 200 else "no-store",
        "Vary": "Accept-Encoding",
    }
    if kept.sent.name:
        headers["Content-Disposition"] = f'attachment; filename="{kept.sent.name}"'
    if kept.sent.kind == "image/svg+xml":
        headers["Content-Security-Policy"] = DRAWING
    if kept.sent.status == 200 and request.headers.get("If-None-Match") == kept.tag:
        return web.Response(status=304, headers=headers)
    text = kept.sent.kind.startswith("text/") or kept.sent.kind.endswith(("json", "xml"))
    headers["Content-Type"] = kept.sent.kind + ("; charset=utf-8" if text else "")
    body = kept.sent.body
    if kept.packed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = kept.packed
    return web.Response(status=kept.sent.status, body=body, headers=headers)


def _refused(status: int, why: str, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(status=status, text=why + "\n", headers=headers)


@asynccontextmanager
async def serving(app: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Inside of this the application listens; gives the port, which is chosen where 0 is asked for. Raises
    CannotListen.
    """
    async with listening(app, host, port, BOUNDS) as found:
        yield found
