"""Seed files: agencies, documents, the tasks they assign and the targets they set."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from data.model.indices import Criterion
from data.model.tasks import Agency, Aim, Assignee, Document, Role, Target, TargetKind, Task
from data.seeding.content import SeedContent
from data.seeding.csv_sheet import CsvRow
from data.seeding.references import Known

LEVELS = ("central", "province", "district", "commune", "party", "other")
AIMS: tuple[Aim, ...] = get_args(Aim)
ROLES: tuple[Role, ...] = get_args(Role)
TIMINGS = ("once", "regular", "standing")
TARGET_KINDS: tuple[TargetKind, ...] = get_args(TargetKind)


def read_tasks(known: Known, content: SeedContent) -> SeedContent:
    """Read agencies.csv, documents.csv, tasks.csv, assignees.csv and targets.csv."""
    seen: set[str] = set()
    rows = list(known.sheet("agencies.csv", "id name_vi name_en level aliases").rows())
    agencies = {
        row.text("id"): Agency(
            known.new(row, seen), row.must("name_vi"), row.must("name_en"), row.one_of("level", LEVELS)
        )
        for row in rows
    }
    documents = _read_documents(known)
    return replace(
        content,
        agencies=tuple(agencies.values()),
        agency_broader=_read_broader(known, agencies),
        agency_aliases={row.text("id"): row.words("aliases") for row in rows},
        documents=tuple(documents.values()),
        tasks=_read_tasks(known, documents, agencies),
        targets=_read_targets(known, documents),
    )


def _read_broader(known: Known, agencies: dict[str, Agency]) -> tuple[tuple[str, str], ...]:
    """Read agency_broader.csv, which a seed may do without."""
    pairs: list[tuple[str, str]] = []
    if not (known.folder / "agency_broader.csv").exists():
        return ()
    for row in known.sheet("agency_broader.csv", "agency broader").rows():
        pair = row.known("agency", agencies, "agency"), row.known("broader", agencies, "agency")
        if pair in pairs or pair[0] == pair[1]:
            row.wrong("broader", "is there twice or is the agency itself")
        pairs.append(pair)
    return tuple(pairs)


def _read_documents(known: Known) -> dict[str, Document]:
    seen: set[str] = set()
    columns = "id province number kind date title_vi title_en issuer_vi issuer_en source"
    return {
        row.text("id"): Document(
            id=known.new(row, seen),
            province=known.province(row, may=True),
            number=row.text("number"),
            kind=row.text("kind"),
            date=row.text("date"),
            title_vi=row.text("title_vi"),
            title_en=row.text("title_en"),
            issuer_vi=row.text("issuer_vi"),
            issuer_en=row.text("issuer_en"),
            source=known.source(row),
        )
        for row in known.sheet("documents.csv", columns).rows()
    }


def _document(row: CsvRow, documents: dict[str, Document]) -> Document:
    return documents.get(row.known("document", documents, "document")) or NOWHERE


NOWHERE = Document("", "", "", "", "", "", "", "", "", "")
"""Takes the place of an unknown document while reading goes on."""


def _criteria(known: Known, row: CsvRow) -> tuple[Criterion, ...]:
    """The criteria a task serves, pairwise: ``par;sipas`` with ``3;`` is PAR INDEX 3 and SIPAS as a whole."""
    indices, codes = row.text("index").split(";"), row.text("indicator").split(";")
    if len(indices) == 1:
        indices *= len(codes)
    if len(codes) != len(indices):
        row.wrong("indicator", "must name as many indicators as there are indices")
        return (("", ""),)
    criteria = tuple((index.strip(), code.strip()) for index, code in zip(indices, codes, strict=True))
    for index, code in criteria:
        if index not in known.indices:
            row.wrong("index", "is no known index")
        elif code and code not in known.codes.get(index, ()):
            row.wrong("indicator", f"is no known indicator of {index}")
    if len(set(criteria)) < len(criteria):
        row.wrong("indicator", "names a criterion twice")
    return criteria


def _read_tasks(known: Known, documents: dict[str, Document], agencies: dict[str, Agency]) -> tuple[Task, ...]:
    seen: set[str] = set()
    columns = "id province document index indicator heading_vi heading_en text_vi text_en own_wording"
    rows = list(known.sheet("tasks.csv", columns + " aim timing due").rows())
    assignees: dict[str, list[Assignee]] = {row.text("id"): [] for row in rows}
    for row in known.sheet("assignees.csv", "task agency role").rows():
        task = row.known("task", assignees, "task")
        agency = agencies.get(row.known("agency", agencies, "agency"))
        if task in assignees and agency:
            assignee = Assignee(agency, row.one_of("role", ROLES))
            if assignee in assignees[task]:
                row.wrong("agency", "is there twice for this task and role")
            assignees[task].append(assignee)
    tasks: list[Task] = []
    for row in rows:
        known.new(row, seen)
        (index, indicator), *also = _criteria(known, row)
        tasks.append(
            Task(
                id=row.must_whole("id"),
                province=known.province(row, may=True),
                index=index,
                indicator=indicator,
                heading_vi=row.text("heading_vi"),
                heading_en=row.text("heading_en"),
                text_vi=row.must("text_vi"),
                text_en=row.must("text_en"),
                own_wording=row.yes("own_wording"),
                aim=row.one_of("aim", AIMS),
                timing=row.one_of("timing", TIMINGS),
                due=row.date("due"),
                document=_document(row, documents),
                assignees=tuple(assignees[row.text("id")]),
                also=tuple(also),
            )
        )
    return tuple(tasks)


def _read_targets(known: Known, documents: dict[str, Document]) -> tuple[Target, ...]:
    seen: set[str] = set()
    columns = "id province index indicator year last_year kind value unit criterion_vi criterion_en"
    targets: list[Target] = []
    for row in known.sheet("targets.csv", columns + " note_vi note_en document").rows():
        known.new(row, seen)
        index, year = known.index(row), row.must_whole("year")
        target = Target(
            id=row.must_whole("id"),
            province=known.province(row, may=True),
            index=index,
            indicator=known.code(row, index),
            year=year,
            last_year=row.whole("last_year") or year,
            kind=row.one_of("kind", TARGET_KINDS),
            value=row.must("value"),
            unit=row.text("unit"),
            criterion_vi=row.text("criterion_vi"),
            criterion_en=row.text("criterion_en"),
            note_vi=row.text("note_vi"),
            note_en=row.text("note_en"),
            document=_document(row, documents),
        )
        if target.last_year < target.year:
            row.wrong("last_year", "must not be before year")
        targets.append(target)
    return tuple(targets)
