"""Health, readiness and metrics over HTTP, for whoever runs the bot: never on a public address."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiohttp import web

from bot.listening import Bounds, listening
from bot.monitoring.readiness import checks
from bot.services import Services
from data.alerts.model import Progress
from data.workers.registry import KnownWorker

log = logging.getLogger(__name__)

BOUNDS = Bounds(connections=32, request=15.0)
FRESH = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


@asynccontextmanager
async def monitored(services: Services, host: str, port: int) -> AsyncIterator[int]:
    """Inside of this ``/healthz``, ``/readyz`` and ``/metrics`` are served; gives the port. Raises CannotListen."""
    async with listening(application(services), host, port, BOUNDS) as found:
        log.info("health and metrics are at port %d", found)
        yield found


def application(services: Services) -> web.Application:
    """``/healthz`` says that the program runs, ``/readyz`` whether all that it needs is there (else 503)."""

    async def healthy(request: web.Request) -> web.Response:
        return web.Response(text="ok\n", headers=FRESH)

    async def ready(request: web.Request) -> web.Response:
        found = await checks(services)
        fine = all(check.fine for check in found)
        said = {"ready": fine, "checks": {one.name: {"ok": one.fine, **one.details} for one in found}}
        return web.json_response(said, status=200 if fine else 503, headers=FRESH)

    async def metrics(request: web.Request) -> web.Response:
        from bot.monitoring.figures import page  # Prometheus' library is loaded where somebody asks for it

        text = page(services, await checks(services), await _alerts(services), await _workers(services))
        return web.Response(body=text, headers=FRESH | {"Content-Type": PROMETHEUS})

    app = web.Application(client_max_size=1024)
    app.router.add_get("/healthz", healthy)
    app.router.add_get("/readyz", ready)
    app.router.add_get("/metrics", metrics)
    return app


async def _workers(services: Services) -> Sequence[KnownWorker]:
    """The workers that share the database, if there may be several."""
    if services.sharing is None:
        return ()
    try:
        return await services.sharing.workers.known()
    except Exception as error:
        log.warning("the workers could not be read: %s", error)
        return ()


async def _alerts(services: Services) -> Sequence[Progress]:
    """How every alert stands; nothing where the database does not answer, which ``chisotinh_ready`` tells."""
    try:
        return await services.outbox.progresses()
    except Exception as error:
        log.warning("the alerts could not be counted: %s", error)
        return ()
