"""Read tables that are given as text: Markdown with bars, or delimited values."""

from __future__ import annotations

import re

from genai_core.domain.tables.delimited import rows_of
from genai_core.domain.tables.grids import grid_of
from genai_core.domain.tables.reading import table_blocks
from genai_core.domain.tables.table import Table

_RULE = re.compile(r"\s*+(?:\|\s*+)?:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+(?:\|\s*+)?")
_BAR = re.compile(r"(?<!\\)\|")


def read_table(text: str) -> Table | None:
    """Returns the first table of a text; None if there is none of two rows and columns."""
    lines = text.strip().splitlines()
    rows = _markdown_rows(lines) if any(map(_RULE.fullmatch, lines)) else rows_of(text.strip() + "\n")
    grid = grid_of([[" ".join(cell.split()) for cell in row] for row in rows])
    return next((block.table for block in table_blocks(grid) if block.table), None)


def _markdown_rows(lines: list[str]) -> list[list[str]]:
    rows = (line.strip().removeprefix("|").removesuffix("|") for line in lines if not _RULE.fullmatch(line))
    return [[cell.replace("\\|", "|") for cell in _BAR.split(row)] for row in rows]
