"""A file is made once for all who ask the same, in whatever words, and anew when the data changed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.callbacks import decode, encode
from bot.exporting import ExportedFile, Exports, service
from bot.exporting.subject import in_words, subject_of
from bot.i18n import Language
from bot.presses.answers import Export, FileForm
from bot.questions import Question
from data.store import Store
from tests.support.shipped import NOW, TODAY, ShippedDesk


@pytest.fixture
def exports(store: Store) -> Exports:
    return Exports(store, Assistant(store, lambda: TODAY), lambda: NOW)


async def asked(
    exports: Exports, question: Question, form: FileForm = "xlsx", language: Language = "vi"
) -> ExportedFile:
    found = await exports.of(Export(question, form), language)
    assert isinstance(found, ExportedFile)
    return found


async def test_it_is_made_once_however_it_is_asked_for(exports: Exports, monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[str] = []
    make = service.made

    def counted(key: str, *given: Any) -> ExportedFile | None:
        times.append(key)
        return make(key, *given)

    monkeypatch.setattr(service, "made", counted)
    top, whole = Question("table", index="papi", year=2024, n=5), Question("table", index="papi", year=2024)
    files = await asyncio.gather(*(asked(exports, one) for one in (top, whole, top, whole)))
    assert len({file.key for file in files}) == len(times) == 1
    assert (await asked(exports, whole, "csv")).key != files[0].key
    assert (await asked(exports, whole, language="en")).key != files[0].key
    assert len(times) == 3


async def test_only_so_many_are_kept(exports: Exports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "KEPT", 2)
    for year in (2020, 2021, 2022, 2023):
        await asked(exports, Question("table", index="papi", year=year))
    assert len(exports._files) == 2


async def test_new_figures_make_a_new_file(exports: Exports, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    question = Question("table", index="dti", year=2024)
    before = await asked(exports, question)
    store.catalogue = replace(store.catalogue, data_version="another")
    assert (await asked(exports, question)).key != before.key


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize(
    "question",
    [
        Question("table", index="papi", indicator="4.2", year=2024, region="central-highlands"),
        Question("components", ("hung-yen", "thai-binh"), "766", period="2026-09-17", year=2026),
        Question("tasks", ("hung-yen",), "papi", topic="general"),
        Question("profile", ("hung-yen",)),
    ],
)
def test_a_press_says_what_is_wanted_as_a_file(question: Question, form: FileForm) -> None:
    data = encode(Export(question, form))
    assert data is not None
    found = decode(data)
    assert found is not None
    assert found.press == Export(question, form)


@pytest.mark.parametrize("data", ["&", "$", "&x|", "&&t||papi", "$t||papi|||||||||||", "&#t||papi", "=&t||papi"])
def test_a_press_that_is_none_is_not_read(data: str) -> None:
    assert decode(data) is None


def test_what_a_chat_shows_a_part_of_is_one_subject(desk: ShippedDesk) -> None:
    whole = subject_of(desk.read("PAPI 2024"))
    for text in ("top 5 PAPI 2024", "/bottom 3 PAPI 2024", "PAPI 2024 tăng giảm", "tỉnh nào trên trung bình PAPI 2024"):
        assert subject_of(desk.read(text)) == whole, text
    for text in ("PAPI Hưng Yên 2024", "Hưng Yên mất điểm ở đâu PAPI 2024", "thành phần PAPI 2024 Hưng Yên"):
        assert subject_of(desk.read(text)) == Question("components", ("hung-yen",), "papi", year=2024), text
    assert (
        subject_of(Question("help")) is subject_of(Question("table")) is subject_of(Question("targets", ("x",))) is None
    )
    assert in_words(Question("components", ("hung-yen",))).intent == "profile"
    assert in_words(Question("components", ("hung-yen",), "papi")).intent == "history"
