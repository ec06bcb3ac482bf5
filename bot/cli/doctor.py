"""``chisotinh doctor``."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.common import DatabaseOption, LangOption, choose, run_async, translated

if TYPE_CHECKING:
    from bot.botapi.reach import Reach
    from bot.i18n import Translator
    from bot.render.doctor import Finding
    from bot.settings import Settings
    from data.db.address import ServerAddress
    from data.db.condition import Condition


def doctor(
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line (see README for its fields).")
    ] = False,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """Looks at token, network, webhook, clock, disk, database, figures and operators; says what to do, changes nothing.

    Exit code 1 when something is wrong, else 0, also with warnings. Example: chisotinh doctor --json
    """
    from bot.reply import plain_text

    choose(database, lang)
    t = translated()
    findings: list[Finding] = run_async(examine(t))
    for one in findings:
        if as_json:
            advice = plain_text(one.advice) or None
            found = {"check": one.check, "state": one.state, "said": plain_text(one.said), "advice": advice}
            print(json.dumps(found, ensure_ascii=False))
        else:
            print(plain_text(one.line(t)))
    raise typer.Exit(1 if any(one.state == "wrong" for one in findings) else 0)


async def examine(t: Translator) -> list[Finding]:
    """All findings; of settings that cannot be used only that."""
    from bot.botapi.reach import reach
    from bot.clock import utc_now
    from bot.render import doctor as wording
    from bot.settings import SettingsWrong, load
    from data.db.schema import SCHEMA_VERSION
    from data.seeding.loader import seed_version

    try:
        settings = load()
        proxy = settings.proxy_for(settings.api_url)
    except SettingsWrong as wrong:
        return [wording.Finding("settings", "wrong", problem.said(t)) for problem in wrong.problems]
    secret = settings.token.get_secret_value() if settings.token is not None else ""
    found: Reach = await reach(settings.api_url, secret, proxy, utc_now)
    condition = _condition(settings.database)
    whole = condition if not isinstance(condition, Exception) else None
    now = utc_now()
    return [
        wording.token(t, found, set_=bool(secret)),
        wording.telegram(t, found),
        *await _webhook(t, found, settings),
        wording.clock(t, found, whole.newest if whole else None, now),
        wording.disk(t, *_disk(settings.database)),
        wording.database(t, condition, now),
        wording.figures(t, whole, tables=SCHEMA_VERSION, shipped=seed_version()),
        wording.operators(t, len(settings.admins)),
    ]


async def _webhook(t: Translator, found: Reach, settings: Settings) -> list[Finding]:
    """Of the webhook and of the place where it is taken; without one in the settings what polling would take away."""
    from bot.botapi.webhook_state import listen_state
    from bot.clock import utc_now
    from bot.render import doctor_webhook as wording
    from bot.settings import place

    at = place(settings.listen)
    if not settings.webhook or at is None:
        return [wording.without_webhook(t, found)]
    own_secret = None if settings.token is None else settings.webhook_secret is not None
    return [
        wording.webhook(t, found, settings.webhook, settings.listen, utc_now()),
        wording.listening(t, await listen_state(*at), settings.listen, own_secret=own_secret),
    ]


def _condition(place: Any) -> Condition | Exception | None:
    from data.db.engines import site_of
    from data.errors import DatabaseRefused, DatabaseTrouble

    try:
        return site_of(place).condition()
    except (DatabaseRefused, DatabaseTrouble) as error:
        return error


def _disk(place: Path | ServerAddress) -> tuple[str, int, OSError | None]:
    """The nearest folder of the database that is there, its free bytes, and what came of writing in it; of a server
    that of what this machine keeps.
    """
    from platformdirs import user_data_path

    near = place.expanduser() if isinstance(place, Path) else user_data_path("chisotinh") / "x"
    folder = Path(os.path.abspath(near)).parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        free = shutil.disk_usage(folder).free
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
            file.flush()
    except OSError as error:
        return str(folder), 0, error
    return str(folder), free, None
