"""Names: the noise set, what is refused, what is asked, abbreviations, sentences, bounds."""

from __future__ import annotations

import statistics
import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.names import MOST_WORDS, Ambiguous, Found, Gazetteer, Mention, Unknown, fold
from bot.names.normalize import marks, spell
from bot.names.telex import decode_telex
from data.model.names import Name, NameKind
from tests.support.typed_names import NOT_PROVINCES, SEED, forms, keystrokes, load_names, noise

OTHERS = [
    Name("index", "papi", "PAPI", "PAPI", ("chỉ số quản trị công",)),
    Name("index", "sipas", "SIPAS", "SIPAS", ("hài lòng", "satisfaction index")),
    Name("index", "par", "PAR INDEX", "PAR INDEX", ("par",)),
    Name("indicator", "papi:4", "Kiểm soát tham nhũng trong khu vực công", "Control of Corruption"),
    Name("indicator", "papi:2", "Công khai, minh bạch khi quyết định", "Transparency", ("minh bạch",)),
    Name("indicator", "766:ckmb", "Công khai, minh bạch", "Publicity and transparency", ("minh bạch",)),
    Name("indicator", "papi:7", "Quản trị môi trường", "Environmental Governance"),
    Name("agency", "so-noi-vu", "Sở Nội vụ", "Department of Home Affairs"),
]  # fmt: skip


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer([*load_names(), *OTHERS])


def province(id: str) -> Name:
    return gazetteer().get("province", id)


def answer(text: str) -> str:
    """The outcome in one word: the province's id, ``a|b`` for a question, '' for unknown."""
    outcome = gazetteer().resolve(text)
    if isinstance(outcome, Found):
        return outcome.name.id
    return "|".join(name.id for name in outcome.names) if isinstance(outcome, Ambiguous) else ""


def coincides(name: Name, text: str) -> bool:
    """Whether a slip made the text into something that is not the name any more, so that no reader could
    tell.

    That is: the exact spelling of another name, or a text no further from another province than from this
    one.
    """
    exact = {fold(alias).replace(" ", ""): other for other in load_names() for alias in _spellings(other)}
    solid = fold(text).replace(" ", "")
    for affix in ("tinh", "tp"):
        solid = solid.removeprefix(affix)
    if exact.get(solid, name) != name:
        return True
    own = OSA.distance(solid, fold(name.name_vi).replace(" ", ""))
    rivals = (other for other in load_names() if other.kind == "province" and other != name)
    return own > 0 and any(OSA.distance(solid, fold(other.name_vi).replace(" ", "")) <= own for other in rivals)


def _spellings(name: Name) -> tuple[str, ...]:
    return (name.name_vi, name.name_en, *name.aliases)


# --- the noise set
# ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [SEED, 1, 2])
def test_the_noise_set_is_understood(seed: int) -> None:
    total = right = wrong = 0
    missed = []
    for name, form, text in noise(load_names(), seed):
        total += 1
        outcome = gazetteer().resolve(text)
        if isinstance(outcome, Found) and outcome.name == name:
            right += 1
        elif coincides(name, text):
            # Asking is right here; so is the other name if it stands there letter by letter.
            right += not isinstance(outcome, Found) or outcome.how in ("exact", "unspaced")
            wrong += isinstance(outcome, Found) and outcome.how not in ("exact", "unspaced")
        else:
            wrong += isinstance(outcome, Found)
            missed.append((name.name_vi, form, text, outcome))
    assert total >= 63 * 16
    assert wrong <= 0.002 * total
    assert right >= 0.99 * total, missed


def test_every_form_without_a_slip_is_found() -> None:
    for name, form, text in noise(load_names()):
        if "slip" not in form:
            outcome = gazetteer().resolve(text)
            assert isinstance(outcome, Found), (form, text, outcome)
            assert outcome.name == name, (form, text, outcome)


def test_the_noise_set_is_wide_and_repeatable() -> None:
    hung_yen = province("hung-yen")
    assert forms(hung_yen) == forms(hung_yen)
    assert forms(hung_yen) != forms(hung_yen, seed=1)
    assert len(dict(forms(hung_yen))) >= 16


def test_it_beats_the_usual_fuzzy_search() -> None:
    names = [name for name in load_names() if name.kind == "province"]
    owner = {fold(alias): name for name in names for alias in _spellings(name)}
    choices = list(owner)
    ours = theirs = 0
    our_times, their_times = [], []
    for name, _, text in list(noise(names))[::7]:
        start = time.perf_counter()
        outcome = gazetteer().resolve(text)
        middle = time.perf_counter()
        best = process.extractOne(fold(text), choices, scorer=fuzz.WRatio)
        our_times.append(middle - start)
        their_times.append(time.perf_counter() - middle)
        ours += isinstance(outcome, Found) and outcome.name == name
        theirs += owner[best[0]] == name
    assert ours > theirs
    assert statistics.median(our_times) < statistics.median(their_times)


# --- what is not a province
# -------------------------------------------------------------------------------------


def test_other_things_are_refused() -> None:
    assert len(NOT_PROVINCES) >= 40
    taken = [text for text in NOT_PROVINCES if not isinstance(gazetteer().resolve(text), Unknown)]
    assert len(taken) <= 0.03 * len(NOT_PROVINCES), taken


@pytest.mark.parametrize(
    ("text", "kind", "id"),
    [
        ("trung bình", "word", "trung-binh"),
        ("TRUNG BINH", "word", "trung-binh"),
        ("cao nhất", "word", "cao-nhat"),
        ("Việt Nam", "country", "vn"),
        ("Quảng Đông", "country", "cn-gd"),
        ("tỉnh Quảng Đông", "country", "cn-gd"),
        ("quangdong", "country", "cn-gd"),
        ("Thái Lan", "country", "th"),
        ("Tây Nguyên", "region", "central-highlands"),
        ("taay nguyeen", "region", "central-highlands"),
        ("ĐBSCL", "region", "mekong-delta"),
        ("miền Bắc", "region", "northern"),
        ("Đông Bắc Bộ", "region", "northeast"),
        ("thành phố trực thuộc TW", "region", "central-cities"),
        ("Nam Trung Bộ", "region", "south-central-coast"),
    ],
)
def test_a_refusal_says_what_it_is(text: str, kind: str, id: str) -> None:
    outcome = gazetteer().resolve(text)
    assert isinstance(outcome, Unknown)
    assert outcome.refused is not None
    assert (outcome.refused.kind, outcome.refused.id) == (kind, id)


def test_regions_can_be_asked_for() -> None:
    outcome = gazetteer().resolve("tây nguyen", "region")
    assert isinstance(outcome, Found)
    assert outcome.name.id == "central-highlands"


def test_accents_tell_a_word_from_a_name() -> None:
    assert answer("gia lai") == "gia-lai"
    assert answer("giá lại") == ""
    assert answer("Điện Biên") == "dien-bien"
    assert answer("diễn biến") == ""
    assert answer("Hưng Yến") == "hung-yen"  # one wrong accent is only a slip


# --- spellings
# ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("HCM", "ho-chi-minh"), ("TPHCM", "ho-chi-minh"), ("TP.HCM", "ho-chi-minh"),
        ("tp hcm", "ho-chi-minh"), ("SG", "ho-chi-minh"), ("Sài Gòn", "ho-chi-minh"),
        ("saigon", "ho-chi-minh"), ("HCMC", "ho-chi-minh"), ("TP Hồ Chí Minh", "ho-chi-minh"),
        ("Ho Chi Minh City", "ho-chi-minh"), ("HN", "ha-noi"), ("Hanoi, Vietnam", "ha-noi"),
        ("BR-VT", "ba-ria-vung-tau"), ("BRVT", "ba-ria-vung-tau"),
        ("Bà Rịa Vũng Tàu", "ba-ria-vung-tau"), ("Vũng Tàu", "ba-ria-vung-tau"), ("TTH", "hue"),
        ("Thừa Thiên Huế", "hue"), ("Thừa Thiên - Huế", "hue"), ("T.T.Huế", "hue"),
        ("Đăk Lăk", "dak-lak"), ("Đắc Lắc", "dak-lak"), ("đắc lắk", "dak-lak"),
        ("Daklak", "dak-lak"), ("Dak Nong", "dak-nong"), ("Bắc Cạn", "bac-kan"),
        ("Kontum", "kon-tum"), ("Hoà Bình", "hoa-binh"), ("Thanh Hoá", "thanh-hoa"),
        ("Q. Ngãi", "quang-ngai"), ("UBND tỉnh Hưng Yên", "hung-yen"),
        ("province of Can Tho", "can-tho"), ("Huwng Yeen", "hung-yen"), ("Hu7ng Ye6n", "hung-yen"),
        ("bawcsgiang", "bac-giang"), ("dda nawngx", "da-nang"), ("dda92 na8ng4", "da-nang"),
        ("hwng yeen", "hung-yen"), ("tinhr huwng yeen", "hung-yen"), ("hungyen", "hung-yen"),
        ("tinhhungyen", "hung-yen"), ("hungyne", "hung-yen"), ("hung_yen", "hung-yen"),
        ("bac gian", "bac-giang"), ("ba ria vugn tua", "ba-ria-vung-tau"),
        ("thua thein heu", "hue"), ("ho chi mihn", "ho-chi-minh"), ("hoc chi minh", "ho-chi-minh"),
        ("Hà Nôm", "ha-nam"), ("huue", "hue"), ("lâm đồng (đà lạt)", "lam-dong"),
    ],
)  # fmt: skip
def test_usual_spellings(text: str, id: str) -> None:
    assert answer(text) == id


@pytest.mark.parametrize(
    ("text", "place", "id"),
    [
        ("Đà Lạt", "da-lat", "lam-dong"),
        ("dalat", "da-lat", "lam-dong"),
        ("TP. Vinh", "vinh", "nghe-an"),
        ("Nha Trang", "nha-trang", "khanh-hoa"),
        ("Hạ Long", "ha-long", "quang-ninh"),
        ("phu quoc", "phu-quoc", "kien-giang"),
        ("nha tragn", "nha-trang", "khanh-hoa"),
    ],
)
def test_cities_lead_to_their_province(text: str, place: str, id: str) -> None:
    outcome = gazetteer().resolve(text)
    assert isinstance(outcome, Found)
    assert outcome.name == province(id)
    assert outcome.via == gazetteer().get("place", place)


# --- questions back
# ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("quảng", "quang-ninh|quang-binh|quang-tri|quang-nam|quang-ngai"),
        ("tỉnh quảng", "quang-ninh|quang-binh|quang-tri|quang-nam|quang-ngai"),
        ("hà", "ha-noi|ha-giang|ha-nam|ha-tinh"),
        ("thái", "thai-nguyen|thai-binh"),
        ("bắc", "bac-kan|bac-giang|bac-ninh"),
        ("đồng", "lam-dong|dong-nai|dong-thap"),
        ("giang", "ha-giang|bac-giang|tien-giang|an-giang|kien-giang|hau-giang"),
        ("ĐN", "da-nang|dak-nong|dong-nai"),
        ("Vĩnh Phú", "phu-tho|vinh-phuc"),
        ("hai giang", "ha-giang|hau-giang"),
        ("quang linh", "quang-ninh|quang-binh"),
        ("minh thuan", "ninh-thuan|binh-thuan"),
        ("Hà Nam và Hà Nội", "ha-noi|ha-nam"),
    ],
)
def test_what_fits_several_is_asked(text: str, ids: str) -> None:
    outcome = gazetteer().resolve(text)
    assert isinstance(outcome, Ambiguous)
    assert set(ids.split("|")) <= {name.id for name in outcome.names}


def test_binh_asks_for_all_eight() -> None:
    assert len(answer("bình").split("|")) == 8


def test_typed_accents_settle_a_tie() -> None:
    assert answer("hai giang") == "ha-giang|hau-giang"
    assert answer("Hài Giang") == "ha-giang"


def test_the_nearest_are_offered() -> None:
    outcome = gazetteer().resolve("hug yeng")
    assert isinstance(outcome, Unknown)
    assert province("hung-yen") in outcome.nearest
    assert len(outcome.nearest) <= 3


@pytest.mark.parametrize("text", ["Hà Nội 2", "bình thạnh 3", "Paris", "x", "", "Hà Nội Thái Lan"])
def test_no_guess_is_better_than_a_wild_one(text: str) -> None:
    assert answer(text) == ""


# --- other kinds
# ---------------------------------------------------------------------------------------------------


def test_indicators_are_found_with_slips_and_asked_when_shared() -> None:
    kind: NameKind = "indicator"
    long = gazetteer().resolve("kiem soat tham nhugn trong khu vuc conng", kind)
    assert isinstance(long, Found)
    assert long.name.id == "papi:4"
    shared = gazetteer().resolve("minh bach", kind)
    assert isinstance(shared, Ambiguous)
    assert [name.id for name in shared.names] == ["papi:2", "766:ckmb"]
    agency = gazetteer().resolve("so noi vuj", "agency")
    assert isinstance(agency, Found)
    assert isinstance(gazetteer().resolve("Hưng Yên", kind), Unknown)


def test_the_gazetteer_gives_its_names() -> None:
    assert len(gazetteer().all("province")) == 63
    assert gazetteer().get("index", "papi").name_vi == "PAPI"
    with pytest.raises(KeyError):
        gazetteer().get("province", "atlantis")
    with pytest.raises(ValueError, match="leads to"):
        Gazetteer([Name("place", "da-lat", "Đà Lạt", "Da Lat", (), "nowhere")])
    assert isinstance(Gazetteer([]).resolve("Hưng Yên"), Unknown)


def test_the_seed_is_sound() -> None:
    names = load_names()
    assert len({(name.kind, name.id) for name in names}) == len(names)
    provinces = {name.id for name in names if name.kind == "province"}
    regions = {name.id for name in names if name.kind == "region"}
    assert regions == {
        "red-river-delta",
        "northern-midlands",
        "north-central-central-coast",
        "central-highlands",
        "southeast",
        "mekong-delta",
        "north-central",
        "south-central-highlands",
        "south-central-coast",
        "northern",
        "central",
        "southern",
        "northwest",
        "northeast",
        "central-cities",
    }
    for name in names:
        assert name.name_vi, name
        assert name.name_en, name
        assert (name.leads_to in provinces) == (name.kind == "place"), name
        if name.kind == "province":
            assert all(answer(alias) for alias in _spellings(name)), name


# --- sentences
# -----------------------------------------------------------------------------------------------------


def said(text: str) -> list[str]:
    """What scan heard but everyday words: ``kind:id``, ``via>id`` or ``a|b``."""
    heard = []
    for mention in gazetteer().scan(text)[1]:
        outcome = mention.outcome
        if isinstance(outcome, Ambiguous):
            heard.append("|".join(name.id for name in outcome.names))
        elif mention.kind != "word":
            via = f"{outcome.via.id}>" if outcome.via else ""
            heard.append(via + (outcome.name.id if mention.kind == "province" else f"{mention.kind}:{outcome.name.id}"))
    return heard


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hưng Yên xếp thứ mấy PAPI năm 2024?", ["hung-yen", "index:papi"]),
        ("mức độ hài lòng ở Lạng Sơn 2022", ["index:sipas", "lang-son"]),
        ("kiểm soát tham nhũng trong khu vực công hưng yên 2024", ["indicator:papi:4", "hung-yen"]),
        ("10 tỉnh đứng đầu PAPI 2023", ["index:papi"]),
        ("Hưng Yên phải làm gì về minh bạch?", ["hung-yen", "papi:2|766:ckmb"]),
        ("/rank PAPI 2023 hung yen", ["index:papi", "hung-yen"]),
        ("/rank PAPI 2023 hungyne", ["index:papi", "hung-yen"]),
        ("/rank huwng yeen sipas", ["hung-yen", "index:sipas"]),
        ("so sanh bac gaing voi bac ninh, quang nin", ["bac-giang", "bac-ninh", "quang-ninh"]),
        ("compare Da Lat and Nha Trang", ["da-lat>lam-dong", "nha-trang>khanh-hoa"]),
        ("nam dihn papi 2020", ["nam-dinh", "index:papi"]),
        ("hn sg dn papi", ["ha-noi", "ho-chi-minh", "da-nang|dak-nong|dong-nai", "index:papi"]),
        ("thua thein hue 2022", ["hue"]),
        ("so sanh tinh hoa binh va lan son", ["hoa-binh", "lang-son"]),
        ("T. Quảng Nam, tỉnh vinh puc", ["quang-nam", "vinh-phuc"]),
        ("tinhhue voi tphcm", ["hue", "ho-chi-minh"]),
        ("vinh ohuc, vinh", ["vinh-phuc", "vinh>nghe-an"]),
        ("ba ria vugn tau 2022", ["ba-ria-vung-tau"]),
        ("quảng cáo ở Quảng Nam", ["quang-nam"]),
        ("đánh giá lại chỉ số", []),
        ("danh gia lai chi so", []),
        ("vinh quang của Hưng Yên", ["hung-yen"]),
        ("điểm trung bình năm 2023", []),
        ("what can the people do", []),
        ("how is hue ranked in par", ["hue", "index:par"]),
        ("sở nội vụ Thái Bình làm gì", ["agency:so-noi-vu", "thai-binh"]),
        ("cao nhất Tây Nguyên", ["region:central-highlands"]),
        ("Thái Lan và Quảng Đông", ["country:th", "country:cn-gd"]),
        ("quảng xếp thứ mấy PAPI", ["quang-ninh|quang-binh|quang-tri|quang-nam|quang-ngai", "index:papi"]),
        ("quảng với Hưng Yên", ["hung-yen"]),
        ("shna partner sgx huey", []),
    ],
)
def test_names_in_a_sentence(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_a_mention_takes_in_the_words_around_it() -> None:
    words, mentions = gazetteer().scan("ở TP. Hồ Chí Minh, the province of Can Tho city")
    assert [m.text for m in mentions if m.kind == "province"] == [
        "tp ho chi minh",
        "province of can tho city",
    ]
    for mention in mentions:
        assert mention.text == " ".join(words[mention.start : mention.end])


# --- letters
# -------------------------------------------------------------------------------------------------------


def test_folding() -> None:
    assert fold("TP. Hồ Chí-Minh") == "tp ho chi minh"
    assert fold("Hu\u031b\u0301ng\xa0Ye\u0302n") == "hung yen"
    assert fold("Đà\u200b Nẵng\ufeff!") == "da nang"
    assert fold("Ｈà_Nội™") == "ha noitm"
    assert fold("") == ""


def test_keystrokes_of_a_syllable() -> None:
    for name in load_names():
        if name.kind == "province":
            for word in spell(name.name_vi).split():
                bare = fold(word)
                assert decode_telex(keystrokes(word)) == bare
                assert decode_telex(keystrokes(word, tone_last=True)) == bare
                assert decode_telex(keystrokes(word, vni=True)) == bare
    assert marks("hoà") == marks("hòa") != marks("hoa")


# --- bounds
# --------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [*NOT_PROVINCES, *(name.name_vi for name in load_names()[:63]), "quang", "binh", " ", "\u200b"]
)
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
    st.text(alphabet="abcdeghiklmnopqrstuvxyw 1234567890", max_size=400),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(gazetteer().resolve(text), Found | Ambiguous | Unknown)
    folded = fold(text)
    assert fold(folded) == folded
    words, mentions = gazetteer().scan(text)
    assert words == folded.split()[:MOST_WORDS]
    place = 0
    for mention in mentions:
        assert isinstance(mention, Mention)
        assert place <= mention.start < mention.end <= len(words)
        assert not isinstance(mention.outcome, Ambiguous) or len(set(mention.outcome.names)) > 1
        place = mention.end


@pytest.mark.parametrize(
    "text",
    [
        "a " * 2048,
        "binhx " * 700,
        "quang nam binh dinh " * 210,
        "hungyen" * 600,
        "aeodw" * 820,
        "a" + "\u0301\u0323\u0327" * 1365,
        "\ufdfa" * 4096,
        "".join(chr(32 + i * 37 % 60000) for i in range(4096) if not 0xD800 <= 32 + i * 37 % 60000 < 0xE000),
        " ".join("abcdefghij"[: 5 + i % 6] for i in range(600)),
    ],
)
def test_time_is_bounded(text: str) -> None:
    gazetteer().scan("warm")
    best = min(_seconds(text) for _ in range(3))
    assert best < 0.2  # about 0.03 s on an idle machine
    assert len(fold(text)) <= 4096


def _seconds(text: str) -> float:
    start = time.perf_counter()
    gazetteer().scan(text)
    gazetteer().resolve(text)
    return time.perf_counter() - start
