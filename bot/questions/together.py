"""What several names of criteria mean together: "phong bì … bệnh viện", "trả lời … cổng thông tin", a list of parts.

Pure. Only names that stand close to each other in one clause are put together, and never two that are joined as equals
("tham nhũng và y tế").
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from bot.names.normalize import fold
from bot.questions.parsed import Said
from bot.questions.phrases import JOINING
from data.model.names import Name

NEAR = 6
"""Names with more words than this between them do not belong together."""
LISTED = 2
"""The names of a list stand at most this many words apart."""
FULL = 3
"""So many parts of a criterion, one after the other, are the criterion; beside its own name one less is enough."""

ANSWER = "answer"
"""What stands in a combination for a word of ``ANSWERS``."""
ANSWERS = frozenset(
    tuple(fold(words).split())
    for words in ("hồi âm", "hồi đáp", "trả lời", "phản hồi", "rep", "reply", "replies", "answer", "answers")
)
"""Words for an answer, which beside a portal is one that comes through it."""


def together(
    criteria: Sequence[Said],
    words: Sequence[str],
    breaks: Collection[int],
    names: Mapping[str, Name],
    meant: Mapping[frozenset[str], str],
) -> list[Said]:
    """The criteria named in these words, those put together that mean one; ``names`` are all criteria by id, ``meant``
    is what two of them mean together, by their ids.

    ``breaks`` are the words before which a comma or more stands.
    """
    placed = sorted((said for said in criteria if said.end), key=lambda said: said.start)
    rest = [said for said in criteria if not said.end]
    whole = _whole(placed)
    if whole in names:
        rest += [said for said in placed if not _only(said).startswith(whole)]
        return [*rest, Said((names[whole],), fold(names[whole].name_vi))]
    found: list[Said] = []
    for said in placed:
        last = found[-1] if found else None
        pair = frozenset((_only(last), _only(said))) if last and _belongs(last, said, words, breaks) else frozenset()
        if last and pair in meant:
            found[-1] = Said((names[meant[pair]],), f"{last.text} {said.text}", last.start, said.end)
        else:
            found.append(said)
    return [*rest, *(_answered(said, words, breaks, names, meant) for said in found)]


def _only(said: Said) -> str:
    """The one criterion that words mean, or ''."""
    return said.names[0].id if len(said.names) == 1 else ""


def _belongs(one: Said, other: Said, words: Sequence[str], breaks: Collection[int]) -> bool:
    """Whether two names, the first of which stands first, can mean something together."""
    between = range(one.end, other.start + 1)
    near = other.start - one.end <= NEAR and not any(at in breaks for at in between)
    return near and JOINING.isdisjoint(words[one.end : other.start])


def _answered(
    said: Said,
    words: Sequence[str],
    breaks: Collection[int],
    names: Mapping[str, Name],
    meant: Mapping[frozenset[str], str],
) -> Said:
    """What words mean, which is another criterion where their clause has a word for an answer: a portal's answers."""
    by = meant.get(frozenset((_only(said), ANSWER)))
    if by is None:
        return said
    start = max((at for at in breaks if at <= said.start), default=0)
    end = min((at for at in breaks if at >= said.end), default=len(words))
    clause = words[start:end]
    if ANSWERS.isdisjoint((*((word,) for word in clause), *pairwise(clause))):
        return said
    return Said((names[by],), said.text, said.start, said.end)


def _whole(criteria: Sequence[Said]) -> str:
    """The criterion of which several parts are named one after the other ("trường học, bệnh viện, đường sá"), or ''."""
    ids = {_only(said) for said in criteria}
    run: list[Said] = []
    for said in criteria:
        own = _only(said).rpartition(".")[0]
        follows = run and own == _only(run[-1]).rpartition(".")[0] and said.start - run[-1].end <= LISTED
        run = [*run, said] if own and follows else [said] if own else []
        if len({_only(one) for one in run}) >= FULL - (own in ids):
            return own
    return ""
