"""Why nothing was written, in the reader's language: releases as they stand, or the database."""

from __future__ import annotations

from bot.i18n import Html, Translator
from data.errors import (
    AlreadyPublished,
    AlreadyWithdrawn,
    DatabaseBusy,
    DatabaseFull,
    DatabaseTrouble,
    PublishConflict,
    PublishingRefused,
    UnknownRelease,
)


def refusal(t: Translator, error: PublishingRefused | DatabaseTrouble) -> Html:
    """One sentence for a reader; what the error itself says is for the log."""
    match error:
        case AlreadyPublished(release=release):
            return t("The same file is published already, as {id}.", id=release.id)
        case PublishConflict(standing=None):
            return t("What it corrects is not in force any more.")
        case PublishConflict(standing=standing) if standing is not None:
            return t("{id} is in force for the same period: correct that one.", id=standing.id)
        case UnknownRelease(id=id):
            return t("There is no release {id}.", id=id)
        case AlreadyWithdrawn(id=id):
            return t("{id} was withdrawn before.", id=id)
        case DatabaseFull():
            return t("There is no room left on the disk.")
        case DatabaseBusy():
            return t("The database is busy. Please try again in a moment.")
        case _:
            return t("The database could not write. Please try again in a moment.")
