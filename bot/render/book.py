"""Answers about the data and the bot: an index, choices, help, sources."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.kinds import AboutAnswer, ChooseAnswer, HelpAnswer, IndexAnswer, UnknownAnswer
from bot.commands import COMMANDS, Command, find
from bot.i18n import N_, Html, Translator, escape
from bot.questions import Question
from bot.render import notes, words
from bot.render.words import bold
from bot.reply import Button, Reply

EXAMPLE = {"vi": "Hưng Yên xếp thứ mấy PAPI 2024?", "en": "Hung Yen PAPI 2024"}
FIRST_QUESTIONS: dict[str, tuple[str, ...]] = {
    "vi": ("Hưng Yên xếp thứ mấy PAPI 2024?", "mức độ hài lòng ở Lạng Sơn 2022", "10 tỉnh đứng đầu PAPI 2023"),
    "en": ("Hung Yen PAPI 2024", "satisfaction in Lang Son 2022", "top 10 PAPI 2023"),
}
FIRST_FOLLOW = {"vi": "/theodoi Hưng Yên", "en": "/follow Hung Yen"}
OPTIONS_IN_ROW = 2
MOST_OPTIONS = 12


def index(answer: IndexAnswer, t: Translator) -> Reply:
    one = answer.index
    lines: list[str | None] = [
        bold(f"📘 {one.short} — {t.pick(one.name_vi, one.name_en)}"),
        escape(t.pick(one.measures_vi, one.measures_en)) + ".",
        t("Published by: {publisher}", publisher=t.pick(one.publisher_vi, one.publisher_en)),
    ]
    if answer.question.topic == "announced":
        lines.insert(1, _announced(answer, t))
    if answer.facts:
        lines += ["", bold(t("In {year}", year=answer.year))]
        lines += [f"• {escape(t.pick(fact.text_vi, fact.text_en))}" for fact in answer.facts]
    lines += ["", bold(t("Criteria"))]
    deep = answer.question.page > 0
    for row in answer.indicators:
        if "." in row.code and not deep:
            continue
        indent = "    " if "." in row.code else ""
        maximum = (
            t(" (at most {points})", points=words.plain(t, row.maximum))
            if (row.maximum and one.unit == "points") or (row.maximum and one.id == "par")
            else ""
        )
        lines.append(f"{indent}{escape(row.code)} {escape(words.indicator_name(t, row))}{maximum}")
    lines += ["", bold(t("Editions"))]
    for edition in answer.editions:
        span = f"{edition.first_year}–{edition.last_year}"
        if edition.last_year is None:
            span = t("since {year}", year=edition.first_year)
        elif edition.last_year == edition.first_year:
            span = str(edition.first_year)
        lines.append(f"• {span}: {escape(t.pick(edition.structure_vi, edition.structure_en))}")
    if sum(1 for edition in answer.editions if edition.change_en) > 0:
        lines.append(t("Figures of different editions do not compare."))
    lines += ["", bold(t("In the database"))]
    if answer.full_periods:
        lines.append("• " + t("whole tables: {periods}", periods=_periods(t, answer.full_periods)))
    if answer.partial_periods:
        lines.append("• " + t("single figures from reports: {periods}", periods=_periods(t, answer.partial_periods)))
    buttons: list[list[Button | None]] = [
        [
            Button(t("Sub-criteria"), replace(answer.question, page=1), here=True)
            if not deep and any("." in row.code for row in answer.indicators)
            else None,
            Button(t("The first ones"), Question("table", index=one.id)),
            Button(t("Sources and limits"), Question("about")),
        ]
    ]
    return words.reply(lines, buttons, tail=notes.source_line(t, answer.sources))


def _announced(answer: IndexAnswer, t: Translator) -> str:
    """When the year asked for was announced, or that this is not known."""
    dates = [fact for fact in answer.facts if fact.key == "announced"]
    if dates:
        return bold("; ".join(t.pick(fact.text_vi, fact.text_en) for fact in dates))
    if answer.year is None:
        return t("Usually announced in spring, for the year before.") if not answer.index.dated else ""
    return t("No date of announcement of {index} {year} is known.", index=answer.index.short, year=answer.year)


def _periods(t: Translator, periods: tuple[str, ...]) -> str:
    """2011–2024, or single ones; dates as dates."""
    if any("-" in period for period in periods):
        return ", ".join(t.partial_date(period) for period in periods)
    return notes.spans(int(period) for period in periods)


def choose(answer: ChooseAnswer, t: Translator) -> Reply:
    heard = answer.question.heard
    first = t("“{heard}” may mean several things. Which one?", heard=heard) if heard else t("Which one do you mean?")
    return words.reply([first, *_listed(answer.options, t)], _option_buttons(answer.options, t))


def unknown(answer: UnknownAnswer, t: Translator) -> Reply:
    lines: list[str | None] = []
    if answer.heard:
        lines.append(t("I did not find “{heard}” among the provinces, indices and criteria.", heard=answer.heard))
    else:
        lines.append(t("I did not find a province or an index in that."))
    if answer.options:
        lines.append(t("Did you mean:"))
        lines += _listed(answer.options, t)
    lines.append(t("For example: {example}", example=EXAMPLE[t.language]))
    help_button = [Button(t("What I can do"), Question("help"))]
    return words.reply(lines, [*_option_buttons(answer.options, t), help_button])


def _listed(options: tuple[tuple[str, str, Question], ...], t: Translator) -> list[str]:
    return [f"• {escape(t.pick(vi, en))}" for vi, en, _ in options[:MOST_OPTIONS]]


def _option_buttons(options: tuple[tuple[str, str, Question], ...], t: Translator) -> list[list[Button | None]]:
    buttons = [Button(t.pick(vi, en), question, here=True) for vi, en, question in options[:MOST_OPTIONS]]
    return [list(buttons[start : start + OPTIONS_IN_ROW]) for start in range(0, len(buttons), OPTIONS_IN_ROW)]


def help_(answer: HelpAnswer, t: Translator) -> Reply:
    topic = answer.question.topic
    if topic in ("hello", "start"):
        return _welcome(t)
    if topic == "thanks":
        return words.reply([t("You are welcome. Which province would you like to see?")], _examples(t))
    command = find(topic) if topic else None
    return _help_on(command, t) if command is not None else _whole_help(t)


def _welcome(t: Translator) -> Reply:
    """The first words: what this is, three questions to try, and where the rest is told."""
    lines = [
        bold(t("Hello. I answer how a province stands on PAPI, PAR INDEX, SIPAS and the 766 index.")),
        t("Ask in your own words, with or without accents, for example:"),
        *(f"• {escape(text)}" for text in FIRST_QUESTIONS[t.language]),
        t("To hear of new rankings: {command}", command=FIRST_FOLLOW[t.language]),
    ]
    return words.reply(lines, _examples(t))


def _examples(t: Translator) -> list[list[Button | None]]:
    return [
        [
            Button(t("Example: {text}", text=Html("Hưng Yên PAPI")),
                   Question("standing", provinces=("hung-yen",), index="papi")),
            Button(t("What I can do"), Question("help")),
        ],
        [Button(t("Sources and limits"), Question("about"))],
    ]  # fmt: skip


def _help_on(command: Command, t: Translator) -> Reply:
    shown = command.name_vi if t.language == "vi" else command.name
    example = command.example.replace(f"/{command.name}", f"/{shown}", 1)
    lines = [
        bold(f"/{shown} — {t(command.menu_en)}"),
        t(command.help_en),
        t("For example: {example}", example=Html(f"<code>{escape(example)}</code>")),
    ]
    return words.reply(lines, [[Button(t("What I can do"), Question("help"))]])


def _whole_help(t: Translator) -> Reply:
    lines: list[str | None] = [
        bold(t("Chỉ Số Tỉnh")),
        t("Ask how a province stands on PAPI, PAR INDEX, SIPAS or the 766 index, in your own words or by a command:"),
        t(
            "“{first}”, “{second}”",
            first=EXAMPLE[t.language],
            second=t("corruption control in Hung Yen 2024"),
        ),
        "",
    ]
    for command in COMMANDS:
        shown = command.name_vi if t.language == "vi" else command.name
        example = command.example.replace(f"/{command.name}", f"/{shown}", 1) if command.example else ""
        lines.append(
            f"/{shown} — {t(command.help_en)}"
            + (f"\n    <code>{escape(example)}</code>" if example and " " in example else "")
        )
    buttons = [
        [
            Button(
                t("Example: {text}", text=Html("Hưng Yên PAPI")),
                Question("standing", provinces=("hung-yen",), index="papi"),
            ),
            Button(t("Sources and limits"), Question("about")),
        ]
    ]
    return words.reply(lines, buttons)


LIMITS = (
    N_("Every figure carries its year and its source; what is not published is said so, never estimated."),
    N_("PAPI: whole tables; the ranks are computed from the scores, for PAPI publishes groups."),
    N_(
        "PAR INDEX and SIPAS: no complete table is public as text, so only single figures"
        " read in the press and on portals, each with its source."
    ),
    N_("766: a running score, always shown with its date; 2026 does not compare with earlier years."),
    N_("Figures until 2024 belong to the 63 provinces of that time; 34 exist since 1 July 2025."),
    N_("Some Vietnamese criterion names and all task texts are in our own wording."),
)


def about(answer: AboutAnswer, t: Translator) -> Reply:
    lines: list[str | None] = [bold(t("ℹ️ Where the figures come from, and how far they go"))]
    for one, full, partial in answer.indices:
        held = []
        if full:
            held.append(t("whole tables: {periods}", periods=_periods(t, full)))
        if partial:
            held.append(t("single figures from reports: {periods}", periods=_periods(t, partial)))
        lines.append(
            f"• <b>{escape(one.short)}</b> ({escape(t.pick(one.publisher_vi, one.publisher_en))}): {'; '.join(held)}"
        )
    lines.append(
        "• "
        + t(
            "{tasks} tasks from {documents} documents and reports",
            tasks=t.integer(answer.tasks),
            documents=t.integer(answer.documents),
        )
    )
    lines.append("")
    lines += [f"• {t(limit)}" for limit in LIMITS]
    lines.append(t("An independent service; not an office of any ministry or of UNDP."))
    buttons = [[Button(one.short, Question("index", index=one.id)) for one, _, _ in answer.indices]]
    return words.reply(lines, buttons)
