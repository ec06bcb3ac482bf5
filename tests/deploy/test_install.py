"""The bundle's install.sh, with a wheel of a few lines in the place of the product; that it really installs the real
one, without a network, is what ``make try-bundle`` tries.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.product import ROOT
from tests.support.small_bundle import bundle_module, install, lay_out

LETTERS = re.compile(r"[ăâđêôơưàáảãạ]", re.I)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("bundles"), "0.1.0")


def answer(prefix: Path) -> str:
    """What the program that is in use answers."""
    done = subprocess.run(
        [prefix / "current" / "bin" / "chisotinh", "--help"], capture_output=True, text=True, timeout=30, check=False
    )
    return done.stdout.strip()


@pytest.mark.real_time
@pytest.mark.long
def test_an_installation_is_upgraded_and_goes_back(first: Path, tmp_path: Path) -> None:
    prefix = tmp_path / "opt"
    words = ("--prefix", str(prefix), "--no-service")

    done = install(first, *words)
    assert done.returncode == 0, done.stderr
    assert answer(prefix) == "0.1.0 answers --help"
    assert (prefix / "van-hanh.md").is_file()
    assert os.access(prefix / "backup.sh", os.X_OK)
    made = (prefix / "current").resolve()

    done = install(first, *words)
    assert "is installed here already" in done.stdout
    assert (prefix / "current").resolve() == made, "nothing is done twice"
    assert "no version" in install(first, *words, "--back").stderr

    second = lay_out(tmp_path, "0.2.0")
    assert install(second, *words).returncode == 0
    assert answer(prefix) == "0.2.0 answers --help"
    assert (prefix / "previous").resolve() == made

    broken = lay_out(tmp_path, "0.3.0", broken=True)
    done = install(broken, *words)
    assert done.returncode == 1
    assert "The new version does not answer" in done.stderr
    assert answer(prefix) == "0.2.0 answers --help"
    assert len(list(prefix.glob("venv-*"))) == 2, "nothing of it is left"

    done = install(second, *words, "--back")
    assert done.returncode == 0, done.stderr
    assert answer(prefix) == "0.1.0 answers --help"
    assert install(second, *words, "--back").returncode == 0
    assert answer(prefix) == "0.2.0 answers --help"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root installs a service")
def test_the_service_is_installed_as_for_a_package(first: Path, tmp_path: Path) -> None:
    done = install(first, "--prefix", "/srv/chiso", DESTDIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    unit = (tmp_path / "etc/systemd/system/chisotinh.service").read_text(encoding="utf-8")
    assert "ExecStart=/srv/chiso/current/bin/chisotinh run" in unit
    assert "/opt/chisotinh" not in unit
    assert str(tmp_path) not in unit
    for name in ("chisotinh-backup.service", "chisotinh-backup.timer"):
        assert (tmp_path / "etc/systemd/system" / name).is_file()
    settings = tmp_path / "etc/chisotinh.env"
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    assert "CHISOTINH_TOKEN=" in settings.read_text(encoding="utf-8")
    assert stat.S_IMODE((tmp_path / "var/lib/chisotinh").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "var/backups/chisotinh").stat().st_mode) == 0o700
    command = (tmp_path / "usr/local/bin/chisotinh").read_text(encoding="utf-8")
    assert "/srv/chiso/current/bin/chisotinh" in command

    settings.write_text("CHISOTINH_TOKEN=kept\n", encoding="utf-8")
    assert install(first, "--prefix", "/srv/chiso", DESTDIR=str(tmp_path)).returncode == 0
    assert settings.read_text(encoding="utf-8") == "CHISOTINH_TOKEN=kept\n"


def changed(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(bundle: Path) -> None:
        text = (bundle / name).read_text(encoding="utf-8")
        assert re.search(old, text, re.M)
        (bundle / name).write_text(re.sub(old, new, text, flags=re.M), encoding="utf-8")

    return change


def without(name: str) -> Callable[[Path], None]:
    return lambda bundle: shutil.rmtree(bundle / name) if (bundle / name).is_dir() else (bundle / name).unlink()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (changed("bundle.txt", "^PYTHON=.*", "PYTHON=3.99"), "This bundle needs Python 3.99. Here is: "),
        (changed("bundle.txt", "^MACHINE=.*", "MACHINE=pdp11"), "This bundle is for machines of the kind pdp11"),
        (changed("bundle.txt", "^LIBC_VERSION=.*", "LIBC_VERSION=99.1"), " 99.1 or newer; this machine has "),
        (changed("bundle.txt", "^LIBC=.*", "LIBC=another"), "This bundle needs another "),
        (changed("constraints.txt", "^aiohttp==.*", "aiohttp==0.0.1"), "The bundle is damaged or was changed"),
        (without("wheels"), "The bundle is not whole: wheels is missing"),
        (without("SHA256SUMS"), "The bundle is not whole: SHA256SUMS is missing"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    first: Path, tmp_path: Path, change: Callable[[Path], None], said: str
) -> None:
    bundle = Path(shutil.copytree(first, tmp_path / "bundle"))
    change(bundle)
    done = install(bundle, "--prefix", str(tmp_path / "opt"), "--no-service")
    assert done.returncode == 1
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 2
    assert LETTERS.search(done.stderr.splitlines()[0]), "in Vietnamese first"
    assert not (tmp_path / "opt").exists(), "nothing was done"


def test_a_path_that_would_break_the_units_is_refused(first: Path, tmp_path: Path) -> None:
    done = install(first, "--prefix", str(tmp_path / "chỉ số"))
    assert (done.returncode, "letters without accents" in done.stderr) == (1, True)


@pytest.mark.parametrize("words", [("--fly",), ("--prefix",), ("--python",), ("here",)])
def test_a_wrong_option_shows_how_to_use_it(first: Path, words: tuple[str, ...]) -> None:
    done = subprocess.run(
        ["/bin/sh", first / "install.sh", *words], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 2
    assert "--back" in done.stderr


def test_the_bundle_says_what_it_is_for(first: Path) -> None:
    facts = dict(line.split("=") for line in (first / "bundle.txt").read_text(encoding="utf-8").splitlines())
    assert facts["VERSION"] == "0.1.0"
    assert facts["PYTHON"] == f"{sys.version_info.major}.{sys.version_info.minor}"
    assert facts["MACHINE"] == platform.machine()
    settings = (first / "chisotinh.env").read_text(encoding="utf-8")
    assert "POSTGRES_PASSWORD" not in settings
    assert settings.splitlines()[1] == "CHISOTINH_TOKEN="
    listed = {line.split("  ")[1] for line in (first / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    there = {str(one.relative_to(first)) for one in first.rglob("*") if one.is_file()}
    assert listed == there - {"SHA256SUMS"}


@pytest.mark.parametrize(
    ("names", "libc"),
    [
        (["a-1-py3-none-any.whl"], (0, 0)),
        (["a-1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.manylinux_2_28_x86_64.whl"], (2, 17)),
        (["a-1-cp311-cp311-manylinux_2_28_x86_64.whl", "b-1-cp311-cp311-manylinux1_x86_64.whl"], (2, 28)),
        (["a-1-cp311-cp311-musllinux_1_2_x86_64.whl"], (0, 0)),
    ],
)
def test_the_oldest_system_that_takes_all_wheels(names: list[str], libc: tuple[int, int]) -> None:
    assert bundle_module().libc_of(names) == libc


def test_the_tar_is_the_same_from_the_same_files(first: Path, tmp_path: Path) -> None:
    pack = bundle_module().pack
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = pack(first, tmp_path / "a")
    os.utime(first / "install.sh", (1, 1))
    other = pack(first, tmp_path / "b")
    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()
    assert one.name.startswith("chisotinh-0.1.0-python3.")


def test_the_scripts_need_no_more_than_a_plain_shell() -> None:
    """Every construct that only bash knows would stop them on Debian."""
    for name in ("install.sh", "backup.sh", "chisotinh.sh"):
        text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
        assert text.startswith("#!/bin/sh\n")
        assert os.access(ROOT / "deploy" / name, os.X_OK)
        assert not re.search(r"\[\[|\bfunction \w|\blocal \w|<\(|\$'|&>|\bsource ", text), name
        done = subprocess.run(["/bin/sh", "-n", ROOT / "deploy" / name], check=False, timeout=10)
        assert done.returncode == 0
