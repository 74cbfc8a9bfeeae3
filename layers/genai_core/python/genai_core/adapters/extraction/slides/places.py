"""Compute the positions of shapes, and whether they are off the slide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from genai_core.adapters.extraction.office_packages import A

Box = tuple[float, float, float, float]
"""Left, top, width and height, in the units of the file (914,400 an inch)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Converts positions inside a group to positions on the slide: scaled, then moved."""

    scale_x: float = 1.0
    scale_y: float = 1.0
    move_x: float = 0.0
    move_y: float = 0.0

    def placed(self, box: Box) -> Box:
        """Returns a box inside the group as a box on the slide."""
        left, top, width, height = box
        return (
            left * self.scale_x + self.move_x,
            top * self.scale_y + self.move_y,
            width * self.scale_x,
            height * self.scale_y,
        )

    def inside(self, group: Any) -> Frame:
        """Returns the frame for the shapes of a group in this frame."""
        form = group.find("{*}grpSpPr/{*}xfrm")
        outer, inner = _box(form, "off", "ext"), _box(form, "chOff", "chExt")
        if outer is None or inner is None or not inner[2] or not inner[3]:
            return self
        left, top, width, height = self.placed(outer)
        scale_x, scale_y = width / inner[2], height / inner[3]
        return Frame(scale_x, scale_y, left - inner[0] * scale_x, top - inner[1] * scale_y)


def is_beside(shape: Any, frame: Frame, size: tuple[float, float]) -> bool:
    """Returns whether a shape is wholly outside the slide; a shape without a position is on it."""
    form = shape.find("{*}spPr/{*}xfrm")
    box = _box(shape.find("{*}xfrm") if form is None else form, "off", "ext")
    if box is None:
        return False
    left, top, width, height = frame.placed(box)
    return left + width <= 0 or top + height <= 0 or left >= size[0] or top >= size[1]


def _box(form: Any | None, path: str, extent: str) -> Box | None:
    start, end = (None, None) if form is None else (form.find(f"{A}{path}"), form.find(f"{A}{extent}"))
    if start is None or end is None:
        return None
    return (
        float(start.get("x", 0)),
        float(start.get("y", 0)),
        float(end.get("cx", 0)),
        float(end.get("cy", 0)),
    )
