"""Who hears what of a release, and in which words: pure."""

from __future__ import annotations

import datetime as dt
import json
import time

import pytest

from bot import callbacks
from bot.alerts import Composer
from bot.answers.news import News
from bot.callbacks import decode
from bot.offline.html import parse_html, utf16_length
from bot.presses.following import Stop
from data.alerts.model import Interest, Recipient
from data.model.figures import Figure, Release, Results, Source
from data.queries.catalogue import Catalogue
from data.queries.results import results_of
from data.releases.details import DetailChange
from tests.support.shipped import ShippedDesk

SOURCE = Source("s", "portal", "Cổng <DVC>", "Portal", "https://example.vn/a?b=1&c=2")


def figure(province: str, score: float | None, rank: int | None, unit: str = "points") -> Figure:
    return Figure("r", province, "", score, unit, 100.0, rank, "published", None, None, None, "", "s")


def release(period: str = "2026-10-10", index: str = "766", coverage: str = "full") -> Release:
    full = coverage == "full"
    return Release(
        "r", index, period, int(period[:4]), 1, "a", "a", "VPCP", dt.date(2026, 10, 11), "s",
        "full" if full else "partial", "operator",
    )  # fmt: skip


def table(catalogue: Catalogue, one: Release, shift: int = 0, without: tuple[str, ...] = ()) -> Results:
    """All units of the year, in the catalogue's order turned by ``shift``."""
    units = [unit.id for unit in catalogue.units(one.year) if unit.id not in without]
    units = units[shift:] + units[:shift]
    figures = [figure(slug, 90.0 - place, place + 1) for place, slug in enumerate(units)]
    return results_of(catalogue, one.index, one.period, (one,), figures, {"s": SOURCE})


def news(catalogue: Catalogue, *, shift: int = 0, period: str = "2026-10-10", before: str = "2026-09-17") -> News:
    now = release(period)
    earlier = table(catalogue, release(before))
    return News("release", now, table(catalogue, now, shift), (earlier,))


def listener(
    *follows: Interest, language: str = "vi", kind: str = "private", heard: str = "", told: tuple[str, ...] = ()
) -> Recipient:
    return Recipient(language, kind, follows, heard, told)


HY = Interest("hung-yen", 0, True)
ALL = Interest("", 0, True)


def test_own_provinces_first_then_the_top_then_buttons(desk: ShippedDesk) -> None:
    mail = Composer(news(desk.catalogue), desk.catalogue).mail(listener(HY))
    assert mail is not None
    text = parse_html(mail.html)[0]
    assert text.index("🏛 Hưng Yên") < text.index("🥇") < text.index("Cổng <DVC>")
    assert mail.provinces == ("hung-yen",)
    buttons = [button for row in json.loads(mail.buttons) for button in row]
    for button in buttons:
        data = button["callback_data"]
        assert len(data.encode()) <= 64
        assert decode(data) is not None
    assert decode(buttons[-1]["callback_data"]) == callbacks.Pressed(Stop("766"))


def test_a_text_is_made_once_for_all_who_follow_the_same(desk: ShippedDesk) -> None:
    composer = Composer(news(desk.catalogue), desk.catalogue)
    one = composer.mail(listener(HY, Interest("dong-thap", 0, True)))
    other = composer.mail(listener(Interest("dong-thap", 0, False), HY, ALL))
    assert one is other
    assert composer.mail(listener(HY, language="en")) is not composer.mail(listener(HY))


def test_the_language_nobody_chose_is_the_settings(desk: ShippedDesk) -> None:
    mail = Composer(news(desk.catalogue), desk.catalogue, "en").mail(listener(HY, language=""))
    assert mail is not None
    assert "Hung Yen" in mail.html


@pytest.mark.parametrize(("least", "heard"), [(0, True), (1, True), (2, True), (3, False), (10, False)])
def test_only_when_it_moves_at_least_so_many_places(desk: ShippedDesk, least: int, heard: bool) -> None:
    composer = Composer(news(desk.catalogue, shift=2), desk.catalogue)
    assert (composer.mail(listener(Interest("hung-yen", least, True))) is not None) == heard


def test_one_that_moved_brings_the_others_along(desk: ShippedDesk) -> None:
    composer = Composer(news(desk.catalogue, shift=2), desk.catalogue)
    mail = composer.mail(listener(Interest("hung-yen", 2, True), Interest("dong-thap", 30, True)))
    assert mail is not None
    assert mail.provinces == ("dong-thap", "hung-yen")


def test_what_cannot_be_compared_is_told_whatever_the_limit(desk: ShippedDesk) -> None:
    """The first table of a year, and one across the merger: no change, and why."""
    first = Composer(News("release", release(), table(desk.catalogue, release())), desk.catalogue)
    assert first.mail(listener(Interest("hung-yen", 5, True))) is not None
    papi = release("2025", "papi")
    before = table(desk.catalogue, release("2024", "papi"))
    merged = Composer(News("release", papi, table(desk.catalogue, papi), (before,)), desk.catalogue, "en")
    mail = merged.mail(listener(Interest("hung-yen", 5, True), language="en"))
    assert mail is not None
    assert "not comparable: 63 provinces became 34 on 1 July 2025" in mail.html


def test_a_province_left_out_is_said_so(desk: ShippedDesk) -> None:
    one = release()
    composer = Composer(News("release", one, table(desk.catalogue, one, without=("hung-yen",))), desk.catalogue, "en")
    mail = composer.mail(listener(HY, language="en"))
    assert mail is not None
    assert "not in this table" in mail.html


def test_single_facts_reach_only_those_they_speak_of(desk: ShippedDesk) -> None:
    one = release("2025", "sipas", "partial")
    facts = results_of(
        desk.catalogue, one.index, one.period, (one,), [figure("hung-yen", 84.4, 12, "percent")], {"s": SOURCE}
    )
    composer = Composer(News("release", one, facts), desk.catalogue)
    mail = composer.mail(listener(HY, Interest("dong-thap", 0, True)))
    assert mail is not None
    assert "🥇" not in mail.html, "no league table from single facts"
    assert "Đồng Tháp" not in mail.html
    assert composer.mail(listener(Interest("dong-thap", 0, True))) is None
    assert composer.mail(listener(ALL)) is not None


def test_a_correction_is_for_those_who_heard_the_wrong_figures(desk: ShippedDesk) -> None:
    right = news(desk.catalogue)
    wrong = table(desk.catalogue, release(), shift=3)
    correction = News("correction", right.release, right.now, right.earlier, {"w": wrong}, "sai <cột>.")
    composer = Composer(correction, desk.catalogue, "en")
    saw = composer.mail(listener(HY, language="en", heard="w", told=("hung-yen",)))
    fresh = composer.mail(listener(HY, language="en"))
    refuses = composer.mail(listener(Interest("hung-yen", 0, False), language="en", heard="w", told=("hung-yen",)))
    assert saw is not None
    assert fresh is not None
    assert refuses is None
    assert "told as" in saw.html
    assert "sai &lt;cột&gt;" in saw.html
    assert "told as" not in fresh.html


def test_a_withdrawal_is_for_them_only(desk: ShippedDesk) -> None:
    one = release()
    composer = Composer(News("withdrawal", one, None, (), {"r": table(desk.catalogue, one)}, "x"), desk.catalogue, "en")
    mail = composer.mail(listener(HY, language="en", heard="r", told=("hung-yen",)))
    assert mail is not None
    assert "Withdrawn" in mail.html
    assert composer.mail(listener(HY, language="en")) is None


def test_whoever_follows_every_province_gets_one_message(desk: ShippedDesk) -> None:
    every = [Interest(unit.id, 0, True) for unit in desk.catalogue.units(2026)]
    for kind in ("release", "correction", "withdrawal"):
        right = news(desk.catalogue, shift=5)
        wrong = {"w": table(desk.catalogue, release(), shift=1)}
        composer = Composer(News(kind, right.release, right.now, right.earlier, wrong, "x" * 300), desk.catalogue)
        told = tuple(follow.province for follow in every)
        heard = "" if kind == "release" else "w"
        for language in ("vi", "en"):
            mail = composer.mail(listener(*every, language=language, heard=heard, told=told))
            assert mail is not None
            assert utf16_length(parse_html(mail.html)[0]) <= 4096


def test_in_channels_there_is_no_stop_button(desk: ShippedDesk) -> None:
    """Every reader could press it."""
    mail = Composer(news(desk.catalogue), desk.catalogue).mail(listener(HY, kind="channel"))
    assert mail is not None
    assert '"s:766"' not in mail.buttons


def test_composing_is_quick(desk: ShippedDesk) -> None:
    """Within the transaction that publishes: a thousand kinds of listener in well under a second."""
    units = [unit.id for unit in desk.catalogue.units(2026)]
    kinds = [
        listener(Interest(one, 0, True), Interest(other, 0, True), language=language)
        for one in units[:17] for other in units[17:] for language in ("vi", "en")
    ]  # fmt: skip
    composer = Composer(news(desk.catalogue, shift=1), desk.catalogue)
    began = time.perf_counter()
    mails = composer(kinds)
    assert time.perf_counter() - began < 2
    assert all(mails)


def test_only_whoever_was_told_of_a_withdrawal_is_told_that_it_is_undone(desk: ShippedDesk) -> None:
    one = release()
    composer = Composer(
        News("reinstatement", one, table(desk.catalogue, one), (), why="rút nhầm"), desk.catalogue, "en"
    )

    def told(heard_as: str) -> Recipient:
        return Recipient("en", "private", (HY,), "r", ("hung-yen",), heard_as=heard_as)

    mail = composer.mail(told("withdrawal"))
    assert mail is not None
    text = parse_html(mail.html)[0]
    assert text.startswith("✅ In force again: the 766 index (10 October 2026)")
    assert "Why: rút nhầm." in text
    assert "🏛 Hung Yen: rank" in text
    assert "Source: Portal" in text
    assert composer.mail(told("release")) is None, "it has what holds"
    fresh = composer.mail(listener(HY, language="en"))
    assert fresh is not None
    assert fresh.html.startswith("<b>🔔 New figures")


def test_a_note_is_none_for_whoever_was_told_other_figures(desk: ShippedDesk) -> None:
    """Their correction was never sent: they are told of the figures, not only of the source."""
    one = release()
    right, wrong = table(desk.catalogue, one), table(desk.catalogue, one, shift=3)
    changes = (DetailChange("announced", None, dt.date(2026, 10, 11)),)
    news = News("note", one, right, (), {"r": right, "w": wrong}, "ghi nhầm ngày", changes)
    composer = Composer(news, desk.catalogue, "en")
    note = composer.mail(listener(HY, language="en", heard="r", told=("hung-yen",)))
    correction = composer.mail(listener(HY, language="en", heard="w", told=("hung-yen",)))
    assert note is not None
    assert correction is not None
    assert "ℹ️ Note" in note.html
    assert "not known" in note.html
    assert "11 October 2026" in note.html
    assert "wrong" not in note.html
    assert "✏️ Correction" in correction.html
    assert composer.mail(listener(Interest("hung-yen", 0, False), heard="r", told=("hung-yen",))) is None
