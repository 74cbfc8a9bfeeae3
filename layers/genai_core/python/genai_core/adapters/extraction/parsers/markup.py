"""Read electronic books (epub) and other XML."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.figures.pictures import MAX_FILE_BYTES, Picture, data_picture
from genai_core.adapters.extraction.packages import damaged, opened, xml_root
from genai_core.adapters.extraction.parsers.web import html_passages
from genai_core.adapters.extraction.passages import passage
from genai_core.adapters.extraction.picture_files import open_picture
from genai_core.adapters.extraction.xml_texts import xml_texts

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_PAGE = re.compile(r"</(?:p|div|b|i|a|ul|ol|table|h[1-6])>|<(?:br|p|img|hr)\b[^<>]*/?>")
"""HTML inside an element, as in feeds."""
_TITLE_LEVELS = 3


class EpubParser(BaseBlobParser):
    """The chapters in the order of the spine, each an HTML page; the chapter number is the page number."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        with opened(blob.as_bytes()) as package:
            container = xml_root(package.read("META-INF/container.xml"))
            where = next((item.get("full-path", "") for item in container.iter("{*}rootfile")), "")
            if where not in package.namelist():
                raise damaged("the list of its chapters is missing")
            book = xml_root(package.read(where))
            source = _book_source(book)
            for number, name in enumerate(_chapters(book, posixpath.dirname(where)), start=1):
                if name in package.namelist():
                    picture_at = partial(_picture, package, posixpath.dirname(name))
                    chapter = decode(package.read(name))
                    for block in html_passages(chapter, page=number, picture_at=picture_at):
                        block.metadata["source"] = source
                        yield block


def _picture(package: ZipFile, folder: str, address: str) -> Picture | None:
    """Returns the picture of a book at an address relative to a chapter's folder."""
    name = posixpath.normpath(posixpath.join(folder, unquote(address.partition("#")[0])))
    if name not in package.NameToInfo or package.getinfo(name).file_size > MAX_FILE_BYTES:
        return data_picture(address)
    return Picture(name, lambda: open_picture(package.read(name)))


class XmlParser(BaseBlobParser):
    """The text of every element with its own text, including inline elements, and attributes that hold data.

    Entities are resolved only if the file declares them.
    """

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        body = blob.as_bytes()
        if not body.lstrip().startswith(b"<"):
            # UTF-16 for example: once decoded, the declared encoding no longer applies.
            body = _DECLARATION.sub("", decode(body)).encode()
        root = xml_root(body, own_entities=True)
        source = _own_title(root)
        for text in xml_texts(root):
            if _PAGE.search(text):
                for block in html_passages(text):
                    yield passage(block.page_content, source=source)
            else:
                yield passage(text, source=source)


def _own_title(root: Any) -> dict[str, str]:
    """Returns the title at the start of a document or feed."""
    level = [root]
    for _ in range(_TITLE_LEVELS):
        for element in level:
            for child in element.iterchildren("{*}title", "title"):
                if title := " ".join("".join(child.itertext()).split()):
                    return {"title": title}
        level = [child for element in level for child in element if isinstance(child.tag, str)]
    return {}


def _chapters(book: Any, folder: str) -> list[str]:
    pages = {item.get("id"): item.get("href", "") for item in book.iter("{*}item")}
    spine = [pages.get(item.get("idref"), "") for item in book.iter("{*}itemref")]
    return [posixpath.normpath(posixpath.join(folder, unquote(href))) for href in spine if href]


def _book_source(book: Any) -> dict[str, str]:
    source = {
        key: next((" ".join((item.text or "").split()) for item in book.iter(f"{{*}}{tag}")), "")
        for key, tag in (
            ("title", "title"),
            ("author", "creator"),
            ("language", "language"),
            ("date", "date"),
        )
    }
    return {key: value for key, value in source.items() if value}
