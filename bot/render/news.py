"""The wording of alerts: release, correction, note, withdrawal, reinstatement. The chat's own provinces come first."""

from __future__ import annotations

from bot.answers.model import Standing
from bot.answers.news import Letter, Mine
from bot.i18n import Html, Translator, escape
from bot.presses.answers import Draw
from bot.presses.following import Stop
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.details import detail_lines
from bot.render.letter_parts import LetterParts
from bot.render.phrases import bold, name
from bot.render.table import MEDALS
from bot.reply import Button, Reply

PROVINCE_BUTTONS = 4
CHANGED_SHOWN = 5


def letter(one: Letter, t: Translator, *, stop: bool = True) -> Reply:
    """The text of an alert, within one message. ``stop`` adds a button that ends such alerts."""
    match one.kind:
        case "correction":
            parts = _correction(one, t)
        case "withdrawal":
            parts = _withdrawal(one, t)
        case "reinstatement":
            parts = _reinstatement(one, t)
        case "note":
            parts = _note(one, t)
        case _:
            parts = _release(one, t)
    lines, tail = parts.fitted()
    return phrases.reply(lines, _buttons(one, t, stop), tail=tail)


def _release(one: Letter, t: Translator) -> LetterParts:
    head: list[str | None] = [bold(t("🔔 New figures: {what}", what=_what(one, t))), _about(one, t), ""]
    return LetterParts(head, [_own(mine, t) for mine in one.mine], [*_more(one, t), *_top(one, t)], _tail(one, t))


def _correction(one: Letter, t: Translator) -> LetterParts:
    head: list[str | None] = [
        bold(t("✏️ Correction: {what}", what=_what(one, t))),
        t("Some figures I sent you earlier were wrong. Please use these instead."),
        _why(one, t),
        "",
    ]
    rest = _more(one, t)
    others = [mine for mine in one.changed if mine.province.id not in {own.province.id for own in one.mine}]
    if others:
        rest.append(
            t.plural("{n} other province corrected:", "{n} other provinces corrected:", len(others))
            if one.mine
            else t.plural("{n} province corrected:", "{n} provinces corrected:", len(others))
        )
        for mine in others[:CHANGED_SHOWN]:
            rest.append(f"• {escape(name(t, mine.province))}: {_old_and_new(mine, t)}")
        if len(others) > CHANGED_SHOWN:
            rest.append(t.plural("… and {n} more", "… and {n} more", len(others) - CHANGED_SHOWN))
        rest.append("")
    elif one.changed == () and not any(mine.differs for mine in one.mine):
        rest += [
            t("Ranks and total scores stay as they were; what changed lies in the criteria or the description."),
            "",
        ]
    return LetterParts(head, [_corrected(mine, t) for mine in one.mine], [*rest, *_top(one, t)], _tail(one, t))


def _withdrawal(one: Letter, t: Translator) -> LetterParts:
    head: list[str | None] = [
        bold(t("⛔ Withdrawn: {what}", what=_what(one, t))),
        t("I sent you these figures earlier; they are no longer valid. Please do not use them."),
        _why(one, t),
        "",
    ]
    rest = _more(one, t)
    if one.mine:
        rest.append("")
    if one.standing_again is None:
        rest.append(t("Until new figures come, I answer from the period before."))
    elif not one.mine:
        rest.append(t("The figures of this period that were in force before hold again."))
    return LetterParts(head, [_taken_back(mine, t) for mine in one.mine], rest)


def _taken_back(mine: Mine, t: Translator) -> list[str | None]:
    lines: list[str | None] = []
    if mine.said is not None:
        outcome = _outcome(mine.said, t)
        lines.append(t("🏛 {province}: withdrawn: {outcome}", province=bold(name(t, mine.province)), outcome=outcome))
    if mine.standing.figure is not None:
        lines.append("    " + t("In force again: {outcome}", outcome=_outcome(mine.standing, t)))
    return lines


def _reinstatement(one: Letter, t: Translator) -> LetterParts:
    head: list[str | None] = [
        bold(t("✅ In force again: {what}", what=_what(one, t))),
        t("You were told that these figures were withdrawn. That was a mistake: they hold, and you can use them."),
        _why(one, t),
        "",
    ]
    own = [[_holds(mine, t)] for mine in one.mine]
    return LetterParts(head, list(own), ["", *_more(one, t)] if own else _top(one, t), _tail(one, t))


def _note(one: Letter, t: Translator) -> LetterParts:
    head: list[str | None] = [
        bold(t("ℹ️ Note: {what}", what=_what(one, t))),
        t("The figures sent to you stand. Only what is said about them was corrected:"),
        *detail_lines(t, one.details),
        _why(one, t),
        "",
    ]
    own = [[_holds(mine, t)] for mine in one.mine]
    return LetterParts(head, list(own), ["", *_more(one, t)] if own else [], _tail(one, t))


def _holds(mine: Mine, t: Translator) -> str | None:
    if mine.standing.figure is None:
        return None
    return f"🏛 <b>{escape(name(t, mine.province))}</b>: {_outcome(mine.standing, t)}"


def _why(one: Letter, t: Translator) -> Html | None:
    return t("Why: {reason}.", reason=phrases.cut(one.why).rstrip(" .")) if one.why else None


def _what(one: Letter, t: Translator) -> str:
    return phrases.period_name(t, one.index, one.release.period)


def _about(one: Letter, t: Translator) -> str:
    """What the index is, how many provinces it has, when it was announced."""
    known: list[str] = [escape(t.pick(one.index.name_vi, one.index.name_en))]
    if one.total:
        known.append(t.plural("{n} province measured", "{n} provinces measured", one.total))
    if one.release.announced is not None:
        known.append(t("announced {date}", date=t.date(one.release.announced)))
    return " · ".join(known)


def _own(mine: Mine, t: Translator) -> list[str | None]:
    now = mine.standing
    head = f"🏛 <b>{escape(name(t, mine.province))}</b>: "
    if now.figure is None:
        reason = t.pick(now.exclusion.reason_vi, now.exclusion.reason_en) if now.exclusion is not None else ""
        reason = phrases.cut(reason)
        text = t("not published; why: {reason}.", reason=reason) if reason else t("not in this table.")
        return [head + text, ""]
    group = phrases.group(t, now)
    lines: list[str | None] = [head + _outcome(now, t) + (f" · {group}" if group else "")]
    lines.append(phrases.change_line(t, now, mine.change) or _why_none(mine, t))
    lines.append("")
    return lines


def _why_none(mine: Mine, t: Translator) -> str:
    """Why no change can be told."""
    change = mine.change
    if change is not None and change.why == "dated":
        return t("First figure of {year} gathered here, so there is none to compare with.", year=mine.standing.year)
    return t("No figure of the period before to compare with.")


def _corrected(mine: Mine, t: Translator) -> list[str | None]:
    head = f"🏛 <b>{escape(name(t, mine.province))}</b>: "
    if mine.said is not None and not mine.differs:
        return [head + t("as told before: {outcome}", outcome=_outcome(mine.standing, t)), ""]
    lines: list[str | None] = [head + _old_and_new(mine, t)]
    if mine.standing.figure is not None:
        lines.append(phrases.change_line(t, mine.standing, mine.change))
    return [*lines, ""]


def _old_and_new(mine: Mine, t: Translator) -> Html:
    """The old and the new figure: "đã báo hạng 5/34 · 66,12 điểm → đúng là hạng 6/34 · 65,90 điểm"."""
    now = _outcome(mine.standing, t) if mine.standing.figure is not None else t("no figure")
    if mine.said is None:
        return t("not in the table before → {now}", now=bold(now))
    return t("told as {before} → in fact {now}", before=Html(f"<s>{_outcome(mine.said, t)}</s>"), now=bold(now))


def _outcome(standing: Standing, t: Translator) -> Html:
    return Html(phrases.outcome(t, standing))


def _more(one: Letter, t: Translator) -> list[str | None]:
    if not one.more:
        return []
    return [
        t.plural("… and {n} more of the provinces followed", "… and {n} more of the provinces followed", one.more),
        "",
    ]


def _top(one: Letter, t: Translator) -> list[str | None]:
    if not one.top:
        return []
    lines: list[str | None] = [t("Top of the table:")]
    decimals = one.index.decimals
    for province, figure in one.top:
        place = f"{figure.rank}." if figure.rank else "–"
        score = phrases.amount(t, figure.score, figure.unit, decimals) if figure.score is not None else ""
        mark = MEDALS.get(figure.rank or 0, "")
        lines.append(f"{place} {escape(name(t, province))} — <b>{score}</b> {mark}".rstrip())
    if one.left_out:
        lines.append(
            t(
                "Without figures: {provinces} (not published).",
                provinces=t.list(name(t, p) for p, _ in one.left_out),
            )
        )
    return [*lines, ""]


def _tail(one: Letter, t: Translator) -> str:
    figure = one.top[0][1] if one.top else next((m.standing.figure for m in one.mine if m.standing.figure), None)
    label = phrases.rank_kind(t, figure, one.index) if figure is not None else ""
    return footnotes.source_line(t, one.sources, label)


def _picture(one: Letter, own: list[Button | None], table: Question, t: Translator) -> Button | None:
    """The button for a picture: the card of the one province followed, else the map of a whole table."""
    if len(own) == 1 and own[0] is not None and isinstance(own[0].press, Question):
        return Button(t("📈 Chart"), Draw(own[0].press))
    return Button(t("🗺 Map"), Draw(table, "map")) if one.total and one.kind != "withdrawal" else None


def _buttons(one: Letter, t: Translator, stop: bool) -> list[list[Button | None]]:
    release = one.release
    period = release.period if "-" in release.period else None
    own: list[Button | None] = []
    if one.kind != "withdrawal":
        own = [
            Button(
                name(t, mine.province),
                Question(
                    "standing",
                    provinces=(mine.province.id,),
                    index=release.index,
                    year=release.year,
                    period=period,
                ),
            )
            for mine in one.mine[:PROVINCE_BUTTONS]
        ]
    table = Question("table", index=release.index, year=release.year, period=period)
    if one.kind == "withdrawal":
        table = Question("table", index=release.index)
    return [
        *(own[start : start + 2] for start in range(0, len(own), 2)),
        [
            Button(t("The table"), table) if one.total or one.kind == "withdrawal" else None,
            _picture(one, own, table, t),
            Button(t("🔕 Stop"), Stop(release.index)) if stop else None,
        ],
    ]
