"""Remove repeated headers and footers, except the first, and all page numbers."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest

from genai_core.adapters.extraction.pdf_pages.reading_order import Line
from genai_core.adapters.extraction.pdf_pages.table_rows import BETWEEN_CELLS

_EDGE_LINES = 3
_MIN_SHARE = 0.4
_PLACE_POINTS = 6.0
_NUMBER = re.compile(r"\d{1,6}")
_EDGE_NUMBER = re.compile(r"^\d{1,6}(?=\s)|(?<=\s)\d{1,6}$")
_SAID_NUMBER = re.compile(r"(?:(?<=\bpage )|(?<=\bseite )|(?<=\bp. ))\d{1,6}", re.IGNORECASE)
_MIN_WORDS = 4
_ROMAN = re.compile(r"[\s\-–—|(\[]*[ivxlc]{1,7}[\s\-–—|)\]]*", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|página|pagina|страница|p\.|s\.|第)?[\s\-–—|/(\[]*#"
    r"(?:\s*(?:/|of|von|de|di|sur|из|\|)\s*\d{1,6})?[\s\-–—|)\]页頁]*",
    re.IGNORECASE,
)

Key = tuple[str, int]


def without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """Returns the lines of each page; a repeated line stays only on its first page, as a paragraph.

    A line repeats if it is at the same position on two fifths of the pages, and on at least two, apart from
    its page number; left and right pages may have different lines.
    """
    first = _first_number(pages)
    keys = [
        {id(line): _key(line, number + first) for line in _edges(page)} for number, page in enumerate(pages)
    ]
    counts = Counter(key for page in keys for key in set(page.values()))
    least = max(2, _MIN_SHARE * len(pages))
    repeated = {key for key, count in counts.items() if count >= least}
    seen: set[str] = set()
    return [_page(page, edges, repeated, seen) for page, edges in zip(pages, keys, strict=True)]


def _page(page: list[Line], edges: dict[int, Key], repeated: set[Key], seen: set[str]) -> list[Line]:
    kept: list[Line] = []
    for line, after in zip_longest(page, page[1:]):
        key = edges.get(id(line))
        if key not in repeated or (after and _heads(line, after) and edges.get(id(after)) not in repeated):
            kept.append(line)
        elif key and key[0] not in seen and not _PAGE_NUMBER.fullmatch(key[0]):
            seen.add(key[0])
            apart = Line("", line.top, line.bottom)
            kept += [apart, line, apart]
    return kept


def _heads(line: Line, row: Line) -> bool:
    """Returns whether a line is the header of a table: the next row, close below it, has as many cells."""
    cells = line.text.count(BETWEEN_CELLS)
    is_near = line.bottom - row.top < line.top - line.bottom
    return cells > 0 and cells == row.text.count(BETWEEN_CELLS) and is_near


def _edges(page: list[Line]) -> list[Line]:
    """Returns the lines highest and lowest on the page."""
    by_height = sorted(page, key=lambda line: -line.top)
    return by_height if len(page) <= 2 * _EDGE_LINES else by_height[:_EDGE_LINES] + by_height[-_EDGE_LINES:]


def _first_number(pages: list[list[Line]]) -> int:
    """Returns the printed number of the first page: the number that fits the edges of most pages."""
    votes = Counter(
        first
        for number, page in enumerate(pages)
        for first in {
            int(number_text) - number for line in _edges(page) for number_text in _NUMBER.findall(line.text)
        }
    )
    return votes.most_common(1)[0][0] if votes else 1


def _key(line: Line, number: int) -> Key:
    """Returns the text of a line without its page number, and its position.

    On page 2, "Step 2" is not a page number, but the 2 after the title of a report is.
    """

    def without(match: re.Match[str]) -> str:
        return "#" if int(match.group()) == number else match.group()

    text = " ".join(line.text.split())
    bare = "#" if _ROMAN.fullmatch(text) else _NUMBER.sub(without, text, count=1)
    # Page numbers may be on the outer side of left and right pages, and lower on the first page.
    if _PAGE_NUMBER.fullmatch(bare):
        return bare.casefold(), 0
    if _SAID_NUMBER.search(text):
        text = _SAID_NUMBER.sub(without, text, count=1)
    elif len(text.split()) >= _MIN_WORDS:
        text = _EDGE_NUMBER.sub(without, text)
    return text.casefold(), round(line.top / _PLACE_POINTS)
