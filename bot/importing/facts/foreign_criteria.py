"""A criterion that is said of an index to which it does not belong (pure)."""

from __future__ import annotations

from bot.i18n import N_
from bot.importing.draft import Both, FileProblem, Location
from data.queries.catalogue import Catalogue


def of_another(place: Location, catalogue: Catalogue, index: str, id: str) -> FileProblem:
    """The problem of a criterion of this id ("papi:4") that is said of another index."""
    other, _, code = id.partition(":")
    row = catalogue.spans(other, code)[-1]
    name, indices = Both(row.name_vi, row.name_en), catalogue.indices
    return place.error(OF_ANOTHER, criterion=name, other=indices[other].short, index=indices[index].short)


OF_ANOTHER = N_("“{criterion}” is a criterion of {other}, not of {index}.")
