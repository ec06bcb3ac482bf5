"""Totals that move far beyond what is usual of their index: rows exchanged, the history measured, the merger."""

from __future__ import annotations

from dataclasses import replace

from bot.importing.draft import Draft
from bot.importing.moves import Totals, far_moves
from tests.support.good_files import PAPI
from tests.support.importing_kit import Kit, Sent
from tests.support.table_files import Rows, as_csv


def told_of(sent: Sent) -> list[str]:
    return [line for line in sent.lines() if "moved far more" in line]


def exchanged(rows: Rows, one: str, other: str) -> bytes:
    """The table with the names of two provinces in each other's row."""
    names = {one: other, other: one}
    return as_csv([[names.get(str(row[0]), row[0]), *row[1:]] for row in rows])


def test_two_provinces_in_each_others_rows_are_seen(kit: Kit) -> None:
    rows: Rows = [["Tỉnh", "Tổng điểm"]]
    for unit in kit.catalogue.units(2024):
        figure = kit.results["papi", "2024"].figure(unit.id, "")
        rows.append([unit.name_vi, figure.score if figure else "-"])
    (real,) = told_of(kit.send("a.csv", as_csv(rows), PAPI))
    assert "Tay Ninh" in real
    assert "Thai Nguyen" not in real
    (moved,) = told_of(kit.send("a.csv", exchanged(rows, "Thái Nguyên", "Kon Tum"), PAPI))
    assert "Thai Nguyen 45.7875 (2023) → 40.3083 (2024)" in moved
    assert "Kon Tum 39.9613 (2023) → 46.3487 (2024)" in moved


def test_what_is_usual_is_measured_from_the_index_itself(kit: Kit, good: Draft) -> None:
    """The same table: unusual for a calm index, usual for one that moves much."""
    now = {figure.province: figure.score for figure in good.figures if not figure.indicator and figure.score}
    first = now | {"ha-noi": now["ha-noi"] + 4}
    calm = Totals(2026, "2026-08-01", {id: score + 0.3 * (n % 3) for n, (id, score) in enumerate(first.items())})
    wild = Totals(2026, "2026-08-01", {id: score + 4.0 * (n % 3) for n, (id, score) in enumerate(first.items())})
    before = Totals(2026, "2026-09-01", first)
    assert list(far_moves(good, (calm, before), kit.catalogue))
    assert not list(far_moves(good, (wild, before), kit.catalogue))
    assert not list(far_moves(good, (), kit.catalogue))
    assert not list(far_moves(good, (replace(before, year=2025),), kit.catalogue))  # another edition of 766


def test_across_the_merger_only_what_stayed_is_compared(kit: Kit, good: Draft) -> None:
    papi = replace(good, index="papi", year=2025, period="2025")
    scores = {figure.province: figure.score for figure in papi.figures if not figure.indicator and figure.score}
    history = (Totals(2024, "2024", {id: score + 0.1 * (n % 5) for n, (id, score) in enumerate(scores.items())}),)
    for province, told in (("cao-bang", True), ("an-giang", False)):
        figures = tuple(
            replace(one, score=(one.score or 0) - 9) if (one.province, one.indicator) == (province, "") else one
            for one in papi.figures
        )
        moved = replace(papi, figures=figures)
        assert bool(list(far_moves(moved, history, kit.catalogue))) == told
