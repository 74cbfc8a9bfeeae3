"""Pictures inside documents are kept with their place; ornaments, icons and repeated ones are not."""

from __future__ import annotations

import io
import json
from base64 import b64encode

import pytest
from PIL import Image

from genai_core.adapters.extraction.figures.encoding import MAX_SIDE
from genai_core.adapters.extraction.reading import read_document
from genai_core.domain.ingestion.cleaned_documents import cleaned_document
from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.domain.ingestion.figures import Figure
from tests.unit.adapters.extraction.pdf_files import Text
from tests.unit.adapters.extraction.picture_documents import (
    book,
    data_address,
    drawn,
    file_of,
    pdf_with_drawing,
    pdf_with_picture,
    slide_picture,
    slides_document,
    word_document,
    word_drawing,
    workbook,
)
from tests.unit.adapters.extraction.test_slides import shape

PICTURE = file_of(drawn())
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def read(body: bytes, name: str) -> ExtractedDocument:
    return cleaned_document(read_document(body, name), named=name)


def only(document: ExtractedDocument) -> tuple[Figure, str]:
    """Returns the only figure of a document and the text it belongs to."""
    (placed,) = document.placed_figures
    assert list(document.pictures) == [placed.figure.name]
    return placed.figure, document.text[placed.start : placed.end]


def page(body: str) -> bytes:
    return f"<html><body><p>Sales rose in every quarter.</p>{body}</body></html>".encode()


def test_a_picture_of_a_word_document_stands_at_its_alternative_text() -> None:
    drawing = word_drawing(description="Bars: sales of Kiel double by June")
    body = (
        PARAGRAPH.format("Before.") + f"<w:p>{drawing}</w:p>" + PARAGRAPH.format("Figure 7: Sales by month")
    )
    document = read(word_document(body, PICTURE), "a.docx")
    figure, text = only(document)
    assert text == "Figure: Bars: sales of Kiel double by June"
    assert (figure.description, figure.caption) == (
        "Bars: sales of Kiel double by June",
        "Figure 7: Sales by month",
    )
    assert (figure.kind, figure.width, figure.height) == ("png", 240, 160)
    assert document.text.count("Bars: sales") == 1


@pytest.mark.parametrize(
    "description",
    ["", "image1.png", "Picture 12", r"C:\Users\ada\logo.jpg", "Grafik 3", "https://host/a/b"],
)
def test_an_alternative_text_without_information_is_not_text_of_the_document(description: str) -> None:
    body = PARAGRAPH.format("Before.") + f"<w:p>{word_drawing(description=description)}</w:p>"
    figure, text = only(read(word_document(body, PICTURE), "a.docx"))
    assert (text, figure.description) == ("Before.", "")


def test_what_a_program_adds_to_an_alternative_text_is_left_out() -> None:
    written = "A bar chart of sales&#10;&#10;Description automatically generated with medium confidence"
    document = read(word_document(f"<w:p>{word_drawing(description=written)}</w:p>", PICTURE), "a.docx")
    assert document.text == "Figure: A bar chart of sales"


def test_a_decorative_picture_is_not_kept() -> None:
    mark = '<adec:decorative xmlns:adec="a" val="1"/>'
    body = PARAGRAPH.format("Before.") + f"<w:p>{word_drawing(more=mark)}</w:p>"
    document = read(word_document(body, PICTURE), "a.docx")
    assert (document.figures, document.pictures) == ((), {})


def test_a_picture_in_a_cell_of_a_word_table_follows_the_table() -> None:
    cells = f"<w:tc>{PARAGRAPH.format('Plan')}</w:tc><w:tc><w:p>{word_drawing()}</w:p></w:tc>"
    other = f"<w:tc>{PARAGRAPH.format('Price')}</w:tc><w:tc>{PARAGRAPH.format('4')}</w:tc>"
    document = read(
        word_document(f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{other}</w:tr></w:tbl>", PICTURE), "a.docx"
    )
    assert "Price" in only(document)[1]


def test_a_picture_of_a_slide_belongs_to_its_slide() -> None:
    slides = shape("Intro"), shape("Sales", role="title") + slide_picture("Sales by month as bars")
    figure, text = only(read(slides_document(*slides, picture=PICTURE), "a.pptx"))
    assert (figure.page, text) == (2, "Figure: Sales by month as bars")


def test_a_picture_on_many_slides_is_a_logo() -> None:
    slides = [shape(f"Slide {number}") + slide_picture() for number in range(3)]
    document = read(slides_document(*slides, picture=PICTURE), "a.pptx")
    assert (document.figures, document.pictures) == ((), {})
    assert len(read(slides_document(*slides[:2], picture=PICTURE), "a.pptx").figures) == 2


def test_a_picture_of_a_sheet_belongs_to_the_whole_sheet() -> None:
    document = read(workbook(PICTURE), "a.xlsx")
    figure, text = only(document)
    assert (figure.page, figure.description, text) == (1, "Site plan of Kiel", document.text)


def test_a_picture_within_a_page_has_the_caption_of_its_figure() -> None:
    image = f"<img src='{data_address(PICTURE)}' alt='Bars'>"
    figure, text = only(
        read(page(f"<figure>{image}<figcaption>Sales by month</figcaption></figure><p>End.</p>"), "a.html")
    )
    assert (text, figure.caption, figure.description) == ("Sales by month", "Sales by month", "Bars")


def test_the_last_picture_of_a_page_stands_at_the_text_before_it() -> None:
    assert only(read(page(f"<p><img src='{data_address(PICTURE)}'></p>"), "a.html"))[1].startswith(
        "Sales rose"
    )


@pytest.mark.parametrize(
    "image",
    [
        "<img src='https://host.example/a.png'>",
        "<img src='data:image/png;base64,AAAA'>",
        "<img src='data:image/png;base64,%%%'>",
        "<img src='data:image/svg+xml;base64,PHN2Zy8+'>",
        "<img role='presentation' src='{}'>",
        "<p aria-hidden='true'><img aria-hidden='true' src='{}'></p>",
        "<div style='display:none'><img src='{}'></div>",
    ],
)
def test_other_images_of_a_page_are_not_kept(image: str) -> None:
    document = read(page(image.format(data_address(PICTURE))), "a.html")
    assert (document.figures, document.warnings) == ((), ())


def test_a_picture_of_a_book_belongs_to_its_chapter() -> None:
    figure, text = only(read(book(PICTURE), "a.epub"))
    assert (figure.page, figure.caption, text) == (2, "The harbour in 1889", "The harbour in 1889")


def test_a_picture_that_a_notebook_drew_follows_the_code() -> None:
    output = {"output_type": "display_data", "data": {"image/png": b64encode(PICTURE).decode()}}
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# Sales"},
        {"cell_type": "code", "metadata": {}, "source": "plot(sales)", "outputs": [output]},
    ]
    body = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
    assert only(read(body, "a.ipynb"))[1] == "plot(sales)"


def test_a_picture_of_a_page_stands_at_the_line_below_it() -> None:
    lines: list[Text] = [
        (100, 700, "Sales grew steadily in the first half of the year."),
        (100, 480, "Figure 2. Sales by month"),
        (100, 300, "The second half of the year is not yet known."),
    ]
    figure, text = only(read(pdf_with_picture(lines), "a.pdf"))
    assert (text, figure.caption, figure.page) == ("Figure 2. Sales by month", "Figure 2. Sales by month", 1)


def test_a_picture_far_from_text_belongs_to_its_page() -> None:
    first, second = [(100.0, 800.0, "Page one starts here.")], [(100.0, 800.0, "Page two starts here.")]
    document = read(pdf_with_picture(first, second), "a.pdf")
    assert [figure.block for figure in document.figures] == [None, None]
    assert [document.text[item.start : item.end] for item in document.placed_figures] == [
        "Page one starts here.",
        "Page two starts here.",
    ]
    assert len(document.pictures) == 1


def test_a_picture_in_a_drawing_of_a_page_stands_at_the_line_below_the_drawing() -> None:
    lines: list[Text] = [
        (100, 700, "Sales grew steadily in the first half of the year."),
        (100, 480, "Figure 3. Sales by region"),
    ]
    figure, text = only(read(pdf_with_drawing(lines), "a.pdf"))
    assert (text, figure.caption) == ("Figure 3. Sales by region", "Figure 3. Sales by region")


def test_the_text_of_a_page_that_is_one_picture_is_still_recognised() -> None:
    document = read(pdf_with_picture([], at="595 0 0 842 0 0"), "scan.pdf")
    assert document.scanned_pages == (1,)
    assert (document.page_count, [figure.page for figure in document.figures]) == (1, [1])


def test_an_icon_of_a_page_is_not_kept() -> None:
    lines = [(100.0, 700.0, "Sales grew steadily.")]
    assert read(pdf_with_picture(lines, at="20 0 0 14 100 500"), "a.pdf").figures == ()


def test_the_file_of_a_picture_is_a_figure_of_its_page() -> None:
    document = read_document(file_of(drawn()), "a.png")
    (figure,) = document.figures
    assert (figure.page, figure.block, document.scanned_pages) == (1, None, (1,))


def test_each_page_of_a_tiff_is_a_figure() -> None:
    body = file_of(drawn(), "TIFF", save_all=True, append_images=[drawn(seed=3)])
    document = read_document(body, "a.tiff")
    assert [figure.page for figure in document.figures] == [1, 2]
    assert len(document.pictures) == 2


def test_pictures_are_scaled_and_lose_what_the_file_says_besides() -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret description"
    exif[0x0112] = 6  # turned by 90 degrees
    body = file_of(drawn((4000, 1000)), "JPEG", exif=exif)
    document = read_document(body, "a.jpg")
    (figure,) = document.figures
    assert (figure.kind, figure.height) == ("jpeg", MAX_SIDE)
    assert figure.width < figure.height
    kept = document.pictures[figure.name]
    assert b"secret" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (figure.width, figure.height)


def test_transparent_parts_become_white() -> None:
    clear = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (50, 50, 150, 150))
    document = read_document(file_of(clear), "a.png")
    with Image.open(io.BytesIO(document.pictures[document.figures[0].name])) as image:
        assert image.convert("L").getpixel((5, 5)) == 255


@pytest.mark.parametrize("image", [drawn((40, 400)), drawn((100, 100)), Image.new("RGB", (300, 300), "navy")])
def test_icons_and_blank_areas_are_not_kept(image: Image.Image) -> None:
    assert read(page(f"<img src='{data_address(file_of(image))}'>"), "a.html").figures == ()


def test_so_many_pictures_are_kept_and_the_document_names_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("genai_core.adapters.extraction.figures.gallery.MAX_FIGURES", 2)
    images = "".join(f"<img src='{data_address(file_of(drawn(seed=seed)))}'>" for seed in range(4))
    document = read(page(images), "a.html")
    assert (len(document.figures), len(document.pictures)) == (2, 2)
    assert document.warnings[0].startswith("2 pictures are not kept")


def test_a_damaged_picture_does_not_lose_the_text() -> None:
    body = PARAGRAPH.format("Before.") + f"<w:p>{word_drawing()}</w:p>"
    document = read(word_document(body, PICTURE[:200]), "a.docx")
    assert (document.text, document.figures) == ("Before.", ())
