"""Whole answers as people read them, in two files that a reader of the language can review.

    UPDATE_GOLDEN=1 make test

writes them anew; read the difference before it is committed. A question stands after "> ", its answer below it, the
buttons in brackets.
"""

from __future__ import annotations

import pytest

from bot.i18n import LANGUAGES, Language
from bot.questions import Bound, Question
from tests.support.golden import hold, transcript
from tests.support.shipped import ShippedDesk

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


ASKED: dict[Language, tuple[str, ...]] = {
    "vi": (
        "Hưng Yên còn thiếu bao nhiêu điểm PAPI để lên nhóm trên",
        "Hưng Yên cần gì để đứng thứ 5 PAPI",
        "Hưng Yên còn thiếu bao nhiêu để vượt Hà Nội PAPI",
        "Hưng Yên còn thiếu bao nhiêu để vào top 10 PAR INDEX",
        "Bắc Ninh năm nào cao nhất, thấp nhất PAPI",
        "Hải Phòng năm nào tốt nhất PAR INDEX",
        "PAPI Hưng Yên nội dung nào tăng, giảm",
        "PAPI có bao nhiêu tỉnh tham gia",
        "PAPI thường công bố khi nào",
        "PAPI khác SIPAS thế nào",
        "kế hoạch 105/KH-UBND giao việc gì",
        "nhiệm vụ của Hội Luật gia tỉnh Hưng Yên",
        "xếp hạng các sở của Hưng Yên",
        "can you speak english",
        "tạm biệt",
    ),
    "en": (
        "how many points does Hung Yen need for the next group in PAPI",
        "what does Hung Yen need to be 5th in PAPI",
        "how far is Hung Yen from overtaking Hanoi in PAPI",
        "how far is Hung Yen from the top ten of PAR INDEX",
        "best and worst years of Bac Ninh in PAPI",
        "best year of Hai Phong in PAR INDEX",
        "which criteria of Hung Yen rose and fell in PAPI",
        "how many provinces take part in PAPI",
        "when is PAPI announced",
        "how does PAPI differ from SIPAS",
        "what does plan 105/KH-UBND assign",
        "tasks of the police of Hung Yen",
        "ranking of the departments of Hung Yen",
        "do you speak English",
        "goodbye",
    ),
}
"""What may be asked of each of ``PLANS``, in its order."""
PLANS: dict[Language, tuple[tuple[str, Question], ...]] = {
    language: (
        (asked[0], Question("reach", ("hung-yen",), "papi")),
        (asked[1], Question("reach", ("hung-yen",), "papi", place=5)),
        (asked[2], Question("reach", ("hung-yen",), "papi", bound=Bound("above", "province", province="ha-noi"))),
        (asked[3], Question("reach", ("hung-yen",), "par", place=10)),
        (asked[4], Question("records", ("bac-ninh",), "papi")),
        (asked[5], Question("records", ("hai-phong",), "par")),
        (asked[6], Question("components", ("hung-yen",), "papi", topic="changes")),
        (asked[7], Question("index", index="papi", topic="participants")),
        (asked[8], Question("index", index="papi", topic="announced")),
        (asked[9], Question("index", index="papi", versus="sipas", topic="difference")),
        (asked[10], Question("tasks", document="lang-son-105-kh-ubnd")),
        (asked[11], Question("tasks", ("hung-yen",), agency_said="Hội Luật gia tỉnh")),
        (asked[12], Question("unknown", topic="off", heard=asked[12])),
        (asked[13], Question("help", topic="english")),
        (asked[14], Question("help", topic="bye")),
    )
    for language, asked in ASKED.items()
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_read_as_reviewed(desk: ShippedDesk, language: Language) -> None:
    asked = [(question, desk.read(question)) for question in QUESTIONS[language]]
    hold(f"{language}.txt", transcript(desk, [*asked, *PLANS[language]], language))
