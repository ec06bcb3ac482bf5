"""What may be done on a page that was opened within Telegram, in words."""

from __future__ import annotations

from bot.i18n import Html, escape
from bot.render import phrases
from bot.web.page import ActionButton, ActionsBlock
from bot.web.posts import FOLLOW, HOME
from bot.web.view import View
from data.model.indices import Index
from data.model.provinces import Province


def of_province(view: View, province: Province, successor: Province | None) -> ActionsBlock:
    """Follow a province in every index (what it was merged into, where it ended), and make it the home province."""
    t, now = view.t, successor or province
    name = Html(escape(phrases.name(t, now)))
    follow = ActionButton(FOLLOW, t("🔔 Follow {province}", province=name), t("🔕 Stop following {what}", what=name))
    home = ActionButton(HOME, t("🏠 Make {province} my province", province=name), t("🏠 No longer my province"))
    return _block(view, now.id, "", (follow, home))


def of_index(view: View, index: Index) -> ActionsBlock:
    """Follow an index."""
    t, name = view.t, Html(escape(phrases.index_name(view.t, index)))
    follow = ActionButton(FOLLOW, t("🔔 Follow {index}", index=name), t("🔕 Stop following {what}", what=name))
    return _block(view, "", index.id, (follow,))


def _block(view: View, province: str, index: str, buttons: tuple[ActionButton, ...]) -> ActionsBlock:
    t = view.t
    return ActionsBlock(
        province, index, buttons, t("That did not work; please try again later."), t("Open the chat with the bot")
    )
