"""Plans of offices for tests, as ``bot.importing`` makes them of a file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from data.releases.plan_draft import AgencyDraft, PlanDraft, TargetDraft, TaskDraft

HOME_AFFAIRS = AgencyDraft("Sở Nội vụ", "department-home-affairs")
PARK = AgencyDraft("Ban Quản lý Khu công nghệ cao Phố Nối")
"""An agency that no gazetteer knows."""


def task(number: str, text: str, **more: Any) -> TaskDraft:
    usual: dict[str, Any] = {
        "heading": "Công khai, minh bạch", "criteria": (("papi", "2"),), "lead": (HOME_AFFAIRS,), "coordinating": (),
        "timing": "once", "due": None, "due_text": "", "product": "",
    }  # fmt: skip
    return TaskDraft(number=number, text=text, **usual | more)


TASKS = (
    task(
        "I.1",
        "Rà soát, công khai danh sách hộ nghèo ở 100% xã, phường",
        due=dt.date(2026, 9, 30),
        due_text="Quý III/2026",
        product="Báo cáo của UBND tỉnh",
        coordinating=(PARK,),
    ),
    task("I.2", "Niêm yết thu, chi ngân sách cấp xã", timing="regular", due_text="Thường xuyên"),
    task(
        "II.1",
        "Khảo sát sự hài lòng của người dân tại bộ phận một cửa",
        heading="Thủ tục hành chính công",
        criteria=(("papi", "5"), ("sipas", "")),
        lead=(PARK,),
        due_text="Sau khi có kết quả PAPI 2025",
    ),
    task("III", "Tổng kết việc thực hiện kế hoạch", heading="", criteria=(), due=dt.date(2026, 12, 15),
         due_text="15/12/2026"),
)  # fmt: skip
PLAN = PlanDraft(
    province="hung-yen",
    number="12/KH-UBND",
    kind="plan",
    date=dt.date(2026, 1, 15),
    title="Kế hoạch nâng cao chỉ số PAPI năm 2026",
    issuer="UBND tỉnh Hưng Yên",
    tasks=TASKS,
    targets=(
        TargetDraft(index="papi", indicator="", year=2026, kind="rank_max", value="10", unit="", criterion="",
                    last="hạng 15"),
    ),
    file_name="ke-hoach.docx",
    file_hash="a1",
)  # fmt: skip
"""A plan of Hưng Yên with four tasks, one of several criteria and one of none, and a target."""
ID = "hung-yen-12-kh-ubnd-2026"
"""The id of its document."""
REVISION = replace(
    PLAN, tasks=(replace(TASKS[0], due=dt.date(2026, 10, 31), due_text="Trước 31/10/2026"), *TASKS[1:]),
    file_hash="a2", correction_of=f"{ID}-1", why="nhầm thời hạn nhiệm vụ I.1",
)  # fmt: skip
LATER_PLAN = replace(
    PLAN, number="45/KH-UBND", date=dt.date(2026, 6, 1), title="Kế hoạch thay thế", tasks=TASKS[:1], targets=(),
    file_hash="b1", replaces=ID,
)  # fmt: skip


def many_tasks(province: str, count: int) -> PlanDraft:
    """A plan of so many tasks, ten under a heading, for all criteria of PAPI in turn."""
    rows = tuple(
        task(
            str(n),
            f"Nhiệm vụ số {n} về công khai, minh bạch ở cấp xã",
            heading=f"Mục {n // 10}",
            criteria=(("papi", str(n % 8 + 1)),),
            due=dt.date(2026, 1 + n % 12, 28),
            due_text=f"Tháng {1 + n % 12}/2026",
            coordinating=(PARK,),
        )
        for n in range(1, count + 1)
    )
    return replace(PLAN, province=province, number="99/KH-UBND", tasks=rows, targets=(), file_hash=f"many-{province}")
