"""Read HTML pages: the content with its headings, without navigation, scripts and hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document
from lxml import html

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.figures.pictures import data_picture
from genai_core.adapters.extraction.passages import passage
from genai_core.adapters.extraction.table_passages import table_passages
from genai_core.adapters.extraction.web_pages.furniture import remove_furniture
from genai_core.adapters.extraction.web_pages.page_blocks import page_blocks
from genai_core.adapters.extraction.web_pages.page_pictures import PictureAt, shown_picture
from genai_core.adapters.extraction.web_pages.page_trees import parsed
from genai_core.adapters.extraction.web_pages.unseen_parts import remove_unseen
from genai_core.errors import InvalidInput

_NEEDS_SCRIPT = re.compile(r"java\s?script", re.IGNORECASE)
_FEW_WORDS, _SENTENCE_WORDS = 20, 8


class HtmlParser(BaseBlobParser):
    """One block per paragraph, list item, table row or preformatted text."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        root = parsed(decode(blob.as_bytes()))
        has_script, asks_for_script = bool(root.xpath("//script")), _asks_for_script(root)
        passages = list(_passages(root, None))
        words = sum(len(passage.page_content.split()) for passage in passages)
        is_empty = asks_for_script and words < _FEW_WORDS and not _has_sentence(passages)
        if (not words and has_script) or is_empty:
            raise InvalidInput(
                "the page is drawn by a script, and the file holds the script but not what it draws",
                remedy="Open the page in a browser and save it from there as a complete page or as PDF.",
            )
        yield from passages


def html_passages(
    text: str, *, page: int | None = None, picture_at: PictureAt = data_picture
) -> Iterator[Document]:
    """Yields the blocks of an HTML text. Raises InvalidInput if no parser can read it."""
    yield from _passages(parsed(text), page, picture_at)


def _passages(
    root: html.HtmlElement, page: int | None, picture_at: PictureAt = data_picture
) -> Iterator[Document]:
    source = _source(root)
    remove_unseen(root)
    remove_furniture(root)
    for block in page_blocks(root, partial(shown_picture, at=picture_at)):
        if block.table:
            yield from table_passages([block.table], headings=block.headings, page=page, source=source)
        if not block.table or block.pictures:
            yield passage(
                block.text, headings=block.headings, page=page, source=source, pictures=block.pictures
            )


def _has_sentence(passages: list[Document]) -> bool:
    """Returns whether a block is a sentence: a title, a notice or a menu beside an empty page is none."""
    return any(
        len(block.page_content.split()) >= _SENTENCE_WORDS and not _NEEDS_SCRIPT.search(block.page_content)
        for block in passages
    )


def _asks_for_script(root: html.HtmlElement) -> bool:
    return any(_NEEDS_SCRIPT.search(part.text_content()) for part in root.iter("noscript"))


def _source(root: html.HtmlElement) -> dict[str, str]:
    def first(path: str) -> str:
        source = root.xpath(path)
        return " ".join(str(source[0]).split()) if source else ""

    source = {
        "title": first("//meta[@property='og:title']/@content") or first("//title/text()"),
        "author": first("//meta[@name='author']/@content"),
        "date": first("//meta[@property='article:published_time' or @name='date']/@content"),
        "language": first("/html/@lang"),
    }
    return {key: value for key, value in source.items() if value}
