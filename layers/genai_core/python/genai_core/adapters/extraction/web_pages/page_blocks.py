"""Read the tree of a page into blocks in document order, each with its heading path."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue]

from genai_core.adapters.extraction.figures.pictures import Picture
from genai_core.adapters.extraction.passages import descend, titles
from genai_core.adapters.extraction.web_pages.formulas import formula, formula_image, raised
from genai_core.adapters.extraction.web_pages.page_tables import data_table, holds_data
from genai_core.domain.tables.reading import TableBlock

_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "form", "fieldset",
    "legend", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "table", "tr", "thead", "tbody", "tfoot",
    "pre", "hr", "figure", "figcaption", "address", "body", "html", "center", "details", "summary", "caption",
    "td", "th", "button", "textarea", "dialog", "hgroup", "option",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_WRITTEN_FIELDS = {"", "text", "email", "number", "tel", "url", "date", "time", "month", "search"}
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A paragraph, heading, list item or preformatted text, or a table with no text of its own.

    Attributes:
        pictures: Pictures in it or just before it.
    """

    text: str
    headings: tuple[str, ...]
    table: TableBlock | None = None
    pictures: tuple[Picture, ...] = ()


PictureFinder = Callable[[html.HtmlElement], Picture | None]
"""Returns the picture that an `img` element shows, if the document holds it."""


def page_blocks(root: html.HtmlElement, find_picture: PictureFinder = lambda _: None) -> list[PageBlock]:
    """Returns the blocks below an element."""
    return _Reader(find_picture).read(root)


class _Reader:
    """Walks the tree without recursion, because pages can nest deeper than Python calls."""

    def __init__(self, find_picture: PictureFinder) -> None:
        self.blocks: list[PageBlock] = []
        self._find_picture = find_picture
        self._pictures: list[Picture] = []
        self._path: list[tuple[int, str]] = []
        self._open: list[str] = []
        self._preformatted = 0
        self._heading = 0
        self._numbers: list[int | None] = []

    def read(self, root: html.HtmlElement) -> list[PageBlock]:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event in ("start", "end") and isinstance(element.tag, str):
                if event == "start" and self._takes_whole(element, element.tag):
                    walk.skip_subtree()
                elif event == "start":
                    self._begin(element, element.tag)
                else:
                    self._end(element.tag)
            if event != "start" and element is not root:
                self._take(element.tail)
        self._end_block()
        self._hang_pictures()
        return self.blocks

    def _takes_whole(self, element: html.HtmlElement, tag: str) -> bool:
        """Returns whether the element was read together with all of its content."""
        if tag == "table" and not self._heading and holds_data(element):
            self._take_table(element)
        elif tag == "math" or (tag == "script" and element.get("type", "").startswith("math/tex")):
            self._open.append(formula(element) if tag == "math" else f" {(element.text or '').strip()} ")
        elif tag == "sup" and len(element) == 0:
            self._open.append(raised(_inline_text(element), "".join(self._open[-2:])))
        elif tag == "ruby":
            self._open.append(_ruby(element))
        elif tag == "select":
            chosen = (option for option in element.iter("option") if option.get("selected") is not None)
            self._open.append(" ".join(_inline_text(option) for option in chosen) + " ")
        else:
            return False
        return True

    def _begin(self, element: html.HtmlElement, tag: str) -> None:
        if tag in _HEADINGS and not self._heading:
            self._end_block()
            self._heading = _HEADINGS[tag]
        elif tag in _BLOCKS:
            self._end_block()
        if tag in ("ol", "ul"):
            self._numbers.append(_first_number(element) if tag == "ol" else None)
        elif tag == "li":
            self._open.append(self._item_mark(element))
        elif tag == "br":
            self._open.append("\n")
        elif tag == "img":
            self._open.append(formula_image(element))
            self._see(element)
        elif tag == "input":
            self._open.append(_field_text(element))
        self._preformatted += tag == "pre"
        self._take(element.text)

    def _end(self, tag: str) -> None:
        if tag in _HEADINGS and self._heading == _HEADINGS[tag]:
            self._end_heading()
        elif tag in _BLOCKS:
            self._end_block()
        if tag == "figure":
            self._hang_pictures()
        if tag in ("ol", "ul") and self._numbers:
            self._numbers.pop()
        self._preformatted -= tag == "pre"

    def _item_mark(self, element: html.HtmlElement) -> str:
        if not self._numbers or self._numbers[-1] is None:
            return "- "
        written = element.get("value", "")
        number = int(written[:9]) if written.isdecimal() else self._numbers[-1]
        self._numbers[-1] = number + 1
        return f"{number}. "

    def _end_heading(self) -> None:
        heading = " ".join("".join(self._open).split())
        self._open.clear()
        if heading:
            self._path = descend(self._path, self._heading, heading)
            self.blocks.append(PageBlock(heading, titles(self._path)))
        self._heading = 0

    def _end_block(self) -> None:
        if self._heading:
            self._open.append(" ")
            return
        text = "".join(self._open)
        self._open.clear()
        lines = text.split("\n")
        kept = lines if self._preformatted else (" ".join(line.split()) for line in lines)
        body = "\n".join(line for line in kept if line.strip())
        if body and body != "-" and not re.fullmatch(r"\d{1,9}\.", body):
            self._add(PageBlock(body, titles(self._path)))
        elif body:
            # The mark of a list item goes before the first paragraph in it.
            self._open.append(f"{body} ")

    def _take_table(self, table: html.HtmlElement) -> None:
        self._end_block()
        block = data_table(table, _cell_text)
        for image in table.iter("img"):
            self._see(image)
        if block:
            self._add(PageBlock("", titles(self._path), block))

    def _see(self, image: html.HtmlElement) -> None:
        if picture := self._find_picture(image):
            self._pictures.append(picture)

    def _add(self, block: PageBlock) -> None:
        self.blocks.append(replace(block, pictures=tuple(self._pictures)) if self._pictures else block)
        self._pictures.clear()

    def _hang_pictures(self) -> None:
        """Puts pictures that no text follows at the block before them."""
        if self._pictures and self.blocks:
            self._pictures[:0] = self.blocks[-1].pictures
            self._add(self.blocks.pop())

    def _take(self, text: str | None) -> None:
        if text:
            self._open.append(text if self._preformatted else _BLANKS.sub(" ", text))


def _cell_text(cell: html.HtmlElement) -> str:
    texts = (block.text.removeprefix("- ") for block in page_blocks(cell))
    return " ".join(" ".join(text.split()) for text in texts)


def _inline_text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _field_text(field: html.HtmlElement) -> str:
    kind = field.get("type", "").lower()
    if kind in ("checkbox", "radio"):
        return " [x] " if field.get("checked") is not None else " [ ] "
    return f" {field.get('value', '')} " if kind in _WRITTEN_FIELDS else ""


def _ruby(element: html.HtmlElement) -> str:
    """Returns base characters unbroken, so that they can be found, then their reading in brackets."""
    readings = "".join(_inline_text(part) for part in element.iter("rt"))
    for part in list(element.iter("rt")):
        part.drop_tree()
    base = "".join(element.text_content().split())
    return f"{base}({readings})" if readings else base


def _first_number(element: html.HtmlElement) -> int:
    start = element.get("start", "")
    return int(start[:9]) if start.isdecimal() else 1
