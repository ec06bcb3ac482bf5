"""The catalogue, put together from the rows of the database."""

from __future__ import annotations

from sqlalchemy import Connection, select

from data.database import data_version
from data.db import schema, schema_documents
from data.db.rows import columns, fetch, selection
from data.db.types import InCodeOrder
from data.model.figures import Exclusion, Fact, Release, Source
from data.model.indices import Edition, Index, Indicator
from data.model.provinces import Province, Region
from data.model.tasks import Agency
from data.queries.catalogue import Catalogue
from data.queries.names import names_of
from data.queries.plans import documents_of, plans_in_force, read_plans
from data.queries.releases import in_force, standing


def catalogue_of(connection: Connection) -> Catalogue:
    """Everything as of one moment."""
    regions = fetch(connection, selection(schema.region, Region), Region)
    indices = fetch(connection, selection(schema.index_, Index), Index)
    editions = fetch(connection, selection(schema.edition, Edition), Edition)
    indicators = fetch(connection, selection(schema.indicator, Indicator), Indicator)
    by_code: dict[tuple[str, str], tuple[Indicator, ...]] = {}
    for indicator in indicators:
        key = (indicator.index, indicator.code)
        by_code[key] = (*by_code.get(key, ()), indicator)
    forced = in_force(fetch(connection, standing(), Release))
    sources = connection.execute(select(*columns(schema.source, Source)).order_by(InCodeOrder(schema.source.c.id)))
    left_out = schema.exclusion
    # In the order in which provinces are listed, whatever order an engine lays rows in.
    exclusions = (
        select(*columns(left_out, Exclusion))
        .join_from(left_out, schema.province, schema.province.c.id == left_out.c.province)
        .order_by(InCodeOrder(left_out.c.index), left_out.c.year, schema.province.c.position)
    )
    return Catalogue(
        data_version=data_version(connection),
        provinces={p.id: p for p in fetch(connection, selection(schema.province, Province), Province)},
        regions={region.id: region for region in regions},
        indices={index.id: index for index in indices},
        editions={
            index.id: tuple(sorted((e for e in editions if e.index == index.id), key=lambda e: e.first_year))
            for index in indices
        },
        indicators={index.id: tuple(i for i in indicators if i.index == index.id) for index in indices},
        releases={index.id: forced.get(index.id, {}) for index in indices},
        exclusions=fetch(connection, exclusions, Exclusion),
        facts=fetch(connection, select(*columns(schema.fact, Fact)).order_by(schema.fact.c.id), Fact),
        sources={source.id: source for source in (Source(*row) for row in sources)},
        agencies={a.id: a for a in fetch(connection, selection(schema_documents.agency, Agency), Agency)},
        documents=documents_of(connection, plans_in_force(read_plans(connection))),
        names=names_of(connection),
        _by_code=by_code,
    )
