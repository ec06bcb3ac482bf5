"""Whom a release will reach, as the preview says it before: how many follow, and why some of them are not told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.context import App
from bot.i18n import translator
from bot.importing.preview import Preview
from bot.offline import OfflineTelegram
from bot.publishing.outcomes import Checked
from bot.publishing.request import Announcement, request_of
from bot.publishing.service import NOT_NEWS
from bot.render.preview import render_preview
from bot.services import Services
from tests.support.shipped import plain

HELD = Path(__file__).parent.parent.parent / "data" / "seed" / "held" / "766-2026-10-10.csv"
LATE = dt.date(2026, 10, 11)
FRESH = dt.date(2026, 11, 20)


async def previewed(app: App, announced: dt.date | None) -> Preview:
    services: Services = app.bot_data
    request = request_of(services.store.catalogue, "766", "2026-10-10", Announcement(announced=announced))
    checked = await services.publisher.check("766.csv", HELD.read_bytes(), request)
    assert isinstance(checked, Checked)
    assert checked.warnings == tuple(one for one in checked.preview.problems if one.kind == "warning")
    return checked.preview


def late(preview: Preview) -> list[dict[str, object]]:
    return [dict(one.values) for one in preview.problems if one.msgid == NOT_NEWS and one.kind == "warning"]


async def test_an_old_announcement_is_a_warning_and_those_who_follow_are_counted(
    app: App, world: OfflineTelegram
) -> None:
    """README's own example, on the day of the tests: it said that no chat follows."""
    await world.user().say("/follow 766")
    await world.user().say("/follow Hưng Yên")
    await world.user().say("/follow PAPI")
    preview = await previewed(app, LATE)
    assert (preview.followers, preview.listeners, preview.late) == (2, 0, 2)
    assert late(preview) == [{"date": LATE, "days": 7, "n": 2}]
    text = plain(render_preview(preview, translator("vi")))
    assert "2 cuộc trò chuyện đang theo dõi" in text.splitlines()[-1]
    assert "Chưa có cuộc trò chuyện nào theo dõi" not in text
    assert "Công bố ngày 11/10/2026, đã quá 7 ngày (CHISOTINH_NEWS_DAYS)" in text
    english = plain(render_preview(preview, translator("en")))
    assert "2 chats follow this, but the announcement is too old" in english
    assert "11 October 2026" in english


@pytest.mark.parametrize("announced", [FRESH, None])
async def test_news_is_told_without_that_warning(app: App, world: OfflineTelegram, announced: dt.date | None) -> None:
    await world.user().say("/follow 766")
    preview = await previewed(app, announced)
    assert (preview.followers, preview.listeners, preview.late) == (1, 1, 0)
    assert late(preview) == []
    assert "🔔 1 cuộc trò chuyện sẽ nhận tin" in plain(render_preview(preview, translator("vi")))


async def test_nobody_follows_and_nobody_wants_to_hear_are_told_apart(app: App, world: OfflineTelegram) -> None:
    preview = await previewed(app, LATE)
    assert late(preview) == [], "nobody would have been told"
    assert "Chưa có cuộc trò chuyện nào theo dõi" in plain(render_preview(preview, translator("vi")))
    await world.user().say("/follow Hưng Yên chỉ khi đổi ít nhất 20 bậc")
    preview = await previewed(app, FRESH)
    assert (preview.followers, preview.listeners, preview.late) == (1, 0, 0)
    assert "1 cuộc trò chuyện đang theo dõi, nhưng không nhận tin" in plain(render_preview(preview, translator("vi")))
