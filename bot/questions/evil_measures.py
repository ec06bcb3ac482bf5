"""How much there is of an evil, whatever stands between the two: "tỉ lệ hối lộ ở bệnh viện cao nhất", "the highest rate
of bribes", "more corruption than Hà Nội" (pure).

An evil is meant as one where nothing is done against it ("kiểm soát tình trạng tham nhũng"), where nothing good and no
score is what is measured ("điểm hối lộ", "transparency"), and where nobody has dealt with it ("khiếu nại được giải
quyết"). Then much of it is the bottom of a table.
"""

from __future__ import annotations

from bot.names.normalize import fold
from bot.questions.evil_words import AFTER, AGAINST, DEEDS, EVILS, FLAWS, LITTLE, MUCH, Text, WordList
from bot.questions.phrases import OF

REACH = 10
"""So many words after "highest rate of" an evil is looked for."""
NEAR = 3
"""So many where nothing is said to be measured: "the lowest petty corruption"."""
COMPARING = 8
"""So many words before "than" stands what is more or less."""
MEASURES = WordList(
    "tỉ lệ, tỷ lệ, tỉ suất, tỷ suất, mức, mức độ, tình trạng, nạn, tệ nạn, vấn nạn, hiện tượng, số vụ, số lượng, số "
    "lần, số người, tần suất, chuyện, vấn đề, cảnh, thói, rate, rates, level, levels, share, incidence, prevalence, "
    "amount, number, frequency, percentage, proportion, extent, cases, reports, risk, problem, problems"
)
"""By which an evil is measured; what follows is the evil and not the criterion that is against it."""
TO_MEASURE = frozenset(
    fold(
        "tỉ tỷ lệ suất mức độ tình trạng nạn tệ vấn hiện tượng số vụ lượng lần tần chuyện việc đề cảnh thói sự có bị "
        "phải đưa nhận các những người dân the a any petty paid paying people citizens having rate rates level levels "
        "share incidence prevalence amount number frequency percentage proportion extent cases reports risk problem "
        "problems"
    ).split()
)
"""The words of these and the small ones beside them, which may stand before an evil."""
PRAISED_THINGS = WordList(
    "điểm, điểm số, thứ hạng, xếp hạng, score, scores, points, ranking, minh bạch, công khai, hài lòng, kiểm soát, "
    "phòng chống, chống, liêm chính, trong sạch, transparency, openness, satisfaction, integrity, control, "
    "controlling, fight against, anti, prevention"
)
"""Of these more is better: where one is measured, no evil is."""
HANDLED = WordList(
    "giải quyết, xử lý, khắc phục, trả lời, được phản hồi, tiếp nhận, phát hiện, ngăn chặn, ngăn ngừa, đẩy lùi, "
    "resolved, handled, answered, addressed, tackled, solved, punished, detected, prevented, dealt with"
)
"""After an evil: somebody has dealt with it."""
CHANGES = WordList(
    "drop, fall, decline, decrease, reduction, cut, rise, increase, growth, surge, spike, jump, improvement, mức giảm, "
    "mức tăng, giảm, tăng"
)
"""It is a change of which most or least is said."""
DROPS_IN = WordList(
    "drop in, fall in, decline in, decrease in, reduction in, reduction of, cut in, mức giảm, mức giảm của, "
    "improvement in"
)
"""Right before an evil: a fall of it."""
RISES_IN = WordList("rise in, increase in, growth in, growth of, surge in, spike in, jump in, mức tăng, mức tăng của")
"""Right before an evil: a rise of it."""
JOINED = frozenset(fold("và mà nhưng còn and but while").split())
"""Before these something else is said."""
COMPARED = frozenset(("hon", "than"))
MORE_OF = frozenset(fold("cao nhiều lớn nặng higher more greater bigger").split())
FEWER_OF = frozenset(fold("thấp ít nhỏ nhẹ bớt lower less fewer smaller").split())
"""How much there is of something, before "hơn" and "than"."""
SIDES = frozenset(("tren", "duoi", "above", "below", "over", "under"))
"""Which side of a line something is on."""
NOT_SO = frozenset(fold("không chưa chẳng chả ko k not never didn doesn hasn t").split())
"""Before a turn: it was none."""
OF_DEGREE = frozenset(fold("mạnh nhiều hơn bị nhất sâu nhanh được rõ đáng kể hẳn most the its in of nhiêu").split())
"""Between a turn and the evil that turned: how much."""
HIGHEST = frozenset(("highest", "biggest", "largest", "greatest", "heaviest", "commonest"))
LOWEST = frozenset(("lowest", "smallest", "rarest"))
"""Which end of a measure."""
SUPERLATIVES = frozenset(("nhat", "nhut", "most", "least", "best", "worst", "highest", "lowest", "fewest"))
"""Beside these nothing is said of much or little by itself."""
CLOSED = frozenset(("vay", "the", "nhi", "a", "o", "nhe", "in", "qua", "lam", "ha", "nay"))
"""Words after "nhiều" that say nothing of it."""


BEGINNINGS = EVILS.first | DEEDS.first
"""The words with which evils begin."""


def size_of(text: Text, at: int) -> int:
    """The number of words of the longest evil that begins there; 0 if none does."""
    return max(EVILS.at(text, at), DEEDS.at(text, at))


def is_meant(text: Text) -> bool:
    """Whether an evil is named anywhere, and as one."""
    if BEGINNINGS.isdisjoint(text.words):
        return False
    found = (at for at, word in enumerate(text.words) if word in BEGINNINGS and size_of(text, at))
    return any(before(text, at + size_of(text, at)) is not None for at in found)


def before(text: Text, end: int, first: int = 0) -> int | None:
    """Where the evil begins that is said to be much or little right before ``end``, looked for from ``first`` on; None
    where it is something else that is.
    """
    found = None
    for at in range(end - 1, max(first, text.start(end - 1)) - 1, -1):
        word = text.words[at]
        if found is not None and word in JOINED:
            break
        if PRAISED_THINGS.at(text, at, plain=True) or (found is None and HANDLED.at(text, at, plain=True)):
            return None
        size = size_of(text, at)
        if size and at + size <= end and not _is_fought(text, at, size):
            found = at
        elif size:
            return None
    return found


def after(text: Text, start: int) -> int | None:
    """Where the evil begins that is said to be most or least right after: "highest" "rate of bribes at hospitals"."""
    measured = False
    for at in range(start, min(start + REACH, text.end(start - 1))):
        if PRAISED_THINGS.at(text, at, plain=True) or CHANGES.at(text, at, plain=True):
            return None
        measured = measured or MEASURES.at(text, at, plain=True) > 0
        size = size_of(text, at)
        if size:
            return at if not _is_fought(text, at, size) else None
        if not measured and at >= start + NEAR:
            return None
    return None


def head(text: Text, at: int) -> tuple[int, bool]:
    """Where the words begin by which an evil is measured ("tình trạng", "rate of"), and whether it is."""
    measured = False
    while at and text.words[at - 1] in TO_MEASURE:
        at -= 1
        measured = measured or MEASURES.at(text, at, plain=True) > 0
    if at and text.words[at - 1] == "of" and MEASURES.before(text, at - 1) is not None:
        return head(text, at - 1)[0], True
    return at, measured


def much_of(text: Text) -> bool | None:
    """Whether much or little of an evil is said without comparing: "tỉnh nào hối lộ ở bệnh viện nhiều"; None if
    neither is, or where the most or the least of something is asked for.
    """
    if BEGINNINGS.isdisjoint(text.words) or not SUPERLATIVES.isdisjoint(text.words):
        return None
    for at, word in enumerate(text.words):
        if word in ("nhieu", "much", "many") and text.typed[at] in (word, "nhiều"):
            found = after(text, at + 1)
            if found is not None and AGAINST.before(text, at) is None and size_of(text, at - 1 if at else 0) < 2:
                return True
        ends = at + 1 == len(text.words) or at + 1 in text.breaks or text.words[at + 1] in CLOSED
        if ends and before(text, at) is not None:
            if MUCH.at(text, at, plain=True) or text.words[at] in ("cao", "high", "rife", "widespread", "common"):
                return True
            if LITTLE.at(text, at, plain=True) or text.words[at] in ("low", "rare"):
                return False
    return None


def outweighs(text: Text) -> bool:
    """Whether it is an evil of which there is more or less than elsewhere: the side of the scores is the other one."""
    for at, word in enumerate(text.words):
        if word in SIDES:
            found = before(text, at)
            if found is not None and head(text, found)[1]:
                return True
            found = after(text, at + 1)
            if found is not None and head(text, found)[1]:
                return True
        if word not in COMPARED or not at:
            continue
        if text.words[at - 1] in MORE_OF | FEWER_OF and before(text, at - 1) is not None:
            return True
        if word == "hon" and any(words.before(text, at) is not None for words in (EVILS, DEEDS, FLAWS)):
            return before(text, at) is not None or FLAWS.before(text, at) is not None
        for less in range(at - 1, max(text.start(at), at - COMPARING) - 1, -1):
            if text.words[less] not in MORE_OF | FEWER_OF:
                continue
            if any(size_of(text, one) or FLAWS.at(text, one) for one in range(less + 1, at)):
                inside = after(text, less + 1)
                return inside is not None or FLAWS.at(text, less + 1) > 0
            return before(text, less) is not None
    return False


def _is_fought(text: Text, at: int, size: int) -> bool:
    """Whether what is against an evil stands before it, or what makes it the criterion stands beside it."""
    start, measured = head(text, at)
    if at + size < len(text.words) and text.words[at + size] in AFTER:
        return True
    if any(AGAINST.before(text, end) is not None for end in {at, start} if end) and not (
        measured and text.words[at - 1] in OF
    ):
        return not (start < at and measured and AGAINST.before(text, start) is None)
    return bool(at and text.words[at - 1] in OF and not measured) or bool(
        start and text.words[start - 1] in OF and not measured
    )
