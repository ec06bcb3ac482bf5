"""What every page is made with: the answers, the words of a language, and what the address says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot import addresses
from bot.answers import Answer
from bot.assistant import Answered, Assistant
from bot.charts import draw, goes_with
from bot.i18n import Html, Translator
from bot.questions import Question
from bot.render import phrases
from bot.render.footnotes import source_line
from bot.web.page import Link, PictureBlock
from data.model.figures import Source
from data.model.indices import Index
from data.queries.catalogue import Catalogue
from data.store import Store


class NoSuchPage(Exception):
    """Nothing has this address; ``near`` are links to what may have been meant."""

    def __init__(self, near: tuple[Link, ...] = ()) -> None:
        super().__init__()
        self.near = near


@dataclass(frozen=True, slots=True)
class View:
    """The answers in one language, and the parameters of one address."""

    assistant: Assistant
    store: Store
    t: Translator
    values: Mapping[str, str]

    @property
    def catalogue(self) -> Catalogue:
        return self.store.catalogue

    def value(self, name: str, allowed: tuple[str, ...] = ()) -> str:
        """A parameter, trimmed; '' where it is not given or not one of those ``allowed``."""
        found = self.values.get(name, "").strip()
        return found if not allowed or found in allowed else ""

    async def answer(self, question: Question) -> Answer:
        return (await self.answered(question)).answer

    async def answered(self, question: Question) -> Answered:
        return await self.assistant.answer(question, self.t.language)

    def to(self, address: str) -> str:
        """An address in the language of the view."""
        return addresses.within(address, self.t.language)

    def link(self, label: str, address: str, *, current: bool = False, beside: str = "") -> Link:
        return Link(Html(label), self.to(address), current, Html(beside))

    def home(self) -> Link:
        return self.link(self.t("Home"), addresses.HOME)

    def address_of(self, question: Question) -> str:
        """Where a question is answered, in the language of the view; '' where nowhere is."""
        found = addresses.of(question, self.catalogue.newest)
        return self.to(found) if found else ""

    async def picture(self, question: Question, files: str = "") -> PictureBlock | None:
        """The chart of a question's answer; ``files`` is the address of the same as files, without its ending."""
        answer = await self.answer(question)
        further = goes_with(answer)
        beside = await self.answer(further) if further is not None else None
        chart = draw(answer, self.t, "", beside)
        where = self.to(files) if files else ""
        return PictureBlock(chart, f"{where}.svg" if where else "", f"{where}.png" if where else "") if chart else None

    def index_title(self, index: Index) -> Html:
        return Html(phrases.index_title(self.t, index))

    def sources(self, sources: tuple[Source, ...], *labels: str) -> Html:
        return source_line(self.t, sources, *labels)
