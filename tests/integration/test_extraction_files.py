"""Real files of many kinds, good, damaged and hostile: each gives what its manifest says."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from genai_core.adapters.extraction.extractor import LimitedExtractor
from genai_core.adapters.extraction.recognition.recognizer import LimitedRecognizer
from genai_core.errors import InvalidInput

FILES = Path(__file__).parents[3] / "shared" / "data" / "files"
MANIFEST = FILES / "MANIFEST.tsv"
QUICK = ("scan/ocr_test.pdf",)
"""Scans that are recognised here; `python -m tests.benchmarks.recognition FOLDER` reads all."""
REFUSED = {"doc": "before 2007"}
"""Kinds that the manifest allows to be refused, with the reason that the refusal must give."""


def rows() -> list[dict[str, str]]:
    if not MANIFEST.exists():
        return []
    with MANIFEST.open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def named(*kinds: str) -> list[dict[str, str]]:
    return [row for row in rows() if row["kind"] in kinds]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def read(row: dict[str, str]) -> str:
    path = FILES / row["path"]
    extraction = LimitedExtractor().extract(path.read_bytes(), file_name=path.name)
    assert extraction.peak_memory_bytes < 500_000_000
    return squeezed(" ".join(block.text for block in extraction.document.blocks))


@pytest.fixture(autouse=True)
def _files() -> None:
    if not rows():
        pytest.skip(f"the evaluation files are not at {FILES}")


def name_of(row: dict[str, str]) -> str:
    return row["path"]


@pytest.mark.parametrize("row", named("ok", "recover"), ids=name_of)
def test_the_phrase_is_found(row: dict[str, str]) -> None:
    if row["format"] in REFUSED:
        with pytest.raises(InvalidInput, match=REFUSED[row["format"]]):
            read(row)
        return
    assert squeezed(row["phrase"]) in read(row)


@pytest.mark.parametrize("row", named("ocr"), ids=name_of)
def test_the_phrase_of_a_scan_is_recognised(row: dict[str, str]) -> None:
    body = (FILES / row["path"]).read_bytes()
    document = LimitedExtractor().extract(body, file_name=row["path"]).document
    assert document.scanned_pages == tuple(range(1, document.page_count + 1))
    if row["path"] not in QUICK:
        return
    recognition = LimitedRecognizer().recognize(body, page=1)
    assert recognition.peak_memory_bytes < 700_000_000
    assert squeezed(row["phrase"]) in squeezed(" ".join(block.text for block in recognition.page.blocks))


@pytest.mark.parametrize("row", named("empty", "password"), ids=name_of)
def test_what_has_no_readable_text_is_refused_with_the_reason(row: dict[str, str]) -> None:
    reasons = {"empty": "empty|no text", "password": "password"}
    with pytest.raises(InvalidInput, match=reasons[row["kind"]]):
        read(row)


@pytest.mark.parametrize("row", named("broken"), ids=name_of)
def test_a_broken_file_gives_a_clear_error_or_the_text_that_is_left(row: dict[str, str]) -> None:
    try:
        text = read(row)
    except InvalidInput as error:
        assert re.search("damaged|no text|crashed", str(error)), error  # noqa: PT017
    else:
        assert len(text) > 10, "the pages before the damage"


@pytest.mark.parametrize("row", named("hostile"), ids=name_of)
def test_a_hostile_file_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(InvalidInput, match=r"entities|bomb"):
        read(row)


def test_text_that_nobody_sees_is_left_out() -> None:
    row = next(row for row in rows() if row["path"] == "pdf/invisible_text_layer.pdf")
    assert read(row) == "Visible heading line"


def test_page_numbers_stay_right_across_empty_pages() -> None:
    path = FILES / "pdf" / "empty_pages_between.pdf"
    document = LimitedExtractor().extract(path.read_bytes(), file_name=path.name).document
    pages = {block.page for block in document.blocks}
    assert document.page_count > len(pages), "some pages are empty"
    assert max(page or 0 for page in pages) == document.page_count or len(pages) > 1
