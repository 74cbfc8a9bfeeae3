"""Build the langchain documents that parsers yield: one per block, with its position in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document

from genai_core.domain.tables.table import Table

if TYPE_CHECKING:
    from genai_core.adapters.extraction.figures.pictures import Picture


def passage(
    text: str,
    *,
    headings: tuple[str, ...] = (),
    page: int | None = None,
    source: Mapping[str, Any] | None = None,
    table: Table | None = None,
    pictures: Iterable[Picture] = (),
) -> Document:
    """Returns one block as a langchain document.

    Args:
        text: The block.
        headings: Headings above it, outermost first; a heading's own path ends with itself.
        page: Page, slide or sheet number from 1.
        source: Data of the whole file: title, author, date, language, page_count, warnings, attached files.
            The first block's counts; a parser may fill it until it yields the last block.
        table: The table as data, if the block is one or its first part.
        pictures: Pictures that stand at the block; if it has no text, at the block before it.
    """
    return Document(
        page_content=text,
        metadata={
            "heading_path": headings,
            "page": page,
            "source": {} if source is None else source,
            "table": table,
            "pictures": tuple(pictures),
        },
    )


def descend(path: list[tuple[int, str]], level: int, heading: str) -> list[tuple[int, str]]:
    """Returns the heading path below a new heading of that level (1 is the outermost)."""
    return [*(item for item in path if item[0] < level), (level, heading)]


def titles(path: list[tuple[int, str]]) -> tuple[str, ...]:
    """Returns the headings of a path without their levels."""
    return tuple(heading for _, heading in path)
