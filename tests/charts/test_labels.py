"""Every label of every chart lies inside it and touches no other; no text is lost for want of a font."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from bot.answers.model import TableAnswer
from bot.charts import draw, is_drawn
from bot.charts.canvas import Chart, Label
from bot.i18n import LANGUAGES, Language, translator
from tests.support.shipped import ShippedDesk

SLACK = 0.5
"""So little may two boxes share: letters do not fill theirs."""
QUESTIONS = (
    "papi {} qua các năm",
    "papi kiểm soát tham nhũng {} qua các năm",
    "sipas {} qua các năm",
    "pci {} qua các năm",
    "dti {} qua các năm",
    "papi 2024 các tiêu chí {}",
    "papi 2022 các tiêu chí {}",
    "papi 2018 các tiêu chí {}",
    "pci 2013 các tiêu chí {}",
    "papi kiểm soát tham nhũng các tiêu chí {}",
    "766 các tiêu chí {}",
    "papi 2024 tiêu chí nào của {} tăng giảm",
    "pci 2015 tiêu chí nào của {} tăng giảm",
    "papi kiểm soát tham nhũng 2024 các tiêu chí {} tăng giảm",
    "{} mất điểm papi 2024 ở đâu",
    "{} mất điểm papi 2022 ở đâu",
    "{} mất điểm pci 2013 ở đâu",
    "766 {} mất điểm ở đâu",
    "so sánh {}, Nghệ An papi 2024",
    "so sánh {}, Vĩnh Phúc, Quảng Ninh, Kiên Giang",
    "so sánh {}, Đà Nẵng, Quảng Ninh, Đồng Tháp papi 2018",
    "so sánh {}, Đà Nẵng, Quảng Ninh, Đồng Tháp pci 2013",
    "so sánh {}, Quảng Ninh, Đồng Tháp papi kiểm soát tham nhũng",
    "so sánh {}, Đà Nẵng, Đồng Nai 766",
    "papi {}",
    "sipas {}",
    "766 {}",
)
COUNTRY = (
    "bảng xếp hạng papi 2024",
    "bảng xếp hạng papi 2022 bắc trung bộ và duyên hải miền trung",
    "bảng xếp hạng papi 2018 kiểm soát tham nhũng",
    "bảng xếp hạng dti 2024 duyên hải nam trung bộ",
    "bảng xếp hạng pci 2005",
    "bảng xếp hạng 766 duyên hải nam trung bộ và tây nguyên",
    "nhóm thấp nhất papi 2023",
    "tỉnh nào trên trung bình 766",
    "top 5 papi",
    "tăng giảm hạng papi",
    "tỉnh nào tăng hạng nhiều nhất pci 2014",
    "tỉnh nào giảm hạng nhiều nhất papi đồng bằng sông hồng",
    "tăng giảm hạng dti 2024",
)
PROVINCES = ("Hưng Yên", "Bà Rịa - Vũng Tàu", "TP. Hồ Chí Minh", "Huế", "Bắc Giang", "Cần Thơ", "Lai Châu")


def faults(chart: Chart) -> list[str]:
    """What is wrong with the labels of a chart."""
    found = [f"outside: {one}" for one in chart.labels if not _inside(one, chart)]
    for at, one in enumerate(chart.labels):
        found += [f"{one} over {other}" for other in chart.labels[at + 1 :] if _touch(one, other)]
    return found


def _inside(label: Label, chart: Chart) -> bool:
    return label.left >= 0 and label.top >= 0 and label.right <= chart.width and label.bottom <= chart.height


def _touch(one: Label, other: Label) -> bool:
    beside = min(one.right, other.right) - max(one.left, other.left)
    below = min(one.bottom, other.bottom) - max(one.top, other.top)
    return beside > SLACK and below > SLACK * 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_labels_lie_inside_and_apart(desk: ShippedDesk, question: str, language: Language) -> None:
    drawn = 0
    for province in PROVINCES:
        answer = desk.find(desk.read(question.format(province)))
        chart = draw(answer, translator(language))
        assert is_drawn(answer) == (chart is not None), "there is a button exactly where there is a picture"
        if chart is not None:
            drawn += 1
            ElementTree.fromstring(chart.svg)
            assert not faults(chart), province
    assert drawn


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", COUNTRY)
def test_labels_of_the_whole_country_lie_inside_and_apart(desk: ShippedDesk, question: str, language: Language) -> None:
    answer, t = desk.find(desk.read(question)), translator(language)
    charts = [chart for chart in (draw(answer, t), draw(answer, t, "map")) if chart is not None]
    assert [is_drawn(answer), is_drawn(answer, "map")].count(True) == len(charts)
    assert len(charts) == (2 if isinstance(answer, TableAnswer) else 1)
    for chart in charts:
        ElementTree.fromstring(chart.svg)
        assert not faults(chart)
