"""Why nothing was written, in the reader's language: releases as they stand, or the database."""

from __future__ import annotations

from bot.i18n import Html, Translator
from data.errors import (
    AlreadyPublished,
    AlreadyWithdrawn,
    DatabaseBusy,
    DatabaseFull,
    DatabaseTrouble,
    NoReasonGiven,
    NotWithdrawn,
    PublishConflict,
    PublishingRefused,
    ReasonTooLong,
    ShippedRelease,
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
        case NotWithdrawn(id=id):
            return t("{id} is not withdrawn.", id=id)
        case ShippedRelease(id=id):
            return t("{id} came with the program. If that is meant, say --shipped.", id=id)
        case NoReasonGiven():
            return t("Say with --why what is wrong with it; those who were told will read it.")
        case ReasonTooLong(length=n, most=most):
            return t("The reason is too long: {n} characters; at most {most} fit.", n=n, most=most)
        case DatabaseFull():
            return t("There is no room left on the disk.")
        case DatabaseBusy():
            return t("The database is busy. Please try again in a moment.")
        case _:
            return t("The database could not write. Please try again in a moment.")
