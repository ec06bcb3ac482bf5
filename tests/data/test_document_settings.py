"""What is chosen for a document, on each engine."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from data.database import Database
from data.releases.publishing import Publishing
from data.tasks.settings import DocumentSettings, SettingsOfDocuments, read_settings
from tests.support.small_seed import write_seed

NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)


async def test_what_is_chosen_is_kept_of_that_document_alone(place: str, tmp_path: Path) -> None:
    chosen = DocumentSettings(True, (14, 3), on_the_day=False, weekly_overdue=False)
    never = DocumentSettings(days_before=())
    async with await Database.open(place, seed=write_seed(tmp_path / "seed")) as database:
        settings = SettingsOfDocuments(database)
        assert await settings.of("a") == DocumentSettings(False, (30, 7, 1), True, True)
        await settings.choose("a", never, who="telegram:1", now=NOW)
        await settings.choose("a", chosen, who="telegram:2", now=NOW)
        await settings.choose("b", never, who="telegram:1", now=NOW)
        assert (await settings.of("a"), await settings.of("b")) == (chosen, never)
        assert await settings.of("c") == DocumentSettings()
        found = await database.work(read_settings, write=False)
        assert found == {"a": chosen, "b": never}
        last, second, _ = await Publishing(database).audit()
        assert (second.what, second.who, second.release) == ("set document", "telegram:2", "a")
        assert "reports public, days before 14;3" in second.detail
        assert "days before none" in last.detail
