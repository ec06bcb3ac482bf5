"""The bytes of a picture -> its pixels, upright, in three colours of eight bits; or a refusal."""

from __future__ import annotations

import io
import warnings
from typing import Any, TypeAlias

from bot.importing.limits import LEAST_PIXELS, MOST_PIXELS, MOST_SIDE
from bot.importing.sniff import Refusal

Pixels: TypeAlias = Any
"""An array of numpy's: rows of columns, in each its red, green and blue or, of a grey picture, one value."""
FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF")
ENOUGH = 3_400
"""The longer side of what is worked on: a photograph with more is made smaller."""


def pixels_of(data: bytes) -> Pixels:
    """The picture's pixels. Raises ``Refusal`` for one that is too large or small, moves, is cut off or damaged."""
    import numpy as np
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # our own bounds are narrower, and said in words
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                _bounded(image)
                image.draft("RGB", (ENOUGH, ENOUGH))  # a JPEG is unpacked at half its size where that is enough
                image.load()
                upright = ImageOps.exif_transpose(image)
                upright = _eight_bits(upright)
                upright.thumbnail((ENOUGH, ENOUGH))
                return np.asarray(upright)
        except UnidentifiedImageError as error:
            raise Refusal("picture-damaged") from error
        except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
            raise Refusal("picture-damaged") from error


def _bounded(image: Any) -> None:
    width, height = image.size
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        values = {"width": width, "height": height, "most": MOST_SIDE, "millions": MOST_PIXELS // 1_000_000}
        raise Refusal("picture-large", **values)
    if min(width, height) < LEAST_PIXELS:
        raise Refusal("picture-small", width=width, height=height, least=LEAST_PIXELS)
    if getattr(image, "n_frames", 1) > 1 and image.format not in ("MPO", "TIFF"):
        raise Refusal("picture-moving")
    if getattr(image, "n_frames", 1) > 1 and image.format == "TIFF":
        raise Refusal("picture-pages", n=image.n_frames)


def _eight_bits(image: Any) -> Any:
    """The picture in RGB: sixteen bits are made eight, and what is transparent is white."""
    from PIL import Image

    if image.mode.startswith("I") or image.mode == "F":
        import numpy as np

        deep = np.asarray(image).astype(np.float32)
        most = 65535.0 if deep.max() > 255 else 255.0
        return Image.fromarray(np.clip(deep * (255.0 / most), 0, 255).astype(np.uint8)).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    return image.convert("RGB")
