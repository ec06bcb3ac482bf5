"""Cells, headers, the rules of a table, the comparison with before, and the preview."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.i18n import LANGUAGES, Language, translator
from bot.importing import cells
from bot.importing.changes import comparable
from bot.importing.checks import check
from bot.importing.draft import Draft, DraftFigure
from bot.importing.headers import Headers
from bot.importing.preview import preview
from bot.offline.html import parse_html
from bot.render.preview import render_preview
from bot.reply import LIMIT, units
from tests.support.good_files import PAPI, official
from tests.support.importing_kit import REQUEST, Kit, Sent
from tests.support.table_files import as_csv, as_xlsx, held, put, wide


def said(sent: Sent, words: str) -> list[str]:
    return [line for line in sent.lines() if words in line]


def with_figure(draft: Draft, province: str, code: str, **changes: object) -> Draft:
    def changed(figure: DraftFigure) -> DraftFigure:
        return replace(figure, **changes) if (figure.province, figure.indicator) == (province, code) else figure  # type: ignore[arg-type]

    return replace(draft, figures=tuple(changed(figure) for figure in draft.figures))


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("55,23", "", 55.23), ("55.23", "", 55.23), ("1.234,5", "", 1234.5), ("1,234.5", "", 1234.5),
        ("47,178", "", 47.178), ("1.234", ",", 1234.0), ("1.234", ".", 1.234), ("0,123", ".", 0.123),
        ("1.234.567", "", 1234567.0), ("1 234,5", "", 1234.5), ("1\u00a0234,5", "", 1234.5), ("1\u202f234", "", 1234.0),
        ("81,45%", "", 81.45), ("81,45 %", "", 81.45), ("44,4 điểm", "", 44.4), ("-5", "", -5.0), ("−5,5", "", -5.5),
        ("5,523E+01", "", 55.23), ('="55,23"', "", 55.23), ("7.", "", 7.0), (",5", "", 0.5), ("34", "", 34.0),
        ("", "", None), ("abc", "", None), ("5-6", "", None), ("1,2,3", "", None), ("1.23.4", "", None),
        ("inf", "", None), ("nan", "", None), ("1e999", "", None), ("0x1F", "", None), ("٥٥", "", None),
        ("5 5", "", None), ("1_000", "", None), ("(5)", "", None), ("5,5,", "", None), ("12.34.567", "", None),
    ],
)  # fmt: skip
def test_a_score_is_read(text: str, mark: str, value: float | None) -> None:
    assert cells.number(text, mark) == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("19", (19, None)), ("19/61", (19, 61)), ("hạng 5", (5, None)), ("Hạng 5/63", (5, 63)), ("thứ 7", (7, None)),
        ("5th", (5, None)), ("=5", (5, None)), ("#1", (1, None)), ("5.", (5, None)), ("05", (5, None)),
        ("5,0", (5, None)), ("5 of 63", (5, 63)), ("5 / 63", (5, 63)), ("5,5", None), ("5-6", None),
        ("", None), ("cao", None), ("1234", None),
    ],
)  # fmt: skip
def test_a_rank_is_read(text: str, value: tuple[int, int | None] | None) -> None:
    assert cells.rank(text) == value


@pytest.mark.parametrize(
    "text", ["-", "–", "…", "...", "N/A", "n.a.", "Không công bố", "KHÔNG CÓ SỐ LIỆU", " ", "x", "(*)"]
)
def test_nothing_is_recognised(text: str) -> None:
    assert cells.blank(text)


@pytest.mark.parametrize("text", ["0", "5", "%", "cao", "-5", "Hà Nội", "x" * 100])
def test_something_is_not_nothing(text: str) -> None:
    assert not cells.blank(text)


@pytest.mark.parametrize(
    ("texts", "marks"),
    [(["55,2", "5"], {","}), (["55.2"], {"."}), (["1.234"], set()), (["1.234,5"], {","}), (["5,2", "5.2"], {",", "."})],
)
def test_the_decimal_mark_shows_in_a_table(texts: list[str], marks: set[str]) -> None:
    assert cells.decimal_marks(texts) == marks


@pytest.mark.parametrize(
    ("index", "year", "parts", "role", "codes"),
    [
        ("papi", 2024, ["Tỉnh/TP"], "province", None),
        ("papi", 2024, ["STT"], "needless", None),
        ("papi", 2024, ["Tổng điểm"], "score", ("",)),
        ("papi", 2024, ["Chỉ số PAPI 2024"], "score", None),
        ("papi", 2024, ["Xếp hạng PAPI"], "rank", None),
        ("papi", 2024, ["Điểm 2023"], "other-year", None),
        ("papi", 2024, ["Tăng/giảm so với 2023"], "needless", None),
        ("papi", 2024, ["1. Tham gia của người dân ở cấp cơ sở"], "score", ("1",)),
        ("papi", 2024, ["Chỉ số nội dung 3: Trách nhiệm giải trình với người dân", "Hạng"], "rank", ("3",)),
        ("papi", 2024, ["D4"], "score", ("4",)),
        ("papi", 2024, ["Nội dung 8 (thang điểm 10)"], "score", ("8",)),
        ("papi", 2024, ["Dimension 2", "Score"], "score", ("2",)),
        ("papi", 2024, ["Control of Corruption in the Public Sector (max 10)"], "score", ("4",)),
        ("papi", 2024, ["Tham gia của người dân ở cấp cơ sở", "Cơ hội tham gia"], "score", ("1.2",)),
        ("papi", 2024, ["Tham gia của người dân ở cấp cơ sở", "Tổng điểm"], "score", ("1",)),
        ("papi", 2024, ["KIEM SOAT THAM NHUNG"], "score", ("4",)),
        ("766", 2026, ["MDHL"], "score", ("MDHL",)),
        ("766", 2026, ["Xếp hạng mức độ hài lòng"], "rank", ("MDHL",)),
        ("par", 2024, ["Điểm thẩm định"], "score", ("A",)),
        ("par", 2024, ["Cải cách thể chế"], "score", ("2",)),
        ("par", 2019, ["Văn bản quy phạm pháp luật"], "score", ("2",)),
        ("sipas", 2024, ["Thủ tục hành chính (%)"], "score", ("2.2",)),
        ("sipas", 2019, ["Thủ tục hành chính"], "score", ("2",)),
        ("sipas", 2024, ["Tiếp cận dịch vụ hành chính công"], "score", ("2.1",)),
        ("par", 2024, ["ĐT XHH"], "score", ("B",)),
        ("par", 2024, ["Điểm ĐTXHH"], "score", ("B",)),
        ("par", 2024, ["Cải cách TTHC"], "score", ("3",)),
        ("par", 2024, ["CC TTHC"], "score", ("3",)),
        ("par", 2024, ["Chỉ đạo, điều hành CCHC"], "score", ("1",)),
        ("par", 2024, ["4. Cải cách tổ chức BMHC"], "score", ("4",)),
        ("par", 2024, ["Tác động của CCHC đến người dân, tổ chức và KT-XH"], "score", ("8",)),
        ("par", 2024, ["XD và PT CQĐT, CQS"], "unknown", None),
        ("par", 2024, ["CQĐT, CQS"], "score", ("7",)),
        ("par", 2024, ["Tác động đến KTXH", "Hạng"], "rank", ("8", "B3")),
        ("par", 2019, ["Xây dựng đội ngũ CBCCVC"], "score", ("5",)),
        ("par", 2019, ["Xây dựng VBQPPL"], "score", ("2",)),
        ("par", 2024, ["CCHC"], "score", None),
        ("sipas", 2024, ["Cung ứng DVHCC"], "score", ("2",)),
        ("sipas", 2024, ["TTHC"], "score", ("2.2",)),
        ("766", 2026, ["DVC TT"], "unknown", None),
        ("766", 2026, ["DVCTT"], "score", ("CLGQ",)),
        ("papi", 2024, ["Kiểm soát TN"], "unknown", None),
        ("papi", 2024, ["TNGT với người dân"], "score", ("3",)),
        ("papi", 2024, ["Hệ số K"], "unknown", None),
        ("766", 2026, ["Kết quả", "Khách hàng"], "unknown", None),
    ],
)  # fmt: skip
def test_a_header_is_understood(
    kit: Kit, index: str, year: int, parts: list[str], role: str, codes: tuple[str, ...] | None
) -> None:
    column = Headers(kit.catalogue, kit.gazetteer, index, year).column(3, parts)
    assert (column.role, column.match.codes if column.match else None) == (role, codes)


def test_a_name_of_two_criteria_is_asked_about(kit: Kit) -> None:
    shared = tuple(
        replace(name, aliases=(*name.aliases, "Tiêu chí chung")) if name.id in ("766:CKMB", "766:TDGQ") else name
        for name in kit.catalogue.names
    )
    headers = Headers(replace(kit.catalogue, names=shared), kit.gazetteer, "766", 2026)
    match = headers.criterion("tiêu chí chung")
    assert match is not None
    assert match.codes == ("CKMB", "TDGQ")


def test_the_real_release_has_no_error(kit: Kit) -> None:
    sent = kit.send("766.xlsx", as_xlsx(wide(kit.names)))
    assert [problem.kind for problem in sent.problems] == ["warning"] * 3
    assert len(said(sent, "changed much more than elsewhere")) == 2
    (moved,) = said(sent, "moved far more")
    assert "Khanh Hoa 52.48 (17 September 2026) → 61.66 (10 October 2026). Are" in moved


def test_sums_allow_what_rounding_explains(kit: Kit, good: Draft) -> None:
    score = held()["ha-noi"][""][0]
    for by, wrong in ((0.01, False), (0.03, False), (0.1, True)):
        changed = with_figure(good, "ha-noi", "", score=round(score - by, 2), rank=34)
        sums = [p for p in check(changed, None, kit.catalogue) if "parts make" in p.msgid]
        assert bool(sums) == wrong, by


def test_percentages_of_their_own_do_not_add_up(kit: Kit) -> None:
    rows = [["Tỉnh", "SIPAS", "Chính sách công", "Dịch vụ hành chính công"]]
    rows += [
        [unit.name_vi, f"{85 - n / 10:.2f}", "80,1", f"{90 - n / 9:.2f}"]
        for n, unit in enumerate(kit.catalogue.units(2024))
    ]
    sent = kit.send("a.csv", as_csv(rows), replace(PAPI, index="sipas"))
    assert sent.draft is not None, sent.lines()


def test_tied_provinces_may_be_ranked_one_after_the_other(kit: Kit, good: Draft) -> None:
    first, second = (next(f for f in good.figures if f.indicator == "" and f.rank == rank) for rank in (1, 2))
    totals = replace(good, figures=tuple(figure for figure in good.figures if figure.indicator == ""))
    for rank in (1, 2):
        tied = with_figure(totals, second.province, "", score=first.score, rank=rank)
        assert [problem.kind for problem in check(tied, None, kit.catalogue)] == ["warning"]
    assert any(p.kind == "error" for p in check(with_figure(totals, second.province, "", rank=3), None, kit.catalogue))


def test_the_merger_and_a_new_method_stop_comparisons(kit: Kit, good: Draft) -> None:
    before = kit.before
    assert comparable(good, before, kit.catalogue)
    assert not comparable(good, replace(before, year=2025), kit.catalogue)  # another edition of 766
    assert not comparable(
        replace(good, index="papi", year=2025), replace(before, index="papi", year=2024), kit.catalogue
    )
    changed = with_figure(good, "ha-noi", "MDHL", score=17.9)
    assert any("changed much more" in problem.msgid for problem in check(changed, before, kit.catalogue))
    assert not any("changed" in p.msgid for p in check(changed, replace(before, year=2025), kit.catalogue))


def test_a_copy_is_a_copy_whatever_the_decimals(kit: Kit) -> None:
    data = kit.papi(year="2023")
    sent = kit.send("a.xlsx", data, PAPI)
    assert said(sent, "this is a copy of that table")
    rounded = [["Tỉnh", "Tổng điểm"]]
    for unit in kit.catalogue.units(2024):
        figure = kit.results["papi", "2023"].figure(unit.id, "")
        rounded.append([unit.name_vi, f"{figure.score:.2f}" if figure and figure.score else "-"])
    assert said(kit.send("a.csv", as_csv(rounded), PAPI), "this is a copy of that table")


def test_single_facts_never_become_a_ranking(kit: Kit) -> None:
    partial = replace(REQUEST, partial=True)
    rows = wide(kit.names, ranks=False)[:6]
    sent = kit.send("a.csv", as_csv(rows), partial)
    assert sent.draft is not None, sent.lines()
    assert (sent.draft.coverage, sent.draft.rank_kind) == ("partial", "reported")
    assert set(sent.ranks.values()) == {None}
    shown = preview(sent.draft, sent.problems, kit.before, 5, kit.catalogue)
    assert shown.bottom == ()
    assert len(sent.draft.reading.missing) == 29
    crossed = put(put([row[:3] for row in wide(kit.names)[:3]], "C2", 1), "C3", 2)
    assert said(kit.send("b.csv", as_csv(crossed), partial), "a better score than")


def test_units_are_those_of_the_time(kit: Kit) -> None:
    earlier = kit.send(
        "a.csv", as_csv(wide(kit.names)), replace(REQUEST, year=2025, period="2025-03-01", announced=None)
    )
    later = kit.send("a.csv", as_csv(wide(kit.names)), replace(REQUEST, year=2025, period="2025-08-01", announced=None))
    assert said(earlier, "Missing 29 of 63 provinces")
    assert later.draft is not None


def test_the_draft_says_what_was_asked(good: Draft) -> None:
    assert (good.index, good.period, good.year) == ("766", "2026-10-10", 2026)
    assert (good.title_vi, good.title_en) == (REQUEST.title, REQUEST.title_en)
    assert (good.issuer, good.source_url, good.announced) == (REQUEST.issuer, REQUEST.source_url, REQUEST.announced)
    assert (good.coverage, good.rank_kind, good.correction_of, good.why) == ("full", "published", None, "")
    total = next(figure for figure in good.figures if (figure.province, figure.indicator) == ("ha-noi", ""))
    assert (total.score, total.unit, total.scale, total.rank, total.row, total.column) == (
        55.23,
        "points",
        100,
        34,
        2,
        "B",
    )
    assert {figure.unit for figure in good.figures} == {"points"}
    assert {figure.rank_kind for figure in good.figures if figure.indicator} == {"computed"}


def test_the_preview_holds_what_must_be_seen_first(kit: Kit, good: Draft) -> None:
    shown = preview(good, check(good, kit.before, kit.catalogue), kit.before, 1234, kit.catalogue)
    assert (shown.measured, shown.units, len(shown.criteria), shown.listeners) == (34, 34, 7, 1234)
    assert [(one.province.vi, one.rank, one.score, one.before) for one in (*shown.top[:1], *shown.bottom[-1:])] == [
        ("Đồng Tháp", 1, 68.8, 1), ("Hà Nội", 34, 55.23, 33),
    ]  # fmt: skip
    difference = shown.difference
    assert difference is not None
    assert (difference.period, difference.up, difference.down, difference.same) == ("2026-09-17", 25, 9, 0)
    assert difference.most_up is not None
    assert (difference.most_up[0].vi, difference.most_up[1]) == ("Khánh Hòa", 9.18)
    assert preview(good, (), None, 0, kit.catalogue).difference is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_preview_is_worded(kit: Kit, language: Language) -> None:
    t = translator(language)
    sent = kit.send("PAPI <b>.xlsx", official(kit), PAPI)
    assert sent.draft is not None
    shown = preview(sent.draft, sent.problems, kit.results["papi", "2023"], 1, kit.catalogue)
    text, _ = parse_html(render_preview(shown, t).html)
    assert "PAPI <b>.xlsx" in text
    for words in ("61", "63", "44", "Phụ lục", t.date(PAPI.announced)) if PAPI.announced else ():
        assert words in text
    assert units(text) <= LIMIT
    assert text.count("\n") > 15
    everything = replace(shown, problems=shown.problems * 20, listeners=100_000)
    text, _ = parse_html(render_preview(everything, t).html)
    assert units(text) <= LIMIT
    assert t.integer(100_000) in text.splitlines()[-1]


def test_what_does_not_compare_is_said(kit: Kit, good: Draft) -> None:
    t = translator("en")
    for year, words in ((2025, "the method changed"), (2024, "63 provinces became 34")):
        before = replace(kit.before, year=year, period=str(year))
        text, _ = parse_html(render_preview(preview(good, (), before, 0, kit.catalogue), t).html)
        assert words in text
    text, _ = parse_html(render_preview(preview(good, (), None, 0, kit.catalogue), t).html)
    assert "no earlier edition" in text
    assert "nobody will be told" in text
