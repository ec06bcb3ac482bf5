"""The wording of the home province: the line that says it was meant, and what is chosen, shown and cleared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.i18n import Html, Translator
from bot.presses.chats import SetHome
from bot.presses.following import Follow
from bot.questions import Question
from bot.render import phrases
from bot.render.phrases import bold, name
from bot.render.rich import beside_title
from bot.reply import Button, Reply
from data.model.provinces import Province

OPTIONS = 8
"""How many provinces are offered to choose from at most."""


def with_home(reply: Reply, province: Province, t: Translator) -> Reply:
    """The answer to a question that named no province, with a second line that says which one was meant and how to
    change that.
    """
    first, *rest = reply.html.split("\n", 1)
    said = t("🏠 Your home province: {province} · change: {command}", province=name(t, province), command=_command(t))
    rich = beside_title(reply.rich, [said]) if reply.rich else ""
    return replace(reply, html="\n".join([first, said, *rest]), rich=rich)


def chosen(
    t: Translator, province: Province, successor: Province | None, *, via: str = "", heard: str = "", followed: bool
) -> Reply:
    """What the home province is from now on; following it is offered unless it is followed already."""
    lines: list[str | None] = [bold(_is(t, province))]
    lines += _notes(t, province, successor, via)
    if heard:
        lines.append(t("⚠️ Not taken into account: “{heard}”", heard=heard[: phrases.HEARD_SHOWN]))
    lines += [_means(t, province), _how_to_change(t)]
    bell = None
    if not followed:
        now = successor or province
        bell = Button(t("🔔 Follow {province}", province=Html(name(t, now))), Follow(now.id))
    return phrases.reply(lines, [[bell], *_further(t, province, successor)])


def shown(t: Translator, province: Province | None, successor: Province | None) -> Reply:
    """The home province as it is, or how to choose one."""
    if province is None:
        example = t("For example: {example}", example=f"{_command(t)} {phrases.spelt(t, 'Hưng Yên')}")
        what = t(
            "Once one is chosen, questions that name no province, such as “{first}” or “{second}”, are taken to be "
            "about it.",
            first="PAPI 2024",
            second=t("tasks"),
        )
        return phrases.reply([bold(t("🏠 No home province has been chosen here.")), what, example])
    lines = [bold(_is(t, province)), *_notes(t, province, successor, ""), _means(t, province), _how_to_change(t)]
    return phrases.reply(lines, _further(t, province, successor))


def cleared(t: Translator, before: Province | None) -> Reply:
    """There is no home province any more; the one there was can be taken back."""
    undo = Button(t("Undo"), SetHome(before.id)) if before is not None else None
    text = t("There is no home province here now; a question means only the provinces it names.")
    return phrases.reply([text], [[undo]])


def unclear(t: Translator, heard: str, options: Sequence[Province], *, several: bool) -> Reply:
    """The question for what was meant, with a button for each province that may have been. ``several``: all of them
    were named.
    """
    heard = heard[: phrases.HEARD_SHOWN]
    if options:
        head = (
            t("Which of these is your home province?")
            if several
            else t("I did not find “{heard}”. Did you mean:", heard=heard)
        )
        return phrases.reply([head], [[Button(Html(name(t, one)), SetHome(one.id))] for one in options[:OPTIONS]])
    example = t("For example: {example}", example=f"{_command(t)} {phrases.spelt(t, 'Hưng Yên')}")
    return phrases.reply([t("I did not find “{heard}” among the provinces.", heard=heard), example])


def _command(t: Translator) -> str:
    return "/tinhnha" if t.language == "vi" else "/home"


def _is(t: Translator, province: Province) -> str:
    return t("🏠 Your home province: {province}", province=name(t, province))


def _means(t: Translator, province: Province) -> str:
    return t(
        "Questions that name no province, such as “{first}” or “{second}”, are taken to be about {province}.",
        first="PAPI 2024",
        second=t("tasks"),
        province=name(t, province),
    )


def _how_to_change(t: Translator) -> str:
    return t("To change it: {change}. To clear it: {clear}.", change=t("{command} and a name", command=_command(t)),
             clear="/tinhnha bỏ" if t.language == "vi" else "/home off")  # fmt: skip


def _notes(t: Translator, province: Province, successor: Province | None, via: str) -> Iterable[str]:
    if via:
        yield t("ℹ️ {place} is in {province}.", place=phrases.spelt(t, via), province=name(t, province))
    if successor is not None:
        yield t(
            "ℹ️ {province} merged into {successor} on 1 July 2025 and has figures up to then only.",
            province=name(t, province),
            successor=name(t, successor),
        )


def _further(t: Translator, province: Province, successor: Province | None) -> list[list[Button | None]]:
    of_now = None
    if successor is not None:
        of_now = Button(t("🏠 {province} instead", province=Html(name(t, successor))), SetHome(successor.id))
    every = Button(t("{province}: every index", province=Html(name(t, province))), Question("profile", (province.id,)))
    return [[of_now], [every], [Button(t("Clear the home province"), SetHome(""))]]
