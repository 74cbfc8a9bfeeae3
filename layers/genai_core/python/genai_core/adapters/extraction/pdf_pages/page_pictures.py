"""Find the pictures of a PDF page, and the line of text that each one stands at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

import pypdfium2 as pdfium
from langchain_core.documents import Document
from PIL import Image
from pypdfium2 import raw

from genai_core.adapters.extraction.figures.encoding import MAX_SIDE, is_large_enough
from genai_core.adapters.extraction.figures.pictures import Picture, content_key
from genai_core.adapters.extraction.passages import passage
from genai_core.adapters.extraction.pdf_pages.text_boxes import TextBox

_MAX_ON_PAGE = 40
"""A page with more is a drawing or a map made of tiles."""
_MIN_POINTS = 30.0
_NEAR_POINTS = 90.0
_PAGE_SHARE = 0.5
_COMPARED = 40
"""Letters of a line that are looked for in the blocks; the end of a line may lose its hyphen."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture of a page.

    Attributes:
        line: The start of the line below or above it, without blanks; empty if it belongs to its whole page.
    """

    picture: Picture
    page: int
    line: str = ""


def page_pictures(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, number: int, boxes: Sequence[TextBox]
) -> list[PagePicture]:
    """Returns the pictures of a page that are large enough to show something.

    Args:
        number: Of the page, from 0.
        boxes: The text of the page; none if it is rotated.
    """
    area = page.get_width() * page.get_height()
    images = list(islice(_images(page), _MAX_ON_PAGE + 1))
    pictures: list[PagePicture] = []
    for index, image in enumerate(images if len(images) <= _MAX_ON_PAGE else ()):
        left, bottom, right, top = image.get_bounds()
        if min(right - left, top - bottom) < _MIN_POINTS or not is_large_enough(*image.get_px_size()):
            continue
        picture = Picture(
            content_key(image.get_data()), partial(_image_at, document, number, index), page=number + 1
        )
        left, bottom, right, top = _box(image, page)
        is_part = 0 < (right - left) * (top - bottom) < _PAGE_SHARE * area
        line = _line_at(boxes, left, bottom, right, top) if is_part else ""
        pictures.append(PagePicture(picture, number + 1, line))
    return pictures


def with_pictures(passages: Iterable[Document], pictures: Iterable[PagePicture]) -> Iterator[Document]:
    """Yields the passages, each with the pictures whose line it contains; then those of whole pages."""
    pages: dict[int, list[PagePicture]] = {}
    for picture in pictures:
        pages.setdefault(picture.page, []).append(picture)
    for block in passages:
        if waiting := pages.get(block.metadata["page"] or 0):
            text = "".join(block.page_content.split())
            at_block = [item for item in waiting if item.line and item.line in text]
            pages[waiting[0].page] = [item for item in waiting if item not in at_block]
            block.metadata["pictures"] = tuple(item.picture for item in at_block)
        yield block
    if rest := [item.picture for waiting in pages.values() for item in waiting]:
        yield passage("", pictures=rest)


def _images(page: pdfium.PdfPage) -> Iterator[pdfium.PdfImage]:
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        if isinstance(item, pdfium.PdfImage):
            yield item


def _box(image: pdfium.PdfImage, page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    """Returns left, bottom, right and top of a picture on its page, or of the drawing it is part of."""
    item: pdfium.PdfObject = image
    while item.container is not None:
        item = item.container
    left, bottom, right, top = item.get_bounds()
    return max(left, 0), max(bottom, 0), min(right, page.get_width()), min(top, page.get_height())


def _image_at(document: pdfium.PdfDocument, number: int, index: int) -> Image.Image:
    """Renders a picture with its mask, upright, with the pixels that are kept of it at most."""
    page = document[number]
    image = next(islice(_images(page), index, None))
    left, bottom, right, top = image.get_bounds()
    own = image.get_matrix()
    factor = min(max(image.get_px_size()), MAX_SIDE) / max(right - left, top - bottom)
    image.set_matrix(own.scale(factor, factor))
    try:
        rendered = image.get_bitmap(render=True, scale_to_original=False).to_pil()
    finally:
        image.set_matrix(own)
    return rendered.rotate(-page.get_rotation(), expand=True)


def _line_at(boxes: Sequence[TextBox], left: float, bottom: float, right: float, top: float) -> str:
    """Returns the start of the nearest line below the picture, else above it; or empty."""
    across = [box for box in boxes if box.is_upright and box.left < right and box.right > left]
    below = [(bottom - box.top, box) for box in across if -box.height < bottom - box.top < _NEAR_POINTS]
    above = [(box.bottom - top, box) for box in across if -box.height < box.bottom - top < _NEAR_POINTS]
    nearest = min(below or above, key=lambda item: item[0], default=None)
    return "" if nearest is None else "".join(nearest[1].text.split())[:_COMPARED]
