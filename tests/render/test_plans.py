"""Whole answers on the plans that offices bring, held against golden files, and the pages that show them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.callbacks import Pressed, decode, encode
from bot.i18n import LANGUAGES, Language, translator
from bot.pictures.files import PictureFiles
from bot.publishing.plans import PlanPublisher
from bot.questions import Question
from bot.render import plans as wording
from data.releases.plan_draft import PlanDraft
from data.releases.plan_rows import new_document
from tests.support.golden import hold, transcript
from tests.support.plans import ID, LATER_PLAN, PLAN, REVISION
from tests.support.shipped import NOW, ShippedDesk, plain
from tests.web.site_desk import SiteDesk

ASKED: dict[Language, tuple[str, ...]] = {
    "vi": (
        "/nhiemvu Hưng Yên", "/nhiemvu Hưng Yên SIPAS Sở Nội vụ", "nhiệm vụ của 12/KH-UBND",
        "/muctieu Hưng Yên", "/matdiem Hưng Yên PAPI 2024", "Hưng Yên cần gì để vào nhóm 5 PAPI",
    ),
    "en": ("/tasks Hung Yen", "what does plan 12/KH-UBND assign", "/targets Hung Yen"),
}  # fmt: skip


@pytest.fixture
def own(database_file: Path) -> Iterator[ShippedDesk]:
    """A desk over a database to which an office brings plans."""
    with ShippedDesk(database_file) as desk:
        yield desk


def publish(desk: ShippedDesk, *drafts: PlanDraft) -> PlanPublisher:
    publisher = PlanPublisher(desk.database, desk.store, lambda: NOW)
    for draft in drafts:
        desk.wait(publisher.publish(draft, "test"))
    return publisher


@pytest.mark.parametrize("language", LANGUAGES)
def test_plans_read_as_reviewed(own: ShippedDesk, language: Language) -> None:
    """First a plan alone, then the one that replaces it, and what operators are told."""
    publisher = publish(own, PLAN)
    alone = transcript(own, [(one, own.read(one)) for one in ASKED[language]], language)
    publish(own, REVISION, LATER_PLAN)
    replaced = transcript(own, [(one, own.read(one)) for one in ASKED[language]], language)
    listed = wording.listed(translator(language), own.catalogue, own.wait(publisher.plans()))
    hold(f"{language}_plans.txt", f"{alone}\n\n{replaced}\n\n> chisotinh tasks list\n\n{plain(listed)}\n")


def test_the_longest_button_to_a_document_fits(own: ShippedDesk) -> None:
    publish(own, PLAN)
    longest = new_document(replace(PLAN, province="ba-ria-vung-tau", number="12345/KH-UBND-SNV-PNV"))
    for document in (ID, longest):
        asked = Question("tasks", index="sipas", document=document, page=99)
        data = encode(asked, here=True)
        assert data is not None
        assert decode(data) == Pressed(asked, here=True)


@pytest.mark.parametrize("start", ["", "/en"])
def test_the_page_of_a_province_shows_its_plans_whole(own: ShippedDesk, start: str, tmp_path: Path) -> None:
    site = SiteDesk(own, PictureFiles(tmp_path / "pictures"))
    before = json.loads(site.get(f"{start}/nhiem-vu/hung-yen.json").body)
    publish(own, PLAN, LATER_PLAN)
    page = site.read(f"{start}/nhiem-vu/hung-yen").text
    for said in ("45/KH-UBND", "12/KH-UBND", "1487/UBND-NC", "II.1. Khảo sát", "Ban Quản lý Khu công nghệ cao Phố Nối"):
        assert said in page
    told = json.loads(site.get(f"{start}/nhiem-vu/hung-yen.json").body)
    assert (told["kind"], told["province"]) == ("tasks", "hung-yen")
    assert "45/KH-UBND" in told["html"]
    assert "45/KH-UBND" not in before["html"]
    assert "45/KH-UBND" in site.get(f"{start}/nhiem-vu/hung-yen.csv").body.decode()
