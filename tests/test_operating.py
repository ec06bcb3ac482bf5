"""The pages for operators are true, in both languages: each command, setting, alarm, line and number in them is the
product's own, and none that an operator may meet is left out.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import AsyncIterator

import pytest

from bot.commands import COMMANDS, FOR_OPERATORS
from bot.context import App
from bot.delivery.options import SenderOptions
from bot.delivery.pacer import FREE_PACE, PAID_PACE
from bot.i18n import Language, Translator, translator
from bot.monitoring.figures import page
from bot.monitoring.readiness import PATIENCE, SILENCE, checks
from bot.offline import OfflineTelegram
from bot.render.alarms import ALARMS
from bot.render.doctor import CHECKS, FAR_OFF, LITTLE, MB, OFF, TOO_LITTLE
from bot.render.operator import DUTIES, SENDER_STATES
from bot.render.running import OUTAGES, STANDINGS
from bot.reply import plain_text
from bot.runtime import sending
from data.workers.registry import TTL, KnownWorker
from tests.support.product import ROOT, problem_of, unknown_settings

PAGES: dict[Language, str] = {
    "vi": (ROOT / "docs" / "van-hanh.md").read_text(encoding="utf-8"),
    "en": (ROOT / "docs" / "operating.md").read_text(encoding="utf-8"),
}
both = pytest.mark.parametrize("lang", list(PAGES))
BLOCK = re.compile(r"^```\n(.*?)^```\n", re.M | re.S)
SPAN = re.compile(r"`([^`]+)`")
COUNTS = (
    "sent {n}", "to be sent {n}", "tried again later {n}", "held until an operator resumes it {n}", "perhaps sent {n}",
    "sent again {n}", "waiting for a paused chat {n}", "too old {n}", "replaced {n}", "failed {n}",
)  # fmt: skip
AT_BOTFATHER = {"newbot", "revoke", "setinline"}
ADDRESSES = {"healthz", "readyz", "metrics"}
PLACES = {"tmp", "opt/chisotinh", "var/lib/chisotinh", "var/backups/chisotinh"}


def lines(text: str) -> list[str]:
    """What is to be typed, without remarks and ``sudo``."""
    typed = [line for block in BLOCK.findall(text) for line in block.splitlines()]
    typed += SPAN.findall(BLOCK.sub("", text).replace("\n", " "))
    return [re.sub(r"\s{2,}#.*", "", line).removeprefix("sudo ").strip() for line in typed]


def cells(text: str, heading: str) -> list[list[str]]:
    """The rows of the tables between a heading that contains a text and the next heading."""
    (part,) = [part for part in re.split(r"^## ", text, flags=re.M) if heading in part.splitlines()[0]]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows if not set(row[0]) <= set("-")]


def test_both_pages_say_the_same() -> None:
    vi, en = (re.findall(r"^(#+|\||```|\d\. )", text, re.M) for text in PAGES.values())
    assert vi == en, "headings, rows, blocks and steps, in the same order"
    for name in (r"CHISOTINH_[A-Z_]+", r"chisotinh_[a-z_]+", r"`--[a-z-]+`"):
        assert sorted(re.findall(name, PAGES["vi"])) == sorted(re.findall(name, PAGES["en"])), name
    typed = [sorted(_program(line) for line in lines(text) if _program(line)) for text in PAGES.values()]
    assert typed[0] == typed[1]


def _program(line: str) -> str:
    """The program that a line runs and what it is told first; '' where it runs none of ours."""
    words = line.split()[:2]
    return " ".join(words) if words and words[0] in ("chisotinh", "make", "systemctl", "docker") else ""


@both
def test_the_commands_are_those_of_the_product(lang: Language) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    asked = 0
    for line in lines(PAGES[lang]):
        words = shlex.split(line)
        if words and words[0].rpartition("/")[2] == "chisotinh" and words[1:] not in ([], ["…"]):
            assert problem_of(words[1:]) == "", line
            asked += 1
        elif words and words[0] == "make":
            assert f"\n{words[1]}:" in makefile, line
        elif words and words[0].endswith("install.sh"):
            for option in words[1:]:
                assert option in (ROOT / "deploy" / "install.sh").read_text(encoding="utf-8")
    assert asked > 20
    assert unknown_settings(PAGES[lang]) == set()


@both
def test_the_files_and_units_it_names_are_there(lang: Language) -> None:
    text = PAGES[lang]
    for link in re.findall(r"\]\(([^)]+)\)", text):
        assert (ROOT / "docs" / link).is_file(), link
    for unit in set(re.findall(r"chisotinh-[a-z]+\.(?:timer|service)", text)):
        assert (ROOT / "deploy" / unit).is_file(), unit
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(re.findall(r"chisotinh-(\d[\d.]*)-python", text)) == {project["version"]}
    extras = re.findall(r"\.\[([a-z,]+)\]", text)
    assert {extra for found in extras for extra in found.split(",")} <= set(project["optional-dependencies"])
    timer = (ROOT / "deploy" / "chisotinh-backup.service").read_text(encoding="utf-8")
    assert "--keep 14 /var/backups/chisotinh" in timer
    assert " 14 " in text
    assert re.search(r"untried|chưa từng được\s+chạy thử", text), "of Dockerfile and compose.yaml"


@both
def test_what_is_sent_in_telegram_exists(lang: Language) -> None:
    known = {name for one in (*COMMANDS, *FOR_OPERATORS) for name in (one.name, *one.aliases)} | {"status"}
    spans = [line[1:] for line in lines(PAGES[lang]) if line.startswith("/") and len(line) > 1]
    sent = {span for span in spans if span not in PLACES | ADDRESSES and not span.startswith("etc/")}
    assert sent - AT_BOTFATHER <= known
    assert "resume" in sent


@both
def test_every_alarm_is_explained(lang: Language) -> None:
    t = translator(lang)
    (heading,) = [
        one for one in re.findall(r"^## (.+)$", PAGES[lang], re.M) if one.startswith(("Cảnh báo", "What the bot"))
    ]
    quoted = [re.findall("“(.+?)”", row[0]) for row in cells(PAGES[lang], heading)[1:]]
    assert all(len(one) == 1 for one in quoted)
    said = [_raw(t, text) for text in ALARMS.values()]
    feed = _raw(t, "The watched feed: {why}")
    for text in said:
        assert [one for (one,) in quoted if one in text], text
    for (one,) in quoted:
        assert [text for text in (*said, feed) if one in text], one


def _raw(t: Translator, msgid: str) -> str:
    """A text with [name] in the place of each value."""
    return plain_text(t(msgid, **{name: f"[{name}]" for name in re.findall(r"\{(\w+)\}", msgid)}))


@both
def test_every_line_of_doctor_and_status_is_explained(lang: Language) -> None:
    t, text = translator(lang), PAGES[lang]
    assert [row[0] for row in cells(text, "chisotinh doctor")[1:]] == [plain_text(t(name)) for name in CHECKS.values()]
    explained = {name for row in cells(text, "chisotinh status") for name in row[0].split(", ")}
    whole = {row[0] for row in cells(text, "chisotinh status")}
    for state in SENDER_STATES.values():
        said = plain_text(t(state))
        assert said in explained | whole or [row for row in whole if said in row], said
    for count in COUNTS:
        assert _raw(t, count).removesuffix("[n]").removeprefix("[n]").strip() in explained, count
    held = _raw(t, "held by quiet hours {n}, until {until}").partition(" [n]")[0]
    assert held in explained
    assert {plain_text(t(duty)) for duty in DUTIES.values()} <= explained
    assert {"🟢", "🔴"} <= explained
    assert re.search("ba giây|three seconds", text)
    assert TTL.total_seconds() == 3


@both
def test_the_numbers_are_those_of_the_program(lang: Language) -> None:
    rows = {row[0]: row[1] for row in cells(PAGES[lang], "chisotinh doctor")}
    clock, disk = (plain_text(translator(lang)(CHECKS[name])) for name in ("clock", "disk"))
    assert re.findall(r"\d+", rows[clock]) == [f"{OFF.seconds}", f"{FAR_OFF.seconds // 60}"]
    assert re.findall(r"\d+", rows[disk]) == [f"{LITTLE // MB}", f"{TOO_LITTLE // MB}"]
    ready = {row[0].strip("`"): row[1] for row in cells(PAGES[lang], "/readyz")}
    assert f" {PATIENCE:.0f} " in ready["database"]
    assert re.search("ba phút|three minutes", ready["telegram"])
    assert SILENCE == 180
    (paces,) = re.findall(r"^\*\*Telegram\.\*\*.*?\n\n", PAGES[lang], re.M | re.S)
    number = translator(lang).integer
    assert re.findall(r"\d[\d.,]*\d", paces) == [number(round(FREE_PACE)), number(round(PAID_PACE))]


@both
def test_the_words_of_log_and_service_are_its_own(lang: Language) -> None:
    t = translator(lang)
    quoted = re.findall("“(.+?)”", PAGES[lang].replace("\n", " "))
    assert plain_text(t(STANDINGS["waiting"])) in quoted
    outage = _raw(t, OUTAGES["no_connection"])
    assert [one for one in quoted if outage.startswith(one)]


@pytest.fixture
async def running(app: App, world: OfflineTelegram) -> AsyncIterator[App]:
    async with sending(app, SenderOptions(pace=None), request=world.request()):
        yield app


@both
async def test_every_check_and_every_metric_is_explained(lang: Language, running: App) -> None:
    found = await checks(running.bot_data)
    rows = cells(PAGES[lang], "/readyz")
    names = [*(one.name for one in found[:-1]), "worker", found[-1].name]
    assert [row[0].strip("`") for row in rows[1 : 1 + len(names)]] == names
    now = running.bot_data.now()
    worker = KnownWorker("a:1", "a", 1, "0.1.0", "polling", now, now, now, 0, ("send",))
    text = page(running.bot_data, found, (), (worker,)).decode()
    families = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE chisotinh_")}
    ours = {name for name in families if not name.endswith("_created")}
    assert {name for row in rows for name in re.findall(r"`(chisotinh_\w+)`", row[0])} == ours


def test_readme_leads_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("docs/van-hanh.md", "docs/operating.md"):
        assert f"]({name})" in readme
