"""Put recognised lines into reading order, with the box of each word."""

from __future__ import annotations

import math
import statistics
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from genai_core.adapters.extraction.pdf_pages.paragraphs import dehyphenated, paragraphs
from genai_core.adapters.extraction.pdf_pages.reading_order import lines_in_order
from genai_core.adapters.extraction.pdf_pages.table_rows import as_table
from genai_core.adapters.extraction.pdf_pages.text_boxes import TextBox
from genai_core.adapters.extraction.recognition.engine import ReadLine, read_line
from genai_core.adapters.extraction.recognition.turning import turned_back, turned_upright
from genai_core.domain.ingestion.documents import Block
from genai_core.domain.ingestion.recognized_pages import RecognizedPage, RecognizedWord

if TYPE_CHECKING:
    from genai_core.adapters.extraction.recognition.engine import Image, Quad

_PAGE_POINTS = 842.0
_SURE, _SURE_OF_MARKS = 0.6, 0.9
_MIN_LETTERS, _MIN_SKEW_WIDTH = 2, 0.1
_MARGIN = 0.15
"""Margin above and below the letters with which a line is detected, as a share of its height."""


def read_page(image: Image, number: int, *, reading_s: float) -> RecognizedPage:
    """Returns the text of a page.

    Args:
        image: [height, width, 3], not rotated yet.
        number: Of the page, from 1.
        reading_s: Processor seconds; lines that are not read by then are left out, so that the rest is kept.
    """
    upright, quads, turned = turned_upright(image)
    lines, left_out = _read_lines(upright, quads, reading_s)
    height, width = upright.shape[:2]
    boxes = _text_boxes(lines, quads, height, width)
    text = "\n".join(line.text for line in lines_in_order(boxes))
    blocks = [as_table(part) for part in paragraphs(dehyphenated(text, Counter()))]
    problem = f"{left_out} of its {len(quads)} lines took longer than {reading_s:.0f} seconds"
    return RecognizedPage(
        number=number,
        blocks=tuple(Block("\n".join(block.lines), page=number) for block in blocks),
        words=tuple(_words(lines, turned, height, width)),
        tables=tuple(replace(block.table, page=number) for block in blocks if block.table),
        turned=turned,
        problem=problem if left_out else "",
    )


def _read_lines(image: Image, quads: list[Quad], reading_s: float) -> tuple[list[ReadLine], int]:
    """Returns the legible lines from top to bottom, and how many were not read because time ran out."""
    lines: list[ReadLine] = []
    ordered = sorted(quads, key=lambda quad: float(quad[:, 1].mean()))
    for index, quad in enumerate(ordered):
        if time.process_time() > reading_s:
            return lines, len(ordered) - index
        line = read_line(image, quad)
        if line is not None and _is_legible(line):
            lines.append(line)
    return lines, 0


def _is_legible(line: ReadLine) -> bool:
    """Returns whether a line is text: noise and photographs give single letters and uncertain words."""
    letters = sum(map(str.isalnum, line.text))
    if letters == 0:
        return False
    return line.confidence >= (_SURE if letters >= _MIN_LETTERS else _SURE_OF_MARKS)


def _text_boxes(lines: list[ReadLine], quads: list[Quad], height: int, width: int) -> list[TextBox]:
    """Returns the lines as runs of a page in points, y upwards, with the page's skew corrected."""
    angle = _skew(quads, width)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    scale = _PAGE_POINTS / max(height, width)

    def box(text: str, quad: Quad) -> TextBox:
        points = (quad @ turn) * scale
        left, top = points.min(axis=0)
        right, bottom = points.max(axis=0)
        margin = _MARGIN * (bottom - top)
        return TextBox(text, float(left), float(margin - bottom), float(right), float(-top - margin))

    boxes: list[TextBox] = []
    for line in lines:
        run = box(line.text, line.quad)
        parts = [box(text, quad) for text, quad, _ in line.words] if " " in line.text else []
        run.parts = parts or [replace(run)]
        if parts:
            # The word boxes' side is the narrower one: there may be little space between columns.
            run.left, run.right = min(part.left for part in parts), max(part.right for part in parts)
        boxes.append(run)
    return boxes


def _skew(quads: list[Quad], width: int) -> float:
    """Returns the skew of the page's lines in radians; 0 if too few lines are long enough to measure it."""
    long = [quad[1] - quad[0] for quad in quads if quad[1][0] - quad[0][0] > _MIN_SKEW_WIDTH * width]
    if len(long) < 3:
        return 0.0
    return statistics.median(math.atan2(float(side[1]), float(side[0])) for side in long)


def _words(lines: Iterable[ReadLine], turned: int, height: int, width: int) -> Iterable[RecognizedWord]:
    """Yields the words with their boxes on the page before rotation."""
    page_height, page_width = (width, height) if turned in (90, 270) else (height, width)
    size = np.array([page_width, page_height], dtype=np.float32)
    for line in lines:
        for text, quad, confidence in line.words:
            points = np.clip(turned_back(quad, turned, height, width) / size, 0.0, 1.0)
            (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
            yield RecognizedWord(
                text, round(left, 4), round(top, 4), round(right, 4), round(bottom, 4), round(confidence, 3)
            )
