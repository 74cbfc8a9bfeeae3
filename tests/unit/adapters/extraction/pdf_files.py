"""Writes small PDF files whose letters stand where a test says."""

from __future__ import annotations

from collections.abc import Sequence

Text = tuple[float, float, str]
"""Left end and base line in points from the lower left corner of an A4 page, and the text."""


def pdf(
    *pages: Sequence[Text],
    objects: Sequence[str] = (),
    annotations: str = "",
    catalog: str = "",
    drawing: str = "",
) -> bytes:
    """Returns a PDF file in 10-point Helvetica.

    Args:
        objects: Further objects, numbered from 10 on.
        annotations: Of every page, as references to them.
        catalog: Further entries of the catalog.
        drawing: What every page draws behind its texts, as PDF operators.
    """
    first = 10 + len(objects)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    numbered = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        **dict(enumerate(objects, start=10)),
    }
    for number, page in enumerate(pages):
        content = drawing + "\n" + "\n".join(f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in page)
        numbered[first + 2 * number] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {first + 2 * number + 1} 0 R /Annots [{annotations}] >>"
        )
        numbered[first + 2 * number + 1] = f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
    return _written(numbered)


def _written(objects: dict[int, str]) -> bytes:
    body = "%PDF-1.7\n"
    offsets: dict[int, int] = {}
    for number, text in sorted(objects.items()):
        offsets[number] = len(body)
        body += f"{number} 0 obj\n{text}\nendobj\n"
    start = len(body)
    size = max(objects) + 1
    body += f"xref\n0 {size}\n0000000000 65535 f \n"
    for number in range(1, size):
        body += f"{offsets[number]:010} 00000 n \n" if number in offsets else "0000000000 65535 f \n"
    return f"{body}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode("latin-1")
