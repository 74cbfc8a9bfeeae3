"""Cutting documents into chunks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genai_core.domain.identifiers import ContentHash, DocumentId, chunk_id
from genai_core.domain.ingestion.chunking import (
    MAX_CHUNK_CHARS,
    MAX_SECTION_TURNS,
    ChunkSizes,
    chunk_document,
)
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.ingestion.documents import Block, ExtractedDocument
from genai_core.errors import InvalidInput

D, V = DocumentId("d"), ContentHash("v")


def document(*blocks: Block | str) -> ExtractedDocument:
    read_blocks = tuple(Block(block) if isinstance(block, str) else block for block in blocks)
    return ExtractedDocument("Title", "txt", read_blocks, metadata={"author": "Ada"})


def chunks(*blocks: Block | str, words: int = 120, overlap: int = 20) -> list[Chunk]:
    return chunk_document(document(*blocks), D, V, sizes=ChunkSizes(words, overlap))


def numbered(count: int, start: int = 0) -> str:
    return " ".join(f"w{number}" for number in range(start, start + count))


def test_a_short_document_is_one_chunk_with_title_metadata_and_id() -> None:
    (chunk,) = chunks("One sentence.", "Another.")
    assert chunk.text == "One sentence.\n\nAnother."
    assert chunk.searchable_text == "Title. One sentence.\n\nAnother."
    assert chunk.metadata == {"author": "Ada", "type": "txt"}
    assert chunk.chunk_id == chunk_id(D, V, 0)


def test_words_without_any_end_are_cut_at_the_limit_with_the_overlap() -> None:
    chunked = chunks(numbered(300))
    assert [len(chunk.text.split()) for chunk in chunked] == [120, 120, 100]
    assert chunked[1].text.split()[:20] == chunked[0].text.split()[-20:]
    assert [chunk.ordinal for chunk in chunked] == [0, 1, 2]


def test_a_cut_prefers_the_end_of_a_block_then_of_a_sentence() -> None:
    by_block = chunks(numbered(110), numbered(50, 110))
    assert by_block[0].text.split()[-1] == "w109"
    by_sentence = chunks(f"{numbered(100)}. {numbered(60, 100)}")
    assert by_sentence[0].text.endswith("w99.")


def test_a_heading_never_stands_at_the_end_of_a_chunk() -> None:
    path = ("Chapter",)
    chunked = chunks(numbered(118), Block("Chapter", path), Block(numbered(60, 200), path))
    assert not chunked[0].text.endswith("Chapter")
    assert "Chapter\n\nw200" in chunked[1].text


def test_section_and_page_are_those_of_the_new_words() -> None:
    first = Block(numbered(115), ("One",), 1)
    second = Block(numbered(60, 200), ("Two",), 2)
    chunked = chunks(first, second)
    assert (chunked[0].heading_path, chunked[0].page) == (("One",), 1)
    assert (chunked[1].heading_path, chunked[1].page) == (("Two",), 2)


def test_a_chunk_knows_where_in_the_document_its_later_pages_begin() -> None:
    first, third = Block("The relay is switched.", page=1), Block("The warranty is 36 months.", page=3)
    extracted = document(first, third)
    (chunk,) = chunks(first, third)
    begins = extracted.text.index("The warranty")
    # Page 2 has no words: it begins where page 3 does.
    assert (chunk.page, chunk.page_turns) == (1, (begins, begins))
    assert chunks("No pages here.", "Nor here.")[0].page_turns == ()


def test_a_chunk_knows_where_in_the_document_its_later_sections_begin() -> None:
    travel, hotels = ("Travel",), ("Travel", "Hotels")
    blocks = (
        Block("Travel", travel), Block("The allowance is 50 euros.", travel),
        Block("Hotels", hotels), Block("A night costs 90 euros.", hotels),
        Block("Trains run daily.", ("Trains",)),
    )  # fmt: skip
    text = document(*blocks).text
    (chunk,) = chunks(*blocks)
    assert chunk.heading_path == travel
    assert chunk.section_turns == (
        (text.index("Hotels"), "Travel › Hotels"),
        (text.index("Trains run"), "Trains"),
    )
    assert chunks("No headings here.")[0].section_turns == ()


def test_a_chunk_of_many_short_sections_keeps_the_first_ones() -> None:
    (chunk,) = chunks(*(Block(f"w{number}", (f"Section {number}",)) for number in range(40)))
    assert len(chunk.section_turns) == MAX_SECTION_TURNS
    assert chunk.section_turns[0][1] == "Section 1"


def test_lines_of_tables_and_code_are_kept() -> None:
    (chunk,) = chunks("a | b\n1 | 2", "  x = 1\n  y = 2")
    assert chunk.text == "a | b\n1 | 2\n\n  x = 1\n  y = 2"


def test_text_without_spaces_is_cut_by_characters() -> None:
    chunked = chunks("漢字" * 500)
    assert len(chunked) > 5
    assert all(len(chunk.text) <= 120 for chunk in chunked)


def test_very_long_words_count_for_more_and_stay_whole() -> None:
    word = "x" * 96
    chunked = chunks(" ".join([word] * 100))
    assert all(set(chunk.text.split()) == {word} for chunk in chunked)
    assert all(len(chunk.text.split()) <= 30 for chunk in chunked)


@pytest.mark.parametrize("blocks", [(), ("",), (" \n ",), ("--- | *** …",)])
def test_a_document_without_words_has_no_chunks(blocks: tuple[str, ...]) -> None:
    assert chunks(*blocks) == []


@pytest.mark.parametrize(("words", "overlap"), [(0, 0), (-1, 0), (20, 20), (20, -1)])
def test_impossible_sizes_are_refused(words: int, overlap: int) -> None:
    with pytest.raises(InvalidInput, match=str(words)):
        chunks("text", words=words, overlap=overlap)


@settings(max_examples=150, deadline=2000)
@given(
    st.lists(st.text(alphabet="ab .!\n|漢字-", max_size=120), max_size=8),
    st.integers(1, 30),
    st.integers(0, 29),
)
def test_every_word_is_in_a_chunk_in_order_and_no_chunk_is_too_long(
    texts: list[str], words: int, overlap: int
) -> None:
    overlap = min(overlap, words - 1)
    chunked = chunk_document(document(*texts), D, V, sizes=ChunkSizes(words, overlap))
    pieces = re.compile(r"[漢字]|[^\s漢字]+")
    wanted = [piece for text in texts for piece in pieces.findall(text)]
    if not any(any(map(str.isalnum, piece)) for piece in wanted):
        assert chunked == []
        return
    rebuilt: list[str] = []
    for chunk in chunked:
        mine = pieces.findall(chunk.text)
        assert sum(any(map(str.isalnum, piece)) for piece in mine) <= words
        shared = next(
            size
            for size in range(len(mine), -1, -1)
            if rebuilt[len(rebuilt) - size :] == mine[:size] or not size
        )
        rebuilt += mine[shared:]
    # Repeated words make the overlap ambiguous, so compare the sets and the last words. Punctuation that
    # stands between two words of which each fills a chunk is in neither.
    spoken = [piece for piece in wanted if any(map(str.isalnum, piece))]
    assert set(spoken) <= set(rebuilt) <= set(wanted)
    assert [piece for piece in rebuilt if any(map(str.isalnum, piece))][-1] == spoken[-1]


@given(
    st.lists(
        st.text(st.sampled_from("a1_.─ \n一|😀"), max_size=40).flatmap(
            lambda unit: st.integers(1, 400).map(lambda times: unit * times)
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_chunk_is_longer_than_its_bound_whatever_the_text(texts: list[str]) -> None:
    chunked = chunks(*texts)

    assert all(len(chunk.text) <= MAX_CHUNK_CHARS for chunk in chunked)
    assert all(any(map(str.isalnum, chunk.text)) for chunk in chunked)
    written = "".join("".join(texts).split())
    for chunk in chunked:
        assert "".join(chunk.text.split()) in written


@pytest.mark.parametrize(
    "text",
    [
        "hello " + "_ " * 200_000,
        "hello " + "─" * 100_000,
        "Chapter 1 " + ". " * 50_000 + "5",
        "a" + " " * 200_000 + "b",
    ],
)
def test_marks_without_words_make_no_chunk_of_their_own_and_no_long_one(text: str) -> None:
    chunked = chunks(text)

    assert 1 <= len(chunked) <= 4
    assert max(len(chunk.text) for chunk in chunked) <= MAX_CHUNK_CHARS
