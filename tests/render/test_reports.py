"""What reporters, editors and outsiders read of tasks, held against golden files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest

from bot.answers.model import AnswerContext, OverdueAnswer, ProgressAnswer, Tally, TallyOf
from bot.i18n import LANGUAGES, Language, translator
from bot.questions import Question
from bot.render import duties, report_news, reports
from bot.render.exports import calendar_caption
from bot.render.reports import REFUSED, TaskSheet
from bot.reply import Reply, plain_text
from data.tasks.model import Report, Reported, ReportState
from data.tasks.states import folded
from tests.exporting.test_calendar import TASK
from tests.support.golden import hold
from tests.support.shipped import NOW, TODAY, ShippedDesk, plain

SNV = "department-home-affairs"
DAY = dt.timedelta(days=1)
LATE = replace(TASK, due=TODAY - 53 * DAY, due_text="Quý III/2026")
REPORTS = (
    Report(id=1, identity=LATE.identity, state="doing", words="Đã <rà soát> 60%", role=1, kind="reporter", agency=SNV,
           left=True, made=NOW - 9 * DAY),
    Report(id=2, identity=LATE.identity, state="done", file="f1", file_name="bao-cao.pdf", role=2, kind="reporter",
           agency=SNV, made=NOW - 2 * DAY),
    Report(id=3, identity=LATE.identity, state="returned", words="Thiếu ảnh", role=3, kind="editor", made=NOW - DAY),
    Report(id=4, identity=LATE.identity, state="done", file="p1", link="https://hungyen.gov.vn/a", role=2,
           kind="reporter", agency=SNV, made=NOW),
)  # fmt: skip
JUDGING: tuple[ReportState, ...] = ("accepted", "returned", "closed")
TALLY = Tally(total=46, overdue=3, accepted=12, closed=1, waiting=3, doing=10, stuck=1, silent=19)


def replies(desk: ShippedDesk, language: Language) -> Iterator[tuple[str, Reply]]:
    t, catalogue = translator(language), desk.catalogue
    state = folded(REPORTS)
    assert state is not None
    whose = ("Sở Nội vụ", "Hưng Yên")
    standing = replace(LATE, number="", due=None, due_text="", timing="regular")
    yield "one's tasks", reports.listing(t, [(LATE, state), (LATE, None), (standing, None)], 0, whose, TODAY)
    yield "the second page", reports.listing(t, [(LATE, None)] * 20, 1, whose, TODAY)
    yield "none", reports.listing(t, [], 0, whose, TODAY)
    yield "a task, for an editor", reports.sheet(t, TaskSheet(LATE, state, REPORTS, JUDGING, TODAY), catalogue)
    yield "a task without reports", reports.sheet(t, TaskSheet(LATE, None, (), ("doing", "done", "stuck"), TODAY),
                                                  catalogue)  # fmt: skip
    replaced = replace(LATE, document=replace(LATE.document, replaced_by="45/KH-UBND"))
    yield "a task that is closed", reports.sheet(t, TaskSheet(replaced, None, (), (), TODAY), catalogue)
    for one in get_args(ReportState):
        if one in reports.QUESTIONS:
            yield f"about to be: {one}", reports.question(t, LATE, one)
            yield f"still open: {one}", reports.still_open(t, LATE, one)
            yield f"given up: {one}", reports.given_up(t, LATE, one)
        said = replace(state, state=one, report=replace(REPORTS[3], state=one))
        yield f"said: {one}", reports.said(t, LATE, said, catalogue)
        if one in report_news.HEADS:
            yield f"told: {one}", report_news.word(t, LATE, said, catalogue)
    yield "nothing said", reports.nothing_said(t)
    yield "no role", reports.no_role(t)
    yield "in private", reports.in_private(t)
    for why in REFUSED:
        yield why, reports.refused(t, why, LATE.key)
    yield from about(desk, language)


def about(desk: ShippedDesk, language: Language) -> Iterator[tuple[str, Reply]]:
    t, province = translator(language), desk.catalogue.provinces["hung-yen"]
    context, question = AnswerContext(sources=()), Question("tasks", ("hung-yen",), topic="overdue")
    late = OverdueAnswer(question=question, province=province, agency=None, tasks=(LATE, replace(LATE, key="42")),
                         first=1, total=8, page=0, pages=2, elsewhere=3, plans=1, brought=True, dated=True,
                         reported=Reported(), today=TODAY, context=context)  # fmt: skip
    yield "overdue, for everybody", duties.overdue(late, t)
    state = folded(REPORTS[:3])
    assert state is not None
    seen = Reported({LATE.identity: state}, frozenset({LATE.document.id}))
    yield "overdue, for who reads reports", duties.overdue(replace(late, reported=seen, elsewhere=0), t)
    nothing = replace(late, tasks=(), total=0, pages=1, elsewhere=0)
    yield "nothing overdue", duties.overdue(nothing, t)
    yield "nothing brought", duties.overdue(replace(nothing, plans=0, brought=False, dated=False), t)
    several = tuple(TallyOf(f"Sở {n}", f"Department {n}", replace(TALLY, total=n + 13)) for n in range(8))
    come = ProgressAnswer(question=replace(question, topic="progress"), province=province, agency=None, whole=TALLY,
                          documents=((LATE.document, True, TALLY), (LATE.document, False, TALLY)), agencies=several,
                          criteria=several[:1], brought=True, dated=True, today=TODAY, context=context)  # fmt: skip
    yield "progress", duties.progress(come, t)
    hidden = replace(come, whole=None, documents=come.documents[1:], agencies=(), criteria=())
    yield "progress, for everybody", duties.progress(hidden, t)
    yield "no plan", duties.progress(replace(hidden, documents=(), brought=False, dated=False), t)
    yield "none of these in a plan", duties.progress(replace(hidden, documents=()), t)
    yield "a calendar", calendar_caption("Nhiệm vụ", 2, 88, Question("tasks", ("hung-yen",)), t)
    yield "a whole calendar", calendar_caption("Nhiệm vụ", 2, 2, Question("tasks", ("hung-yen",)), t)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_reports_reads_as_reviewed(desk: ShippedDesk, language: Language) -> None:
    parts = []
    for case, reply in replies(desk, language):
        rows = ["  ".join(f"[{plain_text(button.label)}]" for button in row) for row in reply.buttons]
        parts.append("\n".join([f"> {case}", "", plain(reply), *rows]))
    hold(f"{language}_reports.txt", "\n\n\n".join(parts) + "\n")
