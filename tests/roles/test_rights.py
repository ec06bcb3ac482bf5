"""Who may do what: every action, for every kind of person, with every role that somebody may have or have had."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import get_args

import pytest

from bot.roles.rights import ROLES, Action, granted, may
from data.roles.model import Role

DAY = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
HERE, ELSEWHERE = "hung-yen", "ha-noi"
OURS, OTHERS = "department-home-affairs", "department-justice"
GIVEN_TO = (OURS, "department-finance")
"""The agencies that the task is given to."""

EDITOR = Role(1, 7, "editor", HERE, "", "Lan", 5, DAY, None, "")
REPORTER = replace(EDITOR, id=2, kind="reporter", agency=OURS)
PEOPLE: dict[str, tuple[Role, ...]] = {
    "nobody": (),
    "editor here": (EDITOR,),
    "editor elsewhere": (replace(EDITOR, province=ELSEWHERE),),
    "reporter here": (REPORTER,),
    "reporter of another agency": (replace(REPORTER, agency=OTHERS),),
    "reporter elsewhere": (replace(REPORTER, province=ELSEWHERE),),
    "former editor": (replace(EDITOR, person=None, ended=DAY, ended_why="removed"),),
    "former reporter": (replace(REPORTER, person=None, ended=DAY, ended_why="left"),),
    "forgotten editor": (replace(EDITOR, person=None, label="", ended=DAY, ended_why="forgotten"),),
}
TABLE = """
action        | operator | editor here | reporter here | reporter of another agency
appoint       | yes      |             |               |
bring         | yes      | yes         |               |
state         | yes      | yes         |               |
withdraw      | yes      | yes         |               |
set           | yes      | yes         |               |
judge         | yes      | yes         |               |
digest        | yes      | yes         |               |
report        |          |             | yes           |
read_reports  | yes      | yes         | yes           | yes
"""
"""Everybody who stands in no column may do nothing."""


def allowed() -> dict[Action, frozenset[str]]:
    head, *rows = ([cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines())
    return {
        row[0]: frozenset(who for who, cell in zip(head[1:], row[1:], strict=True) if cell == "yes")  # type: ignore[misc]
        for row in rows
    }


ALLOWED = allowed()


def test_the_table_has_every_action() -> None:
    assert set(ALLOWED) == set(get_args(Action)) == set(ROLES)


@pytest.mark.parametrize("action", get_args(Action))
@pytest.mark.parametrize("who", PEOPLE)
def test_what_each_role_allows(action: Action, who: str) -> None:
    roles = PEOPLE[who]
    expected = who in ALLOWED[action]
    assert may(action, roles, HERE, GIVEN_TO) is expected
    assert granted(action, roles, HERE, GIVEN_TO) == (roles[0] if expected else None)


@pytest.mark.parametrize("action", get_args(Action))
def test_what_an_operator_may(action: Action) -> None:
    expected = "operator" in ALLOWED[action]
    assert may(action, (), HERE, GIVEN_TO, administrator=True) is expected
    assert may(action, (), "", administrator=True) is expected
    assert granted(action, (), HERE, GIVEN_TO) is None, "their right is no role, by which something could be signed"


def test_an_operator_reports_only_by_a_role() -> None:
    """Reporting speaks for an agency."""
    assert may("report", (REPORTER,), HERE, GIVEN_TO, administrator=True)
    assert not may("report", (EDITOR,), HERE, GIVEN_TO, administrator=True)


@pytest.mark.parametrize("action", get_args(Action))
def test_several_roles_allow_what_each_allows_where_it_holds(action: Action) -> None:
    """Editor elsewhere and reporter here is no editor here."""
    mixed = (*PEOPLE["editor elsewhere"], *PEOPLE["former editor"], *PEOPLE["reporter of another agency"], REPORTER)
    expected = bool(ALLOWED[action] & {"reporter here", "reporter of another agency"})
    assert may(action, mixed, HERE, GIVEN_TO) is expected
    found = granted(action, mixed, HERE, GIVEN_TO)
    assert found is None or (found.province == HERE and found.ended is None)


def test_a_report_needs_an_agency_that_the_task_is_given_to() -> None:
    assert not may("report", (REPORTER,), HERE, ())
    assert not may("report", (REPORTER,), HERE, ("",))
    assert granted("report", (replace(REPORTER, agency=OTHERS), REPORTER), HERE, GIVEN_TO) == REPORTER


def test_no_province_is_no_right() -> None:
    for action in get_args(Action):
        assert not may(action, (EDITOR, REPORTER), "", GIVEN_TO)
