"""Settings from the environment (CHISOTINH_*) and ``.env``; all problems at once, no secret is ever shown."""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from platformdirs import user_cache_path, user_data_path
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.callers import Network, networks_of
from bot.i18n import N_, Language, Translator
from bot.proxy import Proxy, ProxyWrong, environment_proxy, goes_directly, read_proxy
from data.db.address import ServerAddress

TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{30,}")
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
HOUR = re.compile(r"([01]?\d|2[0-3])[:h]([0-5]\d)", re.ASCII)
ENV_FILE = "CHISOTINH_ENV_FILE"
"""What names another file than ``.env``: it cannot stand in that file itself."""
PLACE = re.compile(r"(?P<host>[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):(?P<port>[0-9]{1,5})", re.ASCII)


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """What is wrong with a variable; ``text`` goes on after its name and never shows a value that may be secret."""

    name: str
    text: str

    def said(self, t: Translator) -> str:
        """The sentence in a language."""
        return f"{self.name} {t(self.text)}"


class SettingsWrong(Exception):
    """The settings cannot be used. ``problems`` holds all that is wrong."""

    def __init__(self, problems: list[SettingsProblem]) -> None:
        super().__init__("\n".join(f"{one.name} {one.text}" for one in problems))
        self.problems = problems


def _token(value: SecretStr | None) -> SecretStr | None:
    if value is None or not value.get_secret_value():
        return None
    if not TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError(N_("is not a bot token (it looks like 123456789:AAE…, as BotFather gives it)"))
    return value


def _proxy(value: SecretStr | None) -> SecretStr | None:
    if value is None or not value.get_secret_value().strip():
        return None
    read_proxy(value.get_secret_value())
    return value


def _api_url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise ValueError(N_("must be an address that begins with http:// or https://"))
    return value.rstrip("/")


def _webhook(value: str) -> str:
    wrong = ValueError(N_("must be an address without parameters such as https://bot.example.vn/telegram"))
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise wrong from None
    if value and not (host and re.fullmatch(r"https://[^\s?#@]+", value) and value.isascii()):
        raise wrong
    return value


def _secret(value: SecretStr | None) -> SecretStr | None:
    if value is None or not value.get_secret_value():
        return None
    if not SECRET.fullmatch(value.get_secret_value()):
        raise ValueError(N_("must be 16 to 256 letters without accents, digits, _ or -"))
    return value


def place(value: str) -> tuple[str, int] | None:
    """Host and port of ``127.0.0.1:8443`` or ``[::1]:8443``; None for a text that is none."""
    found = PLACE.fullmatch(value)
    if found is None or int(found["port"]) > 65535:
        return None
    return found["host"].strip("[]"), int(found["port"])


def _place(value: str) -> str:
    if value and place(value) is None:
        raise ValueError(N_("must be a host and a port such as 127.0.0.1:8443"))
    return value


def _proxies(value: object) -> object:
    """ "127.0.0.1, 10.0.0.0/8" as networks."""
    if not isinstance(value, str):
        return value
    try:
        return networks_of(value)
    except ValueError:
        raise ValueError(
            N_("must be addresses or networks such as 127.0.0.1, 10.0.0.0/8, with commas between them, and not all")
        ) from None


def _site(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
        raise ValueError(N_("must be an address that begins with http:// or https://"))
    return value.rstrip("/")


def _admins(value: object) -> object:
    """ "123, 456" as numbers."""
    if not isinstance(value, str):
        return value
    parts = [part for part in re.split(r"[\s,;]+", value) if part]
    if not all(re.fullmatch(r"[1-9]\d{0,18}", part) for part in parts):
        raise ValueError(N_("must be ids of Telegram users, numbers with commas between them"))
    return tuple(int(part) for part in parts)


def _hour(value: object) -> object:
    """ "7:30" as a time of the day."""
    if not isinstance(value, str):
        return value
    found = HOUR.fullmatch(value.strip())
    if found is None:
        raise ValueError(N_("must be a time of the day such as 8:00"))
    return dt.time(int(found[1]), int(found[2]))


def _watch(value: str) -> str:
    wrong = ValueError(N_("must be a folder or an address that begins with http:// or https://"))
    if "://" in value:
        try:
            parts = urlsplit(value)
            host, _ = parts.hostname, parts.port
        except ValueError:
            raise wrong from None
        if not re.fullmatch(r"https?://\S+", value) or not host:
            raise wrong
    elif "\0" in value:
        raise wrong
    return value


def _database(value: object) -> object:
    """An address on a server as such, to be judged when it is opened: it holds a password, and a path loses slashes."""
    return ServerAddress(value) if isinstance(value, str) and ServerAddress.is_one(value) else value


class Settings(BaseSettings):
    """What an operator may set.

    ``token`` is needed by ``run`` only. ``database`` is an SQLite file or a database on a server; ``pictures`` is a
    folder for drawn pictures, which may be emptied at any time; ``api_url`` is the base of the Bot API. ``proxy`` is
    what Telegram and the feed are reached through, see ``proxy_for``. ``admins`` are the Telegram ids of the operators.
    ``news_days``: an alert older than that is not delivered. ``remind_at`` is the time of the day, in Vietnam, from
    which people are reminded of tasks. ``profile`` off leaves the bot's name and descriptions as
    its owner set them. ``paid_broadcast`` sends alerts at up to 1000 a second, for which Telegram takes Stars.
    ``watch`` is a folder or the address of a JSON feed of releases; with ``watch_trust`` they go out by themselves when
    nothing is odd. ``site`` is the public address of the pages, which links to them begin with. ``webhook`` is the
    public address that Telegram delivers to, ``listen`` the place where the bot takes it from the proxy in front,
    ``webhook_secret`` what Telegram shows there (without one it is made from the token). ``trusted_proxies`` are those
    who are believed whose request they pass on, see ``bot/callers.py``. ``metrics`` is the place of
    health and metrics. ``log`` is the form of the log, ``log_level`` how much of it there is.
    """

    model_config = SettingsConfigDict(
        env_prefix="CHISOTINH_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True,
        env_ignore_empty=True,
    )  # fmt: skip

    token: Annotated[SecretStr | None, AfterValidator(_token)] = None
    database: Annotated[Path | ServerAddress, BeforeValidator(_database)] = Field(
        default_factory=lambda: user_data_path("chisotinh") / "chisotinh.sqlite3"
    )
    pictures: Path = Field(default_factory=lambda: user_cache_path("chisotinh") / "pictures")
    api_url: Annotated[str, AfterValidator(_api_url)] = "https://api.telegram.org"
    proxy: Annotated[SecretStr | None, AfterValidator(_proxy)] = None
    lang: Language = "vi"
    admins: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_admins)] = ()
    news_days: Annotated[int, Field(ge=1, le=365)] = 7
    remind_at: Annotated[dt.time, BeforeValidator(_hour)] = dt.time(8)
    paid_broadcast: bool = False
    profile: bool = True
    watch: Annotated[str, AfterValidator(_watch), Field(repr=False)] = ""
    watch_trust: bool = False
    site: Annotated[str, AfterValidator(_site)] = ""
    webhook: Annotated[str, AfterValidator(_webhook)] = ""
    webhook_secret: Annotated[SecretStr | None, AfterValidator(_secret)] = None
    listen: Annotated[str, AfterValidator(_place)] = "127.0.0.1:8443"
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_proxies)] = ()
    metrics: Annotated[str, AfterValidator(_place)] = ""
    log: Literal["text", "json"] = "text"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    def proxy_for(self, address: str) -> Proxy | None:
        """The proxy for an http or https address: ``proxy``, else the environment's; None for a host of NO_PROXY.

        Raises SettingsWrong when the environment's cannot be used; ``proxy`` was judged when it was read.
        """
        if goes_directly(address):
            return None
        if self.proxy is not None:
            return read_proxy(self.proxy.get_secret_value(), "CHISOTINH_PROXY")
        try:
            return environment_proxy(address)
        except ProxyWrong as error:
            raise SettingsWrong([SettingsProblem(error.name, error.text)]) from None


PLAIN = {
    "literal_error": N_("must be vi or en"),
    "path_type": N_("must be the path of a file"),
    "bool_parsing": N_("must be 1 or 0"),
    "int_parsing": N_("must be a number of days from 1 to 365"),
    "greater_than_equal": N_("must be a number of days from 1 to 365"),
    "less_than_equal": N_("must be a number of days from 1 to 365"),
}
ONE_OF = {
    "CHISOTINH_LOG": N_("must be text or json"),
    "CHISOTINH_LOG_LEVEL": N_("must be debug, info, warning or error"),
}


def load() -> Settings:
    """The settings, or ``SettingsWrong`` with every problem."""
    file = os.environ.get(ENV_FILE, "")
    if file and not os.path.lexists(file):
        raise SettingsWrong([SettingsProblem(ENV_FILE, N_("names a file that is not there"))])
    try:
        return Settings(_env_file=file or ".env")  # type: ignore[call-arg]
    except (OSError, UnicodeDecodeError):  # of the file; everything else is judged below
        raise SettingsWrong([SettingsProblem(file or ".env", N_("cannot be read as a text in UTF-8"))]) from None
    except ValidationError as error:
        problems = []
        for problem in error.errors(include_input=False, include_url=False):
            name = "CHISOTINH_" + "_".join(str(part) for part in problem["loc"]).upper()
            text = ONE_OF.get(name) or PLAIN.get(problem["type"]) or problem["msg"].removeprefix("Value error, ")
            problems.append(SettingsProblem(name, text))
        raise SettingsWrong(problems) from None
