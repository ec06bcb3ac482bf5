"""What an operator is asked about a file next."""

from __future__ import annotations

import datetime as dt

from bot.i18n import Translator
from bot.publishing.open_file import OpenFile
from bot.publishing.request import titles
from bot.render import conversation as wording
from bot.render import doubts
from bot.reply import Reply
from data.queries.catalogue import Catalogue

YEARS_OFFERED = 3


def question(filing: OpenFile, catalogue: Catalogue, today: dt.date, t: Translator) -> Reply:
    """The question of the file's ``step``, with what is proposed."""
    file = wording.File(filing.id, filing.name)
    if filing.step == "album":
        return wording.more_pictures(t, file)
    if filing.step == "index" or filing.index is None:
        return wording.which_index(t, file, catalogue.indices.values())
    index = catalogue.indices[filing.index]
    match filing.step:
        case "period" if index.dated:
            return wording.which_day(t, file, today)
        case "period":
            return wording.which_year(t, file, [today.year - n for n in range(YEARS_OFFERED)])
        case "title":
            return wording.which_title(t, file, t.pick(*titles(catalogue, index.id, filing.period or "")))
        case "source":
            return wording.which_source(t, file, t.pick(index.publisher_vi, index.publisher_en))
        case "announced":
            return wording.when_announced(t, file, today)
        case "partial":
            return wording.whole_or_single(t, file)
        case "cell":
            settled = len(filing.answers)
            return doubts.asked(t, filing.id, filing.doubts[0], settled + 1, settled + len(filing.doubts))
        case _:
            return wording.what_was_wrong(t, file, index, filing.period or "", filing.details)
