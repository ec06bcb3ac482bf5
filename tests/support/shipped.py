"""The shipped figures for tests: a desk that answers by plain calls, a clock that stands still, texts as people read
them.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from bot.answers import Answer, Answerer
from bot.answers.contract import as_json
from bot.answers.viewing import Viewing
from bot.assistant import Answered, Assistant
from bot.exporting import ExportedFile, Exports
from bot.i18n import Language
from bot.offline.html import parse_html, utf16_length
from bot.presses.answers import Export
from bot.questions import Question, export_request
from bot.reply import Reply
from bot.settings import Settings
from data.database import Database
from data.model.figures import Results
from data.model.tasks import Task
from data.queries.catalogue import Catalogue
from data.seeding.loader import SEED_FOLDER
from data.store import Store

T = TypeVar("T")

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)


def settings_of(path: Path, **values: Any) -> Settings:
    """Settings with this database, whatever the environment or a developer's `.env` say."""
    isolated: dict[str, Any] = {"_env_file": None, "database": path, "pictures": path.parent / "pictures", **values}
    return Settings(**isolated)


class Clock:
    """Stands still; `time` may be moved by hand."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> dt.datetime:
        return self.time


class ShippedDesk:
    """The real desk over a database, with a loop of its own, so that tests and Hypothesis call it plainly."""

    def __init__(self, path: Path, seed: Path = SEED_FOLDER) -> None:
        self._path = path
        self._seed = seed
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        self.database = self.wait(Database.open(self._path, seed=self._seed))
        self.store = self.wait(Store.open(self.database))
        self.desk = Assistant(self.store, lambda: TODAY)
        self.exports = Exports(self.store, self.desk, lambda: NOW)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wait(self.database.close())
        self._runner.close()

    @property
    def catalogue(self) -> Catalogue:
        return self.store.catalogue

    def read(self, text: str) -> Question:
        return self.desk.read(text)

    def wait(self, asked: Coroutine[Any, Any, T]) -> T:
        """What is awaited; without the handling of Ctrl-C that ``Runner.run`` puts around each call, a third of it."""
        return self._runner.get_loop().run_until_complete(asked)

    def answer(self, question: Question, language: Language = "vi") -> Answered:
        return self.wait(self.desk.answer(question, language))

    def find(self, question: Question) -> Answer:
        """The answer alone, without words."""
        return self.wait(Answerer(self.store).answer(question, Viewing(TODAY)))

    def results(self, index: str, period: str) -> Results | None:
        return self.wait(self.store.results(index, period))

    def tasks(self, province: str | None = None, index: str | None = None) -> tuple[Task, ...]:
        return self.wait(self.store.tasks(province, index))

    def ask(self, text: str, language: Language = "vi") -> Answered:
        """What a person who writes this is answered."""
        return self.answer(self.read(text), language)

    def file(self, text: str, language: Language = "vi") -> ExportedFile:
        """The file that ``/export`` with this argument sends; fails where it sends none."""
        request = export_request.argument(text)
        found = self._runner.run(self.exports.of(Export(self.read(request.names), request.form), language))
        assert isinstance(found, ExportedFile), plain(found)
        return found

    def no_file(self, text: str, language: Language = "vi") -> Reply:
        """What it says where it sends no file."""
        found = self._runner.run(self.exports.of(Export(self.read(text)), language))
        assert isinstance(found, Reply)
        return found

    def text(self, text: str, language: Language = "vi") -> str:
        """The same as plain text, as it is read."""
        return plain(self.ask(text, language).reply)

    @staticmethod
    def told(text: str, answered: Answered) -> dict[str, Any]:
        """The object that `chisotinh ask --json` prints for an answer."""
        return as_json(text, answered.answer, answered.reply.html)

    def json(self, text: str, language: Language = "vi") -> dict[str, Any]:
        """The object that `chisotinh ask --json` prints."""
        return self.told(text, self.ask(text, language))


def plain(reply: Reply) -> str:
    """The text without its markup, by Telegram's own rules; fails on HTML that Telegram would refuse."""
    return parse_html(reply.html)[0]


def length(reply: Reply) -> int:
    """Units that Telegram counts."""
    return utf16_length(plain(reply))


def labels(reply: Reply) -> list[str]:
    return [button.label for row in reply.buttons for button in row]


def pressed(reply: Reply, label: str) -> Question:
    """What the button with this label asks."""
    found = [button.press for row in reply.buttons for button in row if button.label == label]
    assert found, f"no button {label!r} among {labels(reply)}"
    assert isinstance(found[0], Question)
    return found[0]
