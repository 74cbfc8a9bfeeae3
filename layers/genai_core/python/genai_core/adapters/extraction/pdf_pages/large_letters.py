"""Find the title that a first page shows: its largest lines, if clearly larger than the text."""

from __future__ import annotations

from genai_core.adapters.extraction.pdf_pages.reading_order import grouped_lines
from genai_core.adapters.extraction.pdf_pages.text_boxes import TextBox

_LARGER, _ALIKE = 1.25, 0.95
_LOWEST = 0.5
"""A title is in the upper half of the text."""
_MAX_LINES, _MIN_LETTERS, _MAX_CHARS = 4, 6, 200
_MIN_TEXT_CHARS = 200


def shown_title(boxes: list[TextBox]) -> str:
    """Returns the largest lines of a page as one; empty if nothing is large, or too much is."""
    upright = [box for box in boxes if box.is_upright and box.height > 0]
    if sum(len(box.text) for box in upright) < _MIN_TEXT_CHARS:
        return ""
    usual = _usual_height(upright)
    top, bottom = max(box.top for box in upright), min(box.bottom for box in upright)
    upper = [box for box in upright if box.middle > top - _LOWEST * (top - bottom) and _letters(box) > 1]
    largest = max((box.height for box in upper), default=0.0)
    if largest < _LARGER * usual:
        return ""
    lines = grouped_lines([box for box in upper if box.height >= _ALIKE * largest])
    title = " ".join(" ".join(box.text for box in line) for line in lines)
    is_title = len(lines) <= _MAX_LINES and len(title) <= _MAX_CHARS
    return title if is_title and sum(map(str.isalpha, title)) >= _MIN_LETTERS else ""


def _usual_height(boxes: list[TextBox]) -> float:
    """Returns the height that half of the letters do not exceed."""
    half, seen = sum(len(box.text) for box in boxes) / 2, 0
    for box in sorted(boxes, key=lambda other: other.height):
        seen += len(box.text)
        if seen >= half:
            return box.height
    return 0.0


def _letters(box: TextBox) -> int:
    return sum(map(str.isalpha, box.text))
