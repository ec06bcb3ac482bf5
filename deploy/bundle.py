"""Makes one file that installs the product without a network: ``make bundle``, or ``python3 deploy/bundle.py FOLDER``.

In it are the wheels of the product and of all it needs, in the pinned versions, for the Python that runs this and for
machines like this one; install.sh, the units of systemd, and the pages for operators.
"""

from __future__ import annotations

import hashlib
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = "pdf,postgres,socks"
FILES = (
    "constraints.txt",
    "LICENSE",
    "deploy/install.sh",
    "deploy/backup.sh",
    "deploy/chisotinh.sh",
    "deploy/chisotinh.service",
    "deploy/chisotinh-backup.service",
    "deploy/chisotinh-backup.timer",
    "docs/operating.md",
    "docs/van-hanh.md",
)
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "bot", "handlers", "data", "locales", "deploy", "docs")
MANYLINUX = re.compile(r"manylinux_(\d+)_(\d+)_")
OLD_NAMES = {"manylinux1_": (2, 5), "manylinux2010_": (2, 12), "manylinux2014_": (2, 17)}
NOT_OF_THE_BUNDLE = "# Only for compose.yaml"


def main(folder: Path) -> Path:
    """Make the bundle in a folder; returns it."""
    with tempfile.TemporaryDirectory() as made:
        wheels = Path(made) / "wheels"
        copy_sources(Path(made) / "source")
        gather(Path(made) / "source", wheels, Path(made) / "venv")
        inside = Path(made) / "bundle"
        lay_out(inside, wheels)
        folder.mkdir(parents=True, exist_ok=True)
        return pack(inside, folder)


def copy_sources(target: Path) -> None:
    """What the wheel is made of, where no earlier build has left anything."""
    target.mkdir()
    for name in SOURCES:
        one = ROOT / name
        if one.is_dir():
            shutil.copytree(one, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.sqlite3*"))
        else:
            shutil.copy(one, target)


def gather(source: Path, wheels: Path, tools: Path) -> None:
    """Build the product's wheel and get those of all it needs. Only wheels: nothing is compiled at the other end."""
    venv.create(tools, with_pip=True)
    constraints = ROOT / "constraints.txt"
    command = [tools / "bin" / "python", "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
    command += ["--only-binary", ":all:", "--wheel-dir", wheels, "--constraint", constraints, f"{source}[{EXTRAS}]"]
    subprocess.run(command, check=True, cwd=tools)


def lay_out(inside: Path, wheels: Path) -> None:
    """The folder that is packed: what is shipped, what it is for, and a checksum of each file."""
    shutil.copytree(wheels, inside / "wheels")
    for name in FILES:
        shutil.copy(ROOT / name, inside)
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    (inside / "chisotinh.env").write_text(settings_of(example), encoding="utf-8")
    names = [one.name for one in (inside / "wheels").iterdir()]
    facts = {
        "VERSION": version_of(names),
        "PYTHON": f"{sys.version_info.major}.{sys.version_info.minor}",
        "MACHINE": platform.machine(),
        "LIBC": platform.libc_ver()[0] or "other",
        "LIBC_VERSION": "{}.{}".format(*libc_of(names)),
    }
    (inside / "bundle.txt").write_text("".join(f"{name}={value}\n" for name, value in facts.items()), encoding="utf-8")
    files = sorted(one for one in inside.rglob("*") if one.is_file())
    sums = [f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.relative_to(inside)}\n" for one in files]
    (inside / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def settings_of(example: str) -> str:
    """The settings of a service to begin with, from .env.example: without what only compose.yaml knows."""
    first, _, rest = example.partition("\n")
    said = f"# The settings of the service. After a change: systemctl restart chisotinh\n{rest}"
    return said.partition(NOT_OF_THE_BUNDLE)[0] if first.startswith("#") else example


def version_of(wheels: Iterable[str]) -> str:
    """The product's version, by the name of its wheel."""
    (own,) = [name for name in wheels if name.startswith("chisotinh-")]
    return own.split("-")[1]


def libc_of(wheels: Iterable[str]) -> tuple[int, int]:
    """The oldest glibc that all of the wheels take; (0, 0) where they need none."""
    needed = [(0, 0)]
    for name in wheels:
        tags = [(int(one[1]), int(one[2])) for one in MANYLINUX.finditer(name)]
        tags += [version for tag, version in OLD_NAMES.items() if tag in name]
        needed += [min(tags)] if tags else []
    return max(needed)


def pack(inside: Path, folder: Path) -> Path:
    """One tar of the folder. Equal wheels make equal files: no dates and no owners of this machine."""
    facts = dict(line.split("=", 1) for line in (inside / "bundle.txt").read_text(encoding="utf-8").splitlines())
    name = f"chisotinh-{facts['VERSION']}-python{facts['PYTHON']}-{sys.platform}-{facts['MACHINE']}"

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = 0
        entry.mode = 0o755 if entry.isdir() or entry.name.endswith(".sh") else 0o644
        return entry

    target = folder / f"{name}.tar"
    with tarfile.open(target, "w") as tar:  # the wheels are packed already
        tar.add(inside, name, recursive=False, filter=plain)
        for one in sorted(inside.rglob("*")):
            tar.add(one, f"{name}/{one.relative_to(inside)}", recursive=False, filter=plain)
    return target


if __name__ == "__main__":
    bundle = main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist")
    print(f"{bundle}: {bundle.stat().st_size / (1 << 20):.1f} MB")
