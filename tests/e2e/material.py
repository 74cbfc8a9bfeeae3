"""Ten documents of different kinds, made here or taken from the samples; all real files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
STOCK = '{"warehouse": "Bergen", "note": "The Bergen warehouse holds 412 pallets."}'


def ten_kinds(folder: Path) -> list[Path]:
    """Returns ten files of ten kinds: the samples, and three more written into the folder."""
    samples = sorted(file for file in SAMPLES.iterdir() if file.name not in ("README.md", "questions.json"))
    return [*samples, _json(folder), _xml(folder), _epub(folder)]


def _json(folder: Path) -> Path:
    file = folder / "stock.json"
    file.write_text(STOCK)
    return file


def _xml(folder: Path) -> Path:
    file = folder / "ferry.xml"
    file.write_text(
        "<?xml version='1.0'?><timetable>"
        "<line>The night ferry to Kirkwall leaves at 23:40.</line></timetable>"
    )
    return file


def _epub(folder: Path) -> Path:
    file = folder / "lighthouse.epub"
    page = (
        "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>Lighthouses</title></head><body>"
        "<h1>Muckle Flugga</h1><p>The lighthouse of Muckle Flugga was first lit in 1854.</p></body></html>"
    )
    package = (
        "<package xmlns='http://www.idpf.org/2007/opf' version='3.0' unique-identifier='id'><metadata "
        "xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:identifier id='id'>x</dc:identifier>"
        "<dc:title>Lighthouses</dc:title><dc:language>en</dc:language></metadata><manifest>"
        "<item id='p' href='page.xhtml' media-type='application/xhtml+xml'/></manifest>"
        "<spine><itemref idref='p'/></spine></package>"
    )
    container = (
        "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container' version='1.0'><rootfiles>"
        "<rootfile full-path='book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>"
    )
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", container)
        book.writestr("book.opf", package)
        book.writestr("page.xhtml", page)
    return file


def image_of_table() -> bytes:
    """Returns a PNG with a table drawn in it; the largest flow is that of Turku."""
    rows = (("Site", "Flow"), ("Tallinn", "120"), ("Lund", "85"), ("Turku", "240"))
    image = Image.new("RGB", (500, 300), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(32)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            draw.text((30 + 230 * column, 30 + 60 * number), cell, fill="black", font=font)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
