"""An appointment in an administrator's words: "hưng yên biên tập Nguyễn Văn A", "bao cao so noi vu hung yen Tran B".

The parts stand in any order, with or without accents. The gazetteer finds province and agency; what is left is what the
person is called. A wrong province is worse than a question: whatever is not plain is asked. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.importing.plans.agencies import HEADS, AgencyReader
from bot.names import Gazetteer
from bot.names.matches import Ambiguous, Found, Mention
from bot.names.normalize import bare, spell
from bot.presses.roles import Appoint
from data.model.names import Name
from data.queries.catalogue import Catalogue
from data.roles.model import Appointment, RoleKind

LONGEST = 200
"""Characters that are read of an administrator's words, which are repeated in every question about them."""
LONGEST_LABEL = 64
NOTHING = Appoint()
MOST_OFFERED = 6
LONGEST_AGENCY, LONGEST_LIKE = 15, 8
"""Words of the longest agency that is looked for, and of the longest that is nearly like it."""
KIND_WORDS: dict[RoleKind, tuple[str, ...]] = {
    "editor": ("nguoi bien tap", "bien tap vien", "bien tap", "editor", "editors"),
    "reporter": ("nguoi bao cao", "bao cao vien", "bao cao", "reporter", "reporters"),
}
FILLERS = frozenset(
    "mời moi làm lam là cho của cua tại tai ở với voi người nguoi as of for the invite in - – —".split()  # noqa: SIM905
)
"""Words before and after the other parts that are no part of a name; in small letters only, as people are called La."""
PUNCTUATION = " ,;:.–—-"


@dataclass(frozen=True, slots=True)
class AppointmentRead:
    """What was understood. ``ended`` is the unit that was named where it is a part of another province now."""

    appointment: Appointment
    ended: str = ""


@dataclass(frozen=True, slots=True)
class UnclearAppointment:
    """The part that is not clear, and the ids one of which may be meant; () where nothing was named. ``province`` is
    known where the agency is not.
    """

    what: Literal["kind", "province", "agency", "label"]
    options: tuple[str, ...] = ()
    province: str = ""


def read(
    text: str, gazetteer: Gazetteer, catalogue: Catalogue, chosen: Appoint = NOTHING
) -> AppointmentRead | UnclearAppointment:
    """What an administrator's words (the first 200 characters) mean; ``chosen`` is what buttons have settled."""
    return _Reading(text, gazetteer, catalogue).read(chosen)


class _Reading:
    """The words of one text, and which of them are explained so far."""

    def __init__(self, text: str, gazetteer: Gazetteer, catalogue: Catalogue) -> None:
        self._gazetteer = gazetteer
        self._catalogue = catalogue
        self._tokens = text[:LONGEST].split()
        self._spelt: list[str] = []
        self._owner: list[int] = []  # the token of each spelt word: "Hưng-Yên" is one with two
        for place, token in enumerate(self._tokens):
            words = spell(token).split()
            self._spelt += words
            self._owner += [place] * len(words)
        self._words = [bare(word) for word in self._spelt]
        self._taken = [False] * len(self._words)

    def read(self, chosen: Appoint) -> AppointmentRead | UnclearAppointment:
        kinds = self._kinds()
        kind = chosen.kind or (kinds[0] if len(kinds) == 1 else "")
        if not kind:
            return UnclearAppointment("kind")
        province, ended, provinces = self._province(chosen.province)
        if not province:
            return UnclearAppointment("province", provinces)
        agency = ""
        if kind == "reporter":
            agency, agencies = self._agency(province, chosen.agency)
            if not agency:
                return UnclearAppointment("agency", agencies, province)
        label = self._label()
        if not label:
            return UnclearAppointment("label")
        return AppointmentRead(Appointment(kind, province, agency, label), ended)

    def _kinds(self) -> list[RoleKind]:
        """The kinds that are named; their words are explained."""
        found: list[RoleKind] = []
        for kind, phrases in KIND_WORDS.items():
            for words in (phrase.split() for phrase in phrases):
                for start in range(len(self._words) - len(words) + 1):
                    end = start + len(words)
                    if self._words[start:end] == words and not any(self._taken[start:end]):
                        self._take(start, end)
                        found.append(kind)
        return list(dict.fromkeys(found))

    def _province(self, chosen: str) -> tuple[str, str, tuple[str, ...]]:
        """The province, the ended unit that was named for it, and else those that may be meant."""
        _, mentions = self._gazetteer.scan(" ".join(self._spelt))
        mentions = [one for one in mentions if one.kind == "province" and not any(self._taken[one.start : one.end])]
        plain = [one for one in mentions if _is_plain(one)]
        if not chosen:
            named = self._today(plain)
            if len(named) != 1:
                return "", "", tuple(named or self._today(mentions))[:MOST_OFFERED]
            (chosen,) = named
        if chosen not in self._catalogue.provinces or self._catalogue.provinces[chosen].ended:
            return "", "", ()
        named_it = [one for one in plain or mentions if chosen in self._today([one])]
        # By the name of today first; one mention is enough, as people are called Thái Bình, too.
        named_it.sort(key=lambda one: [name.id for name in _names(one)] != [chosen])
        if not named_it:
            return chosen, "", ()
        self._take(named_it[0].start, named_it[0].end)
        ids = [name.id for name in _names(named_it[0])]
        return chosen, ids[0] if len(ids) == 1 and ids[0] != chosen else "", ()

    def _today(self, mentions: Iterable[Mention]) -> dict[str, None]:
        """The provinces of today that are mentioned: those that ended give way to their successors."""
        found: dict[str, None] = {}
        for name in (name for mention in mentions for name in _names(mention)):
            found[self._catalogue.provinces[name.id].today] = None
        return found

    def _agency(self, province: str, chosen: str) -> tuple[str, tuple[str, ...]]:
        """The agency, or else those that may be meant."""
        reader = AgencyReader(self._gazetteer, self._catalogue.provinces[province].name_vi)
        for start, end in self._spans():
            found = reader.known(" ".join(self._spelt[start:end]))
            if found and chosen in ("", found):
                self._take(start, end)
                return found, ()
        near = self._near_agencies()
        if chosen in self._catalogue.agencies:
            start, end = near.get(chosen, (0, 0))
            self._take(start, end)
            return chosen, ()
        return "", tuple(near)[:MOST_OFFERED]

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Every two words or more that nothing explains, the longest first."""
        for size in range(min(LONGEST_AGENCY, len(self._words)), 1, -1):
            for start in range(len(self._words) - size + 1):
                if not any(self._taken[start : start + size]):
                    yield start, start + size

    def _near_agencies(self) -> dict[str, tuple[int, int]]:
        """Agencies that are nearly like what is written, by id, and the words that are meant for each."""
        found: dict[str, tuple[int, int]] = {}
        for start, word in enumerate(self._words):
            if word not in HEADS or self._taken[start] or any(at <= start < end for at, end in found.values()):
                continue
            for size in range(LONGEST_LIKE, 1, -1):
                end = start + size
                if end > len(self._words) or any(self._taken[start:end]):
                    continue
                outcome = self._gazetteer.resolve(" ".join(self._spelt[start:end]), "agency")
                for name in _outcome_names(outcome):
                    # Its own name has so many words; what follows them is what the person is called.
                    found.setdefault(name.id, (start, min(end, start + len(name.name_vi.split()))))
        return found

    def _label(self) -> str:
        """What is left, as it was written, without the words that only join it to the other parts."""
        taken = {self._owner[place] for place, gone in enumerate(self._taken) if gone}
        ends = {-1, *taken}
        left = [place for place in range(len(self._tokens)) if place not in taken]
        while left and self._joins(left[0]) and left[0] - 1 in ends:
            ends.add(left.pop(0))
        while left and self._joins(left[-1]) and left[-1] + 1 in ends:
            ends.add(left.pop())
        return " ".join(self._tokens[place] for place in left).strip(PUNCTUATION)[:LONGEST_LABEL].strip()

    def _joins(self, place: int) -> bool:
        return self._tokens[place] in FILLERS or not spell(self._tokens[place])

    def _take(self, start: int, end: int) -> None:
        self._taken[start:end] = [True] * (end - start)


def _is_plain(mention: Mention) -> bool:
    """Whether a province is named by its own name, well written: people are called Vinh, and Quang, too."""
    return isinstance(mention.outcome, Found) and mention.outcome.how == "exact" and mention.outcome.via is None


def _names(mention: Mention) -> Sequence[Name]:
    return mention.outcome.names if isinstance(mention.outcome, Ambiguous) else (mention.outcome.name,)


def _outcome_names(outcome: object) -> tuple[Name, ...]:
    match outcome:
        case Found(name=name):
            return (name,)
        case Ambiguous(names=names):
            return names
    return getattr(outcome, "nearest", ())
