"""The wording of following: what will come and how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.model import Answer, IndexAnswer, MoversAnswer, ProfileAnswer, StandingAnswer, TableAnswer, TasksAnswer
from bot.i18n import Html, Translator
from bot.presses.following import Follow, FollowTasks, Listing, Unfollow
from bot.questions.follow_request import Unclear, Wish
from bot.render import phrases
from bot.render.phrases import bold, name
from bot.render.quiet_hours import Hours, quiet_words
from bot.reply import Button, Reply
from data.alerts.model import Subscription
from data.model.indices import Index
from data.queries.catalogue import Catalogue

CHOICES = 8
USUAL_MOVE = 3
"""The number of places that the button offers as a limit."""


def bell(answer: Answer, t: Translator) -> Button | None:
    """The button 🔔 under an answer: follow the province, the index, or both; or the tasks that it shows."""
    match answer:
        case TasksAnswer():
            return _tasks_bell(answer, t)
        case StandingAnswer():
            province = answer.context.successor or answer.standing.province
            action = Follow(province.id, answer.standing.index.id)
        case ProfileAnswer():
            action = Follow((answer.context.successor or answer.province).id)
        case TableAnswer() | MoversAnswer() | IndexAnswer():
            action = Follow("", answer.index.id)
        case _:
            return None
    return Button(t("🔔 Follow"), action, style="success")


def _tasks_bell(answer: TasksAnswer, t: Translator) -> Button | None:
    if answer.province is None:
        return None
    province = answer.context.successor or answer.province
    agency = answer.agency.id if answer.agency is not None and not answer.general else ""
    press = FollowTasks(province.id, agency, answer.index.id if answer.index is not None else "")
    return Button(t("🔔 Follow tasks"), press, style="success")


def subject(t: Translator, catalogue: Catalogue, province: str, index: str) -> str:
    """What is followed, in a few words: "Hưng Yên — PAPI"."""
    where = name(t, catalogue.provinces[province]) if province in catalogue.provinces else ""
    what = phrases.index_name(t, catalogue.indices[index]) if index in catalogue.indices else ""
    if where:
        return t("{province} — {index}", province=where, index=what or t("every index"))
    return t("{index} — the whole table", index=phrases.sentence(what or t("every index")))


def options(t: Translator, min_move: int, corrections: bool) -> str:
    """The options of a subscription in brackets; '' for the usual ones."""
    said = [
        t.plural("only moves of {n} place or more", "only moves of {n} places or more", min_move) if min_move else "",
        "" if corrections else t("without corrections"),
    ]
    known = [one for one in said if one]
    return f" ({', '.join(known)})" if known else ""


@dataclass(frozen=True, slots=True)
class Where:
    """Where alerts go. ``channel`` and ``title`` are those of a channel managed from elsewhere, 0 and '' for the chat
    itself; ``channels`` are those (id, title) the person may send the same to.
    """

    channel: int = 0
    title: str = ""
    channels: tuple[tuple[int, str], ...] = ()


HERE = Where()


def label(t: Translator, catalogue: Catalogue, one: Subscription) -> str:
    return subject(t, catalogue, one.province, one.index) + options(t, one.min_move, one.corrections)


def followed(
    t: Translator,
    catalogue: Catalogue,
    wish: Wish,
    made: Sequence[Subscription],
    *,
    known: bool,
    hours: Hours,
    where: Where = HERE,
) -> Reply:
    """What was agreed: what will come, how often, when not. ``known``: it stood already, as it is now."""
    channel = where.channel
    subjects = [subject(t, catalogue, one.province, one.index) for one in made]
    first = made[0]
    what = "; ".join(subjects)
    head = t("🔔 Followed already: {what}", what=what) if known else t("🔔 Followed: {what}", what=what)
    lines: list[str | None] = [bold(head)]
    for slug, successor in wish.via:
        lines.append(
            t(
                "ℹ️ {province} merged into {successor} on 1 July 2025, so you now follow {successor}, whose figures "
                "the new ones are.",
                province=name(t, catalogue.provinces[slug]),
                successor=name(t, catalogue.provinces[successor]),
            )
        )
    if wish.narrower:
        lines.append(t("ℹ️ Alerts are of the whole index, not of one criterion."))
    if wish.passed_over:
        lines.append(t("⚠️ Not taken into account: “{heard}”", heard=wish.passed_over))
    if where.title:
        lines.append(t("Where: the channel {title}", title=where.title))
    lines += ["", t("What will come:"), "• " + _content(t, catalogue, made)]
    if first.min_move:
        lines.append(
            "• "
            + t.plural(
                "Only when the rank moves by at least {n} place, or cannot be compared with the period before.",
                "Only when the rank moves by at least {n} places, or cannot be compared with the period before.",
                first.min_move,
            )
        )
    lines.append(
        "• " + t("If figures I sent turn out to be wrong or are withdrawn, one message to say so.")
        if first.corrections
        else "• " + t("No corrections, as you chose.")
    )
    lines += ["", t("How often:")]
    lines += ["• " + one for one in frequencies(t, _indices(catalogue, made))]
    lines.append("• " + t("One message for each publication, however much you follow. Nothing else, no advertising."))
    lines.append("• " + quiet_words(t, hours))
    buttons: list[list[Button | None]] = []
    if len(made) == 1:
        buttons.append(_toggles(t, first, channel))
        buttons.append([Button(t("Undo"), Unfollow(first.id, channel))])
    buttons.append([Button(t("What is followed here"), Listing(channel))])
    if len(made) == 1 and not channel:
        for chat, title in where.channels[:3]:
            action = Follow(first.province, first.index, first.min_move, first.corrections, channel=chat)
            buttons.append([Button(t("Also to {title}", title=Html(title)), action)])
    return phrases.reply(lines, buttons)


def _toggles(t: Translator, one: Subscription, channel: int) -> list[Button | None]:
    def change(min_move: int, corrections: bool) -> Follow:
        return Follow(one.province, one.index, min_move, corrections, True, channel)

    move = 0 if one.min_move else USUAL_MOVE
    any_move = (
        t("Any move")
        if one.min_move
        else t.plural("Only moves of {n} place or more", "Only moves of {n} places or more", move)
    )
    return [
        Button(any_move, change(move, one.corrections)) if one.province else None,
        Button(
            t("Without corrections") if one.corrections else t("With corrections"),
            change(one.min_move, not one.corrections),
        ),
    ]


def _content(t: Translator, catalogue: Catalogue, made: Sequence[Subscription]) -> str:
    provinces = [name(t, catalogue.provinces[one.province]) for one in made if one.province]
    if provinces:
        return t(
            "Rank, score and change of {provinces}, then the top of the table, as soon as new figures are out.",
            provinces=t.list(dict.fromkeys(provinces)),
        )
    return t("The top of the table and the provinces left out, as soon as new figures are out.")


def _indices(catalogue: Catalogue, made: Sequence[Subscription]) -> list[Index]:
    if any(not one.index for one in made):
        return list(catalogue.indices.values())
    return [catalogue.indices[slug] for slug in dict.fromkeys(one.index for one in made)]


def frequencies(t: Translator, indices: Sequence[Index]) -> list[Html]:
    """How often each of the indices is published."""
    yearly = [phrases.index_name(t, one) for one in indices if not one.dated]
    monthly = [phrases.index_name(t, one) for one in indices if one.dated]
    return [
        phrases.sentence(text)
        for text in (
            t("{indices}: usually once a year.", indices=t.list(yearly)) if yearly else None,
            t("{indices}: about once a month.", indices=t.list(monthly)) if monthly else None,
        )
        if text
    ]


def unclear(
    t: Translator, catalogue: Catalogue, what: Unclear, channel: int = 0, *, removing: bool = False, home: str = ""
) -> Reply:
    """The question for what was meant, with a button for each thing that may have been; for the home province above
    all others, by its id, where there is one that is not followed yet.
    """
    buttons: list[list[Button | None]] = []
    for wish in what.options[:CHOICES]:
        if len(wish.provinces) > 1:
            continue
        province = wish.provinces[0] if wish.provinces else ""
        action = Follow(province, wish.index, wish.min_move, wish.corrections is not False, channel=channel)
        buttons.append([Button(subject(t, catalogue, province, wish.index), action)])
    if removing:
        return phrases.reply([t("That is not followed here. See what is: /following")])
    if buttons:
        head = (
            t("I did not find “{heard}”. Did you mean:", heard=what.heard)
            if what.heard
            else t("Which one should be followed?")
        )
        return phrases.reply([head], buttons)
    lines: list[str | None] = (
        [t("I did not find “{heard}” among the provinces and indices.", heard=what.heard)] if what.heard else []
    )
    lines += [
        t("What would you like to follow: a province, an index, both, or everything?"),
        t(
            "For example: {example}",
            example="/theodoi Hưng Yên PAPI" if t.language == "vi" else "/follow Hung Yen PAPI",
        ),
        t(
            "Options: {options}",
            options="/theodoi Hưng Yên chỉ khi đổi ít nhất 3 bậc, không cần đính chính"
            if t.language == "vi"
            else "/follow Hung Yen only if it moves 3 places, no corrections",
        ),
    ]
    own = Button(f"🏠 {subject(t, catalogue, home, '')}", Follow(home, channel=channel)) if home else None
    rows: list[list[Button | None]] = [
        [own],
        [Button(index.short, Follow("", index.id, channel=channel)) for index in catalogue.indices.values()],
        [Button(t("Everything"), Follow(channel=channel))],
    ]
    return phrases.reply(lines, rows)
