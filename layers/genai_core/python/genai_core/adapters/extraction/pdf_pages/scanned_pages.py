"""Detect pages that are pictures of text: scans, and pages whose letters are drawn as outlines."""

from __future__ import annotations

import pypdfium2 as pdfium
from pypdfium2 import raw

_FEW_LETTERS = 100
_FILLED = 0.5
_DRAWN = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM)


def is_scanned(page: pdfium.PdfPage, letters: int) -> bool:
    """Returns whether the text of a page has to be recognised.

    That is the case if the page has drawings and no text, or a picture fills it and only a few words, such as
    a stamp, are text.

    Args:
        letters: Number of characters that the page has as text.
    """
    if letters >= _FEW_LETTERS:
        return False
    if not letters:
        return any(page.get_objects(filter=_DRAWN, max_depth=3))
    area = page.get_width() * page.get_height()
    pictures = page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=1)
    return any(_area(picture) > _FILLED * area for picture in pictures)


def _area(item: pdfium.PdfObject) -> float:
    left, bottom, right, top = item.get_bounds()
    return (right - left) * (top - bottom)
