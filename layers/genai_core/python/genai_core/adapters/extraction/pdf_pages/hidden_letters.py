"""Remove text that cannot be seen: invisible, off the page, tiny, or white on nothing."""

from __future__ import annotations

from ctypes import c_float, c_uint
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from genai_core.adapters.extraction.visibility import MIN_POINTS

_LARGE_IMAGE = 0.5
_WHITE_FROM = 250
_DRAWN = (
    raw.FPDF_PAGEOBJ_PATH,
    raw.FPDF_PAGEOBJ_IMAGE,
    raw.FPDF_PAGEOBJ_SHADING,
    raw.FPDF_PAGEOBJ_FORM,
)


def remove_hidden_letters(page: pdfium.PdfPage) -> None:
    """Removes invisible text, which may give a model instructions, from pages that have visible text.

    The text layer of a scan is invisible too: if a picture fills the page, it stays.
    """
    objects: list[Any] = list(
        page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE), max_depth=1)
    )
    texts = [item for item in objects if item.type == raw.FPDF_PAGEOBJ_TEXT]
    box = page.get_bbox()  # not get_cropbox(), which ignores a box that all pages share
    has_more = any(page.get_objects(filter=_DRAWN, max_depth=1))
    hidden = [item for item in texts if _is_unseen(item, box, may_be_white=not has_more)]
    if not hidden or len(hidden) == len(texts):
        return
    area = page.get_width() * page.get_height()
    if any(_area(item) > _LARGE_IMAGE * area for item in objects if item.type == raw.FPDF_PAGEOBJ_IMAGE):
        return
    for item in hidden:
        page.remove_obj(item)
    page.gen_content()


def _is_unseen(item: Any, box: tuple[float, float, float, float], *, may_be_white: bool) -> bool:
    """Returns whether a text is invisible, off the page, tiny, or white without anything drawn behind it."""
    if raw.FPDFTextObj_GetTextRenderMode(item.raw) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
        return True
    left, bottom, right, top = item.get_bounds()
    if right <= box[0] or left >= box[2] or top <= box[1] or bottom >= box[3]:
        return True
    is_tiny = top - bottom < MIN_POINTS and _points(item) < MIN_POINTS
    return is_tiny or (may_be_white and _is_white(item))


def _points(item: Any) -> float:
    """Returns the size of the letters as drawn: a 1-point font may be scaled to 12 points."""
    size, matrix = c_float(), item.get_matrix()
    if not raw.FPDFTextObj_GetFontSize(item.raw, size):
        return MIN_POINTS
    return size.value * abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5


def _is_white(item: Any) -> bool:
    shades = [c_uint() for _ in range(4)]
    known = raw.FPDFPageObj_GetFillColor(item.raw, *shades)
    return bool(known) and all(shade.value >= _WHITE_FROM for shade in shades[:3])


def _area(item: pdfium.PdfObject) -> float:
    left, bottom, right, top = item.get_bounds()
    return (right - left) * (top - bottom)
