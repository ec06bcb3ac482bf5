"""/mydata and /forget where the webhook keeps what it gets: what waits is told, and goes."""

from __future__ import annotations

import json
from typing import Any

from bot.callbacks import encode
from bot.presses.chats import Forget
from tests.botapi.test_webhook import House, api, house
from tests.support.traces import tables_with

__all__ = ["api", "house"]

LAN = 7_123_456_791
GROUP = -7_123_456_793


def pressed(message: dict[str, Any], press: Forget, number: int) -> dict[str, Any]:
    """A press under a message, as an update."""
    query = {"id": "1", "from": message["message"]["from"], "chat_instance": "1", "data": encode(press)}
    return {"update_id": number, "callback_query": {**query, "message": message["message"]}}


async def test_my_data_holds_what_is_not_handled_yet_the_request_too(house: House) -> None:
    async with house.open() as opened:
        await opened.telegram.deliver(opened.telegram.message("/mydata", LAN))
        await house.api.seen("sendDocument")
        await house.settled(1)
    (call,) = [call for call in house.api.calls if call.method == "sendDocument"]
    ((_, _, data),) = call.files.values()
    waiting = json.loads(data)["waiting"]
    assert "not done" in waiting["meaning"] or "chưa xử lý xong" in waiting["meaning"]
    (one,) = waiting["content"]
    assert one["update"]["message"]["text"] == "/mydata"
    assert await tables_with(house.database, LAN) == set(), "and it was gone as soon as it was handled"


async def test_after_forget_nothing_waits_and_what_is_said_next_is_a_new_beginning(house: House) -> None:
    """A process that was killed left two updates of Lan's behind."""
    async with house.open() as opened:
        await opened.telegram.deliver(opened.telegram.message("/theodoi Hưng Yên", LAN))
        await house.settled(1)
        left = opened.telegram.message("Hưng Yên PAPI", LAN)
        in_group = opened.telegram.message("/rank Huế PAPI", LAN)
        in_group["message"]["chat"] = {"id": GROUP, "type": "group", "title": "Sở"}
        await house.leave_behind(left, in_group)
        assert "update_received.content" in await tables_with(house.database, LAN)
        asking = opened.telegram.message("/forget", LAN)
        forget = pressed(asking, Forget("go"), asking["update_id"] + 1)
        after = opened.telegram.message("/theodoi Hà Nội", LAN)
        await opened.telegram.deliver_all([forget, after], at_once=1)
        await house.settled(5)
    assert any("Đã xóa" in text or "Done" in text for _, text in house.shown)
    assert await tables_with(house.database, LAN) == {"chat.id", "subscription.chat"}
    async with house.open():
        pass
    assert [state for state, _ in (await house.rows()).values()] == ["done"] * 5
    said = [text for chat, text in house.said if chat == str(GROUP) or "Hạng" in text]
    assert said == [], "what was forgotten is not answered at the next start"
