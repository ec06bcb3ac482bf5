"""The webhook: Telegram delivers updates over HTTP, and is told 200 only when they are kept.

What is refused is refused in words and without reading it; nothing of a body, and no secret, gets into a log.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot.botapi.intake import GRACE, Intake, IntakeFull, NotAnUpdate
from bot.botapi.reaching import AnyApp, Ending, Reaching, close
from bot.botapi.shared_intake import SharedIntake
from bot.botapi.wrappers import is_outage
from bot.callers import DIRECT, Callers
from bot.listening import SERVER, SERVER_LOG, Bounds, listening
from data.errors import DatabaseRefused, DatabaseTrouble

log = logging.getLogger(__name__)

LARGEST_BODY: Final = 1 << 20
BODY_SECONDS: Final = 10.0
"""Seconds in which a body must be there."""
SECRET: Final = "X-Telegram-Bot-Api-Secret-Token"
AT_ONCE: Final = 40
"""How many deliveries Telegram makes at the same time."""
QUIET: Final = 60.0
"""Seconds between two lines of the log on calls that were refused."""
SERVER_OPTIONS: Final[dict[str, Any]] = {"lingering_time": 1.0, "auto_decompress": False}


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram is to deliver, and where this program listens, for a proxy that takes it there. Seconds: between
    two looks whether Telegram still delivers here, and before the first call to Telegram that failed is tried again.
    """

    url: str
    secret: str = field(repr=False)
    host: str = "127.0.0.1"
    port: int = 8443
    bounds: Bounds = field(default_factory=Bounds)
    body_seconds: float = BODY_SECONDS
    look_every: float = 60.0
    wait: float = 1.0
    grace: float = GRACE
    callers: Callers = DIRECT


def secret_of(token: str) -> str:
    """The secret that Telegram shows with every delivery, where none is set: made from the token, always the same."""
    return hmac.new(token.encode(), b"chisotinh: secret of the webhook", hashlib.sha256).hexdigest()


class CallTurnedAway(Exception):
    """A call that is not taken; ``why`` is a word for the counts, ``said`` goes to the caller."""

    def __init__(self, status: int, why: str, said: str) -> None:
        super().__init__(why)
        self.status, self.why, self.said = status, why, said


class Webhook:
    """Takes deliveries; ``delivered`` is called for each. ``counts`` says how many were ``kept``, ``repeated`` or
    refused, by the reason.
    """

    def __init__(
        self, intake: Intake | SharedIntake, hook: Hook, delivered: Callable[[], object] = lambda: None
    ) -> None:
        self.intake = intake
        self._path, self._secret = urlsplit(hook.url).path or "/", hook.secret.encode()
        self._delivered, self._seconds = delivered, hook.body_seconds
        self._callers, self._said = hook.callers, -QUIET
        self.counts: Counter[str] = Counter()

    @property
    def waiting(self) -> int:
        """How many updates are kept and not finished."""
        return self.intake.waiting

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one call: 200 for an update that is kept, now or before; else a refusal in words."""
        try:
            self._admit(request)
            new = await self.intake.accept(await self._body(request))
        except CallTurnedAway as refused:
            return self._refuse(request, refused)
        except NotAnUpdate as wrong:
            return self._refuse(request, CallTurnedAway(400, "not_an_update", str(wrong)))
        except IntakeFull:
            return self._refuse(request, CallTurnedAway(503, "full", "Too much waits here; please deliver it again."))
        except (DatabaseTrouble, DatabaseRefused):
            return self._refuse(
                request, CallTurnedAway(503, "database", "It cannot be kept now; please deliver it again.")
            )
        except Exception:
            log.exception("a call to the webhook failed")
            return self._refuse(
                request, CallTurnedAway(503, "failed", "It cannot be kept now; please deliver it again.")
            )
        self.counts["kept" if new else "repeated"] += 1
        self._delivered()
        return web.Response(headers=SERVER)

    def _admit(self, request: web.BaseRequest) -> None:
        """Judge a call by its head alone; raises CallTurnedAway."""
        if request.raw_path != self._path:
            raise CallTurnedAway(404, "path", "There is nothing here.")
        if request.method != "POST":
            raise CallTurnedAway(405, "method", "Only POST.")
        shown = request.headers.get(SECRET, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(shown, self._secret):
            raise CallTurnedAway(403, "secret", "The secret is missing or wrong.")
        if request.content_type != "application/json" or "Content-Encoding" in request.headers:
            raise CallTurnedAway(415, "kind", "Only application/json, not packed.")
        if (request.content_length or 0) > LARGEST_BODY:
            raise CallTurnedAway(413, "size", "At most 1 MB.")

    async def _body(self, request: web.BaseRequest) -> bytes:
        content = request.content
        parts, size = [], 0
        try:
            if content.is_eof():  # it came with the head, as it nearly always does, and is not larger than was said
                return content.read_nowait()
            async with asyncio.timeout(self._seconds):
                async for part in content.iter_any():
                    parts.append(part)
                    size += len(part)
                    if size > LARGEST_BODY:
                        raise CallTurnedAway(413, "size", "At most 1 MB.")
        except TimeoutError:
            raise CallTurnedAway(408, "slow", "The body did not come in time.") from None
        except (web.RequestPayloadError, ConnectionError):
            raise CallTurnedAway(400, "broken", "The body is broken.") from None
        return b"".join(parts)

    def _refuse(self, request: web.BaseRequest, refused: CallTurnedAway) -> web.Response:
        self.counts[refused.why] += 1
        if time.monotonic() - self._said >= QUIET:  # whoever tries secrets does not fill the log
            self._said = time.monotonic()
            caller = self._callers.of(request.remote, request.headers)
            said = "a call from %s to the webhook was refused: %d, %s (all: %s)"
            log.warning(said, caller, refused.status, refused.why, self)
        headers = SERVER | ({"Allow": "POST"} if refused.status == 405 else {})
        response = web.Response(status=refused.status, text=refused.said + "\n", headers=headers)
        response.force_close()
        return response

    def __str__(self) -> str:
        return ", ".join(f"{why} {count}" for why, count in sorted(self.counts.items()))


async def receive(
    app: AnyApp,
    hook: Hook,
    webhook: Webhook,
    prepare: Callable[[], Awaitable[None]],
    opened: Callable[[int], object] = lambda port: None,
) -> None:
    """Run until SIGINT or SIGTERM; raises ``Stopped``, and CannotListen. What an earlier process
    left unfinished is handled first. At the end the webhook stays set: Telegram keeps what comes meanwhile.

    ``opened`` is called with the port when deliveries are taken.
    """
    ending = Ending()
    reaching = Reaching(ending, hook.wait)
    with ending.by_signals():
        try:
            if not await reaching.until_done(app.initialize):
                return
            await _prepare(prepare)
            await app.start()
            left = await webhook.intake.resume()
            if left:
                log.warning("%d updates are taken up that were not finished before; some may be answered twice", left)
            async with AsyncExitStack() as stack:
                server = web.Server(webhook.handle, access_log=None, logger=SERVER_LOG, **SERVER_OPTIONS)
                port = await stack.enter_async_context(listening(server, hook.host, hook.port, hook.bounds))
                opened(port)
                if await reaching.until_done(partial(_set, app, hook)):
                    log.info("messages for @%s are delivered to port %d", app.bot.username, port)
                    looking = asyncio.create_task(_keep(app, hook, ending))
                    stack.callback(looking.cancel)
                    await ending.wait()
        finally:
            await webhook.intake.close(hook.grace)
            await close(app)


async def _prepare(prepare: Callable[[], Awaitable[None]]) -> None:
    try:
        await prepare()
    except TelegramError as error:
        log.warning("the menus could not be set: %s", error)


async def _set(app: AnyApp, hook: Hook) -> None:
    await app.bot.set_webhook(
        hook.url, allowed_updates=Update.ALL_TYPES, secret_token=hook.secret, max_connections=AT_ONCE
    )


async def _keep(app: AnyApp, hook: Hook, ending: Ending) -> None:
    """Look now and then whether Telegram still delivers here. Taken away once, the webhook is set again; taken away
    again at the next look, another program receives the messages.
    """
    lost, told = 0, ""
    while True:
        await asyncio.sleep(hook.look_every)
        try:
            info = await app.bot.get_webhook_info()
            if info.url == hook.url:
                lost = 0
                told = _tell_error(info, told)
                continue
            lost += 1
            if lost > 1:
                ending.stop("another")
                return
            log.warning(
                "Telegram did not deliver here any more: another program took the webhook away; it is set again"
            )
            await _set(app, hook)
        except InvalidToken:
            ending.stop("token")
            return
        except TelegramError as error:
            (log.debug if is_outage(error) else log.warning)("the webhook could not be looked at: %s", error)


def _tell_error(info: Any, told: str) -> str:
    """Say once what Telegram says of deliveries that failed."""
    said = info.last_error_message or ""
    if said and said != told and info.pending_update_count:
        log.warning("Telegram could not deliver (%d updates wait there): %s", info.pending_update_count, said)
    return said
