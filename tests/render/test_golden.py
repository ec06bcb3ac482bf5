"""Whole answers as people read them, in two files that a reader of the language can review.

    UPDATE_GOLDEN=1 make test

writes them anew; read the difference before it is committed. A question stands after "> ", its answer below it, the
buttons in brackets.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.i18n import LANGUAGES, Language
from tests.support.shipped import ShippedDesk, plain

GOLDEN = Path(__file__).parent.parent / "golden"
QUESTIONS: dict[Language, tuple[str, ...]] = {
    "vi": (
        "Hưng Yên xếp thứ mấy PAPI năm 2024?",
        "/xephang Hưng Yên",
        "Lạng Sơn SIPAS 2022",
        "Lạng Sơn PAPI 2022",
        "Bình Dương PAPI 2021",
        "Bình Dương 766 năm 2022",
        "Bắc Ninh PAPI 2022",
        "Hưng Yên PAPI 2018",
        "Hải Phòng PAR INDEX 2023",
        "Cà Mau PAR INDEX 2023",
        "Long An PAPI 2025",
        "Đà Lạt PAPI 2024",
        "kiểm soát tham nhũng Hưng Yên 2024",
        "Hưng Yên 766",
        "/thanhphan Hưng Yên PAPI 2024",
        "10 tỉnh đứng đầu PAPI 2024",
        "/cuoibang 5 PAPI 2023 Tây Nguyên",
        "/dandau PAR INDEX 2024",
        "/sosanh Hưng Yên, Thái Bình",
        "/quacacnam Bắc Ninh PAPI",
        "/matdiem Hưng Yên PAPI 2024",
        "/matdiem Lạng Sơn PAR INDEX 2022",
        "/nhiemvu Bắc Giang PAPI",
        "/nhiemvu Hưng Yên PAPI minh bạch",
        "/muctieu Bắc Giang",
        "/chiso SIPAS 2022",
        "Quảng PAPI 2023",
        "Thái Lan PAPI",
        "Hưng Yên PAPI 2035",
        "/xephang",
        "/trogiup",
        "/nguon",
    ),
    "en": (
        "Where does Hung Yen stand in PAPI 2024?",
        "/rank Hung Yen",
        "Lang Son SIPAS 2022",
        "Lang Son PAPI 2022",
        "Binh Duong PAPI 2021",
        "Binh Duong PAR INDEX 2021",
        "Bac Ninh PAPI 2022",
        "Hung Yen PAPI 2018",
        "Hai Phong PAR INDEX 2023",
        "Ca Mau PAR INDEX 2023",
        "Long An PAPI 2025",
        "Da Lat PAPI 2024",
        "corruption control in Hung Yen 2024",
        "/score Hung Yen PAPI 2024",
        "top 10 PAPI 2024",
        "/top 766 Central Highlands",
        "/top SIPAS 2022",
        "/compare Hung Yen, Thai Binh PAPI",
        "/trend Bac Ninh PAPI",
        "/gaps Hung Yen PAPI 2024",
        "/tasks Bac Giang PAPI",
        "/targets Bac Giang",
        "/index PAPI",
        "Quang PAPI 2023",
        "Thailand PAPI",
        "/rank",
        "/help",
        "/about",
    ),
}


def transcript(desk: ShippedDesk, language: Language) -> str:
    parts = []
    for question in QUESTIONS[language]:
        reply = desk.ask(question, language).reply
        rows = ["  ".join(f"[{button.label}]" for button in row) for row in reply.buttons]
        parts.append("\n".join([f"> {question}", "", plain(reply), *rows]))
    return "\n\n\n".join(parts) + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_read_as_reviewed(desk: ShippedDesk, language: Language) -> None:
    path = GOLDEN / f"{language}.txt"
    said = transcript(desk, language)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(said, encoding="utf-8")
    reviewed = path.read_text(encoding="utf-8").split("\n\n\n")
    for ours, theirs in zip(said.split("\n\n\n"), reviewed, strict=True):
        assert ours == theirs
