"""Charts as pictures that Telegram shows: drawn once in a process of their own, kept on disk, uploaded once."""

from __future__ import annotations

from bot.pictures.painter import CannotPaint as CannotPaint
from bot.pictures.painter import Painter as Painter
from bot.pictures.service import Picture as Picture
from bot.pictures.service import Pictures as Pictures
