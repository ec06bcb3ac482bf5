"""Sentences that state figures, through the whole bot: asked, previewed, published, told; and whose are taken."""

from __future__ import annotations

from bot.offline import OfflineTelegram
from bot.presses.publishing import Publish
from data.database import Database
from data.releases.open_files import OpenFiles
from tests.handlers.test_publish import Office, clock, follower, last, office, told  # noqa: F401
from tests.handlers.test_roles import Town, town
from tests.handlers.test_who_may import data_of

__all__ = ["town"]

SAID = "SIPAS 2024 của Vĩnh Long đạt {score}%, tăng 1,2%, xếp thứ 23/63, theo Báo Vĩnh Long"
HERE = "PAR INDEX 2024 của Hưng Yên đạt 88,15%, xếp hạng 20/63, theo Báo Hưng Yên ngày 10/4/2025"


async def test_an_operator_states_a_figure_and_its_follower_hears(office: Office, world: OfflineTelegram) -> None:  # noqa: F811
    lan = await follower(world, "SIPAS Vĩnh Long")
    await office.operator.say(SAID.format(score="85,12"))
    assert "Công bố ngày nào?" in office.chat.last.text
    await office.answer("Hôm nay, 11/10/2026")
    preview = office.chat.answers[-2].text
    assert "Số liệu lẻ, không xếp hạng · 1/63 tỉnh, thành phố" in preview
    assert "Đọc từ câu: “SIPAS 2024 của Vĩnh Long đạt 85,12%" in preview
    assert "23. Vĩnh Long · 85,12%" in preview
    assert "Nguồn: Báo Vĩnh Long" in preview
    assert told(world, lan) == 0
    await office.answer(office.chat.last.labels[0])
    await office.delivered()
    assert told(world, lan) == 1
    assert "85,12" in last(world, lan)
    await lan.say("sipas vinh long 2024")
    assert "85,12%" in last(world, lan)
    assert "23/63" in last(world, lan)
    assert "Báo Vĩnh Long" in last(world, lan)
    (entry, *_) = await office.services.publishing.audit()
    assert entry.detail == "stated: " + SAID.format(score="85,12")


async def test_stated_otherwise_it_is_a_correction_that_names_its_reason(
    office: Office,  # noqa: F811
    world: OfflineTelegram,
) -> None:
    lan = await follower(world, "SIPAS Vĩnh Long")
    for score in ("85,12", "85,21"):
        await office.operator.say(SAID.format(score=score))
        await office.answer("Hôm nay, 11/10/2026")
        if score == "85,21":
            assert "đính chính" in office.chat.last.text
            await office.operator.say("gõ nhầm chữ số")
        await office.answer(office.chat.last.labels[0])
        assert "Cần đính chính thì nhắn lại số liệu đúng với cùng nguồn." in office.chat.last.text
        await office.delivered()
    assert told(world, lan) == 2
    assert "85,21" in last(world, lan)
    assert "gõ nhầm chữ số" in last(world, lan)
    await office.operator.say(SAID.format(score="85,21"))
    await office.answer("Hôm nay, 11/10/2026")
    assert "Không có gì mới" in office.chat.last.text


async def test_two_indices_are_two_releases_each_with_its_preview(office: Office) -> None:  # noqa: F811
    await office.operator.say(
        "PAR INDEX 2024 của Hưng Yên đạt 88,15%, xếp 20; SIPAS 2024 đạt 84,3% theo Báo Hưng Yên ngày 10/4/2025"
    )
    texts = [seen.text for seen in office.chat.answers]
    assert any("PAR INDEX 2024: chờ đăng" in text for text in texts)
    assert any("SIPAS 2024: chờ đăng" in text for text in texts)


async def test_what_is_not_certain_is_said_and_nothing_is_written(office: Office) -> None:  # noqa: F811
    await office.operator.say("Vĩnh Long và Trà Vinh lần lượt đạt 85,12% và 86,4% SIPAS 2024 theo báo A")
    assert "Tôi chưa thể nhận các số liệu này" in office.chat.last.text
    assert "Không tìm thấy số liệu nào của Vĩnh Long" in office.chat.last.text
    await office.operator.say("SIPAS 2024 Vĩnh Long xếp thứ 3 khu vực ĐBSCL, đạt 85,12%, theo báo VL ngày 10/4/2025")
    aside = "Bỏ qua vì chỉ là thứ hạng trong một vùng hay một nhóm khác: “xếp thứ 3”"
    assert any(aside in seen.text for seen in office.chat.answers)


async def test_what_it_does_not_say_is_asked(office: Office) -> None:  # noqa: F811
    await office.operator.say("Vĩnh Long đạt 85,12%, theo Báo Vĩnh Long ngày 10/4/2025")
    assert "SIPAS" in office.chat.last.labels
    await office.answer("SIPAS")
    await office.operator.say("2024")
    assert "SIPAS 2024: chờ đăng" in office.chat.answers[-2].text


async def test_of_a_fact_that_is_withdrawn_its_follower_hears_what_another_source_says(
    office: Office,  # noqa: F811
    world: OfflineTelegram,
) -> None:
    lan = await follower(world, "SIPAS Vĩnh Long")
    for paper, score in (("A", "85,12"), ("B", "85,21")):
        await office.operator.say(f"SIPAS 2024 Vĩnh Long {score}%, theo Báo {paper} ngày 10/10/2026")
        if paper == "B":
            await office.answer("Đúng vậy")
        await office.answer(office.chat.last.labels[0])
        await office.delivered()
    await office.services.publisher.withdraw("sipas-2024-facts2-1", "báo ghi nhầm", "test")
    await office.delivered()
    assert "rút lại 85,21%" in last(world, lan)
    assert "Nay dùng lại: 85,12%" in last(world, lan)
    assert "tôi trả lời theo kỳ trước" not in last(world, lan)


async def test_a_question_meanwhile_is_answered_and_is_no_year_source_or_reason(office: Office) -> None:  # noqa: F811
    await office.operator.say("SIPAS Vĩnh Long 85,12%, theo Báo Vĩnh Long")
    for _ in range(2):  # while the year, then the day is asked for
        await office.operator.say("Hưng Yên xếp thứ mấy PAPI 2024?")
        assert "hạng 19/61" in office.chat.last.text.lower()
        await office.operator.say("2024")
    await office.operator.say("hôm nay")
    await office.answer(office.chat.last.labels[0])
    await office.operator.say("SIPAS 2024 Vĩnh Long 85,21%, theo Báo Vĩnh Long ngày 10/10/2026")
    await office.operator.say("SIPAS 2024 Vĩnh Long 85,22%")
    assert "Số liệu này được công bố ở đâu?" in office.chat.last.text
    await office.operator.say("Hưng Yên xếp thứ mấy PAPI 2024?")
    assert "hạng 19/61" in office.chat.last.text.lower()
    await office.operator.say("Báo Vĩnh Long")
    await office.operator.say("hôm nay")
    assert "Số liệu cũ sai ở đâu?" in office.chat.last.text
    await office.operator.say("Nhầm điểm của Vĩnh Long với Trà Vinh")
    assert any("85,22%" in seen.text and "chờ đăng" in seen.text for seen in office.chat.answers)


async def test_a_sentence_while_a_year_is_asked_for_begins_anew(office: Office) -> None:  # noqa: F811
    await office.operator.say("SIPAS Vĩnh Long 85,12%, theo Báo Vĩnh Long")
    await office.operator.say("SIPAS 2024 của Bến Tre đạt 84,21%, xếp thứ 30/63, theo Báo Bến Tre ngày 10/10/2026")
    assert any("30. Bến Tre · 84,21%" in seen.text for seen in office.chat.answers)
    assert not any("85,12%" in seen.text and "chờ đăng" in seen.text for seen in office.chat.answers)


async def test_of_anybody_else_it_is_a_question(office: Office, world: OfflineTelegram) -> None:  # noqa: F811
    nam = world.user()
    await nam.say(SAID.format(score="85,12"))
    assert "Tôi chưa tìm thấy số liệu SIPAS 2024 của Vĩnh Long" in last(world, nam)
    await office.operator.say("Hưng Yên xếp thứ mấy PAPI 2024?")
    assert "hạng 19/61" in office.chat.last.text.lower()


async def test_an_editor_states_figures_of_their_own_province_and_operators_are_told(town: Town) -> None:
    await town.appoint(town.lan)
    await town.lan.say(HERE)
    assert "PAR INDEX 2024: chờ đăng" in town.chat(town.lan).answers[-2].text
    assert "ở đây ghi hạng 20, còn Báo Hưng Yên, về Công văn" in town.chat(town.lan).answers[-2].text
    await town.lan.press("Đúng vậy")
    await town.lan.press(town.chat(town.lan).last.labels[0])
    assert "par-2024-facts1-1" in town.chat(town.lan).last.text
    for one in (town.hoa, town.nam):
        assert "Người biên tập Lan vừa đăng số liệu lẻ của tỉnh mình: par-2024-facts1-1" in town.chat(one).last.text
    await town.lan.say(SAID.format(score="85,12"))
    assert "Bạn chỉ được đăng số liệu của Hưng Yên" in town.chat(town.lan).last.text


async def test_who_is_no_editor_any_more_goes_on_with_nothing(town: Town, database: Database) -> None:
    await town.appoint(town.lan)
    await town.lan.say(HERE)
    (file,) = await OpenFiles(database).of(town.lan.id)
    held = await town.services.roles.roles.of(town.lan.id)
    await town.services.roles.roles.remove(held[0].id, who="test", now=town.clock())
    popup = await town.lan.press("Đúng vậy")
    assert popup is not None
    assert popup.alert
    assert await OpenFiles(database).find(file.id) is not None
    assert "par-2024-facts1-1" not in {one.release.id for one in await town.services.publishing.releases()}
    await town.john.say("/help")
    popup = await town.world.ask_callback(town.john, town.chat(town.john).last, data_of(Publish(file.id, "go")))
    assert popup is not None
    assert popup.alert
    assert "par-2024-facts1-1" not in {one.release.id for one in await town.services.publishing.releases()}


async def test_who_is_no_editor_any_more_asks_again_what_they_write(town: Town) -> None:
    await town.appoint(town.lan)
    await town.lan.say("PAR INDEX 2024 của Hưng Yên đạt 88,15%, theo Báo Hưng Yên")
    assert "Công bố ngày nào?" in town.chat(town.lan).last.text
    held = await town.services.roles.roles.of(town.lan.id)
    await town.services.roles.roles.remove(held[0].id, who="test", now=town.clock())
    before = len(town.chat(town.lan).answers)
    await town.lan.say("Hưng Yên xếp thứ mấy PAPI 2024?")
    assert len(town.chat(town.lan).answers) > before, "not left without an answer"
    assert "hạng 19/61" in town.chat(town.lan).last.text.lower()
    await town.lan.say(SAID.format(score="85,12"))
    assert "Tôi chưa tìm thấy số liệu SIPAS 2024 của Vĩnh Long" in town.chat(town.lan).last.text, "it is a question"
