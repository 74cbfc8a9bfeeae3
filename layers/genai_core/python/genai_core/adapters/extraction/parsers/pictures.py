"""Count the pages of a picture without decoding it; their text is recognised later."""

from __future__ import annotations

from collections.abc import Iterator

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.passages import passage
from genai_core.adapters.extraction.picture_files import open_picture, page_count


class PictureParser(BaseBlobParser):
    """No text; all pages are listed as scanned."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        with open_picture(blob.as_bytes()) as picture:
            count = page_count(picture)
        yield passage("", source={"page_count": count, "scanned_pages": list(range(1, count + 1))})
