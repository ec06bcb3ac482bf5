"""What is said of sentences that state figures."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Translator
from bot.importing.draft import FileProblem
from bot.render import phrases
from bot.render.phrases import bold
from bot.render.preview import problem_text
from bot.reply import Reply
from data.model.provinces import Province

EXAMPLE = (
    "SIPAS 2025 của {vi} đạt 85,12%, xếp thứ 23/34, theo Báo {vi} ngày 10/4/2026",
    "SIPAS 2025 of {en}: 85.12%, ranked 23rd of 34, according to {en} Newspaper",
)
"""A sentence that states figures, in Vietnamese and in English."""


def not_taken(problems: Sequence[FileProblem], t: Translator) -> Reply:
    """A statement that could be read in more than one way, or cannot be true."""
    lines = [f"⛔ {problem_text(problem, t)}" for problem in dict.fromkeys(problems)]
    vi, en = (one.format(vi="Vĩnh Long", en="Vinh Long") for one in EXAMPLE)
    shown = t("For example: “{example}”.", example=t.pick(vi, en))
    return phrases.reply([bold(t("These figures cannot be taken:")), *lines, shown, t("Nothing was written.")])


def known(problems: Sequence[FileProblem], t: Translator) -> Reply:
    """What is stated is in force already."""
    return phrases.reply([f"ℹ️ {problem_text(problem, t)}" for problem in problems if problem.kind == "error"])


def example(t: Translator, province: Province) -> str:
    """How an editor of a province states a figure of it."""
    vi, en = (one.format(vi=province.name_vi, en=province.name_en) for one in EXAMPLE)
    return t.pick(vi, en)


def not_of_theirs(t: Translator, provinces: Sequence[Province]) -> Reply:
    """An editor states figures of another province."""
    own = t.list(t.pick(one.name_vi, one.name_en) for one in provinces)
    return phrases.reply([t("You can state figures of {provinces} only. Nothing was written.", provinces=own)])


def left_aside(t: Translator, ranks: Sequence[str]) -> Reply:
    """Ranks that are no ranks of an index."""
    shown = t.list(f"“{one}”" for one in ranks)
    return phrases.reply([t("Left aside, for it is a rank within a region or another group: {ranks}.", ranks=shown)])


def stated_by(t: Translator, name: str, release: str) -> Reply:
    """For operators: an editor published single facts of their province."""
    text = t("{name}, an editor, published single facts of their province: {release}.", name=name, release=release)
    undo = t("To take them back: chisotinh withdraw {release}", release=release)
    return phrases.reply([bold("📝 " + text), undo])
