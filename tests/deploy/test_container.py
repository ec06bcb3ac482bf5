"""The text of Dockerfile and .dockerignore, held to what a linter of them and a careful reader would ask.

No image was ever built of it here: there is no Docker daemon.
"""

from __future__ import annotations

import json
import re
import tomllib
from fnmatch import fnmatch

import pytest

from tests.support.product import ROOT, problem_of, settings_named, unknown_settings

TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8")
BASE = re.compile(r"FROM (?P<image>[a-z]+):(?P<tag>\d+\.\d+-slim-[a-z]+)(?: AS [a-z]+)?")
SECRET = re.compile(r"TOKEN|PASSWORD|SECRET|PROXY")
WORDS = {"FROM", "ARG", "ENV", "WORKDIR", "RUN", "COPY", "VOLUME", "USER", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT",
         "CMD"}  # fmt: skip


def instructions(text: str = TEXT) -> list[tuple[str, str]]:
    """The instructions in order, each with what follows it, long lines put together."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    whole = "\n".join(lines).replace("\\\n", " ")
    return [(line.split()[0], line.partition(" ")[2].strip()) for line in whole.splitlines()]


def last(word: str) -> str:
    return [rest for name, rest in instructions() if name == word][-1]


def copied() -> list[str]:
    """The paths of this folder that are copied, with none from another stage."""
    copies = [rest.split() for name, rest in instructions() if name == "COPY"]
    return [path for words in copies if not words[0].startswith("--from") for path in words[:-1]]


def test_only_known_instructions() -> None:
    assert {name for name, _ in instructions()} <= WORDS


def test_both_stages_stand_on_the_same_pinned_image() -> None:
    bases = [BASE.fullmatch(f"FROM {rest}") for name, rest in instructions() if name == "FROM"]
    assert len(bases) == 2
    assert all(bases)
    assert len({(one["image"], one["tag"]) for one in bases if one}) == 1
    assert "latest" not in TEXT


def test_the_python_is_one_that_the_product_takes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = tuple(map(int, re.findall(r"python:(\d+)\.(\d+)", TEXT)[0]))
    assert version >= tuple(map(int, project["requires-python"].removeprefix(">=").split(".")))
    extras = re.findall(r'"\.\[([\w,]+)\]"', TEXT)[0].split(",")
    assert set(extras) <= set(project["optional-dependencies"])
    assert not {"dev", "page-tests"} & set(extras)


def test_what_is_installed_is_pinned() -> None:
    (install,) = [rest for name, rest in instructions() if name == "RUN" and "pip install" in rest]
    assert "--constraint constraints.txt" in install
    assert "apt-get" not in TEXT


def test_every_copied_path_is_there_and_nothing_ignores_it() -> None:
    rules = [line for line in IGNORED.splitlines() if line and not line.startswith("#")]
    assert rules[0] == "*", "what is not named does not go into the image"
    for path in copied():
        assert (ROOT / path).exists(), path
        assert f"!{path}" in rules, path
    assert {rule[1:] for rule in rules if rule.startswith("!")} == set(copied())


def test_all_that_the_wheel_is_made_of_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    tools = project["tool"]["setuptools"]
    needed = {project["project"]["readme"], *project["project"]["license-files"], "pyproject.toml", "constraints.txt"}
    needed |= {name.removesuffix("*") for name in tools["packages"]["find"]["include"]}
    needed |= {file.partition("/")[0] for files in tools["data-files"].values() for file in files}
    assert needed <= set(copied())


@pytest.mark.parametrize("path", [".env", ".git/config", "chisotinh.sqlite3", "tests/conftest.py", ".venv/bin/python"])
def test_secrets_and_the_rest_stay_outside(path: str) -> None:
    named = [line[1:] for line in IGNORED.splitlines() if line.startswith("!")]
    assert not any(fnmatch(path.split("/")[0], name) for name in named)


def test_it_runs_as_nobody_in_particular() -> None:
    assert last("USER") == "10001:10001"
    assert "--uid 10001" in TEXT
    assert "--mode=0700 /data" in TEXT
    names = [name for name, _ in instructions()]
    assert names.index("USER") > max(index for index, name in enumerate(names) if name == "RUN")
    assert "sudo" not in TEXT


def test_no_secret_is_in_it() -> None:
    for name, rest in instructions():
        if name in ("ENV", "ARG"):
            assert not SECRET.search(rest), rest


def test_all_that_is_written_lies_in_the_volume() -> None:
    set_ = dict(re.findall(r"(\w+)=(\S+)", last("ENV")))
    (volume,) = json.loads(last("VOLUME"))
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "CHISOTINH_DATABASE"):
        assert set_[name].startswith(volume), name
    assert last("WORKDIR") == volume
    assert set_["PYTHONDONTWRITEBYTECODE"] == "1"


def test_the_commands_and_settings_are_those_of_the_product() -> None:
    entry, start = json.loads(last("ENTRYPOINT")), json.loads(last("CMD"))
    assert entry == ["chisotinh"]
    assert problem_of(start) == ""
    options, command = last("HEALTHCHECK").split(" CMD ")
    words = json.loads(command)
    assert words == ["chisotinh", "status", "--quick"]
    assert problem_of(words[1:]) == ""
    assert {"--interval", "--timeout", "--start-period", "--retries"} == {
        one.partition("=")[0] for one in options.split()
    }
    assert unknown_settings(TEXT) == set()
    assert "CHISOTINH_METRICS" in settings_named(TEXT), "the health check asks there"


def test_what_is_wrong_is_seen() -> None:
    """The tests above read what they think they read."""
    assert instructions('# a\nRUN a \\\n    && b\nCMD ["x"]\n') == [("RUN", "a      && b"), ("CMD", '["x"]')]
    assert not BASE.fullmatch("FROM python:latest")
    assert not BASE.fullmatch("FROM registry.example/python:3.13-slim-bookworm")
    assert problem_of(["status", "--slow"])
    assert problem_of(["fly"])
    assert problem_of(["db", "copy", "a", "b"]) == ""
    assert unknown_settings("CHISOTINH_TOKEN and CHISOTINH_COLOUR") == {"CHISOTINH_COLOUR"}
