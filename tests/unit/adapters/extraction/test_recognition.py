"""Text in pictures is read where there is any, and no text is read where there is none."""

from __future__ import annotations

import io
import json
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Sequence
from importlib import util
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont

from genai_core.adapters.extraction.extractor import LimitedExtractor
from genai_core.adapters.extraction.recognition.page_images import page_image
from genai_core.adapters.extraction.recognition.recognizer import LimitedRecognizer
from genai_core.adapters.extraction.server_process import child_environment
from genai_core.domain.ingestion.cleaned_documents import cleaned_document
from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.domain.ingestion.recognized_pages import RecognizedPage, with_recognized
from genai_core.errors import InvalidInput, Misconfigured
from genai_core.usecases.ingestion.join_pages import require_text
from genai_core.usecases.ingestion.recognize_pages import read_pages

LETTER = ("The depot in Tallinn opens", "at seven and closes at", "nineteen on weekdays.")
LEFT = ("the heron waits for", "fish beside the quiet", "water of the lake and", "seldom moves at all")
RIGHT = ("while otters play on", "the other bank until", "the evening comes and", "the light goes away")


def picture(lines: Sequence[str], *, size: int = 28, width: int = 620, at: int = 30) -> Image.Image:
    """Returns black lines on white."""
    image = Image.new("RGB", (width, 80 + len(lines) * (size + 14)), "white")
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        corner = (at, 40 + number * (size + 14))
        draw.text(corner, line, fill="black", font=ImageFont.load_default(size))
    return image


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def page_of(body: bytes, page: int = 1) -> RecognizedPage:
    recognition = LimitedRecognizer().recognize(body, page=page)
    assert recognition.peak_memory_bytes < 700_000_000
    return recognition.page


def text_of(page: RecognizedPage) -> str:
    return " ".join(" ".join(block.text for block in page.blocks).split())


def read(body: bytes, name: str) -> ExtractedDocument:
    """Reads a whole file, as ingestion and the command do."""
    document = cleaned_document(LimitedExtractor().extract(body, file_name=name).document, named=name)
    joined = with_recognized(document, list(read_pages(LimitedRecognizer(), body, document.scanned_pages)))
    require_text(joined, name)
    return joined


def huge_png(side: int) -> bytes:
    """Returns a PNG file of some bytes that decodes to `side` times `side` pixels."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    data = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_the_lines_of_a_picture_are_read_with_the_place_of_each_word() -> None:
    image = picture(LETTER)
    page = page_of(encoded(image))
    assert text_of(page) == " ".join(LETTER)
    word = next(word for word in page.words if word.text == "Tallinn")
    left = 30 + ImageDraw.Draw(image).textlength("The depot in ", font=ImageFont.load_default(28))
    assert word.left * image.width == pytest.approx(left, abs=12)
    assert 30 < word.top * image.height < word.bottom * image.height < 90
    assert word.confidence > 0.9


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lies_on_its_side_or_head_is_turned(quarters: int) -> None:
    turned = picture(LETTER[:2]).rotate(90 * quarters, expand=True)
    page = page_of(encoded(turned))
    assert text_of(page) == " ".join(LETTER[:2])
    assert page.turned == 90 * quarters
    first = page.words[0]
    # The first word is where the page lies: at the left below, at the right below, at the right above.
    assert (first.left > 0.5, first.top > 0.5) == {1: (False, True), 2: (True, True), 3: (True, False)}[
        quarters
    ]


def test_a_page_that_lies_askew_is_read_line_by_line() -> None:
    askew = picture(LETTER, width=760).rotate(3, expand=True, fillcolor="white")
    assert text_of(page_of(encoded(askew))) == " ".join(LETTER)


def test_columns_are_read_one_after_the_other() -> None:
    page = Image.new("RGB", (900, 300), "white")
    page.paste(picture(LEFT, size=26, width=430), (0, 0))
    page.paste(picture(RIGHT, size=26, width=430), (450, 0))
    assert text_of(page_of(encoded(page))) == " ".join((*LEFT, *RIGHT))


def test_small_print_is_read() -> None:
    """Six points at 200 dots per inch."""
    assert text_of(page_of(encoded(picture(LETTER, size=17)))) == " ".join(LETTER)


def noise() -> Image.Image:
    return Image.frombytes("RGB", (400, 300), random.Random(7).randbytes(400 * 300 * 3))


def photograph() -> Image.Image:
    """Returns hills below a sky, blurred, as no letter is."""
    image = Image.linear_gradient("L").resize((500, 400)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for number, shade in enumerate((90, 70, 50)):
        draw.ellipse(
            (number * 140 - 100, 220 + number * 30, number * 140 + 320, 620), fill=(shade, shade + 40, shade)
        )
    return image


@pytest.mark.parametrize("image", [noise(), photograph(), Image.new("RGB", (300, 200), "white")])
def test_nothing_is_read_in_noise_a_photograph_and_a_blank_page(image: Image.Image) -> None:
    page = page_of(encoded(image))
    assert page.blocks == ()
    assert page.warning == "no text on page 1"


@pytest.mark.parametrize(
    ("kind", "name"),
    [("JPEG", "a.jpg"), ("WEBP", "a.webp"), ("BMP", "a.bmp"), ("GIF", "a"), ("PNG", "a.tif")],
)
def test_every_kind_of_picture_is_a_document_and_is_decoded(kind: str, name: str) -> None:
    image = picture(LETTER[:1])
    body = encoded(image, kind)
    document = LimitedExtractor().extract(body, file_name=name).document
    assert document.document_type == {"JPEG": "jpg"}.get(kind, kind.lower())
    assert (document.page_count, document.scanned_pages) == (1, (1,))
    decoded = page_image(body, 1)
    assert decoded.shape == (2 * image.height, 2 * image.width, 3), "small pictures are enlarged"
    dark = (decoded < 100).mean()
    assert dark == pytest.approx((np.asarray(image) < 100).mean(), rel=0.2)


def test_every_page_of_a_tiff_file_is_read_and_one_without_text_is_named() -> None:
    pages = [picture(LETTER[:1]), Image.new("RGB", (400, 200), "white"), picture(LETTER[1:2])]
    body = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    document = read(body, "fax.tiff")
    assert [(block.page, block.text) for block in document.blocks] == [(1, LETTER[0]), (3, LETTER[1])]
    assert document.warnings == ("no text on page 2",)


def test_a_scanned_page_inside_a_pdf_with_text_is_read_in_its_place() -> None:
    scan = pdfium.PdfDocument(encoded(picture(LETTER), "PDF"))
    sample = Path(__file__).parents[4] / "samples"
    written = pdfium.PdfDocument(next(sample.glob("*.pdf")).read_bytes())
    both = pdfium.PdfDocument.new()
    both.import_pages(written, [0])
    both.import_pages(scan)
    both.import_pages(written, [0])
    file = io.BytesIO()
    both.save(file)
    document = read(file.getvalue(), "letter.pdf")
    pages = [block.page for block in document.blocks]
    assert pages == sorted(page or 0 for page in pages)
    assert " ".join(" ".join(block.text for block in document.blocks if block.page == 2).split()) == " ".join(
        LETTER
    )
    assert set(pages) == {1, 2, 3}


def test_transparent_pictures_are_read_as_on_paper() -> None:
    clear = Image.new("RGBA", (620, 120), (0, 0, 0, 0))
    ImageDraw.Draw(clear).text((30, 40), LETTER[0], fill="black", font=ImageFont.load_default(28))
    assert text_of(page_of(encoded(clear))) == LETTER[0]


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(InvalidInput, match="30000 x 30000 pixels, of at most 60 million"):
        LimitedExtractor().extract(huge_png(30_000), file_name="huge.png")
    with pytest.raises(InvalidInput, match="30000 x 30000 pixels"):
        page_of(huge_png(30_000))


@pytest.mark.parametrize("cut", [12, 200])
def test_a_damaged_picture_is_refused_with_the_reason(cut: int) -> None:
    body = encoded(picture(LETTER))[:cut]
    with pytest.raises(InvalidInput, match=r"damaged|not read"):
        read(body, "cut.png")


def test_a_document_of_pictures_without_text_says_on_which_page() -> None:
    with pytest.raises(InvalidInput, match=r"'blank.png' holds no text: no text on page 1"):
        read(encoded(Image.new("RGB", (300, 200), "white")), "blank.png")


def test_a_missing_package_is_named_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("genai_core.adapters.extraction.recognition.recognizer.find_spec", lambda _: None)
    with pytest.raises(Misconfigured, match=r"rapidocr, which is not installed.*quorum-core\[recognition\]"):
        LimitedRecognizer().recognize(b"", page=1)


def test_the_server_of_documents_and_the_wiring_load_no_recognition() -> None:
    program = (
        "import json, sys\n"
        "import genai_core.adapters.extraction.fork_server, genai_core.wiring.documents as documents\n"
        "documents.page_recognizer()\n"
        "print(json.dumps([name for name in ('cv2', 'rapidocr') if name in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=child_environment()
    )
    assert util.find_spec("rapidocr") is not None
    assert json.loads(done.stdout) == []


def test_light_drawings_without_a_ground_are_put_on_a_dark_one_and_others_on_white() -> None:
    def corner(image: Image.Image) -> int:
        return int(page_image(encoded(image), 1)[0, 0, 0])

    clear = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    light, dark, whole = clear.copy(), clear.copy(), clear.copy()
    light.paste((255, 255, 255, 255), (50, 50, 100, 60))
    dark.paste((0, 0, 0, 255), (50, 50, 100, 60))
    whole.paste((255, 255, 255, 255), (10, 10, 300, 200))
    assert [corner(image) for image in (light, dark, whole, clear)] == [0, 255, 255, 255]
