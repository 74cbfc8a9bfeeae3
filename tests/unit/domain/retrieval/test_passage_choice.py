from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId
from genai_core.domain.ingestion.chunking import chunk_document
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.ingestion.documents import Block, ExtractedDocument
from genai_core.domain.retrieval.passage_choice import PassageChoice
from genai_core.domain.retrieval.passages import Passage


def ranked(count: int, documents: int = 3) -> list[Passage]:
    return [
        Passage(
            Chunk(
                ChunkId(f"c{n}"),
                DocumentId(f"d{n % documents}"),
                n // documents,
                f"text number {n} about {n * n}. It says {n + 1} things.",
                "",
            ),
            1.0 - n / 100,
            {"fused": 1.0 - n / 100},
        )
        for n in range(count)
    ]


def vectors(passages: list[Passage]) -> dict[ChunkId, np.ndarray]:
    random = np.random.default_rng(3)
    rows = random.normal(size=(len(passages), 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return {passage.chunk.chunk_id: row for passage, row in zip(passages, rows, strict=True)}


def names(passages) -> list[str]:
    return [passage.chunk.chunk_id for passage in passages]


def test_without_options_the_ranked_order_is_kept_to_the_limit():
    passages = ranked(9)
    choose = PassageChoice(join_neighbours=False)
    assert names(choose("q", passages, vectors(passages), 4)) == ["c0", "c1", "c2", "c3"]


def test_a_passage_with_the_quoted_phrase_comes_first_even_from_far_down():
    passages = ranked(9)
    choose = PassageChoice(join_neighbours=False)
    chosen = choose('which says "text  NUMBER 7"?', passages, vectors(passages), 2)
    assert names(chosen) == ["c7", "c0"]


def test_neighbours_from_the_real_chunker_read_like_the_document():
    words = " ".join(f"word{n}." if n % 9 == 0 else f"word{n}" for n in range(200))
    document = ExtractedDocument(
        "Title", "md", (Block(words, (), 1), Block("The end of it all.", ("End",), 2))
    )
    chunks = chunk_document(document, DocumentId("d"), ContentHash("v"))
    passages = [Passage(chunk, 1.0) for chunk in reversed(chunks)]
    (joined,) = PassageChoice()("q", passages, vectors(passages), 8)
    assert joined.chunk.text == f"{words}\n\nThe end of it all."
    assert [part.chunk_id for part in joined.parts] == [chunk.chunk_id for chunk in chunks]


def test_the_budget_holds_for_all_passages_together():
    passages = ranked(9)
    chosen = PassageChoice(max_words=20)("q", passages, vectors(passages), 9)
    assert sum(len(passage.chunk.text.split()) for passage in chosen) <= 20


@pytest.mark.parametrize("choose", [PassageChoice(), PassageChoice(diversity=0.5, max_words=100)])
def test_no_candidates_give_no_passages(choose):
    assert choose("q", [], {}, 8) == ()


@given(
    count=st.integers(0, 30),
    limit=st.integers(1, 12),
    diversity=st.sampled_from([0.0, 0.3, 1.0]),
    join=st.booleans(),
    words=st.integers(0, 60),
    question=st.text(max_size=30),
)
def test_whatever_is_chosen_is_of_the_candidates_and_within_every_limit(
    count, limit, diversity, join, words, question
):
    passages = ranked(count)
    choose = PassageChoice(diversity=diversity, join_neighbours=join, max_words=words)
    chosen = choose(question, passages, vectors(passages), limit)
    members = [part.chunk_id for passage in chosen for part in passage.parts or (passage.part_at(0),)]
    assert len(members) == len(set(members)) <= limit
    assert set(members) <= set(names(passages))
    assert bool(chosen) == bool(passages)
    if words:
        assert sum(len(passage.chunk.text.split()) for passage in chosen) <= words
