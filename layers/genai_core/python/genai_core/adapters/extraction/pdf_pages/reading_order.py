"""Put the runs of a page into reading order: column by column, row by row."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from genai_core.adapters.extraction.pdf_pages.table_rows import is_far, row_texts
from genai_core.adapters.extraction.pdf_pages.text_boxes import TextBox

_MIN_LINES, _MIN_TABLE_ROWS = 3, 2
_MIN_WORDS, _MIN_LETTERS_UNSPACED = 3, 8
_GUTTER_HEIGHTS = 0.8
"""A gap between columns is at least this wide, in heights of a line."""
_MAX_CROSSING = 0.4
_WIDE, _FLOWING = 0.4, 0.25
_FULL_LINES, _FULL_WORDS, _FULL_WIDTH, _FULL_SHARE = 5, 5, 0.8, 0.55
_MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a row of a table with ` | ` between its cells."""

    text: str
    top: float
    bottom: float


def lines_in_order(boxes: list[TextBox]) -> list[Line]:
    """Returns the lines of a page from top to bottom; rotated text, such as a stamp, comes last."""
    upright = [box for box in boxes if box.is_upright]
    turned = [Line(box.text, box.top, box.bottom) for box in boxes if not box.is_upright]
    return _column(upright, depth=0) + turned


def _column(boxes: list[TextBox], *, depth: int) -> list[Line]:
    has_rows = any(box.table for box in boxes)
    may_part = len(boxes) >= 2 * (_MIN_TABLE_ROWS if has_rows else _MIN_LINES)
    gutter = _gutter(boxes) if depth < _MAX_DEPTH and may_part else None
    if gutter is None:
        return list(_rows(boxes))
    lines: list[Line] = []
    rows: list[TextBox] = []
    for left, right, across in _bands(boxes, gutter):
        if not _are_columns(left, right):
            # A long cell of a table crosses the gutter, too: its row is read whole.
            rows += [*left, *right, *across]
        else:
            lines += _rows(rows)
            sides = (right, left) if is_right_to_left([*left, *right]) else (left, right)
            for side in sides:
                lines += _column(side, depth=depth + 1)
                if any(box.table for box in side):
                    lines.append(_blank(lines[-1]))
            rows = across
    return [*lines, *_rows(rows)]


def _are_columns(left: list[TextBox], right: list[TextBox]) -> bool:
    """Returns whether what stands beside each other is read one after the other: it is not one table."""
    if left and right and any(box.table for box in (*left, *right)):
        return True
    return (_holds_text(left) and _holds_text(right)) or _is_full_text(left) or _is_full_text(right)


def is_right_to_left(boxes: list[TextBox]) -> bool:
    """Returns whether most letters belong to scripts that run from right to left."""
    letters = [char for box in boxes for char in box.text if char.isalpha()]
    return (
        sum("\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufefc" for char in letters)
        > len(letters) / 2
    )


def grouped_lines(boxes: list[TextBox]) -> list[list[TextBox]]:
    """Returns the runs grouped by line, from top to bottom, each line from left to right."""
    lines: list[list[TextBox]] = []
    for box in sorted(boxes, key=lambda each: -each.middle):
        if lines and _on_line(lines[-1][0], box):
            lines[-1].append(box)
        else:
            lines.append([box])
    return [sorted(line, key=lambda each: each.left) for line in lines]


def _on_line(first: TextBox, box: TextBox) -> bool:
    shared = min(first.top, box.top) - max(first.bottom, box.bottom)
    return shared >= 0.5 * min(first.height, box.height)


def _rows(boxes: list[TextBox]) -> Iterator[Line]:
    right_to_left = is_right_to_left(boxes)
    lines = [line[::-1] if right_to_left else line for line in grouped_lines(boxes)]
    texts = row_texts(lines, right_to_left=right_to_left)
    above = list[TextBox]()
    for line, text in zip(lines, texts, strict=True):
        if text is not None:
            shown = Line(text, max(box.top for box in line), min(box.bottom for box in line))
            if above and (line[0].table != above[0].table or is_far(above, line)):
                yield _blank(shown)
            yield shown
        above = line


def _blank(line: Line) -> Line:
    """Returns an empty line beside a line; it ends a paragraph or table."""
    return Line("", line.top, line.bottom)


def _gutter(boxes: list[TextBox]) -> float | None:
    """Returns the vertical blank strip that best separates the runs: few cross it, many are on both sides."""
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    height = statistics.median(box.height for box in boxes)
    # Per step of one point: how many runs cover it, and how many end before it.
    width = int(right - left) + 2
    if not 0 < width < 20_000:
        return None
    begins, ends = [0] * (width + 1), [0] * (width + 1)
    for box in boxes:
        begins[int(box.left - left)] += 1
        ends[int(box.right - left) + 1] += 1
    least = max(_GUTTER_HEIGHTS * height, 4)
    best, best_score, strip, begun, ended, level = None, 0, 0, 0, 0, -1
    for point in range(width):
        begun, ended = begun + begins[point], ended + ends[point]
        crossing = begun - ended
        strip, level = (strip + 1, level) if crossing == level else (1, crossing)
        score = min(ended, len(boxes) - begun) - 2 * crossing
        if strip >= least and score >= best_score and crossing <= _MAX_CROSSING * len(boxes):
            best, best_score = left + point - strip / 2, score
    return best


def _bands(
    boxes: list[TextBox], gutter: float
) -> Iterator[tuple[list[TextBox], list[TextBox], list[TextBox]]]:
    """Yields (left, right, across) from top to bottom: runs beside the gutter, then runs that cross it."""
    left: list[TextBox] = []
    right: list[TextBox] = []
    across: list[TextBox] = []
    for box in sorted(boxes, key=lambda each: -each.middle):
        if box.left < gutter < box.right:
            across.append(box)
            continue
        if across:
            yield left, right, across
            left, right, across = [], [], []
        (left if box.right <= gutter else right).append(box)
    yield left, right, across


def _is_text(boxes: list[TextBox]) -> bool:
    """Returns whether the runs of a side are lines of prose: wide, of several words, in mid-sentence.

    Table cells are short, or begin a sentence in every row.
    """
    if len(boxes) < _MIN_LINES or len(grouped_lines(boxes)) < _MIN_LINES:
        return False
    width = max(box.right for box in boxes) - min(box.left for box in boxes)
    widths = [box.right - box.left for box in boxes]
    if statistics.median(widths) < _WIDE * width:
        return False
    words = statistics.median(len(box.text.split()) for box in boxes)
    is_unspaced = words < 2 and not any(char.isascii() for char in boxes[len(boxes) // 2].text)
    if is_unspaced:
        return statistics.median(len(box.text) for box in boxes) >= _MIN_LETTERS_UNSPACED
    if words < _MIN_WORDS:
        return False
    cased = [box.text[0] for box in boxes if box.text[0].lower() != box.text[0].upper()]
    return len(cased) < len(boxes) / 3 or sum(map(str.islower, cased)) >= _FLOWING * len(boxes)


def _holds_text(boxes: list[TextBox]) -> bool:
    """Returns whether a side is text, or columns of text side by side."""
    if _is_text(boxes):
        return True
    gutter = _gutter(boxes) if len(boxes) >= 2 * _MIN_LINES else None
    if gutter is None or any(box.left < gutter < box.right for box in boxes):
        return False
    left = [box for box in boxes if box.right <= gutter]
    right = [box for box in boxes if box.right > gutter]
    return _is_text(left) and _is_text(right)


def _is_full_text(boxes: list[TextBox]) -> bool:
    """Returns whether a side is a column of prose, whatever is beside it: most lines have full width.

    In a table half the lines of a wrapped cell are its last line.
    """
    if len(boxes) < _FULL_LINES or not _is_text(boxes):
        return False
    width = max(box.right for box in boxes) - min(box.left for box in boxes)
    full = sum(box.right - box.left >= _FULL_WIDTH * width for box in boxes)
    words = statistics.median(len(box.text.split()) for box in boxes)
    return words >= _FULL_WORDS and full >= _FULL_SHARE * len(boxes)
