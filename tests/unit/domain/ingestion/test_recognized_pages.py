"""Recognised pages take their places in the text of their document."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from genai_core.domain.ingestion.cleaned_documents import cleaned_document, cleaned_page
from genai_core.domain.ingestion.documents import Block, ExtractedDocument
from genai_core.domain.ingestion.recognized_pages import (
    MAX_SCANNED_PAGES,
    RecognizedPage,
    RecognizedWord,
    page_batches,
    recognized_page,
    with_recognized,
)
from genai_core.domain.tables.table import Table

DOCUMENT = ExtractedDocument(
    title="Lease",
    document_type="pdf",
    blocks=(Block("first", ("Part 1",), 1), Block("third", ("Part 2",), 3), Block("named without a page")),
    page_count=4,
    scanned_pages=(2, 4),
)


def page(number: int, *texts: str, problem: str = "") -> RecognizedPage:
    return RecognizedPage(number, tuple(Block(text, page=number) for text in texts), problem=problem)


def test_pages_stand_in_order_below_the_heading_before_them() -> None:
    joined = with_recognized(DOCUMENT, [page(4, "fourth"), page(2, "second", "and more")])
    assert [(block.text, block.heading_path, block.page) for block in joined.blocks] == [
        ("first", ("Part 1",), 1),
        ("second", ("Part 1",), 2),
        ("and more", ("Part 1",), 2),
        ("third", ("Part 2",), 3),
        ("named without a page", (), None),
        ("fourth", (), 4),
    ]
    assert joined.warnings == ()


def test_joining_may_be_repeated() -> None:
    pages = [page(2, "second"), page(4)]
    joined = with_recognized(DOCUMENT, pages)
    assert joined.scanned_pages == page_batches(joined) == ()
    assert joined.warnings == ("no text on page 4",)
    again = with_recognized(joined, [])
    assert again == joined


def test_a_page_that_was_not_read_or_only_in_part_says_why() -> None:
    joined = with_recognized(
        DOCUMENT, [page(2, problem="it is damaged"), page(4, "a", problem="it took long")]
    )
    assert joined.warnings == (
        "page 2 was not read: it is damaged",
        "page 4 was read in part: it took long",
    )


def test_a_stamp_gives_way_to_the_scan_and_a_title_over_a_photograph_does_not() -> None:
    stamped = replace(DOCUMENT, blocks=(Block("Received 4 May", page=2), Block("Our team in 2026", page=4)))
    joined = with_recognized(
        stamped, [page(2, "Received 4 May\nDear Ms Ito, " * 3), page(4, "0ur team in 2O26")]
    )
    assert [block.text[:16] for block in joined.blocks] == ["Received 4 May\nD", "Our team in 2026"]


def test_a_long_scan_is_read_in_calls_of_few_pages_up_to_a_limit() -> None:
    count = MAX_SCANNED_PAGES + 3
    scan = replace(DOCUMENT, blocks=(), page_count=count, scanned_pages=tuple(range(1, count + 1)))
    batches = page_batches(scan)
    assert batches[0] == (1, 2)
    assert sum(map(len, batches)) == MAX_SCANNED_PAGES
    assert with_recognized(scan, []).warnings == (
        f"3 scanned pages were not read: {MAX_SCANNED_PAGES} of a document are",
    )


def test_a_page_comes_back_from_json_as_it_was_and_is_cleaned() -> None:
    word = RecognizedWord("to\u202etal", 0.1, 0.2, 0.3, 0.4, 0.99)
    table = Table(("city", "price"), (("Kiel", "3"),), page=2)
    recognized = replace(page(2, "sum\x1b[31m", "\u200b"), words=(word,), tables=(table,), turned=90)
    stored = recognized_page(json.loads(json.dumps(asdict(recognized))))
    assert stored == recognized
    cleaned = cleaned_page(stored)
    assert cleaned.blocks == (Block("sum", page=2),)
    assert cleaned.words == (replace(word, text="total"),)


def test_only_pages_that_the_document_has_are_recognised() -> None:
    wrong = replace(DOCUMENT, scanned_pages=(-1, 0, 2, 9_999_999))
    assert cleaned_document(wrong, named="a").scanned_pages == (2,)
