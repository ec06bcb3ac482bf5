"""Departments, districts and towns, whose figures a sentence may give with the name of their province (pure)."""

from __future__ import annotations

import re

from bot.names import Found
from bot.names.matches import Mention
from data.model.provinces import Province

WITHIN = re.compile(
    r"(?:^| )(?<!chi )(?<!bo )(?<!co )(?<!dia )((?:so(?! voi| lieu| diem)|huyen|thi xa|thi tran|xa(?! hoi)"
    r"|phuong(?! phap)|quan|chi cuc)"
    r"(?: (?!cong bo|cho biet|thong bao|bao cao|vua|da |ve |va |la )\S+){1,6})$"
)
"""Folded words before a province's name: a department or a place within it."""
WITHIN_AS_WRITTEN = re.compile(r"\b(?:sở|huyện|thị xã|thị trấn|xã|phường|quận|chi cục)\b")
SAID_OF_A_PART = re.compile(
    r"\b(?:cua|tai|o|of) (?:so(?! \d)|xa|phuong|huyen|thi xa|thi tran|quan|dac khu|phong|chi cuc|ban quan ly|nganh"
    r"|(?:the )?(?:department|commune|ward|district))\b"
)
"""A department or a commune, whose figures are not those of the province that it is in."""
CITY = re.compile(r"(?:thanh pho|tp) ")
"""Before a province's name: its capital, unless the province is a city itself."""


def is_of_a_part(province: Province, mention: Mention, before: str, text: str) -> bool:
    """Whether a mention is of a part of that province: "Sở Nội vụ Vĩnh Long", "Đà Lạt", "thành phố Vĩnh Long".
    ``before`` are the folded words before it, ``text`` the sentence as it was written.
    """
    if isinstance(mention.outcome, Found) and mention.outcome.via is not None:
        return True
    city = CITY.match(mention.text) and "municipality" not in (province.kind_2024, province.kind_2025)
    if city and before.rpartition(" ")[2] != "tinh":  # "63 tỉnh, thành phố, Vĩnh Long …"
        return True
    written = text.isascii() or WITHIN_AS_WRITTEN.search(text.casefold()) is not None
    return written and WITHIN.search(before) is not None
