from __future__ import annotations

from genai_core.domain.identifiers import ChunkId, DocumentId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.duplicates import without_duplicates
from genai_core.domain.retrieval.passages import Passage

LONG = " ".join(f"word{number}" for number in range(100))


def kept(*texts: str) -> list[str]:
    passages = [
        Passage(Chunk(ChunkId(str(index)), DocumentId("d"), index, text, ""), 1.0 - index / 100)
        for index, text in enumerate(texts)
    ]
    return [passage.chunk.chunk_id for passage in without_duplicates(passages)]


def test_the_first_of_equal_texts_is_kept():
    assert kept(LONG, "other text entirely", LONG.upper()) == ["0", "1"]


def test_a_small_change_does_not_make_it_new():
    assert kept(LONG, LONG + " coda.") == ["0"]


def test_neighbours_that_overlap_are_both_kept():
    words = [f"word{number}" for number in range(220)]
    assert kept(" ".join(words[:120]), " ".join(words[100:])) == ["0", "1"]


def test_short_and_empty_texts_are_compared_whole():
    assert kept("Yes.", "No.", "yes", "", "", "🙂") == ["0", "1", "3", "5"]
