"""Small documents of each format that hold one drawn picture."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode
from typing import Any

from PIL import Image, ImageDraw

from tests.unit.adapters.extraction.office_files import docx, pptx, relations, row, xlsx
from tests.unit.adapters.extraction.pdf_files import Text, pdf

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def drawn(size: tuple[int, int] = (240, 160), *, seed: int = 0, mode: str = "RGB") -> Image.Image:
    """Returns a picture of bars; different for each seed."""
    image = Image.new(mode, size, "white")
    pen = ImageDraw.Draw(image)
    for bar in range(6):
        height = (37 * (bar + seed + 1)) % (size[1] - 20) + 10
        left = 10 + bar * (size[0] - 20) // 6
        pen.rectangle((left, size[1] - height, left + 12, size[1]), fill="black")
    return image


def file_of(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """Returns the file of a picture."""
    body = io.BytesIO()
    image.save(body, kind, **options)
    return body.getvalue()


def with_parts(document: bytes, parts: dict[str, bytes | str]) -> bytes:
    """Returns a package with further parts, or other ones under the same names."""
    body = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(body, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return body.getvalue()


def word_drawing(relation: str = "r1", *, description: str = "", more: str = "") -> str:
    """Returns a run with a picture in a Word document."""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}"><wp:docPr id="1" name="Picture 1" '
        f'descr="{description}">{more}</wp:docPr><a:graphic xmlns:a="{_A}"><a:graphicData>'
        '<pic:pic xmlns:pic="p"><pic:nvPicPr><pic:cNvPr id="0" name="image1.png" '
        f'descr="{description}"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def word_document(body: str, picture: bytes) -> bytes:
    """Returns a Word document with a picture behind relation r1."""
    return with_parts(
        docx(body),
        {
            "word/_rels/document.xml.rels": relations(image="media/image1.png"),
            "word/media/image1.png": picture,
        },
    )


def slides_document(*slides: str, picture: bytes) -> bytes:
    """Returns a presentation, each slide with a picture behind relation r1."""
    parts: dict[str, bytes | str] = {"ppt/media/image1.png": picture}
    for number in range(1, len(slides) + 1):
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = relations(image="../media/image1.png")
    return with_parts(pptx(*slides), parts)


def slide_picture(description: str = "") -> str:
    """Returns a picture on a slide."""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="4" name="Picture 3" descr="{description}"/></p:nvPicPr>'
        '<p:blipFill><a:blip r:embed="r1"/></p:blipFill></p:pic>'
    )


def workbook(picture: bytes) -> bytes:
    """Returns a workbook with one table and a picture over it."""
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}" xmlns:r="{_R}"><xdr:twoCellAnchor>'
        "<xdr:pic>"
        '<xdr:nvPicPr><xdr:cNvPr id="2" name="Picture 1" descr="Site plan of Kiel"/></xdr:nvPicPr>'
        '<xdr:blipFill><a:blip r:embed="r1"/></xdr:blipFill></xdr:pic></xdr:twoCellAnchor></xdr:wsDr>'
    )
    return with_parts(
        xlsx(row(1, ["Site", "Price"]) + row(2, ["Kiel", 4])),
        {
            "xl/worksheets/_rels/sheet1.xml.rels": relations(drawing="../drawings/drawing1.xml"),
            "xl/drawings/drawing1.xml": drawing,
            "xl/drawings/_rels/drawing1.xml.rels": relations(image="../media/image1.png"),
            "xl/media/image1.png": picture,
        },
    )


def data_address(picture: bytes) -> str:
    """Returns a picture as a `data:` address."""
    return f"data:image/png;base64,{b64encode(picture).decode()}"


def book(picture: bytes) -> bytes:
    """Returns an electronic book whose second chapter shows a picture."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as new:
        new.writestr("mimetype", "application/epub+zip")
        new.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>',
        )
        new.writestr(
            "O/b.opf",
            '<package><manifest><item id="a" href="t/1.xhtml"/><item id="b" href="t/2.xhtml"/></manifest>'
            '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
        )
        new.writestr("O/t/1.xhtml", "<html><body><p>The first chapter has only text.</p></body></html>")
        new.writestr(
            "O/t/2.xhtml",
            "<html><body><p>The second chapter shows a map.</p><figure><img src='../i/map%201.png' "
            "alt='Map of the harbour'/><figcaption>The harbour in 1889</figcaption></figure></body></html>",
        )
        new.writestr("O/i/map 1.png", picture)
    return body.getvalue()


def pdf_with_picture(*pages: list[Text], at: str = "240 0 0 160 100 500") -> bytes:
    """Returns a PDF file, each page with the same picture 100 points from the left and 500 from below."""
    return pdf(*pages, drawing=f"q {at} cm {_inline_picture()} Q")


def pdf_with_drawing(page: list[Text]) -> bytes:
    """Returns a page whose picture is in a drawing of its own, placed as above."""
    content = f"q 240 0 0 160 0 0 cm {_inline_picture()} Q"
    form = f"<< /Type /XObject /Subtype /Form /BBox [0 0 240 160] /Length {len(content)} >>"
    body = pdf(
        page, objects=[f"{form}\nstream\n{content}\nendstream"], drawing="q 1 0 0 1 100 500 cm /X Do Q"
    )
    # Readers find the objects again whose places this moves.
    return body.replace(b"/Font << /F1 3 0 R >>", b"/Font << /F1 3 0 R >> /XObject << /X 10 0 R >>")


def _inline_picture() -> str:
    image = drawn(mode="L")
    width, height = image.size
    return f"BI /W {width} /H {height} /CS /G /BPC 8 /F /AHx ID {image.tobytes().hex().upper()}> EI"
