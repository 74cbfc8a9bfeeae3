"""Detect by how much a page must be rotated for its lines to run upright from left to right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from genai_core.adapters.extraction.recognition.engine import find_lines, read_line

if TYPE_CHECKING:
    from genai_core.adapters.extraction.recognition.engine import Image, Quad

_TALL = 1.5
_SAMPLES = 6


def turned_upright(image: Image) -> tuple[Image, list[Quad], int]:
    """Returns the rotated image for reading, its lines, and the rotation in degrees clockwise."""
    quads = find_lines(image)
    quarters = 0
    if _are_upright_strips(quads):
        # A quarter turn to the left: the lines are level then, but may be upside down.
        image, quarters = np.ascontiguousarray(np.rot90(image)), 3
        quads = find_lines(image)
    if quads and _is_upside_down(image, quads):
        quads = [_half_turn(quad, *image.shape[:2]) for quad in quads]
        image, quarters = np.ascontiguousarray(image[::-1, ::-1]), (quarters + 2) % 4
    return image, quads, quarters * 90


def turned_back(points: Quad, turned: int, height: int, width: int) -> Quad:
    """Returns points of the rotated image as points of the original page.

    Args:
        points: [n, 2] in pixels of the rotated image.
        turned: Rotation of the page in degrees clockwise.
        height, width: Of the rotated image.
    """
    x, y = points[:, 0], points[:, 1]
    if turned == 90:
        return np.stack([y, width - x], axis=1)
    if turned == 180:
        return np.stack([width - x, height - y], axis=1)
    if turned == 270:
        return np.stack([height - y, x], axis=1)
    return points


def _are_upright_strips(quads: list[Quad]) -> bool:
    """Returns whether most of the text is rotated sideways, weighted by the length of its lines."""
    tall = level = 0.0
    for quad in quads:
        across, down = _sides(quad)
        if down >= _TALL * across:
            tall += down
        else:
            level += across
    return tall > level


def _sides(quad: Quad) -> tuple[float, float]:
    return float(np.linalg.norm(quad[0] - quad[1])), float(np.linalg.norm(quad[1] - quad[2]))


def _is_upside_down(image: Image, quads: list[Quad]) -> bool:
    """Returns whether the longest lines are read with more confidence upside down."""
    height, width = image.shape[:2]
    flipped = image[::-1, ::-1]
    now = other = 0.0
    for quad in sorted(quads, key=lambda each: -_sides(each)[0])[:_SAMPLES]:
        line, turned = read_line(image, quad), read_line(flipped, _half_turn(quad, height, width))
        now += line.confidence if line else 0.0
        other += turned.confidence if turned else 0.0
    return other > now


def _half_turn(quad: Quad, height: int, width: int) -> Quad:
    points = np.array([width, height], dtype=np.float32) - quad
    return np.roll(points, 2, axis=0)
