"""Write table rows as text: each row names its columns, so that it can be read alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

CELLS = " | "
"""Separator of the cells in a table row, as extraction writes it."""
_NAMED_CELL = re.compile(r"[^:|]{1,60}: ")


def with_column_names(texts: Sequence[str]) -> list[str]:
    """Returns each sentence of a text; table rows name their columns, and a table's header is empty.

    Args:
        texts: Consecutive sentences; each row of a table is one.
    """
    shown: list[str] = []
    head: list[str] = []
    for index, text in enumerate(texts):
        cells = _cells(text)
        following = _cells(texts[index + 1]) if index + 1 < len(texts) else []
        if len(cells) < 2:
            head = []
        elif not head and _is_head(cells, following):
            head = cells
            shown.append("")
            continue
        shown.append(_named(head, cells) if head and len(head) == len(cells) else text)
    return shown


def _cells(text: str) -> list[str]:
    if CELLS not in text:
        return []
    bare = text.strip()
    return [cell.strip() for cell in bare[bare.startswith("|") : len(bare) - bare.endswith("|")].split("|")]


def _is_head(cells: Sequence[str], following: Sequence[str]) -> bool:
    if len(cells) != len(following) or any(_NAMED_CELL.match(cell) for cell in cells):
        return False
    return not any(map(str.isdigit, "".join(cells)))


def _named(head: Sequence[str], cells: Sequence[str]) -> str:
    return CELLS.join(
        cell if not name or cell.startswith(f"{name}: ") else f"{name}: {cell}"
        for name, cell in zip(head, cells, strict=True)
    )
