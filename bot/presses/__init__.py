"""What a button does, as plain values: a kind of press for each thing, in a module for each feature.

Every module but that of answers parts its presses into the fields of callback data (``fields_of``: letters that tell
the kind, then short ids) and puts them together again (``press_of``: of letters and at least five fields, None for what
this version does not read or another module's letters; it raises ValueError where no number stands for one).
``bot.callbacks`` joins the fields. Pure.
"""

from __future__ import annotations

from bot.presses.answers import AnswerPress
from bot.presses.chats import ChatPress
from bot.presses.following import FollowingPress
from bot.presses.operators import OperatorPress
from bot.presses.plans import PlanPress
from bot.presses.publishing import Publish
from bot.presses.roles import RolePress
from bot.presses.tasks import TaskPress
from bot.questions import Question

FieldPress = FollowingPress | ChatPress | OperatorPress | Publish | PlanPress | RolePress | TaskPress
Press = Question | AnswerPress | FieldPress
