"""Tables and movers as people read them: questions by their values, whatever words asked for them.

They stand in golden files of their own, renewed like the others (see test_golden.py).
"""

from __future__ import annotations

import pytest

from bot.i18n import LANGUAGES, Language
from bot.questions import Bound, Question
from tests.support.golden import hold, transcript
from tests.support.shipped import ShippedDesk

QUESTIONS: dict[str, Question] = {
    "movers papi 2024": Question("movers", index="papi", year=2024),
    "movers papi:4 2023 up, page 2": Question("movers", index="papi", indicator="4", year=2023, direction="up", page=1),
    "movers papi 2024 northwest": Question("movers", index="papi", year=2024, region="northwest"),
    "movers papi 2018": Question("movers", index="papi", year=2018),
    "movers 766": Question("movers", index="766"),
    "movers par 2023": Question("movers", index="par", year=2023),
    "table papi 2024 highest": Question("table", index="papi", year=2024, group="highest"),
    "table papi 2023 low-average northern": Question(
        "table", index="papi", year=2023, group="low-average", region="northern"
    ),
    "table 766 highest": Question("table", index="766", group="highest", n=3),
    "table papi 2024 above 45": Question("table", index="papi", year=2024, bound=Bound("above", "score", 45.0)),
    "table papi 2024 below mean": Question("table", index="papi", year=2024, bound=Bound("below", "mean")),
    "table papi 2024 above hung-yen": Question(
        "table", index="papi", year=2024, bound=Bound("above", "province", province="hung-yen")
    ),
    "table papi 2024 ranks 15-25": Question("table", index="papi", year=2024, place=15, place_to=25),
    "table papi 2024 all": Question("table", index="papi", year=2024, n=63),
    "table papi 2024 all, page 3": Question("table", index="papi", year=2024, n=63, page=2),
    "table papi 2024 bottom, page 2": Question("table", index="papi", year=2024, bottom=True, page=1),
    "table papi 2024 by regions, central": Question(
        "table", index="papi", year=2024, topic="regions", region="central"
    ),
    "table 766 by regions": Question("table", index="766", topic="regions"),
    "table par 2023 by regions": Question("table", index="par", year=2023, topic="regions"),
    "table 766 central-cities": Question("table", index="766", region="central-cities"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_and_movers_read_as_reviewed(desk: ShippedDesk, language: Language) -> None:
    hold(f"{language}_tables.txt", transcript(desk, QUESTIONS.items(), language))
