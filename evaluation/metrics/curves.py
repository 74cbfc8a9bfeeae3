"""Two curves as one SVG picture: reliability, and risk over coverage."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

SIDE = 260
GAP = 60


def draw_curves(
    title: str, reliable: Sequence[tuple[float, float, int]], risk: Sequence[tuple[float, float]]
) -> str:
    """Returns an SVG with both panels; all values are 0 to 1."""
    highest = max([share for _, share in risk] + [0.05])
    panels = [
        _panel(0, "probability", "share correct", [(p, s) for p, s, _ in reliable], dots=True, diagonal=True),
        _panel(1, "coverage", f"share wrong (to {highest:.2f})", [(c, r / highest) for c, r in risk]),
    ]
    width, height = 2 * SIDE + 3 * GAP, SIDE + 2 * GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="12"><title>{escape(title)}</title>'
        f'<rect width="{width}" height="{height}" fill="white"/>'
        f'<text x="{GAP}" y="24" font-size="15">{escape(title)}</text>{"".join(panels)}</svg>\n'
    )


def _panel(
    column: int,
    across: str,
    up: str,
    points: Sequence[tuple[float, float]],
    *,
    dots: bool = False,
    diagonal: bool = False,
) -> str:
    left, top = GAP + column * (SIDE + GAP), GAP
    at = [(left + x * SIDE, top + (1 - y) * SIDE) for x, y in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    marks = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1a6"/>' for x, y in at) if dots else ""
    even = (
        f'<line x1="{left}" y1="{top + SIDE}" x2="{left + SIDE}" y2="{top}" stroke="#bbb"/>'
        if diagonal
        else ""
    )
    return (
        f'<rect x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#888"/>{even}'
        f'<polyline points="{line}" fill="none" stroke="#1a6" stroke-width="2"/>{marks}'
        f'<text x="{left + SIDE / 2}" y="{top + SIDE + 24}" text-anchor="middle">{escape(across)}</text>'
        f'<text x="{left}" y="{top - 8}">{escape(up)}</text>'
    )
