"""Electronic books (epub) and other XML."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.packages import damaged, opened, xml_root
from genai_core.adapters.extraction.parsers.web import html_passages
from genai_core.adapters.extraction.passages import passage

_INLINE = {
    "b",
    "i",
    "u",
    "sub",
    "sup",
    "em",
    "strong",
    "span",
    "a",
    "figref",
    "claim-ref",
    "xref",
    "italic",
    "bold",
}


class EpubParser(BaseBlobParser):
    """The chapters in the order of the spine, each an HTML page; chapter numbers are the pages."""

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
                    for found in html_passages(decode(package.read(name)), page=number):
                        found.metadata["source"] = source
                        yield found


class XmlParser(BaseBlobParser):
    """The text of every element that holds text of its own, inline marks joined; no entity is resolved."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        body = blob.as_bytes()
        for text in _texts(xml_root(body if body.lstrip().startswith(b"<") else decode(body).encode())):
            yield passage(text)


def _texts(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    is_leaf = all(not isinstance(child.tag, str) or _name(child) in _INLINE for child in element)
    has_own = bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)
    if is_leaf or has_own:
        if text := " ".join("".join(element.xpath(".//text()")).split()):
            yield text
        return
    for child in element:
        yield from _texts(child)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _chapters(book: Any, folder: str) -> list[str]:
    pages = {item.get("id"): item.get("href", "") for item in book.iter("{*}item")}
    spine = [pages.get(item.get("idref"), "") for item in book.iter("{*}itemref")]
    return [posixpath.normpath(posixpath.join(folder, unquote(href))) for href in spine if href]


def _book_source(book: Any) -> dict[str, str]:
    found = {
        key: next((" ".join((item.text or "").split()) for item in book.iter(f"{{*}}{tag}")), "")
        for key, tag in (
            ("title", "title"),
            ("author", "creator"),
            ("language", "language"),
            ("date", "date"),
        )
    }
    return {key: value for key, value in found.items() if value}
