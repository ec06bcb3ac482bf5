"""An index that there is not, "XYZ": everything about it is rows in copies of the shipped files."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from data.seeding.loader import SEED_FOLDER

ROWS: dict[str, list[dict[str, str]]] = {
    "sources.csv": [
        {"id": "xyz", "kind": "dataset", "title_vi": "Viện Thử nghiệm", "title_en": "Trial Institute",
         "url": "https://example.org/xyz"},
    ],
    "indices.csv": [
        {"id": "xyz-trial", "short": "XYZ", "name_vi": "Chỉ số Giao thông nông thôn thử nghiệm",
         "name_en": "Trial Rural Transport Index", "publisher_vi": "Viện Thử nghiệm", "publisher_en": "Trial Institute",
         "measures_vi": "Đường sá ở nông thôn", "measures_en": "Roads in the countryside", "unit": "points",
         "dated": "0", "decimals": "1", "grouped": "1", "slack_sum": "0.15", "slack_part": "0", "preferred": "0",
         "folded": "1",
         "code_letter": "T", "code_words": "trụ cột;pillar", "nicknames": "đường làng;village roads",
         "spoken_vi": "Chỉ số XYZ", "spoken_en": "the XYZ index", "announced_vi": "Thường công bố vào mùa thu",
         "announced_en": "Usually announced in autumn", "limits_vi": "chỉ có ba tỉnh, thành phố",
         "limits_en": "three provinces only", "aliases": "giao thông nông thôn;rural transport"},
    ],
    "editions.csv": [
        {"index": "xyz-trial", "first_year": "2024", "last_year": "2024", "scale": "40", "structure_vi": "2 trụ cột",
         "structure_en": "2 pillars", "source": "xyz"},
        {"index": "xyz-trial", "first_year": "2025", "scale": "50", "structure_vi": "2 trụ cột, thang 50",
         "structure_en": "2 pillars, scale 50", "change_vi": "Thang điểm từ 40 lên 50",
         "change_en": "The scale went from 40 to 50", "source": "xyz"},
    ],
    "indicators.csv": [
        {"index": "xyz-trial", "code": code, "first_year": first, "last_year": last, "name_vi": vi, "name_en": en,
         "short_vi": vi, "short_en": en, "maximum": maximum, "split": "0"}
        for code, vi, en, first, last, maximum in (
            ("", "Tổng điểm XYZ", "XYZ total", "2024", "2024", "40"),
            ("", "Tổng điểm XYZ", "XYZ total", "2025", "", "50"),
            ("1", "Mặt đường nông thôn", "Rural surfaces", "2024", "2024", "20"),
            ("1", "Mặt đường nông thôn", "Rural surfaces", "2025", "", "30"),
            ("2", "Cầu cống nông thôn", "Rural bridges", "2024", "", "20"),
        )
    ],
    "releases.csv": [
        {"id": f"xyz-trial-{year}-1", "index": "xyz-trial", "period": year, "year": year, "revision": "1",
         "title_vi": f"XYZ {year}", "title_en": f"XYZ {year}", "issuer": "Viện Thử nghiệm", "source": "xyz",
         "coverage": "full", "ranks": "computed"}
        for year in ("2024", "2025")
    ],
}  # fmt: skip

FIGURES = """\
year,province,total,1,2
2024,hung-yen,30,15,15
2024,ha-noi,35,18,17
2024,bac-ninh,25,12,13
2025,hung-yen,38.5,23.5,15
2025,ha-noi,41.001,25.001,16.001
2025,bac-ninh,36.1,21,15
"""
"""Bắc Ninh's total of 2025 is 0.1 off its parts: within the slack of this index, beyond what three decimals explain."""

MEASURED = {"hung-yen": "43,2;26,2;17", "ha-noi": "42;25,5;16,5", "bac-ninh": "37;21,5;15,5"}


def published() -> bytes:
    """The table of 2026 as its publisher hands it out: a dash for each province that is not measured."""
    with (SEED_FOLDER / "provinces.csv").open(encoding="utf-8", newline="") as file:
        units = [(row["id"], row["name_vi"]) for row in csv.DictReader(file) if row["kind_2025"]]
    lines = [f"{name};{MEASURED.get(id, '-;-;-')}" for id, name in units]
    return "\n".join(["Tỉnh, thành phố;Tổng điểm;Trụ cột 1;Trụ cột 2", *lines]).encode()


def append(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, restval="", lineterminator="\n").writerows(rows)


def seed_with_trial(folder: Path) -> Path:
    """The shipped files with the rows of the trial index after their own."""
    shutil.copytree(SEED_FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for name, rows in ROWS.items():
        append(folder / name, rows)
    (folder / "xyz-trial.csv").write_text(FIGURES, encoding="utf-8")
    return folder
