"""What was read of a table -> the figures of a draft, with units, scales and ranks (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Protocol

from bot.i18n import N_
from bot.importing.draft import Both, DraftFigure, FileProblem, Location
from bot.importing.provinces import both
from bot.importing.rows import Read, ReadTable
from data.model.figures import RankKind
from data.queries.catalogue import Catalogue
from data.rules import competition_ranks

PERCENT = 100.0


class Asked(Protocol):
    """The parts of a request that matter here."""

    @property
    def index(self) -> str: ...
    @property
    def partial(self) -> bool: ...
    @property
    def single(self) -> bool: ...


def excluded(table: ReadTable) -> list[str]:
    """The provinces that are in the table without any score or rank."""
    known = {province for (province, _), read in table.figures.items() if _says(read) or read.wrong}
    return [province for province in table.seen if province not in known]


def figures_of(
    table: ReadTable,
    request: Asked,
    catalogue: Catalogue,
    scales: dict[str, float | None],
    place: Location,
    name: Callable[[str], Both],
) -> tuple[tuple[DraftFigure, ...], list[FileProblem]]:
    """The figures, in the order of the catalogue's provinces and criteria, and what is wrong with the table as a whole.

    Ranks that are not in the table are computed from the scores, criterion by criterion, but never for a partial table.
    """
    by_code: dict[str, dict[str, Read]] = defaultdict(dict)
    for (province, code), read in table.figures.items():
        by_code[code][province] = read
    problems: list[FileProblem] = []
    holes: dict[tuple[str, ...], list[str]] = defaultdict(list)
    made: dict[tuple[str, str], DraftFigure] = {}
    for code, reads in by_code.items():
        known = {province: read for province, read in reads.items() if _says(read)}
        shares = _shares_of_one if request.single else _shares
        problems += shares(reads, scales.get(code), place, name(code))
        problems += _holes(reads, code, table, catalogue, place, name(code), holes)
        ranked = any(read.rank is not None for read in known.values())
        scores = [read.score for read in known.values() if read.score is not None]
        computed = {} if ranked or request.partial else competition_ranks(scores)
        kind: RankKind = "reported" if request.partial else "published" if ranked else "computed"
        for province, read in known.items():
            scale = scales.get(code)
            rank = computed[read.score] if computed and read.score is not None else read.rank
            unit = "points" if code and scale not in (None, PERCENT) else catalogue.indices[request.index].unit
            made[province, code] = DraftFigure(
                province=province,
                indicator=code,
                score=read.score,
                unit=unit,
                scale=scale,
                rank=rank,
                rank_kind=kind,
                out_of=read.out_of,
                row=read.row,
                column=read.column,
                rank_column=read.rank_column,
                province_column=read.province_column,
            )
    for provinces_left, codes in holes.items():
        read = by_code[codes[0]][provinces_left[0]]
        alone = (read.row, read.column) if len(provinces_left) == len(codes) == 1 else (None, "")
        there = Location(place.file, place.sheet, *alone)
        names = tuple(both(catalogue.provinces[province]) for province in provinces_left)
        problems.append(there.warning(HOLES, provinces=names, criteria=tuple(name(code) for code in codes)))
    if not made:
        problems.append(place.error(NOTHING))
    elif not request.partial and not any(code == "" for _, code in made):
        problems.append(place.error(NO_TOTAL))
    order = {row.code: at for at, row in enumerate(catalogue.indicators[request.index])}
    provinces = {id: at for at, id in enumerate(catalogue.provinces)}
    figures = sorted(made.values(), key=lambda f: (provinces[f.province], order[f.indicator]))
    return tuple(figures), problems


def _says(read: Read) -> bool:
    return read.score is not None or read.rank is not None


def _shares(reads: dict[str, Read], scale: float | None, place: Location, name: Both) -> Iterator[FileProblem]:
    """Turn shares into percentages: a spreadsheet keeps 81,45% as 0.8145, so a whole column of such shares is
    multiplied, and a warning says so.
    """
    scored = [read for read in reads.values() if read.score is not None]
    if scale != PERCENT or len(scored) < 2 or any(read.text for read in scored):
        return
    values = [read.score or 0.0 for read in scored]
    if max(values) <= 1 and min(values) >= 0 and max(values) > 0:
        example = values[0]
        for read in scored:
            read.score = round((read.score or 0.0) * PERCENT, 8)
        there = Location(place.file, place.sheet, None, scored[0].column)
        yield there.warning(SHARES, criterion=name, share=f"{example:g}", percent=example * PERCENT)


def _shares_of_one(reads: dict[str, Read], scale: float | None, place: Location, name: Both) -> Iterator[FileProblem]:
    """The same for single facts, each for itself: there is no column to hold it against."""
    for read in reads.values():
        if scale == PERCENT and not read.text and read.score is not None and 0 < read.score <= 1:
            share, read.score = read.score, round(read.score * PERCENT, 8)
            there = Location(place.file, place.sheet, read.row, read.column)
            yield there.warning(SHARES, criterion=name, share=f"{share:g}", percent=read.score)


def _holes(
    reads: dict[str, Read],
    code: str,
    table: ReadTable,
    catalogue: Catalogue,
    place: Location,
    name: Both,
    holes: dict[tuple[str, ...], list[str]],
) -> Iterator[FileProblem]:
    """Problems with missing values: a province with a score and no rank, or the reverse; an empty column.

    Provinces that have other figures but not this one are noted in ``holes``, with the criterion.
    """
    blank = set(excluded(table))
    reads = {province: read for province, read in reads.items() if not read.wrong}
    empty = [province for province, read in reads.items() if not _says(read) and province not in blank]
    if reads and len(empty) == len(reads):
        column = next(iter(reads.values())).column
        yield Location(place.file, place.sheet, None, column).warning(EMPTY_COLUMN, criterion=name)
        return
    if empty:
        holes[tuple(empty)].append(code)
    scored = [province for province, read in reads.items() if read.score is not None]
    ranked = [province for province, read in reads.items() if read.rank is not None]
    rankless = [province for province in scored if province not in ranked] if ranked else []
    scoreless = [province for province in ranked if province not in scored] if scored else []
    for found, msgid in ((rankless, RANKLESS), (scoreless, SCORELESS)):
        if found:
            names = tuple(both(catalogue.provinces[province]) for province in found)
            read = reads[found[0]]
            there = Location(place.file, place.sheet, read.row if len(found) == 1 else None, read.column)
            yield there.warning(msgid, criterion=name, provinces=names)


NOTHING = N_("The table has no figures.")
NO_TOTAL = N_(
    "There is no column of total scores (“Tổng điểm”). Without it only single facts can be published, as partial."
)
SHARES = N_("“{criterion}” is written as shares of one ({share}); read as percent ({percent}).")
EMPTY_COLUMN = N_("The column of “{criterion}” is empty.")
HOLES = N_("{provinces}: blank in {criteria}.")
RANKLESS = N_("“{criterion}”: a score but no rank for {provinces}.")
SCORELESS = N_("“{criterion}”: a rank but no score for {provinces}.")
