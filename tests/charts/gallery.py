"""Draws the gallery of README, one picture of each kind: ``make gallery``.

A picture is as large as ``MOST`` bytes allow. The database is built anew in a temporary folder.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from bot.charts import Chart, draw, goes_with
from bot.i18n import Language, translator
from bot.pictures.painter import png_of
from data.database import Database
from tests.support.shipped import ShippedDesk

FOLDER = Path(__file__).parent.parent / "golden" / "gallery"
MOST = 60_000
"""So many bytes has a picture at most."""
ZOOMS = (1.5, 1.25, 1.0, 0.8, 0.65)
PICTURES: dict[str, tuple[str, Language]] = {
    "history": ("/trend Hưng Yên PAPI", "vi"),
    "comparison": ("/compare Hưng Yên, Thái Bình, Quảng Ninh PAPI 2024", "vi"),
    "gaps": ("/gaps Hung Yen PAPI 2024", "en"),
    "components": ("/score Hưng Yên PAPI 2024", "vi"),
    "map": ("/map PAPI 2024", "vi"),
    "table": ("bảng xếp hạng PAPI 2024", "vi"),
    "movers": ("/movers PAPI 2024", "vi"),
    "card": ("/rank Hung Yen PAPI", "en"),
}
"""Name of the file -> what is asked, and in which language it is answered."""


def chart(desk: ShippedDesk, name: str) -> Chart:
    """The chart of a picture of the gallery."""
    asked, language = PICTURES[name]
    answer = desk.find(desk.read(asked))
    further = goes_with(answer)
    beside = desk.find(further) if further is not None else None
    found = draw(answer, translator(language), "map" if name == "map" else "", beside)
    assert found is not None, name
    return found


def picture(found: Chart) -> bytes:
    """The PNG of a chart, the largest that is small enough."""
    drawn = (png_of(found.svg, zoom) for zoom in ZOOMS)
    return next(data for data in drawn if len(data) <= MOST)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chisotinh.sqlite3"

        async def build() -> None:
            async with await Database.open(path):
                pass

        asyncio.run(build())
        with ShippedDesk(path) as desk:
            for name in PICTURES:
                (FOLDER / f"{name}.png").write_bytes(picture(chart(desk, name)))


if __name__ == "__main__":
    main()
