"""Represent tables of a document as data: each cell has its row and column header."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """One table, its cells as the document shows them.

    Attributes:
        header: The name of each column; the levels of a header are joined by " / ". Empty texts if the
            table has none.
        rows: The rows below the header, each as long as the header; empty cells keep their place.
        caption: The title above the table, or its name.
        row_numbers: The number that the file gives each row, from 1.
        column_numbers: The number that the file gives each column, from 1.
        heading_path: Headings above it, outermost first.
        page: Page, slide or sheet number from 1; None if the format has none.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    row_numbers: tuple[int, ...] = ()
    column_numbers: tuple[int, ...] = ()
    heading_path: tuple[str, ...] = ()
    page: int | None = None
