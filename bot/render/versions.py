"""That a database is of a newer version of the program than the one that looks into it, as while one is updated."""

from __future__ import annotations

from bot.i18n import N_, Html, Translator
from data.db.schema import SCHEMA_VERSION
from data.db.versions import Versions
from data.version import VERSION

OUTGROWN = N_("Its tables are of a newer version ({newer}, not {mine}), with which this program cannot go on.")
TABLES = N_("Its tables are of a newer version ({newer}, not {mine}); this program goes on with them as they are.")
FIGURES = N_("Its figures came with a newer version of this program ({newer}, not {mine}); they stay as they are.")


def newer(t: Translator, found: Versions) -> Html:
    """A sentence on a database; '' where nothing in it is newer than this program."""
    if found.newer_tables:
        return t(OUTGROWN if found.outgrown else TABLES, newer=found.tables, mine=SCHEMA_VERSION)
    if found.newer_figures:
        return t(FIGURES, newer=found.shipped_by, mine=VERSION)
    return Html("")
