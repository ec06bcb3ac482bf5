"""Three workers that are killed, frozen and cut off again and again, over a broadcast and many conversations. How large
it may be is up to ``python -m tests.support.chaos``; here it is small.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.botapi.shared_intake import IN_HAND
from tests.support.chaos import Disorder, run

pytestmark = pytest.mark.real_time

DISORDER = Disorder(kills=5, freezes=2, cuts=2, restarts=1)


@pytest.fixture(autouse=True)
def needs_a_server(server: object) -> None:
    """Skipped, loudly, where no PostgreSQL can be had."""


async def test_nothing_is_lost_nor_out_of_order_and_what_is_repeated_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    found = await run(tmp_path, alerts=1000, questions=300, disorder=DISORDER, seed=7)
    assert (found.lost_alerts, found.lost_questions, found.out_of_order, found.apologies) == (0, 0, 0, 0)
    assert found.repeated_alerts <= found.counted
    assert found.repeated_answers <= (DISORDER.kills + DISORDER.freezes + DISORDER.restarts) * IN_HAND
    assert found.done["kill"] == DISORDER.kills
