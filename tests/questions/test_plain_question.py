"""What is plainly a question where words go into a report, and what a report may say of the same things."""

from __future__ import annotations

import pytest

from tests.support.shipped import ShippedDesk


@pytest.mark.parametrize(
    "text",
    [
        *("Hưng Yên xếp thứ mấy PAPI 2024?", "hung yen xep thu may papi", "Hưng Yên mất điểm ở đâu", "top 10 PAPI"),
        *("PAPI 2024 Hưng Yên", "so sánh Hưng Yên và Thái Bình", "papi là gì", "nhiệm vụ của Hưng Yên"),
        *("bỏ theo dõi Hưng Yên", "theo doi hung yen", "mục tiêu Hưng Yên 2026", "ai tăng ai giảm PAPI"),
        *("how does Hung Yen rank in PAPI", "compare Hung Yen and Thai Binh", "còn Thái Bình?", "mất điểm ở đâu?"),
        *("xuất excel PAPI 2024", "bản đồ PAPI 2024", "hunng yen papi 2024", "tinhr hungw yeen papi"),
    ],
)
def test_plainly_a_question(desk: ShippedDesk, text: str) -> None:
    assert desk.desk.plainly_asks(text)


@pytest.mark.parametrize(
    "text",
    [
        *("đã làm xong", "Đang thực hiện", "Đã ban hành kế hoạch số 12/KH-UBND ngày 15/1/2026", "Hoàn thành 80%"),
        *("Đang chờ Sở Tài chính cấp kinh phí", "Đã công khai trên cổng thông tin", "vướng kinh phí"),
        *("chưa có hướng dẫn của Bộ Nội vụ", "Đã nâng chỉ số PAPI của Hưng Yên năm 2025", "SIPAS tăng"),
        *("Điểm PAPI 2025 tăng 2 điểm so với 2024", "Sở đang theo dõi, đôn đốc", "theo dõi tiến độ", "Hưng Yên"),
        *("Thái Bình đã làm xong, Hưng Yên chưa", "Công khai minh bạch", "đã đạt top 10 PAPI", "da dat top 10 papi"),
        *("kế hoạch năm 2026", "đã xuất excel PAPI 2024", "Đã gửi bản đồ PAPI 2024", "cảm ơn", "ok", "", "🙂"),
        *("published on the portal", "we have finished training", "nhiệm vụ đã hoàn thành", "xong chưa?"),
    ],
)
def test_not_plainly_a_question(desk: ShippedDesk, text: str) -> None:
    assert not desk.desk.plainly_asks(text)
