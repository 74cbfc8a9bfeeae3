"""HTML pages: the main content with its headings, without navigation, scripts and hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document
from lxml import html
from lxml.etree import ParserError

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.packages import damaged
from genai_core.adapters.extraction.passages import descend, passage, titles

_DROPPED = {
    "script", "style", "noscript", "template", "svg", "nav", "footer", "aside", "form", "button", "select",
    "iframe", "object", "canvas", "head", "dialog", "math-annotation",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "li", "ul", "ol", "dl", "dt", "dd", "blockquote",
    "table", "tr", "thead", "tbody", "pre", "figure", "figcaption", "address", "hr", "body", "html", "center",
    "details", "summary", "caption", "td", "th",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DROPPED_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"}
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navbox|navigation|sidebar|breadcrumbs?|cookie|footer|toc|advert|ads|share|social|"
    r"related|pagination|skip-link|editsection|noprint)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MAIN = "//main | //*[@role='main'] | //article"
_MAIN_SHARE = 0.4


class HtmlParser(BaseBlobParser):
    """One block per paragraph, list item, table row or preformatted text."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        yield from html_passages(decode(blob.as_bytes()))


def html_passages(text: str, *, page: int | None = None) -> Iterator[Document]:
    """Yields the blocks of an HTML text. Raises InvalidInput where no parser can make sense of it."""
    try:
        root = html.document_fromstring(_DECLARATION.sub("", text))
    except (ParserError, ValueError) as error:
        raise damaged(str(error)) from error
    source = _source(root)
    walk = _Walk()
    walk.visit(_main_part(root))
    walk.end_block()
    for body, headings in walk.blocks:
        yield passage(body, headings=headings, page=page, source=source)


class _Walk:
    """Collects blocks in document order."""

    def __init__(self) -> None:
        self.blocks: list[tuple[str, tuple[str, ...]]] = []
        self._path: list[tuple[int, str]] = []
        self._open: list[str] = []
        self._preformatted = 0

    def visit(self, element: html.HtmlElement) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or _is_furniture(element, tag):
            return
        if tag in _HEADINGS:
            self._visit_heading(element, _HEADINGS[tag])
        elif tag == "tr":
            self._visit_row(element)
        elif tag == "br":
            self._open.append("\n")
        else:
            self._visit_children(element, tag)

    def end_block(self) -> None:
        text = "".join(self._open)
        self._open.clear()
        lines = (
            text.split("\n") if self._preformatted else (" ".join(line.split()) for line in text.split("\n"))
        )
        if body := "\n".join(line for line in lines if line.strip()):
            self.blocks.append((body, titles(self._path)))

    def _visit_children(self, element: html.HtmlElement, tag: str) -> None:
        is_block = tag in _BLOCKS
        if is_block:
            self.end_block()
        if tag == "li":
            self._open.append("- ")
        self._preformatted += tag == "pre"
        self._take(element.text)
        for child in element:
            self.visit(child)
            self._take(child.tail)
        if is_block:
            self.end_block()
        self._preformatted -= tag == "pre"

    def _visit_heading(self, element: html.HtmlElement, level: int) -> None:
        self.end_block()
        if heading := _text(element):
            self._path = descend(self._path, level, heading)
            self.blocks.append((heading, titles(self._path)))

    def _visit_row(self, row: html.HtmlElement) -> None:
        if row.xpath(".//table | .//p | .//h1 | .//h2 | .//h3 | .//li | .//div"):
            # Pages laid out with tables: the cells hold text, not values.
            self._visit_children(row, "section")
            return
        self.end_block()
        cells = (_text(cell) for cell in row if cell.tag in ("td", "th"))
        self._open.append(" | ".join(cell for cell in cells if cell))
        self.end_block()

    def _take(self, text: str | None) -> None:
        if text:
            self._open.append(text if self._preformatted else re.sub(r"\s+", " ", text))


def _is_furniture(element: html.HtmlElement, tag: str) -> bool:
    if tag in _DROPPED or element.get("role") in _DROPPED_ROLES or element.get("hidden") is not None:
        return True
    if _HIDDEN_STYLE.search(element.get("style", "")) or element.get("aria-hidden") == "true":
        return True
    return tag not in ("body", "html", "main", "article") and bool(
        _FURNITURE.search(f"{element.get('class', '')} {element.get('id', '')}")
    )


def _main_part(root: html.HtmlElement) -> html.HtmlElement:
    """Returns the marked main part where it holds a good share of the text, else the body."""
    body = root.find("body")
    whole = root if body is None else body
    parts = [(len(part.text_content()), part) for part in root.xpath(_MAIN)]
    size, best = max(parts, key=itemgetter(0), default=(0, whole))
    return best if size >= _MAIN_SHARE * len(whole.text_content()) else whole


def _source(root: html.HtmlElement) -> dict[str, str]:
    def first(path: str) -> str:
        found = root.xpath(path)
        return " ".join(str(found[0]).split()) if found else ""

    found = {
        "title": first("//meta[@property='og:title']/@content") or first("//title/text()"),
        "author": first("//meta[@name='author']/@content"),
        "date": first("//meta[@property='article:published_time' or @name='date']/@content"),
        "language": first("/html/@lang"),
    }
    return {key: value for key, value in found.items() if value}


def _text(element: html.HtmlElement) -> str:
    kept = element.xpath(
        ".//text()[not(ancestor::script or ancestor::style or ancestor::*[contains(@class, 'editsection')])]"
    )
    return " ".join("".join(kept).split())
