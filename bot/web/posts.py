"""The two addresses that a page opened within Telegram writes to: JSON in, JSON out, from our own pages only."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlsplit

from aiohttp import web

from bot.web.actions import ActionResult, Actions

FOLLOW, HOME = "/app/follow", "/app/home"
LARGEST = 4 << 10
"""Bytes of a request's body."""
PATIENCE = 5.0
"""Seconds for the body to come."""
JSON = "application/json"

TOO_FAST = "Too many requests; please wait a few seconds."

Admits = Callable[[web.Request], bool]
Act = Callable[[Mapping[str, object]], Awaitable[ActionResult]]


def add_actions(app: web.Application, actions: Actions, base: str, admits: Admits) -> None:
    """Serve them. ``base`` is the public address of the pages, which a proxy in front of us may hide from ``Host``;
    ``admits`` tells whether the caller's pace lets one more through.
    """
    ours = urlsplit(base).netloc
    for path, act in ((FOLLOW, actions.follow), (HOME, actions.home)):
        app.router.add_post(path, _handler(act, ours, admits))


def _handler(act: Act, ours: str, admits: Admits) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        if not admits(request):
            raise web.HTTPTooManyRequests(reason=TOO_FAST)
        if not _is_own(request, ours):
            raise web.HTTPForbidden(reason="Only our own pages may ask this.")
        if request.content_type != JSON:
            raise web.HTTPUnsupportedMediaType(reason="This takes JSON.")
        try:
            async with asyncio.timeout(PATIENCE):
                asked = json.loads(await request.read())
        except TimeoutError:
            raise web.HTTPRequestTimeout(reason="The request did not come.") from None
        except (ValueError, RecursionError):
            raise web.HTTPBadRequest(reason="This is no JSON.") from None
        if not isinstance(asked, dict):
            raise web.HTTPBadRequest(reason="This takes an object.")
        result = await act(asked)
        return web.json_response(result.json, status=result.status, headers={"Cache-Control": "no-store"})

    return handle


def _is_own(request: web.Request, ours: str) -> bool:
    """Whether a page of ours asks. Browsers say so themselves, and let no page say otherwise."""
    origin = urlsplit(request.headers.get("Origin", "")).netloc
    return (
        bool(origin)
        and origin in (request.host, ours)
        and request.headers.get("Sec-Fetch-Site") in (None, "same-origin")
    )
