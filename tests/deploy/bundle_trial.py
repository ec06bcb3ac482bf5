"""``make try-bundle``: installs the bundle of ``make bundle`` without a network, in a folder elsewhere, and uses it.

It takes a minute or two and needs what ``make bundle`` needs, so it is no part of ``make test``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tests.deploy.test_wheel import files
from tests.support.product import ROOT

ASKED = (
    (("--help",), "Usage: chisotinh"),
    (("db", "build"), "built in"),
    (("ask", "/rank Hung Yen PAPI"), "Hưng Yên — PAPI 2024"),
    (("export", "PAPI 2024", "--to", "papi.xlsx"), "papi.xlsx"),
    (("site", "site"), ""),
    (("status", "--quick"), "Ổn"),
    (("backup", "copy.sqlite3"), "copy.sqlite3"),
)


def main(bundle: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        with tarfile.open(bundle) as tar:
            tar.extractall(here, filter="data")
        (unpacked,) = here.glob("chisotinh-*")
        compare(next((unpacked / "wheels").glob("chisotinh-*.whl")))
        alone = without_network()
        said = "without a network" if alone else "with a network (this system does not let it be cut off)"
        print(f"installing {bundle.name} {said}")
        install = ["/bin/sh", str(unpacked / "install.sh"), "--prefix", str(here / "opt"), "--no-service"]
        run([*alone, *install, "--python", sys.executable], here, "current/bin/chisotinh")
        run([*alone, *install, "--python", sys.executable], here, "installed here already")
        program = str(here / "opt" / "current" / "bin" / "chisotinh")
        for words, expected in ASKED:
            run([*alone, program, *words], here, expected)
        python = str(here / "opt" / "current" / "bin" / "python")
        for module in ("psycopg", "aiohttp_socks"):
            run([python, "-c", f"import {module}"], here, "")
        (share,) = here.glob("opt/venv-*/share/chisotinh")
        print("beside the program:", *sorted(one.name for one in share.iterdir()))


def compare(wheel: Path) -> None:
    """The wheel holds every file of the product."""
    names = set(zipfile.ZipFile(wheel).namelist())
    missing = sorted({str(one) for one in files()} - names)
    if missing:
        sys.exit(f"{wheel.name} lacks {missing}")
    print(f"{wheel.name} holds all {len(files())} files of the product")


def without_network() -> list[str]:
    """What runs a command in a network of its own, which has no way out; nothing where that is not allowed."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return []
    done = subprocess.run([unshare, "--net", "true"], check=False, capture_output=True)
    return [unshare, "--net"] if done.returncode == 0 else []


def run(words: Sequence[str], folder: Path, expected: str) -> None:
    """Run a command in a folder, without settings; ends the trial if it fails or does not say what is expected."""
    shown = " ".join(word.replace(str(folder), "…") for word in words)
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin:/usr/sbin", "LANG": "C.UTF-8",
                   "CHISOTINH_DATABASE": str(folder / "trial.sqlite3")}  # fmt: skip
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode != 0 or expected not in done.stdout:
        sys.exit(f"FAILED ({done.returncode}): {shown}\n{done.stdout}{done.stderr}")
    print(f"ok: {shown}")


if __name__ == "__main__":
    made = sorted((ROOT / "dist").glob("chisotinh-*.tar"), key=lambda one: one.stat().st_mtime)
    if not made:
        sys.exit("There is no bundle in dist/: make bundle")
    main(made[-1])
