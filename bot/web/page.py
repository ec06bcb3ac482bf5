"""A page as a plain value: what stands on it, in words already, and nothing of how it is drawn.

Each page is made by a module of ``bot.web.pages`` from answers and a Translator; ``bot.web.templates`` makes the HTML.
Every text is HTML that the Translator escaped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.charts import Chart
from bot.i18n import Html
from bot.presses.answers import ChartName
from bot.questions import Question

NOTHING = Html("")

Align = Literal["text", "word", "number"]
"""``word``: a few letters that stay on one line."""


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A column of a table. ``address`` sorts by it, where it can; ``sorted`` says how it is sorted now."""

    title: Html
    align: Align = "text"
    address: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell: what is shown, where it leads, and the colour class of a mark before it. ``head`` begins its row."""

    html: Html
    address: str = ""
    mark: str = ""
    head: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows of cells under columns. ``caption`` says what it is of, for who cannot see the heading beside it; ``legend``
    what the marks in it mean, each by its colour class.
    """

    caption: Html
    columns: tuple[PageColumn, ...]
    rows: tuple[tuple[PageCell, ...], ...]
    legend: tuple[tuple[str, Html], ...] = ()
    kind: ClassVar[str] = "table"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Paragraphs, each of lines."""

    paragraphs: tuple[Html, ...]
    kind: ClassVar[str] = "text"


@dataclass(frozen=True, slots=True)
class NotesBlock:
    """Small print: how ranks came about, breaks in method, who has no figure, sources."""

    lines: tuple[Html, ...]
    kind: ClassVar[str] = "notes"


@dataclass(frozen=True, slots=True)
class FoldedBlock:
    """What is shown when asked for: a line, and the paragraphs below it."""

    summary: Html
    paragraphs: tuple[Html, ...]
    kind: ClassVar[str] = "folded"


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A chart, drawn in the page's own colours, and the addresses of the same as files."""

    chart: Chart
    svg: str
    png: str = ""
    kind: ClassVar[str] = "picture"


@dataclass(frozen=True, slots=True)
class Link:
    """Where one may go. ``current``: one is there already."""

    label: Html
    address: str
    current: bool = False
    beside: Html = NOTHING
    """What is said behind it."""


@dataclass(frozen=True, slots=True)
class LinksBlock:
    """Several links under a name: a line of them, or a list; ``folded``: a line that is opened by its name."""

    label: Html
    links: tuple[Link, ...]
    listed: bool = False
    folded: bool = False
    kind: ClassVar[str] = "links"


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: Html
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: a line to write in or, with ``options``, a choice."""

    name: str
    label: Html
    value: str = ""
    options: tuple[Option, ...] = ()
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class FormBlock:
    """Fields that are sent to an address as its parameters; ``kept`` are parameters sent along."""

    label: Html
    address: str
    fields: tuple[Field, ...]
    button: Html
    kept: tuple[tuple[str, str], ...] = ()
    kind: ClassVar[str] = "form"


@dataclass(frozen=True, slots=True)
class ActionButton:
    """What a person may do within Telegram: where that is asked for, and the button's label before and after."""

    address: str
    off: Html
    on: Html


@dataclass(frozen=True, slots=True)
class ActionsBlock:
    """What may be followed, and made the home province: shown by ``actions.js`` within Telegram, and nowhere else."""

    province: str
    index: str
    buttons: tuple[ActionButton, ...]
    failed: Html
    """Said where no answer comes."""
    open: Html
    """The label of a link to the bot."""


Block = TableBlock | TextBlock | NotesBlock | FoldedBlock | PictureBlock | LinksBlock | FormBlock


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading."""

    heading: Html
    blocks: tuple[Block, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class WebPage:
    """A whole page. ``address`` is its canonical one, without the language before it. ``question`` is what its data
    forms (``.json``, ``.csv``, ``.xlsx``) and its picture (``.svg``, ``.png``) answer; None where it has none.
    """

    title: Html
    description: Html
    address: str
    sections: tuple[Section, ...]
    lead: Html = NOTHING
    crumbs: tuple[Link, ...] = ()
    actions: ActionsBlock | None = None
    question: Question | None = None
    drawn: Question | None = None
    """What its picture answers, where that is another question."""
    chart: ChartName = ""
    forms: tuple[str, ...] = ()
    """Which files there are at its address: ``json``, ``csv``, ``xlsx``, ``svg``, ``png``."""
    status: int = 200
