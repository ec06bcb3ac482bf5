"""What reading needs of the lexicon and of the names: how damage is undone, and all phrases (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from bot.names.normalize import VOWELS, fold
from bot.questions.repair import Repair
from bot.questions.slips import Slips
from bot.questions.vocabulary import Vocabulary
from data.lexicon import Lexicon

JOINED = (
    "top", "hạng", "điểm", "năm", "tỉnh", "so sánh", "với", "và", "xếp hạng", "chỉ số", "cuối bảng", "nhiệm vụ", "của",
    "thứ mấy", "rank", "compare", "score", "bao nhiêu", "bảng", "đứng", "index", "mấy điểm", "hạng mấy", "xếp thứ",
    "xếp thứ mấy", "xếp hạng mấy", "đứng thứ", "đứng thứ mấy", "lịch sử", "qua các năm", "các năm", "thế nào", "ra sao",
    "thứ hạng", "điểm số", "cao nhất", "thấp nhất", "mục tiêu", "tiêu chí", "tăng giảm", "biến động", "cho xem", "xem",
    "tra cứu", "nhất", "đầu bảng", "hơn", "điểm yếu", "cải cách hành chính", "chuyển đổi số", "năng lực cạnh tranh",
    "ranking", "ranks", "scores", "history", "versus", "province", "bottom", "best", "worst", "compared",
    "bao nhiêu điểm", "miền bắc", "miền trung", "miền nam", "tây nguyên", "cả nước", "được mấy", "được", "mấy",
    "hạng bao nhiêu", "nội dung", "theo dõi",
)  # fmt: skip
"""Words that stand run together with names ("sosanhhungyenhanoi")."""


@lru_cache(maxsize=2)
def word_stock(
    lexicon: Lexicon,
    provinces: tuple[str, ...],
    shorts: tuple[str, ...],
    indices: tuple[str, ...],
    others: tuple[str, ...] = (),
) -> tuple[Repair, Vocabulary]:
    """What does not change with the figures: how damage is undone, and all phrases. Kept, for it takes long to make.

    ``shorts`` are words that mean a province ("HCM"), ``others`` all other names: no word of theirs is a slip.
    """
    names = (*shorts, *provinces, *indices)
    initialled = _initialled(provinces)
    slips = Slips(lexicon, (*names, *others, *initialled))
    repair = Repair(lexicon.short_forms, names, JOINED, initialled, indices, slips)
    return repair, Vocabulary(lexicon, repair)


def _initialled(provinces: Iterable[str]) -> dict[str, str]:
    """The ways to write a province with one letter for its first syllable ("qnam", "bduong"), where only one fits."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in provinces:
        words = fold(name).split()
        if len(words) == 2 and len(words[1]) >= 3:
            for length in (1, 2):
                found[words[0][:length] + words[1]].append(name)
    return {short: names[0] for short, names in found.items() if len(set(names)) == 1 and short[1] not in VOWELS}
