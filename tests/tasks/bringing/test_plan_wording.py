"""What an editor reads from the file to the receipt, in both languages, held against a golden file; and every press."""

from __future__ import annotations

import pytest

from bot.callbacks import LIMIT, Pressed, decode, encode
from bot.context import App
from bot.i18n import LANGUAGES, Language, translator
from bot.offline import OfflineTelegram, Seen
from bot.presses.plans import BringPlan, ManagePlan
from bot.reply import plain_text
from data.database import Database
from tests.support.brought_plans import ROWS, UNSURE, appoint, word_plan
from tests.support.golden import hold


def shown(seen: Seen) -> str:
    return "\n".join([seen.text, *("  ".join(f"[{label}]" for label in seen.labels),)]).strip()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_plan_from_the_file_to_the_receipt(
    language: Language, app: App, database: Database, world: OfflineTelegram
) -> None:
    editor = world.user(name="Lan", language_code=language)
    chat = world.private(editor, started=True)
    await appoint(database, editor.id)
    t = translator(language)
    parts: list[str] = []
    noted = 0

    def note() -> None:
        nonlocal noted
        parts.extend(map(shown, chat.answers[noted:]))
        noted = len(chat.answers)

    async def press(button: str | tuple[int, int]) -> None:
        """Press what is meant under the last message: what comes of it takes its place."""
        on = chat.last
        await editor.press(plain_text(t(button)) if isinstance(button, str) else button, on=on)
        parts.append(shown(on))
        note()

    rows = (*ROWS, *UNSURE, ("x", "Việc không rõ hạn", "", "", "30/2/2026", "", "PAPI"))
    await editor.send_document("ke-hoach.docx", word_plan(rows, number="", day="", title=""))
    note()
    for said in ("12/KH-UBND", "15/1/2026", "Kế hoạch PAPI năm 2026"):
        await editor.say(said)
        note()
    while plain_text(t("Publish the plan")) not in chat.last.labels:
        await press((0, 0))
    await press("Change something")
    await press("Back")
    await press("Publish the plan")
    await press("About this document")
    await press("Reminders and reports")
    await editor.say("/plans")
    note()
    await press((0, 0))
    await press("Withdraw it")
    await editor.say("sai phụ lục" if language == "vi" else "the wrong annex")
    note()
    await press("Withdraw it")
    hold(f"{language}_bringing.txt", "\n\n\n".join(parts) + "\n")


def test_presses_come_back_as_they_were() -> None:
    presses = (
        BringPlan("0123456789abcdef", "doubt", "01234567.89abcdef"),
        BringPlan("0123456789abcdef", "change", "implements"),
        BringPlan("0123456789abcdef", "go"),
        ManagePlan("hung-yen", "list", "2"),
        ManagePlan("hung-yen-12-kh-ubnd-2026", "set", "public1"),
    )
    for press in presses:
        data = encode(press)
        assert data is not None
        assert len(data.encode()) <= LIMIT
        assert decode(data) == Pressed(press)
    for forged in ("b:", "b:x", "d:", "d:hung-yen|burn", "d:../etc|see", "d:hung-yen|see|1|2|3|4"):
        assert decode(forged) is None
