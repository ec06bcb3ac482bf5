"""What gives up what is begun, in whatever way it is typed, and what only sounds like it."""

from __future__ import annotations

import pytest

from bot.questions.cancel_request import is_cancel


@pytest.mark.parametrize(
    "text",
    [
        *("huỷ", "hủy", "huy", "HUỶ!", "huyr", "huyyy", "hủy bỏ", "huỷ đi", "hủy báo cáo này đi", "tôi muốn huỷ"),
        *("thôi", "thoi", "thooi", "THÔI!", "thôi khỏi", "bỏ qua", "bo qua di", "bỏ", "dừng lại", "dung lai"),
        *("duwngf laij", "không cần nữa", "khong can nua", "/huy", "/cancel", "/cancel@ChiSoTinhBot"),
        *("cancel", "Cancel.", "cancle", "canel", "cancell", "cancel it please", "never mind", "stop"),
    ],
)
def test_it_gives_up(text: str) -> None:
    assert is_cancel(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Huế", "hue", "đúng", "dung", "đúng lại", "thời", "thời gian", "bò", "khói", "Huy Tưởng", "huyện"),
        *("thôi được", "thôi đừng báo nữa", "bảng huỷ", "bỏ theo dõi", "hủy theo dõi Hưng Yên", "can", "council"),
        *("", " ", "/", "đã huỷ 3 thủ tục", "tiêu huỷ", "hủy" * 100),
    ],
)
def test_it_is_something_else(text: str) -> None:
    assert not is_cancel(text)
