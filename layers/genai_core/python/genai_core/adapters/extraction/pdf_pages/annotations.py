"""Read comments and form values of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import c_ushort
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

_COMMENTS = {
    raw.FPDF_ANNOT_TEXT,
    raw.FPDF_ANNOT_FREETEXT,
    raw.FPDF_ANNOT_HIGHLIGHT,
    raw.FPDF_ANNOT_UNDERLINE,
    raw.FPDF_ANNOT_SQUIGGLY,
    raw.FPDF_ANNOT_STRIKEOUT,
    raw.FPDF_ANNOT_STAMP,
    raw.FPDF_ANNOT_CARET,
    raw.FPDF_ANNOT_SQUARE,
    raw.FPDF_ANNOT_CIRCLE,
    raw.FPDF_ANNOT_LINE,
    raw.FPDF_ANNOT_INK,
}
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_CHECKED = {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}
_MAX_CHARS = 20_000


def comments(page: pdfium.PdfPage) -> list[str]:
    """Returns the comments on a page as `Comment by AUTHOR: TEXT`."""
    texts: list[str] = []
    for annotation in _annotations(page):
        if raw.FPDFAnnot_GetSubtype(annotation) in _COMMENTS:
            text, author = _value(annotation, b"Contents"), _value(annotation, b"T")
            if text:
                texts.append(f"Comment by {author}: {text}" if author else f"Comment: {text}")
    return texts


def form_values(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> list[str]:
    """Returns the filled fields of a page as `NAME: VALUE`, before they are drawn into it."""
    form: Any = document.formenv
    values: list[str] = []
    for annotation in _annotations(page):
        if form is None or raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_WIDGET:
            continue
        kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
        if kind in _CHECKED:
            value = "yes" if raw.FPDFAnnot_IsChecked(form, annotation) else ""
        else:
            value = _field(raw.FPDFAnnot_GetFormFieldValue, form, annotation)
        if value:
            values.append(f"{_field_name(form, annotation)}: {value}")
    return values


def _field_name(form: Any, annotation: Any) -> str:
    description = _field(raw.FPDFAnnot_GetFormFieldAlternateName, form, annotation)
    # Without a readable name, use the last part of `form[0].page1[0].city[0]`.
    own = _field(raw.FPDFAnnot_GetFormFieldName, form, annotation)
    return description or own.rpartition(".")[2].partition("[")[0] or "field"


def _annotations(page: pdfium.PdfPage) -> Iterator[Any]:
    for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        if annotation:
            if not raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
                yield annotation
            raw.FPDFPage_CloseAnnot(annotation)


def _value(annotation: Any, key: bytes) -> str:
    return _text(lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size))


def _field(read: Callable[..., int], form: Any, annotation: Any) -> str:
    return _text(lambda buffer, size: read(form, annotation, buffer, size))


def _text(read: Callable[[Any, int], int]) -> str:
    """Returns the text that a PDFium function writes into a UTF-16 buffer, with blanks collapsed."""
    size = min(read(None, 0), 2 * _MAX_CHARS)
    if size <= 2:
        return ""
    buffer = (c_ushort * (size // 2 + 1))()
    read(buffer, size)
    return " ".join(bytes(buffer)[: size - 2].decode("utf-16-le", errors="replace").split())
