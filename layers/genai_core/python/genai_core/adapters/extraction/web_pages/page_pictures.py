"""Find the pictures that a page holds within itself, in `data:` addresses or beside it in a book."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lxml import html

from genai_core.adapters.extraction.figures.pictures import Picture, data_picture

PictureAt = Callable[[str], Picture | None]
"""Returns the picture at an address; None if the document does not hold it."""


def shown_picture(image: html.HtmlElement, at: PictureAt = data_picture) -> Picture | None:
    """Returns the picture of an `img` element with its alternative text and caption, or None."""
    if image.get("role") in ("presentation", "none") or image.get("aria-hidden") == "true":
        return None
    picture = at(image.get("src") or image.get("data-src") or "")
    if picture is None:
        return None
    figure = next(image.iterancestors("figure"), None)
    captions = () if figure is None else figure.iter("figcaption")
    caption = " ".join(" ".join(part.text_content().split()) for part in captions)
    return replace(picture, description=image.get("alt", ""), caption=caption)
