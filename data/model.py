"""The domain's words as plain values: what a province, an index, a release, a figure or a task is.

All classes are frozen, slotted and built on the standard library alone, so that every floor above can hold them. Scores
are floats in the unit of their indicator (``points`` of ``scale``, or ``percent``); ranks count from 1; ``None`` always
means "not published", never zero. Text fields come in pairs ``*_vi`` / ``*_en``. Ids are slugs (``hung-yen``), never
statistical codes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

MERGER_DAY = dt.date(2025, 7, 1)
"""On this day 63 provinces became 34; the districts had ended the day before."""
MOST_MOVE = 62
"""There are at most 63 provinces, so no rank can move further than this."""

NameKind = Literal["province", "place", "region", "index", "indicator", "agency", "country", "word"]
RankKind = Literal["published", "computed", "reported", "derived"]
Coverage = Literal["full", "partial"]
Role = Literal["lead", "coordinate", "report"]
Aim = Literal["maintain", "improve", ""]
Criterion = tuple[str, str]
"""An index id and an indicator code."""
TargetKind = Literal["score_min", "rank_max", "group", "rank_change", "score_change", "task_completion_percent"]


RENAMED = {"hue": (2025, "Thừa Thiên Huế", "Thua Thien Hue")}
"""Units that bore another name until the year before: id -> (first year of the new name, the old names)."""


@dataclass(frozen=True, slots=True)
class Name:
    """One entry of the gazetteer: something a person may call by name.

    ``id`` is unique within ``kind``; for an indicator it is ``index:code`` (``papi:4``). ``leads_to`` is the province
    to which a ``place`` (a well-known city) belongs. ``aliases`` are further spellings; the two names
    count as aliases too.
    """

    kind: NameKind
    id: str
    name_vi: str
    name_en: str
    aliases: tuple[str, ...] = ()
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Province:
    """A provincial unit: one of 63 until 2025-06-30, one of 34 since 2025-07-01.

    ``kind_*`` is ``province`` or ``municipality``; the 2025 fields are empty for the 29 units that ended, which have a
    ``successor``. ``absorbed`` lists the ended units that went into this one.
    """

    id: str
    name_vi: str
    name_en: str
    kind_2024: str
    gso_2024: str
    region_2024: str
    kind_2025: str
    gso_2025: str
    region_2025: str
    successor: str
    absorbed: tuple[str, ...]

    @property
    def ended(self) -> bool:
        """True for a unit that ceased to exist on 2025-07-01."""
        return bool(self.successor)

    def named(self, year: int) -> tuple[str, str]:
        """The Vietnamese and the English name the unit bore in ``year``."""
        since, *old = RENAMED.get(self.id, (0, self.name_vi, self.name_en))
        return (old[0], old[1]) if year < since else (self.name_vi, self.name_en)

    def region(self, year: int) -> str:
        """The id of the region the unit belonged to in ``year``; '' for an ended unit after its end."""
        return self.region_2024 if year < 2025 else self.region_2025

    def kind(self, year: int) -> str:
        """``province`` or ``municipality`` as of the end of ``year``; '' when the unit did not exist then."""
        return self.kind_2024 if year < 2025 else self.kind_2025


@dataclass(frozen=True, slots=True)
class Region:
    """A socio-economic region, or a set of units with a name of its own ("miền Bắc", the centrally governed cities).

    ``frame`` is 2024 (of the 63 units), 2025 (of the 34 units) or 0 for both. ``members`` are ids of the regions or of
    the units it is made of, or ``municipality`` for the units of that kind; () for a region that the units name.
    """

    id: str
    name_vi: str
    name_en: str
    frame: int
    members: tuple[str, ...] = ()

    def holds(self, province: Province, year: int) -> bool:
        """Whether the unit was one of it in ``year``; no unit is where it did not exist, nor in another frame."""
        if self.frame and (self.frame < MERGER_DAY.year) != (year < MERGER_DAY.year):
            return False
        kind, home = province.kind(year), province.region(year)
        if not kind:
            return False
        return bool({home, province.id, kind} & set(self.members)) if self.members else home == self.id


@dataclass(frozen=True, slots=True)
class Index:
    """A governance index, with all that is special of it: nothing about one index stands in the code.

    ``unit`` is ``points`` or ``percent``; ``dated`` marks a running score named by its date. The texts are '' and
    the words () where nothing is to be said.
    """

    id: str
    short: str
    name_vi: str
    name_en: str
    publisher_vi: str
    publisher_en: str
    measures_vi: str
    measures_en: str
    unit: str
    dated: bool
    decimals: int
    grouped: bool = False
    """Its publisher prints four groups, quarters of the provinces measured, in place of ranks."""
    slack_sum: float = 0.0
    """By how much a total may differ from the sum of its parts because they were rounded, however many they are."""
    slack_part: float = 0.0003
    """The same for each part."""
    preferred: bool = False
    """It is meant where several indices have a criterion of the name heard and none is named. At most one is."""
    not_preferred_for: tuple[str, ...] = ()
    """Names of criteria that it has no better claim to than other indices: asked, not guessed."""
    code_letter: str = ""
    """The letter before a number that makes it a criterion's code ("D" for "D4")."""
    code_words: tuple[str, ...] = ()
    """Words before a number that make it a criterion's code ("dimension 4")."""
    nicknames: tuple[str, ...] = ()
    """What people call it that is near the name of something else: heard only where nothing else fits."""
    spoken_vi: str = ""
    """Its name within a sentence, if ``short`` does not serve ("the 766 index")."""
    spoken_en: str = ""
    announced_vi: str = ""
    """When it is usually announced, a sentence without its full stop."""
    announced_en: str = ""
    limits_vi: str = ""
    """What is held of it and how far that goes, as it follows a colon, without a full stop."""
    limits_en: str = ""
    weighted: bool = False
    """Its criteria count unequally, so that a total is no sum of them."""
    folded: bool = False
    """Where all indices of a province are shown, this one stands in the part that is folded."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A span of years in which an index kept its method: figures of two editions are not comparable.

    ``last_year`` is None while the edition is in force. ``scale`` is the maximum of the total. ``structure_*`` says
    what the index is made of; ``change_*`` says what changed against the edition before ('' for the first).
    """

    index: str
    first_year: int
    last_year: int | None
    scale: float
    structure_vi: str
    structure_en: str
    change_vi: str
    change_en: str
    source: str

    def holds(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A criterion of an index, valid from ``first_year`` to ``last_year`` (None: still valid).

    ``code`` is '' for the total, '3' for a dimension, '3.2' for a sub-dimension; one code may have several rows, one
    for each span of years in which its name or maximum differed. ``maximum`` is None where no source states it.
    ``split`` marks a part of the points that cuts across the tree (PAR INDEX: appraisal / surveys) and is
    no branch of it.
    """

    index: str
    code: str
    parent: str | None
    first_year: int
    last_year: int | None
    name_vi: str
    name_en: str
    short_vi: str
    short_en: str
    maximum: float | None
    split: bool = False

    def holds(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read. ``kind``: dataset, press, portal, document; ``url`` may be '' for the user's documents."""

    id: str
    kind: str
    title_vi: str
    title_en: str
    url: str


@dataclass(frozen=True, slots=True)
class Release:
    """One index, one period, one revision; it is never edited. ``period`` is '2024' or, for a dated
    index, '2026-09-17'.

    ``coverage`` is ``full`` for a whole table, ``partial`` for single facts read in reports. ``origin`` is ``shipped``
    or ``operator``. ``printed_out_of`` is the denominator as printed, or None if none was.
    """

    id: str
    index: str
    period: str
    year: int
    revision: int
    title_vi: str
    title_en: str
    issuer: str
    announced: dt.date | None
    source: str
    coverage: Coverage
    origin: str
    printed_out_of: int | None = None
    corrects: str = ""
    """The id of the release whose place this one takes, '' for news; ``why`` says what was wrong with that release."""
    why: str = ""
    unlisted: int = 0
    """How many units the publisher ranked that the table cannot show (Hà Tây, which ended before the 63 provinces)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one source says of one province and criterion in one release.

    ``score`` is in ``unit`` (``points`` or ``percent``), out of ``scale`` where that is known. ``out_of`` is the
    denominator as printed. ``rank_kind`` says how the rank came about. ``delta_score`` and ``delta_rank`` are changes
    *as printed* (rank: positive = up by that many places). ``flag`` is '', ``derived``, ``conflict``,
    ``suspect`` or ``pilot``.
    """

    release: str
    province: str
    indicator: str
    score: float | None
    unit: str
    scale: float | None
    rank: int | None
    rank_kind: RankKind
    out_of: int | None
    delta_score: float | None
    delta_rank: int | None
    flag: str
    source: str
    note_vi: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A province left out of a year's publication, and why: of all criteria (``indicators`` is empty) or of some."""

    index: str
    year: int
    province: str
    indicators: tuple[str, ...]
    reason_vi: str
    reason_en: str
    source: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about a whole edition, or about a province's survey, that is not a score or a rank of the table.

    ``key`` is one of: mean, median, max, min, ranked, announced, sample, groups, lowest, structure, survey, note …
    ``value`` is the number where the fact is one; the texts are whole sentences ready to be shown, without the source.
    """

    index: str
    period: str
    province: str
    indicator: str
    key: str
    value: float | None
    text_vi: str
    text_en: str
    source: str


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency that can be given a task. ``level``: central, province, district, commune, party, other. ``id`` is ''
    for one that is known only by the words of the plan that names it.
    """

    id: str
    name_vi: str
    name_en: str
    level: str


@dataclass(frozen=True, slots=True)
class Document:
    """A plan, order, conclusion or report that assigns tasks. ``number`` and ``date`` are given as far as they are
    known (a date as '', '2025' or '2025-05-21').
    """

    id: str
    province: str
    number: str
    kind: str
    date: str
    title_vi: str
    title_en: str
    issuer_vi: str
    issuer_en: str
    source: str
    brought: bool = False
    """An office brought it as its own: its words, and those of its tasks, are there in Vietnamese only."""
    revision: int = 1
    replaces: str = ""
    """The number (or the title) of the document whose place it takes; '' for none. So of the two that follow."""
    implements: str = ""
    replaced_by: str = ""
    """The document that took its place: what was still open of its tasks is closed."""

    @property
    def called(self) -> str:
        """Its number or, where it has none, its title."""
        return self.number or self.title_vi


@dataclass(frozen=True, slots=True)
class Assignee:
    """The part an agency has in a task."""

    agency: Agency
    role: Role


class TaskIdentity(NamedTuple):
    """What tells a task from all others, whatever revision of its document (by id) it stands in."""

    document: str
    key: str


@dataclass(frozen=True, slots=True)
class Task:
    """A task that a document assigns for an index and, mostly, for a criterion of it; ``index`` is '' where the plan of
    an office names none. ``id`` is unique among the shipped tasks, and among those that offices brought.

    ``timing`` is ``once`` (with ``due``, or no date where none is stated), ``regular`` or ``standing``. ``aim`` says
    whether the plan wants the criterion maintained or improved, where it says so. ``own_wording`` marks Vietnamese
    text that is ours.
    """

    id: int
    province: str
    index: str
    indicator: str
    heading_vi: str
    heading_en: str
    text_vi: str
    text_en: str
    own_wording: bool
    aim: Aim
    timing: str
    due: dt.date | None
    document: Document
    assignees: tuple[Assignee, ...]
    also: tuple[Criterion, ...] = ()
    """Further (index, indicator) pairs that the task serves beside ``index`` and ``indicator``."""
    number: str = ""
    """Its number as printed in the plan that an office brought ("II.3"); so are the two that follow."""
    product: str = ""
    due_text: str = ""
    """The time in the plan's words ("Quý III/2026"), of which ``due`` is the last day where it names one."""
    key: str = ""
    """By which a task of an office's plan is known through the revisions of its document; '' of those that are shipped.
    """

    @property
    def identity(self) -> TaskIdentity:
        return TaskIdentity(self.document.id, self.key)

    @property
    def closed(self) -> bool:
        """Whether nothing is to be done of it any more, because another document took its document's place."""
        return bool(self.document.replaced_by)


@dataclass(frozen=True, slots=True)
class TaskScope:
    """The tasks of a province that are given to an agency and serve an index; '' for any."""

    province: str
    agency: str = ""
    index: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What a document promised for an index and a year (or for the years from ``year`` to ``last_year``)."""

    id: int
    province: str
    index: str
    indicator: str
    year: int
    last_year: int
    kind: TargetKind
    value: str
    unit: str
    criterion_vi: str
    criterion_en: str
    note_vi: str
    note_en: str
    document: Document
    last: str = ""
    """The last result as the plan prints it beside the target; '' where it prints none."""


TELEGRAM = "telegram"
"""The platform of Telegram's chats."""


class ChatKey(NamedTuple):
    """What tells a chat from all others: the messenger it is in, and its id there."""

    platform: str
    id: int


Hours = tuple[int, int]
"""Start and end, in minutes of the day in Vietnam."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat of a messenger as the bot remembers it; ``id`` is the messenger's. ``language`` is ``vi``, ``en``, or ''
    while none has been chosen.

    Alerts wait from ``quiet_from`` to ``quiet_to``: minutes of the day in Vietnam, perhaps over midnight; both are None
    when there are no quiet hours. ``paused_at`` and ``paused_reason`` say since when and why the chat cannot be
    reached; ``paused_at`` is None while it can be. ``title`` and ``managed_by`` (a person's id) belong to a channel
    that somebody manages from a private chat. ``home`` is the province that is meant where none is named, '' while none
    was chosen; ``tables`` says whether the chat wants tables as rich messages.
    """

    id: int
    kind: str
    language: str
    quiet_from: int | None = 1260
    quiet_to: int | None = 420
    paused_reason: str = ""
    paused_at: dt.datetime | None = None
    title: str = ""
    managed_by: int | None = None
    home: str = ""
    tables: bool = False
    platform: str = TELEGRAM

    @property
    def key(self) -> ChatKey:
        return ChatKey(self.platform, self.id)

    @property
    def quiet(self) -> Hours | None:
        """The quiet hours; None when there are none."""
        if self.quiet_from is None or self.quiet_to is None:
            return None
        return self.quiet_from, self.quiet_to


@dataclass(frozen=True, slots=True)
class Results:
    """Everything known of one index and period: the tables in force and the single facts beside them.

    ``figures`` maps (province, indicator) to its figures: first the one to show, then what other sources say of the
    same fact. ``full`` says whether there is a whole table.
    """

    index: str
    period: str
    year: int
    releases: tuple[Release, ...]
    figures: dict[tuple[str, str], tuple[Figure, ...]]
    exclusions: dict[str, Exclusion]
    facts: tuple[Fact, ...]
    sources: dict[str, Source]
    full: bool
    ranking: dict[str, tuple[Figure, ...]] = field(default_factory=dict)
    """For a full table: indicator -> the figures that have a score, best first (ties keep the provinces' order)."""
    halves: dict[tuple[str, str], tuple[Figure, ...]] = field(default_factory=dict)
    """Where one source gives the score and another the rank: the two that the figure to show was made of."""

    def figure(self, province: str, indicator: str = "") -> Figure | None:
        found = self.figures.get((province, indicator))
        return found[0] if found else None

    def others(self, province: str, indicator: str = "") -> tuple[Figure, ...]:
        return self.figures.get((province, indicator), ())[1:]

    def made_of(self, province: str, indicator: str = "") -> tuple[Figure, ...]:
        """What the figure to show was read from: itself, or the two sources that complete each other."""
        key = (province, indicator)
        return self.halves.get(key) or self.figures.get(key, ())[:1]

    def measured(self, indicator: str = "") -> int:
        """How many provinces have a score for the criterion or, of single facts, are known. Of a whole table those that
        were ranked and are not listed count, too.
        """
        if self.full:
            listed = len(self.ranking.get(indicator, ()))
            return listed + max(release.unlisted for release in self.releases) if listed else 0
        return sum(1 for _, code in self.figures if code == indicator)
