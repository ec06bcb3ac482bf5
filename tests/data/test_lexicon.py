"""The shipped lexicons: whole, without repetitions that contradict each other, and refused where they are not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.names import fold
from bot.questions.vocabulary import FILLER_KINDS
from data import lexicon
from data.errors import SeedError
from data.lexicon import shipped
from tests.questions.fit import LABELS
from tests.support.shipped_names import SEED, indicators


def test_every_criterion_has_everyday_words_of_its_own() -> None:
    known = {(row.index, row.code) for row in indicators()}
    counts: dict[tuple[str, str], int] = {}
    for row in shipped().criteria:
        assert (row.index, row.code) in known, row
        assert 0 < row.weight <= 1, row
        counts[row.index, row.code] = counts.get((row.index, row.code), 0) + 1
    current = {(row.index, row.code) for row in indicators() if row.index == "papi" and row.code and not row.split}
    assert all(counts[of] >= 40 for of in current)


def test_a_phrase_asks_for_one_thing() -> None:
    seen: dict[str, str] = {}
    for asks, phrases in shipped().cues.items():
        for phrase in phrases:
            assert seen.setdefault(fold(phrase), asks) == asks, phrase
    assert len(seen) > 15_000


def test_kinds_are_those_that_are_read() -> None:
    polite = {"polite", "particle", "abbreviation"}
    assert set(shipped().fillers.values()) <= {*FILLER_KINDS, *polite}
    assert set(shipped().small_words.values()) == {"empty", "beside"}
    assert set(shipped().weights) <= set(LABELS)


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("cues.csv", "rank,", "cues.csv, line 2, words: must be filled"),
        ("criteria.csv", "papi,1,làng,much", "criteria.csv, line 2, weight: must be a number (read: 'much')"),
    ],
)
def test_a_fault_names_file_line_and_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, line: str, said: str
) -> None:
    copy = tmp_path / "seed" / "lexicon"
    shutil.copytree(SEED / "lexicon", copy)
    header = (copy / file).read_text(encoding="utf-8").splitlines()[0]
    (copy / file).write_text(f"{header}\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "files", lambda _: tmp_path)
    with pytest.raises(SeedError, match="lexicon/") as raised:
        shipped.__wrapped__()
    assert said in str(raised.value)
