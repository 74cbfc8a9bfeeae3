"""What a sheet shows besides plain values: displayed text, comments, boxes, pictures, hidden cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from genai_core.adapters.extraction.figures.pictures import Picture

CellPosition = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(slots=True)
class SheetMarks:
    """Marks of one sheet.

    Attributes:
        shown: The displayed text of cells that do not show their plain value: "47.5%", or a formula without
            value.
        comments: What people wrote on a cell.
        text_boxes: The text of boxes that are drawn over the cells.
        pictures: Pictures that are drawn over the cells.
        hidden_rows, hidden_columns: Numbers of those that are not shown.
        hidden_cells: Cells whose text cannot be seen, white on white for example.
        uncalculated: How many formulas were saved without their value.
        first, last: The corners of the used area, as far as the file format states it.
    """

    shown: dict[CellPosition, str] = field(default_factory=dict[CellPosition, str])
    comments: dict[CellPosition, str] = field(default_factory=dict[CellPosition, str])
    text_boxes: list[str] = field(default_factory=list[str])
    pictures: list[Picture] = field(default_factory=list[Picture])
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: set[int] = field(default_factory=set[int])
    hidden_cells: set[CellPosition] = field(default_factory=set[CellPosition])
    uncalculated: int = 0
    first: CellPosition | None = None
    last: CellPosition = (0, 0)

    @property
    def cell_count(self) -> int:
        """Number of cells in the used area, empty ones included."""
        if self.first is None:
            return 0
        return (self.last[0] - self.first[0] + 1) * (self.last[1] - self.first[1] + 1)

    def reach(self, start: CellPosition, end: CellPosition) -> None:
        """Extends the used area to include two cells."""
        before = self.first or start
        self.first = min(before[0], start[0]), min(before[1], start[1])
        self.last = max(self.last[0], end[0]), max(self.last[1], end[1])

    def warnings(self, sheet: str) -> list[str]:
        """Returns warnings about what was left out of a sheet."""
        counts = (
            (len(self.hidden_rows), "hidden rows are left out"),
            (len(self.hidden_columns), "hidden columns are left out"),
            (len(self.hidden_cells), "cells whose text cannot be seen are left out"),
            (self.uncalculated, "formulas were saved without their value"),
        )
        return [f"sheet {sheet!r}: {count} {description}" for count, description in counts if count]
