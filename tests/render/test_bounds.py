"""Whatever operators wrote, an alert keeps its provinces and /status its lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.alerts import MOST_PROVINCES, Composer
from bot.answers.news import News
from bot.i18n import LANGUAGES, Language, translator
from bot.offline.html import parse_html, utf16_length
from bot.render import operator, phrases
from data.alerts.model import AlertKind, HeldBack, Interest, Progress, Recipient, ReleaseStatus
from data.model.figures import Results, Source
from tests.bot.test_alerts import release, table
from tests.support.shipped import ShippedDesk, plain

NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
LONG = ("Văn phòng Chính phủ " * 20)[:300]
ENDLESS = "🏛 cột điểm bị đổi chỗ " * 400


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["release", "correction", "withdrawal", "reinstatement"])
@pytest.mark.parametrize("text", [LONG, ENDLESS], ids=["bounded", "of an older version"])
def test_an_alert_keeps_its_provinces(desk: ShippedDesk, language: Language, kind: AlertKind, text: str) -> None:
    one = replace(release(), title_vi=text, title_en=text, issuer=text)
    sources = {"s": Source("s", "portal", text, text, "https://example.vn/" + "a" * 280)}

    def told(shift: int) -> Results:
        return replace(table(desk.catalogue, one, shift), sources=sources)

    slugs = [unit.id for unit in desk.catalogue.units(2026)]
    news = News(kind, one, told(0), (table(desk.catalogue, release("2026-09-17"), 7),), {"r": told(9)}, text)
    heard = "" if kind == "release" else "r"
    follows = tuple(Interest(slug, 0, True) for slug in slugs)
    listener = Recipient(language, "private", follows, heard, tuple(slugs), heard_as="withdrawal")
    mail = Composer(news, desk.catalogue).mail(listener)
    assert mail is not None
    said = parse_html(mail.html)[0]
    assert utf16_length(said) <= 4096
    assert said.count("🏛 ") - said.count("🏛 cột") >= MOST_PROVINCES
    if kind != "withdrawal":
        assert ("Nguồn" if language == "vi" else "Source") in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", [LONG, ENDLESS], ids=["bounded", "of an older version"])
def test_status_keeps_both_lists(desk: ShippedDesk, language: Language, text: str) -> None:
    t = translator(language)
    releases = [
        ReleaseStatus(replace(release(), id=f"766-2026-10-10-{n}", corrects="x", why=text), False, NOW, "", NOW, text)
        for n in range(20)
    ]
    deliveries = [
        (
            Progress(n, f"766-2026-10-10-{n}", "reinstatement", NOW, NOW, 9, 1, 1, 1, 1, 1, 1, 1),
            dict.fromkeys(operator.FAILURES, 1),
            HeldBack(3, NOW, NOW, 4, 5),
        )
        for n in range(20)
    ]
    waiting = [f"{n}-{'x' * 70}.csv" for n in range(500)]
    running = operator.RunningState("idle", waiting, feedback=1_000_000)
    said = plain(operator.status(t, desk.catalogue, releases, deliveries, running))
    assert utf16_length(said) <= 4096
    assert said.count("• 766-2026-10-10-") == operator.SHOWN
    assert said.count("· 766-2026-10-10-") == operator.SHOWN
    assert t("Sender: {state}", state=t("nothing to send")) in said


@pytest.mark.parametrize("text", ["", "a", "a" * 300, "ă" * 301, "🏛" * 150, "🏛" * 151, "a" + "🏛" * 5000])
def test_a_text_is_cut_by_what_telegram_counts(text: str) -> None:
    said = phrases.cut(text)
    assert utf16_length(said) <= 300
    assert said == text or (said.endswith("…") and utf16_length(said) >= 298)
