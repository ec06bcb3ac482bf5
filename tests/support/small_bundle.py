"""A bundle as ``make bundle`` makes it, around a wheel of a few lines that stands for the product."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

from tests.support.product import ROOT

PROGRAM = """
import os, sys
def main():
    if {broken}:
        sys.exit("broken")
    strange = [name for name in os.environ if name.startswith("CHISOTINH_") and name != "CHISOTINH_DATABASE"]
    assert not strange, strange
    print("{version} answers", *sys.argv[1:])
"""


def bundle_module() -> ModuleType:
    """deploy/bundle.py, which is no part of the product."""
    spec = importlib.util.spec_from_file_location("chisotinh_bundle", ROOT / "deploy" / "bundle.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make_wheel(folder: Path, version: str, *, broken: bool = False) -> Path:
    """A wheel called chisotinh, with the command and the extras of the real one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"chisotinh-{version}-py3-none-any.whl"
    info = f"chisotinh-{version}.dist-info"
    extras = "Provides-Extra: postgres\nProvides-Extra: socks\n"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("program.py", PROGRAM.format(version=version, broken=broken))
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: chisotinh\nVersion: {version}\n{extras}")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/entry_points.txt", "[console_scripts]\nchisotinh = program:main\n")
        wheel.writestr(f"{info}/RECORD", "")
    return path


def lay_out(folder: Path, version: str, *, broken: bool = False) -> Path:
    """The unpacked bundle of a version."""
    wheel = make_wheel(folder / f"wheels-{version}", version, broken=broken)
    bundle_module().lay_out(folder / version, wheel.parent)
    return folder / version


def install(bundle: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """install.sh with this Python, with an environment and a pip that would lead it astray if they could."""
    astray = {"PIP_INDEX_URL": "http://127.0.0.1:1", "CHISOTINH_TOKEN": "wrong", "PIP_REQUIRE_VIRTUALENV": "1"}
    python = () if "--python" in words or "--back" in words else ("--python", sys.executable)
    return subprocess.run(
        ["/bin/sh", str(bundle / "install.sh"), *words, *python],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **astray, **environment},
    )
