"""A broadcast in the real outbox, made quickly; and a sender of it in a process that may be killed.

``python -m tests.support.broadcast DATABASE BASE_URL`` sends until nothing is left (exit code 0).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import os
import sys

from sqlalchemy import Connection, insert, select, text
from telegram import Bot

from bot.botapi.lanes import AlertLane
from bot.delivery.events import DeliveryReport
from bot.delivery.options import SenderOptions
from bot.delivery.sender import Sender
from data.alerts.outbox import Outbox
from data.database import Database
from data.db import schema, schema_alerts
from data.model.chats import TELEGRAM
from tests.support.api_server import TOKEN

PACE = 200.0
IN_FLIGHT = 16
LINES = "Hạng 19/61 · 44,40 điểm (thang 80) · nhóm Trung bình cao\n▼ 7 bậc so với 2023 (12/61) · điểm ▲ 0,18\n"
BUTTONS = (
    '[[{"text":"Thành phần","callback_data":"s:hung-yen:papi:2025"},{"text":"So sánh","callback_data":"c:hung-yen"}],'
    '[{"text":"Dừng theo dõi","callback_data":"u:hung-yen:papi"}]]'
)


def fill(connection: Connection, alert: int, chats: int, texts: int, first: int = 1) -> None:
    """An alert to ``chats`` private chats with ids from ``first`` on, in so many distinct texts."""
    now = dt.datetime.now(dt.UTC)
    texts_begin = alert * 100_000
    connection.execute(
        insert(schema_alerts.alert).values(
            id=alert, release=f"r{alert}", kind="release", created=now, expires=now + dt.timedelta(days=7), total=chats
        )
    )
    for n in range(texts):
        html = f"🔔 <b>Có số liệu mới: PAPI 2025</b> ({n})\n\n" + f"🏛 <b>Tỉnh {n}</b>\n{LINES}" * 4
        values = {"id": texts_begin + n, "alert": alert, "language": "vi", "html": html, "buttons": BUTTONS}
        values |= {"hash": hashlib.sha256(html.encode()).hexdigest(), "provinces": ()}
        connection.execute(insert(schema_alerts.alert_text).values(values))
    known = set(connection.scalars(select(schema.chat.c.id).where(schema.chat.c.platform == TELEGRAM)))
    usual = {"platform": TELEGRAM, "kind": "private", "language": "vi", "created": now, "seen": now}
    usual |= {"quiet_from": None, "quiet_to": None}
    new = [usual | {"id": id} for id in range(first, first + chats) if id not in known]
    if new:
        connection.execute(insert(schema.chat), new)
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {int(chats)})"
    rows = f"{int(alert)}, i + {int(first)}, {texts_begin} + i % {int(texts)}, 'pending'"
    connection.execute(text(f"INSERT INTO outbox (alert, chat, text, state) {numbers} SELECT {rows} FROM n"))


async def send_all(place: str, base_url: str, alert: int = 1) -> DeliveryReport:
    """Sends until nothing of the alert waits; returns the report."""
    done: asyncio.Future[DeliveryReport] = asyncio.get_running_loop().create_future()

    def on_report(report: DeliveryReport) -> None:
        if not report.waiting and report.alert == alert and not done.done():
            done.set_result(report)

    async with await Database.open(place) as database:
        bot = Bot(TOKEN, base_url)
        sender = Sender(
            Outbox(database),
            bot,
            SenderOptions(pace=PACE, in_flight=IN_FLIGHT),
            request=AlertLane(IN_FLIGHT),
            report=on_report,
        )
        running = asyncio.create_task(sender.run())
        report = await done
        sender.stop()
        await running
    return report


def child(place: str, base_url: str) -> int:
    """Forks a process that sends; returns its id. Forking saves it the second that importing takes."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        asyncio.run(send_all(place, base_url))
        code = 0
    finally:
        os._exit(code)


def main() -> None:
    """Each line on standard input starts a sender and is answered with its process id; ``wait`` waits for it."""
    place, base_url = sys.argv[1], sys.argv[2]
    pid = 0
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "start":
            pid = child(place, base_url)
            print(pid, flush=True)
        else:
            print(os.waitpid(pid, 0)[1], flush=True)


if __name__ == "__main__":
    main()
