"""The text of compose.yaml: read strictly, held to the product and to what it says; its backups are really made.

It was never run here: there is no Docker daemon.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from data.db.address import ServerAddress
from tests.support.plain_yaml import read
from tests.support.product import ROOT, unknown_settings

TEXT = (ROOT / "compose.yaml").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = read(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
KEYS = {
    "build", "image", "env_file", "environment", "deploy", "depends_on", "init", "read_only", "tmpfs", "cap_drop",
    "security_opt", "mem_limit", "stop_grace_period", "restart", "volumes", "healthcheck", "shm_size", "entrypoint",
    "command",
}  # fmt: skip
IMAGE = re.compile(r"[a-z]+:\d[\w.]*(-[a-z]+)?")
VARIABLE = re.compile(r"\$\{(\w+)(:\?[^}]*)?\}")


def test_it_has_the_services_and_only_known_keys() -> None:
    assert set(COMPOSE) == {"name", "services", "volumes"}
    assert set(SERVICES) == {"bot", "postgres", "backup"}
    for name, service in SERVICES.items():
        assert set(service) <= KEYS, name
        assert service["restart"] == "unless-stopped"
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "ports" not in service, "nothing is open to the network"
        assert "privileged" not in service


def test_the_images_are_pinned_and_name_no_host() -> None:
    for service in SERVICES.values():
        assert IMAGE.fullmatch(service["image"]), service["image"]
    assert SERVICES["postgres"]["image"] == SERVICES["backup"]["image"], "pg_dump is as new as the server"
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.findall(r'^version = "(.+)"', project, re.M)[0]
    assert SERVICES["bot"]["image"] == f"chisotinh:{version}"
    assert f"chisotinh:{version} ." in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_two_bots_wait_for_the_database_and_may_write_nowhere_else() -> None:
    bot = SERVICES["bot"]
    assert bot["deploy"] == {"replicas": 2}
    assert bot["depends_on"] == SERVICES["backup"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert bot["read_only"] is True
    assert bot["tmpfs"] == ["/tmp"]
    assert bot["cap_drop"] == ["ALL"]
    assert "volumes" not in bot, "each has a /data of its own, with nothing that must be kept"
    assert bot["env_file"] == ".env"


def test_they_lead_to_the_same_database() -> None:
    address = ServerAddress.read(SERVICES["bot"]["environment"]["CHISOTINH_DATABASE"])
    server, backup = SERVICES["postgres"]["environment"], SERVICES["backup"]["environment"]
    user, database = server["POSTGRES_USER"], server["POSTGRES_DB"]
    assert str(address) == address.url == f"postgresql+psycopg://{user}@postgres/{database}", "without a password"
    assert (backup["PGHOST"], backup["PGUSER"], backup["PGDATABASE"]) == ("postgres", user, database)
    test = SERVICES["postgres"]["healthcheck"]["test"]
    assert test == ["CMD", "pg_isready", "--host=127.0.0.1", f"--username={user}", f"--dbname={database}"]


def test_no_secret_stands_in_it() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|TOKEN|SECRET", name):
                assert VARIABLE.fullmatch(value), name
    asked = VARIABLE.findall(TEXT)
    assert {name for name, _ in asked} == {"POSTGRES_PASSWORD"}
    assert all(told for _, told in asked), "where it is missing, that is said"
    assert re.search(r"^# POSTGRES_PASSWORD=$", EXAMPLE, re.M)
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_settings_are_those_of_the_product() -> None:
    assert unknown_settings(TEXT + EXAMPLE) == set()


def test_volumes_and_files_are_there() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert (ROOT / source).is_file() if source.startswith("./") else source in COMPOSE["volumes"], volume
    assert "database:/var/lib/postgresql" in SERVICES["postgres"]["volumes"], "where the image keeps it since 18"


def backup_script(words: list[str], folder: Path, pg_dump: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The script of the service ``backup``, once, with a pg_dump of our own."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    (tools / "pg_dump").write_text(f"#!/bin/sh\n{pg_dump}\n", encoding="utf-8")
    (tools / "pg_dump").chmod(0o755)
    return subprocess.run(
        ["/bin/sh", str(ROOT / "deploy" / "backup.sh"), *words],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", **environment},
    )


def test_a_backup_is_made_as_the_service_says(tmp_path: Path) -> None:
    backup = SERVICES["backup"]
    assert backup["entrypoint"] == ["/bin/sh", "/backup.sh"]
    words: list[str] = backup["command"]
    assert words[:4] == ["--every", "86400", "--keep", "14"]
    folder = tmp_path / "backups"
    folder.mkdir()
    done = backup_script(
        ["--keep", "14", str(folder) if words[4] == "/backups" else words[4], *words[5:]],
        tmp_path,
        'echo "$PGDATABASE $*" > "$3"',
        PGDATABASE=backup["environment"]["PGDATABASE"],
    )
    assert done.returncode == 0, done.stderr
    (made,) = folder.iterdir()
    assert re.fullmatch(r"chisotinh-20\d\d-\d\d-\d\d-\d{6}\.dump", made.name)
    assert made.read_text(encoding="utf-8").startswith("chisotinh --format=custom --file ")
    assert made.stat().st_mode & 0o777 == 0o600
    pattern = backup["healthcheck"]["test"][1]
    assert "/backups" in pattern
    assert "'*.dump'" in pattern
    healthy = subprocess.run(["/bin/sh", "-c", pattern.replace("/backups", str(folder))], check=False, timeout=30)
    assert healthy.returncode == 0
    os.utime(made, (0, 0))
    old = subprocess.run(["/bin/sh", "-c", pattern.replace("/backups", str(folder))], check=False, timeout=30)
    assert old.returncode != 0


def test_a_backup_that_fails_leaves_the_old_ones_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in range(10, 20):
        (folder / f"chisotinh-2026-11-{day}-040000.dump").write_text("old", encoding="utf-8")
    words = ["--keep", "3", str(folder), ".dump", "pg_dump", "--format=custom", "--file"]
    for broken in ("exit 1", 'echo half > "$3"; exit 1', 'true > "$3"', "exit 0"):
        done = backup_script(words, tmp_path, broken)
        assert done.returncode != 0, broken
        assert "NOT backed up" in done.stderr
        assert len(list(folder.iterdir())) == 10, "nothing is removed, nothing is left half made"
    (folder / "notes.txt").write_text("of somebody else", encoding="utf-8")
    assert backup_script(words, tmp_path, 'echo whole > "$3"').returncode == 0
    left = sorted(one.name for one in folder.iterdir())
    assert left[:2] == ["chisotinh-2026-11-18-040000.dump", "chisotinh-2026-11-19-040000.dump"]
    assert left[3:] == ["notes.txt"]


@pytest.mark.parametrize("words", [[], ["/x"], ["--keep", "0", "/x", ".a", "b"], ["--every", "day", "/x", ".a", "b"],
                                   ["--loud", "/x", ".a", "b"]])  # fmt: skip
def test_what_it_does_not_understand_it_does_not_do(words: list[str], tmp_path: Path) -> None:
    done = backup_script(words, tmp_path, "exit 1")
    assert done.returncode == 2
    assert "backup.sh [--keep NUMBER]" in done.stderr


def test_it_goes_on_and_tries_again(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    # The first time it fails, the second it works, the third it ends the script.
    turns = (
        f"n=$(cat {tmp_path}/n || echo 0); echo $((n + 1)) > {tmp_path}/n\n"
        '[ "$n" != 0 ] || exit 1\n[ "$n" = 1 ] || kill $PPID\necho whole > "$3"'
    )
    words = ["--every", "1", str(folder), ".dump", "pg_dump", "--format=custom", "--file"]
    done = backup_script(words, tmp_path, turns)
    assert done.returncode == -15
    assert "NOT backed up" in done.stderr
    assert "backed up" in done.stdout


@pytest.mark.parametrize(
    "text",
    ["a: &b c", "a: |\n  b", "a: [b]", "a: b\na: c", "a:\n\tb: c", "a:\n    b: c", "a: b: c", "- a\nb: c", "a: 'b'"],
)
def test_whatever_else_yaml_allows_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(text)


def test_yaml_is_read_as_it_is_meant() -> None:
    text = 'a: 1\nb:\n  c: "d # e"\n  # comment\n  f: ["g", "h"]\ni:\n  - j:/k\n  - true\nl:\nm: ${N:?o p}\n'
    assert read(text) == {
        "a": 1, "b": {"c": "d # e", "f": ["g", "h"]}, "i": ["j:/k", True], "l": None, "m": "${N:?o p}"
    }  # fmt: skip
