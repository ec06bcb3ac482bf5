"""The offline Telegram takes the rich messages that Telegram takes, and no others."""

from __future__ import annotations

import pytest

from bot.offline.errors import CallRefused
from bot.offline.rich_html import parse_rich

ROW = "<tr><td>x</td></tr>"


def test_what_a_person_sees() -> None:
    source = (
        '<h3>A &amp; B</h3><p>a <b>b</b></p><table bordered striped><tr><th>x</th><th align="right">y</th></tr>'
        '<tr><td colspan="2"><i>z</i></td></tr></table><details open><summary>s</summary><p>t</p></details>'
        '<blockquote><p>q</p></blockquote><footer><a href="https://a.vn">link</a></footer>'
    )
    assert parse_rich(source).splitlines() == ["A & B", "a b", "x | y", "z", "s", "t", "q", "link"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "RICH_MESSAGE_CONTENT_REQUIRED"),
        ("text", "text outside of a paragraph"),
        ("<p></p>", "empty block"),
        ("<p>x", "can't find end tag"),
        ("<p>x</b></p>", "unexpected end tag"),
        ("<p>a < b</p>", "unsupported tag"),
        ("<p>a & b</p>", "unsupported character reference"),
        ("<p>&nbsp;</p>", "unsupported character reference"),
        ("<script>x</script>", "unsupported start tag"),
        ("<p><table></table></p>", "unsupported start tag"),
        ("<p><p>x</p></p>", "unsupported start tag"),
        ("<tr><td>x</td></tr>", "unsupported start tag"),
        ("<table><td>x</td></table>", "unsupported start tag"),
        ("<table><tr></tr></table>", "a row without cells"),
        ("<table border>" + ROW + "</table>", 'unsupported attribute "border"'),
        ('<table><tr><td align="end">x</td></tr></table>', 'unsupported attribute "align"'),
        ("<p><a>x</a></p>", "must have attribute"),
        ('<p><a href="javascript:x">x</a></p>', 'unsupported attribute "href"'),
        ("<p>" + "<b>" * 17 + "x" + "</b>" * 17 + "</p>", "TOO_DEEP"),
        ("<table><tr>" + "<td>x</td>" * 21 + "</tr></table>", "TOO_MANY_COLUMNS"),
        ('<table><tr><td colspan="20">x</td><td>y</td></tr></table>', "TOO_MANY_COLUMNS"),
        ("<table>" + ROW * 500 + "</table>", "TOO_MANY_BLOCKS"),
        ("<p>" + "ệ" * 32_769 + "</p>", "TOO_LONG"),
    ],
)
def test_what_is_refused(source: str, reason: str) -> None:
    with pytest.raises(CallRefused, match=reason):
        parse_rich(source)


def test_as_much_as_there_may_be() -> None:
    assert len(parse_rich("<table>" + ROW * 499 + "</table>").splitlines()) == 499
    assert len(parse_rich("<p>" + "ệ" * 32_768 + "</p>")) == 32_768
    assert parse_rich("<table><tr>" + "<td>x</td>" * 20 + "</tr></table>").count("|") == 19
