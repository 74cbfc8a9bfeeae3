"""Chunks come back from JSON as they were, and weak filters of a store never let a hidden chunk through."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.identifiers import ChunkId, DocumentId, UserId, WorkspaceId
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.domain.ingestion.document_metadata import READERS
from genai_core.domain.retrieval.filters import Metadata
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.retrieval.stored_chunks import as_chunk, as_record, first_admitted, stored_metadata
from genai_core.domain.text.storable_text import storable_text

SCOPE = Scope(WorkspaceId("w"), UserId("ann"))
texts = st.text(st.characters(exclude_categories=()), max_size=20)
chunks = st.builds(
    Chunk,
    chunk_id=st.just(ChunkId("c")),
    document_id=st.just(DocumentId("d")),
    ordinal=st.integers(0, 10_000),
    text=texts,
    title=texts,
    heading_path=st.lists(texts, max_size=3).map(tuple),
    page=st.none() | st.integers(1, 999),
    start=st.none() | st.integers(0, 10**9),
    repeated=st.integers(0, 50),
    passage=st.lists(st.sampled_from([ChunkId("c"), ChunkId("e")]), max_size=3).map(tuple),
    page_turns=st.lists(st.integers(0, 10**6), max_size=3).map(tuple),
    section_turns=st.lists(st.tuples(st.integers(0, 10**6), texts), max_size=3).map(tuple),
)


@given(chunk=chunks, packed=st.binary(max_size=40))
def test_a_chunk_comes_back_with_only_unstorable_characters_replaced(chunk: Chunk, packed: bytes) -> None:
    vector = np.ones(3, np.float32)
    record = json.loads(json.dumps(as_record(EmbeddedChunk(chunk, vector, packed))))
    json.dumps(record, ensure_ascii=False).encode("utf-8")
    restored = as_chunk(record, vector)
    assert restored.packed_tokens == packed
    assert restored.vector is vector
    texts_of = (
        chunk.text,
        chunk.title,
        *chunk.heading_path,
        *(heading for _, heading in chunk.section_turns),
    )
    if all(storable_text(text) == text for text in texts_of):
        assert restored.chunk == chunk
    assert len(restored.chunk.text) == len(chunk.text)


@pytest.mark.parametrize(
    ("metadata", "stored"),
    [
        ({"author": "Ann"}, {"author": "Ann"}),
        ({"tags": ("a", "b")}, {"tags": ["a", "b"]}),
        ({"tags": ("a",)}, {"tags": ["a"]}),
        ({"author": "", "tags": ()}, {}),
        ({"au\x00thor": "A\ud800nn"}, {"au\ufffdthor": "A?nn"}),
    ],
)
def test_metadata_is_kept_without_empty_values(
    metadata: Metadata, stored: dict[str, str | list[str]]
) -> None:
    assert stored_metadata(metadata) == stored


@given(hidden=st.lists(st.booleans(), max_size=60), limit=st.integers(1, 12))
def test_the_best_admitted_are_found_however_many_hidden_ones_are_better(
    hidden: list[bool], limit: int
) -> None:
    hits = [
        (Candidate(ChunkId(f"c{number:03}"), 1.0 - number / 100), {READERS: ("bob",)} if is_hidden else {})
        for number, is_hidden in enumerate(hidden)
    ]
    counts: list[int] = []

    def search(count: int) -> Sequence[tuple[Candidate, Metadata]]:
        counts.append(count)
        return hits[:count]

    admitted = [candidate for candidate, metadata in hits if not metadata]
    assert first_admitted(search, SCOPE, limit) == admitted[:limit]
    assert counts == sorted(set(counts)), "each search asks for more than the last"
    assert counts[0] == limit
