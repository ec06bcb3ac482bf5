"""Cuts the two fonts of the pictures from the variable Noto Sans: ``python -m tests.charts.subset_fonts NotoSans.ttf``.

Keeps the letters of Vietnamese and English, figures and the signs that the texts use, at weights 400 and 700, and
writes ``bot/charts/fonts``: two TTF files and ``advances.csv`` with the width of each character in thousandths of the
font size. Noto Sans is under the SIL Open Font License (OFL.txt beside the fonts).
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent.parent.parent / "bot" / "charts" / "fonts"
CUTS = {"Regular": 400, "Bold": 700}
VIETNAMESE = "".join(
    base + mark
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)
SIGNS = "đĐ–—−…·•“”‘’×÷±≤≥%‰°′″/\\|©№ \u00a0\u2009\u202f"


def characters() -> list[int]:
    """The code points that the fonts keep."""
    import unicodedata

    composed = unicodedata.normalize("NFC", VIETNAMESE)
    return sorted({*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, composed), *map(ord, SIGNS)})


def cut(source: Path, weight: int) -> TTFont:
    """The font at one weight with only the characters kept."""
    font = instantiateVariableFont(TTFont(source), {"wght": weight, "wdth": 100})
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"]
    options.name_IDs = ["*"]
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    return font


def main() -> None:
    fonts = {name: cut(Path(sys.argv[1]), weight) for name, weight in CUTS.items()}
    for name, font in fonts.items():
        font["name"].setName(f"Noto Sans {name}", 4, 3, 1, 0x409)
        font.save(HERE / f"NotoSans-{name}.ttf")
    maps = {name: font.getBestCmap() for name, font in fonts.items()}
    with (HERE / "advances.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("code_point", *(name.lower() for name in CUTS)))
        for code in characters():
            if all(code in own for own in maps.values()):
                widths = [
                    round(fonts[name]["hmtx"][own[code]][0] * 1000 / fonts[name]["head"].unitsPerEm)
                    for name, own in maps.items()
                ]
                out.writerow((code, *widths))


if __name__ == "__main__":
    main()
