"""Open pictures by their header, and refuse those too large for memory before they are decoded."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, UnidentifiedImageError

from genai_core.adapters.extraction.picture_signatures import picture_type
from genai_core.errors import InvalidInput

MAX_PIXELS = 60_000_000
"""Per page: A4 at 600 dots per inch has 35 million. A colour picture takes three bytes per pixel."""
MAX_FRAMES = 2000
Image.MAX_IMAGE_PIXELS = None  # Pillow's own limit is higher, and its message does not name the size.
_FORMATS = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "tiff": "TIFF", "webp": "WEBP", "bmp": "BMP"}


def open_picture(body: bytes) -> Image.Image:
    """Returns the first page of a picture before decoding it.

    Raises:
        InvalidInput: It is damaged, or has too many pixels; the message gives their number.
    """
    kind = picture_type(body)
    try:
        picture = Image.open(io.BytesIO(body), formats=[_FORMATS[kind]])
    except (UnidentifiedImageError, KeyError, OSError, ValueError, SyntaxError) as error:
        raise InvalidInput(
            f"the picture is damaged: {str(error)[:200]}",
            remedy="Upload it again, or re-save it in the original application.",
        ) from error
    check_size(*picture.size)
    return picture


def check_size(width: int, height: int) -> None:
    """Raises InvalidInput if a picture of so many pixels is too large to decode."""
    if width * height > MAX_PIXELS:
        raise InvalidInput(
            f"the picture has {width} x {height} pixels, of at most {MAX_PIXELS // 1_000_000} million",
            remedy="Scale it down, or cut it into several pictures.",
        )


def page_count(picture: Any) -> int:
    """Returns how many pages of a picture are read: all of a TIFF file, the first of an animation."""
    if picture.format != "TIFF":
        return 1
    count = 1
    try:
        while count < MAX_FRAMES:
            picture.seek(count)
            count += 1
    except (EOFError, OSError, ValueError, SyntaxError):
        pass
    picture.seek(0)
    return count
