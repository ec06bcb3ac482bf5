"""The units of systemd: what they promise, that they run what there is, and what systemd itself says of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.monitoring.supervision import EXTENDED, OFTEN, PATIENCE
from tests.support.product import ROOT, problem_of, unknown_settings

UNITS = ("chisotinh.service", "chisotinh-backup.service", "chisotinh-backup.timer")
EXPOSED = 2.5
"""What ``systemd-analyze security`` may say at most; 10 is a service without any protection."""


def unit(name: str) -> dict[str, list[str]]:
    """The settings of a unit, each with its values in order."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / "deploy" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "[")):
            key, mark, value = line.partition("=")
            assert mark, line
            found.setdefault(key, []).append(value)
    return found


@pytest.mark.parametrize("name", ["chisotinh.service", "chisotinh-backup.service"])
def test_it_may_do_little(name: str) -> None:
    found = unit(name)
    assert found["ProtectSystem"] == ["strict"]
    for key in ("NoNewPrivileges", "PrivateTmp", "ProtectHome", "PrivateDevices", "RestrictNamespaces"):
        assert found[key] == ["yes"], key
    assert found["CapabilityBoundingSet"] == [""]
    assert found["UMask"] == ["0077"]
    assert found["User"] == ["chisotinh"]
    assert found["StateDirectory"] == ["chisotinh"]
    assert found["StateDirectoryMode"] == ["0700"]
    assert "MemoryMax" in found
    assert found["EnvironmentFile"] == ["/etc/chisotinh.env"]
    assert not [value for values in found.values() for value in values if re.search("TOKEN=|PASSWORD=", value)]


def test_the_service_is_watched() -> None:
    found = unit("chisotinh.service")
    assert found["Type"] == ["notify"]
    assert found["NotifyAccess"] == ["main"]
    (watchdog,) = map(int, found["WatchdogSec"])
    assert watchdog >= 3 * OFTEN
    assert watchdog < PATIENCE, "a database that is started anew does not end the bot"
    (start,) = map(int, found["TimeoutStartSec"])
    assert start >= EXTENDED
    assert found["Restart"] == ["on-failure"]
    assert found["RestartPreventExitStatus"] == ["2"]
    assert found["LimitCORE"] == ["0"], "the token would stand in it"


def test_they_keep_everything_in_one_place() -> None:
    for name in ("chisotinh.service", "chisotinh-backup.service"):
        assert {"XDG_DATA_HOME=/var/lib", "XDG_CACHE_HOME=/var/cache"} <= set(unit(name)["Environment"])
    command = (ROOT / "deploy" / "chisotinh.sh").read_text(encoding="utf-8")
    assert "CHISOTINH_ENV_FILE=/etc/chisotinh.env XDG_DATA_HOME=/var/lib XDG_CACHE_HOME=/var/cache" in command


def test_they_run_what_there_is() -> None:
    (start,) = unit("chisotinh.service")["ExecStart"]
    program, *words = start.split()
    assert program == "/opt/chisotinh/current/bin/chisotinh"
    assert problem_of(words) == ""
    (backup,) = unit("chisotinh-backup.service")["ExecStart"]
    script, keep, count, folder, ending, program, *words = backup.split()
    assert (script, keep, count, ending) == ("/opt/chisotinh/backup.sh", "--keep", "14", ".sqlite3")
    assert unit("chisotinh-backup.service")["ReadWritePaths"] == [folder]
    assert (program.rpartition("/")[2], problem_of(words)) == ("chisotinh", "")
    assert unknown_settings("".join((ROOT / "deploy" / name).read_text(encoding="utf-8") for name in UNITS)) == set()


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units, with programs that are there."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("the units of systemd by systemd-analyze: it is not there")
    for name in UNITS:
        text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.M), "utf-8")
    return tmp_path


def test_systemd_understands_every_line(installed: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", *(installed / name for name in UNITS)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if str(installed) in line or "chisotinh" in line]
    assert said == []


@pytest.mark.parametrize("name", ["chisotinh.service", "chisotinh-backup.service"])
def test_systemd_finds_it_well_protected(installed: Path, name: str) -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", installed / name],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    if found is None:
        pytest.skip("how well the units are protected: this systemd-analyze cannot tell offline")
    assert float(found[1]) <= EXPOSED
