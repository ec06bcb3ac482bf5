"""A release -> who is told what: distinct texts and, for each chat, which of them. Pure and fast.

The texts are made once for each distinct (language, provinces, kind); a chat costs a look into a dictionary. So this
may be called inside the transaction that publishes, for a million recipients.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answers.context import of_standings
from bot.answers.lookup import change, stand
from bot.answers.model import Standing
from bot.answers.news import Letter, Mine, News
from bot.answers.periods import earlier_table
from bot.botapi.keyboard import stored
from bot.i18n import DEFAULT, Language, language_of, translator
from bot.render.news import letter
from data.alerts.model import AlertKind, Interest, Mail, Recipient
from data.model.figures import Results
from data.model.provinces import Province
from data.queries.catalogue import Catalogue

TOP = 5
"""How many rows of the table stand under the chat's own provinces."""
MOST_PROVINCES = 12
"""How many of the chat's own provinces are told of line by line."""


class Composer:
    """Makes the texts of one piece of news; ``default`` is the language of chats that chose none.

    It is a ``data.alerts.model.Compose``: it returns one mail, or None, for each recipient.
    """

    def __init__(self, news: News, catalogue: Catalogue, default: Language = DEFAULT) -> None:
        self._news = news
        self._catalogue = catalogue
        self._default = default
        self._mine: dict[tuple[str, AlertKind, str], Mine] = {}
        self._mails: dict[tuple[Language, tuple[str, ...], AlertKind, str, bool], Mail] = {}
        self._changed: dict[str, tuple[Mine, ...]] = {}

    def __call__(self, listeners: Sequence[Recipient]) -> list[Mail | None]:
        return [self.mail(listener) for listener in listeners]

    def mail(self, listener: Recipient) -> Mail | None:
        """What such a chat is told; None if nothing.

        A correction goes to the chats that were told the wrong figures, unless they want no corrections; all others are
        told of the new table as of any table. A withdrawal goes only to the chats that were told, and its undoing to
        those who were told of the withdrawal.
        """
        language = language_of(listener.language, self._default)
        stop = listener.kind != "channel"  # in a channel every reader could press it
        if listener.heard and self._news.kind != "release":
            if self._news.kind == "reinstatement" and listener.heard_as != "withdrawal":
                return None  # still has what holds again
            if listener.follows and not any(follow.corrections for follow in listener.follows):
                return None
            return self._mail(language, listener.told, self._kind(listener.heard), listener.heard, stop)
        if self._news.kind == "withdrawal":
            return None
        wide = any(not follow.province for follow in listener.follows)
        if not wide and not any(self._worth(follow) for follow in listener.follows):
            return None
        return self._mail(language, listener.provinces, "release", "", stop)

    def _kind(self, heard: str) -> AlertKind:
        """A note is one only for whoever was told the right figures; others never got their correction."""
        kind = self._news.kind
        return "correction" if kind == "note" and not self._news.told_the_same(heard) else kind

    def _mail(self, language: Language, provinces: Iterable[str], kind: AlertKind, heard: str, stop: bool) -> Mail:
        slugs = tuple(sorted({slug for slug in provinces if slug in self._catalogue.provinces}))
        same = (language, slugs, kind, heard, stop)
        if same not in self._mails:
            reply = letter(self.letter(slugs, kind, heard), translator(language), stop=stop)
            self._mails[same] = Mail(reply.html, stored(reply.buttons), slugs)
        return self._mails[same]

    def _worth(self, follow: Interest) -> bool:
        """Whether the province is worth an alert: what cannot be compared is news, whatever the limit."""
        if follow.province not in self._catalogue.provinces:
            return False
        mine = self._of(follow.province, "release", "")
        if mine.standing.figure is None and not mine.standing.full:
            return False  # single facts that do not mention it
        if not follow.min_move or mine.change is None or mine.change.rank is None:
            return True
        return abs(mine.change.rank) >= follow.min_move

    def letter(self, slugs: Iterable[str], kind: AlertKind, heard: str = "") -> Letter:
        """The content for a chat that follows these provinces; ``heard`` is the release of which
        it was told wrongly.
        """
        news, catalogue = self._news, self._catalogue
        table = news.said(heard) if kind == "withdrawal" else news.now
        mine = [self._of(slug, kind, heard) for slug in slugs]
        if kind != "release":
            mine = [one for one in mine if one.said is not None or one.standing.figure is not None]
        elif table is not None and not table.full:
            mine = [one for one in mine if one.standing.figure is not None or one.standing.exclusion is not None]
        mine.sort(key=_by_rank)
        ranking = table.ranking.get("", ()) if table is not None and table.full else ()
        used = [*of_standings(one.standing for one in mine), news.release.source]
        known = {**catalogue.sources, **(table.sources if table is not None else {})}
        index = catalogue.indices[news.release.index]
        return Letter(
            kind=kind,
            release=news.release,
            mine=tuple(mine[:MOST_PROVINCES]),
            more=max(0, len(mine) - MOST_PROVINCES),
            top=tuple((catalogue.provinces[figure.province], figure) for figure in ranking[:TOP]),
            total=len(ranking),
            left_out=tuple(
                (catalogue.provinces[one.province], one)
                for one in (table.exclusions.values() if table is not None and table.full else ())
                if table is not None and (one.province, "") not in table.figures
            ),
            changed=self._all_changed(heard) if kind == "correction" else (),
            standing_again=news.now if kind == "withdrawal" else None,
            sources=tuple(known[name] for name in dict.fromkeys(used) if name in known),
            why=news.why,
            index=index,
            details=news.details if kind == "note" else (),
        )

    def _of(self, slug: str, kind: AlertKind, heard: str) -> Mine:
        key = (slug, kind, heard)
        if key not in self._mine:
            self._mine[key] = self._stand(self._catalogue.provinces[slug], kind, heard)
        return self._mine[key]

    def _stand(self, province: Province, kind: AlertKind, heard: str) -> Mine:
        news, catalogue = self._news, self._catalogue
        index, period = news.release.index, news.release.period

        def at(results: Results | None, when: str) -> Standing:
            return stand(catalogue, results, index, province, "", when)

        now = at(news.now, period)
        wrong = news.said(heard) if kind != "release" else None
        said = at(wrong, period) if wrong is not None else None
        if said is not None and said.figure is None:
            said = None
        before = earlier_table(news.earlier, province, "")
        earlier = at(before, before.period) if before is not None else None
        return Mine(province, now, change(now, earlier), said)

    def _all_changed(self, heard: str) -> tuple[Mine, ...]:
        if heard not in self._changed:
            tables = [table for table in (self._news.now, self._news.said(heard)) if table is not None]
            slugs = {slug for table in tables for slug, code in table.figures if code == ""}
            every = (self._of(slug, "correction", heard) for slug in slugs)
            found = sorted((mine for mine in every if _corrected(mine)), key=lambda one: (-_shift(one), _by_rank(one)))
            self._changed[heard] = tuple(found)
        return self._changed[heard]


def _corrected(mine: Mine) -> bool:
    return mine.differs or (mine.said is None and mine.standing.figure is not None)


def _shift(mine: Mine) -> int:
    said = mine.said.figure.rank if mine.said is not None and mine.said.figure is not None else None
    now = mine.standing.figure.rank if mine.standing.figure is not None else None
    return abs(said - now) if said is not None and now is not None else 100


def _by_rank(mine: Mine) -> tuple[int, str]:
    standing = mine.standing if mine.standing.figure is not None else mine.said
    figure = standing.figure if standing is not None else None
    return (figure.rank if figure is not None and figure.rank is not None else 1000, mine.province.id)
