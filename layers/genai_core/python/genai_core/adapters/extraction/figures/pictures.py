"""Pictures as parsers find them in a document, before they are decoded."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from PIL import Image

from genai_core.adapters.extraction.picture_files import open_picture

MAX_FILE_BYTES = 40_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture at one place.

    Attributes:
        key: Equal for pictures of equal content.
        opened: Returns the image, not necessarily decoded; may raise anything if the picture is damaged.
        description: Its alternative text.
        caption: The line that the document prints with it, if the format says which one.
        page: Its page, if that is not the page of its passage.
    """

    key: str
    opened: Callable[[], Image.Image] = field(repr=False)
    description: str = ""
    caption: str = ""
    page: int | None = None


def picture_of(body: bytes, *, description: str = "", page: int | None = None) -> Picture:
    """Returns the picture in a file of any type that Pillow reads."""
    return Picture(content_key(body), lambda: open_picture(body), description=description, page=page)


def content_key(body: bytes) -> str:
    """Returns the key of a picture with these bytes."""
    return hashlib.sha256(body).hexdigest()


def data_picture(address: str, *, description: str = "") -> Picture | None:
    """Returns the picture in a `data:` address; None if the address is another one, or cannot be decoded."""
    head, comma, data = address.strip().partition(",")
    if not (comma and head.lower().startswith("data:image/")) or len(data) > MAX_FILE_BYTES:
        return None
    raw = unquote_to_bytes(data)
    try:
        body = b64decode(raw) if head.lower().endswith(";base64") else raw
    except ValueError:
        return None
    return picture_of(body, description=description)
