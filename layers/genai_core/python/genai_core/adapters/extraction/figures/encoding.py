"""Encode a picture of a document as a small PNG or JPEG file that model providers accept.

Encoding again also removes what the file says besides the picture, such as where a photograph was taken.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from genai_core.domain.ingestion.figures import MAX_FIGURE_BYTES, FigureKind

MAX_SIDE = 1568
"""Pixels of the longer side: providers scale larger images down to about this."""
MIN_SIDE, MIN_AREA = 64, 12_000
"""Smaller pictures are icons, bullets and rules."""
MAX_PIXELS = 30_000_000
_FLAT = 24
"""Largest difference of brightness, of 255, in a picture that shows nothing, such as a background."""
_JPEG_QUALITIES = (85, 60, 30)


@dataclass(frozen=True, slots=True)
class EncodedPicture:
    """The file of a picture and its size in pixels."""

    body: bytes
    kind: FigureKind
    width: int
    height: int


def is_large_enough(width: int, height: int) -> bool:
    """Returns whether a picture of so many pixels may show something."""
    return min(width, height) >= MIN_SIDE and width * height >= MIN_AREA


def encoded(picture: Image.Image) -> EncodedPicture | None:
    """Returns the file of a picture; None if it is too small or too large, or shows nothing."""
    if not is_large_enough(*picture.size) or picture.width * picture.height > MAX_PIXELS:
        return None
    is_photograph = picture.format == "JPEG"
    picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
    picture = _on_white(ImageOps.exif_transpose(picture))
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    darkest, brightest = picture.convert("L").getextrema()
    if brightest - darkest < _FLAT:  # pyright: ignore[reportOperatorIssue] -- of one band, both are numbers
        return None
    body = b"" if is_photograph else _written(picture, "PNG")
    if 0 < len(body) <= MAX_FIGURE_BYTES:
        return EncodedPicture(body, "png", *picture.size)
    for quality in _JPEG_QUALITIES:
        body = _written(picture, "JPEG", quality=quality)
        if len(body) <= MAX_FIGURE_BYTES:
            return EncodedPicture(body, "jpeg", *picture.size)
    return None


def _on_white(picture: Image.Image) -> Image.Image:
    """Returns the picture in colours or grey; transparent parts become white, as on a page."""
    if picture.mode in ("RGB", "L"):
        return picture
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        colours = picture.convert("RGBA")
        paper = Image.new("RGBA", colours.size, "white")
        return Image.alpha_composite(paper, colours).convert("RGB")
    return picture.convert("RGB")


def _written(picture: Image.Image, file_format: str, **options: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, file_format, **options)
    return file.getvalue()
