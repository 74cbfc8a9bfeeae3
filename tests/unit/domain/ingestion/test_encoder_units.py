"""Chunks against what the encoder reads: its own tokenizer counts, whatever the text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genai_core.adapters.onnx.window import read_window
from genai_core.domain.identifiers import ContentHash, DocumentId
from genai_core.domain.ingestion.chunking import ChunkSizes, chunk_document
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.ingestion.documents import Block, ExtractedDocument
from genai_core.domain.ingestion.encoder_windows import EncoderWindow, utf8_ends
from genai_core.domain.ingestion.text_layout import table_header

MODEL = Path(__file__).parents[4] / ".build/model"


@cache
def window() -> EncoderWindow:
    """The default encoder's: 256 word pieces, two of them special."""
    if not (MODEL / "card.json").is_file():
        pytest.skip("the encoder is not built; `make build`")
    return read_window(MODEL)


def chunks(*blocks: str, title: str = "Title", kind: str = "txt", words: int = 120) -> list[Chunk]:
    extracted = ExtractedDocument(title, kind, tuple(Block(block) for block in blocks))
    sizes = ChunkSizes(words, min(20, words - 1))
    return chunk_document(extracted, DocumentId("d"), ContentHash("v"), sizes=sizes, window=window())


def test_the_window_is_the_encoders_own() -> None:
    assert window().pieces == 254
    assert window().ends("Rivers flow.") == [6, 11, 12]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(max_size=900) | st.text("한국어 ﷽！.a1", min_size=200, max_size=900), min_size=1, max_size=4
    ),
    st.text(max_size=300),
    st.sampled_from(["txt", "code", "pptx", "csv"]),
    st.integers(1, 400),
)
def test_no_chunk_is_longer_than_the_encoder_reads_and_none_loses_a_character(
    texts: list[str], title: str, kind: str, words: int
) -> None:
    extracted = ExtractedDocument(title, kind, tuple(Block(text) for text in texts))
    sizes = ChunkSizes(words, min(20, words - 1))
    for here in (window(), EncoderWindow(60, utf8_ends)):
        chunked = chunk_document(extracted, DocumentId("d"), ContentHash("v"), sizes=sizes, window=here)
        assert all(here.holds(chunk.searchable_text) for chunk in chunked)
        covered = bytearray(len(extracted.text))
        for chunk in chunked:
            assert chunk.start is not None
            own = chunk.text[chunk.repeated :]
            assert extracted.text[chunk.start : chunk.start + len(own)] == own
            covered[chunk.start : chunk.start + len(own)] = b"1" * len(own)
        lost = [letter for letter, seen in zip(extracted.text, covered, strict=True) if not seen]
        assert not any(map(str.isalnum, lost))


def test_a_passage_that_is_too_long_is_cut_into_like_parts_that_know_each_other() -> None:
    blob = " ".join(f"k{number}=0x{number * 7919:08x};" for number in range(110))
    chunked = chunks(blob)
    assert len(chunked) > 2
    for chunk in chunked:
        assert chunk.chunk_id in chunk.passage
    counts = [len(window().ends(chunk.searchable_text)) for chunk in chunked]
    assert max(counts) <= 254
    assert min(counts) > 60
    (short,) = chunks("Ordinary prose of a few words.")
    assert short.passage == ()


def test_the_rows_of_a_long_table_keep_its_header_and_stay_whole() -> None:
    rows = [f"Site {number} | {number * 3} | {number * 5} EUR" for number in range(200)]
    chunked = chunks("Site | Stock | Price\n" + "\n".join(rows))
    assert len(chunked) > 3
    assert all(chunk.text.startswith("Site | Stock | Price\n") for chunk in chunked)
    written = [line for chunk in chunked for line in chunk.text.split("\n")[1:]]
    assert written == rows


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("City: Kiel | Price: 3\nCity: Bonn | Price: 4\nCity: Ulm | Price: 5", ""),
        ("City | Price\nCity: Bonn | Price: 4\nCity: Ulm | Price: 5", ""),
        ("City | Price\nBonn | 4\nUlm | 5", "City | Price"),
        ("a | b\n1 | 2", ""),
        ("One.\nTwo.\nThree.", None),
        ("a | b", None),
    ],
)
def test_only_rows_that_do_not_name_their_columns_need_a_header(text: str, header: str | None) -> None:
    assert table_header(text) == header


def test_rows_that_name_their_columns_stay_whole_and_stand_in_one_chunk_each() -> None:
    rows = [f"Site: S{number} | Stock: {number * 3} | Price: {number * 5}.50 EUR" for number in range(90)]
    chunked = chunks(*("\n".join(rows[start : start + 20]) for start in range(0, 90, 20)), kind="csv")
    assert len(chunked) > 3
    written = [line for chunk in chunked for line in chunk.text.split("\n") if line]
    assert written == rows


def test_slides_are_cut_between_slides() -> None:
    slides = [" ".join(f"s{slide}w{word}" for word in range(30)) for slide in range(8)]
    blocks = tuple(
        Block(part, page=page) for page, text in enumerate(slides, 1) for part in text.split(" s3w15 ")
    )
    extracted = ExtractedDocument("Deck", "pptx", blocks)
    chunked = chunk_document(extracted, DocumentId("d"), ContentHash("v"), window=window())
    seen = [{word.split("w")[0] for word in chunk.text.split()} for chunk in chunked]
    assert len(chunked) > 2
    assert sum(map(len, seen)) == len(set().union(*seen)) == 8


def test_code_is_cut_between_definitions_or_else_between_lines() -> None:
    functions = [f"def f{number}():\n" + "    x = call(a, b)\n" * 8 + "    return x" for number in range(9)]
    chunked = chunks(*functions, kind="code")
    assert len(chunked) > 2
    assert all(chunk.text.startswith("def f") for chunk in chunked)
    long = "def g():\n" + "\n".join(
        f"    value_{number} = compute(value_{number}, 3.14)" for number in range(80)
    )
    lines = set(long.split("\n"))
    assert all(
        line in lines or f"    {line}" in lines
        for chunk in chunks(long, kind="code")
        for line in chunk.text.split("\n")
    )


def test_a_long_title_leaves_room_for_the_text() -> None:
    chunked = chunks("word " * 300, title="제목 " * 100)
    assert all(chunk.title.endswith("…") for chunk in chunked)
    assert all("word" in chunk.text for chunk in chunked)
