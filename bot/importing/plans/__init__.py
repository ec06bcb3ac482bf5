"""The annex of a plan -> its tasks and targets, each with what is doubtful about it. Nothing is written here.

``understanding.understand_plan`` (Grid -> ReadPlan) joins the rest: ``layout`` finds the header, ``rows`` tells tasks
from headings and from lines that go on, and ``due_dates``, ``agencies`` and ``criteria`` read single cells.
"""
