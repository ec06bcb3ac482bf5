"""Every figure of the user's own documents, asked as a person would ask it, with the trap behind it.

The table restates the documents' figures row by row. The path is that of ``chisotinh ask --json``.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.i18n import Language
from tests.support.shipped import ShippedDesk, plain

E_GOVERNMENT, IMPACT = "7", "8"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the documents. ``says`` are pieces of the answer: for both languages, Vietnamese, English."""

    province: str | None
    index: str
    year: int
    vi: tuple[str, ...]
    en: tuple[str, ...]
    score: float | None = None
    rank: int | None = None
    out_of: int | None = None
    indicator: str | None = ""
    kind: str = "standing"
    says: tuple[str, ...] = ()
    says_vi: tuple[str, ...] = ()
    says_en: tuple[str, ...] = ()


LANG_SON_SIPAS = Row(
    "lang-son",
    "sipas",
    2022,
    ("Lạng Sơn SIPAS 2022", "mức độ hài lòng ở Lạng Sơn năm 2022", "SIPAS Lạng Sơn 2022 khảo sát bao nhiêu phiếu?"),
    ("Lang Son SIPAS 2022", "satisfaction in Lang Son 2022"),
    75.44,
    59,
    63,
    # The documents print −11.63 and −28 although the method changed that very year.
    says_vi=("75,44%", "▼ 28 bậc", "▼ 11,63 điểm phần trăm", "đổi từ năm 2022", "theo nguồn"),
    says_en=(
        "75.44%",
        "▼ 28 places",
        "▼ 11.63 percentage points",
        "the two years cannot be compared",
        "according to the source",
    ),
)
LANG_SON_SURVEY = Row(
    "lang-son",
    "sipas",
    2022,
    ("SIPAS 2022 Lạng Sơn khảo sát bao nhiêu phiếu?",),
    ("How many people answered SIPAS 2022 in Lang Son?",),
    75.44,
    59,
    63,
    says_vi=("486 phiếu", "3 huyện, thành phố", "Văn Lãng, Bắc Sơn và TP. Lạng Sơn"),
    says_en=("486 answers", "3 districts and cities", "Van Lang, Bac Son and Lang Son City"),
)
SIPAS_METHOD = Row(
    None,
    "sipas",
    2022,
    ("/chiso SIPAS 2022", "SIPAS 2022 đo mấy nội dung?"),
    ("/index SIPAS 2022", "what did SIPAS 2022 measure?"),
    kind="index",
    indicator=None,
    says_vi=("2 nội dung với 9 nhóm tiêu chí", "ngẫu nhiên"),
    says_en=("2 contents with 9 groups of criteria", "at random"),
)
PAR_METHOD = Row(
    None,
    "par",
    2022,
    ("/chiso PAR INDEX 2022", "PAR INDEX 2022 có bao nhiêu tiêu chí?"),
    ("/index PAR 2022", "how many criteria does PAR INDEX 2022 have?"),
    kind="index",
    indicator=None,
    says_vi=("8 lĩnh vực, 37 tiêu chí, 88 tiêu chí thành phần",),
    says_en=("8 domains, 37 criteria, 88 component criteria",),
)
BINH_DUONG_PAPI = Row(
    "binh-duong",
    "papi",
    2021,
    ("Bình Dương PAPI 2021", "Bình Dương xếp thứ mấy PAPI năm 2021?", "binh duong papi 2021"),
    ("Binh Duong PAPI 2021", "What rank was Binh Duong in PAPI 2021?"),
    47.1778,  # printed as 47,178
    2,
    60,
    # "47,178" has a decimal comma; of 63 as printed, of 60 in truth; 8 of 8 rose, 7 highest and 1 high average.
    says_vi=(
        "47,178 điểm",
        "2/63",
        "8/8 nội dung tăng",
        "7 nội dung thuộc nhóm cao nhất",
        "1 nội dung thuộc nhóm trung bình cao",
    ),
    says_en=(
        "47.178 points",
        "rank 2 of 63",
        "8 of 8 dimensions rose",
        "7 were in the highest group",
        "1 in the high average group",
    ),
)
BAC_GIANG_PLAN = Row(
    "bac-giang",
    "papi",
    2024,
    ("/nhiemvu Bắc Giang PAPI 2024", "Bắc Giang phải duy trì những nội dung nào của PAPI 2024?"),
    ("/tasks Bac Giang PAPI 2024", "what must Bac Giang improve in PAPI 2024?"),
    kind="tasks",
    indicator=None,
    says=("87/KH-UBND",),
    says_vi=(
        "duy trì (6): Tham gia",
        "giải trình",
        "Kiểm soát tham nhũng",
        "Quản trị điện tử",
        "cải thiện (2): Cung ứng dịch vụ công; Quản trị môi trường",
    ),
    says_en=(
        "maintain (6): Participation",
        "ccountability",
        "Control of corruption",
        "E-governance",
        "improve (2): Public service delivery; Environmental governance",
    ),
)

ROWS = (
    Row(
        "hung-yen",
        "papi",
        2024,
        ("Hưng Yên xếp thứ mấy PAPI năm 2024?", "/xephang Hưng Yên PAPI 2024", "papi hung yen 2024", "Huwng Yeen PAPI"),
        ("Hung Yen PAPI 2024", "/rank PAPI 2024 hung yen", "where does Hung Yen stand in PAPI 2024?"),
        44.4042,
        19,
        61,
        # Printed as 19/63; the survey of 2024 ranked 61.
        says_vi=("Hạng 19/61", "hạng 19/63", "▼ 7 bậc", "2023 (hạng 12/61", "44,40 điểm"),
        says_en=("Rank 19 of 61", "rank 19 of 63", "▼ 7 places", "2023 (rank 12 of 61", "44.40 points"),
    ),
    Row(
        "hung-yen",
        "par",
        2024,
        ("Hưng Yên PAR INDEX 2024", "cải cách hành chính Hưng Yên năm 2024"),
        ("Hung Yen PAR INDEX 2024", "/rank hung yen par 2024"),
        None,
        14,
        63,
        says_vi=("Hạng 14/63", "▲ 12 bậc", "theo nguồn"),
        says_en=("Rank 14 of 63", "▲ 12 places", "according to the source"),
    ),
    Row(
        "hung-yen",
        "sipas",
        2024,
        ("Hưng Yên SIPAS 2024", "mức độ hài lòng Hưng Yên 2024"),
        ("Hung Yen SIPAS 2024",),
        None,
        8,
        63,
        says_vi=("Hạng 8/63", "▼ 1 bậc"),
        says_en=("Rank 8 of 63", "▼ 1 place"),
    ),
    Row(
        "lang-son",
        "papi",
        2022,
        ("Lạng Sơn PAPI 2022", "PAPI 2022 của Lạng Sơn"),
        ("Lang Son PAPI 2022", "how did Lang Son do in PAPI 2022?"),
        43.8475,  # printed as 43.85
        13,
        61,
        # 61 because Bắc Ninh and Bắc Giang were left out.
        says_vi=("Hạng 13/61", "43,85 điểm", "Bắc Giang và Bắc Ninh", "nhiễu"),
        says_en=("Rank 13 of 61", "43.85 points", "Bac Giang and Bac Ninh", "noise"),
    ),
    LANG_SON_SIPAS,
    Row(
        "lang-son",
        "par",
        2022,
        ("Lạng Sơn PAR INDEX 2022", "chỉ số cải cách hành chính Lạng Sơn 2022"),
        ("Lang Son PAR INDEX 2022",),
        81.45,
        54,
        63,
        says_vi=("81,45%", "▼ 31 bậc", "thấp nhất của tỉnh từ khi có PAR INDEX"),
        says_en=("81.45%", "▼ 31 places", "lowest result since PAR INDEX began"),
    ),
    Row(
        "lang-son",
        "par",
        2022,
        ("chính quyền điện tử Lạng Sơn PAR INDEX 2022",),
        ("e-government Lang Son PAR 2022",),
        68.05,
        indicator=E_GOVERNMENT,
        says_vi=("68,05%", "▼ 21 bậc", "▼ 21,07 điểm phần trăm"),
        says_en=("68.05%", "▼ 21 places", "▼ 21.07 percentage points"),
    ),
    Row(
        "lang-son",
        "par",
        2022,
        ("tác động của cải cách hành chính Lạng Sơn 2022",),
        ("impact of reform Lang Son PAR 2022",),
        66.35,
        indicator=IMPACT,
        says_vi=("66,35%", "▼ 52 bậc", "▼ 17,99 điểm phần trăm"),
        says_en=("66.35%", "▼ 52 places", "▼ 17.99 percentage points"),
    ),
    LANG_SON_SURVEY,
    LANG_SON_SURVEY,  # the number of districts: another row of the documents, the same answer
    SIPAS_METHOD,  # contents
    SIPAS_METHOD,  # groups of criteria
    PAR_METHOD,  # fields
    PAR_METHOD,  # criteria
    PAR_METHOD,  # component criteria
    Row(
        "binh-duong",
        "par",
        2021,
        ("Bình Dương PAR INDEX 2021", "Bình Dương đứng thứ mấy PAR INDEX 2021"),
        ("Binh Duong PAR INDEX 2021",),
        87.87,
        13,
        None,  # no denominator was printed, so none is shown
        says_vi=("Hạng 13 ", "87,87%", "▲ 0,94 điểm phần trăm", "Dẫn đầu các tỉnh phía Nam"),
        says_en=("Rank 13 ", "87.87%", "▲ 0.94 percentage points", "southern provinces"),
    ),
    BINH_DUONG_PAPI,
    BINH_DUONG_PAPI,  # contents that rose
    BINH_DUONG_PAPI,  # in the highest group
    BINH_DUONG_PAPI,  # in the high average group
    Row(
        "binh-duong",
        "sipas",
        2021,
        ("Bình Dương SIPAS 2021",),
        ("What rank was Binh Duong in SIPAS 2021?",),
        87.78,
        22,
        None,
        says_vi=("Hạng 22 ", "87,78%"),
        says_en=("Rank 22 ", "87.78%"),
    ),
    Row(
        "binh-duong",
        "766",
        2022,
        ("Bình Dương 766 năm 2022", "766 Bình Dương 20/9/2022"),
        ("Binh Duong 766 2022",),
        None,
        43,
        None,
        says_vi=("Hạng 43", "20/9/2022"),
        says_en=("Rank 43", "20 September 2022"),
    ),
    BAC_GIANG_PLAN,  # maintain, as the first document says
    BAC_GIANG_PLAN,  # improve
    BAC_GIANG_PLAN,  # the same plan in the second document
    BAC_GIANG_PLAN,
)


def test_the_table_has_every_row_of_the_documents() -> None:
    assert len(ROWS) == 26


QUESTIONS: list[tuple[Row, str, Language]] = [
    *((row, text, "vi") for row in dict.fromkeys(ROWS) for text in row.vi),
    *((row, text, "en") for row in dict.fromkeys(ROWS) for text in row.en),
]


@pytest.mark.parametrize(("row", "text", "language"), QUESTIONS, ids=[text for _, text, _ in QUESTIONS])
def test_is_answered_as_the_documents_say(row: Row, text: str, language: Language, desk: ShippedDesk) -> None:
    answer = desk.json(text, language)
    assert (answer["kind"], answer["province"], answer["index"]) == (row.kind, row.province, row.index)
    assert answer["year"] == row.year
    if row.kind == "standing":
        assert answer["indicator"] == row.indicator
        assert answer["score"] == (None if row.score is None else pytest.approx(row.score, abs=5e-5))
        assert (answer["rank"], answer["out_of"]) == (row.rank, row.out_of)
    said = plain(desk.ask(text, language).reply)
    if row.rank is not None and row.out_of is None:
        assert f"ạng {row.rank}/" not in said
        assert f"ank {row.rank} of" not in said
    for piece in (*row.says, *(row.says_vi if language == "vi" else row.says_en)):
        assert piece in said


@pytest.mark.parametrize("text", ["Lạng Sơn PAPI 2022", "Hưng Yên PAPI 2024", "Bình Dương PAPI 2021"])
def test_a_rank_that_papi_does_not_publish_is_called_computed(text: str, desk: ShippedDesk) -> None:
    assert "thứ hạng tính từ điểm" in desk.text(text)
    assert "ranks computed from the scores" in desk.text(text, "en")
