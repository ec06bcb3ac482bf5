"""What stands on the pages: whole tables as published, the same figures as elsewhere, and no dead link."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from bot import addresses, callbacks
from bot.answers import model
from bot.charts.canvas import COLOURS
from bot.i18n import LANGUAGES, Language, translator
from bot.questions import Question
from bot.render import phrases
from bot.web.html import static, static_version
from bot.web.sitemap import pages
from tests.support.shipped import plain
from tests.web.site_desk import Read, SiteDesk, read

KINDS = (
    "/", "/papi/2024", "/papi/2024/4", "/papi/2024/4.1", "/766/2026-09-17", "/sipas/2024", "/dti/2024",
    "/tinh/hung-yen", "/tinh/bac-giang", "/tinh/hue", "/so-sanh", "/so-sanh?a=hung-yen",
    "/so-sanh?a=hung-yen&b=thai-binh&index=papi&period=2024", "/so-sanh?a=ha-noi&b=hue&c=da-nang",
    "/nhiem-vu/hung-yen", "/nhiem-vu/ca-nuoc", "/hoi", "/hoi?q=hung+yen+papi", "/hoi?q=xyz",
    "/hoi?q=thanh+hoa+yeu+nhat",
    "/nguon", "/api",
)  # fmt: skip
"""An address of each kind of page."""
EVERY = 9
"""In the second language every ninth page is read."""


def said(address: str, language: Language) -> str:
    path, mark, values = address.partition("?")
    return addresses.within(path, language) + mark + values


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", KINDS)
def test_every_kind_of_page_is_whole(site: SiteDesk, address: str, language: Language) -> None:
    sent = site.get(said(address, language))
    page = site.read(said(address, language))
    assert sent.status == 200
    assert page.headings[0].strip()
    assert page.headings[0].strip() in page.title
    assert re.match(r"\w(?<!ℹ)", page.headings[0].strip()), "a sign stands before titles in chats only"
    parts = page.title.strip().split(" · ")
    assert len(set(parts)) == len(parts), "the name of the site once"
    assert "None" not in page.text
    assert not re.search(r"\{\w*\}", page.text)
    assert len(set(page.ids)) == len(page.ids)
    assert f'<html lang="{language}">' in sent.body.decode()
    assert "style=" not in sent.body.decode(), "the policy of the site lets no style in a tag"
    scripts = re.findall(r"<script[^>]*>[^<]*", sent.body.decode())
    assert scripts == [f'<script src="/static/app.js?v={static_version()}" defer>']


@pytest.mark.parametrize("address", ["/papi/2024", "/en/766/2026-09-17", "/papi/2024/4.1", "/pci/2016"])
def test_every_colour_of_a_table_is_explained_above_it(site: SiteDesk, address: str) -> None:
    before, _, table = site.get(address).body.decode().partition("<table>")
    legend = re.search(r'<p class="legend">.*', before)
    assert legend is not None
    explained = re.findall(r'class="mark ([\w-]+)"></span>([^<]+)<', legend[0])
    assert len({name for _, name in explained}) == len(explained) > 3
    assert {colour for colour, _ in explained} == set(re.findall(r'class="mark ([\w-]+)"', table))


def test_a_whole_table_has_everybody_with_score_rank_and_change(site: SiteDesk) -> None:
    rows = site.read("/papi/2024").rows
    assert [cell.strip() for cell in rows[0]] == ["Hạng", "Tỉnh, thành phố", "Điểm", "Tăng, giảm"]
    assert len(rows) == 62
    assert [cell.strip() for cell in rows[1]][:3] == ["1", "Quảng Ninh", "47,82"]
    mine = next(row for row in rows if "Hưng Yên" in row[1])
    assert [cell.strip() for cell in mine] == ["19", "Hưng Yên", "44,40", "▼ 7"]


def test_a_table_is_sorted_and_restricted_as_the_address_says(site: SiteDesk) -> None:
    def names(values: str) -> list[str]:
        return [row[1].strip() for row in site.read(f"/papi/2024?{values}").rows[1:]]

    assert names("q=hung+yen") == ["Hưng Yên"]
    assert names("q=H%C6%B0ng") == ["Hưng Yên"]
    assert names("sort=name")[:2] == ["An Giang", "Bà Rịa - Vũng Tàu"]
    assert names("sort=name&order=down")[0] == "Yên Bái"
    assert names("sort=score&order=up")[0] == "Kiên Giang"
    assert names("order=down")[0] == "Kiên Giang"
    assert names("sort=change")[0] == "Tây Ninh"
    assert set(names("region=central-highlands")) == {"Kon Tum", "Gia Lai", "Đắk Lắk", "Đắk Nông", "Lâm Đồng"}
    assert len(names("group=highest")) == 15
    assert names("group=highest&region=central-highlands&q=zzz") == []
    assert "Không có tỉnh, thành phố nào phù hợp" in site.read("/papi/2024?q=zzz").text


def test_without_a_whole_table_nothing_looks_like_a_ranking(site: SiteDesk) -> None:
    page = site.read("/sipas/2024")
    assert not page.rows
    assert "không lập bảng xếp hạng" in page.text or "nên tôi không" in page.text
    assert site.get("/sipas/2024.csv").status == 404


def test_every_score_on_a_page_is_what_ask_says(site: SiteDesk) -> None:
    """Every province × index × year of the whole tables: the score and the rank of the table, and of the JSON."""
    t, compared = translator("vi"), 0
    catalogue = site.desk.catalogue
    for index in catalogue.indices:
        for period in catalogue.periods(index, full=True):
            rows = {row[1].strip(): [cell.strip() for cell in row] for row in site.read(f"/{index}/{period}").rows[1:]}
            year = int(period[:4])
            for province in catalogue.units(year):
                question = Question("standing", (province.id,), index, "", year, period if "-" in period else None)
                told = site.desk.told("", site.desk.answer(question))
                row = rows.get(phrases.name(t, province, year))
                if told["score"] is None or told["year"] != year:
                    assert row is None, (index, period, province.id)
                    continue
                assert row is not None, (index, period, province.id)
                unit = catalogue.indices[index].unit
                places = catalogue.indices[index].decimals
                assert row[2] == phrases.amount(t, told["score"], unit, places)
                assert row[0] == str(told["rank"])
                compared += 1
    assert compared > 1800


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_link_is_dead(site: SiteDesk, language: Language) -> None:
    """Every page of the sitemap, and whatever they link to."""
    all_pages = pages(site.desk.catalogue)
    every = all_pages if language == "vi" else all_pages[::EVERY]
    seen: set[str] = set()
    asked: set[str] = set()
    for address in every:
        found = site.get(said(address, language))
        assert found.status == 200, address
        page = read(found)
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or link in seen or not parts.path:
                assert parts.scheme in ("", "http", "https"), link
                continue
            seen.add(link)
            if parts.path.endswith(addresses.ASK):
                asked.add(link)
    known = {addresses.within(one, code) for one in pages(site.desk.catalogue) for code in LANGUAGES}
    files = {f".{form}" for form in ("json", "csv", "xlsx", "svg", "png")}
    for link in seen - asked:
        path = urlsplit(link).path
        stem, dot, form = path.rpartition(".")
        if path in known or path == addresses.within(addresses.FEED, language):
            continue
        assert stem in known, link
        assert dot + form in files, link
    for link in asked:
        pressed = dict(parse_qsl(urlsplit(link).query)).get("h")
        if pressed is not None:
            decoded = callbacks.decode(pressed)
            assert decoded is not None, link
            assert isinstance(decoded.press, Question), link


def test_a_province_by_another_name_is_offered_where_nothing_is(site: SiteDesk) -> None:
    sent = site.get("/tinh/hugn-yen")
    page = site.read("/tinh/hugn-yen")
    assert sent.status == 404
    assert "/tinh/hung-yen" in page.links
    assert "/tinh/hung-yen" in site.read("/hung-yen").links
    assert site.get("/papi/1999").status == 404
    assert "/papi/2024" in site.read("/papi/1999").links
    assert site.get("/papi/2024/9.9").status == 404


def test_what_is_typed_is_escaped(site: SiteDesk) -> None:
    for hostile in ('"><script>alert(1)</script>', "{{7*7}}", "<b>x", "'\"&amp;", "\x00"):
        for address in (f"/hoi?q={quote(hostile)}", f"/papi/2024?q={quote(hostile)}", f"/tinh/{quote(hostile, '')}"):
            body = site.get(address).body.decode().replace(static_version(), "")
            assert body.count("<script") == 1
            assert "49" not in body or "{{7*7}}" not in hostile or "{{7*7}}" in body
            site.read(address)


def test_a_question_is_answered_as_in_a_chat(site: SiteDesk) -> None:
    chat = plain(site.desk.ask("hung yen papi 2024").reply)
    page = site.read("/hoi?q=hung+yen+papi+2024")
    for line in chat.splitlines()[1:]:
        assert line.strip() in page.text


def test_the_json_of_a_page_is_that_of_ask(site: SiteDesk) -> None:
    told = json.loads(site.get("/hoi.json?q=hung+yen+papi+2024").body)
    assert told == site.desk.json("hung yen papi 2024")
    assert json.loads(site.get("/en/papi/2024/4.json").body)["kind"] == "table"
    assert json.loads(site.get("/tinh/hung-yen.json").body)["province"] == "hung-yen"


def test_a_table_is_a_file_too(site: SiteDesk) -> None:
    sent = site.get("/papi/2024.csv")
    assert sent.body.startswith(b"\xef\xbb\xbf")
    assert "Hưng Yên" in sent.body.decode("utf-8-sig")
    assert site.get("/en/tinh/hung-yen.xlsx").name.endswith("hung-yen.xlsx")
    assert site.get("/nhiem-vu/hung-yen.xlsx").body.startswith(b"PK")


def test_a_drawing_follows_the_theme_on_a_page_and_carries_its_colours_alone(site: SiteDesk) -> None:
    assert "<style>" not in site.get("/papi/2024").body.decode()
    assert site.get("/papi/2024.svg").body.decode().startswith("<svg")
    assert "<style>" in site.get("/papi/2024.svg").body.decode()
    css = static("style.css").decode()
    for name in COLOURS:
        assert f".chart .{name} {{" in css
        assert css.count(f"--{name}:") == 3, f"{name} in light, in dark and in Telegram's dark"


def test_the_feed_and_the_sitemap(site: SiteDesk) -> None:
    feed = site.get("/feed.atom").body.decode()
    assert "<title>PAPI 2024</title>" in feed
    assert "https://chiso.example/papi/2024" in feed
    assert "https://chiso.example/en/tinh/hung-yen" in site.get("/sitemap.xml").body.decode()
    assert "Sitemap: https://chiso.example/sitemap.xml" in site.get("/robots.txt").body.decode()


def test_every_page_says_its_source(site: SiteDesk) -> None:
    for address in ("/papi/2024", "/tinh/hung-yen", "/hoi?q=hung+yen+papi",
                    "/so-sanh?a=hung-yen&b=thai-binh&index=papi&period=2024", "/nhiem-vu/hung-yen"):  # fmt: skip
        assert "Nguồn:" in site.read(address).text, address


def test_a_province_has_a_picture_of_its_years(site: SiteDesk) -> None:
    assert "2011–2024" in site.get("/tinh/hung-yen.svg").body.decode()
    assert 'og:image" content="https://chiso.example/tinh/hung-yen.png"' in site.get("/tinh/hung-yen").body.decode()


def test_a_table_says_when_it_was_announced_and_how_to_cite_it(site: SiteDesk) -> None:
    page = site.read("/papi/2024")
    assert "Công bố ngày 15/4/2025" in page.text
    assert "/nguon#cite" in page.links
    assert "cite" in site.read("/nguon").ids


def test_a_table_names_its_method(site: SiteDesk) -> None:
    page: Read = site.read("/papi/2024")
    assert "thứ hạng tính từ điểm" in page.text.lower()
    assert "Không có số liệu" in page.text or "Không có" in page.text
    assert isinstance(site.desk.answer(Question("table", index="papi", year=2024)).answer, model.TableAnswer)


def test_a_page_offers_only_what_is_known(site: SiteDesk) -> None:
    """Of PAR INDEX only ranks are known of Hưng Yên: no criteria, nobody beside it, and how far its source moved it."""
    body = site.get("/tinh/hung-yen").body.decode()
    par = body[body.index('id="par"') :]
    par = par[: par.index("<section", 1)]
    assert "Các tiêu chí" not in par
    assert "Để tăng hạng" not in par
    row = next(row for row in site.read("/tinh/hung-yen").rows if row[0].strip() == "PAR INDEX 2024")
    assert row[3].strip() == "▲ 12"


def test_single_figures_of_other_years_are_one_step_away(site: SiteDesk) -> None:
    body = site.get("/sipas/2024").body.decode()
    assert 'href="/sipas/2022"' in body
    assert 'href="/sipas/2024" aria-current="page"' in body


def test_the_first_page_begins_with_the_newest(site: SiteDesk) -> None:
    body = site.get("/").body.decode()
    assert body.index("/766/2026-09-17") < body.index("/tinh/an-giang")
    assert body.rindex('href="/papi/2024"') < body.index('href="/papi/2011"')


@pytest.mark.parametrize("address", [*KINDS, "/tinh/hung-yenn"])
def test_no_page_says_its_name_twice(site: SiteDesk, address: str) -> None:
    headings = [heading.strip() for heading in site.read(address).headings]
    assert len(set(headings)) == len(headings)
    assert not headings[0].startswith("ℹ")


def test_the_signs_of_a_chat_are_left_out(site: SiteDesk) -> None:
    for address in ("/nhiem-vu/hung-yen", "/tinh/hung-yen", "/hoi?q=hung+yen+mat+diem+o+dau"):
        assert re.search("📄|📌|🎯", site.read(address).text) is None, address


def test_what_is_folded_is_named_whole(site: SiteDesk) -> None:
    body = site.get("/hoi?q=so+sanh+hung+yen+thai+binh").body.decode()
    assert "<summary><b>DTI 2024</b> · <b>PCI 2016</b></summary>" in body
