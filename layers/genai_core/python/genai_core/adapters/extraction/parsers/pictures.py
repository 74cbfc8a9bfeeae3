"""Count the pages of a picture without decoding it; their text is recognised later."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document
from PIL import Image

from genai_core.adapters.extraction.figures.pictures import Picture
from genai_core.adapters.extraction.passages import passage
from genai_core.adapters.extraction.picture_files import open_picture, page_count


class PictureParser(BaseBlobParser):
    """No text; all pages are listed as scanned, and are figures."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        body = blob.as_bytes()
        with open_picture(body) as picture:
            count = page_count(picture)
        pages = list(range(1, count + 1))
        pictures = [_page(body, page) for page in pages]
        yield passage("", source={"page_count": count, "scanned_pages": pages}, pictures=pictures)


def _page(body: bytes, page: int) -> Picture:
    return Picture(f"page {page}", partial(_opened, body, page), page=page)


def _opened(body: bytes, page: int) -> Image.Image:
    picture = open_picture(body)
    if page > 1:
        picture.seek(page - 1)
    return picture
