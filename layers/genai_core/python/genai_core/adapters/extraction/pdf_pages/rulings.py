"""Read the straight upright and level lines that are drawn on a page: rules, borders and edges of boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ctypes import c_float
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

_MAX_OBJECTS, _MAX_SEGMENTS, _MAX_LINES = 4_000, 20_000, 400
_SAME_PLACE, _JOINED, _MIN_LENGTH = 2.0, 3.0, 3.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line.

    Attributes:
        at: Its y if it is level, its x if it is upright, in points.
        start, end: Where it begins and ends in the other direction.
    """

    at: float
    start: float
    end: float


def rulings(page: Any) -> tuple[list[Ruling], list[Ruling]]:
    """Returns the level and the upright lines of a page; none for a drawing of very many lines.

    Lines that touch and continue each other are one.
    """
    level: list[Ruling] = []
    upright: list[Ruling] = []
    for (x, y), (next_x, next_y) in _segments(page):
        if abs(y - next_y) < 1 and abs(x - next_x) >= _MIN_LENGTH:
            level.append(Ruling(y, min(x, next_x), max(x, next_x)))
        elif abs(x - next_x) < 1 and abs(y - next_y) >= _MIN_LENGTH:
            upright.append(Ruling(x, min(y, next_y), max(y, next_y)))
    lines_by_direction = _merged(level), _merged(upright)
    return lines_by_direction if all(len(lines) <= _MAX_LINES for lines in lines_by_direction) else ([], [])


def _segments(page: Any) -> Iterator[tuple[Point, Point]]:
    """Yields the straight segments of all paths, in points of the page."""
    count = raw.FPDFPage_CountObjects(page)
    left = _MAX_SEGMENTS
    for number in range(count if count <= _MAX_OBJECTS else 0):
        item = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        left -= raw.FPDFPath_CountSegments(item)
        if left < 0:
            return
        yield from _path(item)


def _path(item: Any) -> Iterator[tuple[Point, Point]]:
    matrix, x, y = raw.FS_MATRIX(), c_float(), c_float()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    start = last = (0.0, 0.0)
    for number in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield last, start


def _merged(lines: Iterable[Ruling]) -> list[Ruling]:
    """Returns the lines, with lines at about the same position joined where they continue each other."""
    groups: list[list[Ruling]] = []
    for line in sorted(lines, key=lambda each: each.at):
        if groups and line.at - groups[-1][0].at <= _SAME_PLACE:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [line for group in groups for line in _joined(group)]


def _joined(group: list[Ruling]) -> Iterator[Ruling]:
    at = sum(line.at for line in group) / len(group)
    spans = sorted((line.start, line.end) for line in group)
    start, end = spans[0]
    for next_start, next_end in spans[1:]:
        if next_start <= end + _JOINED:
            end = max(end, next_end)
        else:
            yield Ruling(at, start, end)
            start, end = next_start, next_end
    yield Ruling(at, start, end)


def turned_back(level: list[Ruling], upright: list[Ruling], turn: int) -> tuple[list[Ruling], list[Ruling]]:
    """Returns the lines of a page, rotated as `text_boxes` rotates its runs.

    Args:
        turn: Quarter turns of the page's text.
    """
    sign = -1 if turn in (1, 2) else 1
    levels = [_mirrored(line, sign, -1 if turn in (2, 3) else 1) for line in level]
    uprights = [_mirrored(line, -1 if turn in (2, 3) else 1, sign) for line in upright]
    return (uprights, levels) if turn % 2 else (levels, uprights)


def _mirrored(line: Ruling, across: int, along: int) -> Ruling:
    start, end = sorted((along * line.start, along * line.end))
    return Ruling(across * line.at, start, end)
