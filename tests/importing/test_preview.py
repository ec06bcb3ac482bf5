"""The preview: where the total was found, all columns folded, headers that can be told apart; the index by a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.i18n import LANGUAGES, Language, translator
from bot.importing.checks import check
from bot.importing.draft import Draft
from bot.importing.file_names import index_named
from bot.importing.preview import preview
from bot.offline.html import parse_html
from bot.render.columns import told_apart
from bot.render.preview import render_preview
from bot.reply import LIMIT, units
from tests.support.good_files import PAPI
from tests.support.importing_kit import Kit
from tests.support.table_files import Rows, as_csv


def test_the_preview_names_the_total_first_and_folds_all_columns(kit: Kit) -> None:
    t = translator("vi")
    title = "KẾT QUẢ XẾP HẠNG CHỈ SỐ HIỆU QUẢ QUẢN TRỊ VÀ HÀNH CHÍNH CÔNG CẤP TỈNH NĂM 2024"
    codes = [*"12345678"]
    rows: Rows = [["Tỉnh", *["Điểm các nội dung"] * 8, "Tổng hợp", "Tổng hợp"], ["", *codes, "Điểm", "Hạng"]]
    for unit in kit.catalogue.units(2024):
        figures = [kit.results["papi", "2024"].figure(unit.id, code) for code in (*codes, "")]
        total = figures[-1]
        known = [figure.score if figure else "-" for figure in figures]
        rows.append([unit.name_vi, *known, total.rank if total and total.score else "-"])
    sent = kit.send("a.csv", as_csv([[title], *rows]), PAPI)
    assert sent.draft is not None, sent.lines()
    html = render_preview(preview(sent.draft, (), None, 0, kit.catalogue), t).html
    shown, _, folded = html.partition("<blockquote expandable>")
    assert "Tổng điểm: cột J “Tổng hợp / Điểm”\nThứ hạng chung: cột K “Tổng hợp / Hạng”" in shown
    lines = folded.partition("</blockquote>")[0].splitlines()
    assert lines[0] == "<b>Đã đọc 10 cột</b>"
    assert [line.split()[0] for line in lines[1:]] == [*"JKBCDEFGHI"]
    assert lines[1] == "J “Tổng hợp / Điểm” → tổng điểm"
    assert lines[3].startswith("B “Điểm các nội dung / 1” → ")


def test_headers_are_told_apart() -> None:
    title = "KẾT QUẢ XẾP HẠNG CHỈ SỐ HIỆU QUẢ QUẢN TRỊ VÀ HÀNH CHÍNH CÔNG CẤP TỈNH"
    assert told_apart([f"{title} / Điểm", f"{title} / Hạng"]) == ["Điểm", "Hạng"]
    assert told_apart(["Tổng điểm", "Điểm", "Điểm", "Điểm"]) == ["Tổng điểm", "", "", ""]
    assert told_apart([f"{title} {n}" for n in (1, 2)]) == ["… QUẢN TRỊ VÀ HÀNH CHÍNH CÔNG CẤP TỈNH " + n for n in "12"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_equal_headers_are_not_repeated_and_many_columns_fit(kit: Kit, good: Draft, language: Language) -> None:
    columns = (("B", "Điểm", "", "score"), ("C", "Hạng", "", "rank"), *[("D", "Điểm", "MDHL", "score")] * 190)
    many = replace(good, reading=replace(good.reading, columns=columns))
    for warned in ((), check(good, kit.before, kit.catalogue) * 5):
        html = render_preview(preview(many, warned, kit.before, 0, kit.catalogue), translator(language)).html
        text, _ = parse_html(html)
        assert units(text) <= LIMIT
        assert "“Điểm”" not in text
        assert warned or "192" in text


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("bang766.csv", "766"), ("ketquaPAPI2025.xlsx", "papi"), ("PAR_INDEX-2024.xlsx", "par"),
        ("parindex.csv", "par"),
        ("Chỉ số SIPAS 2024.xlsx", "sipas"), ("QĐ766-thang10.csv", "766"), ("766_2026-10-10.csv", "766"),
        ("par.csv", "par"), ("department2025.csv", None), ("papi va sipas.xlsx", None), ("bang17663.csv", None),
        ("so sanh.csv", None), ("papi766.csv", None),
    ],
)  # fmt: skip
def test_a_file_name_tells_the_index(kit: Kit, name: str, index: str | None) -> None:
    assert index_named(name, kit.catalogue.indices.values()) == index
