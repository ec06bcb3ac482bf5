"""The wording of a conversation with an operator about a file: what is asked, warned of, and done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.i18n import Html, Translator
from bot.importing.draft import FileProblem
from bot.presses.publishing import UNKNOWN, Publish
from bot.render import phrases
from bot.render.details import detail_lines
from bot.render.operator import what
from bot.render.phrases import bold
from bot.render.preview import problem_line
from bot.reply import Button, Reply
from data.alerts.model import Published
from data.model.indices import Index
from data.queries.catalogue import Catalogue
from data.releases.details import DetailChange
from data.releases.single_facts import is_of_facts


@dataclass(frozen=True, slots=True)
class File:
    """The file a question is about: its id in presses, and its name."""

    id: str
    name: str


Choice = tuple[str, str]
"""A label, and the value that its button gives."""


def more_pictures(t: Translator, file: File) -> Reply:
    """The first picture of an album has come."""
    text = t("The pictures of this album are taken as parts of one table. Press when all of them are sent.")
    return _question(t, file, "album", text, [[(t("Read the table"), "1")]])


def picture_too_late(t: Translator) -> Reply:
    text = t("This picture came after the table was read, or is one too many. Send all of them again, in one album.")
    return phrases.reply([text])


def working(t: Translator) -> Reply:
    """What is said while a file takes long."""
    return Reply(t("⏳ I am working on the file; to read a picture or a scan may take some minutes."))


def worked(t: Translator) -> Reply:
    """What stands there once it is done, where what came of it is a picture below."""
    return Reply(t("✅ I have read the file."))


def which_index(t: Translator, file: File, indices: Iterable[Index]) -> Reply:
    return _question(
        t, file, "index", t("Which index are these figures of?"), [[(one.short, one.id) for one in indices]]
    )


def which_day(t: Translator, file: File, today: dt.date) -> Reply:
    text = t("As of which day are the figures? Press, or write the date.")
    return _question(t, file, "period", text, [[day] for day in _days(t, today)])


def which_year(t: Translator, file: File, years: Sequence[int]) -> Reply:
    text = t("Of which year are the figures? Press, or write it.")
    return _question(t, file, "period", text, [[(str(year), str(year)) for year in years]])


def which_title(t: Translator, file: File, proposed: str) -> Reply:
    text = t("What is the table called? Press, or write its title.")
    return _question(t, file, "title", text, [[(proposed, UNKNOWN)]])


def which_source(t: Translator, file: File, publisher: str) -> Reply:
    text = t("Where were they published? Write the address (https://…) and the title of the source, or press.")
    return _question(t, file, "source", text, [[(publisher, UNKNOWN)]])


def when_announced(t: Translator, file: File, today: dt.date) -> Reply:
    text = t("When was it announced? Press, or write the date.")
    return _question(t, file, "announced", text, [*([day] for day in _days(t, today)), [(t("Not known"), UNKNOWN)]])


def whole_or_single(t: Translator, file: File) -> Reply:
    text = t("Is it the whole table, or single facts?")
    return _question(t, file, "partial", text, [[(t("Whole table"), "0"), (t("Single facts"), "1")]])


def what_was_wrong(t: Translator, file: File, index: Index, period: str, details: Sequence[DetailChange] = ()) -> Reply:
    """The table would take the place of one in force; with ``details`` only what is said about it differs."""
    if details:
        known = t(
            "These figures of {index} {period} are in force already; only this differs:",
            index=index.short,
            period=t.partial_date(period),
        )
        asked = t("Why is it corrected? Write one sentence; subscribers will read it.")
        lines = Html("\n".join([known, *detail_lines(t, details), asked]))
        return _question(t, file, "why", lines, [])
    text = t(
        "Figures of {index} {period} are in force already, so this is a correction. "
        "What was wrong with them? Write one sentence; subscribers will read it.",
        index=index.short,
        period=t.partial_date(period),
    )
    return _question(t, file, "why", text, [])


def with_title_button(t: Translator, file: str, preview: Reply) -> Reply:
    """The preview of an operator's own file, whose title may be changed."""
    hint = t("Another title? Press the button, or write “Title: …”.")
    button = Button(t("Change the title"), Publish(file, "retitle"))
    return Reply(f"{preview.html}\n\n{hint}", (*preview.buttons, (button,)))


def _days(t: Translator, today: dt.date) -> list[Choice]:
    yesterday = today - dt.timedelta(1)
    return [
        (t("Today, {date}", date=t.date(today)), today.isoformat()),
        (t("Yesterday, {date}", date=t.date(yesterday)), yesterday.isoformat()),
    ]


def _question(t: Translator, file: File, step: str, text: Html, rows: Sequence[Sequence[Choice]]) -> Reply:
    """A question about a file. One can always cancel."""
    buttons: list[list[Button | None]] = [
        [Button(label, Publish(file.id, step, value)) for label, value in row] for row in rows
    ]
    return phrases.reply([bold(f"📄 {file.name}"), text], [*buttons, [cancel(t, file.id)]])


def cancel(t: Translator, file: str) -> Button:
    return Button(t("Cancel"), Publish(file, "cancel"))


def warning(t: Translator, file: str, problem: FileProblem, number: int, total: int) -> Reply:
    """One warning to be confirmed."""
    lines = [bold(t("Warning {number} of {total}", number=number, total=total)), problem_line(problem, t)]
    confirm = Button(t("That is right"), Publish(file, "confirm", problem.key))
    return phrases.reply(lines, [[confirm, cancel(t, file)]])


def ready(t: Translator, file: str, listeners: int, until: str) -> Reply:
    """The last step: publish or not. ``until``: '' for a file that any operator may publish, at any time."""
    text = t(
        "Publish? The button works once, for whichever operator presses it first. "
        "A release is never edited afterwards, only corrected or withdrawn."
    )
    if until:
        text = t(
            "Publish? The button works once, for you, until {time}. "
            "A release is never edited afterwards, only corrected or withdrawn.",
            time=until,
        )
    label = t.plural("Publish ({n} chat)", "Publish ({n} chats)", listeners)
    publish = Button(label, Publish(file, "go"), style="primary")
    return phrases.reply([text], [[publish, cancel(t, file)]])


def published(t: Translator, catalogue: Catalogue, done: Published) -> Reply:
    release = done.release
    head = t("Published: {what}, revision {n}", what=what(t, catalogue, release), n=release.revision)
    if release.corrects:
        head = t(
            "Published as a correction: {what}, revision {n}", what=what(t, catalogue, release), n=release.revision
        )
    mended = t("To correct it, write the right figures with the same source.") if is_of_facts(release) else None
    return phrases.reply(
        [bold("✅ " + head), *heard(t, done), t("Release: {id}", id=release.id), mended, t("Progress: /status")]
    )


def heard(t: Translator, done: Published) -> list[str | None]:
    """How many will be told of what was done, and how many messages are dropped."""
    return [
        t.plural("{n} chat will hear of it.", "{n} chats will hear of it.", done.rows)
        if done.rows
        else t("Nobody has to be told."),
        t.plural(
            "{n} message of the earlier alert that was not sent yet is dropped.",
            "{n} messages of the earlier alert that were not sent yet are dropped.",
            done.superseded,
        )
        if done.superseded
        else None,
    ]


def not_understood(t: Translator) -> Reply:
    return phrases.reply([t("I did not understand. Please answer the question above, or press Cancel.")])


def too_long(t: Translator, length: int, most: int) -> Reply:
    """A text that the operator wrote is longer than alerts and lists can show."""
    text = t(
        "That is too long: {n} characters; at most {most} fit. Please write it shorter.",
        n=t.integer(length),
        most=t.integer(most),
    )
    return phrases.reply([text])


def button_used(t: Translator) -> Reply:
    text = t("This button no longer works: it was used, cancelled, or is older than an hour. Send the file again.")
    return phrases.reply([text])


def published_already(t: Translator, release: str) -> Reply:
    return phrases.reply([t("Published already, as {release}. Nothing was done again.", release=release)])


def answered_already(t: Translator) -> Reply:
    return phrases.reply([t("That was answered already; see the newest message.")])


def cancelled(t: Translator) -> Reply:
    return phrases.reply([t("Cancelled. Nothing was written.")])


def confirm_first(t: Translator) -> Reply:
    return phrases.reply([t("The warnings must be confirmed first.")])


def not_published(t: Translator, why: str) -> Reply:
    return phrases.reply([t("Not published: {why}", why=why), t("Nothing was written.")])
