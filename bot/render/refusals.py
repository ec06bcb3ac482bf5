"""Why nothing was published or withdrawn as things stand, in the reader's language."""

from __future__ import annotations

from bot.i18n import Html, Translator
from bot.render.plans import refused
from data.errors import (
    AlreadyPublished,
    AlreadyWithdrawn,
    NoReasonGiven,
    NotWithdrawn,
    PlanRefused,
    PublishConflict,
    PublishingRefused,
    ReasonTooLong,
    ShippedRelease,
    UnknownRelease,
)


def refusal(t: Translator, error: PublishingRefused) -> Html:
    """One sentence for a reader; what the error itself says is for the log."""
    match error:
        case AlreadyPublished(release=release):
            return t("The same file is published already, as {id}.", id=release.id)
        case PublishConflict(standing=None):
            return t("What it corrects is not in force any more. Send the file again.")
        case PublishConflict(standing=standing) if standing is not None:
            return t("{id} is in force for the same period: correct that one.", id=standing.id)
        case PlanRefused(kind=kind, plan=plan):
            return refused(t, kind, plan)
        case UnknownRelease(id=id):
            return t("There is no release {id}; `chisotinh status` lists them.", id=id)
        case AlreadyWithdrawn(id=id):
            return t("{id} has been withdrawn already.", id=id)
        case NotWithdrawn(id=id):
            return t("{id} is not withdrawn.", id=id)
        case ShippedRelease(id=id):
            return t("{id} came with the program. If that is meant, say --shipped.", id=id)
        case NoReasonGiven():
            return t("Say with --why what is wrong with it; those who were told will read it.")
        case ReasonTooLong(length=n, most=most):
            return t("The reason is too long: {n} characters; at most {most} fit.", n=n, most=most)
        case _:
            return t("I cannot do that at the moment.")
