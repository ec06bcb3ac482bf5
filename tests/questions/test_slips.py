"""Slips in the words of questions: mended where one word alone can be meant, and never made of a word that is right."""

from __future__ import annotations

import csv
import datetime as dt
import re
import statistics
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.names import fold
from bot.questions import export_request, home_request, own_matters, picture_request
from bot.questions.slips import LIKELY, LONGEST, SURE, Slips, is_syllable, shipped_slips, slip_of
from data.lexicon import shipped
from data.model.names import NameKind
from tests.support.expectations import fits
from tests.support.shipped_names import gazetteer, reader

TODAY = dt.date(2026, 11, 29)
KINDS: tuple[NameKind, ...] = ("province", "place", "region", "agency", "index", "indicator", "country")
ADDRESS = re.compile(r"https?://\S+|\\n")
SEEN = 8_000
"""So many different words of correct texts are looked at, at least."""


def slips() -> Slips:
    names = [name for kind in KINDS for one in gazetteer().all(kind) for name in (one.name_vi, one.name_en)]
    return Slips(shipped(), names)


MENDING = slips()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("waht", "what"), ("rnak", "rank"), ("lowset", "lowest"), ("hihgest", "highest"), ("scroe", "score"),
        ("povince", "province"), ("comparsion", "comparison"), ("scorre", "score"), ("exel", None), ("ecxel", "excel"),
        ("hagn", "hang"), ("hạgn", "hạng"), ("nhta", "nhat"), ("tihn", "tinh"), ("lcih", "lich"), ("tieuu", "tieu"),
        ("WAHT", "what"), ("wich", None), ("hanoi", None), ("nghean", None), ("papi", None),
        ("witch", None), ("bank", None), ("tank", None), ("scope", None), ("thcs", None), ("wat", None),
        ("nawm", None), ("hajng", None), ("tinhr", None), ("ddieerm", None), ("qdocq", None), ("4.1", None),
    ],
)  # fmt: skip
def test_a_word_and_what_it_becomes(typed: str, meant: str | None) -> None:
    assert MENDING(typed) == meant


@pytest.mark.parametrize(
    ("word", "meant", "grade"),
    [
        ("waht", "what", SURE), ("besst", "best", SURE), ("bst", "best", LIKELY), ("bezt", "best", LIKELY),
        ("best", "best", 0), ("beets", "best", 0), ("tseb", "best", 0), ("b", "best", 0), ("behst", "best", LIKELY),
    ],
)  # fmt: skip
def test_how_near_a_word_is(word: str, meant: str, grade: int) -> None:
    assert slip_of(word, meant) == grade


def correct() -> set[str]:
    """Words that are right: of the bot's own texts in both languages, of the lexicon, of all names."""
    found: set[str] = set()
    for path in Path("locales").glob("*/LC_MESSAGES/*.po"):
        found.update(re.findall(r"[^\W\d_]+", ADDRESS.sub(" ", path.read_text(encoding="utf-8"))))
    for path in Path("data/seed").glob("*.csv"):
        found.update(re.findall(r"[^\W\d_]+", ADDRESS.sub(" ", path.read_text(encoding="utf-8"))))
    for texts in shipped().cues.values():
        found.update(word for text in texts for word in text.split() if word.isalpha())
    for kind in KINDS:
        for one in gazetteer().all(kind):
            found.update(word for name in (one.name_vi, one.name_en) for word in name.split() if word.isalpha())
    return found


def test_no_word_that_is_right_is_changed() -> None:
    words = correct()
    assert len(words) > SEEN
    changed = {word: MENDING(word) for word in words if MENDING(word)}
    assert not changed
    bare = {fold(word) for word in words}
    assert not {word: MENDING(word) for word in bare if word.isalpha() and MENDING(word)}


def test_no_syllable_that_vietnamese_could_have_is_changed() -> None:
    assert all(map(is_syllable, ("nghieng", "thuong", "quyet", "hung", "yen", "gia", "xuat", "nhieu")))
    assert not any(map(is_syllable, ("hagn", "what", "nghieg", "xaut", "rank", "", "tihn")))


def test_words_of_english_that_look_like_those_of_questions_are_left() -> None:
    assert len(shipped().slips["other"]) > 500
    assert not [word for word in shipped().slips["other"] if MENDING(word)]


def test_syllables_of_provinces_are_left_to_those_who_look_for_names() -> None:
    syllables = {word for one in gazetteer().all("province") for word in fold(one.name_vi).split()}
    assert set(shipped().slips["name"]) == syllables
    for typed in ("houe", "plai", "lont", "bihn", "gaing", "tragn"):
        assert MENDING(typed) is None, typed


def test_two_letters_exchanged_are_mended_or_left_and_never_become_another_word() -> None:
    mended = total = 0
    for word in shipped().slips["english"]:
        for at in range(len(word) - 1):
            typed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            if typed == word:
                continue
            total += 1
            meant = MENDING(typed)
            assert meant in (word, None), typed
            mended += meant == word
    assert mended > 0.93 * total


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_word_is_mended_once_and_for_all(word: str) -> None:
    meant = MENDING(word)
    assert meant is None or (MENDING(meant) is None and len(word) <= LONGEST)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_what_stands_between_words_is_kept(text: str) -> None:
    def between(of: str) -> list[str]:
        return re.split(r"[^\W_]+", of)

    assert between(shipped_slips().text(text)) == between(text)


def test_a_text_without_end_is_mended_at_once() -> None:
    for piece in ("waht ", "hagn ", "abcdefghijklmnop ", "xyzt"):
        text = piece * 1000
        times = []
        for _ in range(5):
            start = time.process_time()
            Slips.text(shipped_slips(), text)
            times.append(time.process_time() - start)
        assert statistics.median(times) < 0.05


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("waht moved in papi 2024", "movers index=papi year=2024"),
        ("wich province is best at papi", "table index=papi"),
        ("compair hanoi and hcmc", "comparison provinces=ha-noi+ho-chi-minh"),
        ("rnak hung yen papi", "standing provinces=hung-yen index=papi"),
        ("lowset sipas", "table index=sipas bottom=True"),
        ("hisotry of hung yen papi", "history provinces=hung-yen index=papi"),
        ("taks for hung yen", "tasks provinces=hung-yen"),
        ("bduong papi", "standing provinces=binh-duong index=papi"),
        ("xem lcih su papi hung yen", "history provinces=hung-yen index=papi"),
        ("so sahn hung yen voi ha noi", "comparison provinces=hung-yen+ha-noi"),
    ],
)
def test_a_question_with_a_slip_is_understood_and_nothing_is_passed_over(text: str, expected: str) -> None:
    question = reader().read(text, today=TODAY)
    assert fits(question, expected), question
    assert not question.heard


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("xuat exel papi 2024", "papi 2024"),
        ("xuất ecxel papi 2024", "papi 2024"),
        ("tai file exell papi hưng yên", "papi hưng yên"),
        ("papi 2024 ex cel", "papi 2024"),
        ("xaut excel papi", "papi"),
        ("exprot papi 2024", "papi 2024"),
        ("xuat flie papi 2024", "papi 2024"),
    ],
)
def test_an_export_with_a_slip_is_one(text: str, names: str) -> None:
    request = export_request.asked(text)
    assert request is not None
    assert request.names == names


def test_pictures_own_matters_and_home_are_mended_alike() -> None:
    chart = picture_request.asked("chrat of papi hung yen")
    assert chart is not None
    assert chart.names == "chart of papi hung yen"
    for text in ("vẽ bieur đồ papi hưng yên", "biểu đổ sipas đà nẵng", "bản đò papi 2024", "bieu đô papi hue"):
        assert picture_request.asked(text) is not None, text
    for text in ("bản do ai ký", "biểu đó của ai", "đô thị loại mấy", "bạn đó hỏi papi"):
        assert picture_request.asked(text) is None, text
    assert own_matters.asked("delte my data") == ("forget", "")
    assert own_matters.asked("privcay") == ("privacy", "")
    assert home_request.named("set my hmoe to hue") == "hue"
    assert export_request.asked("expert on papi") is None


def test_the_words_of_the_sets_are_left_alone_but_for_slips() -> None:
    """All questions of the sets, which people wrote: what is changed is what they mistyped."""
    changed: set[tuple[str, str]] = set()
    for path in (Path(__file__).parent / "sets").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                words = re.findall(r"[^\W\d_]+", row["question"])
                changed.update((word.lower(), meant) for word in words if (meant := MENDING(word)))
    assert len(changed) < 40
    assert ("rnak", "rank") in changed
