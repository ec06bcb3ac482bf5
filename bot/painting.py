"""What the process that paints runs, and all that it loads: with the bot itself in it it would hold 40 MB more."""

from __future__ import annotations

from collections.abc import Sequence


def painted(svg: str, zoom: float, fonts: Sequence[str]) -> bytes:
    """The PNG of an SVG, at ``zoom`` pixels for each unit, with these font files. Raises ValueError for an SVG that
    cannot be drawn.
    """
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, font_files=list(fonts), skip_system_fonts=True, zoom=zoom))
