"""Answers as files: a table, a province or its tasks as a workbook (XLSX) or as comma-separated text (CSV)."""

from __future__ import annotations

from bot.exporting.service import ExportedFile as ExportedFile
from bot.exporting.service import Exports as Exports
