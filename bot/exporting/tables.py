"""Material -> Book: which sheets a file has, its name, and what is said of it in the chat (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.lookup import indicator_of
from bot.exporting import duty_list, notes, records, task_list
from bot.exporting.book import Book, FileSheet, compact
from bot.exporting.material import FigureMaterial, TaskMaterial
from bot.exporting.ranking import ranking, units
from bot.exporting.sources import Citations
from bot.i18n import Translator, escape
from bot.render import phrases
from bot.render.footnotes import spans
from bot.reply import plain_text
from data.model.figures import Results

NOT_PLAIN = re.compile(r"[^a-z0-9]+")
PRODUCT = "chi-so-tinh"


def book_of(material: FigureMaterial | TaskMaterial, t: Translator) -> Book:
    """The file of everything gathered; ``Book.empty`` where there is nothing."""
    if isinstance(material, TaskMaterial):
        return _of_tasks(material, t)
    return _of_provinces(material, t) if material.subject.provinces else _of_index(material, t)


def _of_index(material: FigureMaterial, t: Translator) -> Book:
    catalogue, subject, cited = material.catalogue, material.subject, Citations(material.catalogue)
    code = subject.indicator or ""
    known = [one for one in material.results if any(found == code for _, found in one.figures)]
    whole = [one for one in known if one.full and one.ranking.get(code)]
    single = [one for one in known if one not in whole]
    sheets = [ranking(catalogue, one, subject, t, cited) for one in whole]
    lines: list[str] = []
    if len(whole) == 1:
        provinces = units(catalogue, whole[0], subject)
        many = sum(whole[0].figure(one.id, code) is not None for one in provinces)
        said = t.plural("{n} province with figures, of {all}", "{n} provinces with figures, of {all}", many,
                        all=len(provinces))  # fmt: skip
        lines.append(f"{t.partial_date(whole[0].period)}: {said}" if single else said)
    elif whole:
        lines.append(t.plural("{n} whole table", "{n} whole tables",
                              len(whole)))  # fmt: skip
    facts = records.single_facts(catalogue, single, subject, t, cited) if single else None
    if facts is not None and facts.rows:
        sheets.append(facts)
        lines.append("⚠️ " + escape(facts.notice))
    shown = [*whole, *single]
    title, name = subject_title(material, shown, t), [subject.index or ""]
    if code:
        name.append(t.pick(f"tieu-chi-{code}", f"criterion-{code}"))
    return _book(title, [*name, subject.region or "", *_years(material)], lines, sheets,
                 notes.of_figures(catalogue, shown, subject, t, cited) if shown else [], cited, t)  # fmt: skip


def subject_title(material: FigureMaterial, shown: Sequence[Results], t: Translator) -> str:
    """What the file of an index is about: "PAPI 2011–2024, Kiểm soát tham nhũng, Tây Nguyên"."""
    catalogue, subject = material.catalogue, material.subject
    index = catalogue.indices[subject.index or ""]
    if len(shown) == 1:
        title = plain_text(phrases.sentence(phrases.period_name(t, index, shown[0].period)))
    else:
        years = spans(one.year for one in shown) or (str(subject.year) if subject.year else "")
        named = phrases.index_title(t, index)
        title = (
            plain_text(t("{index} in {year}", index=named, year=years)) if index.dated else f"{named} {years}".strip()
        )
    if subject.indicator:
        year = shown[0].year if shown else subject.year or 0
        title += ", " + phrases.indicator_name(t, indicator_of(catalogue, index.id, subject.indicator, year))
    if subject.region:
        region = catalogue.regions[subject.region]
        title += ", " + t.pick(region.name_vi, region.name_en)
    return title


def _of_provinces(material: FigureMaterial, t: Translator) -> Book:
    catalogue, subject, cited = material.catalogue, material.subject, Citations(material.catalogue)
    provinces = [catalogue.provinces[slug] for slug in subject.provinces]
    sheets, shown = [], []
    for name, parts in ((t("Results"), False), (t("Criteria"), True)):
        found = [
            pair
            for one in provinces
            for pair in records.of_province(catalogue, material.results, one, subject, parts=parts)
        ]
        shown += [results for results, _ in found]
        rows = tuple(records.record(catalogue, results, one, t, cited) for results, one in found)
        if rows:
            sheets.append(compact(FileSheet(plain_text(name), records.columns(t), rows)))
    used = [one for one in material.results if any(one is other for other in shown)]
    lines = [t.plural("{n} row of figures, each with its source", "{n} rows of figures, each with its source",
                      sum(len(sheet.rows) for sheet in sheets))]  # fmt: skip
    if any(not one.full for one in used):
        lines.append(t("Figures read in the press and on portals are marked so."))
    who = t.list(phrases.name(t, one) for one in provinces)
    index = catalogue.indices[subject.index] if subject.index else None
    what = phrases.index_name(t, index) if index is not None else t("all indices")
    years = spans(one.year for one in used)
    title = f"{plain_text(who)} — {what} {years}".strip()
    if index is not None and subject.indicator:
        year = used[0].year if used else subject.year or 0
        title += ", " + phrases.indicator_name(t, indicator_of(catalogue, index.id, subject.indicator, year))
    name_parts = [*subject.provinces, subject.index or "", *([subject.indicator] if subject.indicator else [])]
    return _book(title, [*name_parts, *_years(material)], lines, sheets,
                 notes.of_figures(catalogue, used, subject, t, cited) if used else [], cited, t)  # fmt: skip


def _of_tasks(material: TaskMaterial, t: Translator) -> Book:
    subject, answer, cited = material.subject, material.answer, Citations(material.catalogue)
    states = subject.topic == "progress"
    sheet = duty_list.sheet(material, t) if states else task_list.tasks(material, t, cited)
    if states:
        cited.cite(dict.fromkeys(task.document.source for task in material.tasks), plain_text(t("Tasks")))
    if answer.document is not None:
        title = t("Tasks from {document}", document=answer.document.number or answer.document.title_vi)
    elif answer.province is not None:
        title = t("📌 Tasks of {who}", who=phrases.name(t, answer.province))
    else:
        title = t("Tasks") if answer.agency is not None else t("📌 National tasks")
    about = [phrases.index_name(t, answer.index)] if answer.index else []
    about += [phrases.indicator_name(t, answer.indicator)] if answer.indicator is not None else []
    about += [t.pick(answer.agency.name_vi, answer.agency.name_en)] if answer.agency is not None else []
    about += [str(subject.year)] if subject.year else []
    lines = [t.plural("{n} task", "{n} tasks", len(material.tasks))]
    if answer.general:
        lines.append(t("No document names the agency asked for: these tasks are given to all departments together."))
    name = [
        t.pick("tien-do", "progress") if states else t.pick("nhiem-vu", "tasks"),
        *subject.provinces,
        *(part or "" for part in (subject.index, subject.indicator, subject.agency, subject.document)),
        str(subject.year or ""),
    ]
    whole = ": ".join(filter(None, [plain_text(title).removeprefix("📌 "), ", ".join(about)]))
    return _book(whole, name, lines, [sheet], task_list.notes(material, t, states=states), cited, t)


def _book(
    title: str,
    name: Sequence[str],
    lines: Sequence[str],
    sheets: Sequence[FileSheet],
    said: Sequence[str],
    cited: Citations,
    t: Translator,
) -> Book:
    return Book(
        title=title,
        stem="_".join([PRODUCT, *filter(None, (NOT_PLAIN.sub("-", part.lower()).strip("-") for part in name))])[:120],
        lines=tuple(plain_text(line) for line in lines),
        data=tuple(sheets),
        beside=(cited.sheet(t), notes.sheet(t, said)),
        sources=cited.sources,
    )


def _years(material: FigureMaterial) -> list[str]:
    """The period asked for; nothing where it is every one."""
    subject = material.subject
    return [subject.period or str(subject.year or "")]
