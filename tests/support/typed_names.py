"""Names the way people type them: a deterministic noise set over the 63 provinces, and texts that name no
province.
"""

from __future__ import annotations

import csv
import random
import string
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from bot.names.normalize import fold
from data.model.names import Name, NameKind

SEED_FOLDER = Path(__file__).parent.parent.parent / "data" / "seed"
SEED = 20240701

NOT_PROVINCES = (
    "trung bình", "cao nhất", "thấp nhất", "Việt Nam", "Tây Nguyên", "Quảng Đông", "Thái Lan",
    "thái độ", "bình thường", "binh thuong", "an ninh", "phú quý", "quảng cáo", "quang cao", "hà mã",
    "long trọng", "cà phê", "gia đình", "khánh thành", "thanh toán", "công khai", "minh bạch",
    "đồng bằng", "điện tử", "Lào", "Campuchia", "Trung Quốc", "Quảng Tây", "Vân Nam", "Hải Nam",
    "Nhật Bản", "Singapore", "Đồng bằng sông Cửu Long", "ĐBSCL", "miền Tây", "Đông Nam Bộ",
    "miền núi phía Bắc", "đồng bằng sông hồng", "Red River Delta", "miền Bắc", "miền Nam",
    "Mekong Delta", "Central Highlands", "Bắc Kinh", "Hà Lan", "Thái Bình Dương", "hài lòng",
    "hai long", "quản trị", "kiến nghị", "đánh giá lại", "hải quan", "bình đẳng", "lao động",
    "tiền lương", "yên tâm", "hậu quả", "PAPI", "SIPAS", "PAR INDEX", "2024", "766", "hello",
    "xin chào", "kiểm soát tham nhũng", "dịch vụ công", "Quảng Châu", "Kyoto", "Paris", "New York",
    "đông nam", "quan tri moi truong", "cải cách hành chính", "thời tiết hôm nay", "bóng đá",
    "giá vàng", "top 10", "sơn màu", "nam giới", "thanh tra", "asdfgh", "qwerty", "!!!", "🙂", "…",
)  # fmt: skip

_ACCENT_KEYS = {"\u0301": "s1", "\u0300": "f2", "\u0309": "r3", "\u0303": "x4", "\u0323": "j5"}
_SHAPE_KEYS = {"\u0302": "6", "\u031b": "w7", "\u0306": "w8"}
_NEAR_KEYS = {
    "a": "qsz", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad",
    "t": "ry", "u": "yi", "v": "cb", "y": "tu", "x": "zc",
}  # fmt: skip


def load_names() -> list[Name]:
    """The shipped provinces, places, regions, countries and words, read without the database."""
    names = []
    for file in ("provinces.csv", "names.csv"):
        with (SEED_FOLDER / file).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                names.append(
                    Name(
                        cast(NameKind, row.get("kind") or "province"),
                        row["id"],
                        row["name_vi"],
                        row["name_en"],
                        tuple(alias for alias in row["aliases"].split(";") if alias),
                        row.get("leads_to") or "",
                    )
                )
    return names


def keystrokes(text: str, vni: bool = False, tone_last: bool = False) -> str:
    """What someone types on Telex (or VNI) for a text, when the input method happens to be off."""
    typed = []
    for word in text.lower().replace(" - ", " ").split():
        keys, tone = "", ""
        for char in word:
            if char == "đ":
                keys += "d9" if vni else "dd"
                continue
            parts = unicodedata.normalize("NFD", char)
            base, accents = parts[0], parts[1:]
            keys += base
            here = ""
            for accent in accents:
                if accent in _SHAPE_KEYS:
                    shape = _SHAPE_KEYS[accent]
                    keys += shape[-1] if vni else (base if shape == "6" else "w")
                else:
                    here = _ACCENT_KEYS[accent][vni]
            if tone_last:
                tone += here
            else:
                keys += here
        typed.append(keys + tone)
    return " ".join(typed)


def _replace(word: str, at: int, rng: random.Random) -> str:
    return word[:at] + rng.choice(_NEAR_KEYS.get(word[at], "n")) + word[at + 1 :]


def _exchange(word: str, at: int, rng: random.Random) -> str:
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _drop(word: str, at: int, rng: random.Random) -> str:
    return word[:at] + word[at + 1 :]


def _double(word: str, at: int, rng: random.Random) -> str:
    return word[:at] + word[at] + word[at:]


_SLIPS: dict[str, Callable[[str, int, random.Random], str]] = {
    "near key": _replace,
    "exchanged": _exchange,
    "dropped": _drop,
    "doubled": _double,
}


def slip(text: str, how: str, rng: random.Random) -> str:
    """One typing slip of the kind ``how`` in a text without accents; never in a space."""
    words = text.split(" ")
    longer = [i for i, word in enumerate(words) if len(word) > 1] or [0]
    which = rng.choice(longer)
    word = words[which]
    for _ in range(20):  # exchanging two equal letters is no slip
        changed = _SLIPS[how](word, rng.randrange(len(word)), rng)
        if changed != word:
            break
    words[which] = changed
    return " ".join(words)


def forms(name: Name, seed: int = SEED) -> list[tuple[str, str]]:
    """(form, text) for one province; the same for the same seed."""
    rng = random.Random(f"{seed} {name.id}")
    vi = name.name_vi
    bare = fold(vi)
    solid = bare.replace(" ", "")
    prefix = rng.choice(("tỉnh ", "Tỉnh ", "TP. ", "TP ", "thành phố ", "T. "))
    found = [
        ("as written", vi),
        ("english", name.name_en),
        ("no accents", bare),
        ("decomposed", unicodedata.normalize("NFD", vi)),
        ("capitals", vi.upper()),
        ("bare capitals", bare.upper()),
        ("unspaced", solid),
        ("unspaced with accents", vi.replace(" ", "").replace("-", "")),
        ("hyphens", bare.replace(" ", "-")),
        ("underscores", bare.title().replace(" ", "_")),
        ("zero width", "\u200b".join(vi) + "\ufeff"),
        ("no-break spaces", f"\xa0{vi}\u202f".replace(" ", "\xa0")),
        ("padded", f"  {vi} ?"),
        ("mixed case", "".join(char.upper() if rng.random() < 0.4 else char for char in vi)),
        ("prefix", prefix + vi),
        ("bare prefix", fold(prefix) + " " + bare),
        ("glued prefix", rng.choice(("tinh", "tp")) + solid),
        ("suffix", f"{bare.title()} {rng.choice(('province', 'Province', 'city', 'City'))}"),
        ("telex", keystrokes(vi)),
        ("telex, tone last", keystrokes(vi, tone_last=True)),
        ("telex unspaced", keystrokes(vi).replace(" ", "")),
        ("telex capitals", keystrokes(vi).title()),
        ("vni", keystrokes(vi, vni=True)),
        ("vni, tone last", keystrokes(vi, vni=True, tone_last=True)),
        ("vni unspaced", keystrokes(vi, vni=True, tone_last=True).replace(" ", "")),
        ("telex prefix", f"{keystrokes('tỉnh')} {keystrokes(vi)}"),
    ]
    for how in _SLIPS:
        found.append((f"slip: {how}", slip(bare, how, rng)))
        found.append((f"slip, unspaced: {how}", slip(solid, how, rng)))
        found.append((f"slip, prefix: {how}", f"tỉnh {slip(bare, how, rng)}"))
    if len(solid) >= 11:
        for how in _SLIPS:
            words = bare.split(" ")
            first, second = rng.sample(range(len(words)), 2)
            words[first] = slip(words[first], how, rng)
            words[second] = slip(words[second], rng.choice(list(_SLIPS)), rng)
            found.append((f"two slips: {how}", " ".join(words)))
    return found


def noise(names: list[Name], seed: int = SEED) -> Iterator[tuple[Name, str, str]]:
    """(province, form, text) over all provinces."""
    for name in names:
        if name.kind == "province":
            for form, text in forms(name, seed):
                yield name, form, text


def single_slips(text: str) -> Iterator[str]:
    """Every text one slip away from a folded name: a letter (or the space) lost, added, replaced, or two exchanged."""
    keys = string.ascii_lowercase + " "
    for at in range(len(text)):
        yield text[:at] + text[at + 1 :]
        yield from (text[:at] + key + text[at + 1 :] for key in keys)
        yield text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
    for at in range(len(text) + 1):
        yield from (text[:at] + key + text[at:] for key in keys)
